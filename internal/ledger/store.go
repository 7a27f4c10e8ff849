package ledger

import (
	"errors"

	"tillway/internal/audit"
	"tillway/internal/kit/id"
	"tillway/internal/kit/money"
	"tillway/internal/kit/store"
)

func insertEntry(tx *store.Tx, by audit.Actor, inst id.Institution, eid EntryID, e Entry) (fresh bool, err error) {
	var reverses any
	if e.reverses != "" {
		reverses = string(e.reverses)
	}
	n, err := tx.Exec(`INSERT INTO ledger_entry
		(institution_id, id, reason, ref_kind, ref_id, business_date, posted_at, posted_by, reverses)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING`,
		string(inst), string(eid), e.reason.Code, e.ref.Kind, e.ref.ID, e.date.String(), tx.NowMicros(), by.User, reverses)
	return n == 1, err
}

func insertLines(tx *store.Tx, inst id.Institution, eid EntryID, lines []Line) error {
	for i, l := range lines {
		debit, credit := l.Sides()
		if _, err := tx.Exec(`INSERT INTO ledger_line
			(institution_id, entry_id, n, account, currency, debit_fen, credit_fen)
			VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			string(inst), string(eid), i+1, string(l.account), string(l.amount.Currency()), debit, credit); err != nil {
			return err
		}
	}
	return nil
}

// addToBalance is one UPDATE per touched account; the account's first line
// opens it.
func addToBalance(tx *store.Tx, inst id.Institution, a Account, c money.Currency, debit, credit int64) error {
	n, err := tx.Exec(`UPDATE ledger_account SET debit_fen = debit_fen + $1, credit_fen = credit_fen + $2
		WHERE institution_id = $3 AND account = $4 AND currency = $5`,
		debit, credit, string(inst), string(a), string(c))
	if err != nil || n == 1 {
		return err
	}
	_, err = tx.Exec(`INSERT INTO ledger_account
		(institution_id, account, currency, debit_fen, credit_fen, held_fen, opened_at)
		VALUES ($1, $2, $3, $4, $5, 0, $6)`,
		string(inst), string(a), string(c), debit, credit, tx.NowMicros())
	return err
}

func entryLines(q store.Q, inst id.Institution, eid EntryID) ([]Line, error) {
	return store.Collect(q, scanLine, `SELECT account, currency, debit_fen, credit_fen FROM ledger_line
		WHERE institution_id = $1 AND entry_id = $2 ORDER BY n`, string(inst), string(eid))
}

func scanLine(r *store.Rows) (Line, error) {
	var account, currency string
	var debit, credit int64
	if err := r.Scan(&account, &currency, &debit, &credit); err != nil {
		return Line{}, err
	}
	amount, err := money.Checked(max(debit, credit), money.Currency(currency))
	return Line{Account(account), debit > 0, amount}, err
}

func isReversed(q store.Q, inst id.Institution, eid EntryID) (bool, error) {
	n, err := store.Scan1[int64](q, `SELECT COUNT(*) FROM ledger_entry
		WHERE institution_id = $1 AND reverses = $2`, string(inst), string(eid))
	return n > 0, err
}

// raiseHeld adds to what is held, unless less than that is available.
func raiseHeld(tx *store.Tx, inst id.Institution, h Hold) (enough bool, err error) {
	n, err := tx.Exec(`UPDATE ledger_account SET held_fen = held_fen + $1
		WHERE institution_id = $2 AND account = $3 AND currency = $4
		AND credit_fen - debit_fen - held_fen >= $5`,
		h.Amount.Fen(), string(inst), string(h.Account), string(h.Amount.Currency()), h.Amount.Fen())
	return n == 1, err
}

func insertHold(tx *store.Tx, by audit.Actor, inst id.Institution, hid HoldID, h Hold) error {
	n, err := tx.Exec(`INSERT INTO ledger_hold
		(institution_id, id, account, currency, amount_fen, reason, ref_kind, ref_id, placed_at, placed_by)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING`,
		string(inst), string(hid), string(h.Account), string(h.Amount.Currency()), h.Amount.Fen(),
		h.Reason.Code, h.Ref.Kind, h.Ref.ID, tx.NowMicros(), by.User)
	if err == nil && n == 0 {
		err = ErrTwice.New()
	}
	return err
}

func insertRelease(tx *store.Tx, by audit.Actor, inst id.Institution, hid HoldID, reason Reason) (fresh bool, err error) {
	n, err := tx.Exec(`INSERT INTO ledger_release (institution_id, hold_id, reason, released_at, released_by)
		SELECT institution_id, id, $1, $2, $3 FROM ledger_hold WHERE institution_id = $4 AND id = $5
		ON CONFLICT DO NOTHING`,
		reason.Code, tx.NowMicros(), by.User, string(inst), string(hid))
	return n == 1, err
}

func lowerHeld(tx *store.Tx, inst id.Institution, hid HoldID) error {
	_, err := tx.Exec(`UPDATE ledger_account SET held_fen = held_fen -
		(SELECT amount_fen FROM ledger_hold WHERE institution_id = $1 AND id = $2)
		WHERE (institution_id, account, currency) =
		(SELECT institution_id, account, currency FROM ledger_hold WHERE institution_id = $3 AND id = $4)`,
		string(inst), string(hid), string(inst), string(hid))
	return err
}

func noRows(err error) error {
	if errors.Is(err, store.ErrNoRows) {
		return nil
	}
	return err
}
