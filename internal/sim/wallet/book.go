package wallet

import (
	"sync"
	"time"

	"tillway/internal/kit/rnd"
	"tillway/internal/sim"
)

// State is where an order stands.
type State string

const (
	Paid       State = "PAID"
	UserPaying State = "USERPAYING"
	NotPaid    State = "NOTPAID"
	PayError   State = "PAYERROR"
	Revoked    State = "REVOKED"
)

// Line is one line of the journal: what was asked, and what it did to the
// customer's money.
type Line struct {
	At            time.Time `json:"at"`
	Kind          string    `json:"kind"` // pay, customer, cancel, refund
	MchID         string    `json:"mch_id"`
	OutTradeNo    string    `json:"out_trade_no"`
	TransactionID string    `json:"transaction_id,omitempty"`
	OutRefundNo   string    `json:"out_refund_no,omitempty"`
	RefundID      string    `json:"refund_id,omitempty"`
	AmountFen     int64     `json:"amount_fen"`
	Code          string    `json:"code,omitempty"` // masked
	State         State     `json:"state"`
	Fault         Fault     `json:"fault,omitempty"`
	Effect        string    `json:"effect"` // debited, credited, tombstone, none
}

// Order is a merchant's order as the wallet holds it.
type Order struct {
	Line        // the latest of pay, customer and cancel
	CreatedAt   time.Time
	PaidAt      time.Time
	RefundedFen int64
	balked      bool
}

// refundWindow is WeChat's rule, which Alipay's contracts share (acquiring-rules §4.2).
const refundWindow = 365 * 24 * time.Hour

// Book holds the orders of one wallet. Every change is in the journal, on the
// disk, before a method returns.
type Book struct {
	clock   *sim.Clock
	journal *sim.Journal[Line]
	codes   func(code string) bool

	mu      sync.Mutex
	orders  map[string]*Order
	refunds map[string]Line
	lines   []Line // those that moved money, for the bill
	waiting map[string]*Order
}

// OpenBook replays the journal. codes says which payment codes are this wallet's.
func OpenBook(c sim.Config, name string, codes func(string) bool) (*Book, error) {
	b := &Book{
		clock: c.Clock, codes: codes,
		orders: map[string]*Order{}, refunds: map[string]Line{}, waiting: map[string]*Order{},
	}
	var err error
	b.journal, err = sim.OpenJournal(c.Journal(name), func(l Line) error { b.apply(l); return nil })
	return b, err
}

// Close closes the journal.
func (b *Book) Close() error { return b.journal.Close() }

func key(mch, number string) string { return mch + "/" + number }

// apply is what a line does to the book, when it happens and at replay.
func (b *Book) apply(l Line) {
	k := key(l.MchID, l.OutTradeNo)
	o := b.orders[k]
	if o == nil {
		o = &Order{CreatedAt: l.At}
		b.orders[k] = o
	}
	switch {
	case l.Kind == "refund":
		o.RefundedFen += l.AmountFen
		b.refunds[key(l.MchID, l.OutRefundNo)] = l
	case l.Kind == "cancel" && l.Fault == SystemError:
		o.balked = true
	default:
		o.Line = l
	}
	if l.Effect == "debited" {
		o.PaidAt = l.At
	}
	if l.Effect == "debited" || l.Effect == "credited" {
		b.lines = append(b.lines, l)
	}
	if o.State == UserPaying && scenarioOf(o.Code).later != "" {
		b.waiting[k] = o
	} else {
		delete(b.waiting, k)
	}
}

// record applies a line and returns its mark in the journal.
func (b *Book) record(l Line) sim.Mark {
	l.At = b.clock.Now().Truncate(time.Millisecond)
	b.apply(l)
	return b.journal.Put(l)
}

// Tick lets the customers who have thought long enough decide. It waits for
// the disk, so that nobody is told of a payment that a crash could undo.
func (b *Book) Tick() error {
	b.mu.Lock()
	now := b.clock.Now()
	mark := b.journal.Last()
	for _, o := range b.waiting {
		s := scenarioOf(o.Code)
		if now.Sub(o.CreatedAt) < s.after {
			continue
		}
		l := o.Line
		l.Kind, l.State, l.Effect = "customer", s.later, "none"
		if s.later == Paid {
			l.Effect = "debited"
		}
		mark = b.record(l)
	}
	b.mu.Unlock()
	return b.journal.Wait(mark)
}

// do runs a decision under the lock and waits until it is durable. The last
// mark is taken also when nothing was written: an answer may tell of another
// request's line.
func (b *Book) do(decide func()) error {
	if err := b.Tick(); err != nil {
		return err
	}
	b.mu.Lock()
	decide()
	mark := b.journal.Last()
	b.mu.Unlock()
	return b.journal.Wait(mark)
}

// Pay charges the customer who shows the code.
func (b *Book) Pay(mch, number, code string, fen int64) (o Order, f Fault, err error) {
	err = b.do(func() { o, f = b.pay(mch, number, code, fen) })
	return o, f, err
}

func (b *Book) pay(mch, number, code string, fen int64) (Order, Fault) {
	if had := b.orders[key(mch, number)]; had != nil {
		return *had, repeated(had, fen)
	}
	if fen <= 0 {
		return Order{}, BadAmount
	}
	if !b.codes(code) {
		return Order{}, CodeInvalid
	}
	s := scenarioOf(code)
	l := Line{
		Kind: "pay", MchID: mch, OutTradeNo: number, TransactionID: "42" + rnd.Digits(26),
		AmountFen: fen, Code: sim.MaskCode(code), State: s.state, Fault: s.fault, Effect: "none",
	}
	if s.state == Paid {
		l.Effect = "debited"
	}
	b.record(l)
	return *b.orders[key(mch, number)], s.fault
}

// repeated is the answer to a payment under a number that is known. What was
// a system error the first time now tells how it ended.
func repeated(o *Order, fen int64) Fault {
	switch {
	case o.State == Revoked:
		return OrderCancelled
	case o.AmountFen != fen:
		return NumberUsed
	case o.State == PayError:
		return o.Fault
	}
	return None
}

// Query returns the order.
func (b *Book) Query(mch, number string) (o Order, f Fault, err error) {
	err = b.do(func() {
		if had := b.orders[key(mch, number)]; had != nil {
			o = *had
		} else {
			f = OrderNotFound
		}
	})
	return o, f, err
}

// Cancel undoes an order whatever its state: paid money goes back, an open
// order is closed, and a number not seen yet is closed as well.
func (b *Book) Cancel(mch, number string) (o Order, f Fault, err error) {
	err = b.do(func() { o, f = b.cancel(mch, number) })
	return o, f, err
}

func (b *Book) cancel(mch, number string) (Order, Fault) {
	o := b.orders[key(mch, number)]
	if o == nil {
		b.record(Line{Kind: "cancel", MchID: mch, OutTradeNo: number, State: Revoked, Effect: "tombstone"})
		return *b.orders[key(mch, number)], None
	}
	if o.State == Revoked {
		return *o, None
	}
	if o.RefundedFen > 0 {
		return *o, TooMuch
	}
	l := o.Line
	l.Kind, l.Fault, l.Effect = "cancel", None, "none"
	if scenarioOf(o.Code).balking && !o.balked {
		l.Fault = SystemError
		b.record(l)
		return *o, SystemError
	}
	if o.State == Paid {
		l.Effect = "credited"
	}
	l.State = Revoked
	b.record(l)
	return *o, None
}

// Refund gives back part or all of a paid order, once per refund number.
func (b *Book) Refund(mch, number, refundNo string, fen int64) (l Line, o Order, f Fault, err error) {
	err = b.do(func() { l, o, f = b.refund(mch, number, refundNo, fen) })
	return l, o, f, err
}

func (b *Book) refund(mch, number, refundNo string, fen int64) (Line, Order, Fault) {
	o := b.orders[key(mch, number)]
	if o == nil {
		return Line{}, Order{}, OrderNotFound
	}
	if had, ok := b.refunds[key(mch, refundNo)]; ok {
		if had.AmountFen != fen || had.OutTradeNo != number {
			return had, *o, NumberUsed
		}
		return had, *o, None
	}
	switch {
	case refundNo == "" || fen <= 0:
		return Line{}, *o, BadAmount
	case o.State != Paid:
		return Line{}, *o, NotPaidYet
	case b.clock.Now().Sub(o.PaidAt) > refundWindow:
		return Line{}, *o, TooLate
	case fen > o.AmountFen-o.RefundedFen:
		return Line{}, *o, TooMuch
	}
	b.record(Line{
		Kind: "refund", MchID: mch, OutTradeNo: number, TransactionID: o.TransactionID, OutRefundNo: refundNo,
		RefundID: "50" + rnd.Digits(27), AmountFen: fen, State: Paid, Effect: "credited",
	})
	return b.refunds[key(mch, refundNo)], *o, None
}

// FindRefund returns a refund by the merchant's number.
func (b *Book) FindRefund(mch, refundNo string) (l Line, o Order, f Fault, err error) {
	err = b.do(func() {
		var ok bool
		if l, ok = b.refunds[key(mch, refundNo)]; !ok {
			f = OrderNotFound
			return
		}
		o = *b.orders[key(mch, l.OutTradeNo)]
	})
	return l, o, f, err
}

// Moved returns the lines that moved money on a civil day, 2006-01-02, of one
// merchant or of all.
func (b *Book) Moved(mch, date string) (lines []Line, err error) {
	err = b.do(func() {
		for _, l := range b.lines {
			if (mch == "" || l.MchID == mch) && l.At.Format(time.DateOnly) == date {
				lines = append(lines, l)
			}
		}
	})
	return lines, err
}
