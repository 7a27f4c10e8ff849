package settlement

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
