package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"

	sqlite3 "modernc.org/sqlite/lib"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/errs"
)

// sqliteEngine is the embedded database: one file, one process, a local disk.
type sqliteEngine struct {
	path  string
	query url.Values // what the operator added to the address
	lock  *os.File
	stop  func() // ends the checkpointer
}

func newSQLite(rest string) (engine, error) {
	path, query, _ := strings.Cut(rest, "?")
	q, err := url.ParseQuery(query)
	if err != nil || path == "" || strings.HasPrefix(path, ":") {
		return nil, ErrDSN.New("reason", "sqlite: needs the path of a file", "reason@zh", "sqlite: 后面要写文件路径")
	}
	return &sqliteEngine{path: path, query: q, stop: func() {}}, nil
}

func (e *sqliteEngine) name() string             { return SQLite }
func (e *sqliteEngine) where() string            { return e.path }
func (e *sqliteEngine) snapshot() *sql.TxOptions { return &sql.TxOptions{ReadOnly: true} }

// dsn lists what every connection must have. What the operator added to the
// address replaces ours; the settings that matter are read back.
func (e *sqliteEngine) dsn(pragmas ...string) string {
	all := append([]string{
		"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)",
		"foreign_keys(ON)", "recursive_triggers(ON)", "trusted_schema(OFF)",
	}, pragmas...)
	byName := map[string]string{}
	for _, p := range append(all, e.query["_pragma"]...) {
		name, _, _ := strings.Cut(p, "(")
		byName[name] = p
	}
	q := url.Values{}
	for _, p := range byName { // the driver orders them
		q.Add("_pragma", p)
	}
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: e.path}).EscapedPath(), RawQuery: q.Encode()}).String()
}

func (e *sqliteEngine) openWriter(ctx context.Context, opt *Options) (writeSession, error) {
	if err := e.possess(); err != nil {
		return nil, err
	}
	// Checkpoints happen off the commit path: inside it they cost 150 ms at p99.9.
	db, conn, err := e.connect(ctx, "wal_autocheckpoint(0)", "cache_size(-65536)")
	if err != nil {
		return nil, err
	}
	s := &sqliteSession{db: db, conn: conn, prepared: map[string]*sql.Stmt{}}
	if err := durable(ctx, s); err != nil {
		s.close()
		return nil, err
	}
	if err := e.startCheckpoints(ctx, opt); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

// possess makes the file, readable by its owner only, and takes the lock that
// keeps a second process out for as long as this one lives.
func (e *sqliteEngine) possess() error {
	if err := e.isFile(); err != nil && !errors.Is(err, os.ErrNotExist) {
		return e.cannotOpen(err)
	}
	f, err := os.OpenFile(e.path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return e.cannotOpen(err)
	}
	f.Close()
	lock, err := os.OpenFile(e.path+".lock", os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return e.cannotOpen(err)
	}
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		pid := make([]byte, 20)
		n, _ := lock.Read(pid)
		lock.Close()
		return ErrSecond.Wrap(err, "where", e.path, "holder", "pid "+strings.TrimSpace(string(pid[:n])))
	}
	e.lock = lock
	_ = lock.Truncate(0) // the number is a courtesy to whoever comes second
	fmt.Fprintln(lock, os.Getpid())
	return nil
}

// isFile keeps SQLite away from directories and devices, of which it says odd
// things.
func (e *sqliteEngine) isFile() error {
	st, err := os.Stat(e.path)
	switch {
	case err != nil:
		return err
	case st.IsDir():
		return syscall.EISDIR
	case !st.Mode().IsRegular():
		return ErrOpen.New("where", e.path, "reason", "it is not a regular file", "reason@zh", "它不是普通文件")
	}
	return nil
}

func (e *sqliteEngine) cannotOpen(err error) error {
	switch {
	case errs.As(err) != nil:
		return err
	case errors.Is(err, syscall.EROFS), errors.Is(err, syscall.EACCES):
		return ErrReadOnly.Wrap(err)
	case errors.Is(err, syscall.ENOSPC):
		return ErrFull.Wrap(err)
	}
	switch sqliteCode(err) & 0xff {
	case sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT:
		return ErrNotDatabase.Wrap(err, "where", e.path)
	}
	if known := explain(err); errs.As(known) != nil {
		return known
	}
	return ErrOpen.WithReason(err, "where", e.path)
}

// connect opens a handle of exactly one connection.
func (e *sqliteEngine) connect(ctx context.Context, pragmas ...string) (*sql.DB, *sql.Conn, error) {
	db, err := sql.Open("sqlite", e.dsn(pragmas...))
	if err != nil {
		return nil, nil, ErrDSN.Wrap(err, "reason", "its options are not understood", "reason@zh", "它的选项无法识别")
	}
	db.SetMaxOpenConns(1)
	conn, err := db.Conn(ctx)
	if err == nil { // reads the header: is it a database at all?
		_, err = conn.ExecContext(ctx, "SELECT count(*) FROM sqlite_schema")
	}
	if err != nil {
		db.Close()
		return nil, nil, e.cannotOpen(err)
	}
	return db, conn, nil
}

// durable reads back what a promise of durability and the triggers rest on
// (reliability-security D1).
func durable(ctx context.Context, s *sqliteSession) error {
	for _, c := range []struct {
		setting, want string
		ok            func(string) bool
	}{
		{"journal_mode", "wal", func(v string) bool { return v == "wal" }},
		{"synchronous", "2 (FULL)", func(v string) bool { return v == "2" || v == "3" }},
		{"foreign_keys", "1", func(v string) bool { return v == "1" }},
		{"recursive_triggers", "1", func(v string) bool { return v == "1" }},
	} {
		var got string
		if err := s.conn.QueryRowContext(ctx, "PRAGMA "+c.setting).Scan(&got); err != nil {
			return err
		}
		if !c.ok(got) {
			return ErrWeak.New("setting", c.setting, "value", got, "want", c.want)
		}
	}
	return nil
}

func (e *sqliteEngine) openReaders(ctx context.Context) (*sql.DB, error) {
	if err := e.isFile(); err != nil {
		return nil, e.cannotOpen(err)
	}
	if e.sealed() {
		return e.readers(ctx, e.dsn("query_only(ON)")+"&mode=ro&immutable=1")
	}
	return e.readers(ctx, e.dsn("query_only(ON)"))
}

// sealed tells of a file that nobody can write here, such as a backup: it is
// read without the log's files, which could not be made or would stay behind
// with the same permissions and shut the writer out.
func (e *sqliteEngine) sealed() bool {
	const writable = 2
	return (syscall.Access(e.path, writable) != nil || syscall.Access(filepath.Dir(e.path), writable) != nil) && e.atRest()
}

func (e *sqliteEngine) readers(ctx context.Context, dsn string) (*sql.DB, error) {
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, ErrDSN.Wrap(err, "reason", "its options are not understood", "reason@zh", "它的选项无法识别")
	}
	n := max(4, 2*runtime.GOMAXPROCS(0))
	db.SetMaxOpenConns(n)
	db.SetMaxIdleConns(n)
	var tables int
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil {
		db.Close()
		return nil, e.cannotOpen(err)
	}
	return db, nil
}

// atRest tells that nobody writes to the file and nothing waits in its log.
func (e *sqliteEngine) atRest() bool {
	if log, err := os.Stat(e.path + "-wal"); err == nil && log.Size() > 0 {
		return false
	}
	lock, err := os.Open(e.path + ".lock")
	if errors.Is(err, os.ErrNotExist) {
		return true
	}
	if err != nil {
		return false
	}
	defer lock.Close() // and with it the lock
	return syscall.Flock(int(lock.Fd()), syscall.LOCK_SH|syscall.LOCK_NB) == nil
}

// checkpointBytes of log are worth a checkpoint: about 1,000 pages.
const checkpointBytes = 4 << 20

// startCheckpoints moves the log into the file on a connection of its own,
// without ever holding up a commit (PASSIVE).
func (e *sqliteEngine) startCheckpoints(ctx context.Context, opt *Options) error {
	db, conn, err := e.connect(ctx, "wal_autocheckpoint(0)")
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for clock.Sleep(ctx, 200*time.Millisecond) == nil {
			if st, err := os.Stat(e.path + "-wal"); err != nil || st.Size() < checkpointBytes {
				continue
			}
			if _, err := conn.ExecContext(context.Background(), "PRAGMA wal_checkpoint(PASSIVE)"); isIO(err) {
				opt.Fatal(err) // a failed flush: nobody knows what is in the file
				return
			}
		}
	}()
	e.stop = func() {
		cancel()
		<-ended
		conn.Close() // the last connection takes the log's files away
		db.Close()
	}
	return nil
}

func (e *sqliteEngine) close() {
	e.stop()
	if e.lock != nil {
		e.lock.Close()
	}
}

// sqliteSession is the writer's connection, with its statements prepared.
type sqliteSession struct {
	db       *sql.DB
	conn     *sql.Conn
	prepared map[string]*sql.Stmt
}

// maxPrepared bounds the statements kept; the house has some hundreds.
const maxPrepared = 2000

func (s *sqliteSession) prepare(ctx context.Context, text string) (*sql.Stmt, error) {
	if st, ok := s.prepared[text]; ok {
		return st, nil
	}
	if len(s.prepared) >= maxPrepared {
		for _, st := range s.prepared {
			st.Close()
		}
		clear(s.prepared)
	}
	st, err := s.conn.PrepareContext(ctx, text)
	if err == nil {
		s.prepared[text] = st
	}
	return st, err
}

func (s *sqliteSession) exec(ctx context.Context, text string, args []any) (sql.Result, error) {
	st, err := s.prepare(ctx, text)
	if err != nil {
		return nil, err
	}
	return st.ExecContext(ctx, args...)
}

func (s *sqliteSession) query(ctx context.Context, text string, args []any) (*sql.Rows, error) {
	st, err := s.prepare(ctx, text)
	if err != nil {
		return nil, err
	}
	return st.QueryContext(ctx, args...)
}

// script runs a statement that will not come again.
func (s *sqliteSession) script(ctx context.Context, text string) error {
	_, err := s.conn.ExecContext(ctx, text)
	return err
}

func (s *sqliteSession) begin(ctx context.Context) error {
	_, err := s.exec(ctx, "BEGIN IMMEDIATE", nil)
	return err
}

func (s *sqliteSession) mark(ctx context.Context, first bool) error {
	if !first {
		if _, err := s.exec(ctx, "RELEASE SAVEPOINT f", nil); err != nil {
			return err
		}
	}
	_, err := s.exec(ctx, "SAVEPOINT f", nil)
	return err
}

func (s *sqliteSession) alive() bool              { return true }
func (s *sqliteSession) beatEvery() time.Duration { return 0 }

// close empties the log into the file, so that the file alone is the database.
func (s *sqliteSession) close() error {
	for _, st := range s.prepared {
		st.Close()
	}
	_, err := s.conn.ExecContext(context.Background(), "PRAGMA wal_checkpoint(TRUNCATE)")
	return errors.Join(err, s.conn.Close(), s.db.Close())
}

func (e *sqliteEngine) guard(table string, ops ...string) []string {
	var out []string
	for _, op := range ops {
		if op == "TRUNCATE" {
			continue // SQLite has none; REPLACE deletes, and recursive_triggers shows it to us
		}
		out = append(out, fmt.Sprintf("CREATE TRIGGER %s BEFORE %s ON %s BEGIN SELECT RAISE(ABORT, '%s: %s refused'); END",
			guardName(table, op), op, table, table, op))
	}
	return out
}

func (e *sqliteEngine) unguard(table string, ops ...string) []string {
	var out []string
	for _, op := range ops {
		out = append(out, "DROP TRIGGER IF EXISTS "+guardName(table, op))
	}
	return out
}

func guardName(table, op string) string { return table + "_no_" + strings.ToLower(op) }
