package store_test

import (
	"context"
	"io"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tillway/internal/kit/errs"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
)

// refuse opens a database that must not open and checks the sentence.
func refuse(t *testing.T, dsn string, opt store.Options, want *errs.Definition, names ...string) {
	t.Helper()
	opt.Log = slog.New(slog.NewTextHandler(io.Discard, nil))
	db, err := store.Open(t.Context(), dsn, opt)
	if err == nil {
		db.Close()
		t.Fatalf("%s was opened", dsn)
	}
	e := errs.As(err)
	if e == nil || e.Def != want {
		t.Fatalf("got %v, want %s", err, want.Code)
	}
	for _, text := range []string{e.Zh(), e.En(), e.NextZh(), e.NextEn()} {
		if text == "" || strings.Contains(text, "{") || strings.Contains(text, "\n") {
			t.Errorf("not one clear sentence: %q", text)
		}
	}
	for _, n := range names { // "both", or "English / 中文"
		en, zh, two := strings.Cut(n, " / ")
		if !two {
			zh = en
		}
		if !strings.Contains(e.En(), en) || !strings.Contains(e.Zh(), zh) {
			t.Errorf("%q is not named in %q / %q", n, e.En(), e.Zh())
		}
	}
}

func TestWrongAddress(t *testing.T) {
	for _, dsn := range []string{"", "sqlite:", "mysql://x", "tillway.db", "sqlite::memory:", "postgres://%zz"} {
		refuse(t, dsn, store.Options{}, store.ErrDSN)
	}
	refuse(t, "sqlite:"+t.TempDir(), store.Options{}, store.ErrOpen, "it is a directory / 它是一个目录")
	refuse(t, "sqlite:"+t.TempDir(), store.Options{ReadOnly: true}, store.ErrOpen, "it is a directory / 它是一个目录")
	refuse(t, "sqlite:/dev/null", store.Options{}, store.ErrOpen, "not a regular file / 不是普通文件")
	refuse(t, "postgres://u:hush@127.0.0.1:1/x", store.Options{}, store.ErrOpen, "postgres://127.0.0.1:1/x", "nothing listens there / 没有程序在监听")
	refuse(t, "sqlite:/nowhere/at/all/t.db", store.Options{}, store.ErrOpen, "/nowhere/at/all/t.db", "no such file or directory / 文件或目录不存在")
	refuse(t, "postgres:///x?host=/nowhere&user=u&password=hush", store.Options{}, store.ErrOpen, "postgres:///x?host=/nowhere", "no such file or directory / 文件或目录不存在")
	_, err := store.Open(t.Context(), "postgres:///x?host=/nowhere&user=u&password=hush&port=no", store.Options{})
	if err == nil || strings.Contains(err.Error(), "hush") {
		t.Errorf("the password is in the message, or the address was accepted: %v", err)
	}
	missing := storetest.DSN(t, store.Postgres)
	refuse(t, strings.Replace(missing, "/test_", "/missing_", 1), store.Options{}, store.ErrOpen, "does not exist / 没有这个数据库")
}

func TestNotADatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "letter.txt")
	letter := strings.Repeat("Dear sir, this is not a database. ", 100)
	if err := os.WriteFile(path, []byte(letter), 0o600); err != nil {
		t.Fatal(err)
	}
	refuse(t, "sqlite:"+path, store.Options{}, store.ErrNotDatabase, path)
	refuse(t, "sqlite:"+path, store.Options{ReadOnly: true}, store.ErrNotDatabase, path)
	if after, err := os.ReadFile(path); err != nil || string(after) != letter {
		t.Error("the file was changed")
	}
}

func TestWeakDurabilityIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t.db")
	for _, pragma := range []string{"synchronous(NORMAL)", "synchronous(OFF)", "journal_mode(DELETE)", "foreign_keys(OFF)", "recursive_triggers(OFF)"} {
		setting, _, _ := strings.Cut(pragma, "(")
		refuse(t, "sqlite:"+path+"?_pragma="+url.QueryEscape(pragma), store.Options{}, store.ErrWeak, setting)
	}
	db := storetest.OpenAt(t, "sqlite:"+path+"?_pragma=synchronous(EXTRA)", store.Options{})
	if db.Engine() != store.SQLite {
		t.Error("a stronger setting was refused")
	}
	session := storetest.DSN(t, store.Postgres) + "&options=-c%20synchronous_commit%3Doff"
	refuse(t, session, store.Options{}, store.ErrWeak, "synchronous_commit")
	refuse(t, storetest.Weak(t, "fsync=off"), store.Options{}, store.ErrWeak, "fsync")
	refuse(t, storetest.Weak(t, "full_page_writes=off"), store.Options{}, store.ErrWeak, "full_page_writes")
}

func TestReadOnlyDatabaseIsRefused(t *testing.T) {
	refuse(t, storetest.DSN(t, store.SQLite)+"?_pragma=query_only(ON)", store.Options{}, store.ErrReadOnly)
	refuse(t, storetest.DSN(t, store.Postgres)+"&options=-c%20default_transaction_read_only%3Don", store.Options{}, store.ErrReadOnly)
	if os.Getuid() != 0 { // root writes where it likes
		dir := t.TempDir()
		if err := os.Chmod(dir, 0o500); err != nil {
			t.Fatal(err)
		}
		refuse(t, "sqlite:"+dir+"/t.db", store.Options{}, store.ErrReadOnly)
	}
}

func TestFileIsForItsOwnerOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "odd name 100%?#.db")
	db := storetest.OpenAt(t, "sqlite:"+strings.NewReplacer("?", "", "#", "").Replace(path), store.Options{})
	if err := db.Write(t.Context(), func(tx *store.Tx) error { return store.SetMeta(tx, "k", "v") }); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*"))
	if err != nil || len(files) < 3 {
		t.Fatalf("%v %v", files, err)
	}
	for _, f := range files {
		if st, err := os.Stat(f); err != nil || st.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v, %v", f, st.Mode(), err)
		}
	}
}

func TestSecondProcessIsRefused(t *testing.T) {
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			dsn := storetest.DSN(t, engine)
			first := storetest.OpenAt(t, dsn, store.Options{})
			refuse(t, dsn, store.Options{}, store.ErrSecond)
			if err := first.Write(t.Context(), func(tx *store.Tx) error { return store.SetMeta(tx, "k", "v") }); err != nil {
				t.Errorf("the first was disturbed: %v", err)
			}
			if err := first.Close(); err != nil {
				t.Fatal(err)
			}
			storetest.OpenAt(t, dsn, store.Options{})
		})
	}
}

func TestSandboxAndLiveNeverMeet(t *testing.T) {
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			dsn := storetest.DSN(t, engine)
			db := storetest.OpenAt(t, dsn, store.Options{Kind: store.Live})
			identity := db.Installation()
			if db.Kind() != store.Live || len(identity) != 32 {
				t.Errorf("kind %q, installation %q", db.Kind(), identity)
			}
			db.Close()
			refuse(t, dsn, store.Options{Kind: store.Sandbox}, store.ErrKind, "live", "sandbox")
			again := storetest.OpenAt(t, dsn, store.Options{})
			if again.Kind() != store.Live || again.Installation() != identity {
				t.Errorf("reopened as %q %q", again.Kind(), again.Installation())
			}
		})
	}
}

func TestReadOnlyBesideAWriter(t *testing.T) {
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			dsn := storetest.Migrated(t, engine, rooms)
			writer := storetest.OpenAt(t, dsn, store.Options{Migrations: rooms})
			if err := addBook(writer, "b1", 1); err != nil {
				t.Fatal(err)
			}
			reader := storetest.OpenAt(t, dsn, store.Options{Migrations: rooms, ReadOnly: true})
			if got := books(t, reader); len(got) != 1 {
				t.Errorf("the reader sees %v", got)
			}
			if err := addBook(reader, "b2", 1); !errs.Is(err, store.ErrReadOnly) {
				t.Errorf("a write gave %v", err)
			}
			more := append(slices.Clone(rooms[:1]), file("later", "0950_later.sql", "CREATE TABLE later_x (id TEXT PRIMARY KEY)"))
			refuse(t, dsn, store.Options{Migrations: more, ReadOnly: true}, store.ErrMigration, "0950_later")
			refuse(t, storetest.DSN(t, engine), store.Options{ReadOnly: true}, map[string]*errs.Definition{
				store.SQLite: store.ErrOpen, store.Postgres: store.ErrNotDatabase}[engine])
		})
	}
}

// TestICU: a PostgreSQL made by others may sort text by language; ours sorts by
// bytes on every database.
func TestICU(t *testing.T) {
	dsn := storetest.ICU(t)
	if got := storetest.Raw(t, dsn).Value("SELECT string_agg(x, '' ORDER BY x) FROM (VALUES ('b'), ('A'), ('a'), ('B')) AS v (x)"); got != "aAbB" {
		t.Fatalf("the database does not sort by language: %s", got)
	}
	db := storetest.OpenAt(t, dsn, store.Options{Migrations: rooms})
	for _, id := range []string{"b", "王", "A", "a", "B", "_", "é", "张"} {
		if err := addBook(db, id, 1); err != nil {
			t.Fatal(err)
		}
	}
	if got := strings.Join(books(t, db), ""); got != "AB_abé张王" {
		t.Errorf("sorted %s, want the order of bytes", got)
	}
}

func TestClosedByCancelledStart(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := store.Open(ctx, storetest.DSN(t, store.Postgres), store.Options{}); err == nil {
		t.Error("opened for a caller who had gone")
	}
}
