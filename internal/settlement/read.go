package settlement

import (
	"context"
	"time"

	"tillway/internal/audit"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/store"
	"tillway/internal/payment"
)

// Step is a stop on a day's road.
type Step struct {
	Name   string // cut, import, reconcile, clear, plan, approve, send, results
	Done   bool
	At     time.Time
	By     string // user
	NoteZh string
	NoteEn string
}

// Day is a business day as the accountants see it.
type Day struct {
	Date        day.Date
	Status      string
	Totals      Totals
	PaidFen     int64
	Steps       []Step
	Files       []File
	Differences []Difference
	Run         *Run // the newest
}

// Days lists the open day and the days that were cut, the newest first.
func (s *Service) Days(ctx context.Context, by audit.Actor, limit int) (out []Day, err error) {
	if limit <= 0 || limit > 200 {
		limit = 60
	}
	err = s.db.Read(ctx, func(q store.Q) error {
		open, err := payment.BusinessDate(q, by.Institution, s.db.Clock().Now())
		if err != nil {
			return err
		}
		out = []Day{{Date: open, Status: Open}}
		days, err := cutDays(q, by.Institution, limit)
		if err != nil {
			return err
		}
		for _, d := range days {
			one := Day{Date: d.Date, Status: d.pos.Status.String()}
			if one.Totals, err = totals(q, by.Institution, d.Date); err != nil {
				return err
			}
			out = append(out, one)
		}
		return nil
	})
	return out, err
}

// Day returns a business day with everything its page shows.
func (s *Service) Day(ctx context.Context, by audit.Actor, date day.Date) (out Day, err error) {
	err = s.db.Read(ctx, func(q store.Q) error {
		d, err := findDay(q, by.Institution, date)
		if errs.Is(err, ErrNoDay) {
			out, err = s.openDay(q, by, date, err)
			return err
		}
		if err != nil {
			return err
		}
		out, err = detail(q, by, d)
		return err
	})
	return out, err
}

// openDay is the page of the day that is not cut yet; any other is unknown.
func (s *Service) openDay(q store.Q, by audit.Actor, date day.Date, unknown error) (Day, error) {
	open, err := payment.BusinessDate(q, by.Institution, s.db.Clock().Now())
	if err != nil {
		return Day{}, err
	}
	if open != date {
		return Day{}, unknown
	}
	d := Day{Date: date, Status: Open}
	d.Steps = road(d, businessDay{}, nil)
	return d, nil
}

func detail(q store.Q, by audit.Actor, d businessDay) (out Day, err error) {
	out = Day{Date: d.Date, Status: d.pos.Status.String()}
	if out.Totals, err = totals(q, by.Institution, d.Date); err != nil {
		return out, err
	}
	if out.Files, err = files(q, by.Institution, d.Date); err != nil {
		return out, err
	}
	if out.Differences, err = differences(q, by.Institution, d.Date); err != nil {
		return out, err
	}
	switch run, err := latestRun(q, by.Institution, d.Date); {
	case err == nil && !run.Dropped():
		out.Run = &run
		for _, p := range run.Payouts {
			if p.Status == Paid {
				out.PaidFen += p.AmountFen
			}
		}
	case err != nil && !errs.Is(err, ErrNoRun):
		return out, err
	}
	steps, err := dayLife.Steps(q, by.Institution, d.Date.String())
	if err != nil {
		return out, err
	}
	at := map[string]Step{}
	for _, st := range steps {
		at[st.Event] = Step{At: st.At, By: st.By}
	}
	if out.Run != nil && len(out.Run.Payouts) > 0 { // who sent the file and who read the answer stands in its payouts' lives
		steps, err := payoutLife.Steps(q, by.Institution, out.Run.Payouts[0].ID.String())
		if err != nil {
			return out, err
		}
		for _, st := range steps {
			at[st.Event] = Step{At: st.At, By: st.By}
		}
	}
	out.Steps = road(out, d, at)
	return out, nil
}

// road is the day's steps: 日切, 文件到齐, 对平, 清分, 编制, 复核, 发送, 回单.
func road(day Day, d businessDay, at map[string]Step) []Step {
	var out []Step
	add := func(name string, done bool, when time.Time, by, zh, en string) {
		out = append(out, Step{Name: name, Done: done, At: when, By: by, NoteZh: zh, NoteEn: en})
	}
	add("cut", !d.CutAt.IsZero(), d.CutAt, d.CutBy, "", "")
	var last File
	for _, f := range day.Files {
		if f.At.After(last.At) {
			last = f
		}
	}
	add("import", len(day.Files) == len(channels), last.At, last.By, "", "")
	matched, cleared := at["reconcile"], at["clear"]
	zh, en := "", ""
	for _, x := range day.Differences {
		if x.Open {
			zh, en = "有未处理的差异", "a difference is open"
		}
	}
	add("reconcile", !matched.At.IsZero(), matched.At, matched.By, zh, en)
	add("clear", !cleared.At.IsZero(), cleared.At, cleared.By, "", "")
	run := Run{}
	if day.Run != nil {
		run = *day.Run
	}
	if day.Run == nil && day.Status == Closed { // nothing was due
		closed := at["close"]
		for _, name := range []string{"plan", "approve", "send", "results"} {
			add(name, true, closed.At, closed.By, "无需出款", "nothing to pay")
		}
		return out
	}
	add("plan", !run.PlannedAt.IsZero(), run.PlannedAt, run.MakerUser, "", "")
	add("approve", !run.ApprovedAt.IsZero(), run.ApprovedAt, run.CheckerUser, "", "")
	add("send", !run.SentAt.IsZero(), run.SentAt, at["send"].By, "", "")
	var answered time.Time
	done := len(run.Payouts) > 0
	for _, p := range run.Payouts {
		done = done && (p.Status == Paid || p.Status == Failed)
		if p.ChangedAt.After(answered) {
			answered = p.ChangedAt
		}
	}
	if !done {
		answered = time.Time{}
	}
	reader := at["pay"].By
	if reader == "" {
		reader = at["fail"].By
	}
	if !done {
		reader = ""
	}
	add("results", done, answered, reader, "", "")
	return out
}

// PayoutView is a payout with what it is made of.
type PayoutView struct {
	Payout
	Date       day.Date
	PayDate    day.Date
	GrossFen   int64
	RefundFen  int64
	FeeFen     int64
	PlannedBy  string
	CheckedBy  string
	Reissuable bool // failed, and not planned again
}

// PayoutFilter narrows a list of payouts; zero fields do not.
type PayoutFilter struct {
	Date  day.Date
	Limit int
}

// Payouts lists payouts that the actor may see, the newest first.
func (s *Service) Payouts(ctx context.Context, by audit.Actor, f PayoutFilter) (out []PayoutView, err error) {
	if f.Limit <= 0 || f.Limit > 200 {
		f.Limit = 100
	}
	err = s.db.Read(ctx, func(q store.Q) error {
		list, err := payoutsOf(q, by, f)
		if err != nil {
			return err
		}
		runs := map[string]Run{}
		for _, p := range list {
			run, known := runs[p.RunID]
			if !known {
				if run, err = findRun(q, by.Institution, p.RunID); err != nil {
					return err
				}
				runs[p.RunID] = run
			}
			v, err := viewOf(q, by, p, run)
			if err != nil {
				return err
			}
			out = append(out, v)
		}
		return nil
	})
	return out, err
}

func viewOf(q store.Q, by audit.Actor, p Payout, run Run) (PayoutView, error) {
	v := PayoutView{Payout: p, Date: run.Date, PayDate: run.PayDate, PlannedBy: run.MakerUser, CheckedBy: run.CheckerUser}
	if p.Status == Failed {
		later, err := hasLater(q, by.Institution, p)
		if err != nil {
			return v, err
		}
		v.Reissuable = !later
	}
	from, err := previousDate(q, by.Institution, p.MerchantID, run)
	if err != nil {
		return v, err
	}
	fees, err := feesBetween(q, by.Institution, p.MerchantID, from, run.Date)
	for _, f := range fees {
		if f.SignedFen > 0 {
			v.GrossFen += f.SignedFen
		} else {
			v.RefundFen -= f.SignedFen
		}
		v.FeeFen += f.FeeFen
	}
	return v, err
}

// RunOf returns the newest run of a day.
func (s *Service) RunOf(ctx context.Context, by audit.Actor, date day.Date) (run Run, err error) {
	err = s.db.Read(ctx, func(q store.Q) (err error) { run, err = latestRun(q, by.Institution, date); return err })
	return run, err
}

// reasonTexts words the bank's reason codes of a payout that did not arrive.
var reasonTexts = map[string][2]string{
	"NAME_MISMATCH":  {"户名与账号不符", "the name does not fit the account"},
	"ACCOUNT_CLOSED": {"账户已销户", "the account is closed"},
	"ACCOUNT_FROZEN": {"账户已冻结", "the account is frozen"},
	"NO_ACCOUNT":     {"账号不存在", "no such account"},
	"RETURNED":       {"收款行退票", "the payee's bank sent it back"},
}

// ReasonText words a bank's reason code; one not known names itself.
func ReasonText(code string) (zh, en string) {
	if t, ok := reasonTexts[code]; ok {
		return t[0], t[1]
	}
	return code, code
}
