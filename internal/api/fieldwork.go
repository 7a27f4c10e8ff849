package api

import (
	"context"
	"fmt"
	"strconv"

	"tillway/internal/audit"
	"tillway/internal/fieldwork"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/store"
	"tillway/internal/payment"
	"tillway/internal/terminal"
)

type workOrderBody struct {
	ID           string         `json:"id"`
	Number       string         `json:"number"`
	Kind         string         `json:"kind"`
	Status       string         `json:"status"`
	Merchant     string         `json:"merchant"`
	MerchantName string         `json:"merchant_name,omitempty"`
	Terminal     string         `json:"terminal,omitempty"`
	TID          string         `json:"tid,omitempty"`
	Model        string         `json:"model,omitempty"`
	ScheduledFor string         `json:"scheduled_for"`
	Engineer     string         `json:"engineer,omitempty"`
	EngineerName string         `json:"engineer_name,omitempty" who:"Engineer"`
	Items        []workItemBody `json:"items,omitempty"`
	Tests        []workTestBody `json:"tests,omitempty"`
	OpenedAt     string         `json:"opened_at"`
	Moved        int            `json:"moved" doc:"how often the visit was moved; at most twice"`
	Place        *placeBody     `json:"place,omitempty" doc:"where the terminal is bound to stand"`
	SignedOffAt  string         `json:"signed_off_at,omitempty"`
	SignedBy     string         `json:"signed_by,omitempty"`
	Steps        []lifeStep     `json:"steps,omitempty"`
}

type placeBody struct {
	Address string `json:"address"`
	Lon     string `json:"lon"`
	Lat     string `json:"lat"`
}

type workItemBody struct {
	Item       string `json:"item"`
	Group      string `json:"group"`
	NameZh     string `json:"name_zh"`
	NameEn     string `json:"name_en"`
	HintZh     string `json:"hint_zh"`
	HintEn     string `json:"hint_en"`
	NeedsValue bool   `json:"needs_value"`
	Unit       string `json:"unit,omitempty"`
	ByTests    bool   `json:"by_tests" doc:"proven by the tests, not answered"`
	State      string `json:"state" enum:"open,passed,failed,locked"`
	OK         *bool  `json:"ok,omitempty"`
	Value      string `json:"value,omitempty"`
	Note       string `json:"note,omitempty"`
	At         string `json:"at,omitempty"`
}

type workTestBody struct {
	Case    string `json:"case"`
	OK      *bool  `json:"ok,omitempty"`
	RRN     string `json:"rrn,omitempty"`
	Payment string `json:"payment,omitempty"`
	Detail  string `json:"detail,omitempty"`
	At      string `json:"at,omitempty"`
}

type answerInput struct {
	IDPath
	Body struct {
		Item  string `json:"item" maxLength:"2"`
		OK    bool   `json:"ok"`
		Value string `json:"value,omitempty" maxLength:"40"`
		Note  string `json:"note,omitempty" maxLength:"200"`
		Lon   string `json:"lon,omitempty" maxLength:"12"`
		Lat   string `json:"lat,omitempty" maxLength:"12"`
	}
}

type testInput struct {
	IDPath
	Body struct {
		Case string `json:"case" maxLength:"20"`
		RRN  string `json:"rrn,omitempty" maxLength:"12"`
	}
}

type signOffInput struct {
	IDPath
	Body struct {
		Signature string `json:"signature" maxLength:"40" doc:"the merchant's person who takes over, as signed"`
		Lon       string `json:"lon" maxLength:"12"`
		Lat       string `json:"lat" maxLength:"12"`
	}
}

type planInput struct {
	Body struct {
		Merchant string `json:"merchant" minLength:"1" maxLength:"40"`
	}
}

type rescheduleInput struct {
	IDPath
	Body struct {
		Date string `json:"date" format:"date"`
	}
}

type reopenInput struct {
	IDPath
	Body struct {
		Case   string `json:"case" maxLength:"20" doc:"name of a commissioning case"`
		Reason string `json:"reason" maxLength:"200"`
	}
}

func (s *Server) fieldwork() {
	see := []string{audit.Owner, audit.Manager, audit.Engineer, audit.Operations, audit.Support, audit.Auditor}
	field := []string{audit.Engineer}
	route(s, "GET /v1/work-orders", op{ID: "listWorkOrders", Summary: "Work orders", Roles: see},
		func(ctx context.Context, by audit.Actor, in *pageInput) (listPage[workOrderBody], error) {
			rows, err := s.Fieldwork.Find(ctx, by, fieldwork.Filter{Merchant: in.Merchant, Status: in.Status, After: fieldwork.ID(in.After), Limit: in.Limit})
			if err != nil {
				return listPage[workOrderBody]{}, err
			}
			names, err := s.merchantNames(ctx, by, func(yield func(string)) {
				for _, o := range rows {
					yield(o.MerchantID)
				}
			})
			return pageOf(rows, in.Limit, func(o fieldwork.Order) workOrderBody {
				b := orderHead(o)
				b.MerchantName = names[o.MerchantID]
				return b
			}, func(o fieldwork.Order) string { return o.ID.String() }), err
		})
	route(s, "GET /v1/work-orders/{id}", op{ID: "getWorkOrder", Summary: "One work order with its form", Roles: see},
		func(ctx context.Context, by audit.Actor, in *IDPath) (workOrderBody, error) {
			return s.oneOrder(ctx, by, in.ID)
		})
	route(s, "POST /v1/work-orders", op{ID: "planVisit", Summary: "Plan the installation of a further or replacing terminal", Roles: []string{audit.Operations}, Status: 201},
		func(ctx context.Context, by audit.Actor, in *planInput) (workOrderBody, error) {
			o, err := s.Fieldwork.Plan(ctx, by, in.Body.Merchant)
			if err != nil {
				return workOrderBody{}, err
			}
			return s.oneOrder(ctx, by, o.ID.String())
		})
	route(s, "POST /v1/work-orders/{id}/answers", op{ID: "answerStep", Summary: "Answer a step of the form", Roles: field}, s.answerStep)
	route(s, "POST /v1/work-orders/{id}/tests", op{ID: "recordTest", Summary: "Record a commissioning case", Roles: field}, s.recordTest)
	route(s, "POST /v1/work-orders/{id}/sign-off", op{ID: "signOff", Summary: "The merchant takes over: the terminal becomes active", Roles: field}, s.signOff)
	route(s, "POST /v1/work-orders/{id}/reopen", op{ID: "reopenOrder", Summary: "A case was found not to hold: back to the tests, and a new signature",
		Roles: []string{audit.Engineer, audit.Operations}},
		func(ctx context.Context, by audit.Actor, in *reopenInput) (workOrderBody, error) {
			if _, err := s.Fieldwork.Reopen(ctx, by, fieldwork.ID(in.ID), in.Body.Case, in.Body.Reason); err != nil {
				return workOrderBody{}, err
			}
			return s.oneOrder(ctx, by, in.ID)
		})
	route(s, "POST /v1/work-orders/{id}/reschedule", op{ID: "rescheduleVisit", Summary: "Move the visit, at most twice", Roles: []string{audit.Owner, audit.Manager, audit.Operations}},
		func(ctx context.Context, by audit.Actor, in *rescheduleInput) (workOrderBody, error) {
			on, err := day.Parse(in.Body.Date)
			if err != nil {
				return workOrderBody{}, errDateField("date")
			}
			if _, err := s.Fieldwork.Reschedule(ctx, by, fieldwork.ID(in.ID), on); err != nil {
				return workOrderBody{}, err
			}
			return s.oneOrder(ctx, by, in.ID)
		})
}

func errDateField(path string) error {
	return errs.Fields(errs.FieldFault{Path: path, Code: "date", Zh: "日期须写成 2026-03-02 的形式。", En: "Write the date as 2026-03-02."})
}

func (s *Server) answerStep(ctx context.Context, by audit.Actor, in *answerInput) (workOrderBody, error) {
	no, _ := strconv.Atoi(in.Body.Item) // not a number is step 0, which no list has
	a := fieldwork.Input{Item: no, OK: in.Body.OK, Value: in.Body.Value, Note: in.Body.Note}
	if in.Body.Lon != "" || in.Body.Lat != "" {
		place, err := terminal.PlaceOf("site", in.Body.Lon, in.Body.Lat)
		if err != nil {
			return workOrderBody{}, err
		}
		a.LonE6, a.LatE6 = place.LonE6, place.LatE6
	}
	if _, err := s.Fieldwork.Answer(ctx, by, fieldwork.ID(in.ID), a); err != nil {
		return workOrderBody{}, err
	}
	return s.oneOrder(ctx, by, in.ID)
}

func (s *Server) recordTest(ctx context.Context, by audit.Actor, in *testInput) (workOrderBody, error) {
	var fact fieldwork.PaymentFact
	if in.Body.RRN != "" {
		var err error
		if fact, err = s.testPayment(ctx, by, in.Body.RRN); err != nil {
			return workOrderBody{}, err
		}
	}
	if _, err := s.Fieldwork.RecordTest(ctx, by, fieldwork.ID(in.ID), in.Body.Case, fact); err != nil {
		return workOrderBody{}, err
	}
	return s.oneOrder(ctx, by, in.ID)
}

// testPayment finds out what became of a payment by its reference number.
func (s *Server) testPayment(ctx context.Context, by audit.Actor, rrn string) (fieldwork.PaymentFact, error) {
	var fact fieldwork.PaymentFact
	err := s.DB.Read(ctx, func(q store.Q) error {
		p, err := payment.ByRRN(q, by.Institution, rrn)
		if err != nil {
			return err
		}
		fact = fieldwork.PaymentFact{PaymentID: p.ID.String(), RRN: rrn, TerminalID: terminal.ID(p.TerminalID), Channel: string(p.Channel),
			AmountFen: p.ApprovedFen, Approved: p.Kind == payment.Sale && p.Status() == "approved"}
		acts, err := payment.ActsOn(q, by.Institution, p.ID)
		for _, a := range acts {
			if a.Status() != "approved" {
				continue
			}
			switch a.Kind {
			case payment.Void:
				fact.Voided = true
			case payment.Refund:
				fact.RefundedFen += a.ApprovedFen
			}
		}
		return err
	})
	return fact, err
}

func (s *Server) signOff(ctx context.Context, by audit.Actor, in *signOffInput) (workOrderBody, error) {
	place, err := terminal.PlaceOf("site", in.Body.Lon, in.Body.Lat)
	if err != nil {
		return workOrderBody{}, err
	}
	_, err = s.Fieldwork.SignOff(ctx, by, fieldwork.ID(in.ID), fieldwork.Signature{Name: in.Body.Signature, LonE6: place.LonE6, LatE6: place.LatE6})
	if err != nil {
		return workOrderBody{}, err
	}
	return s.oneOrder(ctx, by, in.ID)
}

func orderHead(o fieldwork.Order) workOrderBody {
	return workOrderBody{ID: o.ID.String(), Number: o.Number, Kind: "install", Status: o.Status(), Merchant: o.MerchantID,
		Terminal: o.TerminalID.String(), ScheduledFor: o.PlannedOn.String(), Engineer: o.Engineer, OpenedAt: civil(o.CreatedAt), Moved: o.Moved}
}

func (s *Server) oneOrder(ctx context.Context, by audit.Actor, id string) (workOrderBody, error) {
	v, err := s.Fieldwork.Look(ctx, by, fieldwork.ID(id))
	if err != nil {
		return workOrderBody{}, err
	}
	b := orderHead(v.Order)
	if v.Terminal != nil {
		b.TID, b.Model = v.Terminal.TID, v.Terminal.Model
	}
	for _, it := range v.Items {
		b.Items = append(b.Items, showItem(it))
	}
	for _, c := range v.Cases {
		t := workTestBody{Case: c.Name, RRN: c.RRN, Payment: c.PaymentID, Detail: c.Detail, At: civil(c.At)}
		if !c.At.IsZero() {
			t.OK = &c.Passed
		}
		b.Tests = append(b.Tests, t)
	}
	if v.SignOff != nil {
		b.SignedOffAt, b.SignedBy = civil(v.SignOff.At), v.SignOff.SignedAs
	}
	names, err := s.merchantNames(ctx, by, func(yield func(string)) { yield(b.Merchant) })
	if err != nil {
		return b, err
	}
	b.MerchantName = names[b.Merchant]
	err = s.DB.Read(ctx, func(q store.Q) error {
		if v.Terminal != nil {
			bindings, err := terminal.Bindings(q, by.Institution, v.Terminal.ID)
			if err != nil {
				return err
			}
			if n := len(bindings); n > 0 {
				p := bindings[n-1].Place
				b.Place = &placeBody{p.Address, degrees(p.LonE6), degrees(p.LatE6)}
			}
		}
		steps, err := fieldwork.Steps(q, by.Institution, v.Order.ID)
		b.Steps = lifeSteps(steps)
		return err
	})
	return b, err
}

// degrees writes millionths of a degree as decimal degrees.
func degrees(e6 int64) string {
	sign := ""
	if e6 < 0 {
		sign, e6 = "-", -e6
	}
	return fmt.Sprintf("%s%d.%06d", sign, e6/1_000_000, e6%1_000_000)
}

// units are shown behind the field of a measured value.
var units = map[string]string{"volts": "V", "seconds": "s", "signal": "dBm / %"}

func showItem(it fieldwork.ItemView) workItemBody {
	b := workItemBody{Item: strconv.Itoa(it.No), Group: it.Stage, NameZh: it.Zh, NameEn: it.En, HintZh: it.FixZh, HintEn: it.FixEn,
		NeedsValue: it.NeedsValue(), Unit: units[it.Kind], ByTests: len(it.Cases) > 0, State: it.State}
	if it.Answer != nil {
		b.OK, b.Value, b.Note, b.At = &it.Answer.Passed, it.Answer.Value, it.Answer.Note, civil(it.Answer.At)
	}
	if b.ByTests && it.State == fieldwork.StatePassed {
		yes := true
		b.OK = &yes
	}
	return b
}
