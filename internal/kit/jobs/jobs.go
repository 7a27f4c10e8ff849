// Package jobs does by the clock what must be done by the clock. A job runs
// when the business clock passes its due time. When the sandbox moves the clock
// over several due times, each runs in order, as the days would have passed.
// The last due time is kept, so that a restart neither repeats nor forgets.
package jobs

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"log/slog"
	"sort"
	"sync"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/day"
	"tillway/internal/kit/store"
)

//go:embed migrations/*.sql
var migrationsFS embed.FS

// Migrations holds the table of last runs.
var Migrations = store.Migration{Room: "jobs", FS: migrationsFS}

// Job is a plain function with a timetable: Daily at a civil time of day
// ("23:00", +08:00), DailyBy at one that depends on the date, or Every so often.
type Job struct {
	Name    string
	Daily   string
	DailyBy func(ctx context.Context, on day.Date) (sinceMidnight time.Duration, err error)
	Every   time.Duration
	// Prompt jobs also run when the runner is woken: they do outside the
	// database what an event asked for.
	Prompt bool
	// Do gets the civil date of its due time. It must be safe to run again: a
	// crash between Do and the record of it repeats the run.
	Do func(ctx context.Context, on day.Date) error
}

// Runner runs jobs.
type Runner struct {
	db   *store.DB
	log  *slog.Logger
	jobs []Job
	turn sync.Mutex
	wake chan struct{}
}

// NewRunner returns a runner without jobs.
func NewRunner(db *store.DB, log *slog.Logger) *Runner {
	return &Runner{db: db, log: log, wake: make(chan struct{}, 1)}
}

// Add registers a job; names are unique and lasting. A bad timetable is a
// programming error.
func (r *Runner) Add(j Job) {
	if j.Daily != "" {
		at, err := minuteOf(j.Daily)
		if err != nil || j.DailyBy != nil {
			panic("jobs: bad timetable of " + j.Name)
		}
		j.DailyBy = func(context.Context, day.Date) (time.Duration, error) { return at, nil }
	}
	if j.Do == nil || (j.DailyBy == nil) == (j.Every == 0) {
		panic("jobs: bad timetable of " + j.Name)
	}
	r.jobs = append(r.jobs, j)
}

func minuteOf(daily string) (time.Duration, error) {
	t, err := time.Parse("15:04", daily)
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute, err
}

// next returns the first due time of j after t.
func (j Job) next(ctx context.Context, t time.Time) (time.Time, error) {
	if j.Every > 0 {
		return t.Truncate(j.Every).Add(j.Every), nil
	}
	for on := day.Of(t); ; on = on.AddDays(1) {
		at, err := j.DailyBy(ctx, on)
		if due := on.At(at); err != nil || due.After(t) {
			return due, err
		}
	}
}

// Wake runs the prompt jobs now.
func (r *Runner) Wake() {
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

// prompt runs the prompt jobs besides their timetable.
func (r *Runner) prompt(ctx context.Context) {
	r.turn.Lock()
	defer r.turn.Unlock()
	for _, j := range r.jobs {
		if !j.Prompt {
			continue
		}
		if err := j.Do(ctx, day.Of(r.db.Clock().Now())); err != nil && ctx.Err() == nil {
			r.log.Error("jobs", "err", fmt.Errorf("job %s: %w", j.Name, err))
		}
	}
}

// Run keeps running what is due until ctx ends.
func (r *Runner) Run(ctx context.Context) error {
	tick := clock.Ticker(500 * time.Millisecond)
	defer tick.Stop()
	for {
		if err := r.CatchUp(ctx); err != nil && ctx.Err() == nil {
			r.log.Error("jobs", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		case <-r.wake:
			r.prompt(ctx)
		}
	}
}

type dueJob struct {
	job Job
	at  time.Time
}

// CatchUp runs everything that is due now, in the order of due times. A job
// that fails is logged and tried again at the next look; others go on.
func (r *Runner) CatchUp(ctx context.Context) error {
	r.turn.Lock()
	defer r.turn.Unlock()
	now := r.db.Clock().Now()
	failed := map[string]bool{}
	var firstErr error
	for ctx.Err() == nil {
		due, err := r.due(ctx, now, failed)
		if err != nil || len(due) == 0 {
			return errors.Join(firstErr, err)
		}
		d := due[0]
		if err := d.job.Do(ctx, day.Of(d.at)); err != nil {
			failed[d.job.Name] = true
			firstErr = errors.Join(firstErr, fmt.Errorf("job %s: %w", d.job.Name, err))
			continue
		}
		if err := r.done(ctx, d); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// due lists jobs whose time has come. A job never run before is due from now
// on, not for the past.
func (r *Runner) due(ctx context.Context, now time.Time, skip map[string]bool) (out []dueJob, err error) {
	for _, j := range r.jobs {
		if skip[j.Name] {
			continue
		}
		last, known, err := r.last(ctx, j.Name)
		if err != nil {
			return nil, err
		}
		if !known {
			if err := r.done(ctx, dueJob{j, now}); err != nil {
				return nil, err
			}
			continue
		}
		at, err := j.next(ctx, last)
		if err != nil {
			return nil, err
		}
		if j.Every > 0 && now.Sub(at) > j.Every { // a frequent job does not relive every tick
			at = now.Truncate(j.Every)
		}
		if !at.After(now) && at.After(last) {
			out = append(out, dueJob{j, at})
		}
	}
	sort.SliceStable(out, func(a, b int) bool { return out[a].at.Before(out[b].at) })
	return out, nil
}
