package store

import (
	"strings"
	"testing"
)

func TestTranslation(t *testing.T) {
	lite, pg := &sqliteEngine{}, &postgresEngine{}
	for _, c := range []struct{ in, sqlite, postgres string }{
		{
			`CREATE TABLE t (id TEXT PRIMARY KEY, n BIGINT, ok BOOLEAN NOT NULL, raw BYTEA, k INTEGER)`,
			`CREATE TABLE t (id TEXT PRIMARY KEY, n INTEGER, ok INTEGER CHECK (ok IN (0, 1)) NOT NULL, raw BLOB, k INTEGER) STRICT`,
			`CREATE TABLE t (id TEXT COLLATE "C" PRIMARY KEY, n BIGINT, ok BOOLEAN NOT NULL, raw BYTEA, k INTEGER)`,
		}, {
			`ALTER TABLE t ADD COLUMN b TEXT`,
			`ALTER TABLE t ADD COLUMN b TEXT`,
			`ALTER TABLE t ADD COLUMN b TEXT COLLATE "C"`,
		}, {
			`CREATE TABLE t (id TEXT CHECK (id <> 'TEXT ''BIGINT''' AND CAST(n AS TEXT) <> "TEXT"))`,
			`CREATE TABLE t (id TEXT CHECK (id <> 'TEXT ''BIGINT''' AND CAST(n AS TEXT) <> "TEXT")) STRICT`,
			`CREATE TABLE t (id TEXT COLLATE "C" CHECK (id <> 'TEXT ''BIGINT''' AND CAST(n AS TEXT) <> "TEXT"))`,
		}, {
			`CREATE INDEX i ON t (id)`, `CREATE INDEX i ON t (id)`, `CREATE INDEX i ON t (id)`,
		}, {
			`INSERT INTO t (id) VALUES ('BIGINT')`, `INSERT INTO t (id) VALUES ('BIGINT')`, `INSERT INTO t (id) VALUES ('BIGINT')`,
		},
	} {
		if got := lite.statement(c.in); got != c.sqlite {
			t.Errorf("SQLite\n got %s\nwant %s", got, c.sqlite)
		}
		if got := pg.statement(c.in); got != c.postgres {
			t.Errorf("PostgreSQL\n got %s\nwant %s", got, c.postgres)
		}
	}
}

func TestStatements(t *testing.T) {
	got := statements(`-- first; comment
SELECT 'a;b' /* ; */ , "c;d"; ;
SELECT 'it''s;' -- the end`)
	if len(got) != 2 || !strings.HasPrefix(got[0], "SELECT 'a;b'") || !strings.Contains(got[0], `"c;d"`) || got[1] != "SELECT 'it''s;'" {
		t.Errorf("%q", got)
	}
}
