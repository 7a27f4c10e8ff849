package payment

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"tillway/internal/kit/errs"
	"tillway/internal/kit/id"
	"tillway/internal/kit/money"
	"tillway/internal/kit/run"
	"tillway/internal/kit/store"
	"tillway/internal/ledger"
)

func TestR7_ReversalVoidAndRefundExcludeEachOther(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		sale := h.request(Sale, 1000)
		a := h.must(sale, "00")
		for range 3 {
			h.reverse(sale, "00")
		}
		if n := h.count(`SELECT COUNT(*) FROM ledger_entry WHERE reverses IS NOT NULL`); n != 1 {
			t.Errorf("three reversals made %d reversing entries", n)
		}
		h.must(h.voidOf(sale), "25")
		h.must(h.refundOf(a, 1), "25")
		h.settle()
		h.must(sale, "22")

		sale = h.request(Sale, 1000)
		a = h.must(sale, "00")
		h.must(h.refundOf(a, 600), "00")
		h.must(h.voidOf(sale), "25")
		h.must(h.refundOf(a, 401), "61")
		h.must(h.refundOf(a, 400), "00")
		h.must(h.refundOf(a, 1), "61")
		h.reverse(sale, "25") // refunded: not in its normal state

		sale = h.request(Sale, 1000)
		a = h.must(sale, "00")
		h.must(h.voidOf(sale), "00")
		h.must(h.voidOf(sale), "25")
		h.must(h.refundOf(a, 1), "25")
		h.reverse(sale, "00") // voided: uncharged already
		if h.unsettled() != 0 {
			t.Errorf("%d fen remain", h.unsettled())
		}
		h.agree()
	})
}

// TestR7_RefundsRacing lets refunds of one sale compete.
func TestR7_RefundsRacing(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a := h.must(h.request(Sale, 1000), "00")
		var mu sync.Mutex
		approved := 0
		g := run.New(t.Context())
		for range 12 {
			r := h.refundOf(a, 300)
			g.Go("refund", func(ctx context.Context) error {
				b, err := h.svc.Authorize(ctx, r)
				mu.Lock()
				defer mu.Unlock()
				if b.Code == "00" {
					approved++
				}
				return err
			})
		}
		if err := g.Wait(); err != nil {
			t.Fatal(err)
		}
		if approved != 3 || h.unsettled() != 100 {
			t.Errorf("%d refunds of 3.00 of 10.00 went through, %d fen remain", approved, h.unsettled())
		}
		h.agree()
	})
}

func TestR8_DuesAreSentUntilConfirmed(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		lost := 5
		h.issuer.fault = func(_ Kind, reversal bool) string {
			if reversal && lost > 0 {
				lost--
				return "answer lost"
			}
			if !reversal {
				return "answer lost"
			}
			return ""
		}
		a := h.must(h.request(Sale, 700), "98")
		h.settle()
		h.status(a, "reversed")
		if n := h.count(`SELECT attempts FROM payment_due`); n != 6 {
			t.Errorf("%d tries, want 6", n)
		}
		if acc := h.issuer.book[stanKey(h.payment(a.PaymentID).OccurredAt, h.payment(a.PaymentID).STAN)]; acc.reversed != 1 {
			t.Errorf("the issuer gave the money back %d times", acc.reversed)
		}
		h.agree()
		for attempts := range int64(40) {
			d := backoff(attempts, time.Second, time.Minute, func(n int) int { return n - 1 })
			if d <= 0 || d > 71*time.Second {
				t.Errorf("try %d waits %s", attempts, d)
			}
		}
	})
}

func TestR9_AnOpenWalletOrderIsAskedCancelledAndProven(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		// the payer types his password: a query finds it paid
		n := 0
		h.wallet.fault = func(verb string) string {
			switch verb {
			case "pay":
				return "waiting"
			case "query":
				if n++; n == 2 {
					return "pays now"
				}
			}
			return ""
		}
		h.status(h.must(h.walletRequest(WeChat, "130000000000000001", 300), "00"), "approved")
		// nobody pays: cancelled, proven closed, declined
		h.wallet.fault = func(verb string) string {
			if verb == "pay" {
				return "waiting"
			}
			return ""
		}
		h.status(h.must(h.walletRequest(Alipay, "280000000000000003", 300), "05"), "declined")
		// the answers are lost all along: uncertain, then cancelled and proven
		h.wallet.fault = func(string) string { return "answer lost" }
		a := h.must(h.walletRequest(WeChat, "130000000000000005", 300), "98")
		h.status(a, "uncertain")
		h.wallet.fault = nil
		h.settle()
		h.status(a, "reversed")
		// a refusal is a decline, at once
		h.wallet.fault = func(verb string) string { return map[string]string{"pay": "refused"}[verb] }
		h.status(h.must(h.walletRequest(WeChat, "130000000000000009", 300), "51"), "declined")
		h.wallet.fault = nil
		h.agree()
	})
}

// TestR9_WalletRefundIsRepeatedUnderItsNumber: silence on a refund is no
// reversal; the same number goes again until there is an answer.
func TestR9_WalletRefundIsRepeatedUnderItsNumber(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		sale := h.walletRequest(Alipay, "280000000000000000", 1000)
		a := h.must(sale, "00")
		h.wallet.fault = func(string) string { return "answer lost" }
		refund := h.refundOf(a, 400)
		b := h.must(refund, "09")
		h.status(b, "forwarding")
		h.must(refund, "09")
		h.wallet.fault = nil
		h.settle()
		h.status(b, "approved")
		h.must(refund, "00")
		if h.unsettled() != 600 {
			t.Errorf("%d fen remain", h.unsettled())
		}
		h.agree()
	})
}

func TestR10_ThePaymentBelongsToTheDateOfItsIntent(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.svc.network = watched{h.issuer, func(NetworkRequest) { h.cut("2026-03-03") }} // the cut falls while it is on the road
		sale := h.request(Sale, 500)
		a := h.must(sale, "00")
		h.svc.network = h.issuer
		if a.BusinessDate.String() != "2026-03-02" || h.payment(a.PaymentID).PostedDate.String() != "2026-03-02" {
			t.Errorf("the payment is of %s", a.BusinessDate)
		}
		if b := h.must(h.request(Sale, 100), "00"); b.BusinessDate.String() != "2026-03-03" {
			t.Errorf("after the cut a payment is of %s", b.BusinessDate)
		}
		h.reverse(sale, "00") // after the cut-off, still accepted
		h.settle()
		if p := h.payment(a.PaymentID); p.ReversedDate.String() != "2026-03-03" {
			t.Errorf("the reversal is of %s", p.ReversedDate)
		}
		if err := h.db.Read(t.Context(), func(q store.Q) error {
			first, err := DayRows(q, inst, a.BusinessDate)
			if err != nil || len(first) != 1 || first[0].ApprovedFen != 500 || first[0].Reversal {
				t.Errorf("effects of the first date %+v, %v", first, err)
			}
			second, err := DayRows(q, inst, a.BusinessDate.AddDays(1))
			if err != nil || len(second) != 2 || !second[1].Reversal || second[1].Kind != Void || second[1].OriginalID != a.PaymentID {
				t.Errorf("effects of the second date %+v, %v", second, err)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		err := h.db.Write(t.Context(), func(tx *store.Tx) error {
			_, err := CutTx(tx, system(inst), inst, a.BusinessDate)
			return err
		})
		if !errs.Is(err, ErrCut) {
			t.Errorf("a cut back in time: %v", err)
		}
		h.agree()
	})
}

func TestR11_AmountsAreWholeAndBounded(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		for _, fen := range []int64{0, -1, maxAmount + 1, money.Limit + 1} {
			h.must(h.request(Sale, fen), "13")
		}
		r := h.request(Sale, 100)
		r.Currency = "USD"
		h.must(r, "30")
		if h.issuer.seen != 0 {
			t.Error("a bad amount reached the issuer")
		}
		h.agree()
	})
}

func TestR12_EachDifferenceIsNamed(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.must(h.request(Sale, 500), "00")
		h.agree()
		// an entry without its payment: what a restore of half the truth would leave
		err := h.db.Write(t.Context(), func(tx *store.Tx) error {
			e, err := ledger.NewEntry(reasonOf[Sale], ledger.Ref{Kind: "payment", ID: "pay_ghost"}, h.payment0(tx).BusinessDate,
				ledger.Debit(ledger.Channel("card"), money.FromFen(1)), ledger.Credit(ledger.Unsettled("mer_1"), money.FromFen(1)))
			if err != nil {
				return err
			}
			_, err = ledger.Post(tx, system(inst), inst, e)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		n, faults, err := Verify(t.Context(), h.db)
		if err != nil || n != 1 || len(faults) != 1 || faults[0].Row != "payment ins_999/pay_ghost" {
			t.Errorf("%d checked, %v, %v", n, faults, err)
		}
	})
}

func (h *house) payment0(q store.Q) Payment {
	found, err := find(q, inst, "id <> '' ORDER BY id")
	if err != nil || len(found) == 0 {
		panic(errors.Join(err, errors.New("no payment")))
	}
	return found[0]
}

// TestS138_CrashTakesTheRoadOfSilence stops the house after write one and, in
// another run, after the issuer's approval.
func TestS138_CrashTakesTheRoadOfSilence(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		for name, reached := range map[string]bool{"before the network": false, "after the issuer's approval": true} {
			r := h.request(Sale, 600)
			w := work{by: system(inst), inst: inst, req: r, id: newID(h)}
			w.key, w.digest = keyOf(inst, "trm_1", r.Batch, r.Trace, Sale), nil
			card, err := h.svc.sealCard(t.Context(), inst, w.id, r.Card)
			if err != nil {
				t.Fatal(err)
			}
			w.card, w.digest = card, digestOf(r, card.index)
			j, err := h.svc.judge(t.Context(), w)
			if err != nil || j.refused != nil {
				t.Fatal(j.refused, err)
			}
			p, _, err := h.svc.writeOne(t.Context(), w, j)
			if err != nil {
				t.Fatal(err)
			}
			if reached {
				h.svc.ask(t.Context(), w, j, p)
			}
			h.boot() // the answer was in memory only
			h.settle()
			if got := h.payment(p.ID).Status(); got != "reversed" {
				t.Errorf("%s: %s", name, got)
			}
			h.must(r, "98")
			h.reverse(r, "00")
		}
		h.agree()
		if h.unsettled() != 0 {
			t.Error("a customer was charged")
		}
	})
}

func newID(h *house) ID { return id.New[paymentKind](h.clock.Now()) }
