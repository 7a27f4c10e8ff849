package outbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"testing"
	"time"

	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
)

const inst = id.Institution("ins_999")

type moved struct{ N int }

func (moved) Topic() string { return "test.moved.v1" }

var migrations = []store.Migration{Migrations}

func quiet() *slog.Logger { return slog.New(slog.NewTextHandler(io.Discard, nil)) }

func emit(t *testing.T, db *store.DB, n int) {
	t.Helper()
	if err := db.Write(context.Background(), func(tx *store.Tx) error { return Emit(tx, inst, moved{n}) }); err != nil {
		t.Fatal(err)
	}
}

func TestSubscriberSeesEachEventOnce(t *testing.T) {
	storetest.Each(t, migrations, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		var got []int
		sub := Subscription{Name: "reader", Topics: []string{"test.*"}, Handle: func(_ *store.Tx, e Envelope) error {
			ev, err := Decode[moved](e)
			got = append(got, ev.N)
			return err
		}}
		for i := range 5 {
			emit(t, db, i)
		}
		for range 3 { // a restart makes a new relay over the same cursor
			r := NewRelay(db, quiet())
			r.Subscribe(sub)
			if err := r.Drain(ctx); err != nil {
				t.Fatal(err)
			}
		}
		if fmt.Sprint(got) != "[0 1 2 3 4]" {
			t.Fatalf("got %v", got)
		}
	})
}

// TestLateCommitIsNotSkipped: an event whose identifier is older commits after
// a younger one has been relayed. Numbers given at insert would skip it.
func TestLateCommitIsNotSkipped(t *testing.T) {
	storetest.Each(t, migrations, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		var got []int
		r := NewRelay(db, quiet())
		r.Subscribe(Subscription{Name: "reader", Topics: []string{"test.moved.v1"}, Handle: func(_ *store.Tx, e Envelope) error {
			ev, err := Decode[moved](e)
			got = append(got, ev.N)
			return err
		}})
		emit(t, db, 1)
		if err := r.Drain(ctx); err != nil {
			t.Fatal(err)
		}
		late := id.New[eventKind](db.Clock().Now().Add(-time.Hour))
		err := db.Write(ctx, func(tx *store.Tx) error {
			_, err := tx.Exec(`INSERT INTO outbox_event (event_id, institution_id, topic, at_us, body) VALUES ($1, $2, $3, $4, $5)`,
				late.String(), inst.String(), "test.moved.v1", tx.NowMicros(), `{"N":0}`)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Drain(ctx); err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(got) != "[1 0]" {
			t.Fatalf("got %v, want the late event after the early one", got)
		}
	})
}

func TestFailingEventIsParkedAndBlocksNobody(t *testing.T) {
	storetest.Each(t, migrations, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		broken, handled := true, []int{}
		r := NewRelay(db, quiet())
		r.Subscribe(Subscription{Name: "reader", Topics: []string{"test.*"}, Handle: func(_ *store.Tx, e Envelope) error {
			ev, err := Decode[moved](e)
			if err == nil && ev.N == 1 && broken {
				err = errors.New("no")
			}
			if err == nil {
				handled = append(handled, ev.N)
			}
			return err
		}})
		for i := range 3 {
			emit(t, db, i)
		}
		if err := r.Drain(ctx); err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(handled) != "[0 2]" {
			t.Fatalf("handled %v", handled)
		}
		parked := list(t, db)
		if len(parked) != 1 || parked[0].Attempts != 1 || parked[0].Error != "no" {
			t.Fatalf("parked %+v", parked)
		}
		for range maxTries + 2 { // its delays pass; it is tried five times in all
			db.Clock().Set(db.Clock().Now().Add(time.Hour))
			if err := r.Drain(ctx); err != nil {
				t.Fatal(err)
			}
		}
		if p := list(t, db); len(p) != 1 || p[0].Attempts != maxTries {
			t.Fatalf("parked %+v", p)
		}
		broken = false
		retry := func(tx *store.Tx) error { return Retry(tx, inst, "reader", parked[0].Event) }
		if err := db.Write(ctx, retry); err != nil {
			t.Fatal(err)
		}
		if err := r.Drain(ctx); err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(handled) != "[0 2 1]" || len(list(t, db)) != 0 {
			t.Fatalf("handled %v, parked %v", handled, list(t, db))
		}
		if err := db.Write(ctx, retry); err == nil {
			t.Fatal("a retry of nothing was accepted")
		}
	})
}

func list(t *testing.T, db *store.DB) (p []ParkedEvent) {
	t.Helper()
	if err := db.Read(context.Background(), func(q store.Q) (err error) { p, err = Parked(q, inst); return err }); err != nil {
		t.Fatal(err)
	}
	return p
}
