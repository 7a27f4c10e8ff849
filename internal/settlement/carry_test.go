package settlement

import (
	"testing"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/store"
	"tillway/internal/ledger"
	"tillway/internal/payment"
)

// cut ends the open day; the next payments belong to the one after.
func (w *world) cut() {
	w.t.Helper()
	w.must(w.svc.Cut(w.t.Context(), maker, w.date))
	w.date = w.date.AddDays(1)
}

// of works on an earlier day.
func (w *world) of(days int, do func()) {
	w.t.Helper()
	open := w.date
	w.date = open.AddDays(days)
	do()
	w.date = open
}

// differing returns the kinds of a day's differences by reference.
func (w *world) differing() map[string]string {
	w.t.Helper()
	d, err := w.svc.Day(w.t.Context(), maker, w.date)
	w.must(err)
	kinds := map[string]string{}
	for _, x := range d.Differences {
		kinds[x.Reference] = x.Kind
	}
	return kinds
}

// agrees imports the day's files, expects no difference, and clears the day.
func (w *world) agrees(card, wechat []payment.DayRow) {
	w.t.Helper()
	w.files(card, wechat, nil)
	if kinds := w.differing(); len(kinds) > 0 {
		w.t.Fatalf("%s: differences %v", w.date, kinds)
	}
	w.must(w.svc.Clear(w.t.Context(), maker, w.date))
}

// oweNothing expects that the channels' money closes their accounts.
func (w *world) oweNothing() {
	w.t.Helper()
	w.channelsPay()
	if got := w.balance(ledger.Differences); got != 0 {
		w.t.Errorf("%d fen are under inquiry", got)
	}
}

// A wallet's bill is of a civil day and ours ends at 23:00: what is paid in
// the last hour stands in one day's bill and belongs to the next day.
func TestS144_TheLastHourOfAWalletsDayIsNoDifference(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		noon := w.pay(payment.Sale, payment.WeChat, "wechat", 9_900, payment.DayRow{})
		w.cut()
		evening := w.pay(payment.Sale, payment.WeChat, "wechat", 20_000, payment.DayRow{})
		taken := w.pay(payment.Sale, payment.WeChat, "wechat", 5_000, payment.DayRow{})
		w.of(-1, func() { w.agrees(nil, []payment.DayRow{noon, evening, taken}) })
		back := w.pay(payment.Refund, payment.WeChat, "wechat", 5_000, taken)
		morning := w.pay(payment.Sale, payment.WeChat, "wechat", 700, payment.DayRow{})
		w.cut()
		w.of(-1, func() { w.agrees(nil, []payment.DayRow{back, morning}) })
		w.oweNothing()
	})
}

// A payment of the last hour that is taken back after the cut-off never stands
// in the wallet's bill; in our books it is of one day and its reversal of the
// next.
func TestS144_AReversalAcrossTheCutOffIsNoDifference(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		p := w.pay(payment.Sale, payment.WeChat, "wechat", 9_900, payment.DayRow{})
		w.cut()
		w.must(w.db.Write(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Exec(`UPDATE payment SET status = 'reversing', reversing_at = $1, reversed_date = $2 WHERE id = $3`,
				clock.Micros(tx.Now()), w.date.String(), p.ID.String())
			return err
		}))
		w.of(-1, func() { w.agrees(nil, nil) })
		w.cut()
		w.of(-1, func() { w.agrees(nil, nil) })
	})
}

// The network's clock and ours may disagree by seconds at 23:00.
func TestS144_NeighboursOfTheCutOffAreNoDifference(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.at = w.date.At(23*time.Hour - 2*time.Second) // the network decided after 23:00
		late := w.pay(payment.Sale, payment.Card, "debit", 10_000, payment.DayRow{})
		w.cut()
		w.at = w.date.AddDays(-1).At(23*time.Hour + time.Second) // by its clock before
		early := w.pay(payment.Sale, payment.Card, "credit", 30_000, payment.DayRow{})
		w.of(-1, func() { w.agrees([]payment.DayRow{early}, nil) })
		w.cut()
		w.of(-1, func() { w.agrees([]payment.DayRow{late}, nil) })
		w.oweNothing()
	})
}

func TestS144_AnExplainedDifferenceIsLookedForInTheNextFile(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		w.at = w.date.At(12 * time.Hour)
		found := w.pay(payment.Sale, payment.Card, "debit", 10_000, payment.DayRow{})
		lost := w.pay(payment.Sale, payment.Card, "debit", 20_000, payment.DayRow{})
		w.cut()
		w.of(-1, func() {
			w.files(nil, nil, nil)
			for _, p := range []payment.DayRow{found, lost} {
				w.must(w.svc.Resolve(ctx, maker, w.date, payment.Card, p.RRN, "渠道次日补入文件"))
				w.refused(w.svc.Resolve(ctx, maker, w.date, payment.Card, p.RRN, "渠道次日补入文件"), ErrResolved)
			}
			w.must(w.svc.Clear(ctx, maker, w.date))
		})
		w.cut()
		w.of(-1, func() {
			w.files([]payment.DayRow{found}, nil, nil)
			if kinds := w.differing(); len(kinds) != 1 || kinds[lost.RRN] != "ours_only" {
				t.Fatalf("differences of the next day: %v", kinds)
			}
			w.must(w.svc.ProposeBooking(ctx, maker, w.date, payment.Card, lost.RRN, because("渠道确认无此交易")))
			w.must(w.svc.DecideBooking(ctx, checker, w.date, payment.Card, lost.RRN, true))
			w.must(w.svc.Clear(ctx, maker, w.date))
		})
		if got := w.balance(ledger.Differences); got != -(20_000 - 70 - 7) {
			t.Errorf("%d fen are under inquiry, not what the channel would have paid", got)
		}
		w.channelsPay()
	})
}

func TestS144_ADifferenceAndItsCounterpartEndTogether(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		w.at = w.date.At(12 * time.Hour)
		p := w.pay(payment.Sale, payment.Card, "debit", 10_000, payment.DayRow{})
		w.cut()
		w.cut()
		next := w.date.AddDays(-1)
		w.refused(w.svc.Import(ctx, maker, next, payment.WeChat, w.bill(nil)), ErrFileOrder)
		w.of(-2, func() { w.files(nil, nil, nil) })
		w.of(-1, func() {
			w.files([]payment.DayRow{p}, nil, nil)
			if kinds := w.differing(); kinds[p.RRN] != "channel_only" {
				t.Fatalf("differences of the next day: %v", kinds)
			}
		})
		w.of(-2, func() {
			w.must(w.svc.Resolve(ctx, maker, w.date, payment.Card, p.RRN, "渠道次日补入文件"))
			w.must(w.svc.Clear(ctx, maker, w.date))
		})
		w.of(-1, func() { w.must(w.svc.Clear(ctx, maker, w.date)) })
		w.oweNothing()
	})
}

func TestS144_AFileThatIsInWithoutTheCounterpartRefusesTheExplanation(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.at = w.date.At(12 * time.Hour)
		p := w.pay(payment.Sale, payment.Card, "debit", 10_000, payment.DayRow{})
		w.cut()
		w.cut()
		w.of(-2, func() { w.files(nil, nil, nil) })
		w.of(-1, func() { w.files(nil, nil, nil) })
		w.refused(w.svc.Resolve(t.Context(), maker, w.date.AddDays(-2), payment.Card, p.RRN, "渠道次日补入文件"), ErrNotCarried)
	})
}

// A channel that keeps more than agreed is one difference of the day, whatever
// the number of payments; booked, it closes the channel's account.
func TestS144_AWrongRateIsOneDifference(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		var rows []payment.DayRow
		for range 3 {
			rows = append(rows, w.pay(payment.Sale, payment.Card, "debit", 10_000, payment.DayRow{}))
		}
		w.cut()
		w.of(-1, func() {
			dear := append([]payment.DayRow{}, rows...)
			for i := range dear {
				dear[i].Product = "credit" // 0.45 % instead of 0.35 %
			}
			w.files(dear, nil, nil)
			if kinds := w.differing(); len(kinds) != 1 || kinds[feesKey] != "fee" {
				t.Fatalf("differences: %v", kinds)
			}
			w.must(w.svc.ProposeBooking(ctx, maker, w.date, payment.Card, feesKey, because("渠道按贷记卡计费")))
			w.must(w.svc.DecideBooking(ctx, checker, w.date, payment.Card, feesKey, true))
			w.must(w.svc.Clear(ctx, maker, w.date))
		})
		if got := w.balance(ledger.Differences); got != -30 {
			t.Errorf("%d fen are under inquiry, not the 30 that the channel kept", got)
		}
		if got := w.balance(ledger.Channel("card")); got != 3*(10_000-45-3) {
			t.Errorf("the channel owes %d fen by the books, not what its file says", got)
		}
	})
}
