package contract

import (
	"context"
	"strings"
	"unicode/utf8"

	"tillway/internal/audit"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
	"tillway/internal/merchant"
)

// minReason is the least another person can judge by, in characters.
const minReason = 5

// Suspend stops the service under a contract, as its risk clauses allow: the
// shop's condition is lost and it cannot trade. Both sides read the reason. What was signed goes on to
// hold: payments made before are cleared and paid by it.
func (s *Service) Suspend(ctx context.Context, by audit.Actor, con ID, reason string) (View, error) {
	return s.turn(ctx, by, con, "suspend", reason, func(tx *store.Tx, c *Contract) error {
		c.suspendedBy, c.SuspendedFor = by.Party, strings.TrimSpace(reason)
		if err := merchant.UnmeetTx(tx, by, merchant.ID(c.MerchantID), condition, "contract "+c.Number+" suspended"); err != nil {
			return err
		}
		return outbox.Emit(tx, by.Institution, SuspendedByUs{c.ID, c.Number, c.MerchantID})
	})
}

// Resume lets the service go on; whoever suspended it cannot.
func (s *Service) Resume(ctx context.Context, by audit.Actor, con ID, reason string) (View, error) {
	return s.turn(ctx, by, con, "resume", reason, func(tx *store.Tx, c *Contract) error {
		if by.Party == "" || by.Party == c.suspendedBy {
			return ErrSamePerson.New()
		}
		c.suspendedBy, c.SuspendedFor = "", ""
		if err := merchant.MeetTx(tx, by, merchant.ID(c.MerchantID), condition, c.Number); err != nil {
			return err
		}
		return outbox.Emit(tx, by.Institution, Resumed{c.ID, c.Number, c.MerchantID})
	})
}

// turn takes a contract one step on the bank's side, with its reason on record.
func (s *Service) turn(ctx context.Context, by audit.Actor, con ID, event, reason string, then func(*store.Tx, *Contract) error) (View, error) {
	if utf8.RuneCountInString(strings.TrimSpace(reason)) < minReason {
		return View{}, errs.Fields(errs.FieldFault{Path: "reason", Code: "TOO_SHORT", Zh: "请至少用五个字写明原因", En: "Say why in five characters or more"})
	}
	err := s.db.Write(ctx, func(tx *store.Tx) error {
		c, err := Get(tx, by.Institution, con)
		if err != nil {
			return err
		}
		if _, err := life.Peek(c.pos, event); err != nil {
			return err
		}
		if err := then(tx, &c); err != nil {
			return err
		}
		if _, err := fire(tx, by, c, event); err != nil {
			return err
		}
		return audit.Write(tx, by, "contract."+event+"_reason", "contract", con.String(), map[string]string{"reason": reason})
	})
	if err != nil {
		return View{}, err
	}
	return s.Look(ctx, by, con)
}
