// Package outbox tells the rooms above what happened below. An event is
// written in the transaction of its fact. After the commit the relay gives it
// its place in the order and hands it to each subscriber in a transaction that
// also advances the subscriber's cursor: inside the database an event takes
// effect exactly once (DESIGN §6).
package outbox

import (
	"embed"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

//go:embed migrations/*.sql
var migrationsFS embed.FS

// Migrations holds the outbox's tables.
var Migrations = store.Migration{Room: "outbox", FS: migrationsFS}

// Event is a past-tense struct of ids and values. It holds no secret and no
// personal value: it is never erased.
type Event interface {
	// Topic is room.what.vN, such as "payment.approved.v1".
	Topic() string
}

type eventKind struct{}

func (eventKind) Prefix() string { return "evt" }

// ID identifies an event. What leaves the building carries it as idempotency key.
type ID = id.Of[eventKind]

// Envelope is an event on its way to a subscriber.
type Envelope struct {
	ID          ID              `json:"id"`
	Institution id.Institution  `json:"institution_id"`
	Topic       string          `json:"topic"`
	At          time.Time       `json:"at"`
	Seq         int64           `json:"seq"`
	Body        json.RawMessage `json:"body"`
}

// Emit writes ev in the same transaction as the fact it tells.
func Emit(tx *store.Tx, inst id.Institution, ev Event) error {
	if err := mustBeDeclared(ev.Topic()); err != nil {
		return err
	}
	body, err := json.Marshal(ev)
	if err != nil {
		return fmt.Errorf("outbox: event %s: %w", ev.Topic(), err)
	}
	return insert(tx, Envelope{ID: id.New[eventKind](tx.Now()), Institution: inst, Topic: ev.Topic(), At: tx.Now(), Body: body})
}

// Decode returns the event inside an envelope.
func Decode[T any](e Envelope) (T, error) {
	var ev T
	if err := json.Unmarshal(e.Body, &ev); err != nil {
		return ev, fmt.Errorf("outbox: event %s %s: %w", e.Topic, e.ID, err)
	}
	return ev, nil
}

// matches reports whether a topic is covered by a pattern: the topic itself,
// or its beginning followed by '*'.
func matches(patterns []string, topic string) bool {
	for _, p := range patterns {
		if head, star := strings.CutSuffix(p, "*"); p == topic || star && strings.HasPrefix(topic, head) {
			return true
		}
	}
	return false
}

// ParkedEvent is an event that a subscriber could not handle.
type ParkedEvent struct {
	Subscriber  string         `json:"subscriber"`
	Event       ID             `json:"event_id"`
	Institution id.Institution `json:"institution_id"`
	Topic       string         `json:"topic"`
	Error       string         `json:"error"`
	Attempts    int            `json:"attempts"`
	At          time.Time      `json:"first_at"`
	LastAt      time.Time      `json:"last_at"`
}

// Parked lists what waits for a person or for its next try, oldest first.
func Parked(q store.Q, inst id.Institution) ([]ParkedEvent, error) {
	return store.Collect(q, func(r *store.Rows) (p ParkedEvent, err error) {
		var first, last int64
		err = r.Scan(&p.Subscriber, &p.Event, &p.Institution, &p.Topic, &p.Error, &p.Attempts, &first, &last)
		p.At, p.LastAt = clock.FromMicros(first), clock.FromMicros(last)
		return p, err
	}, `SELECT p.subscriber, p.event_id, e.institution_id, e.topic, p.error, p.attempts, p.first_at_us, p.last_at_us
		FROM outbox_parked p JOIN outbox_event e ON e.event_id = p.event_id
		WHERE e.institution_id = $1 ORDER BY p.first_at_us, p.event_id`, inst.String())
}

// ErrNotParked says that there is nothing to retry.
var ErrNotParked = errs.Define("outbox.not_parked", errs.NotFound,
	"这条事件没有等待重试，可能已经处理完。", "This event is not waiting for a retry; it may have been handled.",
	"刷新列表查看最新情况。", "Reload the list.")

// Retry makes a parked event due now, with a fresh count of tries.
func Retry(tx *store.Tx, inst id.Institution, subscriber string, event ID) error {
	n, err := tx.Exec(`UPDATE outbox_parked SET attempts = 0, next_at_us = 0 WHERE subscriber = $1 AND event_id = $2
		AND event_id IN (SELECT event_id FROM outbox_event WHERE institution_id = $3)`, subscriber, event.String(), inst.String())
	if err == nil && n == 0 {
		return ErrNotParked.New()
	}
	return err
}
