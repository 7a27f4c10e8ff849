package payment

import (
	"strings"
	"testing"

	"tillway/internal/audit"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/flow"
	"tillway/internal/kit/secret"
	"tillway/internal/kit/store"
)

// TestS133_DeclinedOrderIsTriedAgain: a decline is final under its trace, and
// the same order under a new trace charges once.
func TestS133_DeclinedOrderIsTriedAgain(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.issuer.fault = func(Kind, bool) string { return "51" }
		first := h.request(Sale, 600)
		h.status(h.must(first, "51"), "declined")
		h.issuer.fault = nil
		if a := h.must(first, "51"); !a.Stored {
			t.Error("the copy went to the issuer")
		}
		h.must(h.request(Sale, 600), "00")
		if h.unsettled() != 600 {
			t.Errorf("%d fen", h.unsettled())
		}
		h.agree()
	})
}

// TestS002_CardsAreCheckedBeforeTheyTravel.
func TestS002_CardsAreCheckedBeforeTheyTravel(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		for pan, c := range map[string]struct {
			code string
			why  *errs.Definition
		}{
			"6200000000000004": {"14", ErrCard}, // Luhn
			"9999990000000006": {"15", ErrIssuer},
			"4000000000000002": {"57", ErrForeign},
		} {
			r := h.request(Sale, 100)
			r.Card.PAN = secret.New(pan)
			h.refuses(r, c.code, c.why)
		}
		bad := h.request(Sale, 100)
		bad.Trace = "12"
		h.must(bad, "30")
	})
}

func TestPartialApproval(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.svc.network = partly{h.issuer}
		r := h.request(Sale, 1000)
		r.AcceptsPartial = true
		if a := h.must(r, "10"); a.ApprovedFen != 400 {
			t.Errorf("approved %d", a.ApprovedFen)
		}
		h.status(h.must(h.request(Sale, 1000), "98"), "uncertain")
		h.settle()
		if h.unsettled() != 400 {
			t.Errorf("unsettled %d", h.unsettled())
		}
	})
}

// TestNotSentIsDeclined: what surely did not leave needs no reversal.
func TestNotSentIsDeclined(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.issuer.fault = func(Kind, bool) string { return "not sent" }
		h.status(h.must(h.request(Sale, 100), "91"), "declined")
		if n := h.count(`SELECT COUNT(*) FROM payment_due`); n != 0 {
			t.Error("a reversal is due")
		}
		h.agree()
	})
}

// TestDatabaseRefusesTheHotLifesLies is the third lock of the payment.
func TestDatabaseRefusesTheHotLifesLies(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.must(h.request(Sale, 100), "00")
		for _, text := range []string{
			`UPDATE payment SET status = 'declined'`, `UPDATE payment SET status = 'intent'`, `UPDATE payment SET status = 'reversed'`,
			`UPDATE payment SET requested_fen = 1`, `UPDATE payment SET approved_fen = 1`, `UPDATE payment SET merchant_id = 'mer_2'`,
			`UPDATE payment SET original_id = 'pay_x'`, `UPDATE payment SET approved_at = 1`, `UPDATE payment SET business_date = '2026-01-01'`,
			`DELETE FROM payment`, `DELETE FROM payment_key`, `UPDATE payment_key SET payment_id = ''`,
		} {
			err := h.db.Write(t.Context(), func(tx *store.Tx) error { _, err := tx.Exec(text); return err })
			if !store.IsRefused(err) {
				t.Errorf("%s: %v", text, err)
			}
		}
		h.agree()
	})
}

// TestEveryDeclineHasItsCode: a definition without a field 39 would be told 96.
func TestEveryDeclineHasItsCode(t *testing.T) {
	for d, code := range f39 {
		if len(code) != 2 || d.Zh == "" || d.NextZh == "" {
			t.Errorf("%s has code %q", d.Code, code)
		}
	}
	own := []*errs.Definition{ErrNotFound, ErrCut, ErrMoved}
	for _, d := range errs.Catalogue() {
		if !strings.HasPrefix(d.Code, "payment.") {
			continue
		}
		known := false
		for k := range f39 {
			known = known || k.Code == d.Code
		}
		for _, k := range own {
			known = known || k.Code == d.Code
		}
		if !known {
			t.Errorf("%s has no field 39", d.Code)
		}
	}
}

func TestListPages(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		for range 5 {
			h.must(h.request(Sale, 100), "00")
		}
		by := audit.Actor{Institution: inst, Merchant: "mer_1"}
		seen := map[ID]bool{}
		cursor := ""
		for pages := 0; ; pages++ {
			list, next, err := h.svc.List(t.Context(), by, Filter{Limit: 2, Cursor: cursor, Status: "approved", Date: day.MustParse("2026-03-02")})
			if err != nil || pages > 3 {
				t.Fatal(pages, err)
			}
			for _, p := range list {
				seen[p.ID] = true
			}
			if cursor = next; next == "" {
				break
			}
		}
		if len(seen) != 5 {
			t.Errorf("%d payments on all pages", len(seen))
		}
		found, _, err := h.svc.List(t.Context(), by, Filter{Limit: 10, Text: h.lastRRN})
		if err != nil || len(found) != 1 {
			t.Errorf("by reference number: %d, %v", len(found), err)
		}
		by.Merchant = "mer_2"
		if list, _, err := h.svc.List(t.Context(), by, Filter{Limit: 10}); err != nil || len(list) != 0 {
			t.Errorf("another merchant sees %d payments, %v", len(list), err)
		}
		if _, _, _, err := h.svc.Get(t.Context(), by, found[0].ID); !errs.Is(err, ErrNotFound) {
			t.Errorf("another merchant's payment: %v", err)
		}
		by.Merchant = "mer_1"
		date, hours, channels, err := h.svc.Today(t.Context(), by)
		if err != nil || date.String() != "2026-03-02" || hours[10].TakenFen != 500 || len(channels) != 1 || channels[0].NetFen != 500 {
			t.Errorf("%s %+v %+v %v", date, hours[10], channels, err)
		}
	})
}

func TestLifeIsDrawn(t *testing.T) {
	if d := flow.Diagram(life); !strings.Contains(d, "uncertain --> reversed: confirm") {
		t.Error(d)
	}
}

func (h *house) exec(text string) {
	h.t.Helper()
	if err := h.db.Write(h.t.Context(), func(tx *store.Tx) error { _, err := tx.Exec(text); return err }); err != nil {
		h.t.Fatalf("%s: %v", text, err)
	}
}
