package api

import (
	"context"

	"tillway/internal/audit"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/settlement"
)

var errDate = errs.Define("input.date", errs.Invalid,
	"日期应为 YYYY-MM-DD。", "The date is not YYYY-MM-DD.", "请更正日期。", "Correct the date.")

type settlementStep struct {
	Name   string `json:"name"`
	Status string `json:"status" enum:"done,waiting"`
	At     string `json:"at,omitempty"`
	By     string `json:"by,omitempty"`
	ByName string `json:"by_name,omitempty" who:"By"`
	NoteZh string `json:"note_zh,omitempty"`
	NoteEn string `json:"note_en,omitempty"`
}

type settlementFile struct {
	Name      string `json:"name"`
	Source    string `json:"source"`
	Lines     int    `json:"lines"`
	AmountFen int64  `json:"amount_fen"`
	At        string `json:"at"`
}

type settlementTotals struct {
	Payments    int64 `json:"payments"`
	GrossFen    int64 `json:"gross_fen"`
	RefundFen   int64 `json:"refund_fen"`
	FeeFen      int64 `json:"fee_fen"`
	CostFen     int64 `json:"cost_fen"`
	NetFen      int64 `json:"net_fen"`
	PaidFen     int64 `json:"paid_fen"`
	Differences int64 `json:"differences"`
}

type settlementDay struct {
	Date        string                 `json:"date"`
	Status      string                 `json:"status"`
	Steps       []settlementStep       `json:"steps"`
	Totals      settlementTotals       `json:"totals"`
	Files       []settlementFile       `json:"files"`
	Differences []settlementDifference `json:"differences"`
	Run         string                 `json:"run,omitempty"`
	PlanBy      string                 `json:"plan_by,omitempty"`
	PlanByName  string                 `json:"plan_by_name,omitempty" who:"PlanBy"`
}

type settlementDays struct {
	Items []settlementDay `json:"items"`
}

type runBody struct {
	ID       string `json:"id" doc:"empty when no merchant was due anything"`
	Date     string `json:"business_date"`
	PayDate  string `json:"pay_date"`
	Payouts  int    `json:"payouts"`
	TotalFen int64  `json:"total_fen"`
}

type dayInput struct {
	Date string `path:"date" format:"date"`
}

type runInput struct {
	Date string `path:"date" format:"date"`
	Body *struct {
		Run string `json:"run,omitempty" doc:"the day's newest run unless given"`
	}
}

type statementsTaken struct {
	OK bool `json:"ok"`
}

var settleRoles = []string{audit.SettleMaker, audit.SettleChecker}

func (s *Server) settlement() {
	s.settlementReads()
	s.adjustments()
	onDay(s, "cut", "cutDay", "Cut off the business day", audit.SettleMaker, func(ctx context.Context, by audit.Actor, d day.Date) error {
		return s.Settlement.Cut(ctx, by, d)
	})
	onDay(s, "import", "importFiles", "Fetch and match the channels' files", audit.SettleMaker, func(ctx context.Context, by audit.Actor, d day.Date) error {
		return s.Settlement.Collect(ctx, by, d)
	})
	onDay(s, "clear", "clearDay", "Post the fees of a reconciled day", audit.SettleMaker, func(ctx context.Context, by audit.Actor, d day.Date) error {
		return s.Settlement.Clear(ctx, by, d)
	})
	s.differences()
	route(s, "POST /v1/settlement/days/{date}/payouts/plan", op{ID: "planPayouts", Summary: "Plan a cleared day's payouts", Roles: []string{audit.SettleMaker}},
		func(ctx context.Context, by audit.Actor, in *dayInput) (runBody, error) {
			date, err := day.Parse(in.Date)
			if err != nil {
				return runBody{}, errDate.Wrap(err)
			}
			r, err := s.Settlement.Plan(ctx, by, date)
			return showRun(r), err
		})
	s.onRun("payouts/approve", "approvePayouts", "The second person's yes", []string{audit.SettleChecker, audit.SettleMaker}, s.Settlement.Approve)
	s.onRun("payouts/send", "sendPayouts", "Hand the payout file to the bank", settleRoles, func(ctx context.Context, by audit.Actor, run string) error {
		_, err := s.Settlement.Send(ctx, by, run)
		return err
	})
	s.onRun("results", "readResults", "Apply the bank's answers to a run", settleRoles, func(ctx context.Context, by audit.Actor, run string) error {
		_, err := s.Settlement.ReadResults(ctx, by, run)
		return err
	})
	route(s, "POST /v1/settlement/days/{date}/payouts/drop", op{ID: "dropPayouts", Summary: "Take back a planned run that nobody approved", Roles: settleRoles}, s.dropRun)
	route(s, "POST /v1/settlement/statements", op{ID: "readStatements", Summary: "Take what the bank says has arrived", Roles: settleRoles},
		func(ctx context.Context, by audit.Actor, _ *struct{}) (statementsTaken, error) {
			err := s.Settlement.Statements(ctx, by)
			return statementsTaken{err == nil}, err
		})
}

// onDay registers an act on a day; its answer is the day as it stands then.
func onDay(s *Server, path, id, summary, role string, act func(context.Context, audit.Actor, day.Date) error) {
	route(s, "POST /v1/settlement/days/{date}/"+path, op{ID: id, Summary: summary, Roles: []string{role}},
		func(ctx context.Context, by audit.Actor, in *dayInput) (settlementDay, error) {
			date, err := day.Parse(in.Date)
			if err != nil {
				return settlementDay{}, errDate.Wrap(err)
			}
			if err := act(ctx, by, date); err != nil {
				return settlementDay{}, err
			}
			return s.settlementDay(ctx, by, date)
		})
}

// onRun registers an act on a day's run.
func (s *Server) onRun(path, id, summary string, roles []string, act func(context.Context, audit.Actor, string) error) {
	route(s, "POST /v1/settlement/days/{date}/"+path, op{ID: id, Summary: summary, Roles: roles},
		func(ctx context.Context, by audit.Actor, in *runInput) (settlementDay, error) {
			date, err := day.Parse(in.Date)
			if err != nil {
				return settlementDay{}, errDate.Wrap(err)
			}
			run, err := s.Settlement.RunOf(ctx, by, date)
			if err == nil && in.Body != nil && in.Body.Run != "" && in.Body.Run != run.ID {
				err = settlement.ErrNoRun.New()
			}
			if err == nil {
				err = act(ctx, by, run.ID)
			}
			if err != nil {
				return settlementDay{}, err
			}
			return s.settlementDay(ctx, by, date)
		})
}

func (s *Server) settlementReads() {
	readers := []string{audit.SettleMaker, audit.SettleChecker, audit.Operations, audit.Auditor, audit.Compliance}
	route(s, "GET /v1/settlement/days", op{ID: "listDays", Summary: "Business days, the newest first", Roles: readers},
		func(ctx context.Context, by audit.Actor, _ *struct{}) (page settlementDays, err error) {
			days, err := s.Settlement.Days(ctx, by, 0)
			page.Items = []settlementDay{}
			for _, d := range days {
				page.Items = append(page.Items, dayBody(d))
			}
			return page, err
		})
	route(s, "GET /v1/settlement/days/{date}", op{ID: "showDay", Summary: "A business day and its steps", Roles: readers},
		func(ctx context.Context, by audit.Actor, in *dayInput) (settlementDay, error) {
			date, err := day.Parse(in.Date)
			if err != nil {
				return settlementDay{}, errDate.Wrap(err)
			}
			return s.settlementDay(ctx, by, date)
		})
	s.payouts(readers)
}

func (s *Server) settlementDay(ctx context.Context, by audit.Actor, date day.Date) (settlementDay, error) {
	d, err := s.Settlement.Day(ctx, by, date)
	return dayBody(d), err
}

func dayBody(d settlement.Day) settlementDay {
	t := d.Totals
	out := settlementDay{Date: d.Date.String(), Status: d.Status, Steps: []settlementStep{}, Files: []settlementFile{}, Differences: []settlementDifference{},
		Totals: settlementTotals{t.Payments, t.GrossFen, t.RefundFen, t.FeeFen, t.CostFen, t.NetFen(), d.PaidFen, int64(len(d.Differences))}}
	for _, st := range d.Steps {
		status := "waiting"
		if st.Done {
			status = "done"
		}
		out.Steps = append(out.Steps, settlementStep{Name: st.Name, Status: status, At: civil(st.At), By: st.By, NoteZh: st.NoteZh, NoteEn: st.NoteEn})
	}
	for _, f := range d.Files {
		out.Files = append(out.Files, settlementFile{f.Digest[:12], string(f.Channel), f.Lines, f.NetFen, civil(f.At)})
	}
	for _, x := range d.Differences {
		out.Differences = append(out.Differences, showDifference(x))
	}
	if d.Run != nil {
		out.Run, out.PlanBy = d.Run.ID, d.Run.MakerUser
	}
	return out
}
