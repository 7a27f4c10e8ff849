package lane

import (
	"crypto/sha256"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"

	_ "modernc.org/sqlite" // looks at the database past the product
)

// look opens the product's database for reading only.
func look(t *testing.T, dsn string, fn func(db *sql.DB) error) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+strings.TrimPrefix(dsn, "sqlite:")+"?mode=ro&_pragma=busy_timeout(10000)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := fn(db); err != nil {
		t.Fatal(err)
	}
}

// audited counts what the lane has written into the audit trail.
func audited(t *testing.T, dsn string) (n int) {
	t.Helper()
	look(t, dsn, func(db *sql.DB) error {
		return db.QueryRow("SELECT count(*) FROM audit_line WHERE verb LIKE 'switching.%'").Scan(&n)
	})
	return n
}

// ticking are the tables that change by themselves, and the audit trail, which
// is looked at on its own.
var ticking = []string{"audit_", "jobs_", "outbox_", "store_", "sqlite_"}

// book is the content of every table that only the outside can change.
func book(t *testing.T, dsn string) map[string]string {
	t.Helper()
	content := map[string]string{}
	look(t, dsn, func(db *sql.DB) error {
		tables, err := column(db, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
		if err != nil {
			return err
		}
		for _, name := range tables {
			if slices.ContainsFunc(ticking, func(p string) bool { return strings.HasPrefix(name, p) }) {
				continue
			}
			rows, err := dump(db, name)
			if err != nil {
				return err
			}
			content[name] = fmt.Sprintf("%d rows %x", len(rows), sha256.Sum256([]byte(strings.Join(rows, "\n"))))
		}
		return nil
	})
	if content["payment"] == "" || content["ledger_entry"] == "" || content["terminal_device"] == "" || content["keys_key"] == "" {
		t.Fatalf("a table is not where it was: %v", content)
	}
	return content
}

func column(db *sql.DB, query string) (out []string, err error) {
	rows, err := db.Query(query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var v string
		if err := rows.Scan(&v); err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

func dump(db *sql.DB, table string) (out []string, err error) {
	rows, err := db.Query("SELECT * FROM " + table)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		values, into := make([]any, len(names)), make([]any, len(names))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		out = append(out, fmt.Sprint(values...))
	}
	slices.Sort(out)
	return out, rows.Err()
}

// same fails when a table has changed.
func same(t *testing.T, what string, before, after map[string]string) {
	t.Helper()
	for name, was := range before {
		if after[name] != was {
			t.Errorf("%s changed %s: %s, now %s", what, name, was, after[name])
		}
	}
}
