package fieldwork

import (
	"context"

	"tillway/internal/audit"
	"tillway/internal/contract"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/flow"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
	"tillway/internal/terminal"
)

// View is an order as a person sees it: the form with what is done and what
// comes next.
type View struct {
	Order    Order
	Terminal *terminal.Terminal // nil before one is there
	Items    []ItemView
	Cases    []Case // those that apply, the ones not done yet without a time
	SignOff  *SignOff
}

// ItemView is a step and where it stands.
type ItemView struct {
	Item
	State  string // open, passed, failed, locked
	Answer *Answer
}

// The states of a step. Locked waits for a stage before it.
const (
	StateOpen   = "open"
	StatePassed = "passed"
	StateFailed = "failed"
	StateLocked = "locked"
)

// Find lists work orders: a merchant sees its own.
func (s *Service) Find(ctx context.Context, by audit.Actor, f Filter) (out []Order, err error) {
	if by.Merchant != "" {
		f.Merchant = by.Merchant
	}
	err = s.db.Read(ctx, func(q store.Q) error {
		out, err = list(q, by.Institution, f)
		return err
	})
	return out, err
}

// Look returns an order with its form.
func (s *Service) Look(ctx context.Context, by audit.Actor, order ID) (v View, err error) {
	err = s.db.Read(ctx, func(q store.Q) error {
		if v.Order, err = visible(q, by, order); err != nil {
			return err
		}
		if v.Terminal, err = terminalOf(q, by, v.Order); err != nil || v.Terminal == nil {
			return err
		}
		t := *v.Terminal
		model, err := terminal.ModelOf(t.Model)
		if err != nil {
			return err
		}
		plan, err := contract.FeePlan(q, by.Institution, v.Order.MerchantID, s.db.Clock().Now())
		if err != nil && !errs.Is(err, contract.ErrNoPlan) {
			return err
		}
		form, err := load(q, by.Institution, v.Order, model, plan)
		if err != nil {
			return err
		}
		v.Items, v.Cases = form.view()
		v.SignOff, err = signOff(q, by.Institution, order)
		return err
	})
	return v, err
}

// terminalOf returns the order's terminal; before the work begins, the one
// that waits for it, so that the engineer can read the form on the way.
func terminalOf(q store.Q, by audit.Actor, o Order) (*terminal.Terminal, error) {
	if o.TerminalID != "" {
		t, err := terminal.Get(q, by.Institution, o.TerminalID)
		return &t, err
	}
	all, err := terminal.OfMerchant(q, by.Institution, o.MerchantID)
	for i, t := range all {
		if t.Status() == terminal.Allocated || t.Status() == terminal.Keyed {
			return &all[i], nil
		}
	}
	return nil, err
}

func (s sheet) view() (items []ItemView, list []Case) {
	for _, it := range s.items {
		v := ItemView{Item: it, State: StateOpen}
		a, answered := s.answers[it.No]
		if answered {
			v.Answer = &a
		}
		switch {
		case s.passed(it):
			v.State = StatePassed
		case s.openBefore(it.Stage) != 0:
			v.State = StateLocked
		case answered || s.failedCase(it):
			v.State = StateFailed
		}
		items = append(items, v)
	}
	for _, name := range s.names {
		c := s.cases[name]
		c.Name = name
		list = append(list, c)
	}
	return items, list
}

func (s sheet) failedCase(it Item) bool {
	for _, name := range it.Cases {
		if c, done := s.cases[name]; done && !c.Passed {
			return true
		}
	}
	return false
}

// Steps returns a work order's life.
func Steps(q store.Q, inst id.Institution, order ID) ([]flow.Step, error) {
	return life.Steps(q, inst, order.String())
}
