package wallet

import (
	"context"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/run"
	"tillway/internal/sim"
)

// glance is how often the customers look at their phones.
const glance = 200 * time.Millisecond

// Run serves a wallet and lets its customers decide until ctx ends.
func Run(ctx context.Context, b *Book, s *sim.Server) error {
	g := run.New(ctx)
	g.Go("http", s.Run)
	g.Go("customers", func(ctx context.Context) error {
		for clock.Sleep(ctx, glance) == nil {
			if err := b.Tick(); err != nil {
				return err
			}
		}
		return nil
	})
	return g.Wait()
}
