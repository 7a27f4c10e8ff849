package payment

import (
	"testing"
)

func TestSaleVoidRefundPreauthCompletion(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		sale := h.request(Sale, 10_000)
		a := h.must(sale, "00")
		if a.RRN == "" || a.AuthCode == "" || a.PANMask != "620000******0005" || a.ApprovedFen != 10_000 || a.BusinessDate.String() != "2026-03-02" || a.Product != "credit" {
			t.Errorf("answer %+v", a)
		}
		h.status(a, "approved")
		second := h.request(Sale, 5000)
		b := h.must(second, "00")
		h.must(h.voidOf(second), "00")
		h.must(h.refundOf(a, 3000), "00")
		pre := h.must(h.request(Preauth, 20_000), "00")
		h.must(h.completionOf(pre, 20_000), "00")
		if got := h.unsettled(); got != 10_000-3000+20_000 {
			t.Errorf("unsettled %d", got)
		}
		h.agree()
		totals, err := h.svc.Totals(t.Context(), inst, pos.ID, "000001")
		if err != nil || totals != (Totals{DebitFen: 35_000, DebitCount: 3, CreditFen: 8000, CreditCount: 2}) {
			t.Errorf("totals %+v, %v", totals, err)
		}
		_ = b
	})
}
