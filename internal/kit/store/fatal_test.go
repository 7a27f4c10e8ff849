package store_test

import (
	"errors"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"tillway/internal/kit/errs"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
)

// recorder stands in for the end of the process.
type recorder struct {
	mu  sync.Mutex
	err error
}

func (r *recorder) fatal(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err == nil {
		r.err = err
	}
}

func (r *recorder) got() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.err
}

func TestFailedFlushEndsTheProcess(t *testing.T) {
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			var end recorder
			var broken atomic.Bool
			dsn := storetest.Migrated(t, engine, rooms)
			db := storetest.OpenAt(t, dsn, store.Options{Migrations: rooms, Fatal: end.fatal, Fault: func(point string) error {
				if point == "commit" && broken.Load() {
					return store.ErrIO
				}
				return nil
			}})
			if err := addBook(db, "before", 1); err != nil {
				t.Fatal(err)
			}
			release := hold(t, db)
			broken.Store(true)
			var wg sync.WaitGroup
			verdicts := make([]error, 5)
			for i := range verdicts {
				wg.Go(func() { verdicts[i] = addBook(db, string(rune('a'+i)), 1) })
			}
			release(len(verdicts))
			wg.Wait()
			for i, err := range verdicts {
				if !errs.Is(err, store.ErrStopped) {
					t.Errorf("caller %d was told %v", i, err)
				}
			}
			if !errors.Is(end.got(), store.ErrIO) {
				t.Errorf("the process went on: %v", end.got())
			}
			if err := addBook(db, "after", 1); !errs.Is(err, store.ErrStopped) {
				t.Errorf("the dead writer answered %v", err)
			}
			db.Close()
			again := storetest.OpenAt(t, dsn, store.Options{Migrations: rooms})
			if got := books(t, again); len(got) != 1 {
				t.Errorf("after the restart: %v", got)
			}
		})
	}
}

func TestPanicOfTheWriterEndsTheProcess(t *testing.T) {
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			var end recorder
			var broken atomic.Bool
			db := storetest.OpenAt(t, storetest.DSN(t, engine), store.Options{Fatal: end.fatal, Fault: func(string) error {
				if broken.Load() {
					panic("bug in the writer")
				}
				return nil
			}})
			broken.Store(true)
			err := db.Write(t.Context(), func(*store.Tx) error { return nil })
			if !errs.Is(err, store.ErrStopped) || end.got() == nil || !strings.Contains(end.got().Error(), "bug in the writer") {
				t.Errorf("caller told %v, process told %v", err, end.got())
			}
		})
	}
}

func TestFunctionThatEndsTheGoroutineIsNoticed(t *testing.T) {
	var end recorder
	db := storetest.OpenAt(t, storetest.DSN(t, store.SQLite), store.Options{Fatal: end.fatal})
	err := db.Write(t.Context(), func(*store.Tx) error { runtime.Goexit(); return nil })
	if !errs.Is(err, store.ErrStopped) || end.got() == nil || !strings.Contains(end.got().Error(), "t.Fatal inside Write") {
		t.Errorf("caller told %v, process told %v", err, end.got())
	}
}

// TestFullDisk: what does not fit is refused, what is stored stays, and the
// others of the group are kept.
func TestFullDisk(t *testing.T) {
	dsn := storetest.Migrated(t, store.SQLite, rooms) + "?_pragma=max_page_count(60)"
	db := storetest.OpenAt(t, dsn, store.Options{Migrations: rooms})
	if err := addBook(db, "b1", 1); err != nil {
		t.Fatal(err)
	}
	release := hold(t, db)
	var wg sync.WaitGroup
	var big, small error
	wg.Go(func() {
		big = db.Write(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Exec("INSERT INTO shelf_book (id, title, copies, cover) VALUES ('big', 't', 1, $1)", make([]byte, 1<<20))
			return err
		})
	})
	wg.Go(func() { small = addBook(db, "small", 1) })
	release(2)
	wg.Wait()
	if !errs.Is(big, store.ErrFull) || small != nil {
		t.Errorf("the big one got %v, the small one %v", big, small)
	}
	if got := strings.Join(books(t, db), " "); got != "b1 small" {
		t.Errorf("kept: %s", got)
	}
}

func TestLostConnectionEndsTheProcess(t *testing.T) {
	var end recorder
	dsn := storetest.Migrated(t, store.Postgres, rooms)
	db := storetest.OpenAt(t, dsn, store.Options{Migrations: rooms, Fatal: end.fatal})
	storetest.Raw(t, dsn).Must("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'tillway writer'")
	if err := addBook(db, "b1", 1); !errs.Is(err, store.ErrStopped) || end.got() == nil {
		t.Errorf("caller told %v, process told %v", err, end.got())
	}
	db.Close()
	storetest.OpenAt(t, dsn, store.Options{Migrations: rooms}) // the next start is not refused
}

// TestLeaseIsFenced: a writer that was silent is taken over; when it wakes up
// it cannot write any more, and a third one is still refused.
func TestLeaseIsFenced(t *testing.T) {
	var end recorder
	dsn := storetest.Migrated(t, store.Postgres, rooms)
	frozen := storetest.OpenAt(t, dsn, store.Options{Migrations: rooms, Fatal: end.fatal})
	if err := addBook(frozen, "b1", 1); err != nil {
		t.Fatal(err)
	}
	storetest.Raw(t, dsn).Must("UPDATE store_lease SET beat_us = beat_us - 20000000")
	heir := storetest.OpenAt(t, dsn, store.Options{Migrations: rooms})
	if err := addBook(heir, "b2", 1); err != nil {
		t.Fatal(err)
	}
	if err := addBook(frozen, "b3", 1); !errs.Is(err, store.ErrStopped) || !errs.Is(end.got(), store.ErrLease) {
		t.Errorf("the old writer was told %v, its process %v", err, end.got())
	}
	frozen.Close()
	refuse(t, dsn, store.Options{Migrations: rooms}, store.ErrSecond) // the lock is free, the heir is not
	if err := addBook(heir, "b4", 1); err != nil {
		t.Fatal(err)
	}
	refuse(t, dsn, store.Options{Migrations: rooms}, store.ErrSecond)
	if got := strings.Join(books(t, heir), " "); got != "b1 b2 b4" {
		t.Errorf("kept: %s", got)
	}
}
