package billing

import "tillway/internal/kit/outbox"

// What the room tells.
var _ = outbox.Declare(
	outbox.Says(DepositOpened{}, "商户需缴纳押金", "A merchant has to pay a deposit."),
	outbox.Says(DepositPaid{}, "押金到账", "A deposit was received."),
	outbox.Says(DepositRecalled{}, "付款行撤回转账，押金重新待缴", "The payer's bank took the transfer back; the deposit is due again."),
	outbox.Says(DepositWaived{}, "押金免缴", "A deposit need not be paid."),
	outbox.Says(DepositRefunded{}, "押金已退还", "A deposit went back."),
	outbox.Says(Unassigned{}, "到账款项找不到对应订单，需人工处理", "Money arrived which fits no order; a person has to look."),
)

// DepositOpened says that a merchant has to pay a deposit.
type DepositOpened struct {
	DepositID  DepositID `json:"deposit_id"`
	Number     string    `json:"number"`
	MerchantID string    `json:"merchant_id"`
	AmountFen  int64     `json:"amount_fen"`
}

// Topic implements outbox.Event.
func (DepositOpened) Topic() string { return "billing.deposit_opened.v1" }

// DepositPaid says that a deposit was received.
type DepositPaid struct {
	DepositID  DepositID `json:"deposit_id"`
	Number     string    `json:"number"`
	MerchantID string    `json:"merchant_id"`
	AmountFen  int64     `json:"amount_fen"`
}

// Topic implements outbox.Event.
func (DepositPaid) Topic() string { return "billing.deposit_paid.v1" }

// DepositRecalled says that the payer's bank took the transfer back: the
// deposit is due again.
type DepositRecalled struct {
	DepositID  DepositID `json:"deposit_id"`
	Number     string    `json:"number"`
	MerchantID string    `json:"merchant_id"`
	AmountFen  int64     `json:"amount_fen"`
}

// Topic implements outbox.Event.
func (DepositRecalled) Topic() string { return "billing.deposit_recalled.v1" }

// DepositWaived says that a deposit need not be paid: two people waived it, or
// the contract asks for none.
type DepositWaived struct {
	DepositID  DepositID `json:"deposit_id"`
	Number     string    `json:"number"`
	MerchantID string    `json:"merchant_id"`
}

// Topic implements outbox.Event.
func (DepositWaived) Topic() string { return "billing.deposit_waived.v1" }

// DepositRefunded says that a deposit went back.
type DepositRefunded struct {
	DepositID  DepositID `json:"deposit_id"`
	MerchantID string    `json:"merchant_id"`
	AmountFen  int64     `json:"amount_fen"`
}

// Topic implements outbox.Event.
func (DepositRefunded) Topic() string { return "billing.deposit_refunded.v1" }

// Unassigned says that money arrived which fits no order: a person has to look.
type Unassigned struct {
	BankRef   string `json:"bank_ref"`
	AmountFen int64  `json:"amount_fen"`
	Reason    string `json:"reason"`
}

// Topic implements outbox.Event.
func (Unassigned) Topic() string { return "billing.unassigned.v1" }
