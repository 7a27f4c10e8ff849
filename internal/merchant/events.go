package merchant

import "tillway/internal/kit/outbox"

// What the room tells.
var _ = outbox.Declare(
	outbox.Says(Opened{}, "商户已建立并分配商户号", "A merchant has its number."),
	outbox.Says(ConditionChanged{}, "一项营业条件满足或失去", "A condition of trade was met or lost."),
	outbox.Says(Switched{}, "一项功能开通或关闭", "A function was turned on or off."),
	outbox.Says(Moved{Verb: "activated"}, "商户开始营业", "A merchant may trade."),
	outbox.Says(Moved{Verb: "halted"}, "商户暂停营业", "A merchant may not trade for now."),
	outbox.Says(Moved{Verb: "resumed"}, "商户恢复营业", "A merchant may trade again."),
	outbox.Says(Moved{Verb: "closed"}, "商户已关闭", "A merchant is closed."),
	outbox.Says(AccountMoved{Verb: "proposed"}, "提交了新的结算账户", "A new settlement account was proposed."),
	outbox.Says(AccountMoved{Verb: "checked"}, "新结算账户核验通过", "The registry knows the new account."),
	outbox.Says(AccountMoved{Verb: "approved"}, "新结算账户经第二人批准，冷静期后生效", "A second person approved the new account; it takes effect after the wait."),
	outbox.Says(AccountMoved{Verb: "refused"}, "新结算账户未获批准", "The new account was refused."),
	outbox.Says(AccountMoved{Verb: "changed"}, "新结算账户已生效", "The new account is in force."),
)

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
