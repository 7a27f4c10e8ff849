package fieldwork

// Scheduled says that a visit is planned: the merchant is told what to prepare.
type Scheduled struct {
	OrderID    ID     `json:"order_id"`
	Number     string `json:"number"`
	MerchantID string `json:"merchant_id"`
	PlannedOn  string `json:"planned_on"`
}

// Topic implements outbox.Event.
func (Scheduled) Topic() string { return "fieldwork.scheduled.v1" }

// Finished says that a terminal is installed, tested and signed for.
type Finished struct {
	OrderID    ID     `json:"order_id"`
	Number     string `json:"number"`
	MerchantID string `json:"merchant_id"`
	TerminalID string `json:"terminal_id"`
}

// Topic implements outbox.Event.
func (Finished) Topic() string { return "fieldwork.finished.v1" }

// Failed says that a commissioning case failed: support is to help (S108).
type Failed struct {
	OrderID    ID     `json:"order_id"`
	MerchantID string `json:"merchant_id"`
	TerminalID string `json:"terminal_id"`
	Case       string `json:"case"`
	Detail     string `json:"detail"`
}

// Topic implements outbox.Event.
func (Failed) Topic() string { return "fieldwork.failed.v1" }
