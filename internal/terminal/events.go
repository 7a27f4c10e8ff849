package terminal

// Moved is what happened to a terminal: its new status is the event's verb.
type Moved struct {
	Verb       string `json:"-"`
	TerminalID ID     `json:"terminal_id"`
	TID        string `json:"tid"`
	MerchantID string `json:"merchant_id"`
	Reason     string `json:"reason,omitempty"`
}

// Topic implements outbox.Event: terminal.allocated.v1, terminal.activated.v1,
// terminal.blocked.v1 and so on.
func (m Moved) Topic() string { return "terminal." + m.Verb + ".v1" }
