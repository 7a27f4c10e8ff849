package outbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
)

const inst = id.Institution("ins_999")

var _ = Declare(Says(moved{}, "测试", "A test."), Says(other{}, "测试", "Another test."))

type moved struct{ N int }

func (moved) Topic() string { return "test.moved.v1" }

type other struct{}

func (other) Topic() string { return "quiz.asked.v1" }

// migrations has a table in which the tests' subscriber leaves its effects:
// whoever handles an event twice breaks nothing but the count.
var migrations = []store.Migration{Migrations, {Room: "test", FS: fstest.MapFS{"migrations/0900_test.sql": {Data: []byte(
	`CREATE TABLE test_seen (nr BIGINT NOT NULL, n BIGINT NOT NULL);`)}}}}

func quiet() *slog.Logger { return slog.New(slog.NewTextHandler(io.Discard, nil)) }

func emit(t *testing.T, db *store.DB, events ...Event) {
	t.Helper()
	err := db.Write(context.Background(), func(tx *store.Tx) error {
		for _, ev := range events {
			if err := Emit(tx, inst, ev); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// reader notes each moved event in test_seen, unless refuse has an objection.
func reader(refuse func(n int) error) Subscription {
	return Subscription{Name: "reader", Topics: []string{"test.*"}, Handle: func(tx *store.Tx, e Envelope) error {
		ev, err := Decode[moved](e)
		if err != nil {
			return err
		}
		if _, err := tx.Exec("INSERT INTO test_seen (nr, n) SELECT COUNT(*), $1 FROM test_seen", ev.N); err != nil {
			return err
		}
		return refuse(ev.N)
	}}
}

func willing(int) error { return nil }

func relay(db *store.DB, s Subscription) *Relay {
	r := NewRelay(db, quiet())
	r.Subscribe(s)
	return r
}

func drain(t *testing.T, r *Relay) {
	t.Helper()
	if err := r.Drain(context.Background()); err != nil {
		t.Fatal(err)
	}
}

// seen returns the numbers in the order in which they took effect.
func seen(t *testing.T, db *store.DB) string {
	t.Helper()
	var out []int
	err := db.Read(context.Background(), func(q store.Q) (err error) {
		out, err = store.Collect(q, func(r *store.Rows) (n int, err error) { return n, r.Scan(&n) }, "SELECT n FROM test_seen ORDER BY nr")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(out)
}

func list(t *testing.T, db *store.DB) (p []ParkedEvent) {
	t.Helper()
	if err := db.Read(context.Background(), func(q store.Q) (err error) { p, err = Parked(q, inst); return err }); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestSubscriberSeesEachEventOnce(t *testing.T) {
	storetest.Each(t, migrations, func(t *testing.T, db *store.DB) {
		for i := range 2*batch + 5 {
			emit(t, db, moved{i}, other{})
		}
		for range 3 { // a restart makes a new relay over the same cursor
			drain(t, relay(db, reader(willing)))
		}
		want := make([]int, 2*batch+5)
		for i := range want {
			want[i] = i
		}
		if got := seen(t, db); got != fmt.Sprint(want) {
			t.Fatalf("got %v", got)
		}
	})
}

// TestTwoRelaysAtOnce: should two ever run, the cursor lets only one of them
// through.
func TestTwoRelaysAtOnce(t *testing.T) {
	storetest.Each(t, migrations, func(t *testing.T, db *store.DB) {
		for i := range 300 {
			emit(t, db, moved{i})
		}
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				if err := relay(db, reader(willing)).Drain(context.Background()); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if n := len(strings.Fields(seen(t, db))); n != 300 {
			t.Errorf("300 events took effect %d times", n)
		}
	})
}

// TestLateCommitIsNotSkipped: an event whose identifier is older becomes
// visible after a younger one has been relayed. Numbers given at insert would
// skip it.
func TestLateCommitIsNotSkipped(t *testing.T) {
	storetest.Each(t, migrations, func(t *testing.T, db *store.DB) {
		r := relay(db, reader(willing))
		emit(t, db, moved{1})
		drain(t, r)
		late := Envelope{ID: id.New[eventKind](db.Clock().Now().Add(-time.Hour)), Institution: inst, Topic: moved{}.Topic(),
			At: db.Clock().Now().Add(-time.Hour), Body: []byte(`{"N":0}`)}
		if err := db.Write(t.Context(), func(tx *store.Tx) error { return insert(tx, late) }); err != nil {
			t.Fatal(err)
		}
		drain(t, r)
		if got := seen(t, db); got != "[1 0]" {
			t.Fatalf("got %v, want the late event after the early one", got)
		}
	})
}

// TestLateCommitOfAnotherConnection is the same with what PostgreSQL allows and
// the single writer does not: a transaction that began first and commits last.
func TestLateCommitOfAnotherConnection(t *testing.T) {
	dsn := storetest.Migrated(t, store.Postgres, migrations)
	db := storetest.OpenAt(t, dsn, store.Options{Migrations: migrations})
	r := relay(db, reader(willing))
	slow := storetest.Raw(t, dsn)
	slow.Must("BEGIN")
	slow.Must("INSERT INTO outbox_event (event_id, institution_id, topic, at_us, body) VALUES ('evt_0', 'ins_999', 'test.moved.v1', 1, '{\"N\":0}')")
	slow.Must("INSERT INTO outbox_pending (event_id, at_us) VALUES ('evt_0', 1)")
	emit(t, db, moved{1})
	drain(t, r)
	if got := seen(t, db); got != "[1]" {
		t.Fatalf("before the late commit: %v", got)
	}
	slow.Must("COMMIT")
	drain(t, r)
	if got := seen(t, db); got != "[1 0]" {
		t.Fatalf("after the late commit: %v", got)
	}
}

func TestFailingEventIsParkedAndBlocksNobody(t *testing.T) {
	storetest.Each(t, migrations, func(t *testing.T, db *store.DB) {
		broken := true
		r := relay(db, reader(func(n int) error {
			if n == 1 && broken {
				return errors.New("no")
			}
			return nil
		}))
		emit(t, db, moved{0}, moved{1}, moved{2})
		drain(t, r)
		if got := seen(t, db); got != "[0 2]" {
			t.Fatalf("handled %v", got)
		}
		parked := list(t, db)
		if len(parked) != 1 || parked[0].Attempts != 1 || parked[0].Error != "no" || parked[0].Topic != "test.moved.v1" {
			t.Fatalf("parked %+v", parked)
		}
		for range maxTries + 2 { // its delays pass; it is tried five times in all
			db.Clock().Set(db.Clock().Now().Add(time.Hour))
			drain(t, r)
		}
		if p := list(t, db); len(p) != 1 || p[0].Attempts != maxTries {
			t.Fatalf("parked %+v", p)
		}
		broken = false
		drain(t, r)
		if got := seen(t, db); got != "[0 2]" {
			t.Fatalf("tried without being asked: %v", got)
		}
		retry := func(tx *store.Tx) error { return Retry(tx, inst, "reader", parked[0].Event) }
		if err := db.Write(t.Context(), retry); err != nil {
			t.Fatal(err)
		}
		drain(t, r)
		if got := seen(t, db); got != "[0 2 1]" || len(list(t, db)) != 0 {
			t.Fatalf("handled %v, parked %v", got, list(t, db))
		}
		if err := db.Write(t.Context(), retry); err == nil {
			t.Fatal("a retry of nothing was accepted")
		}
		err := db.Write(t.Context(), func(tx *store.Tx) error { return Retry(tx, "ins_other", "reader", parked[0].Event) })
		if err == nil {
			t.Fatal("another institution's retry was accepted")
		}
	})
}

// TestDelaysGrow: a parked event is not tried again before its time.
func TestDelaysGrow(t *testing.T) {
	storetest.Each(t, migrations, func(t *testing.T, db *store.DB) {
		r := relay(db, reader(func(int) error { return errors.New("no") }))
		emit(t, db, moved{1})
		drain(t, r)
		for tries := 1; tries < maxTries; tries++ {
			delay := time.Second << (tries - 1)
			at := list(t, db)[0].LastAt
			db.Clock().Set(at.Add(delay / 4))
			drain(t, r)
			if got := list(t, db)[0].Attempts; got != tries {
				t.Errorf("tried %d times before the delay of %v was over", got, delay)
			}
			db.Clock().Set(at.Add(delay))
			drain(t, r)
			if got := list(t, db)[0].Attempts; got != tries+1 {
				t.Errorf("tried %d times when the delay of %v was over", got, delay)
			}
		}
	})
}

func TestPanicAndFailedStatementParkToo(t *testing.T) {
	storetest.Each(t, migrations, func(t *testing.T, db *store.DB) {
		r := NewRelay(db, quiet())
		r.Subscribe(Subscription{Name: "clumsy", Topics: []string{"test.moved.v1"}, Handle: func(tx *store.Tx, e Envelope) error {
			if ev, _ := Decode[moved](e); ev.N == 0 {
				panic("oh")
			}
			_, _ = tx.Exec("INSERT INTO test_seen (nr) VALUES ($1)", "not a number") // swallowed
			return nil
		}})
		r.Subscribe(reader(willing))
		emit(t, db, moved{0}, moved{1})
		drain(t, r)
		if p := list(t, db); len(p) != 2 || seen(t, db) != "[0 1]" {
			t.Errorf("parked %+v, the other subscriber saw %s", p, seen(t, db))
		}
	})
}

func TestRunIsWoken(t *testing.T) {
	storetest.Each(t, migrations, func(t *testing.T, db *store.DB) {
		ctx, cancel := context.WithCancel(t.Context())
		got := make(chan struct{}, 10)
		r := relay(db, Subscription{Name: "reader", Topics: []string{"test.*"}, Handle: func(*store.Tx, Envelope) error {
			got <- struct{}{}
			return nil
		}})
		done := make(chan error, 1)
		go func() { done <- r.Run(ctx) }()
		emit(t, db, moved{1})
		r.Wake()
		<-got
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

func TestTwoSubscribersOfOneName(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("accepted")
		}
	}()
	r := NewRelay(nil, quiet())
	r.Subscribe(Subscription{Name: "a"})
	r.Subscribe(Subscription{Name: "a"})
}

type undeclared struct{}

func (undeclared) Topic() string { return "test.undeclared.v1" }

func TestWhatIsNotDeclaredIsNotEmitted(t *testing.T) {
	storetest.Each(t, migrations, func(t *testing.T, db *store.DB) {
		err := db.Write(t.Context(), func(tx *store.Tx) error { return Emit(tx, inst, undeclared{}) })
		if err == nil || !strings.Contains(err.Error(), "test.undeclared.v1") {
			t.Errorf("an event nobody can look up was emitted: %v", err)
		}
	})
	for _, bad := range []func(){
		func() { Declare(Says(moved{}, "测试", "Twice.")) },
		func() { Declare(Says(undeclared{}, "", "Without its Chinese.")) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("a bad declaration was taken")
				}
			}()
			bad()
		}()
	}
}
