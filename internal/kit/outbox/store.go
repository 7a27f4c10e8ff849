package outbox

import (
	"context"
	"errors"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/store"
)

// insert writes an event and puts it on the list of those without a number.
func insert(tx *store.Tx, e Envelope) error {
	at := clock.Micros(e.At)
	_, err := tx.Exec(`INSERT INTO outbox_event (event_id, institution_id, topic, at_us, body) VALUES ($1, $2, $3, $4, $5)`,
		e.ID.String(), e.Institution.String(), e.Topic, at, string(e.Body))
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO outbox_pending (event_id, at_us) VALUES ($1, $2)`, e.ID.String(), at)
	return err
}

func (r *Relay) unnumbered(ctx context.Context) (ids []string, err error) {
	err = r.db.Read(ctx, func(q store.Q) (err error) {
		ids, err = store.Collect(q, func(r *store.Rows) (s string, err error) { return s, r.Scan(&s) },
			`SELECT event_id FROM outbox_pending ORDER BY at_us, event_id LIMIT $1`, batch)
		return err
	})
	return ids, err
}

func appendOrder(tx *store.Tx, ids []string) error {
	last, err := store.Scan1[int64](tx, `SELECT COALESCE(MAX(seq), 0) FROM outbox_order`)
	if err != nil {
		return err
	}
	for i, e := range ids {
		if _, err := tx.Exec(`INSERT INTO outbox_order (seq, event_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`, last+int64(i)+1, e); err != nil {
			return err
		}
		if _, err := tx.Exec(`DELETE FROM outbox_pending WHERE event_id = $1`, e); err != nil {
			return err
		}
	}
	return nil
}

func cursor(q store.Q, subscriber string) (int64, error) {
	seq, err := store.Scan1[int64](q, `SELECT seq FROM outbox_cursor WHERE subscriber = $1`, subscriber)
	if errors.Is(err, store.ErrNoRows) {
		return 0, nil
	}
	return seq, err
}

// advance moves a cursor, if it still stands where the relay saw it.
func advance(tx *store.Tx, subscriber string, from, to int64) (err error) {
	var n int64
	if from == 0 {
		n, err = tx.Exec(`INSERT INTO outbox_cursor (subscriber, seq) VALUES ($1, $2) ON CONFLICT DO NOTHING`, subscriber, to)
	} else {
		n, err = tx.Exec(`UPDATE outbox_cursor SET seq = $1 WHERE subscriber = $2 AND seq = $3`, to, subscriber, from)
	}
	if err == nil && n == 0 {
		return errMoved
	}
	return err
}

const envelopeColumns = `e.event_id, e.institution_id, e.topic, e.at_us, o.seq, e.body`

func scanEnvelope(r *store.Rows) (e Envelope, err error) {
	var at int64
	var body string
	err = r.Scan(&e.ID, &e.Institution, &e.Topic, &at, &e.Seq, &body)
	e.At, e.Body = clock.FromMicros(at), []byte(body)
	return e, err
}

func after(q store.Q, seq int64) ([]Envelope, error) {
	return store.Collect(q, scanEnvelope, `SELECT `+envelopeColumns+` FROM outbox_order o
		JOIN outbox_event e ON e.event_id = o.event_id WHERE o.seq > $1 ORDER BY o.seq LIMIT $2`, seq, batch)
}

func due(q store.Q, subscriber string, now int64) ([]Envelope, error) {
	return store.Collect(q, scanEnvelope, `SELECT `+envelopeColumns+` FROM outbox_parked p
		JOIN outbox_order o ON o.event_id = p.event_id JOIN outbox_event e ON e.event_id = p.event_id
		WHERE p.subscriber = $1 AND p.next_at_us <= $2 AND p.attempts < $3 ORDER BY o.seq LIMIT $4`,
		subscriber, now, maxTries, batch)
}

// park counts a failure and sets the next try: 1 s, 2 s, 4 s … later. The
// error text is ours and holds no personal value.
func park(tx *store.Tx, subscriber string, event ID, cause error) error {
	text := cause.Error()
	if len(text) > 500 {
		text = text[:500]
	}
	n, err := store.Scan1[int](tx, `SELECT COALESCE(MAX(attempts), 0) FROM outbox_parked WHERE subscriber = $1 AND event_id = $2`, subscriber, event.String())
	if err != nil {
		return err
	}
	now := tx.NowMicros()
	next := now + (time.Second << n).Microseconds()
	_, err = tx.Exec(`INSERT INTO outbox_parked (subscriber, event_id, attempts, error, first_at_us, last_at_us, next_at_us)
		VALUES ($1, $2, $3, $4, $5, $5, $6) ON CONFLICT (subscriber, event_id)
		DO UPDATE SET attempts = excluded.attempts, error = excluded.error, last_at_us = excluded.last_at_us, next_at_us = excluded.next_at_us`,
		subscriber, event.String(), n+1, text, now, next)
	return err
}

// unpark takes an event off the list, unless another relay has done so.
func unpark(tx *store.Tx, subscriber string, event ID) error {
	n, err := tx.Exec(`DELETE FROM outbox_parked WHERE subscriber = $1 AND event_id = $2`, subscriber, event.String())
	if err == nil && n == 0 {
		return errMoved
	}
	return err
}
