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
	paidFen, feeFen, costFen     int64
	correctedFen                 int64
	delivered                    int64
	linesFen, accountsFen        int64
	crooked                      int64
	ownIn, ownOut                int64 // debits and credits of our own funds
	reserveIn, reserveOut        int64
	channelsOwe, negative        int64
	adjusted, frozen, released   []int64
}

// The script's institution, and its accounts at the bank: its own (1002) and
// the reserve (1003).
const (
	of999       = ` WHERE institution_id = 'ins_999'`
	ownLines    = `FROM ledger_line` + of999 + ` AND account = '1002'`
	resLines    = `FROM ledger_line` + of999 + ` AND account = '1003'`
	ofAdjusted  = ` FROM settlement_adjustment` + of999 + ` AND status = 'booked'`
	assetTitles = ` AND (account IN ('1002', '1003') OR account LIKE '1122/%' OR account LIKE '2202.%')`
)

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
		{&b.costFen, sum(`cost_fen`) + `FROM settlement_fee` + of999},
		{&b.correctedFen, sum(`amount_fen`) + ofAdjusted},
		{&b.ownIn, sum(`debit_fen`) + ownLines},
		{&b.ownOut, sum(`credit_fen`) + ownLines},
		{&b.reserveIn, sum(`debit_fen`) + resLines},
		{&b.reserveOut, sum(`credit_fen`) + resLines},
		{&b.channelsOwe, sum(`ABS(debit_fen - credit_fen)`) + `FROM ledger_account` + of999 + ` AND account LIKE '2202.%'`},
		{&b.negative, `SELECT COUNT(*) FROM ledger_account` + of999 + assetTitles + ` AND debit_fen < credit_fen`},
	} {
		if err := db.QueryRow(ask.sql).Scan(ask.into); err != nil {
			return b, fmt.Errorf("%s: %w", ask.sql, err)
		}
	}
	for _, ask := range []struct {
		into *[]int64
		sql  string
	}{
		{&b.adjusted, `SELECT amount_fen` + ofAdjusted},
		{&b.frozen, `SELECT amount_fen FROM settlement_freeze` + of999},
		{&b.released, `SELECT amount_fen FROM settlement_freeze` + of999 + ` AND status = 'released'`},
	} {
		if *ask.into, err = amounts(db, ask.sql); err != nil {
			return b, err
		}
	}
	return b, nil
}

func amounts(db *sql.DB, query string) (out []int64, err error) {
	rows, err := db.Query(query)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", query, err)
	}
	defer rows.Close()
	for rows.Next() {
		var fen int64
		if err := rows.Scan(&fen); err != nil {
			return nil, err
		}
		out = append(out, fen)
	}
	return out, rows.Err()
}

func sum(what string) string { return `SELECT CAST(COALESCE(SUM(` + what + `), 0) AS BIGINT) ` }

func open(dsn string) (*sql.DB, error) {
	if path, ok := strings.CutPrefix(dsn, "sqlite:"); ok {
		return sql.Open("sqlite", "file:"+path+"?mode=ro&_pragma=busy_timeout(10000)")
	}
	return sql.Open("pgx", dsn)
}
