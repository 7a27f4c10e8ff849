// Package storetest gives every test a database of its own on both engines.
//
// PostgreSQL is started by the package itself, with durability on, and shared
// by the test processes of the user. Where it is not installed the test fails:
// it does not skip.
package storetest

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/store"
)

// Monday is where the business clock of every test begins: a working day of a
// year whose calendar is published, whenever the test runs.
var Monday = time.Date(2026, time.March, 2, 9, 0, 0, 0, clock.Shanghai)

// Rehearse runs every function twice on SQLite, so that a room's test finds the
// one that touches more than its transaction. The store's own tests count runs.
var Rehearse = true

// Engines lists the engines every store test runs on.
var Engines = []string{store.SQLite, store.Postgres}

// Each runs fn once on each engine, with a freshly migrated database.
func Each(t *testing.T, migrations []store.Migration, fn func(t *testing.T, db *store.DB)) {
	t.Helper()
	for _, engine := range Engines {
		t.Run(engine, func(t *testing.T) { fn(t, Open(t, engine, migrations)) })
	}
}

// Open opens a migrated database of the given engine and closes it with the
// test. A broken store fails the test instead of ending the process.
func Open(t testing.TB, engine string, migrations []store.Migration) *store.DB {
	t.Helper()
	return OpenAt(t, Migrated(t, engine, migrations), store.Options{Migrations: migrations})
}

// OpenAt opens the database at dsn, closing it with the test.
func OpenAt(t testing.TB, dsn string, opt store.Options) *store.DB {
	t.Helper()
	if opt.Log == nil {
		opt.Log = slog.New(slog.NewTextHandler(io.Discard, nil))
	}
	if Rehearse && strings.HasPrefix(dsn, "sqlite:") { // once is enough, and cheapest here
		opt.Rehearse = true
	}
	if opt.Clock == nil {
		opt.Clock = clock.NewBusiness(Monday.Sub(clock.Now()))
	}
	if opt.Fatal == nil {
		opt.Fatal = func(err error) { t.Errorf("the store cannot go on: %v", err) }
	}
	db, err := store.Open(context.Background(), dsn, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("closing the store: %v", err)
		}
	})
	return db
}

// DSN returns the address of an empty database of the given engine, which goes
// with the test.
func DSN(t testing.TB, engine string) string {
	t.Helper()
	if engine == store.SQLite {
		return "sqlite:" + filepath.Join(t.TempDir(), "t.db")
	}
	return postgres(t, "")
}

// ICU returns the address of an empty PostgreSQL database whose default
// collation is a linguistic one, as a cluster made by others may have.
func ICU(t testing.TB) string {
	t.Helper()
	return postgres(t, "TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'zh-CN' LOCALE 'C'")
}

// Weak returns the address of an empty database on a PostgreSQL server of the
// test's own that runs with the given settings ("fsync=off").
func Weak(t testing.TB, settings ...string) string {
	t.Helper()
	return Own(t, settings...).DSN
}

var serial atomic.Int64

// postgres makes a database of the shared cluster for one test.
func postgres(t testing.TB, rest string) string {
	t.Helper()
	c, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("test_%d_%d", os.Getpid(), serial.Add(1))
	if err := c.create(name, rest); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.drop(name); err != nil {
			t.Errorf("dropping %s: %v", name, err)
		}
	})
	return c.dsn(name)
}

// Migrated returns the address of a database that has run the migrations,
// copied from one that is made once.
func Migrated(t testing.TB, engine string, migrations []store.Migration) string {
	t.Helper()
	digest, err := store.Digest(engine, migrations)
	if err != nil {
		t.Fatal(err)
	}
	build := func(dsn string) error {
		db, err := store.Open(context.Background(), dsn, store.Options{Migrations: migrations})
		if err != nil {
			return err
		}
		return db.Close()
	}
	if engine == store.SQLite {
		return copied(t, digest, build)
	}
	c, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	template, err := c.template(digest, build)
	if err != nil {
		t.Fatal(err)
	}
	return postgres(t, "TEMPLATE "+template)
}

var (
	filesMu sync.Mutex
	files   = map[string][]byte{} // digest → an empty, migrated SQLite file
)

func copied(t testing.TB, digest string, build func(dsn string) error) string {
	t.Helper()
	filesMu.Lock()
	defer filesMu.Unlock()
	path := filepath.Join(t.TempDir(), "t.db")
	if file, ok := files[digest]; ok {
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		return "sqlite:" + path
	}
	if err := build("sqlite:" + path); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	files[digest] = file
	return "sqlite:" + path
}
