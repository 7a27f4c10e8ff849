package payment

import "tillway/internal/kit/outbox"

// What the room tells.
var _ = outbox.Declare(
	outbox.Says(Approved{}, "交易已批准并入账", "A payment was approved and is in the books."),
	outbox.Says(Declined{}, "交易被本机构或发卡行拒绝", "The house or the issuer said no."),
	outbox.Says(Uncertain{}, "没有收到答复，交易将被冲正", "No answer came; the payment will be reversed."),
	outbox.Says(Reversed{}, "外部确认冲正", "The outside confirmed a reversal."),
	outbox.Says(Refunded{}, "退货已批准（同时有批准事件）", "A refund was approved; payment.approved is written as well."),
)

// Fact is what every event of a payment carries.
type Fact struct {
	PaymentID    ID      `json:"payment_id"`
	MerchantID   string  `json:"merchant_id"`
	TerminalID   string  `json:"terminal_id"`
	Kind         Kind    `json:"kind"`
	Channel      Channel `json:"channel"`
	Product      string  `json:"product"`
	AmountFen    int64   `json:"amount_fen"`
	Currency     string  `json:"currency"`
	RRN          string  `json:"rrn"`
	OriginalID   ID      `json:"original_id,omitempty"`
	BusinessDate string  `json:"business_date"`
	Code         string  `json:"code"`
	PANMask      string  `json:"pan_mask,omitempty"`
	Test         bool    `json:"test,omitempty"` // of a terminal that is being commissioned
}

// The events of a payment's life.
type (
	// Approved says that a payment was approved and is in the books.
	Approved struct{ Fact }
	// Declined says that the house or the issuer said no.
	Declined struct{ Fact }
	// Uncertain says that no answer came and the payment will be reversed.
	Uncertain struct{ Fact }
	// Reversed says that the outside confirmed a reversal.
	Reversed struct{ Fact }
	// Refunded says that a refund was approved; Approved is written as well.
	Refunded struct{ Fact }
)

// Topic implements outbox.Event.
func (Approved) Topic() string { return "payment.approved.v1" }

// Topic implements outbox.Event.
func (Declined) Topic() string { return "payment.declined.v1" }

// Topic implements outbox.Event.
func (Uncertain) Topic() string { return "payment.uncertain.v1" }

// Topic implements outbox.Event.
func (Reversed) Topic() string { return "payment.reversed.v1" }

// Topic implements outbox.Event.
func (Refunded) Topic() string { return "payment.refunded.v1" }

func (p Payment) fact() Fact {
	amount := p.RequestedFen
	if !p.ApprovedAt.IsZero() {
		amount = p.ApprovedFen
	}
	return Fact{
		PaymentID: p.ID, MerchantID: p.MerchantID, TerminalID: p.TerminalID, Kind: p.Kind, Channel: p.Channel,
		Product: p.Product, AmountFen: amount, Currency: p.Currency, RRN: p.RRN, OriginalID: p.OriginalID,
		BusinessDate: p.BusinessDate.String(), Code: p.Code, PANMask: p.PANMask,
	}
}
