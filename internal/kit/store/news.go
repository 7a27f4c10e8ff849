package store

import "sync"

// news tells whoever watches that something was committed.
type news struct {
	mu       sync.Mutex
	watchers []chan struct{}
}

// tell leaves a token with every watcher that has none: several commits make
// one.
func (n *news) tell() {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, c := range n.watchers {
		select {
		case c <- struct{}{}:
		default:
		}
	}
}

// Committed returns a channel on which a token arrives after commits; several
// commits may make one. A reader's database has none to tell of.
func (db *DB) Committed() <-chan struct{} {
	c := make(chan struct{}, 1)
	if db.writer == nil {
		return c
	}
	db.writer.news.mu.Lock()
	defer db.writer.news.mu.Unlock()
	db.writer.news.watchers = append(db.writer.news.watchers, c)
	return c
}
