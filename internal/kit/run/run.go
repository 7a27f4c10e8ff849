// Package run starts and stops the long-lived parts of the program. It is the
// only place in the house, besides servers and adapters, that starts
// goroutines: the first part that fails stops the others.
package run

import (
	"context"
	"fmt"
	"sync"
)

// Group runs named parts until one fails or the context ends.
type Group struct {
	ctx    context.Context
	cancel context.CancelFunc
	wg     sync.WaitGroup
	once   sync.Once
	err    error
}

// New returns a group whose parts stop when ctx ends.
func New(ctx context.Context) *Group {
	ctx, cancel := context.WithCancel(ctx)
	return &Group{ctx: ctx, cancel: cancel}
}

// Context ends when the group stops.
func (g *Group) Context() context.Context { return g.ctx }

// Go runs f until it returns. An error stops the whole group and is what Wait
// returns, named after the part; a context error does not count.
func (g *Group) Go(name string, f func(ctx context.Context) error) {
	g.wg.Add(1)
	go func() {
		defer g.wg.Done()
		if err := f(g.ctx); err != nil && g.ctx.Err() == nil {
			g.once.Do(func() { g.err = fmt.Errorf("%s: %w", name, err) })
			g.cancel()
		}
	}()
}

// Stop asks every part to stop.
func (g *Group) Stop() { g.cancel() }

// Wait blocks until every part has returned and gives the first error.
func (g *Group) Wait() error {
	g.wg.Wait()
	g.cancel()
	return g.err
}
