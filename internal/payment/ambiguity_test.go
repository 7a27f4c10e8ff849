package payment

import (
	"context"
	"testing"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/run"
	"tillway/internal/kit/store"
)

// The rules for ambiguity of the reliability book §2.2, each by its number.

// watched calls look at the moment a request reaches the issuer.
type watched struct {
	*issuer
	look func(NetworkRequest)
}

func (w watched) Authorize(ctx context.Context, r NetworkRequest) (NetworkAnswer, error) {
	w.look(r)
	return w.issuer.Authorize(ctx, r)
}

func TestR1_NothingIsSentBeforeItsIntentIsDurable(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		var seen []string
		h.svc.network = watched{h.issuer, func(r NetworkRequest) {
			p := h.payment(r.PaymentID) // read through another connection: it is committed
			seen = append(seen, p.Status())
			if p.STAN != r.STAN || p.RRN != r.RRN || p.RequestedFen != r.AmountFen {
				t.Errorf("sent %+v, durable %+v", r, p)
			}
			if r.Card.PAN.Reveal() != creditCard || r.Card.PIN == nil {
				t.Error("the issuer did not get the card")
			}
		}}
		h.must(h.request(Sale, 100), "00")
		if len(seen) != 1 || seen[0] != "intent" {
			t.Errorf("at the issuer the payment was %v", seen)
		}
		h.holdsNoCardData(creditCard)
	})
}

// holdsNoCardData looks for a card number in every text and byte column of the
// room's table, in clear.
func (h *house) holdsNoCardData(pan string) {
	h.t.Helper()
	if n := h.count(`SELECT COUNT(*) FROM payment WHERE pan_mask LIKE $1 OR pan_token LIKE $2`, "%"+pan+"%", "%"+pan+"%"); n > 0 {
		h.t.Error("a card number is stored in clear")
	}
	var ciphers [][]byte
	if err := h.db.Read(h.t.Context(), func(q store.Q) (err error) {
		ciphers, err = store.Collect(q, func(r *store.Rows) (b []byte, err error) { return b, r.Scan(&b) }, `SELECT pan_cipher FROM payment`)
		return err
	}); err != nil {
		h.t.Fatal(err)
	}
	for _, c := range ciphers {
		if len(c) == 0 || contains(c, pan) {
			h.t.Error("a card number is not sealed")
		}
	}
}

func contains(b []byte, text string) bool {
	for i := 0; i+len(text) <= len(b); i++ {
		if string(b[i:i+len(text)]) == text {
			return true
		}
	}
	return false
}

func TestR2_ApprovalLeavesAfterItIsInTheBooks(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a := h.must(h.request(Sale, 4200), "00")
		p := h.payment(a.PaymentID)
		if p.entryID == "" || h.unsettled() != 4200 || h.count(`SELECT COUNT(*) FROM outbox_event WHERE topic = 'payment.approved.v1'`) != 1 {
			t.Errorf("answered %s with entry %q", a.Code, p.entryID)
		}
		// A second write that cannot be made durable gives no approval away.
		h.svc.network = watched{h.issuer, func(NetworkRequest) { h.db.Close() }}
		if a, err := h.svc.Authorize(t.Context(), h.request(Sale, 100)); err == nil {
			t.Errorf("with the database gone the terminal was told %s", a.Code)
		}
	})
}

func TestR3_TimeoutIsReversedAndALateApprovalCancelsNothing(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.issuer.fault = func(Kind, bool) string { return "answer lost" }
		a := h.must(h.request(Sale, 700), "98")
		h.status(a, "uncertain")
		h.issuer.fault = nil
		if err := h.svc.Late(t.Context(), NetworkLate{inst, a.PaymentID, NetworkAnswer{Code: "00"}}); err != nil {
			t.Fatal(err)
		}
		if p := h.payment(a.PaymentID); p.LateCode != "00" || p.LateAt.IsZero() || !p.is(stUncertain) {
			t.Errorf("after the late approval: %s, late %q", p.Status(), p.LateCode)
		}
		h.settle()
		h.status(a, "reversed")
		h.agree()
		if h.unsettled() != 0 {
			t.Error("the books have a payment that was reversed")
		}
	})
}

func TestR4_AnAnswerThatIsNotDeliveredLeavesThePaymentApproved(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ctx, hangUp := context.WithCancel(t.Context())
		h.svc.network = watched{h.issuer, func(NetworkRequest) { hangUp() }}
		r := h.request(Sale, 900)
		a, err := h.svc.Authorize(ctx, r)
		if err != nil || a.Code != "00" {
			t.Fatalf("%s, %v", a.Code, err)
		}
		h.status(a, "approved")
		h.reverse(r, "00") // the terminal decides, by its reversal
		h.settle()
		h.status(a, "reversed")
		h.agree()
	})
}

func TestR5_ADuplicateInFlightJoins(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.issuer.gate = make(chan struct{})
		r := h.request(Sale, 1500)
		answers := make([]Answer, 5)
		g := run.New(t.Context())
		for i := range answers {
			g.Go("copy", func(ctx context.Context) (err error) {
				answers[i], err = h.svc.Authorize(ctx, r)
				return err
			})
		}
		other := r
		other.AmountFen = 1600
		for !h.svc.flights.aloft(keyOf(inst, "trm_1", r.Batch, r.Trace, Sale)) {
			_ = clock.Sleep(t.Context(), time.Millisecond)
		}
		if a := h.do(other); a.Code != "94" {
			t.Errorf("another request under the trace in flight: %s", a.Code)
		}
		close(h.issuer.gate)
		if err := g.Wait(); err != nil {
			t.Fatal(err)
		}
		for _, a := range answers {
			if a.Code != "00" || a.RRN != answers[0].RRN || a.PaymentID != answers[0].PaymentID {
				t.Errorf("a copy was told %+v", a)
			}
		}
		later := h.must(r, "00")
		if !later.Stored || later.RRN != answers[0].RRN {
			t.Errorf("a copy later: %+v", later)
		}
		h.must(other, "94")
		if h.issuer.seen != 1 || h.unsettled() != 1500 {
			t.Errorf("the issuer saw %d requests, the books have %d", h.issuer.seen, h.unsettled())
		}
		h.agree()
	})
}

func TestR6_AReversalWithoutOriginalLeavesATombstone(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		r := h.request(Sale, 800)
		h.reverse(r, "00")
		h.reverse(r, "00")
		if a := h.must(r, "22"); a.RRN != "" {
			t.Errorf("the late original got %+v", a)
		}
		if h.issuer.seen != 0 {
			t.Error("the late original reached the issuer")
		}
		wrong := reversalOf(r)
		wrong.AmountFen++
		if a, err := h.svc.Reverse(t.Context(), wrong); err != nil || a.Code != "64" {
			t.Errorf("another amount: %s, %v", a.Code, err)
		}
		h.agree()
	})
}
