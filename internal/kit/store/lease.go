package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"tillway/internal/kit/clock"
)

// A PostgreSQL database can be reached from several machines, and two writers
// that both read before they write pay 200 for 100. So there is one, under a
// lease: a row whose token every group's transaction must still match. Who
// takes over raises the token, and the writer before it, should it wake up,
// finds nothing to update and stops.
const (
	leaseKey   = 0x54494c4c574159 // "TILLWAY": the advisory lock of a database
	leaseBeat  = 5 * time.Second
	leaseStale = 15 * time.Second
	// leasePatience covers the moment in which the server notices that the
	// process before us is dead and lets go of its lock.
	leasePatience = 2 * time.Second

	serverMicros = "CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT)"
)

// takeLease makes this session the writer, or says who is.
func (s *postgresSession) takeLease(ctx context.Context, where string) error {
	if err := s.lockSoon(ctx); err != nil {
		return err
	}
	if s.sole {
		if err := s.makeLease(ctx); err != nil {
			return err
		}
	}
	return s.raise(ctx, where)
}

// lockSoon tries for the advisory lock, which lives as long as its session.
func (s *postgresSession) lockSoon(ctx context.Context) error {
	for start := clock.Now(); ; {
		err := s.conn.QueryRowContext(ctx, "SELECT pg_try_advisory_lock($1)", leaseKey).Scan(&s.sole)
		if err != nil || s.sole || clock.Since(start) > leasePatience {
			return err
		}
		if err := clock.Sleep(ctx, 100*time.Millisecond); err != nil {
			return err
		}
	}
}

const leaseTable = `CREATE TABLE IF NOT EXISTS store_lease (
	name TEXT COLLATE "C" PRIMARY KEY, token BIGINT NOT NULL, beat_us BIGINT NOT NULL, locked BOOLEAN NOT NULL) WITH (fillfactor = 50)`

func (s *postgresSession) makeLease(ctx context.Context) error {
	_, err := s.conn.ExecContext(ctx, leaseTable)
	if err == nil {
		_, err = s.conn.ExecContext(ctx, `INSERT INTO store_lease (name, token, beat_us, locked) VALUES ('writer', 0, 0, TRUE) ON CONFLICT DO NOTHING`)
	}
	return err
}

// raise takes the lease over by raising its token: at once when the lock is
// ours, since the session that held it is gone; otherwise, from a machine that
// is frozen or cut off, when it has not been heard of for a while. A writer
// that took over like that holds no lock yet (locked is false), so a free lock
// alone does not say that it is gone.
func (s *postgresSession) raise(ctx context.Context, where string) error {
	var seen, age int64
	var locked bool
	err := s.conn.QueryRowContext(ctx, "SELECT token, "+serverMicros+" - beat_us, locked FROM store_lease WHERE name = 'writer'").Scan(&seen, &age, &locked)
	silent := time.Duration(age) * time.Microsecond
	if err == nil && (s.sole && locked || silent >= leaseStale) {
		return s.conn.QueryRowContext(ctx, `UPDATE store_lease SET token = token + 1, beat_us = `+serverMicros+`, locked = $1
			WHERE name = 'writer' AND token = $2 RETURNING token`, s.sole, seen).Scan(&s.token)
	}
	holder, zh := "starting", "正在启动"
	if err == nil {
		n := int(silent.Seconds())
		holder, zh = fmt.Sprintf("last heard of %d s ago", n), fmt.Sprintf("%d 秒前还在工作", n)
	}
	return ErrSecond.Wrap(err, "where", where, "holder", holder, "holder@zh", zh)
}

// begin opens a group's transaction and proves in it that we are the writer.
func (s *postgresSession) begin(ctx context.Context) error {
	if !s.sole { // the frozen one may be gone by now
		err := s.conn.QueryRowContext(ctx, "SELECT pg_try_advisory_lock($1)", leaseKey).Scan(&s.sole)
		if err != nil {
			return err
		}
	}
	res, err := s.conn.ExecContext(ctx, fmt.Sprintf( // one round trip
		"BEGIN; UPDATE store_lease SET beat_us = %s, locked = %t WHERE name = 'writer' AND token = %d", serverMicros, s.sole, s.token),
		pgx.QueryExecModeSimpleProtocol)
	if err != nil {
		s.abandon(ctx)
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n != 1 {
		s.abandon(ctx)
		return ErrLease.Wrap(err)
	}
	return nil
}

// abandon ends a transaction that did not begin well. On a broken connection
// there is none, and its error would say nothing new.
func (s *postgresSession) abandon(ctx context.Context) {
	_, _ = s.conn.ExecContext(ctx, "ROLLBACK")
}

func (s *postgresSession) beatEvery() time.Duration { return leaseBeat }
