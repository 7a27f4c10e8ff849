package risk

import "time"

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
