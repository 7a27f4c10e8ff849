package terminal

import "time"

// Line is one line of the terminal's own journal: what the shop knows.
type Line struct {
	At          time.Time `json:"at"`
	Kind        string    `json:"kind"` // a payment's kind, or reversal, signin, settle, upload
	Of          Kind      `json:"of,omitempty"`
	TID         string    `json:"tid"`
	MID         string    `json:"mid"`
	Batch       string    `json:"batch"`
	Trace       string    `json:"trace"`
	AmountFen   int64     `json:"amount_fen,omitempty"`
	ApprovedFen int64     `json:"approved_fen,omitempty"`
	Channel     string    `json:"channel,omitempty"` // card, qr
	Card        string    `json:"card,omitempty"`
	PANMask     string    `json:"pan_mask,omitempty"`
	Entry       string    `json:"entry,omitempty"`
	Code        string    `json:"code,omitempty"`
	RRN         string    `json:"rrn,omitempty"`
	AuthCode    string    `json:"auth_code,omitempty"`
	OrigTrace   string    `json:"orig_trace,omitempty"`
	Outcome     string    `json:"outcome"` // approved, declined, unknown, reversed, failed, ok, balanced, unbalanced
	Totals      *Totals   `json:"totals,omitempty"`
}
