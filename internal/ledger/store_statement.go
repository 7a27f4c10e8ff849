package ledger

import (
	"tillway/internal/kit/clock"
	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/money"
	"tillway/internal/kit/store"
)

// movedBefore is the debits less the credits of an account before a date.
func movedBefore(q store.Q, inst id.Institution, a Account, from day.Date) (int64, error) {
	return store.Scan1[int64](q, `SELECT CAST(COALESCE(SUM(l.debit_fen - l.credit_fen), 0) AS BIGINT) FROM ledger_line l
		JOIN ledger_entry e ON e.institution_id = l.institution_id AND e.id = l.entry_id
		WHERE l.institution_id = $1 AND l.account = $2 AND l.currency = $3 AND e.business_date < $4`,
		string(inst), string(a), string(money.CNY), from.String())
}

// moves are the entries of an account from one business date to another in the
// order in which they were posted, at most one more than a statement holds.
func moves(q store.Q, inst id.Institution, a Account, from, to day.Date) ([]Move, error) {
	return store.Collect(q, scanMove, `SELECT e.id, e.reason, e.ref_kind, e.ref_id, e.business_date, e.posted_at,
			CAST(SUM(l.debit_fen - l.credit_fen) AS BIGINT)
		FROM ledger_line l JOIN ledger_entry e ON e.institution_id = l.institution_id AND e.id = l.entry_id
		WHERE l.institution_id = $1 AND l.account = $2 AND l.currency = $3 AND e.business_date >= $4 AND e.business_date <= $5
		GROUP BY e.id, e.reason, e.ref_kind, e.ref_id, e.business_date, e.posted_at ORDER BY e.posted_at, e.id LIMIT $6`,
		string(inst), string(a), string(money.CNY), from.String(), to.String(), MostMoves+1)
}

func scanMove(r *store.Rows) (m Move, err error) {
	var reason string
	var at int64
	err = r.Scan(&m.Entry, &reason, &m.Ref.Kind, &m.Ref.ID, &m.Date, &at, &m.Fen)
	m.Reason, m.At = ReasonOf(reason), clock.FromMicros(at)
	return m, err
}
