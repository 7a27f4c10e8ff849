package jobs

import (
	"context"
	"errors"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/store"
)

func (r *Runner) last(ctx context.Context, name string) (t time.Time, known bool, err error) {
	var us int64
	err = r.db.Read(ctx, func(q store.Q) (err error) {
		us, err = store.Scan1[int64](q, `SELECT due_us FROM jobs_run WHERE name = $1`, name)
		return err
	})
	if errors.Is(err, store.ErrNoRows) {
		return t, false, nil
	}
	return clock.FromMicros(us), err == nil, err
}

func (r *Runner) done(ctx context.Context, d dueJob) error {
	return r.db.Write(ctx, func(tx *store.Tx) error {
		_, err := tx.Exec(`INSERT INTO jobs_run (name, due_us) VALUES ($1, $2)
			ON CONFLICT (name) DO UPDATE SET due_us = excluded.due_us`, d.job.Name, clock.Micros(d.at))
		return err
	})
}
