package fieldwork

import (
	"fmt"
	"math"
	"time"

	"tillway/internal/kit/day"
	"tillway/internal/kit/flow"
	"tillway/internal/kit/id"
	"tillway/internal/terminal"
)

type orderKind struct{}

func (orderKind) Prefix() string { return "wor" }

// ID identifies a work order.
type ID = id.Of[orderKind]

// Order is one visit for one terminal.
type Order struct {
	ID         ID
	Number     string // WOyyyymmddnnnn
	MerchantID string
	TerminalID terminal.ID // empty until the work begins
	Engineer   string      // user id of who began it
	PlannedOn  day.Date
	Moved      int
	BatchFrom  string // the terminal's batch when the work began: a later one proves a settlement
	CreatedAt  time.Time
	ChangedAt  time.Time

	pos flow.Pos
}

// Status returns where the order is in its life.
func (o Order) Status() string { return o.pos.Status.String() }

// Open tells whether work can go on.
func (o Order) Open() bool { return o.Status() == OnSite || o.Status() == Faulty }

func orderNumber(on day.Date, n int64) string { return fmt.Sprintf("WO%s%04d", on.Compact(), n) }

// Answer is an engineer's answer to a step; the latest one counts.
type Answer struct {
	Item   int
	Passed bool
	Value  string
	Note   string
	LonE6  int64
	LatE6  int64
	By     string
	At     time.Time
}

// Case is the record of a commissioning test; the latest one counts.
type Case struct {
	Name      string
	Passed    bool
	RRN       string
	PaymentID string
	Detail    string // why it failed, or what proved it
	By        string
	At        time.Time
}

// PaymentFact is what the caller looked up about a test payment.
type PaymentFact struct {
	PaymentID   string
	RRN         string
	TerminalID  terminal.ID
	Channel     string // card, wechat, alipay
	AmountFen   int64
	Approved    bool
	Voided      bool
	RefundedFen int64
}

// wants are the payment cases: the channel, and how the money goes back.
var wants = map[string]struct {
	channel string
	voided  bool
}{
	"card_void":     {"card", true},
	"card_refund":   {"card", false},
	"wechat_refund": {"wechat", false},
	"alipay_refund": {"alipay", false},
}

// proves tells whether a payment proves a case, and if not, why.
func (f PaymentFact) proves(name string, t terminal.ID, mostFen int64) (bool, string) {
	w := wants[name]
	switch {
	case f.TerminalID != t:
		return false, "other_terminal"
	case f.Channel != w.channel:
		return false, "other_channel"
	case !f.Approved:
		return false, "not_approved"
	case f.AmountFen < 1 || f.AmountFen > mostFen:
		return false, "amount"
	case w.voided && !f.Voided:
		return false, "not_voided"
	case !w.voided && f.RefundedFen != f.AmountFen:
		return false, "not_refunded_in_full"
	}
	return true, "proven"
}

// metres is the distance of two points some kilometres apart at most, on a
// plane: good to a metre, and nothing but a warning depends on it.
func metres(lonA, latA, lonB, latB int64) int {
	const perDegree = 111_320.0
	lat := float64(latA+latB) / 2e6 * math.Pi / 180
	dx := float64(lonA-lonB) / 1e6 * perDegree * math.Cos(lat)
	dy := float64(latA-latB) / 1e6 * perDegree
	return int(math.Round(math.Hypot(dx, dy)))
}
