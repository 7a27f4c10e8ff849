package fieldwork

import (
	"context"
	"fmt"
	"strconv"

	"tillway/internal/audit"
	"tillway/internal/billing"
	"tillway/internal/institution"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/id"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
	"tillway/internal/terminal"
)

// Service is the room's use cases.
type Service struct {
	db *store.DB
}

// New returns the room.
func New(db *store.DB) *Service { return &Service{db: db} }

// Subscriptions open an order when a merchant's deposit is settled: by then
// its contract is in force.
func (s *Service) Subscriptions() []outbox.Subscription {
	return []outbox.Subscription{{
		Name: "fieldwork.orders", Topics: []string{billing.DepositPaid{}.Topic(), billing.DepositWaived{}.Topic()},
		Handle: func(tx *store.Tx, e outbox.Envelope) error {
			ev, err := outbox.Decode[billing.DepositPaid](e) // both events name the merchant alike
			if err != nil {
				return err
			}
			return openFor(tx, audit.System(e.Institution, "fieldwork.orders"), ev.MerchantID)
		},
	}}
}

// openFor opens a merchant's first order. A deposit that is settled once more,
// because the bank had taken it back, finds the device where it stands.
func openFor(tx *store.Tx, by audit.Actor, merchantID string) error {
	if there, err := terminal.AnyDeployed(tx, by.Institution, merchantID); err != nil || there {
		return err
	}
	_, err := PlanTx(tx, by, merchantID)
	return err
}

// PlanTx opens an installation order, unless the merchant has one open.
func PlanTx(tx *store.Tx, by audit.Actor, merchantID string) (Order, error) {
	open, err := openOrders(tx, by.Institution, merchantID)
	if err != nil || open > 0 {
		return Order{}, err
	}
	today := day.Of(tx.Now())
	n, err := createdOn(tx, by.Institution, today)
	if err != nil {
		return Order{}, err
	}
	wait, err := institution.ParamInt(tx, by.Institution, "install.visit_days", today)
	if err != nil {
		return Order{}, err
	}
	o := Order{ID: id.New[orderKind](tx.Now()), Number: orderNumber(today, n+1), MerchantID: merchantID,
		PlannedOn: day.AddWorkdays(today, int(wait))}
	if o.pos, err = life.Begin(tx, by.Institution, o.ID.String(), by.User); err != nil {
		return Order{}, err
	}
	if err := insert(tx, by.Institution, o); err != nil {
		return Order{}, err
	}
	if err := outbox.Emit(tx, by.Institution, Scheduled{o.ID, o.Number, merchantID, o.PlannedOn.String()}); err != nil {
		return Order{}, err
	}
	return o, audit.Write(tx, by, "fieldwork.plan", "work_order", o.ID.String(),
		map[string]string{"number": o.Number, "merchant": merchantID, "on": o.PlannedOn.String()})
}

// Reschedule moves the visit; a merchant may do so a few times (S80).
func (s *Service) Reschedule(ctx context.Context, by audit.Actor, order ID, on day.Date) (Order, error) {
	var out Order
	err := s.db.Write(ctx, func(tx *store.Tx) error {
		p := institution.On(tx, by.Institution, day.Of(tx.Now()))
		ahead, most := p.Int("install.ahead_days"), p.Int("install.moves")
		if p.Err() != nil {
			return p.Err()
		}
		if today := day.Of(tx.Now()); !on.After(today) || on.After(today.AddDays(int(ahead))) {
			return errs.Fields(errs.FieldFault{Path: "date", Code: "RANGE",
				Zh: fmt.Sprintf("请选择明天起 %d 天内的日期", ahead), En: fmt.Sprintf("Choose a day from tomorrow on, within %d days", ahead)})
		}
		o, err := visible(tx, by, order)
		if err != nil {
			return err
		}
		if _, err := life.Peek(o.pos, "begin"); err != nil {
			return err
		}
		if int64(o.Moved) >= most {
			return ErrMoves.New("times", strconv.Itoa(o.Moved))
		}
		o.Moved, o.PlannedOn = o.Moved+1, on
		out = o
		if err := update(tx, by.Institution, o.pos.Step, o); err != nil {
			return err
		}
		if err := outbox.Emit(tx, by.Institution, Scheduled{o.ID, o.Number, o.MerchantID, on.String()}); err != nil {
			return err
		}
		return audit.Write(tx, by, "fieldwork.reschedule", "work_order", o.ID.String(), map[string]string{"on": on.String()})
	})
	return out, err
}

// visible loads an order the caller may see.
func visible(q store.Q, by audit.Actor, order ID) (Order, error) {
	o, err := Get(q, by.Institution, order)
	if err == nil && by.Merchant != "" && by.Merchant != o.MerchantID {
		return Order{}, ErrOrder.New()
	}
	return o, err
}

// begun makes sure that the work has begun: the first step taken on site ties
// the order to the terminal that was allocated, bound and keyed for the
// merchant.
func begun(tx *store.Tx, by audit.Actor, o Order) (Order, terminal.Terminal, error) {
	if o.TerminalID != "" {
		t, err := terminal.Get(tx, by.Institution, o.TerminalID)
		return o, t, err
	}
	t, err := toInstall(tx, by, o.MerchantID)
	if err != nil {
		return Order{}, terminal.Terminal{}, err
	}
	o.TerminalID, o.Engineer, o.BatchFrom = t.ID, by.User, t.Batch
	o, err = fire(tx, by, o, "begin")
	return o, t, err
}

func toInstall(tx *store.Tx, by audit.Actor, merchantID string) (terminal.Terminal, error) {
	all, err := terminal.OfMerchant(tx, by.Institution, merchantID)
	if err != nil {
		return terminal.Terminal{}, err
	}
	waiting := false
	for _, t := range all {
		switch t.Status() {
		case terminal.Keyed:
			return t, nil
		case terminal.Allocated:
			waiting = true
		}
	}
	if waiting {
		return terminal.Terminal{}, ErrNotKeyed.New()
	}
	return terminal.Terminal{}, ErrNoTerminal.New()
}

// fire moves the order along its life and stores it.
func fire(tx *store.Tx, by audit.Actor, o Order, event string) (Order, error) {
	was := o.pos.Step
	var err error
	if o.pos, err = life.Fire(tx, by.Institution, o.ID.String(), o.pos, event, by.User); err != nil {
		return Order{}, err
	}
	if err := update(tx, by.Institution, was, o); err != nil {
		return Order{}, err
	}
	return o, audit.Write(tx, by, "fieldwork."+event, "work_order", o.ID.String(),
		map[string]string{"number": o.Number, "terminal": o.TerminalID.String(), "status": o.Status()})
}
