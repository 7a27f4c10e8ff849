package storetest

import (
	"context"
	"database/sql"
	"strings"
	"testing"

	_ "modernc.org/sqlite" // a foreign tool's way into the file
)

// Session is what a foreign tool or a careless administrator has: a connection
// past the store, bound by nothing but the database itself.
type Session struct {
	t    testing.TB
	conn *sql.Conn
}

// Raw opens a Session on the database at dsn and closes it with the test.
func Raw(t testing.TB, dsn string) *Session {
	t.Helper()
	driver, source := "pgx", dsn
	if path, ok := strings.CutPrefix(dsn, "sqlite:"); ok {
		driver, source = "sqlite", "file:"+path+"?_pragma=busy_timeout(10000)"
	}
	db, err := sql.Open(driver, source)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	conn, err := db.Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return &Session{t, conn}
}

// Exec runs a statement and returns its error.
func (s *Session) Exec(text string, args ...any) error {
	_, err := s.conn.ExecContext(context.Background(), text, args...)
	return err
}

// Must runs a statement that has to succeed.
func (s *Session) Must(text string, args ...any) {
	s.t.Helper()
	if err := s.Exec(text, args...); err != nil {
		s.t.Fatalf("%s: %v", text, err)
	}
}

// Value returns the single value of a query, as text.
func (s *Session) Value(text string, args ...any) string {
	s.t.Helper()
	var v sql.NullString
	if err := s.conn.QueryRowContext(context.Background(), text, args...).Scan(&v); err != nil {
		s.t.Fatalf("%s: %v", text, err)
	}
	return v.String
}
