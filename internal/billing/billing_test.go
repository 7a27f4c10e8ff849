package billing_test

import (
	"context"
	"io"
	"log/slog"
	"strings"
	"testing"

	"tillway/internal/audit"
	"tillway/internal/billing"
	"tillway/internal/contract/contracttest"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
	"tillway/internal/ledger"
	"tillway/internal/module/moduletest"
)

var (
	ctx        = context.Background()
	migrations = append(append([]store.Migration{}, contracttest.Migrations...), ledger.Migrations, billing.Migrations)
	bank       = audit.System(contracttest.Inst, "bank")
	maker      = contracttest.Person("maker", audit.Operations)
	checker    = contracttest.Person("checker", audit.Operations)
)

type house struct {
	*contracttest.Shop
	billing *billing.Service
	deposit billing.Deposit
}

// each opens a shop whose contract has just come into force.
func each(t *testing.T, fn func(t *testing.T, h house)) {
	v := moduletest.Start(t)
	storetest.Each(t, migrations, func(t *testing.T, db *store.DB) {
		h := house{Shop: contracttest.Open(t, db, v), billing: billing.New(db)}
		h.InForce()
		relay := outbox.NewRelay(db, slog.New(slog.NewTextHandler(io.Discard, nil)))
		for _, sub := range h.billing.Subscriptions() {
			relay.Subscribe(sub)
		}
		for range 2 { // a second pass must open nothing
			if err := relay.Drain(ctx); err != nil {
				t.Fatal(err)
			}
		}
		all, err := h.billing.Find(ctx, h.Owner, billing.Filter{})
		if err != nil || len(all) != 1 {
			t.Fatalf("%d deposits, %v", len(all), err)
		}
		h.deposit = all[0]
		fn(t, h)
		h.holds(t)
	})
}

// holds expects the deposits to agree with the books.
func (h house) holds(t *testing.T) {
	t.Helper()
	if faults := h.faults(t); len(faults) > 0 {
		t.Errorf("deposits and books: %v", faults)
	}
}

func (h house) faults(t *testing.T) (faults []ledger.Fault) {
	t.Helper()
	if err := h.DB.Read(ctx, func(q store.Q) (err error) {
		_, faults, err = billing.Verify(q)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return faults
}

// TestVerifyNamesTheDeposit changes a paid deposit behind the room's back.
func TestVerifyNamesTheDeposit(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		h.received(t, h.deposit.Number, h.deposit.AmountFen, "BK1")
		h.holds(t)
		for _, c := range []struct{ tamper, mend string }{
			{`UPDATE billing_deposit SET amount_fen = amount_fen - 1`, `UPDATE billing_deposit SET amount_fen = amount_fen + 1`},
			{`UPDATE billing_deposit SET merchant_id = merchant_id || 'x'`, `UPDATE billing_deposit SET merchant_id = substr(merchant_id, 1, length(merchant_id) - 1)`},
		} {
			h.exec(t, c.tamper)
			if faults := h.faults(t); len(faults) == 0 || !strings.HasPrefix(faults[0].Row, "billing_deposit ins_999 2241.01/") {
				t.Errorf("%s: %v", c.tamper, faults)
			}
			h.exec(t, c.mend)
		}
	})
}

func (h house) exec(t *testing.T, text string) {
	t.Helper()
	if err := h.DB.Write(ctx, func(tx *store.Tx) error { _, err := tx.Exec(text); return err }); err != nil {
		t.Fatal(err)
	}
}

func (h house) received(t *testing.T, number string, fen int64, ref string) billing.Receipt {
	t.Helper()
	r, err := h.billing.Received(ctx, bank, number, fen, ref, "欧阳测试")
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (h house) status(t *testing.T) string {
	t.Helper()
	d, _, err := h.billing.Get(ctx, h.Owner, h.deposit.ID)
	if err != nil {
		t.Fatal(err)
	}
	return d.Status()
}

// liability is what account 2241.01 of the merchant says, after checking that
// deposits and ledger agree.
func (h house) liability(t *testing.T) (fen int64) {
	t.Helper()
	err := h.DB.Read(ctx, func(q store.Q) error {
		gaps, err := billing.Reconcile(q, contracttest.Inst)
		if err != nil {
			return err
		}
		if len(gaps) > 0 {
			t.Errorf("deposits and ledger differ: %+v", gaps)
		}
		b, err := ledger.BalanceOf(q, contracttest.Inst, ledger.Deposit(h.Merchant.ID.String()))
		fen = b.Fen()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return fen
}

func (h house) balance(t *testing.T, a ledger.Account) (fen int64) {
	t.Helper()
	err := h.DB.Read(ctx, func(q store.Q) error {
		b, err := ledger.BalanceOf(q, contracttest.Inst, a)
		fen = b.Fen()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return fen
}

func wantErr(t *testing.T, err error, want *errs.Definition) {
	t.Helper()
	if !errs.Is(err, want) {
		t.Fatalf("got %v, want %s", err, want.Code)
	}
}

func TestS077_DepositIsALiabilityPaidOnce(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		if h.deposit.AmountFen != 29900 || h.deposit.Status() != billing.Due || h.Met("deposit") {
			t.Fatalf("%+v %s", h.deposit, h.deposit.Status())
		}
		for range 3 { // the bank's statement is read again
			r := h.received(t, h.deposit.Number, 29900, "B1")
			if r.State != billing.Matched || r.Payer != "欧阳**" {
				t.Fatalf("%+v", r)
			}
		}
		if h.status(t) != billing.Paid || h.liability(t) != 29900 || !h.Met("deposit") {
			t.Fatalf("%s, %d, met %v", h.status(t), h.liability(t), h.Met("deposit"))
		}
		_, err := h.billing.Received(ctx, bank, h.deposit.Number, 100, "B1", "x")
		wantErr(t, err, billing.ErrBankRef)
		if r := h.received(t, h.deposit.Number, 29900, "B2"); r.Reason != billing.NotPayableNow {
			t.Fatalf("a second payment: %+v", r)
		}
		if h.liability(t) != 29900 {
			t.Fatal("paid twice")
		}
	})
}

func TestS077_MoneyThatDoesNotFitPaysNothing(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		for ref, c := range map[string]struct {
			number string
			fen    int64
			reason string
		}{
			"U1": {h.deposit.Number, 29899, billing.UnderPayment},
			"U2": {h.deposit.Number, 30000, billing.OverPayment},
			"U3": {"DEP209901010001", 29900, billing.UnknownOrder},
		} {
			if r := h.received(t, c.number, c.fen, ref); r.State != billing.Unmatched || r.Reason != c.reason {
				t.Errorf("%s: %+v", ref, r)
			}
		}
		if h.status(t) != billing.Due || h.liability(t) != 0 || h.Met("deposit") {
			t.Fatal("money that does not fit paid the deposit")
		}
		list, err := h.billing.UnmatchedReceipts(ctx, maker)
		if err != nil || len(list) != 3 {
			t.Fatalf("%d wait for a person, %v", len(list), err)
		}
		_, err = h.billing.Received(ctx, bank, h.deposit.Number, 0, "U4", "x")
		wantErr(t, err, billing.ErrAmount)
	})
}

func TestS077_ARecalledTransferMakesTheDepositDueAgain(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		h.received(t, h.deposit.Number, 29900, "B1")
		recall := func(transfer string, fen int64, ref string) (ours bool) {
			err := h.DB.Write(ctx, func(tx *store.Tx) (err error) {
				ours, err = billing.RecalledTx(tx, bank, transfer, fen, ref)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return ours
		}
		if recall("B9", 29900, "B2") || recall("B1", 100, "B2") || h.status(t) != billing.Paid {
			t.Fatal("another transfer took the deposit with it")
		}
		if !recall("B1", 29900, "B2") || h.status(t) != billing.Due || h.liability(t) != 0 || h.balance(t, ledger.OwnFunds) != 0 || h.Met("deposit") {
			t.Fatalf("%s, owed %d, met %v", h.status(t), h.liability(t), h.Met("deposit"))
		}
		if recall("B1", 29900, "B3") {
			t.Fatal("taken back twice")
		}
		h.received(t, h.deposit.Number, 29900, "B4") // the same order, paid again
		if h.status(t) != billing.Paid || h.liability(t) != 29900 || !h.Met("deposit") {
			t.Fatalf("%s, owed %d, met %v", h.status(t), h.liability(t), h.Met("deposit"))
		}
	})
}

func TestS075_WaiverTakesTwoPeople(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		wantErr(t, h.billing.ApproveWaiver(ctx, checker, h.deposit.ID), billing.ErrNotProposed)
		if err := h.billing.ProposeWaiver(ctx, maker, h.deposit.ID, "重点商户"); err != nil {
			t.Fatal(err)
		}
		second := maker
		second.User = "usr_other_account"
		wantErr(t, h.billing.ApproveWaiver(ctx, second, h.deposit.ID), billing.ErrSamePerson)
		wantErr(t, h.billing.ProposeWaiver(ctx, checker, h.deposit.ID, "again"), billing.ErrProposed)
		if h.Met("deposit") {
			t.Fatal("one person waived it")
		}
		if err := h.billing.ApproveWaiver(ctx, checker, h.deposit.ID); err != nil {
			t.Fatal(err)
		}
		if h.status(t) != billing.Waived || !h.Met("deposit") || h.liability(t) != 0 {
			t.Fatalf("%s", h.status(t))
		}
	})
}

func TestS077_ReturnOfTheDeviceMakesTheRefundDue(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		h.received(t, h.deposit.Number, 29900, "B1")
		err := h.DB.Write(ctx, func(tx *store.Tx) error {
			return billing.DeviceReturnedTx(tx, maker, h.Merchant.ID.String())
		})
		if err != nil || h.status(t) != billing.RefundDue || h.liability(t) != 29900 {
			t.Fatalf("%s %v", h.status(t), err)
		}
		if err := h.billing.ProposeRefund(ctx, maker, h.deposit.ID, "终端完好归还"); err != nil {
			t.Fatal(err)
		}
		wantErr(t, h.billing.ApproveRefund(ctx, maker, h.deposit.ID), billing.ErrSamePerson)
		if err := h.billing.ApproveRefund(ctx, checker, h.deposit.ID); err != nil {
			t.Fatal(err)
		}
		if h.status(t) != billing.Refunded || h.liability(t) != 0 || h.Met("deposit") {
			t.Fatalf("%s %d, met %v", h.status(t), h.liability(t), h.Met("deposit"))
		}
	})
}

func TestDepositIsSeenByItsMerchantOnly(t *testing.T) {
	each(t, func(t *testing.T, h house) {
		stranger := h.Owner
		stranger.Merchant = "mer_other"
		_, _, err := h.billing.Get(ctx, stranger, h.deposit.ID)
		wantErr(t, err, billing.ErrDeposit)
		list, err := h.billing.Find(ctx, stranger, billing.Filter{Merchant: h.Merchant.ID.String()})
		if err != nil || len(list) != 0 {
			t.Fatalf("a stranger sees %d deposits, %v", len(list), err)
		}
	})
}
