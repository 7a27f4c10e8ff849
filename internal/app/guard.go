package app

import (
	"context"
	"log/slog"
	"path/filepath"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/errs"
)

// guard keeps the security module running. The module remembers nothing, so one
// that died is started again and calls in flight are sent again; meanwhile
// terminals are told to try later.
type guard struct {
	log   *slog.Logger
	start func(ctx context.Context) (*child, error)
	now   *child
	same  func(ctx context.Context) error // refuses a module that is not the one before
}

// Pauses between tries to start the module again.
const (
	firstPause = 50 * time.Millisecond
	mostPause  = 5 * time.Second
)

func guardModule(ctx context.Context, cfg Config, log *slog.Logger, socket string) (*guard, error) {
	g := &guard{log: log, start: func(ctx context.Context) (*child, error) {
		return launch(ctx, log, theModule, 10*time.Second, "module", "--socket", socket,
			"--dir", filepath.Join(cfg.Data, "module"), "--log", cfg.Log)
	}}
	var err error
	g.now, err = g.start(ctx)
	return g, err
}

func (g *guard) stop() { g.now.stop() }

// run returns when ctx ends, or when what came back is not what died. The
// module is left running: messages in hand want it to the last.
func (g *guard) run(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-g.now.done:
			g.log.Error("the security module ended; it is started again", "reason", g.now.err)
		}
		if err := g.revive(ctx); err != nil || ctx.Err() != nil {
			return err
		}
	}
}

// revive tries until a module runs, or ctx ends.
func (g *guard) revive(ctx context.Context) error {
	for pause := firstPause; ctx.Err() == nil; pause = min(2*pause, mostPause) {
		c, err := g.start(ctx)
		if err == nil {
			g.now = c
			return g.same(ctx)
		}
		g.log.Error("the security module cannot be started; trying again", "reason", err, "in", pause)
		if clock.Sleep(ctx, pause) != nil {
			break
		}
	}
	return nil
}

// sameModule refuses a module that has another storage master key than the one
// before. A module that ended once more is the guard's next business.
func (h *house) sameModule(ctx context.Context) error {
	err := h.recogniseModule(ctx)
	if err == nil || errs.Is(err, errOtherModule) {
		return err
	}
	h.log.Warn("the security module did not say who it is", "reason", err)
	return nil
}
