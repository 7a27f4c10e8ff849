package payment

import (
	"time"

	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/secret"
	"tillway/internal/terminal"
)

type paymentKind struct{}

func (paymentKind) Prefix() string { return "pay" }

// ID identifies a payment.
type ID = id.Of[paymentKind]

// Kind is what a payment does. Refunds, voids and completions are payments of
// their own that name their original.
type Kind string

// The kinds, with the words of the receipt.
const (
	Sale           Kind = "sale"            // 消费
	Void           Kind = "void"            // 消费撤销
	Refund         Kind = "refund"          // 退货
	Preauth        Kind = "preauth"         // 预授权
	PreauthVoid    Kind = "preauth_void"    // 预授权撤销
	Completion     Kind = "completion"      // 预授权完成
	CompletionVoid Kind = "completion_void" // 预授权完成撤销
)

// Channel is who carries the money.
type Channel string

// The channels. They are also the names of the clearing accounts 2202.
const (
	Card   Channel = "card"
	WeChat Channel = "wechat"
	Alipay Channel = "alipay"
)

// Request asks for a payment, as a terminal sent it. It has no MCC, merchant
// name or place: those come from the terminal's binding.
type Request struct {
	Institution id.Institution
	Kind        Kind
	Channel     Channel // of a refund or void: whatever the original was
	Terminal    terminal.Terminal
	Batch       string // 6 digits
	Trace       string // 6 digits
	AmountFen   int64
	Currency    string // "CNY"
	EntryMode   string // F22
	// AcceptsPartial says that the terminal can collect the rest another way (60.6).
	AcceptsPartial bool
	Card           *CardData
	Code           secret.String // wallet payment code
	Original       Original
}

// CardData is what the terminal read. Only the PAN outlives the request, as
// token, ciphertext and blind index.
type CardData struct {
	PAN    secret.String
	Track2 secret.String
	Expiry secret.String
	SeqNo  string
	ICC    []byte // F55
	PIN    *PIN
}

// PIN is an encrypted PIN block and the wrapped key it is under. Nothing
// outside the security module can open either.
type PIN struct{ Block, Key []byte }

// Original names an earlier payment in the words of the request's fields.
type Original struct {
	RRN      string // F37
	Batch    string // F61.1
	Trace    string // F61.2
	Date     string // F61.3, MMDD
	AuthCode string // F38
}

// Answer is what the terminal is told.
type Answer struct {
	Code         string // F39
	PaymentID    ID
	Kind         Kind
	Channel      Channel
	RRN          string // F37
	AuthCode     string // F38
	BusinessDate day.Date
	RequestedFen int64
	ApprovedFen  int64
	PANMask      string
	Product      string // debit, credit, wechat, alipay
	Issuer       string
	At           time.Time
	Reason       string // code in the error catalogue, of a decline of ours
	ICC          []byte // issuer's answer to the chip, never stored
	Stored       bool   // the answer to an earlier copy of this request
}

// Approved tells whether the answer is an approval.
func (a Answer) Approved() bool { return approvedCodes[a.Code] }

// ReversalRequest takes back a payment whose answer the terminal did not get
// or could not use (冲正).
type ReversalRequest struct {
	Institution id.Institution
	Terminal    terminal.Terminal
	Batch       string // of the payment, as are the following
	Trace       string
	Kind        Kind
	AmountFen   int64
	PAN         secret.String // zero when the message has none
	Cause       string        // F39: 98, 96, 06, A0
}
