package report

import (
	"context"

	"tillway/internal/audit"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/store"
)

// ErrUnknown answers for what does not exist and for what the actor may not see.
var ErrUnknown = errs.Define("report.unknown", errs.NotFound,
	"没有找到该记录。", "There is no such record.", "请核对编号。", "Check the number.")

// Service asks the questions.
type Service struct{ db *store.DB }

// New returns the room.
func New(db *store.DB) *Service { return &Service{db: db} }

func (s *Service) read(ctx context.Context, fn func(q store.Q) error) error {
	return s.db.Read(ctx, fn)
}

// Figures are the sums of an installation, for the record of a run.
type Figures struct {
	Approved   int64 `json:"payments_approved"`
	Declined   int64 `json:"payments_declined"`
	Reversed   int64 `json:"payments_reversed"`
	Open       int64 `json:"payments_open"`
	PaidFen    int64 `json:"paid_fen"`
	TrialFen   int64 `json:"trial_balance_fen"`
	SMS        int64 `json:"sms_delivered"`
	SMSPending int64 `json:"sms_pending"` // messages on their way and events not read yet
}

// Figures counts payments by how they ended, what the bank paid, and messages.
func (s *Service) Figures(ctx context.Context, by audit.Actor) (f Figures, err error) {
	err = s.read(ctx, func(q store.Q) error { f, err = figures(q, by.Institution); return err })
	return f, err
}
