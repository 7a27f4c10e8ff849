package main

import (
	"database/sql"
	"fmt"
	"strings"

	_ "github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite"
)

// books is what the database says, asked without the product.
type books struct {
	approved, declined, reversed int64
	paidFen, feeFen              int64
	delivered                    int64
	linesFen, accountsFen        int64
	crooked                      int64
	bankInFen, bankOutFen        int64
}

// The script's institution, and its accounts at the bank: the reserve (1003)
// and its own (1002).
const of999 = ` WHERE institution_id = 'ins_999'`

const bankLines = `FROM ledger_line` + of999 + ` AND account IN ('1002', '1003')`

func readBooks(dsn string) (b books, err error) {
	db, err := open(dsn)
	if err != nil {
		return b, err
	}
	defer db.Close()
	for _, ask := range []struct {
		into *int64
		sql  string
	}{
		{&b.approved, `SELECT COUNT(*) FROM payment` + of999 + ` AND status = 'approved'`},
		{&b.declined, `SELECT COUNT(*) FROM payment` + of999 + ` AND status = 'declined'`},
		{&b.reversed, `SELECT COUNT(*) FROM payment` + of999 + ` AND status = 'reversed'`},
		{&b.paidFen, sum(`amount_fen`) + `FROM settlement_payout` + of999 + ` AND status = 'paid'`},
		{&b.feeFen, sum(`fee_fen`) + `FROM settlement_fee` + of999},
		{&b.delivered, `SELECT COUNT(*) FROM notify_message` + of999 + ` AND status = 'delivered'`},
		{&b.linesFen, sum(`debit_fen - credit_fen`) + `FROM ledger_line` + of999},
		{&b.accountsFen, sum(`debit_fen - credit_fen`) + `FROM ledger_account` + of999},
		{&b.crooked, `SELECT COUNT(*) FROM (SELECT entry_id FROM ledger_line` + of999 +
			` GROUP BY entry_id, currency HAVING SUM(debit_fen) <> SUM(credit_fen)) AS e`},
		{&b.bankInFen, sum(`debit_fen`) + bankLines},
		{&b.bankOutFen, sum(`credit_fen`) + bankLines},
	} {
		if err := db.QueryRow(ask.sql).Scan(ask.into); err != nil {
			return b, fmt.Errorf("%s: %w", ask.sql, err)
		}
	}
	return b, nil
}

func sum(what string) string { return `SELECT CAST(COALESCE(SUM(` + what + `), 0) AS BIGINT) ` }

func open(dsn string) (*sql.DB, error) {
	if path, ok := strings.CutPrefix(dsn, "sqlite:"); ok {
		return sql.Open("sqlite", "file:"+path+"?mode=ro&_pragma=busy_timeout(10000)")
	}
	return sql.Open("pgx", dsn)
}
