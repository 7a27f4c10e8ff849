package ledger

import (
	"context"
	"fmt"
	"strings"

	"tillway/internal/kit/store"
)

// Fault is something in the books that is not as it must be, with the row.
type Fault struct {
	Row string `json:"row"` // table and key
	Zh  string `json:"zh"`
	En  string `json:"en"`
}

// check is one rule of the books as a question whose answer must be empty. Its
// columns are the key of the row at fault and two figures for a sentence that
// tells them.
type check struct{ table, zh, en, sql string }

var checks = []check{
	{"ledger_entry", "分录借方 %d 与贷方 %d 不平", "the entry's debits %d differ from its credits %d",
		`SELECT institution_id || '/' || entry_id, CAST(SUM(debit_fen) AS BIGINT), CAST(SUM(credit_fen) AS BIGINT)
		 FROM ledger_line GROUP BY institution_id, entry_id, currency HAVING SUM(debit_fen) <> SUM(credit_fen)`},
	{"ledger_entry", "分录只有 %d 行（至少 %d 行）", "the entry has %d lines (at least %d)",
		`SELECT e.institution_id || '/' || e.id, CAST(COUNT(l.n) AS BIGINT), CAST(2 AS BIGINT)
		 FROM ledger_entry e LEFT JOIN ledger_line l ON l.institution_id = e.institution_id AND l.entry_id = e.id
		 GROUP BY e.institution_id, e.id HAVING COUNT(l.n) < 2`},
	{"ledger_line", "行不属于任何分录（借 %d 贷 %d）", "the line belongs to no entry (debit %d, credit %d)",
		`SELECT l.institution_id || '/' || l.entry_id || '/' || l.n, l.debit_fen, l.credit_fen FROM ledger_line l
		 WHERE NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.institution_id = l.institution_id AND e.id = l.entry_id)`},
	{"ledger_line", "行的金额无效（借 %d 贷 %d）", "the line's amounts are invalid (debit %d, credit %d)",
		`SELECT institution_id || '/' || entry_id || '/' || n, debit_fen, credit_fen FROM ledger_line
		 WHERE debit_fen < 0 OR credit_fen < 0 OR (debit_fen = 0) = (credit_fen = 0)`},
	{"ledger_account", "借方余额 %d 应为 %d", "the stored debits %d should be %d", balanceSQL("debit_fen")},
	{"ledger_account", "贷方余额 %d 应为 %d", "the stored credits %d should be %d", balanceSQL("credit_fen")},
	{"ledger_line", "行的账户不存在（借 %d 贷 %d）", "the line's account does not exist (debit %d, credit %d)",
		`SELECT l.institution_id || '/' || l.entry_id || '/' || l.n, l.debit_fen, l.credit_fen FROM ledger_line l
		 WHERE NOT EXISTS (SELECT 1 FROM ledger_account a WHERE a.institution_id = l.institution_id
		 AND a.account = l.account AND a.currency = l.currency)`},
	{"ledger_account", "冻结额 %d 应为 %d", "the stored holds %d should be %d",
		`SELECT a.institution_id || '/' || a.account || '/' || a.currency, a.held_fen, CAST(COALESCE(h.held, 0) AS BIGINT)
		 FROM ledger_account a LEFT JOIN (SELECT h.institution_id, h.account, h.currency, SUM(h.amount_fen) AS held
		   FROM ledger_hold h WHERE NOT EXISTS (SELECT 1 FROM ledger_release r
		     WHERE r.institution_id = h.institution_id AND r.hold_id = h.id)
		   GROUP BY h.institution_id, h.account, h.currency) h
		 ON h.institution_id = a.institution_id AND h.account = a.account AND h.currency = a.currency
		 WHERE a.held_fen <> COALESCE(h.held, 0)`},
	{"ledger_line", "分录行号应为 1 至 %[2]d，最大却是 %[1]d", "the entry's lines should be numbered up to %[2]d and go up to %[1]d",
		`SELECT institution_id || '/' || entry_id, CAST(MAX(n) AS BIGINT), CAST(COUNT(*) AS BIGINT)
		 FROM ledger_line GROUP BY institution_id, entry_id HAVING MAX(n) <> COUNT(*) OR MIN(n) <> 1`},
	{"ledger_hold", "冻结的账户不存在", "the hold's account does not exist",
		`SELECT h.institution_id || '/' || h.id, h.amount_fen, CAST(0 AS BIGINT) FROM ledger_hold h
		 WHERE NOT EXISTS (SELECT 1 FROM ledger_account a WHERE a.institution_id = h.institution_id
		 AND a.account = h.account AND a.currency = h.currency)`},
	{"ledger_release", "解冻所指的冻结不存在", "the release names a hold that is not there",
		`SELECT r.institution_id || '/' || r.hold_id, CAST(0 AS BIGINT), CAST(0 AS BIGINT) FROM ledger_release r
		 WHERE NOT EXISTS (SELECT 1 FROM ledger_hold h WHERE h.institution_id = r.institution_id AND h.id = r.hold_id)`},
	{"ledger_entry", "所冲回的分录不存在", "the entry it reverses is not there",
		`SELECT r.institution_id || '/' || r.id, CAST(0 AS BIGINT), CAST(0 AS BIGINT) FROM ledger_entry r
		 WHERE r.reverses IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ledger_entry o
		 WHERE o.institution_id = r.institution_id AND o.id = r.reverses)`},
	{"ledger_entry", "冲回分录与原分录不对应（%d 行，原 %d 行）", "the reversing entry does not mirror its original (%d lines, original %d)",
		`SELECT r.institution_id || '/' || r.id, CAST(COUNT(m.n) AS BIGINT), CAST(COUNT(*) AS BIGINT)
		 FROM ledger_entry r JOIN ledger_line o ON o.institution_id = r.institution_id AND o.entry_id = r.reverses
		 LEFT JOIN ledger_line m ON m.institution_id = r.institution_id AND m.entry_id = r.id AND m.n = o.n
		   AND m.account = o.account AND m.currency = o.currency AND m.debit_fen = o.credit_fen AND m.credit_fen = o.debit_fen
		 GROUP BY r.institution_id, r.id HAVING COUNT(m.n) <> COUNT(*)`},
}

// balanceSQL compares one stored side of every account with its lines' sum.
func balanceSQL(side string) string {
	return `SELECT a.institution_id || '/' || a.account || '/' || a.currency, a.` + side + `, CAST(COALESCE(SUM(l.` + side + `), 0) AS BIGINT)
		FROM ledger_account a LEFT JOIN ledger_line l ON l.institution_id = a.institution_id
		AND l.account = a.account AND l.currency = a.currency
		GROUP BY a.institution_id, a.account, a.currency, a.` + side + `
		HAVING a.` + side + ` <> COALESCE(SUM(l.` + side + `), 0)`
}

// Verify recomputes the books on one snapshot: every entry balances, every
// stored balance and hold is the sum of what it stands for, every reversing
// entry mirrors its original. It returns how many rows were checked (accounts,
// entries, lines, holds) and every fault with its row.
func Verify(ctx context.Context, db *store.DB) (checked int64, faults []Fault, err error) {
	err = db.Read(ctx, func(q store.Q) error {
		checked, err = store.Scan1[int64](q, `SELECT (SELECT COUNT(*) FROM ledger_account) + (SELECT COUNT(*) FROM ledger_entry)
			+ (SELECT COUNT(*) FROM ledger_line) + (SELECT COUNT(*) FROM ledger_hold)`)
		if err != nil {
			return err
		}
		for _, c := range checks {
			found, err := store.Collect(q, c.fault, c.sql)
			if err != nil {
				return fmt.Errorf("verify %s: %w", c.table, err)
			}
			faults = append(faults, found...)
		}
		return nil
	})
	return checked, faults, err
}

func (c check) fault(r *store.Rows) (Fault, error) {
	var key string
	var have, want int64
	err := r.Scan(&key, &have, &want)
	f := Fault{c.table + " " + key, c.zh, c.en}
	if strings.Contains(c.zh, "%") {
		f.Zh, f.En = fmt.Sprintf(c.zh, have, want), fmt.Sprintf(c.en, have, want)
	}
	return f, err
}
