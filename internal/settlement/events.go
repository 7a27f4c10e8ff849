package settlement

import "tillway/internal/kit/outbox"

// What the room tells.
var _ = outbox.Declare(
	outbox.Says(DayCut{}, "营业日已日切", "A business day ended."),
	outbox.Says(DayCleared{}, "当日手续费已入账", "A day's fees are in the books."),
	outbox.Says(PayoutPaid{}, "银行已向商户付款", "The bank paid a merchant."),
	outbox.Says(PayoutFailed{}, "银行拒付或退回出款", "The bank refused or returned a payout."),
	outbox.Says(Adjusted{}, "待结算余额经两人调整", "A merchant's unsettled balance was corrected by two people."),
	outbox.Says(Frozen{}, "部分余额暂不出款", "A part of a merchant's balance is not paid out for now."),
	outbox.Says(Unfrozen{}, "冻结解除", "A freeze ended."),
)

// DayCut says that a business day ended.
type DayCut struct {
	Date string `json:"date"`
	Next string `json:"next"`
}

// Topic implements outbox.Event.
func (DayCut) Topic() string { return "settlement.day_cut.v1" }

// DayCleared says that a day's fees are in the books.
type DayCleared struct {
	Date    string `json:"date"`
	FeesFen int64  `json:"fees_fen"`
}

// Topic implements outbox.Event.
func (DayCleared) Topic() string { return "settlement.day_cleared.v1" }

// PayoutPaid says that the bank paid a merchant.
type PayoutPaid struct {
	PayoutID   string `json:"payout_id"`
	MerchantID string `json:"merchant_id"`
	Date       string `json:"date"`
	AmountFen  int64  `json:"amount_fen"`
	Last4      string `json:"last4"`
	BankRef    string `json:"bank_ref"`
}

// Topic implements outbox.Event.
func (PayoutPaid) Topic() string { return "settlement.payout_paid.v1" }

// PayoutFailed says that the bank refused or returned a payout.
type PayoutFailed struct {
	PayoutID   string `json:"payout_id"`
	MerchantID string `json:"merchant_id"`
	AmountFen  int64  `json:"amount_fen"`
	Last4      string `json:"last4"`
	Reason     string `json:"reason"`
}

// Topic implements outbox.Event.
func (PayoutFailed) Topic() string { return "settlement.payout_failed.v1" }

// Adjusted says that a merchant's unsettled balance was corrected by two people.
type Adjusted struct {
	AdjustmentID string `json:"adjustment_id"`
	MerchantID   string `json:"merchant_id"`
	AmountFen    int64  `json:"amount_fen"` // negative: taken off
	Reason       string `json:"reason"`
}

// Topic implements outbox.Event.
func (Adjusted) Topic() string { return "settlement.adjusted.v1" }

// Frozen says that a part of a merchant's balance is not paid out for now.
type Frozen struct {
	FreezeID   string `json:"freeze_id"`
	MerchantID string `json:"merchant_id"`
	AmountFen  int64  `json:"amount_fen"`
}

// Topic implements outbox.Event.
func (Frozen) Topic() string { return "settlement.frozen.v1" }

// Unfrozen says that a freeze ended.
type Unfrozen struct {
	FreezeID   string `json:"freeze_id"`
	MerchantID string `json:"merchant_id"`
	AmountFen  int64  `json:"amount_fen"`
}

// Topic implements outbox.Event.
func (Unfrozen) Topic() string { return "settlement.unfrozen.v1" }
