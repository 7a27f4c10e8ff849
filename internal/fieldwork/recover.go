package fieldwork

import (
	"context"

	"tillway/internal/audit"
	"tillway/internal/billing"
	"tillway/internal/kit/store"
	"tillway/internal/terminal"
)

// Recover takes a device back: its keys are destroyed, the merchant's deposit
// becomes due for refund with its last one (S61, S77).
func (s *Service) Recover(ctx context.Context, by audit.Actor, device terminal.ID, reason string) (terminal.Terminal, error) {
	if reason == "" {
		return terminal.Terminal{}, ErrRemedy.New()
	}
	var out terminal.Terminal
	err := s.db.Write(ctx, func(tx *store.Tx) error {
		t, err := terminal.ReturnTx(tx, by, device, reason)
		if err != nil {
			return err
		}
		out = t
		if more, err := terminal.AnyDeployed(tx, by.Institution, t.MerchantID); err != nil || more {
			return err
		}
		return billing.DeviceReturnedTx(tx, by, t.MerchantID)
	})
	return out, err
}
