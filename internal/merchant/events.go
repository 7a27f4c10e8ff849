package merchant

// Opened says that a merchant has its number.
type Opened struct {
	MerchantID    ID     `json:"merchant_id"`
	ApplicationID string `json:"application_id"`
	MID           string `json:"mid"`
	RiskLevel     string `json:"risk_level"`
}

// Topic implements outbox.Event.
func (Opened) Topic() string { return "merchant.opened.v1" }

// ConditionChanged says that a condition of trade was met or lost.
type ConditionChanged struct {
	MerchantID ID     `json:"merchant_id"`
	Condition  string `json:"condition"`
	Met        bool   `json:"met"`
	Ref        string `json:"ref"`
}

// Topic implements outbox.Event.
func (ConditionChanged) Topic() string { return "merchant.condition_changed.v1" }

// Moved says that a merchant became active, was halted, resumed or closed.
type Moved struct {
	Verb       string `json:"-"`
	MerchantID ID     `json:"merchant_id"`
	MID        string `json:"mid"`
	RiskLevel  string `json:"risk_level"`
}

// Topic implements outbox.Event.
func (m Moved) Topic() string { return "merchant." + m.Verb + ".v1" }

// moved words the life's events in the past.
var moved = map[string]string{"activate": "activated", "halt": "halted", "resume": "resumed", "close": "closed"}

// Switched says that a function was turned on or off.
type Switched struct {
	MerchantID ID     `json:"merchant_id"`
	Function   string `json:"function"`
	On         bool   `json:"on"`
}

// Topic implements outbox.Event.
func (Switched) Topic() string { return "merchant.switched.v1" }

// AccountMoved says how a change of the settlement account goes on.
type AccountMoved struct {
	Verb       string    `json:"-"` // proposed, checked, approved, refused, changed
	MerchantID ID        `json:"merchant_id"`
	AccountID  AccountID `json:"account_id"`
	Last4      string    `json:"last4"`
	ValidFrom  string    `json:"valid_from,omitempty"`
}

// Topic implements outbox.Event.
func (a AccountMoved) Topic() string { return "merchant.account_" + a.Verb + ".v1" }
