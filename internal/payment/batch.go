package payment

import (
	"context"

	"tillway/internal/audit"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
	"tillway/internal/terminal"
)

// Totals are a batch's sums as a terminal reports them (0500 F48): debit is
// what was taken, sales and completions; credit is what was given back, refunds
// and voids. Only approved payments count; what was reversed is in neither.
type Totals struct {
	DebitFen    int64 `json:"debit_fen"`
	DebitCount  int64 `json:"debit_count"`
	CreditFen   int64 `json:"credit_fen"`
	CreditCount int64 `json:"credit_count"`
}

// Settled is the host's side of a batch settlement.
type Settled struct {
	Host     Totals
	Balanced bool
	Next     string // the batch number from now on; "" while the batch is open
}

// SettleBatch compares a terminal's totals with the host's (批结算). A balanced
// batch is closed and the next one opened; one that is not stays open for the
// batch upload, after which CloseBatch ends it either way. No money moves. A
// copy of the request gets the stored result.
func (s *Service) SettleBatch(ctx context.Context, by audit.Actor, t terminal.Terminal, batch string, claimed Totals) (Settled, error) {
	return s.endBatch(ctx, by, t, batch, func(host Totals) (balanced, closes bool) {
		return claimed == host, claimed == host
	})
}

// CloseBatch ends a batch after its upload and opens the next one.
func (s *Service) CloseBatch(ctx context.Context, by audit.Actor, t terminal.Terminal, batch string) (Settled, error) {
	return s.endBatch(ctx, by, t, batch, func(Totals) (balanced, closes bool) { return false, true })
}

func (s *Service) endBatch(ctx context.Context, by audit.Actor, t terminal.Terminal, batch string, judge func(host Totals) (balanced, closes bool)) (out Settled, err error) {
	err = s.db.Write(ctx, func(tx *store.Tx) error {
		stored, found, err := settledBatch(tx, by.Institution, string(t.ID), batch)
		if err != nil || found && stored.Next != "" {
			out = stored
			return err
		}
		if batch != t.Batch {
			return ErrBatch.New()
		}
		host, err := BatchTotals(tx, by.Institution, t.ID, batch)
		if err != nil {
			return err
		}
		out = Settled{Host: host}
		var closes bool
		if out.Balanced, closes = judge(host); closes {
			out.Balanced = out.Balanced || found && stored.Balanced
			if out.Next, err = terminal.NextBatchTx(tx, by.Institution, t.ID); err != nil {
				return err
			}
		}
		if err := saveBatch(tx, by.Institution, t, batch, out); err != nil {
			return err
		}
		return audit.Write(tx, by, "payment.settle_batch", "terminal", string(t.ID),
			map[string]string{"batch": batch, "balanced": yesNo(out.Balanced), "next": out.Next})
	})
	return out, err
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// Totals returns the host's totals of a terminal's batch.
func (s *Service) Totals(ctx context.Context, inst id.Institution, t terminal.ID, batch string) (out Totals, err error) {
	err = s.read(ctx, func(q store.Q) (err error) {
		out, err = BatchTotals(q, inst, t, batch)
		return err
	})
	return out, err
}

// HasApproved tells whether a detail of a batch upload is an approved payment.
func (s *Service) HasApproved(ctx context.Context, inst id.Institution, t terminal.ID, batch, trace string, amountFen int64) (yes bool, err error) {
	err = s.read(ctx, func(q store.Q) error {
		found, err := find(q, inst, `terminal_id = $2 AND batch = $3 AND trace = $4 AND approved_fen = $5`, string(t), batch, trace, amountFen)
		for _, p := range found {
			yes = yes || p.is(stApproved)
		}
		return err
	})
	return yes, err
}
