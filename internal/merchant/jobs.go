package merchant

import (
	"context"

	"tillway/internal/audit"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

// TakeEffect puts new settlement accounts into force whose cooling time is
// over. Run it every few minutes; a payout does it for its merchant anyway.
func (s *Service) TakeEffect(ctx context.Context, inst id.Institution) error {
	return s.db.Write(ctx, func(tx *store.Tx) error { return takeEffect(tx, audit.System(inst, "jobs"), "") })
}
