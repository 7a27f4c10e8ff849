package payment

import (
	"testing"
	"time"

	"tillway/internal/audit"
	"tillway/internal/institution/institutiontest"
	"tillway/internal/kit/clock"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/secret"
	"tillway/internal/kit/store"
	"tillway/internal/ledger"
	"tillway/internal/risk"
)

func (h *house) move(to string) {
	h.t.Helper()
	t, err := time.ParseInLocation(time.DateTime, to, clock.Shanghai)
	if err != nil || !h.clock.Set(t) {
		h.t.Fatalf("the clock cannot move to %s: %v", to, err)
	}
}

// refuses expects a decline of the house: stored, explained, never sent.
func (h *house) refuses(r Request, code string, why *errs.Definition) {
	h.t.Helper()
	seen := h.issuer.seen
	a := h.must(r, code)
	if a.Reason != why.Code {
		h.t.Errorf("declined because of %q, want %q", a.Reason, why.Code)
	}
	if h.issuer.seen != seen {
		h.t.Error("the request reached the issuer")
	}
	h.must(r, code)
}

// TestS024_NoApprovalNoTransaction: a merchant that lacks a condition is
// declined 03.
func TestS024_NoApprovalNoTransaction(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.facts.missing = []string{"contract"}
		h.refuses(h.request(Sale, 100), "03", ErrMerchant)
		h.facts.missing = nil
		h.facts.priced = nil
		h.refuses(h.request(Sale, 100), "03", ErrPlan)
		h.agree()
	})
}

// TestS085_TakingAConditionAwayDeclines, and a terminal being commissioned may
// make small tests once contract and deposit are there.
func TestS085_TakingAConditionAwayDeclines(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		for _, condition := range []string{"contract", "deposit", "installed", "tested", "trained"} {
			h.facts.missing = []string{condition}
			h.refuses(h.request(Sale, 100), "03", ErrMerchant)
		}
		h.facts.testing, h.facts.missing = true, []string{"installed", "tested", "trained"}
		h.must(h.request(Sale, testMaxFen), "00")
		h.refuses(h.request(Sale, testMaxFen+1), "61", ErrTest)
		h.refuses(h.request(Preauth, 1), "03", ErrMerchant)
		h.facts.missing = append(h.facts.missing, "deposit")
		h.refuses(h.request(Sale, 1), "03", ErrMerchant)
	})
}

// TestS036_TamperedBindingDeclines: the binding's hash is checked with every
// payment.
func TestS036_TamperedBindingDeclines(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.facts.bindingBroken = true
		h.refuses(h.request(Sale, 100), "97", ErrBinding)
		h.facts.bindingBroken, h.facts.inService = false, false
		h.refuses(h.request(Sale, 100), "58", ErrTerminal)
	})
}

// TestS102_SwitchedOffIsDeclined: refund off is 58 at the host, a wallet that
// is off is 40.
func TestS102_SwitchedOffIsDeclined(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a := h.must(h.request(Sale, 100), "00")
		for _, f := range []string{"refund", "preauth", "wechat", "alipay"} {
			h.facts.switches[f] = false
		}
		h.refuses(h.refundOf(a, 100), "58", ErrSwitchedOff)
		h.refuses(h.request(Preauth, 100), "58", ErrSwitchedOff)
		h.refuses(h.walletRequest(WeChat, "130000000000000000", 100), "40", ErrChannelOff)
		h.refuses(h.walletRequest(Alipay, "280000000000000000", 100), "40", ErrChannelOff)
		h.facts.switches["refund"] = true
		h.must(h.refundOf(a, 100), "00")
		h.agree()
	})
}

// TestS103_PreauthRules: the ceiling to the fen, thirty days, once.
func TestS103_PreauthRules(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		pre := h.must(h.request(Preauth, 33_333), "00")
		h.refuses(h.completionOf(pre, 38_333), "64", ErrOriginalAmount) // 115 % is 383.3295: the floor counts
		h.must(h.completionOf(pre, 38_332), "00")
		h.refuses(h.completionOf(pre, 1), "25", ErrOriginalState)

		h.facts.preauthCap = 1_000_000 // another trade
		plain := h.must(h.request(Preauth, 10_000), "00")
		h.refuses(h.completionOf(plain, 10_001), "64", ErrOriginalAmount)
		other := h.completionOf(plain, 100)
		other.Card.PAN = secret.New(debitCard)
		h.refuses(other, "14", ErrOriginalCard)
		unknown := h.completionOf(plain, 100)
		unknown.Original.AuthCode = "ZZZZZZ"
		h.refuses(unknown, "25", ErrNoOriginal)

		void := h.request(PreauthVoid, 10_000)
		void.Original = h.completionOf(plain, 1).Original
		short := void
		short.AmountFen, short.Trace = 9_999, "900001"
		h.refuses(short, "64", ErrOriginalAmount)
		h.must(void, "00")
		again := void
		again.Trace = "900002"
		h.refuses(again, "25", ErrOriginalState)
		h.refuses(h.completionOf(plain, 100), "25", ErrOriginalState)

		h.facts.preauthMCC = []string{"7512"}
		h.refuses(h.request(Preauth, 100), "58", ErrMCC)
	})
}

func TestS103_PreauthEndsAfterThirtyDays(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		pre := h.must(h.request(Preauth, 5000), "00")
		late := h.must(h.request(Preauth, 5000), "00")
		h.move("2026-04-01 23:00:00") // the thirtieth day
		h.must(h.completionOf(pre, 5000), "00")
		h.move("2026-04-02 00:10:00")
		h.refuses(h.completionOf(late, 5000), "22", ErrWindow)
		h.agree()
	})
}

// TestS103_VoidRules: same terminal, same batch, full amount, once.
func TestS103_VoidRules(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		sale := h.request(Sale, 1000)
		h.must(sale, "00")
		part := h.voidOf(sale)
		part.AmountFen = 999
		h.refuses(part, "64", ErrOriginalAmount)
		missing := h.voidOf(sale)
		missing.Original.Trace = "999999"
		h.refuses(missing, "25", ErrNoOriginal)
		h.must(h.voidOf(sale), "00")
		h.refuses(h.voidOf(sale), "25", ErrOriginalState)

		old := h.request(Sale, 1000)
		a := h.must(old, "00")
		h.facts.batch = "000002" // the batch was settled
		void := h.voidOf(old)
		void.Batch = "000002"
		h.refuses(void, "25", ErrBatchVoid)
		refund := h.refundOf(a, 1000)
		refund.Batch = "000002"
		h.must(refund, "00")
		stale := h.request(Sale, 1)
		h.refuses(stale, "77", ErrBatch)
		h.agree()
	})
}

// TestS103_RefundWindow: each channel has its own.
func TestS103_RefundWindow(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		card := h.must(h.request(Sale, 1000), "00")
		code := h.must(h.walletRequest(WeChat, "130000000000000000", 1000), "00")
		h.move("2026-08-29 12:00:00") // day 180
		h.must(h.refundOf(card, 100), "00")
		h.move("2026-08-30 12:00:00")
		h.refuses(h.refundOf(card, 100), "22", ErrWindow)
		h.must(h.refundOf(code, 100), "00")
		h.move("2027-03-03 12:00:00") // day 366
		h.refuses(h.refundOf(code, 100), "22", ErrWindow)
		h.agree()
	})
}

// TestRefundNeedsTheMerchantsFunds: what was paid out already cannot be given
// back twice.
func TestRefundNeedsTheMerchantsFunds(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a := h.must(h.request(Sale, 1000), "00")
		if err := h.db.Write(t.Context(), func(tx *store.Tx) error {
			e, err := ledger.NewEntry(reasonPayout, ledger.Ref{Kind: "payout", ID: "p1"}, day.MustParse("2026-03-03"),
				ledger.Debit(ledger.Unsettled("mer_1"), yuan(700)), ledger.Credit(ledger.Reserve, yuan(700)))
			if err != nil {
				return err
			}
			_, err = ledger.Post(tx, system(inst), inst, e)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		h.refuses(h.refundOf(a, 301), "61", ErrFunds)
		h.must(h.refundOf(a, 300), "00")
	})
}

// TestS089_LimitsFromDayOne: a new merchant has half of its level's limits, in
// the day's sum and in one payment, whatever comes at once.
func TestS089_LimitsFromDayOne(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		single := int64(20_000_00 / 2) // level M, on probation
		h.refuses(h.request(Sale, single+1), "61", risk.ErrSingle)
		h.must(h.request(Sale, single), "00")
		h.must(h.request(Sale, single), "00")
		over := h.request(Sale, 5_000_01) // 25,000.00 a day
		h.refuses(over, "61", risk.ErrDay)
		last := h.request(Sale, 5_000_00)
		a := h.must(last, "00")
		h.refuses(h.request(Sale, 1), "61", risk.ErrDay)
		h.reverse(last, "00")
		h.settle()
		h.status(a, "reversed")
		h.must(h.request(Sale, 1), "00") // what was reversed is free again
		h.move("2026-04-02 10:00:00")
		h.cut("2026-04-02")
		h.must(h.request(Sale, single+1), "00") // probation is over
		h.agree()
	})
}

func TestS089_LevelsListsAndRules(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		rooms, by := risk.New(h.db), audit.System(inst, "test")
		must := func(err error) {
			if err != nil {
				t.Fatal(err)
			}
		}
		for range 6 { // the sixth with one card is a hit: in shadow it only says so
			h.must(h.request(Sale, 100), "00")
		}
		alerts, err := rooms.Alerts(t.Context(), inst, "mer_1", h.clock.Now().Add(time.Hour), 10)
		if err != nil || len(alerts) != 1 || alerts[0].Rule != "RK01" || alerts[0].Mode != risk.Shadow {
			t.Errorf("alerts %+v, %v", alerts, err)
		}
		institutiontest.Set(t, h.db, inst, "risk.RK01.mode", "enforce")
		h.refuses(h.request(Sale, 100), "61", risk.ErrRule)

		index, err := h.vault.BlindIndex(t.Context(), inst, "pan", []byte(debitCard))
		must(err)
		r := h.request(Sale, 100)
		r.Card.PAN = secret.New(debitCard)
		h.must(r, "00")
		must(rooms.ListCard(t.Context(), by, index, "test"))
		r = h.request(Sale, 100)
		r.Card.PAN = secret.New(debitCard)
		h.refuses(r, "62", risk.ErrListed)

		tap := h.request(Sale, 1_000_01)
		tap.Card.PIN = nil
		institutiontest.Set(t, h.db, inst, "risk.RK01.mode", "off")
		h.refuses(tap, "61", risk.ErrNoPIN)

		must(rooms.SetLevel(t.Context(), by, "mer_1", risk.Suspended, "test"))
		h.refuses(h.request(Sale, 1), "58", risk.ErrSuspended)
		h.agree()
	})
}
