package identity

import (
	"context"
	"slices"

	"tillway/internal/kit/id"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
)

// remindAt are the days before a password is due on which its user is told
// (S16).
var remindAt = []int{14, 7, 1}

// RemindPasswords tells users whose passwords are due soon, once for each of
// the days. Run it daily.
func (s *Service) RemindPasswords(ctx context.Context, inst id.Institution) error {
	return s.db.Write(ctx, func(tx *store.Tx) error {
		users, err := listUsers(tx, inst, "*")
		if err != nil {
			return err
		}
		for _, u := range users {
			left := u.DaysLeft(tx.Now())
			if !u.pos.Status.Is("active") || !slices.Contains(remindAt, left) {
				continue
			}
			first, err := noteReminder(tx, u, left)
			if err != nil {
				return err
			}
			if !first {
				continue
			}
			if err := outbox.Emit(tx, inst, PasswordDue{UserID: u.ID, PartyID: u.Party, Merchant: u.Merchant, DaysLeft: left}); err != nil {
				return err
			}
		}
		return nil
	})
}
