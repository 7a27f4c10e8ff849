package sim

import (
	"context"
	"path/filepath"
)

// Config is what every part needs to start.
type Config struct {
	Dir   string // data directory of the world
	Port  int    // 0: any free port
	Clock *Clock
}

// Journal returns the path of a part's journal.
func (c Config) Journal(part string) string { return filepath.Join(c.Dir, "sim", part+".jsonl") }

// Settlement is what a channel owes its acquirer for a day, after its own fees;
// negative when it is owed.
type Settlement struct {
	Date string // 2006-01-02, by the channel's calendar
	Fen  int64
}

// Part is one piece of the world: open, with its port taken and its journal
// replayed, and ready to run.
type Part interface {
	Name() string
	Endpoints() map[string]string  // names and addresses for endpoints.json
	Run(ctx context.Context) error // serves until ctx ends, then closes everything
}
