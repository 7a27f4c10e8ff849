package payment

import (
	"errors"

	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
	"tillway/internal/terminal"
)

// BatchTotals returns the host's totals of a terminal's batch.
func BatchTotals(q store.Q, inst id.Institution, terminalID terminal.ID, batch string) (Totals, error) {
	var t Totals
	err := q.Row(`SELECT
		CAST(COALESCE(SUM(CASE WHEN kind IN ('sale', 'completion') THEN approved_fen END), 0) AS BIGINT),
		CAST(COALESCE(SUM(CASE WHEN kind IN ('sale', 'completion') THEN 1 END), 0) AS BIGINT),
		CAST(COALESCE(SUM(CASE WHEN kind IN ('refund', 'void', 'completion_void') THEN approved_fen END), 0) AS BIGINT),
		CAST(COALESCE(SUM(CASE WHEN kind IN ('refund', 'void', 'completion_void') THEN 1 END), 0) AS BIGINT)
		FROM payment WHERE institution_id = $1 AND terminal_id = $2 AND batch = $3 AND status = 'approved'`,
		string(inst), string(terminalID), batch).Scan(&t.DebitFen, &t.DebitCount, &t.CreditFen, &t.CreditCount)
	return t, err
}

func settledBatch(q store.Q, inst id.Institution, terminalID, batch string) (s Settled, found bool, err error) {
	err = q.Row(`SELECT debit_fen, debit_count, credit_fen, credit_count, balanced, next_batch FROM payment_batch
		WHERE institution_id = $1 AND terminal_id = $2 AND batch = $3`, string(inst), terminalID, batch).
		Scan(&s.Host.DebitFen, &s.Host.DebitCount, &s.Host.CreditFen, &s.Host.CreditCount, &s.Balanced, &s.Next)
	if errors.Is(err, store.ErrNoRows) {
		return s, false, nil
	}
	return s, err == nil, err
}

func saveBatch(tx *store.Tx, inst id.Institution, t terminal.Terminal, batch string, s Settled) error {
	var closed any
	if s.Next != "" {
		closed = tx.NowMicros()
	}
	_, err := tx.Exec(`INSERT INTO payment_batch (institution_id, terminal_id, batch, merchant_id, debit_fen, debit_count,
		credit_fen, credit_count, balanced, settled_at, closed_at, next_batch)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
		ON CONFLICT (institution_id, terminal_id, batch) DO UPDATE SET debit_fen = excluded.debit_fen,
		debit_count = excluded.debit_count, credit_fen = excluded.credit_fen, credit_count = excluded.credit_count,
		balanced = excluded.balanced, settled_at = excluded.settled_at, closed_at = excluded.closed_at, next_batch = excluded.next_batch`,
		string(inst), string(t.ID), batch, t.MerchantID, s.Host.DebitFen, s.Host.DebitCount, s.Host.CreditFen, s.Host.CreditCount,
		s.Balanced, tx.NowMicros(), closed, s.Next)
	return err
}

// batchClosed tells whether a batch takes no more payments.
func batchClosed(q store.Q, inst id.Institution, terminalID, batch string) (bool, error) {
	s, found, err := settledBatch(q, inst, terminalID, batch)
	return found && s.Next != "", err
}
