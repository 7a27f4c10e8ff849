package onboarding

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"tillway/internal/audit"
	"tillway/internal/institution"
	"tillway/internal/kit/clock"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
	"tillway/internal/merchant"
)

// Receipt is what an applicant gets for a submission.
type Receipt struct {
	Number       string `json:"number"`
	Version      int64  `json:"version"`
	PromisedDate string `json:"promised_date"`
	LimitDate    string `json:"limit_date"`
	Provisional  bool   `json:"provisional"`
}

func (a Application) receipt() Receipt {
	return Receipt{Number: a.Number, Version: a.Version, PromisedDate: a.PromisedDate, LimitDate: a.LimitDate, Provisional: a.Provisional}
}

// Submit checks everything, gives the application its number and asks the
// registries. Submitting again what is submitted returns the same receipt.
func (s *Service) Submit(ctx context.Context, by audit.Actor, of ApplicationID) (Receipt, error) {
	var a Application
	err := s.db.Read(ctx, func(q store.Q) (err error) {
		a, err = loadFor(q, by, of)
		return err
	})
	if err != nil {
		return Receipt{}, err
	}
	if a.Version > 0 && a.mayEdit() != nil { // a double click
		return a.receipt(), nil
	}
	a, f, err := s.editable(ctx, by, of)
	if err != nil {
		return Receipt{}, err
	}
	if err := s.complete(ctx, by, a, f); err != nil {
		return Receipt{}, err
	}
	changed, err := s.diff(ctx, a, f)
	if err != nil {
		return Receipt{}, err
	}
	err = s.db.Write(ctx, func(tx *store.Tx) error { return submitTx(tx, by, a, f, changed) })
	if err != nil {
		return Receipt{}, err
	}
	// What follows may fail without harm: the application is in, and the job
	// asks again.
	if err := s.Verify(ctx, audit.System(by.Institution, "verify"), of); err != nil && !errs.Is(err, ErrRegistry) {
		return Receipt{}, err
	}
	a, err = s.Get(ctx, by, of)
	return a.receipt(), err
}

// complete refuses what is missing or wrong: fields, documents, consents,
// duplicates, a wait after a rejection.
func (s *Service) complete(ctx context.Context, by audit.Actor, a Application, f Form) error {
	t, err := s.terms(ctx, by.Institution)
	if err != nil {
		return err
	}
	faults := check(f, a.Kind, true, t)
	err = s.db.Read(ctx, func(q store.Q) error {
		missing, err := missingPapers(q, a, f, t.on)
		if err != nil {
			return err
		}
		unsaid, err := missingConsents(q, a)
		if err != nil {
			return err
		}
		if faults = append(append(faults, missing...), unsaid...); len(faults) > 0 {
			return errs.Fields(faults...)
		}
		return s.admissible(q, a, f, t.on)
	})
	return err
}

func missingPapers(q store.Q, a Application, f Form, on day.Date) ([]errs.FieldFault, error) {
	list, err := institution.Checklist(q, a.Institution, a.Kind, f.Base.MCC, on)
	if err != nil {
		return nil, err
	}
	have, err := documents(q, a.Institution, a.ID)
	if err != nil {
		return nil, err
	}
	var faults []errs.FieldFault
	for _, d := range list {
		needed := d.Required || d.Type == "authorisation" && f.agent()
		if needed && !slices.ContainsFunc(have, func(h Document) bool { return h.Type == d.Type }) {
			faults = append(faults, errs.FieldFault{Path: "documents." + d.Type, Code: "DOC_MISSING",
				Zh: "缺少资料：" + d.NameZh, En: "Missing: " + d.NameEn})
		}
	}
	return faults, nil
}

func missingConsents(q store.Q, a Application) ([]errs.FieldFault, error) {
	have, err := consents(q, a.Institution, a.ID)
	if err != nil {
		return nil, err
	}
	var faults []errs.FieldFault
	for _, t := range consentTexts {
		if !slices.ContainsFunc(have, func(c Consent) bool { return c.Kind == t.Kind && c.Agreed && c.Version == t.Version }) {
			faults = append(faults, errs.FieldFault{Path: "consents." + t.Kind, Code: "CONSENT_MISSING",
				Zh: "请阅读并勾选：" + t.TitleZh, En: "Please read and tick: " + t.TitleEn})
		}
	}
	return faults, nil
}

// admissible refuses duplicates (§1.7) and impatience (§1.9).
func (s *Service) admissible(q store.Q, a Application, f Form, on day.Date) error {
	if a.Kind != institution.Micro {
		twin, err := merchant.HasTwin(q, a.Institution, f.License.USCC, f.store(), f.Base.MCC)
		if err != nil {
			return err
		}
		if twin {
			return ErrDuplicate.New()
		}
	}
	at, rejected, err := lastRejection(q, a.Institution, a.Owner.String())
	if err != nil || !rejected {
		return err
	}
	wait, err := institution.ParamInt(q, a.Institution, "review.cooldown_days", on)
	if until := day.Of(at).AddDays(int(wait)); err == nil && on.Before(until) {
		err = ErrCooldown.New("date", until.String())
	}
	return err
}

// diff lists the fields that differ from the version submitted before.
func (s *Service) diff(ctx context.Context, a Application, f Form) ([]string, error) {
	if a.Version == 0 {
		return nil, nil
	}
	var sealed []byte
	err := s.db.Read(ctx, func(q store.Q) (err error) {
		sealed, _, err = lastVersion(q, a.Institution, a.ID)
		return err
	})
	if err != nil {
		return nil, err
	}
	before, err := s.open(ctx, a.Institution, a.prospect, sealed)
	if err != nil {
		return nil, err
	}
	return differences(before, f), nil
}

// differences returns the paths whose values differ, sorted.
func differences(a, b Form) []string {
	x, y := flat(a), flat(b)
	var out []string
	for path := range x {
		if !reflect.DeepEqual(x[path], y[path]) {
			out = append(out, path)
		}
	}
	for path := range y {
		if _, had := x[path]; !had {
			out = append(out, path)
		}
	}
	slices.Sort(out)
	return out
}

// flat returns a form as path → value, in the words of its JSON.
func flat(f Form) map[string]any {
	out := map[string]any{"products": slices.Sorted(slices.Values(f.Products))}
	for section, v := range f.sections() {
		raw, err := json.Marshal(v)
		fields := map[string]any{}
		if err != nil || json.Unmarshal(raw, &fields) != nil {
			continue // products, a list
		}
		for name := range maps.Keys(fields) {
			out[section+"."+name] = fields[name]
		}
	}
	return out
}

func submitTx(tx *store.Tx, by audit.Actor, a Application, f Form, changed []string) error {
	now, err := load(tx, a.Institution, a.ID)
	if err != nil {
		return err
	}
	if now.pos.Step != a.pos.Step || now.changedUS != a.changedUS {
		return errMoved
	}
	if a.Number == "" {
		if a.Number, err = number(tx, a.Institution, day.Of(tx.Now())); err != nil {
			return err
		}
		a.firstUS = tx.NowMicros()
	}
	a.Version++
	a.makerParty, a.ClaimedBy, a.claimParty, a.told = by.Party, "", "", false
	grading, err := institution.GradingOn(tx, a.Institution, day.Of(tx.Now()))
	if err != nil {
		return err
	}
	n := score(grading, a.Kind, f, day.Of(tx.Now()))
	a.RiskScore, a.RiskLevel = &n, grading.Level(n)
	if err := insertVersion(tx, a, a.sealed, changed, by.User); err != nil {
		return err
	}
	if err := promise(tx, &a); err != nil {
		return err
	}
	return move(tx, by, a, "submit", "")
}

// number is APyyyymmddnnnnnn (S22).
func number(tx *store.Tx, inst id.Institution, on day.Date) (string, error) {
	n, err := nextNumber(tx, inst, on)
	return fmt.Sprintf("AP%s%06d", on.Compact(), n), err
}

// promise works out when the review is due: the clock runs from the first
// complete submission and stands still between a return and the next version.
func promise(q store.Q, a *Application) error {
	sent, err := submissions(q, a.Institution, a.ID)
	if err != nil {
		return err
	}
	back, err := returnTimes(q, a.Institution, a.ID)
	if err != nil {
		return err
	}
	var pauses []day.Pause
	for i, at := range back {
		if i+1 < len(sent) {
			pauses = append(pauses, day.Pause{From: at, To: sent[i+1]})
		}
	}
	a.targetUS, a.limitUS, a.PromisedDate, a.LimitDate = 0, 0, "", ""
	first := clock.FromMicros(a.firstUS)
	review, err := institution.ReviewClock(q, a.Institution, day.Of(first))
	if err != nil {
		return err
	}
	target, limit, err := review.Promise(first, pauses...)
	if errors.Is(err, day.ErrProvisional) { // nothing is promised in a year whose calendar is not published
		return nil
	}
	if err != nil {
		return err
	}
	a.targetUS, a.limitUS = clock.Micros(target), clock.Micros(limit)
	a.PromisedDate, a.LimitDate = day.Of(target).String(), day.Of(limit).String()
	return nil
}

// Verify asks the registries about a submitted application and moves it to the
// first review, or leaves it verifying when one does not answer.
func (s *Service) Verify(ctx context.Context, by audit.Actor, of ApplicationID) error {
	var a Application
	err := s.db.Read(ctx, func(q store.Q) (err error) {
		a, err = load(q, by.Institution, of)
		return err
	})
	if err != nil || !a.pos.Status.Is("submitted") && !a.pos.Status.Is("verifying") {
		return err
	}
	f, err := s.open(ctx, a.Institution, a.prospect, a.sealed)
	if err != nil {
		return err
	}
	verdicts, silent := s.askRegistries(ctx, a, f)
	index, err := s.parties.Index(ctx, a.Institution, "onboarding_check/input",
		strings.Join([]string{f.Legal.Name, f.Legal.IDNo, f.License.USCC, f.Settle.AcctNo, f.Settle.ReservedMobile}, "|"))
	if err != nil {
		return err
	}
	err = s.db.Write(ctx, func(tx *store.Tx) error {
		for _, v := range verdicts {
			if err := insertCheck(tx, a, v, index); err != nil {
				return err
			}
		}
		switch {
		case silent == nil:
			return move(tx, by, a, "verify", "")
		case a.pos.Status.Is("submitted"):
			return move(tx, by, a, "wait", "")
		}
		return nil
	})
	if err != nil {
		return err
	}
	return silent
}

// askRegistries puts the questions that suit the application. silent is why an
// answer is missing.
func (s *Service) askRegistries(ctx context.Context, a Application, f Form) (out []verdict, silent error) {
	note := func(kind string, v verdict, err error) {
		if err != nil {
			v, silent = verdict{kind: kind, result: "no_answer"}, ErrRegistry.Wrap(err)
		}
		out = append(out, v)
	}
	who, err := s.registries.Identity(ctx, IdentityQuery{Name: f.Legal.Name, IDNo: f.Legal.IDNo})
	note(CheckIdentity, who.verdict(), err)
	if a.Kind != institution.Micro {
		firm, err := s.registries.Business(ctx, BusinessQuery{Name: f.Base.LicenseName, USCC: f.License.USCC, LegalName: f.Legal.Name,
			LegalIDNo: f.Legal.IDNo, Scope: f.Base.BusinessScope})
		note(CheckBusiness, firm.verdict(), err)
	}
	if f.Settle.AcctType == merchant.Personal {
		card, err := s.registries.Card(ctx, CardQuery{Name: f.Settle.AcctName, IDNo: f.Legal.IDNo, CardNo: f.Settle.AcctNo, Mobile: f.Settle.ReservedMobile})
		note(CheckCard, card.verdict(), err)
		if card.Code == cardTooFrequent || card.Code == cardRetryLater { // no answer about the card
			silent = ErrRegistry.New()
		}
	}
	return out, silent
}
