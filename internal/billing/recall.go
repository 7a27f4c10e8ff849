package billing

import (
	"tillway/internal/audit"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
	"tillway/internal/ledger"
	"tillway/internal/merchant"
)

// RecalledTx records that the payer's bank took a transfer back. A deposit that
// it had paid is due again under the same number, and until it is paid the shop
// cannot trade; money under inquiry is gone. It reports whether the transfer
// was one of ours that is still here.
func RecalledTx(tx *store.Tx, by audit.Actor, transfer string, amountFen int64, bankRef string) (bool, error) {
	r, err := receipt(tx, by.Institution, transfer)
	if err != nil || r == nil || r.AmountFen != amountFen {
		return false, err
	}
	if r.State == Unmatched {
		return forget(tx, by, transfer)
	}
	d, err := Get(tx, by.Institution, r.DepositID)
	if err != nil || d.Status() != Paid || d.BankRef != transfer {
		return false, err
	}
	if err := postReceipt(tx, by, reasonRecall, bankRef, amountFen, ledger.Deposit(d.MerchantID), ledger.OwnFunds); err != nil {
		return false, err
	}
	d.BankRef = ""
	if d, err = fire(tx, by, d, "recall"); err != nil {
		return false, err
	}
	if err := merchant.UnmeetTx(tx, by, merchant.ID(d.MerchantID), condition, "deposit "+d.Number+" recalled"); err != nil {
		return false, err
	}
	return true, outbox.Emit(tx, by.Institution, DepositRecalled{d.ID, d.Number, d.MerchantID, d.AmountFen})
}

// forget ends the inquiry about a receipt that its bank took back: whatever was
// asked for it is moot.
func forget(tx *store.Tx, by audit.Actor, transfer string) (bool, error) {
	w, err := waitingReceipt(tx, by.Institution, transfer)
	if errs.Is(err, ErrReceipt) {
		return false, nil // assigned or sent back before
	}
	if err != nil {
		return false, err
	}
	if w.Claim != nil {
		if err := decideClaim(tx, by, transfer, false); err != nil {
			return false, err
		}
	}
	w.Claim = &Claim{Kind: Return, Reason: "付款行追回", Maker: by.User, party: by.Party}
	if err := insertClaim(tx, by.Institution, transfer, *w.Claim); err != nil {
		return false, err
	}
	if err := decideClaim(tx, by, transfer, true); err != nil {
		return false, err
	}
	return true, w.carryOut(tx, by)
}
