package billing_test

import (
	"testing"

	"tillway/internal/billing"
	"tillway/internal/contract/contracttest"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/store"
	"tillway/internal/ledger"
)

// inquiry is what the account of receipts under inquiry holds.
func (h house) inquiry(t *testing.T) (fen int64) {
	t.Helper()
	err := h.DB.Read(ctx, func(q store.Q) error {
		b, err := ledger.BalanceOf(q, contracttest.Inst, ledger.Receipts)
		fen = b.Fen()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return fen
}

func wantFault(t *testing.T, err error, path, code string) {
	t.Helper()
	if e := errs.As(err); e == nil || len(e.Faults) != 1 || e.Faults[0].Path != path || e.Faults[0].Code != code {
		t.Fatalf("got %v, want %s at %s", err, code, path)
	}
}

func TestS077_UnmatchedMoneyIsAssignedByTwoPeople(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		h.received(t, "DEP209901010001", 29900, "U1")
		if h.inquiry(t) != 29900 {
			t.Fatalf("%d fen under inquiry", h.inquiry(t))
		}
		wantFault(t, h.billing.ProposeAssignment(ctx, maker, "U1", h.deposit.Number, "错"), "reason", "TOO_SHORT")
		wantFault(t, h.billing.ProposeAssignment(ctx, maker, "U1", "DEP1", "附言写错单号"), "number", "UNKNOWN")
		wantErr(t, h.billing.ProposeAssignment(ctx, maker, "U9", h.deposit.Number, "附言写错单号"), billing.ErrReceipt)
		wantErr(t, h.billing.DecideClaim(ctx, checker, "U1", true), billing.ErrNotProposed)
		if err := h.billing.ProposeAssignment(ctx, maker, "U1", h.deposit.Number, "附言写错单号"); err != nil {
			t.Fatal(err)
		}
		wantErr(t, h.billing.ProposeReturn(ctx, checker, "U1", "附言写错单号"), billing.ErrClaimed)
		wantErr(t, h.billing.DecideClaim(ctx, maker, "U1", true), billing.ErrSamePerson)
		if err := h.billing.DecideClaim(ctx, checker, "U1", true); err != nil {
			t.Fatal(err)
		}
		if h.status(t) != billing.Paid || h.liability(t) != 29900 || h.inquiry(t) != 0 || !h.Met("deposit") {
			t.Fatalf("%s, %d owed, %d under inquiry", h.status(t), h.liability(t), h.inquiry(t))
		}
		wantErr(t, h.billing.ProposeReturn(ctx, maker, "U1", "附言写错单号"), billing.ErrReceipt)
	})
}

func TestUnmatchedMoneyThatDoesNotFitGoesBack(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		h.received(t, h.deposit.Number, 30000, "U1")
		wantFault(t, h.billing.ProposeAssignment(ctx, maker, "U1", h.deposit.Number, "多缴了一元"), "number", "OVER_PAYMENT")
		if err := h.billing.ProposeReturn(ctx, maker, "U1", "多缴了一元"); err != nil {
			t.Fatal(err)
		}
		if err := h.billing.DecideClaim(ctx, checker, "U1", false); err != nil {
			t.Fatal(err)
		}
		if h.inquiry(t) != 30000 {
			t.Fatal("a refused claim moved money")
		}
		if err := h.billing.ProposeReturn(ctx, maker, "U1", "多缴了一元，退回"); err != nil {
			t.Fatal(err)
		}
		list, err := h.billing.UnmatchedReceipts(ctx, maker)
		if err != nil || len(list) != 1 || list[0].Claim == nil || list[0].Claim.Kind != billing.Return || list[0].Claim.Maker != maker.User {
			t.Fatalf("%+v, %v", list, err)
		}
		if err := h.billing.DecideClaim(ctx, checker, "U1", true); err != nil {
			t.Fatal(err)
		}
		list, err = h.billing.UnmatchedReceipts(ctx, maker)
		if err != nil || len(list) != 0 || h.inquiry(t) != 0 || h.status(t) != billing.Due {
			t.Fatalf("%d wait, %d under inquiry, %s", len(list), h.inquiry(t), h.status(t))
		}
	})
}

func TestS075_ARefusedWaiverMayBeAskedForAgain(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		wantErr(t, h.billing.RefuseRequest(ctx, checker, h.deposit.ID, billing.Waive), billing.ErrNotProposed)
		for range 2 {
			if err := h.billing.ProposeWaiver(ctx, maker, h.deposit.ID, "重点商户"); err != nil {
				t.Fatal(err)
			}
			if err := h.billing.RefuseRequest(ctx, checker, h.deposit.ID, billing.Waive); err != nil {
				t.Fatal(err)
			}
		}
		if h.status(t) != billing.Due || h.Met("deposit") {
			t.Fatal("a refused waiver waived")
		}
	})
}

func TestMoneyUnderInquiryThatIsRecalledWaitsForNobody(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		h.received(t, "DEP209901010001", 29900, "U1")
		if err := h.billing.ProposeAssignment(ctx, maker, "U1", h.deposit.Number, "附言写错单号"); err != nil {
			t.Fatal(err)
		}
		for _, first := range []bool{true, false} {
			err := h.DB.Write(ctx, func(tx *store.Tx) error {
				ours, err := billing.RecalledTx(tx, bank, "U1", 29900, "U2")
				if ours != first {
					t.Errorf("the receipt was here: %v, want %v", ours, first)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		if list, err := h.billing.UnmatchedReceipts(ctx, maker); err != nil || len(list) != 0 || h.inquiry(t) != 0 || h.balance(t, ledger.OwnFunds) != 0 {
			t.Fatalf("%d wait, %d fen under inquiry, %v", len(list), h.inquiry(t), err)
		}
		wantErr(t, h.billing.DecideClaim(ctx, checker, "U1", true), billing.ErrReceipt)
	})
}
