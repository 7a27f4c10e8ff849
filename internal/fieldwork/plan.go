package fieldwork

import (
	"context"

	"tillway/internal/audit"
	"tillway/internal/kit/store"
	"tillway/internal/terminal"
)

// Plan opens a visit by hand: for a further terminal, or for a device that
// replaces one that was blocked or came back. A shop has one open order at a
// time, and a device has to wait for it.
func (s *Service) Plan(ctx context.Context, by audit.Actor, merchantID string) (o Order, err error) {
	err = s.db.Write(ctx, func(tx *store.Tx) error {
		all, err := terminal.OfMerchant(tx, by.Institution, merchantID)
		if err != nil {
			return err
		}
		if !waitsForVisit(all) {
			return ErrNoTerminal.New()
		}
		if o, err = PlanTx(tx, by, merchantID); err == nil && o.ID == "" {
			err = ErrOpen.New()
		}
		return err
	})
	return o, err
}

func waitsForVisit(all []terminal.Terminal) bool {
	for _, t := range all {
		if t.Status() == terminal.Allocated || t.Status() == terminal.Keyed {
			return true
		}
	}
	return false
}
