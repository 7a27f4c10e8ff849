package world

import (
	"context"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/sim"
	"tillway/internal/sim/bank"
)

// channel is a part that owes its acquirer money for each day.
type channel interface {
	Name() string
	Settlements(after, upTo string) ([]sim.Settlement, error)
}

// debtors are the channels by the name that the acquirer gives them, with the
// name that stands on its bank statement.
var debtors = map[string]struct{ as, payer string }{
	"network": {"card", "银行卡清算组织"},
	"wechat":  {"wechat", "微信支付"},
	"alipay":  {"alipay", "支付宝"},
}

const (
	// payHour is when channels pay for the day before, by their own clock.
	payHour = 8 * time.Hour
	// lookEvery is how often the clearing house looks at its clock.
	lookEvery = 250 * time.Millisecond
)

// clearingHouse pays what the channels owe into the acquirer's reserve: a reference
// CLR-channel-date each, once.
type clearingHouse struct {
	clock    *sim.Clock
	bank     *bank.Bank
	channels []channel
	paid     string // the last date that every channel has paid for
}

func (w *World) clearing() *clearingHouse {
	c := &clearingHouse{clock: w.Clock}
	for _, p := range w.parts {
		switch p := p.(type) {
		case *bank.Bank:
			c.bank = p
		case channel:
			c.channels = append(c.channels, p)
		}
	}
	return c
}

func (c *clearingHouse) run(ctx context.Context) error {
	for ctx.Err() == nil {
		if err := c.pay(); err != nil && ctx.Err() == nil {
			return err
		}
		_ = clock.Sleep(ctx, lookEvery)
	}
	return nil
}

// pay settles the days that have come due since the last look. The bank knows
// what was paid before a restart.
func (c *clearingHouse) pay() error {
	due := c.clock.Now().Add(-payHour).AddDate(0, 0, -1).Format(time.DateOnly)
	if due == c.paid || c.bank == nil {
		return nil
	}
	if due < c.paid { // the sandbox's first clock: the real one, until it is set
		c.paid = ""
	}
	for _, ch := range c.channels {
		owed, err := ch.Settlements(c.paid, due)
		if err != nil {
			return err
		}
		who := debtors[ch.Name()]
		for _, s := range owed {
			if s.Fen == 0 {
				continue
			}
			if err := c.bank.Settle("CLR-"+who.as+"-"+s.Date, who.payer, s.Fen); err != nil {
				return err
			}
		}
	}
	c.paid = due
	return nil
}
