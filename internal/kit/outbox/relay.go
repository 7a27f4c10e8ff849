package outbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/store"
)

const (
	batch    = 100                    // events numbered or read at a time
	maxTries = 5                      // after which an event waits for a person
	pollEach = 200 * time.Millisecond // how often the relay looks without being woken
	company  = 5 * time.Millisecond   // how long an event waits for others after its commit
)

// Subscription is one reader of events.
type Subscription struct {
	Name   string
	Topics []string // exact, or a beginning followed by '*'
	// Handle changes the database within tx and nothing else: it may run twice,
	// and what the first run did is undone.
	Handle func(tx *store.Tx, e Envelope) error
}

// Relay numbers events and hands them to subscribers.
type Relay struct {
	db   *store.DB
	log  *slog.Logger
	subs []Subscription
	told []func()
	wake chan struct{}
	turn sync.Mutex // one pass at a time
}

// NewRelay returns a relay without subscribers. It logs to log, or to the
// default logger.
func NewRelay(db *store.DB, log *slog.Logger) *Relay {
	if log == nil {
		log = slog.Default()
	}
	return &Relay{db: db, log: log, wake: make(chan struct{}, 1)}
}

// Subscribe adds a reader; call it before Run. Names are unique and lasting:
// the cursor is kept under them.
func (r *Relay) Subscribe(s Subscription) {
	for _, old := range r.subs {
		if old.Name == s.Name {
			panic("outbox: two subscribers named " + s.Name)
		}
	}
	r.subs = append(r.subs, s)
}

// AfterTelling registers what is called when subscribers have been told
// something; call it before Run.
func (r *Relay) AfterTelling(fn func()) { r.told = append(r.told, fn) }

// Wake makes the relay look now.
func (r *Relay) Wake() {
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

// Run relays until ctx ends: soon after each commit, and from time to time for
// what is due again.
func (r *Relay) Run(ctx context.Context) error {
	tick := clock.Ticker(pollEach)
	defer tick.Stop()
	news := r.db.Committed()
	for {
		if err := r.pass(ctx); err != nil && ctx.Err() == nil {
			r.log.Error("relay", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-r.wake:
		case <-tick.C:
		case <-news:
			_ = clock.Sleep(ctx, company)
		}
	}
}

// Drain relays until no subscriber has anything left that is due.
func (r *Relay) Drain(ctx context.Context) error {
	for {
		moved, err := r.once(ctx)
		if err != nil || !moved {
			return err
		}
	}
}

func (r *Relay) pass(ctx context.Context) error {
	for {
		moved, err := r.once(ctx)
		if err != nil || !moved || ctx.Err() != nil {
			return err
		}
		for _, fn := range r.told {
			fn()
		}
	}
}

// once numbers what has committed and gives each subscriber a batch.
func (r *Relay) once(ctx context.Context) (moved bool, err error) {
	r.turn.Lock()
	defer r.turn.Unlock()
	n, err := r.number(ctx)
	if err != nil {
		return false, err
	}
	moved = n > 0
	for _, s := range r.subs {
		did, err := r.feed(ctx, s)
		if errors.Is(err, errMoved) {
			did, err = true, nil
		}
		if err != nil {
			return moved, fmt.Errorf("subscriber %s: %w", s.Name, err)
		}
		again, err := r.retryDue(ctx, s)
		if err != nil {
			return moved, fmt.Errorf("subscriber %s: %w", s.Name, err)
		}
		moved = moved || did || again
	}
	return moved, nil
}

// number gives committed events their place in the order.
func (r *Relay) number(ctx context.Context) (n int, err error) {
	pending, err := r.unnumbered(ctx)
	if err != nil || len(pending) == 0 {
		return 0, err
	}
	err = r.db.Write(ctx, func(tx *store.Tx) error { return appendOrder(tx, pending) })
	return len(pending), err
}

// feed hands a subscriber the next events after its cursor. They share a
// transaction; if one of them fails they go one by one, and the one at fault
// is parked.
func (r *Relay) feed(ctx context.Context, s Subscription) (bool, error) {
	var events []Envelope
	var from int64
	err := r.db.Read(ctx, func(q store.Q) (err error) {
		if from, err = cursor(q, s.Name); err != nil {
			return err
		}
		events, err = after(q, from)
		return err
	})
	if err != nil || len(events) == 0 {
		return false, err
	}
	if err := r.deliver(ctx, s, from, events); !isFault(err) {
		return true, err
	}
	for i, e := range events {
		err := r.deliver(ctx, s, from, events[i:i+1])
		if isFault(err) {
			r.log.Warn("event parked", "subscriber", s.Name, "event", e.ID, "topic", e.Topic, "err", err)
			err = r.setAside(ctx, s, from, e, err)
		}
		if err != nil {
			return true, err
		}
		from = e.Seq
	}
	return true, nil
}

// deliver runs the handler over events and moves the cursor from its present
// place behind the last of them, in one transaction: an event takes effect
// exactly once.
func (r *Relay) deliver(ctx context.Context, s Subscription, from int64, events []Envelope) error {
	return r.db.Write(ctx, func(tx *store.Tx) error {
		if err := advance(tx, s.Name, from, events[len(events)-1].Seq); err != nil {
			return err
		}
		for _, e := range events {
			if !matches(s.Topics, e.Topic) {
				continue
			}
			if err := s.Handle(tx, e); err != nil {
				return err
			}
		}
		return nil
	})
}

func (r *Relay) setAside(ctx context.Context, s Subscription, from int64, e Envelope, cause error) error {
	return r.db.Write(ctx, func(tx *store.Tx) error {
		if err := park(tx, s.Name, e.ID, cause); err != nil {
			return err
		}
		return advance(tx, s.Name, from, e.Seq)
	})
}

// errMoved says that another relay has moved the cursor: read it again.
var errMoved = errors.New("outbox: the cursor was moved by another relay")

// isFault reports whether err is the handler's fault, a panic included, rather
// than the store's: a full disk must not park every event there is.
func isFault(err error) bool {
	for _, d := range []*errs.Definition{store.ErrFull, store.ErrBusy, store.ErrStopped, store.ErrReadOnly} {
		if errs.Is(err, d) {
			return false
		}
	}
	return err != nil && !errors.Is(err, errMoved) && !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded)
}

// retryDue tries parked events whose delay has passed.
func (r *Relay) retryDue(ctx context.Context, s Subscription) (bool, error) {
	now := clock.Micros(r.db.Clock().Now())
	var events []Envelope
	err := r.db.Read(ctx, func(q store.Q) (err error) {
		events, err = due(q, s.Name, now)
		return err
	})
	if err != nil {
		return false, err
	}
	for _, e := range events {
		err = r.db.Write(ctx, func(tx *store.Tx) error {
			if err := unpark(tx, s.Name, e.ID); err != nil {
				return err
			}
			return s.Handle(tx, e)
		})
		if cause := err; isFault(cause) {
			err = r.db.Write(ctx, func(tx *store.Tx) error { return park(tx, s.Name, e.ID, cause) })
		}
		if err != nil && !errors.Is(err, errMoved) {
			return true, err
		}
	}
	return len(events) > 0, nil
}
