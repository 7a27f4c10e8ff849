package risk

import (
	"time"

	"tillway/internal/institution"
	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

// Level is how much is allowed to a merchant (acquiring rules §6.5).
type Level string

// The levels. Suspended merchants take no payments.
const (
	Low       Level = "L"
	Medium    Level = "M"
	High      Level = "H"
	Suspended Level = "X"
)

// Valid tells whether the level is one of the four.
func (l Level) Valid() bool { return l == Low || l == Medium || l == High || l == Suspended }

// Profile is what risk knows about a merchant.
type Profile struct {
	MerchantID string
	Level      Level
	Since      time.Time // the first payment asked for
}

// Facts are what a payment is judged by.
type Facts struct {
	PaymentID  string
	MerchantID string
	Level      Level // the review's grade, for a merchant that has none here yet
	TerminalID string
	Product    string // debit, credit, wechat, alipay
	AmountFen  int64
	PANIndex   []byte // blind index; nil for wallets
	WithoutPIN bool   // a card that pays without its PIN
	Counts     bool   // it adds to the day's sum; a pre-authorisation does not
	Partial    bool   // of GiveBackTx: a part comes back, the payment stays
	// Date is the date whose counter is used: the clearing date of cards, the
	// natural day of wallets.
	Date day.Date
}

// Mode is what a rule's hit does.
type Mode string

// The modes.
const (
	Off     Mode = "off"
	Shadow  Mode = "shadow"
	Enforce Mode = "enforce"
)

// Rule is a pattern that is looked for. Its numbers are parameters of the
// institution.
type Rule struct {
	ID     string `json:"id"`
	Zh     string `json:"name_zh"`
	En     string `json:"name_en"`
	Mode   Mode   `json:"mode"`
	Points int    `json:"points"` // of an alert, towards the merchant's grade
	Limit  int64  `json:"limit"`  // what the rule allows
}

// rk01 is the first rule of the catalogue: one card, many payments a day.
func rk01(q store.Q, inst id.Institution, on day.Date) (Rule, error) {
	p := institution.On(q, inst, on)
	r := Rule{ID: "RK01", Zh: "单卡单日同商户多笔", En: "One card, many payments at a merchant in a day",
		Mode: Mode(p.Text("risk.RK01.mode")), Points: int(p.Int("risk.RK01.points")), Limit: p.Int("risk.RK01.limit")}
	return r, p.Err()
}

// over tells whether a card's nth payment of the day is a hit.
func (r Rule) over(n int64) bool { return r.Mode != Off && n > r.Limit }
