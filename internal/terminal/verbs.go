package terminal

import (
	"context"
	"encoding/hex"
	"strconv"
	"strings"
	"unicode/utf8"

	"tillway/internal/audit"
	"tillway/internal/keys"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/flow"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

// past maps a life's event to the verb of what the house is told.
var past = map[string]string{
	"allocate": "allocated", "load_key": "keyed", "install": "installed", "test": "tested",
	"activate": "activated", "suspend": "suspended", "resume": "resumed", "retest": "retested",
	"block": "blocked", "return": "returned",
}

// change loads a terminal, lets prepare check and set what the event brings,
// fires it and stores the result, all in one transaction.
func (s *Service) change(ctx context.Context, by audit.Actor, terminal ID, event string, prepare func(*store.Tx, *Terminal) error) (Terminal, error) {
	var out Terminal
	err := s.db.Write(ctx, func(tx *store.Tx) (err error) {
		out, err = fire(tx, by, terminal, event, prepare)
		return err
	})
	return out, err
}

func fire(tx *store.Tx, by audit.Actor, terminal ID, event string, prepare func(*store.Tx, *Terminal) error) (Terminal, error) {
	t, err := Get(tx, by.Institution, terminal)
	if err != nil {
		return Terminal{}, err
	}
	if _, err := life.Peek(t.pos, event); err != nil {
		return Terminal{}, err
	}
	if prepare != nil {
		if err := prepare(tx, &t); err != nil {
			return Terminal{}, err
		}
	}
	was := t.pos.Step
	if t.pos, err = life.Fire(tx, by.Institution, t.ID.String(), t.pos, event, by.User); err != nil {
		return Terminal{}, err
	}
	if err := update(tx, by.Institution, was, t); err != nil {
		return Terminal{}, err
	}
	if err := emit(tx, by.Institution, past[event], t); err != nil {
		return Terminal{}, err
	}
	err = audit.Write(tx, by, "terminal."+event, "terminal", t.ID.String(),
		map[string]string{"tusn": t.TUSN, "tid": t.TID, "merchant": t.MerchantID, "status": t.Status(), "reason": t.Reason})
	if err != nil {
		return Terminal{}, err
	}
	return t, readiness(tx, by, t, event)
}

// InstallTx, TestTx and ActivateTx are fieldwork's steps.
func InstallTx(tx *store.Tx, by audit.Actor, terminal ID) (Terminal, error) {
	return fire(tx, by, terminal, "install", func(_ *store.Tx, t *Terminal) error {
		if t.BindingVersion == 0 {
			return ErrNotBound.New()
		}
		return nil
	})
}

// TestTx records that the commissioning cases passed.
func TestTx(tx *store.Tx, by audit.Actor, terminal ID) (Terminal, error) {
	return fire(tx, by, terminal, "test", nil)
}

// ActivateTx opens the terminal for trade.
func ActivateTx(tx *store.Tx, by audit.Actor, terminal ID) (Terminal, error) {
	return fire(tx, by, terminal, "activate", nil)
}

// Block takes a lost, stolen or tampered device out of service: its keys are
// destroyed in the same transaction, so its next message fails.
func (s *Service) Block(ctx context.Context, by audit.Actor, terminal ID, reason string) (Terminal, error) {
	return s.change(ctx, by, terminal, "block", endWith(by, reason))
}

// Suspend takes a device out of service for the time being: it was moved, or
// nobody can say where it is. It keeps its keys and accepts nothing.
func (s *Service) Suspend(ctx context.Context, by audit.Actor, terminal ID, reason string) (Terminal, error) {
	return s.change(ctx, by, terminal, "suspend", because(reason))
}

// Resume puts a suspended device back into service.
func (s *Service) Resume(ctx context.Context, by audit.Actor, terminal ID, reason string) (Terminal, error) {
	return s.change(ctx, by, terminal, "resume", because(reason))
}

// RetestTx sends a device back to its commissioning tests: something was found
// wrong with it, or changed in it. Until they pass it may do tests of cents.
func RetestTx(tx *store.Tx, by audit.Actor, terminal ID, reason string) (Terminal, error) {
	return fire(tx, by, terminal, "retest", because(reason))
}

func because(reason string) func(*store.Tx, *Terminal) error {
	return func(_ *store.Tx, t *Terminal) error {
		if utf8.RuneCountInString(strings.TrimSpace(reason)) < minReason {
			return errs.Fields(errs.FieldFault{Path: "reason", Code: "TOO_SHORT", Zh: "请至少用五个字写明原因", En: "Say why in five characters or more"})
		}
		t.Reason = reason
		return nil
	}
}

// minReason is the least a reader of the record can judge by, in characters.
const minReason = 5

// ReturnTx ends a deployment; the keys are destroyed with it (S61).
func ReturnTx(tx *store.Tx, by audit.Actor, terminal ID, reason string) (Terminal, error) {
	return fire(tx, by, terminal, "return", endWith(by, reason))
}

func endWith(by audit.Actor, reason string) func(*store.Tx, *Terminal) error {
	return func(tx *store.Tx, t *Terminal) error {
		t.Reason = reason
		return keys.DestroyTx(tx, by, t.ID.String(), reason)
	}
}

// NextBatchTx begins the terminal's next batch after a settlement and returns
// its number.
func NextBatchTx(tx *store.Tx, inst id.Institution, terminal ID) (string, error) {
	t, err := Get(tx, inst, terminal)
	if err != nil {
		return "", err
	}
	t.batch = nextBatch(t.batch)
	return batchText(t.batch), update(tx, inst, t.pos.Step, t)
}

// Find lists terminals for people: all of the institution, or one merchant's
// when the caller belongs to one. after is the last id of the page before.
func (s *Service) Find(ctx context.Context, by audit.Actor, f Filter) (out []Terminal, err error) {
	if by.Merchant != "" {
		f.Merchant = by.Merchant
	}
	err = s.db.Read(ctx, func(q store.Q) error {
		out, err = list(q, by.Institution, f)
		return err
	})
	return out, err
}

// Get returns a terminal the caller may see, with its bindings.
func (s *Service) Get(ctx context.Context, by audit.Actor, terminal ID) (t Terminal, bindings []Binding, err error) {
	err = s.db.Read(ctx, func(q store.Q) error {
		if t, err = Get(q, by.Institution, terminal); err != nil {
			return err
		}
		if by.Merchant != "" && by.Merchant != t.MerchantID {
			return ErrUnknown.New()
		}
		bindings, err = Bindings(q, by.Institution, terminal)
		return err
	})
	return t, bindings, err
}

func itoa(n int64) string   { return strconv.FormatInt(n, 10) }
func hexOf(b []byte) string { return hex.EncodeToString(b) }

// ByTID is the package's ByTID on a snapshot of its own.
func (s *Service) ByTID(ctx context.Context, inst id.Institution, tid string) (t Terminal, err error) {
	err = s.db.Read(ctx, func(q store.Q) error {
		t, err = ByTID(q, inst, tid)
		return err
	})
	return t, err
}

// CloseBatch ends a terminal's batch and begins the next one. The same batch
// told twice changes nothing: a settlement answer may have been lost.
func (s *Service) CloseBatch(ctx context.Context, by audit.Actor, terminal ID, batch string, balanced bool) error {
	return s.db.Write(ctx, func(tx *store.Tx) error {
		t, err := Get(tx, by.Institution, terminal)
		if err != nil || t.Batch != batch {
			return err
		}
		next, err := NextBatchTx(tx, by.Institution, terminal)
		if err != nil {
			return err
		}
		return audit.Write(tx, by, "terminal.close_batch", "terminal", terminal.String(),
			map[string]string{"batch": batch, "next": next, "balanced": strconv.FormatBool(balanced)})
	})
}

// Steps returns a terminal's life.
func Steps(q store.Q, inst id.Institution, terminal ID) ([]flow.Step, error) {
	return life.Steps(q, inst, terminal.String())
}
