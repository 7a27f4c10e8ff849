package settlement

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"time"

	"tillway/internal/audit"
	"tillway/internal/institution"
	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/jobs"
	"tillway/internal/kit/store"
)

// Jobs is what the room does by the clock: the cut-off at the institution's
// time of day, and the collection of what the bank has left for us.
func Jobs(s *Service, inst id.Institution) []jobs.Job {
	return []jobs.Job{
		{Name: "settlement.cutoff/" + inst.String(), DailyBy: s.cutoffOf(inst), Do: func(ctx context.Context, on day.Date) error {
			return s.CutDue(ctx, inst, on)
		}},
		{Name: "settlement.bank/" + inst.String(), Every: 5 * time.Second, Do: func(ctx context.Context, _ day.Date) error {
			return s.Statements(ctx, audit.System(inst, "settlement.bank"))
		}},
	}
}

func (s *Service) cutoffOf(inst id.Institution) func(context.Context, day.Date) (time.Duration, error) {
	return func(ctx context.Context, on day.Date) (at time.Duration, err error) {
		err = s.db.Read(ctx, func(q store.Q) (err error) {
			at, err = institution.Cutoff(q, inst, on)
			return err
		})
		return at, err
	}
}

// codeOf is an institution's three digits.
func codeOf(inst id.Institution) string { return strings.TrimPrefix(inst.String(), "ins_") }

// Statements takes every statement that lies in the bank's folder. What was
// taken before changes nothing, so files may stay there.
func (s *Service) Statements(ctx context.Context, by audit.Actor) error {
	files, err := fromBank(s.FromBank(), "STM"+codeOf(by.Institution))
	for _, path := range files {
		b, failed := os.ReadFile(path)
		if failed == nil {
			_, failed = s.TakeStatement(ctx, by, b)
		}
		err = errors.Join(err, failed)
	}
	return err
}

// ReadResults applies every answer to a run that lies in the bank's folder.
func (s *Service) ReadResults(ctx context.Context, by audit.Actor, runID string) (n int, err error) {
	files, err := fromBank(s.FromBank(), runID+"-R")
	if err != nil {
		return 0, err
	}
	for _, path := range files {
		b, err := os.ReadFile(path)
		if err != nil {
			return n, err
		}
		if err := s.Results(ctx, by, b); err != nil {
			return n, err
		}
		n++
	}
	if n == 0 {
		return 0, ErrNoAnswer.New("run", runID)
	}
	return n, nil
}

// fromBank lists the finished files of a folder by the head of their names.
func fromBank(dir, head string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	var out []string
	for _, e := range entries {
		if e.Type().IsRegular() && strings.HasPrefix(e.Name(), head) && !strings.HasSuffix(e.Name(), ".part") {
			out = append(out, filepath.Join(dir, e.Name()))
		}
	}
	sort.Strings(out)
	return out, err
}
