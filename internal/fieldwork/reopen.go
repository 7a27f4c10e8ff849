package fieldwork

import (
	"context"
	"strings"

	"tillway/internal/audit"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
	"tillway/internal/terminal"
)

// Reopen takes a sign-off back for a commissioning case that was found not to
// hold: after a repair, a change of parameters, a complaint. The order is
// faulty until the case passes again and the merchant has signed again (S108).
func (s *Service) Reopen(ctx context.Context, by audit.Actor, order ID, name, reason string) (View, error) {
	if strings.TrimSpace(reason) == "" {
		return View{}, ErrRemedy.New()
	}
	err := s.db.Write(ctx, func(tx *store.Tx) error {
		o, err := visible(tx, by, order)
		if err != nil {
			return err
		}
		done, err := cases(tx, by.Institution, order)
		if err != nil {
			return err
		}
		if !tried(done, name) {
			return ErrCase.New()
		}
		t, err := terminal.RetestTx(tx, by, o.TerminalID, reason)
		if err != nil {
			return err
		}
		failed := Case{Name: name, Detail: "found_faulty", By: by.User}
		if err := insertCase(tx, by.Institution, order, failed); err != nil {
			return err
		}
		o.BatchFrom = t.Batch
		if _, err := fire(tx, by, o, "reopen"); err != nil {
			return err
		}
		return outbox.Emit(tx, by.Institution, Failed{order, o.MerchantID, t.ID.String(), name, failed.Detail})
	})
	if err != nil {
		return View{}, err
	}
	return s.Look(ctx, by, order)
}

func tried(done []Case, name string) bool {
	for _, c := range done {
		if c.Name == name {
			return true
		}
	}
	return false
}
