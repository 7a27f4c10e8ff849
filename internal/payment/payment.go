package payment

import (
	"time"

	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/flow"
	"tillway/internal/ledger"
)

// Payment is a payment as it is stored.
type Payment struct {
	MerchantID     string
	ID             ID
	Kind           Kind
	Channel        Channel
	Product        string // debit, credit, wechat, alipay: the row of the fee plan
	TerminalID     string
	TID, MID       string
	MerchantName   string // as sent in F43
	MCC            string
	Batch, Trace   string
	EntryMode      string
	RequestedFen   int64
	Currency       string
	PANToken       string
	PANMask        string
	panCipher      []byte
	panKey         int64 // version of the key it is sealed under
	panIndex       []byte
	OriginalID     ID
	RRN, STAN      string
	PlanID         string
	BindingVersion int64
	BusinessDate   day.Date
	limitDate      day.Date
	OccurredAt     time.Time
	deadlineAt     time.Time
	boot           string

	pos flow.Pos
	// the time of each status; zero where it was not reached
	ApprovedAt, DeclinedAt, UncertainAt, ForwardingAt, ReversingAt, ReversedAt time.Time

	LateAt       time.Time // an answer after the decision to reverse
	LateCode     string
	unwanted     bool // a terminal took it back while it was voided: its void stands for good
	ApprovedFen  int64
	Code         string // F39 told to the terminal
	Reason       string // catalogue code of a decline of ours
	reasonArgs   map[string]string
	AuthCode     string
	Issuer       string
	ChannelDate  string
	ChannelRef   string
	PostedDate   day.Date // the business date of its effect on the books
	ReversedDate day.Date // and of that effect's reversal
	entryID      ledger.EntryID
	holdID       ledger.HoldID
}

// Status returns the payment's status.
func (p Payment) Status() string { return p.pos.Status.String() }

func (p Payment) is(status string) bool { return p.pos.Status.Is(status) }

// claims tells whether the payment, as a void, refund or completion, has or may
// still get a part of its original.
func (p Payment) claims() bool { return !p.is(stDeclined) && !p.is(stReversed) }

// takesMoney tells whether an approval moves the customer's money to the
// merchant; the others give it back or only reserve it.
func (k Kind) takesMoney() bool { return k == Sale || k == Completion }

// givesBack tells whether an approval gives the customer's money back.
func (k Kind) givesBack() bool { return k == Void || k == Refund || k == CompletionVoid }

// class is the part of a request's identity that the message type gives: a
// terminal counts its traces through both.
func (k Kind) class() string {
	if k == Preauth || k == PreauthVoid {
		return "auth"
	}
	return "financial"
}

// Valid tells whether the kind is one of ours.
func (k Kind) Valid() bool {
	switch k {
	case Sale, Void, Refund, Preauth, PreauthVoid, Completion, CompletionVoid:
		return true
	}
	return false
}

// needsOriginal tells whether the kind acts on an earlier payment.
func (k Kind) needsOriginal() bool { return k != Sale && k != Preauth }

// forwards tells how silence ends. A request that gives money back and has no
// reversal in its network (a card refund is an advice, a wallet's refund is
// idempotent by our number) is repeated until it is answered; every other is
// reversed.
func (p Payment) forwards() bool {
	return p.Kind == Refund || p.Channel != Card && p.Kind.givesBack()
}

// Refusal says why the house declined the payment; nil when it did not.
func (p Payment) Refusal() *errs.E { return errs.Stored(p.Reason, p.reasonArgs) }

// answer is what the terminal is told about the payment as it stands.
func (p Payment) answer(stored bool) Answer {
	a := Answer{
		Code: p.Code, PaymentID: p.ID, Kind: p.Kind, Channel: p.Channel, RRN: p.RRN, AuthCode: p.AuthCode,
		BusinessDate: p.BusinessDate, RequestedFen: p.RequestedFen, ApprovedFen: p.ApprovedFen,
		PANMask: p.PANMask, Product: p.Product, Issuer: p.Issuer, At: p.OccurredAt, Reason: p.Reason, Stored: stored,
	}
	if p.is(stReversing) || p.is(stReversed) && !p.ApprovedAt.IsZero() {
		a.Code, a.ApprovedFen = codeReversedBefore, 0
	}
	return a
}
