package identity

import (
	"context"
	"slices"

	"tillway/internal/institution"
	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
)

// RemindPasswords tells users whose passwords are due soon, once for each of
// the days that the institution names (S16). Run it daily.
func (s *Service) RemindPasswords(ctx context.Context, inst id.Institution) error {
	return s.db.Write(ctx, func(tx *store.Tx) error {
		rules := institution.On(tx, inst, day.Of(tx.Now()))
		life := rules.Duration("password.days")
		var remindAt []int
		rules.JSON("password.warn_days", &remindAt)
		if err := rules.Err(); err != nil {
			return err
		}
		users, err := listUsers(tx, inst, "*")
		if err != nil {
			return err
		}
		for _, u := range users {
			left := u.daysLeft(tx.Now(), life)
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
