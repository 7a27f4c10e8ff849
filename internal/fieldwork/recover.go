package fieldwork

import (
	"context"

	"tillway/internal/audit"
	"tillway/internal/billing"
	"tillway/internal/kit/store"
	"tillway/internal/merchant"
	"tillway/internal/terminal"
)

// Recover takes a device back: its keys are destroyed, the merchant's deposit
// becomes due for refund (S61, S77). A shop without any other active terminal
// is no longer installed and tested.
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
		left, err := terminal.OfMerchant(tx, by.Institution, t.MerchantID)
		if err != nil {
			return err
		}
		for _, other := range left {
			if other.Status() == terminal.Active {
				return nil
			}
		}
		if err := billing.DeviceReturnedTx(tx, by, t.MerchantID); err != nil {
			return err
		}
		for _, condition := range []string{"installed", "tested"} {
			if err := merchant.UnmeetTx(tx, by, merchant.ID(t.MerchantID), condition, "terminal "+t.TID+" returned"); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}
