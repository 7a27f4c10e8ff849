package billing

import (
	"fmt"
	"time"

	"tillway/internal/kit/day"
	"tillway/internal/kit/flow"
	"tillway/internal/kit/id"
	"tillway/internal/ledger"
)

type depositKind struct{}

func (depositKind) Prefix() string { return "dep" }

// DepositID identifies a deposit order.
type DepositID = id.Of[depositKind]

// Deposit is an order to pay a deposit and what became of it.
type Deposit struct {
	ID         DepositID
	Number     string // DEPyyyymmddnnnn, written into the transfer
	MerchantID string
	ContractID string // the signed contract that fixed the amount
	AmountFen  int64
	BankRef    string // of the receipt that paid it
	InvoiceNo  string
	CreatedAt  time.Time
	ChangedAt  time.Time

	pos flow.Pos
}

// Status returns where the deposit is in its life.
func (d Deposit) Status() string { return d.pos.Status.String() }

func depositNumber(on day.Date, n int64) string { return fmt.Sprintf("DEP%s%04d", on.Compact(), n) }

// Receipt is money that arrived at our bank under a reference.
type Receipt struct {
	BankRef   string
	Number    string // as the payer wrote it
	DepositID DepositID
	AmountFen int64
	Payer     string         // masked
	Account   ledger.Account // of ours that it is on
	State     string         // matched, unmatched
	Reason    string         // why unmatched
	At        time.Time
}

// The states of a receipt and the reasons for an unmatched one.
const (
	Matched       = "matched"
	Unmatched     = "unmatched"
	UnknownOrder  = "unknown_order"
	UnderPayment  = "under_payment"
	OverPayment   = "over_payment"
	NotPayableNow = "not_due"
	WrongAccount  = "wrong_account"
)

// fits compares a receipt with the order it names.
func (d Deposit) fits(amountFen int64) (reason string) {
	switch {
	case d.Status() != Due:
		return NotPayableNow
	case amountFen < d.AmountFen:
		return UnderPayment
	case amountFen > d.AmountFen:
		return OverPayment
	}
	return ""
}

// Request is a decision that waits for its second person.
type Request struct {
	Kind   string // waive, refund
	Reason string
	Maker  string // user
	At     time.Time

	party string
}

// The kinds of request.
const (
	Waive  = "waive"
	Refund = "refund"
)
