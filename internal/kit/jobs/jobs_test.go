package jobs

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"testing"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/day"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
)

// TestMovedClockRunsEachDayInOrder moves the clock over three nights.
func TestMovedClockRunsEachDayInOrder(t *testing.T) {
	storetest.Each(t, []store.Migration{Migrations}, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		start := time.Date(2040, 3, 2, 9, 0, 0, 0, clock.Shanghai)
		db.Clock().Set(start)
		var ran []string
		r := NewRunner(db, slog.New(slog.NewTextHandler(io.Discard, nil)))
		note := func(name string) func(context.Context, day.Date) error {
			return func(_ context.Context, on day.Date) error { ran = append(ran, name+" "+on.String()); return nil }
		}
		broken := true
		r.Add(Job{Name: "cut", Daily: "23:00", Do: note("cut")})
		r.Add(Job{Name: "remind", Daily: "08:00", Do: note("remind")})
		r.Add(Job{Name: "flaky", Daily: "12:00", Do: func(context.Context, day.Date) error {
			if broken {
				return errors.New("not now")
			}
			ran = append(ran, "flaky")
			return nil
		}})
		if err := r.CatchUp(ctx); err != nil || len(ran) != 0 {
			t.Fatalf("a new job ran for the past: %v %v", ran, err)
		}
		db.Clock().Set(start.Add(48 * time.Hour))
		if err := r.CatchUp(ctx); err == nil {
			t.Fatal("the failing job was not told")
		}
		want := "[cut 2040-03-02 remind 2040-03-03 cut 2040-03-03 remind 2040-03-04]"
		if fmt.Sprint(ran) != want {
			t.Fatalf("ran %v, want %s", ran, want)
		}
		broken, ran = false, nil
		if err := r.CatchUp(ctx); err != nil || fmt.Sprint(ran) != "[flaky flaky]" {
			t.Fatalf("ran %v %v", ran, err)
		}
		ran = nil
		if err := r.CatchUp(ctx); err != nil || len(ran) != 0 {
			t.Fatalf("ran twice: %v %v", ran, err)
		}
	})
}

// TestFrequentJobAndRestart: a frequent job does not relive every tick of a
// moved clock, and a restart neither repeats nor forgets a run.
func TestFrequentJobAndRestart(t *testing.T) {
	storetest.Each(t, []store.Migration{Migrations}, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		start := time.Date(2040, 3, 2, 9, 0, 30, 0, clock.Shanghai)
		db.Clock().Set(start)
		ticks, nights := 0, 0
		runner := func() *Runner {
			r := NewRunner(db, slog.New(slog.NewTextHandler(io.Discard, nil)))
			r.Add(Job{Name: "tick", Every: time.Minute, Do: func(context.Context, day.Date) error { ticks++; return nil }})
			r.Add(Job{Name: "night", Daily: "23:00", Do: func(context.Context, day.Date) error { nights++; return nil }})
			return r
		}
		for _, step := range []struct {
			to            time.Duration
			ticks, nights int
		}{{0, 0, 0}, {time.Minute, 1, 0}, {90 * time.Second, 2, 0}, {time.Hour, 3, 0}, {24 * time.Hour, 4, 1}, {24 * time.Hour, 4, 1}} {
			db.Clock().Set(start.Add(step.to))
			if err := runner().CatchUp(ctx); err != nil {
				t.Fatal(err)
			}
			if ticks != step.ticks || nights != step.nights {
				t.Errorf("after %v: %d ticks and %d nights, want %d and %d", step.to, ticks, nights, step.ticks, step.nights)
			}
		}
	})
}

func TestBadTimetables(t *testing.T) {
	do := func(context.Context, day.Date) error { return nil }
	for _, j := range []Job{{Name: "none", Do: do}, {Name: "both", Daily: "10:00", Every: time.Hour, Do: do},
		{Name: "odd", Daily: "25:00", Do: do}, {Name: "idle", Daily: "10:00"}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s was accepted", j.Name)
				}
			}()
			NewRunner(nil, nil).Add(j)
		}()
	}
}
