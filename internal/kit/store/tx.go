package store

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"tillway/internal/kit/clock"
)

// Q asks questions. Both a Tx and the snapshot of Read answer them.
type Q interface {
	Query(sql string, args ...any) (*Rows, error)
	Row(sql string, args ...any) *Row
}

// session is a connection inside a transaction.
type session interface {
	exec(ctx context.Context, text string, args []any) (sql.Result, error)
	query(ctx context.Context, text string, args []any) (*sql.Rows, error)
}

// call is one function's turn on a session. It keeps both engines to the
// stricter one's rules: a failed statement dooms the function, and one result
// set is open at a time.
type call struct {
	ctx  context.Context
	on   session
	open *Rows
	err  error // the first statement that failed
	over bool
}

func (c *call) ready() error {
	switch {
	case c.over:
		return bug("the transaction is over")
	case c.err != nil:
		return c.err
	case c.open != nil:
		return c.fail(bug("the rows of the query before are still open"))
	}
	return nil
}

func (c *call) fail(err error) error {
	err = explain(err)
	if c.err == nil {
		c.err = err
	}
	return err
}

// end closes what the function left open and returns its verdict: a function
// that swallowed a failed statement has failed.
func (c *call) end(err error) error {
	if c.open != nil {
		c.open.Close()
	}
	c.over = true
	if err == nil {
		err = c.err
	}
	return err
}

// Query runs a statement that returns rows. Close them, or read to the end.
func (c *call) Query(text string, args ...any) (*Rows, error) {
	if err := c.ready(); err != nil {
		return nil, err
	}
	rows, err := c.on.query(c.ctx, text, args)
	if err != nil {
		return nil, c.fail(err)
	}
	c.open = &Rows{call: c, rows: rows}
	return c.open, nil
}

// Row runs a statement that returns at most one row.
func (c *call) Row(text string, args ...any) *Row {
	rows, err := c.Query(text, args...)
	return &Row{rows: rows, err: err}
}

// Rows is an open result set.
type Rows struct {
	call *call
	rows *sql.Rows
}

// Next moves to the next row; at the end it closes the set.
func (r *Rows) Next() bool {
	if r.rows.Next() {
		return true
	}
	r.Close()
	return false
}

// Scan copies the row's columns.
func (r *Rows) Scan(dest ...any) error { return r.rows.Scan(dest...) }

// Err returns what ended the set before its end.
func (r *Rows) Err() error {
	if err := r.rows.Err(); err != nil {
		return r.call.fail(err)
	}
	return nil
}

// Close lets the next statement run. Closing twice is fine.
func (r *Rows) Close() error {
	if r.call.open == r {
		r.call.open = nil
	}
	err := r.rows.Close()
	if e := r.rows.Err(); e != nil {
		return r.call.fail(e)
	}
	return err
}

// Row is the answer of a single-row question.
type Row struct {
	rows *Rows
	err  error
}

// Scan copies the row's columns, or returns ErrNoRows.
func (r *Row) Scan(dest ...any) error {
	if r.err != nil {
		return r.err
	}
	if !r.rows.rows.Next() {
		if err := r.rows.Close(); err != nil {
			return err
		}
		return ErrNoRows
	}
	if err := r.rows.Scan(dest...); err != nil {
		r.rows.Close()
		return err
	}
	return r.rows.Close()
}

// Tx is a function's part of a write transaction.
type Tx struct {
	call
	now time.Time
}

// Exec runs a statement and returns how many rows it touched.
func (t *Tx) Exec(text string, args ...any) (int64, error) {
	if err := t.ready(); err != nil {
		return 0, err
	}
	res, err := t.on.exec(t.ctx, text, args)
	if err != nil {
		return 0, t.fail(err)
	}
	n, err := res.RowsAffected()
	if err != nil {
		return 0, t.fail(err)
	}
	return n, nil
}

// Now returns the business time of the transaction: one time for everything
// the function records.
func (t *Tx) Now() time.Time { return t.now }

// NowMicros returns Now in the form the tables store.
func (t *Tx) NowMicros() int64 { return clock.Micros(t.now) }

// Null is a column that may be NULL.
type Null[T any] = sql.Null[T]

// Scan1 returns the single column of a single row.
func Scan1[T any](q Q, text string, args ...any) (T, error) {
	var v T
	err := q.Row(text, args...).Scan(&v)
	return v, err
}

// Collect reads every row of a query with scan.
func Collect[T any](q Q, scan func(*Rows) (T, error), text string, args ...any) ([]T, error) {
	rows, err := q.Query(text, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

// guarded keeps a function's hands off the transaction that the writer owns.
type guarded struct{ session }

func (g guarded) exec(ctx context.Context, text string, args []any) (sql.Result, error) {
	switch word, _, _ := strings.Cut(strings.TrimSpace(text), " "); strings.ToUpper(word) {
	case "BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE":
		return nil, bug("the transaction belongs to the writer: %s refused", word)
	}
	return g.session.exec(ctx, text, args)
}
