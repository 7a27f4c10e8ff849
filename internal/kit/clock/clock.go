// Package clock is the only source of time in the house.
//
// There are two clocks (DESIGN §7). The real clock runs monotonically and
// serves timeouts, sessions, TLS and signatures. The business clock says when
// a fact happened; the sandbox can move it, so that a test of a week takes a
// second. Nothing else in the program may call time.Now (arch test).
package clock

import (
	"context"
	"sync"
	"time"
)

// Shanghai is China's civil time. It is a fixed offset: the country has no
// daylight saving, and a zone database would be one more thing to be missing.
var Shanghai = time.FixedZone("+08:00", 8*3600)

// Now returns the real time. It carries a monotonic reading.
func Now() time.Time { return time.Now() }

// Since returns the real time passed since t, by the monotonic reading.
func Since(t time.Time) time.Duration { return time.Since(t) }

// Sleep waits for d of real time or until ctx ends, whichever comes first.
func Sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Timer returns a real-time timer; the caller stops it.
func Timer(d time.Duration) *time.Timer { return time.NewTimer(d) }

// Ticker returns a real-time ticker; the caller stops it.
func Ticker(d time.Duration) *time.Ticker { return time.NewTicker(d) }

// AfterFunc calls f in its own goroutine after d of real time.
func AfterFunc(d time.Duration, f func()) *time.Timer { return time.AfterFunc(d, f) }

// Business is the movable clock of facts: real time plus an offset.
// It never runs backwards: a move to the past is refused.
type Business struct {
	mu     sync.Mutex
	offset time.Duration
	last   time.Time
}

// NewBusiness returns a business clock that runs offset ahead of real time
// (behind it when negative).
func NewBusiness(offset time.Duration) *Business { return &Business{offset: offset} }

// Now returns the business time in UTC, in whole microseconds, never earlier
// than a time it returned before.
func (b *Business) Now() time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.now()
}

func (b *Business) now() time.Time {
	t := time.Now().Add(b.offset).UTC().Truncate(time.Microsecond)
	if t.Before(b.last) {
		return b.last
	}
	b.last = t
	return t
}

// Set moves the clock to t and reports whether it did: a t before the present
// business time is refused, since facts are already dated by it.
func (b *Business) Set(t time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.now()
	if t.Before(now) {
		return false
	}
	b.offset += t.Sub(now)
	return true
}

// Offset returns how far the business clock runs ahead of real time.
func (b *Business) Offset() time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.offset
}

// Micros returns t as microseconds since 1970 UTC, the form every table stores.
func Micros(t time.Time) int64 { return t.UnixMicro() }

// FromMicros returns the UTC time of a stored value.
func FromMicros(us int64) time.Time { return time.UnixMicro(us).UTC() }

// Restore sets the offset of a clock nobody has read yet, at start.
func (b *Business) Restore(offset time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.offset, b.last = offset, time.Time{}
}
