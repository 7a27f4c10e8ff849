package terminal

import (
	"context"
	"strings"

	"tillway/internal/audit"
	"tillway/internal/keys"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/id"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
	"tillway/internal/merchant"
)

// Service is the room's use cases.
type Service struct {
	db        *store.DB
	keys      *keys.Service
	merchants *merchant.Service
}

// New returns the room on top of the rooms it calls.
func New(db *store.DB, k *keys.Service, m *merchant.Service) *Service {
	return &Service{db: db, keys: k, merchants: m}
}

// Stock takes a device into stock. A TUSN that is in stock or in use is
// refused: one device, one record (S36).
func (s *Service) Stock(ctx context.Context, by audit.Actor, tusn, model string) (Terminal, error) {
	tusn = strings.ToUpper(strings.TrimSpace(tusn))
	if !tusnForm.MatchString(tusn) {
		return Terminal{}, errs.Fields(errs.FieldFault{Path: "tusn", Code: "format",
			Zh: "序列号为 8 至 20 位大写字母或数字。", En: "The serial number has 8 to 20 capital letters or digits."})
	}
	if _, err := ModelOf(model); err != nil {
		return Terminal{}, err
	}
	var out Terminal
	err := s.db.Write(ctx, func(tx *store.Tx) error {
		t := Terminal{ID: id.New[terminalKind](tx.Now()), TUSN: tusn, Model: model}
		var err error
		if t.pos, err = life.Begin(tx, by.Institution, t.ID.String(), by.User); err != nil {
			return err
		}
		fresh, err := insert(tx, by.Institution, t)
		if err != nil {
			return err
		}
		if !fresh {
			return ErrTUSN.New()
		}
		if out, err = Get(tx, by.Institution, t.ID); err != nil {
			return err
		}
		return audit.Write(tx, by, "terminal.stock", "terminal", t.ID.String(), map[string]string{"tusn": tusn, "model": model})
	})
	return out, err
}

// Allocate gives a device in stock to a merchant whose contract is in force
// and whose deposit is settled (S74, S75).
func (s *Service) Allocate(ctx context.Context, by audit.Actor, terminal ID, merchantID string) (Terminal, error) {
	return s.change(ctx, by, terminal, "allocate", func(tx *store.Tx, t *Terminal) error {
		model, err := ModelOf(t.Model)
		if err != nil {
			return err
		}
		if model.ApprovalUntil.Before(day.Of(tx.Now())) {
			return ErrApproval.New("until", model.ApprovalUntil.String())
		}
		if err := s.readyForTerminal(tx, by.Institution, merchantID); err != nil {
			return err
		}
		m, err := merchant.Get(tx, by.Institution, merchant.ID(merchantID))
		if err != nil {
			return err
		}
		t.MerchantID, t.MID = merchantID, m.MID
		return nil
	})
}

func (s *Service) readyForTerminal(q store.Q, inst id.Institution, merchantID string) error {
	_, missing, err := merchant.MayTrade(q, inst, merchant.ID(merchantID))
	if err != nil {
		return err
	}
	var lacks []string
	for _, name := range missing {
		if name == "contract" || name == "deposit" {
			lacks = append(lacks, name)
		}
	}
	if len(lacks) > 0 {
		return ErrNotReady.New("missing", strings.Join(lacks, ", "))
	}
	return nil
}

// Bind records a new version of the five elements at a place. The first one
// gives the terminal its TID.
func (s *Service) Bind(ctx context.Context, by audit.Actor, terminal ID, at Place) (Terminal, error) {
	if !at.valid() {
		return Terminal{}, ErrPlace.New()
	}
	var out Terminal
	err := s.db.Write(ctx, func(tx *store.Tx) (err error) {
		out, err = BindTx(tx, by, terminal, at)
		return err
	})
	return out, err
}

// BindTx is Bind inside the caller's transaction.
func BindTx(tx *store.Tx, by audit.Actor, terminal ID, at Place) (Terminal, error) {
	t, err := Get(tx, by.Institution, terminal)
	if err != nil {
		return Terminal{}, err
	}
	if t.MerchantID == "" || t.Status() == Blocked || t.Status() == Returned {
		return Terminal{}, ErrNotReady.New("missing", "allocation")
	}
	b, err := nextBinding(tx, by, t, at)
	if err != nil {
		return Terminal{}, err
	}
	if t.TID == "" {
		if t.TID, err = newTID(tx, by.Institution); err != nil {
			return Terminal{}, err
		}
	}
	t.BindingVersion = b.Version
	if err := insertBinding(tx, b); err != nil {
		return Terminal{}, err
	}
	if err := update(tx, by.Institution, t.pos.Step, t); err != nil {
		return Terminal{}, err
	}
	if err := emit(tx, by.Institution, "bound", t); err != nil {
		return Terminal{}, err
	}
	return t, audit.Write(tx, by, "terminal.bind", "terminal", t.ID.String(),
		map[string]string{"tid": t.TID, "version": itoa(b.Version), "hash": hexOf(b.Hash)})
}

func nextBinding(tx *store.Tx, by audit.Actor, t Terminal, at Place) (Binding, error) {
	m, err := merchant.Get(tx, by.Institution, merchant.ID(t.MerchantID))
	if err != nil {
		return Binding{}, err
	}
	b := Binding{
		Institution: by.Institution, TerminalID: t.ID, Version: t.BindingVersion + 1,
		TUSN: t.TUSN, InstitutionCode: m.MID[:3], MID: m.MID, Licence: m.USCC, AccountRef: m.Settlement.Ref.String(),
		Place: at, PrevHash: make([]byte, 32), BoundBy: by.User,
	}
	if t.BindingVersion > 0 {
		last, err := binding(tx, by.Institution, t.ID, t.BindingVersion)
		if err != nil {
			return Binding{}, err
		}
		b.PrevHash = last.Hash
	}
	b.Hash = b.sum()
	return b, nil
}

// VerifyBinding recomputes the hash of the binding in force and compares its
// elements with the terminal; payment calls it for every transaction (S36).
func VerifyBinding(q store.Q, inst id.Institution, t Terminal) error {
	if t.BindingVersion == 0 {
		return ErrNotBound.New()
	}
	b, err := binding(q, inst, t.ID, t.BindingVersion)
	if err != nil {
		return err
	}
	if !b.checks(t) {
		return ErrBindingBroken.New()
	}
	return nil
}

func emit(tx *store.Tx, inst id.Institution, verb string, t Terminal) error {
	return outbox.Emit(tx, inst, Moved{Verb: verb, TerminalID: t.ID, TID: t.TID, MerchantID: t.MerchantID, Reason: t.Reason})
}
