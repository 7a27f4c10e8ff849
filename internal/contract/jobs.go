package contract

import (
	"context"
	"time"

	"tillway/internal/kit/day"
	"tillway/internal/kit/jobs"
)

// Jobs is what must happen by the clock: drafts are printed and sent, and
// invitations end.
func (s *Service) Jobs() []jobs.Job {
	return []jobs.Job{
		{Name: "contract.send", Every: time.Second, Prompt: true, Do: func(ctx context.Context, _ day.Date) error { return s.SendDrafted(ctx) }},
		{Name: "contract.expiry", Every: time.Hour, Do: func(ctx context.Context, _ day.Date) error { return s.ExpireDue(ctx) }},
	}
}
