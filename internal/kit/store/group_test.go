package store_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
)

// TestGroupIsolation puts a failing, a panicking and good functions into one
// group: the writer is held until all are queued.
func TestGroupIsolation(t *testing.T) {
	storetest.Each(t, rooms, func(t *testing.T, db *store.DB) {
		oops := errors.New("oops")
		release := hold(t, db)
		var wg sync.WaitGroup
		verdicts := make([]error, 30)
		for i := range verdicts {
			wg.Go(func() {
				verdicts[i] = db.Write(t.Context(), func(tx *store.Tx) error {
					if _, err := tx.Exec("INSERT INTO shelf_book (id, title, copies) VALUES ($1, 't', 1)", fmt.Sprintf("b%02d", i)); err != nil {
						return err
					}
					switch i % 5 {
					case 1:
						return oops
					case 2:
						panic("out of paper")
					case 3: // swallows the failure: still doomed
						_, _ = tx.Exec("INSERT INTO shelf_book (id, title, copies) VALUES ('x', 't', -1)")
					}
					return nil
				})
			})
		}
		release(len(verdicts))
		wg.Wait()
		for i, err := range verdicts {
			var ok bool
			switch i % 5 {
			case 1:
				ok = errors.Is(err, oops)
			case 2:
				ok = errs.Is(err, store.ErrPanic) && strings.Contains(err.Error(), "out of paper")
			case 3:
				ok = store.IsCheck(err)
			default:
				ok = err == nil
			}
			if !ok {
				t.Errorf("function %d got %v", i, err)
			}
		}
		if got := books(t, db); len(got) != 12 {
			t.Errorf("%d books were kept: %v", len(got), got)
		}
	})
}

// hold keeps the writer busy until release is called; release first waits
// until n functions are queued behind it.
func hold(t *testing.T, db *store.DB) (release func(n int)) {
	t.Helper()
	started, let := make(chan struct{}), make(chan struct{})
	go func() {
		_ = db.Write(context.Background(), func(*store.Tx) error {
			close(started)
			<-let
			return nil
		})
	}()
	<-started
	return func(n int) {
		for store.Queued(db) < n {
			_ = clock.Sleep(t.Context(), time.Millisecond)
		}
		close(let)
	}
}

// TestBrokenTransactionRerunsTheOthers has one function destroy the group's
// transaction; the others must run again and be kept.
func TestBrokenTransactionRerunsTheOthers(t *testing.T) {
	storetest.Each(t, rooms, func(t *testing.T, db *store.DB) {
		release := hold(t, db)
		var wg sync.WaitGroup
		var mu sync.Mutex
		runs := map[int]int{}
		verdicts := make([]error, 9)
		for i := range verdicts {
			wg.Go(func() {
				verdicts[i] = db.Write(t.Context(), func(tx *store.Tx) error {
					mu.Lock()
					runs[i]++
					mu.Unlock()
					if _, err := tx.Exec("INSERT INTO shelf_book (id, title, copies) VALUES ($1, 't', 1)", fmt.Sprint("b", i)); err != nil {
						return err
					}
					if i == 4 {
						store.Sabotage(tx, "ROLLBACK")
						return errors.New("took everyone down")
					}
					return nil
				})
			})
		}
		release(len(verdicts))
		wg.Wait()
		again := false
		for i, err := range verdicts {
			if (err == nil) != (i != 4) {
				t.Errorf("function %d got %v", i, err)
			}
			again = again || runs[i] > 1
		}
		if got := books(t, db); len(got) != 8 || !again {
			t.Errorf("kept %v, any rerun: %v", got, again)
		}
	})
}

func TestDeferredCheckFailsOnlyItsOwner(t *testing.T) {
	m := store.Migration{Room: "d", FS: fstest.MapFS{"migrations/0901_d.sql": {Data: []byte(
		`CREATE TABLE d_a (id BIGINT PRIMARY KEY, of BIGINT NOT NULL REFERENCES d_a (id) DEFERRABLE INITIALLY DEFERRED);`)}}}
	storetest.Each(t, []store.Migration{m}, func(t *testing.T, db *store.DB) {
		release := hold(t, db)
		var wg sync.WaitGroup
		verdicts := make([]error, 5)
		for i := range verdicts {
			wg.Go(func() {
				verdicts[i] = db.Write(t.Context(), func(tx *store.Tx) error {
					of := i
					if i == 2 {
						of = 99
					}
					_, err := tx.Exec("INSERT INTO d_a (id, of) VALUES ($1, $2)", i, of)
					return err
				})
			})
		}
		release(len(verdicts))
		wg.Wait()
		for i, err := range verdicts {
			if i == 2 && !store.IsForeignKey(err) || i != 2 && err != nil {
				t.Errorf("function %d got %v", i, err)
			}
		}
	})
}

func TestDeadlineCoversQueueingOnly(t *testing.T) {
	storetest.Each(t, rooms, func(t *testing.T, db *store.DB) {
		release := hold(t, db)
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		defer cancel()
		err := db.Write(ctx, func(tx *store.Tx) error { t.Error("ran after its deadline"); return nil })
		if !errs.Is(err, store.ErrBusy) || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("waited in vain and got %v", err)
		}
		release(0)
		ctx, stop := context.WithCancel(t.Context())
		err = db.Write(ctx, func(tx *store.Tx) error {
			stop() // the caller goes away while the function runs
			_, err := tx.Exec("INSERT INTO shelf_book (id, title, copies) VALUES ('b', 't', 1)")
			return err
		})
		if err != nil || len(books(t, db)) != 1 {
			t.Errorf("a function under way was cut off: %v", err)
		}
	})
}

func TestFullQueueRefuses(t *testing.T) {
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			db := storetest.OpenAt(t, storetest.DSN(t, engine), store.Options{Queue: 2})
			release := hold(t, db)
			for range 2 {
				go func() { _ = db.Write(context.Background(), func(*store.Tx) error { return nil }) }()
			}
			for store.Queued(db) < 2 {
				_ = clock.Sleep(t.Context(), time.Millisecond)
			}
			if err := db.Write(t.Context(), func(*store.Tx) error { return nil }); !errs.Is(err, store.ErrBusy) {
				t.Errorf("the third in a queue of two got %v", err)
			}
			release(2)
		})
	}
}
