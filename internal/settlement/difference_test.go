package settlement

import (
	"os"
	"testing"
	"time"

	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/flow"
	"tillway/internal/ledger"
	"tillway/internal/payment"
	"tillway/internal/wire/clearing"
)

// fault is the path of the one field message an error carries.
func (w *world) fault(err error, path string) {
	w.t.Helper()
	if e := errs.As(err); e == nil || len(e.Faults) != 1 || e.Faults[0].Path != path {
		w.t.Fatalf("got %v, want a message at %s", err, path)
	}
}

// because is a proposal that leaves the difference under inquiry.
func because(reason string) Booking { return Booking{Reason: reason} }

func TestS144_BookingADifferenceTakesTwoPeople(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		p := w.pay(payment.Sale, payment.Card, "debit", 10_000, payment.DayRow{})
		w.must(w.svc.Cut(ctx, maker, w.date))
		wrong := p
		wrong.ApprovedFen = 9_900
		w.files([]payment.DayRow{wrong}, nil, nil)
		before := w.balance(ledger.Channel("card"))

		w.fault(w.svc.ProposeBooking(ctx, maker, w.date, payment.Card, p.RRN, because("少")), "reason")
		w.refused(w.svc.ProposeBooking(ctx, maker, w.date, payment.Card, "000000000000", because("渠道少记一元")), ErrNoDifference)
		w.refused(w.svc.DecideBooking(ctx, checker, w.date, payment.Card, p.RRN, true), ErrNoBooking)
		w.must(w.svc.ProposeBooking(ctx, maker, w.date, payment.Card, p.RRN, because("渠道少记一元")))
		w.refused(w.svc.ProposeBooking(ctx, maker, w.date, payment.Card, p.RRN, because("渠道少记一元")), ErrBookingWaits)
		w.refused(w.svc.DecideBooking(ctx, maker, w.date, payment.Card, p.RRN, true), ErrSamePerson)
		w.must(w.svc.DecideBooking(ctx, checker, w.date, payment.Card, p.RRN, false))
		if w.balance(ledger.Differences) != 0 {
			t.Fatal("a refused booking moved money")
		}
		w.must(w.svc.ProposeBooking(ctx, maker, w.date, payment.Card, p.RRN, because("渠道确认少记一元")))
		w.must(w.svc.DecideBooking(ctx, checker, w.date, payment.Card, p.RRN, true))
		if got := w.balance(ledger.Differences); got != -100 {
			t.Errorf("the account of differences holds %d fen, not -100", got)
		}
		if got := w.balance(ledger.Channel("card")); got != before-100 {
			t.Errorf("the channel owes %d fen, not %d", got, before-100)
		}
		w.refused(w.svc.ProposeBooking(ctx, maker, w.date, payment.Card, p.RRN, because("渠道少记一元")), ErrResolved)
		d, err := w.svc.Day(ctx, maker, w.date)
		if w.must(err); d.Status != Reconciled || d.Differences[0].Open || d.Differences[0].ResolvedBy != checker.User {
			t.Errorf("the day is %s, its difference %+v", d.Status, d.Differences[0])
		}
	})
}

func TestS144_AFailedPayoutIsReissuedOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.cleared()
		ctx := t.Context()
		run, err := w.svc.Plan(ctx, maker, w.date)
		w.must(err)
		failed := run.Payouts[0].ID
		_, err = w.svc.Reissue(ctx, maker, failed)
		w.refused(err, ErrReissue)
		w.pays(run.ID, clearing.Refused)

		again, err := w.svc.Reissue(ctx, maker, failed)
		w.must(err)
		if again.Seq != 2 || again.TotalFen() != clearedNet || again.PayDate != payableOn(day.Of(w.db.Clock().Now())) {
			t.Fatalf("reissued: %+v", again)
		}
		_, err = w.svc.Reissue(ctx, maker, failed)
		w.refused(err, ErrReissue)
		w.refused(w.svc.Approve(ctx, maker, again.ID), ErrSamePerson)
		w.pays(again.ID, clearing.Paid)
		_, err = w.svc.Reissue(ctx, maker, failed)
		w.refused(err, ErrReissue)
		if w.balance(ledger.Unsettled(w.merchant())) != 0 || w.balance(ledger.Reserve) != w.margin() {
			t.Error("the reissued payout did not pay exactly once")
		}
		if n, faults, err := Verify(ctx, w.db); err != nil || len(faults) > 0 || n == 0 {
			t.Errorf("verify: %d, %v, %v", n, faults, err)
		}
	})
}

func TestAReissueNeedsTheMoneyToBeThere(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.cleared()
		ctx := t.Context()
		run, err := w.svc.Plan(ctx, maker, w.date)
		w.must(err)
		w.pays(run.ID, clearing.Refused)
		_, err = w.svc.FreezeBalance(ctx, maker, w.merchant(), 1, "RISK", "RK01-1")
		w.must(err)
		_, err = w.svc.Reissue(ctx, maker, run.Payouts[0].ID)
		w.refused(err, ErrReissueSpent)
	})
}

func TestADayWithNothingToPayCloses(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		w.pay(payment.Sale, payment.WeChat, "wechat", 150, payment.DayRow{})
		w.must(w.svc.Cut(ctx, maker, w.date))
		w.files(nil, nil, nil)
		d, err := w.svc.Day(ctx, maker, w.date)
		if err != nil || len(d.Differences) != 1 {
			t.Fatalf("%d differences, %v", len(d.Differences), err)
		}
		w.must(w.svc.Resolve(ctx, maker, w.date, payment.WeChat, d.Differences[0].Reference, "渠道次日文件补入"))
		w.must(w.svc.Clear(ctx, maker, w.date))
		for range 2 {
			run, err := w.svc.Plan(ctx, maker, w.date)
			if w.must(err); run.ID != "" {
				t.Fatalf("a run of nothing: %+v", run)
			}
		}
		if d, err = w.svc.Day(ctx, maker, w.date); err != nil || d.Status != Closed {
			t.Fatalf("the day is %s, %v", d.Status, err)
		}
		for _, s := range d.Steps {
			if !s.Done {
				t.Errorf("step %s is not done", s.Name)
			}
		}
	})
}

func TestADroppedRunIsPlannedAgain(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.cleared()
		ctx := t.Context()
		run, err := w.svc.Plan(ctx, maker, w.date)
		w.must(err)
		w.must(w.svc.Drop(ctx, checker, run.ID, "账户待核实"))
		w.refused(w.svc.Drop(ctx, checker, run.ID, "账户待核实"), flow.ErrIllegal)
		w.refused(w.svc.Approve(ctx, checker, run.ID), flow.ErrIllegal)
		d, err := w.svc.Day(ctx, maker, w.date)
		if w.must(err); d.Run != nil {
			t.Error("the day still shows the run that was taken back")
		}
		again, err := w.svc.Plan(ctx, maker, w.date)
		if w.must(err); again.ID == run.ID || again.TotalFen() != clearedNet {
			t.Errorf("planned again: %+v", again)
		}
		w.pays(again.ID, clearing.Paid)
		w.refused(w.svc.Drop(ctx, checker, again.ID, "账户待核实"), ErrRunState)
	})
}

// pays drives a planned run to the bank's answer.
func (w *world) pays(runID string, answer clearing.Status) {
	w.t.Helper()
	ctx := w.t.Context()
	w.must(w.svc.Approve(ctx, checker, runID))
	path, err := w.svc.Send(ctx, maker, runID)
	w.must(err)
	file, err := os.ReadFile(path)
	w.must(err)
	w.must(w.svc.Results(ctx, maker, w.answer(file, answer)))
}

func TestCorrectionsNameTheFieldThatIsWrong(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		_, err := w.svc.ProposeAdjustment(ctx, maker, w.merchant(), 0, "多收手续费退回")
		w.fault(err, "amount_fen")
		_, err = w.svc.ProposeAdjustment(ctx, maker, w.merchant(), 100, "错")
		w.fault(err, "reason")
		_, err = w.svc.FreezeBalance(ctx, maker, w.merchant(), 100, "RISK", " ")
		w.fault(err, "document")
		a, err := w.svc.ProposeAdjustment(ctx, maker, w.merchant(), 100, "多收手续费退回")
		w.must(err)
		w.must(w.svc.DecideAdjustment(ctx, checker, a.ID, false))
		adjustments, _, err := w.svc.Corrections(ctx, maker)
		if w.must(err); len(adjustments) != 1 || len(adjustments[0].Steps) != 2 || adjustments[0].Steps[1].By != checker.User {
			t.Errorf("listed: %+v", adjustments)
		}
	})
}

// A sale that the channel does not have is taken off the merchant, and one that
// only the channel has is given to the merchant who is named; the channel's fee
// is ours, and its account ends at what it pays.
func TestS144_ADifferenceIsBornByTheMerchant(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		w.at = w.date.At(12 * time.Hour)
		lost := w.pay(payment.Sale, payment.Card, "debit", 20_000, payment.DayRow{})
		theirs := lost
		theirs.RRN, theirs.ApprovedFen = "999999999999", 5_000
		w.must(w.svc.Cut(ctx, maker, w.date))
		w.files([]payment.DayRow{theirs}, nil, nil)
		book := func(reference string, b Booking) {
			t.Helper()
			w.must(w.svc.ProposeBooking(ctx, maker, w.date, payment.Card, reference, b))
			w.must(w.svc.DecideBooking(ctx, checker, w.date, payment.Card, reference, true))
		}
		book(lost.RRN, Booking{Reason: "渠道确认无此交易", Bearer: ByMerchant})
		if got := w.balance(ledger.Unsettled(w.merchant())); got != 0 {
			t.Errorf("the merchant still has %d fen of a sale that was none", got)
		}
		w.fault(w.svc.ProposeBooking(ctx, maker, w.date, payment.Card, theirs.RRN, Booking{Reason: "商户漏记一笔", Bearer: ByMerchant}), "merchant")
		book(theirs.RRN, Booking{Reason: "商户漏记一笔", Bearer: ByMerchant, Merchant: w.merchant()})
		if got := w.balance(ledger.Unsettled(w.merchant())); got != 5_000 {
			t.Errorf("the merchant has %d fen, not the sale that only the channel had", got)
		}
		w.must(w.svc.Clear(ctx, maker, w.date))
		if got := w.balance(ledger.Unsettled(w.merchant())); got != 5_000 {
			t.Errorf("the merchant has %d fen after clearing: a sale that was none was charged", got)
		}
		if got := w.balance(ledger.Channel("card")); got != 5_000-18-2 {
			t.Errorf("the channel owes %d fen, not what its file says", got)
		}
		if got := w.balance(ledger.Differences); got != 0 {
			t.Errorf("%d fen are under inquiry", got)
		}
		w.channelsPay()
		w.spend(-20) // the channel's fee is ours
		run, err := w.svc.Plan(ctx, maker, w.date)
		w.must(err)
		w.pays(run.ID, clearing.Paid)
		if n, faults, err := Verify(ctx, w.db); err != nil || len(faults) > 0 || n == 0 || run.TotalFen() != 5_000 {
			t.Errorf("paid %d, verify: %d, %v, %v", run.TotalFen(), n, faults, err)
		}
	})
}
