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
