package risk

import (
	"time"

	"tillway/internal/kit/outbox"
)

// What the room tells.
var _ = outbox.Declare(
	outbox.Says(AlertRaised{}, "一笔交易命中规则或名单", "A payment met a rule or a list."),
)

// AlertRaised says that a payment met a rule or a list.
type AlertRaised struct {
	AlertID    string    `json:"alert_id"`
	Rule       string    `json:"rule"`
	Mode       Mode      `json:"mode"`
	MerchantID string    `json:"merchant_id"`
	PaymentID  string    `json:"payment_id"`
	Points     int       `json:"points"`
	At         time.Time `json:"at"`
}

// Topic implements outbox.Event.
func (AlertRaised) Topic() string { return "risk.alert.v1" }
