package fieldwork

import "tillway/internal/kit/outbox"

// What the room tells.
var _ = outbox.Declare(
	outbox.Says(Scheduled{}, "上门装机已预约", "A visit is planned; the merchant is told what to prepare."),
	outbox.Says(Finished{}, "终端装好、测好并签收", "A terminal is installed, tested and signed for."),
	outbox.Says(Failed{}, "一项装机测试未通过", "A commissioning case failed; support is to help."),
)

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
