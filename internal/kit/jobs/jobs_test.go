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
