// Package outboxtest tells a test which events the house has told.
package outboxtest

import (
	"fmt"
	"maps"
	"slices"
	"sync/atomic"
	"testing"

	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
)

var serial atomic.Int64

// Told returns every event so far whose topic is covered by one of the
// patterns, in their order.
func Told(t testing.TB, db *store.DB, topics ...string) []outbox.Envelope {
	t.Helper()
	seen := map[int64]outbox.Envelope{} // by place: a handler may run twice
	relay := outbox.NewRelay(db, nil)
	relay.Subscribe(outbox.Subscription{Name: fmt.Sprint("test", serial.Add(1)), Topics: topics,
		Handle: func(_ *store.Tx, e outbox.Envelope) error { seen[e.Seq] = e; return nil }})
	if err := relay.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	var out []outbox.Envelope
	for _, seq := range slices.Sorted(maps.Keys(seen)) {
		out = append(out, seen[seq])
	}
	return out
}
