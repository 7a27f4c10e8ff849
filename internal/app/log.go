package app

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"time"

	"tillway/internal/kit/clock"
)

// logger writes text lines at a level that check has approved.
func logger(w io.Writer, level string) *slog.Logger {
	l := slog.LevelWarn
	_ = l.UnmarshalText([]byte(level))
	return slog.New(&calm{Handler: slog.NewTextHandler(w, &slog.HandlerOptions{Level: l}), seen: &heard{at: map[string]time.Time{}}})
}

// sayAgain is how often the same line is worth reading.
const sayAgain = time.Minute

// calm lets a line through once a minute: a full disk or a line that is down is
// found anew twice a second.
type calm struct {
	slog.Handler
	seen *heard
	with string // what every line of this logger carries
}

type heard struct {
	mu sync.Mutex
	at map[string]time.Time
}

// Handle implements slog.Handler.
func (h *calm) Handle(ctx context.Context, r slog.Record) error {
	line := r.Level.String() + h.with + r.Message
	r.Attrs(func(a slog.Attr) bool { line += " " + a.String(); return true })
	if !h.seen.news(line) {
		return nil
	}
	return h.Handler.Handle(ctx, r)
}

// WithAttrs implements slog.Handler.
func (h *calm) WithAttrs(attrs []slog.Attr) slog.Handler {
	return &calm{Handler: h.Handler.WithAttrs(attrs), seen: h.seen, with: fmt.Sprint(h.with, attrs)}
}

// WithGroup implements slog.Handler.
func (h *calm) WithGroup(name string) slog.Handler {
	return &calm{Handler: h.Handler.WithGroup(name), seen: h.seen, with: h.with + name + "."}
}

// news tells whether a line was not written within the last minute.
func (s *heard) news(line string) bool {
	now := clock.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	if last, ok := s.at[line]; ok && now.Sub(last) < sayAgain {
		return false
	}
	if len(s.at) >= 1000 { // old lines are forgotten, all at once
		clear(s.at)
	}
	s.at[line] = now
	return true
}
