package onboarding

import (
	"context"
	"errors"

	"tillway/internal/audit"
	"tillway/internal/institution"
	"tillway/internal/kit/clock"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/id"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
)

// VerifyPending asks the registries again about what they did not answer, and
// about what a stop of the program left submitted. Run it every minute.
func (s *Service) VerifyPending(ctx context.Context, inst id.Institution) error {
	var waiting []Application
	err := s.db.Read(ctx, func(q store.Q) error {
		for _, status := range []string{"submitted", "verifying"} {
			some, err := listApplications(q, inst, filter{status: status, limit: 100})
			if err != nil {
				return err
			}
			waiting = append(waiting, some...)
		}
		return nil
	})
	for _, a := range waiting {
		// One that stays silent must not keep the others waiting.
		if e := s.Verify(ctx, audit.System(inst, "verify"), a.ID); e != nil && !errs.Is(e, ErrRegistry) {
			err = errors.Join(err, e)
		}
	}
	return err
}

// Expire closes drafts and returned applications that nobody touched for too
// long (acquiring-rules §1.9). Run it daily.
func (s *Service) Expire(ctx context.Context, inst id.Institution) error {
	return s.db.Write(ctx, func(tx *store.Tx) error {
		today := day.Of(tx.Now())
		for status, param := range map[string]string{"draft": "review.draft_days", "returned": "review.returned_days"} {
			days, err := institution.ParamInt(tx, inst, param, today)
			if err != nil {
				return err
			}
			old, err := idle(tx, inst, status, clock.Micros(tx.Now().AddDate(0, 0, -int(days))))
			if err != nil {
				return err
			}
			for _, a := range old {
				if err := move(tx, audit.System(inst, "expire"), a, "expire", ""); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// Escalate tells, once for each, of reviews past their promise (S73). Run it
// hourly.
func (s *Service) Escalate(ctx context.Context, inst id.Institution) error {
	return s.db.Write(ctx, func(tx *store.Tx) error {
		late, err := lateApplications(tx, inst, tx.NowMicros())
		if err != nil {
			return err
		}
		for _, a := range late {
			a.told = true
			if err := save(tx, a, a.pos.Step); err != nil {
				return err
			}
			if err := audit.Write(tx, audit.System(inst, "sla"), "onboarding.escalate", "application", a.ID.String(), detail(a, "")); err != nil {
				return err
			}
			if err := outbox.Emit(tx, inst, Overdue{ApplicationID: a.ID, Number: a.Number, OwnerUser: a.Owner.String()}); err != nil {
				return err
			}
		}
		return nil
	})
}

// Purge destroys the keys of refused applications after the term: form and
// papers can never be read again (S27). Run it daily.
func (s *Service) Purge(ctx context.Context, inst id.Institution) error {
	var due []Application
	err := s.db.Read(ctx, func(q store.Q) error {
		days, err := institution.ParamInt(q, inst, "retention.refused_days", s.today())
		if err != nil {
			return err
		}
		due, err = refused(q, inst, clock.Micros(s.db.Clock().Now().AddDate(0, 0, -int(days))))
		return err
	})
	if err != nil {
		return err
	}
	by := audit.System(inst, "purge")
	for _, a := range due {
		if err := s.parties.Destroy(ctx, by, a.prospect); err != nil {
			return err
		}
		err := s.db.Write(ctx, func(tx *store.Tx) error {
			if err := markPurged(tx, a); err != nil {
				return err
			}
			return audit.Write(tx, by, "onboarding.purge", "application", a.ID.String(), detail(a, ""))
		})
		if err != nil {
			return err
		}
	}
	return nil
}
