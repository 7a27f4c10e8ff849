package wallettest

import (
	"testing"

	"tillway/internal/kit/errs"
	"tillway/internal/payment"
	"tillway/internal/wallet"
)

// Silent is an answer that says nothing: an error, and never "not sent".
const Silent payment.WalletState = ""

// Check compares an answer with what it means.
func Check(t *testing.T, what string, a payment.WalletAnswer, err error, state payment.WalletState, code string) {
	t.Helper()
	if (err != nil) != (state == Silent) || a.State != state || a.Code != code || errs.Is(err, payment.ErrNotSent) {
		t.Errorf("%s: %+v, %v; want %q %s", what, a, err, state, code)
	}
}

// Meaning is what one answer means as an answer to each question: the same
// refusal is a decline of a payment and no news about an order that was asked
// about.
type Meaning struct {
	Pay, Query, Cancel, Refund payment.WalletState
	PayCode, RefundCode        string
}

// Check asks all four; the platform is to give the answer each time.
func (m Meaning) Check(t *testing.T, what string, a wallet.Adapter, order payment.WalletOrder, refund payment.WalletRefund) {
	t.Helper()
	got, err := a.Pay(t.Context(), order)
	Check(t, "pay "+what, got, err, m.Pay, m.PayCode)
	got, err = a.Query(t.Context(), order)
	Check(t, "query "+what, got, err, m.Query, "")
	got, err = a.Cancel(t.Context(), order)
	Check(t, "cancel "+what, got, err, m.Cancel, "")
	got, err = a.Refund(t.Context(), refund)
	Check(t, "refund "+what, got, err, m.Refund, m.RefundCode)
}

// Means is a Meaning in the order of its fields, for tables.
func Means(pay, query, cancel, refund payment.WalletState, payCode, refundCode string) Meaning {
	return Meaning{pay, query, cancel, refund, payCode, refundCode}
}
