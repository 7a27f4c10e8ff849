package store

import (
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/errs"
)

// The engines' names, as Engine returns them and generators take them.
const (
	SQLite   = "sqlite"
	Postgres = "postgres"
)

// The kinds of database. Sandbox and live data never meet.
const (
	Sandbox = "sandbox"
	Live    = "live"
)

// Options say how to open a database. The zero value opens a sandbox.
type Options struct {
	Log        *slog.Logger
	Clock      *clock.Business
	Migrations []Migration
	// Kind is what the database must be: Sandbox or Live. A new database
	// becomes it; empty means whatever it is (Sandbox when new).
	Kind string
	// ReadOnly opens for questions only, beside a running writer: nothing is
	// migrated and Write is refused.
	ReadOnly bool
	// Queue bounds how many functions may wait for the writer (default 8192).
	Queue int
	// Fatal is called when the process must not go on: a failed flush, a lost
	// lease, a panic of the writer. It logs and exits 1 by default.
	Fatal func(error)
	// FlushDelay lengthens every commit, to measure on a quick disk what a
	// slow one would do.
	FlushDelay time.Duration
	// Rehearse runs every function twice, undoing the first run, so that a test
	// finds the ones that touch more than their transaction.
	Rehearse bool
	// Fault lets a test fail the writer at "begin" or "commit".
	Fault func(point string) error
}

func (o *Options) fill() {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Clock == nil {
		o.Clock = clock.NewBusiness(0)
	}
	if o.Queue == 0 {
		o.Queue = 8192
	}
	if o.Fatal == nil {
		log := o.Log
		o.Fatal = func(err error) {
			log.Error("the store cannot go on; stopping", "error", err)
			os.Exit(1)
		}
	}
}

// DB is an open database.
type DB struct {
	opt    Options
	engine engine
	read   *sql.DB
	asks   sync.Map // SQL text → *sql.Stmt of the read pool (SQLite)

	mu     sync.RWMutex // guards closed against a send on the queue
	closed bool
	writer *writer // nil when read-only

	kind, installation string
}

// engine is what differs between SQLite and PostgreSQL.
type engine interface {
	name() string
	// where names the database for people, without secrets.
	where() string
	// openWriter takes sole possession of the database and returns the
	// writer's session.
	openWriter(ctx context.Context, opt *Options) (writeSession, error)
	openReaders(ctx context.Context) (*sql.DB, error)
	// snapshot says how a read transaction begins.
	snapshot() *sql.TxOptions
	// statement translates one statement of a migration.
	statement(text string) string
	// guard returns the triggers that refuse changes of a table, unguard
	// takes them away.
	guard(table string, ops ...string) []string
	unguard(table string, ops ...string) []string
	// close gives up possession, after the sessions are closed.
	close()
}

// writeSession is the writer's connection.
type writeSession interface {
	session
	script(ctx context.Context, text string) error
	begin(ctx context.Context) error // and proves that we are still the writer
	// mark puts savepoint f before the next function, in place of the last one.
	mark(ctx context.Context, first bool) error
	alive() bool              // the connection can still be used
	beatEvery() time.Duration // 0: no heartbeat
	close() error
}

// Open opens, checks and migrates the database that dsn names:
// "sqlite:PATH" or "postgres://user@host/database".
func Open(ctx context.Context, dsn string, opt Options) (*DB, error) {
	opt.fill()
	eng, err := parse(dsn)
	if err != nil {
		return nil, err
	}
	db := &DB{opt: opt, engine: eng}
	if err := db.open(ctx); err != nil {
		db.Close()
		return nil, db.cannotOpen(err)
	}
	return db, nil
}

// cannotOpen gives what has no sentence yet the one of a database that does not
// open.
func (db *DB) cannotOpen(err error) error {
	err = explain(err)
	if errs.As(err) != nil || errors.Is(err, context.Canceled) {
		return err
	}
	return ErrOpen.WithReason(err, "where", db.engine.where())
}

func parse(dsn string) (engine, error) {
	scheme, rest, _ := strings.Cut(dsn, ":")
	switch {
	case scheme == "sqlite":
		return newSQLite(rest)
	case scheme == "postgres" || scheme == "postgresql":
		return newPostgres(dsn)
	}
	return nil, ErrDSN.New("reason", "it starts with neither sqlite: nor postgres://", "reason@zh", "它既不以 sqlite: 也不以 postgres:// 开头")
}

func (db *DB) open(ctx context.Context) (err error) {
	if !db.opt.ReadOnly {
		on, err := db.engine.openWriter(ctx, &db.opt)
		if err != nil {
			return err
		}
		db.writer = newWriter(on, &db.opt)
		if err := db.migrate(ctx, on); err != nil {
			return err
		}
	}
	if db.read, err = db.engine.openReaders(ctx); err != nil {
		return err
	}
	if err := db.identify(ctx); err != nil {
		return err
	}
	if db.writer == nil {
		return nil
	}
	if err := db.prove(ctx); err != nil {
		return err
	}
	go db.writer.loop()
	db.writer.started = true
	return nil
}

// Engine returns SQLite or Postgres.
func (db *DB) Engine() string { return db.engine.name() }

// Kind returns Sandbox or Live.
func (db *DB) Kind() string { return db.kind }

// Installation returns the identity the database got when it was made.
func (db *DB) Installation() string { return db.installation }

// Clock returns the business clock that dates what is written.
func (db *DB) Clock() *clock.Business { return db.opt.Clock }

// Write runs fn in a transaction that it shares with others and returns when
// its outcome is durable. The context's deadline covers the time in the queue;
// once taken, fn runs to its end. See the package comment for fn's rules.
func (db *DB) Write(ctx context.Context, fn func(tx *Tx) error) error {
	if err := ctx.Err(); err != nil {
		return ErrBusy.Wrap(err)
	}
	r := &request{fn: fn, done: make(chan error, 1)}
	if err := db.enqueue(r); err != nil {
		return err
	}
	select {
	case err := <-r.done:
		return err
	case <-ctx.Done():
		if r.state.CompareAndSwap(waiting, withdrawn) {
			return ErrBusy.Wrap(ctx.Err())
		}
		return db.answer(r)
	case <-db.writer.ended:
		return db.answer(r)
	}
}

// answer waits for a request the writer has taken, or for the writer's end.
func (db *DB) answer(r *request) error {
	select {
	case err := <-r.done:
		return err
	case <-db.writer.ended:
	}
	select {
	case err := <-r.done:
		return err
	default:
		return ErrStopped.Wrap(db.writer.dead)
	}
}

func (db *DB) enqueue(r *request) error {
	db.mu.RLock()
	defer db.mu.RUnlock()
	if db.writer == nil {
		return ErrReadOnly.New()
	}
	if db.closed {
		return ErrStopped.New()
	}
	select {
	case db.writer.queue <- r:
		return nil
	default:
		return ErrBusy.New()
	}
}

// Read runs fn on one consistent snapshot.
func (db *DB) Read(ctx context.Context, fn func(q Q) error) error {
	tx, err := db.read.BeginTx(ctx, db.engine.snapshot())
	if err != nil {
		return explain(err)
	}
	s := &readSession{db: db, tx: tx}
	defer s.end(ctx)
	c := &call{ctx: ctx, on: s}
	return c.end(fn(c))
}

// readSession is a snapshot of the read pool. SQLite's statements are prepared
// once; pgx keeps its own.
type readSession struct {
	db    *DB
	tx    *sql.Tx
	fresh []string // statements that are not prepared yet
}

func (s *readSession) exec(context.Context, string, []any) (sql.Result, error) {
	return nil, ErrReadOnly.New()
}

func (s *readSession) query(ctx context.Context, text string, args []any) (*sql.Rows, error) {
	if s.db.Engine() != SQLite {
		return s.tx.QueryContext(ctx, text, args...)
	}
	if st, ok := s.db.asks.Load(text); ok {
		return s.tx.StmtContext(ctx, st.(*sql.Stmt)).QueryContext(ctx, args...)
	}
	s.fresh = append(s.fresh, text)
	return s.tx.QueryContext(ctx, text, args...)
}

// end gives the connection back and only then prepares what was new: preparing
// wants a connection of the pool, and whoever asks for one while holding one
// may wait for ever for others who do the same.
func (s *readSession) end(ctx context.Context) {
	_ = s.tx.Rollback()
	for _, text := range s.fresh {
		made, err := s.db.read.PrepareContext(ctx, text)
		if err != nil {
			return // the next who asks tries again
		}
		if _, there := s.db.asks.LoadOrStore(text, made); there {
			made.Close()
		}
	}
}

// Close lets what is queued finish and gives the database up.
func (db *DB) Close() error {
	db.mu.Lock()
	again := db.closed
	db.closed = true
	db.mu.Unlock()
	if again {
		return nil
	}
	var err error
	if db.read != nil {
		err = db.read.Close()
	}
	if db.writer != nil {
		err = errors.Join(db.writer.close(), err)
	}
	db.engine.close()
	return err
}

// requests' states.
const (
	waiting int32 = iota
	taken
	withdrawn
)

// request is a function in the queue.
type request struct {
	fn    func(*Tx) error
	state atomic.Int32
	err   error
	done  chan error
}
