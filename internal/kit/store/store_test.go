package store_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
)

// room is a made-up room with one table of each sort.
var room = store.Migration{
	Room: "shelf",
	FS: fstest.MapFS{"migrations/0900_shelf.sql": {Data: []byte(`
CREATE TABLE shelf_book (
    id     TEXT PRIMARY KEY,
    title  TEXT NOT NULL, -- a title; with a semicolon
    copies BIGINT NOT NULL CHECK (copies >= 0),
    lent   BOOLEAN NOT NULL DEFAULT FALSE,
    cover  BYTEA
);
CREATE TABLE shelf_note (
    id   BIGINT NOT NULL PRIMARY KEY,
    book TEXT NOT NULL REFERENCES shelf_book (id),
    note TEXT NOT NULL DEFAULT 'it''s; fine'
);
-- tillway:append-only shelf_note
CREATE TABLE shelf_kind (name TEXT PRIMARY KEY);
-- tillway:frozen shelf_kind
`)}},
	Seed: func() []store.Statement {
		return []store.Statement{{SQL: "INSERT INTO shelf_kind (name) VALUES ($1) ON CONFLICT (name) DO NOTHING", Args: []any{"novel"}}}
	},
}

var rooms = []store.Migration{room}

func addBook(db *store.DB, id string, copies int64) error {
	return db.Write(context.Background(), func(tx *store.Tx) error {
		_, err := tx.Exec("INSERT INTO shelf_book (id, title, copies) VALUES ($1, $2, $3)", id, "书 "+id, copies)
		return err
	})
}

func mustAdd(t *testing.T, db *store.DB, id string) {
	t.Helper()
	if err := addBook(db, id, 1); err != nil {
		t.Fatal(err)
	}
}

func books(t *testing.T, db *store.DB) []string {
	t.Helper()
	var ids []string
	err := db.Read(context.Background(), func(q store.Q) (err error) {
		ids, err = store.Collect(q, func(r *store.Rows) (s string, err error) { return s, r.Scan(&s) }, "SELECT id FROM shelf_book ORDER BY id")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

func TestWriteThenRead(t *testing.T) {
	storetest.Each(t, rooms, func(t *testing.T, db *store.DB) {
		err := db.Write(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Exec("INSERT INTO shelf_book (id, title, copies, lent, cover) VALUES ($1, $2, $3, $4, $5)", "b1", "红楼梦", int64(3), true, []byte{0, 0xff})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		err = db.Read(t.Context(), func(q store.Q) error {
			var title string
			var copies int64
			var lent bool
			var cover []byte
			if err := q.Row("SELECT title, copies, lent, cover FROM shelf_book WHERE id = $1", "b1").Scan(&title, &copies, &lent, &cover); err != nil {
				return err
			}
			if title != "红楼梦" || copies != 3 || !lent || string(cover) != "\x00\xff" {
				t.Errorf("read back %q %d %v %x", title, copies, lent, cover)
			}
			if n, err := store.Scan1[int64](q, "SELECT COALESCE(SUM(copies), 0) FROM shelf_book"); err != nil || n != 3 {
				t.Errorf("sum %d, %v", n, err)
			}
			_, err := store.Scan1[string](q, "SELECT title FROM shelf_book WHERE id = $1", "none")
			if !errors.Is(err, store.ErrNoRows) {
				t.Errorf("no row gave %v", err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestErrorsAreTold(t *testing.T) {
	storetest.Each(t, rooms, func(t *testing.T, db *store.DB) {
		if err := addBook(db, "b1", 1); err != nil {
			t.Fatal(err)
		}
		if err := addBook(db, "b1", 1); !store.IsUnique(err) {
			t.Errorf("a second b1 gave %v", err)
		}
		if err := addBook(db, "b2", -1); !store.IsCheck(err) {
			t.Errorf("minus one copy gave %v", err)
		}
		err := db.Write(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Exec("INSERT INTO shelf_note (id, book) VALUES ($1, $2)", 1, "none")
			return err
		})
		if !store.IsForeignKey(err) {
			t.Errorf("a note on no book gave %v", err)
		}
		err = db.Write(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Exec("INSERT INTO shelf_book (id, title, copies, lent) VALUES ('b3', 't', 1, $1)", 7)
			return err
		})
		if err == nil {
			t.Error("7 was accepted as a truth value")
		}
	})
}

func TestAppendOnlyAndFrozen(t *testing.T) {
	storetest.Each(t, rooms, func(t *testing.T, db *store.DB) {
		err := db.Write(t.Context(), func(tx *store.Tx) error {
			if _, err := tx.Exec("INSERT INTO shelf_book (id, title, copies) VALUES ('b', 't', 1)"); err != nil {
				return err
			}
			_, err := tx.Exec("INSERT INTO shelf_note (id, book) VALUES (1, 'b')")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		refused := []string{
			"UPDATE shelf_note SET note = 'x'",
			"DELETE FROM shelf_note",
			"INSERT INTO shelf_note (id, book) VALUES (1, 'b') ON CONFLICT (id) DO UPDATE SET note = 'x'",
			"INSERT INTO shelf_kind (name) VALUES ('poem')",
			"UPDATE shelf_kind SET name = 'poem'",
			"DELETE FROM shelf_kind",
		}
		if db.Engine() == store.SQLite {
			refused = append(refused, "INSERT OR REPLACE INTO shelf_note (id, book) VALUES (1, 'b')",
				"UPDATE OR REPLACE shelf_note SET id = 1", "REPLACE INTO shelf_kind (name) VALUES ('novel')")
		} else {
			refused = append(refused, "TRUNCATE shelf_note", "TRUNCATE shelf_kind", "TRUNCATE shelf_book CASCADE")
		}
		for _, text := range refused {
			err := db.Write(t.Context(), func(tx *store.Tx) error {
				_, err := tx.Exec(text)
				return err
			})
			if !store.IsRefused(err) {
				t.Errorf("%s: %v", text, err)
			}
		}
		if err := db.Read(t.Context(), func(q store.Q) error {
			note, err := store.Scan1[string](q, "SELECT note FROM shelf_note WHERE id = 1")
			if note != "it's; fine" || err != nil {
				t.Errorf("the note is now %q, %v", note, err)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	})
}

func TestOneTimeForATransaction(t *testing.T) {
	storetest.Each(t, nil, func(t *testing.T, db *store.DB) {
		var first time.Time
		if err := db.Write(t.Context(), func(tx *store.Tx) error {
			first = tx.Now()
			_ = clock.Sleep(t.Context(), 2*time.Millisecond)
			if tx.Now() != first || tx.NowMicros() != clock.Micros(first) {
				t.Error("the time moved inside a transaction")
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		if err := db.Write(t.Context(), func(tx *store.Tx) error {
			if !tx.Now().After(first) {
				t.Error("a later transaction is not later")
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	})
}

func TestRulesOfAFunction(t *testing.T) {
	storetest.Each(t, rooms, func(t *testing.T, db *store.DB) {
		var kept *store.Tx
		for text, want := range map[string]string{
			"COMMIT": "belongs to the writer", "ROLLBACK": "belongs to the writer",
			"SAVEPOINT x": "belongs to the writer", " begin": "belongs to the writer",
		} {
			err := db.Write(t.Context(), func(tx *store.Tx) error {
				kept = tx
				_, err := tx.Exec(text)
				return err
			})
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s gave %v", text, err)
			}
		}
		if _, err := kept.Exec("DELETE FROM shelf_book"); err == nil {
			t.Error("a transaction was used after its end")
		}
		mustAdd(t, db, "b1")
		mustAdd(t, db, "b2")
		err := db.Write(t.Context(), func(tx *store.Tx) error {
			rows, err := tx.Query("SELECT id FROM shelf_book")
			if err != nil {
				return err
			}
			rows.Next()
			_, err = tx.Exec("UPDATE shelf_book SET copies = 2")
			return err
		})
		if err == nil || !strings.Contains(err.Error(), "still open") {
			t.Errorf("a statement beside open rows gave %v", err)
		}
	})
}

func TestReadIsASnapshotAndCannotWrite(t *testing.T) {
	storetest.Each(t, rooms, func(t *testing.T, db *store.DB) {
		mustAdd(t, db, "b1")
		if err := db.Read(t.Context(), func(q store.Q) error {
			count := func() int64 {
				n, err := store.Scan1[int64](q, "SELECT count(*) FROM shelf_book")
				if err != nil {
					t.Fatal(err)
				}
				return n
			}
			before := count()
			if err := addBook(db, "b2", 1); err != nil {
				t.Fatal(err)
			}
			if before != 1 || count() != 1 {
				t.Errorf("the snapshot moved: %d, then %d", before, count())
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		err := db.Read(t.Context(), func(q store.Q) error {
			_, err := store.Scan1[string](q, "DELETE FROM shelf_book RETURNING id")
			return err
		})
		if !errs.Is(err, store.ErrReadOnly) || len(books(t, db)) != 2 {
			t.Errorf("a delete through Read gave %v", err)
		}
	})
}

func TestCloseFinishesTheQueue(t *testing.T) {
	storetest.Each(t, rooms, func(t *testing.T, db *store.DB) {
		release := hold(t, db)
		done := make(chan error, 1)
		go func() { done <- addBook(db, "last", 1) }()
		release(1)
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		if err := <-done; err != nil {
			t.Errorf("queued before the close, got %v", err)
		}
		if err := addBook(db, "late", 1); !errs.Is(err, store.ErrStopped) {
			t.Errorf("a write after the close gave %v", err)
		}
	})
}

// TestRehearsalFindsWhatTouchesMoreThanItsTransaction: a function that changes
// a variable from outside does so twice.
func TestRehearsalFindsWhatTouchesMoreThanItsTransaction(t *testing.T) {
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			dsn := storetest.Migrated(t, engine, rooms)
			db := storetest.OpenAt(t, dsn, store.Options{Migrations: rooms, Rehearse: true})
			if err := addBook(db, "b1", 1); err != nil {
				t.Fatal(err)
			}
			if err := addBook(db, "b1", 1); !store.IsUnique(err) {
				t.Errorf("a second b1 gave %v", err)
			}
			copies := int64(1)
			err := db.Write(t.Context(), func(tx *store.Tx) error {
				copies++
				_, err := tx.Exec("UPDATE shelf_book SET copies = $1", copies)
				return err
			})
			if err != nil || copies != 3 || len(books(t, db)) != 1 {
				t.Errorf("%v, copies %d", err, copies)
			}
		})
	}
}

// TestReadersNeverWaitForEachOther has more readers than the pool has
// connections, each asking something new while it holds one.
func TestReadersNeverWaitForEachOther(t *testing.T) {
	storetest.Each(t, rooms, func(t *testing.T, db *store.DB) {
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		faults := make(chan error)
		for i := range 64 {
			go func() {
				faults <- db.Read(ctx, func(q store.Q) error {
					if err := clock.Sleep(ctx, 20*time.Millisecond); err != nil { // all connections are taken meanwhile
						return err
					}
					_, err := store.Scan1[int64](q, fmt.Sprintf("SELECT count(*) + %d FROM shelf_book", i))
					return err
				})
			}()
		}
		for range 64 {
			if err := <-faults; err != nil {
				t.Fatal(err)
			}
		}
	})
}
