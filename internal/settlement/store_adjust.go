package settlement

import (
	"tillway/internal/audit"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

const adjustmentColumns = `id, merchant_id, amount_fen, reason, maker_party, checker_party, status, step`

func scanAdjustment(r *store.Rows) (a Adjustment, err error) {
	var status string
	var step int64
	err = r.Scan(&a.ID, &a.MerchantID, &a.AmountFen, &a.Reason, &a.Maker, &a.Checker, &status, &step)
	if err == nil {
		a.pos = adjustmentLife.At(status, step)
	}
	return a, err
}

func findAdjustment(q store.Q, inst id.Institution, of AdjustmentID) (Adjustment, error) {
	return only(store.Collect(q, scanAdjustment, `SELECT `+adjustmentColumns+` FROM settlement_adjustment
		WHERE institution_id = $1 AND id = $2`, string(inst), of.String()))
}

// only is the one row of a key, or ErrNoCorrection.
func only[T any](rows []T, err error) (one T, _ error) {
	if err == nil && len(rows) == 0 {
		err = ErrNoCorrection.New()
	}
	if err != nil {
		return one, err
	}
	return rows[0], nil
}

func listAdjustments(q store.Q, by audit.Actor) ([]Adjustment, error) {
	return store.Collect(q, scanAdjustment, `SELECT `+adjustmentColumns+` FROM settlement_adjustment
		WHERE institution_id = $1 AND ($2 = '' OR merchant_id = $2) ORDER BY id DESC LIMIT 200`, string(by.Institution), by.Merchant)
}

func insertAdjustment(tx *store.Tx, inst id.Institution, a Adjustment) error {
	_, err := tx.Exec(`INSERT INTO settlement_adjustment (institution_id, merchant_id, id, amount_fen, reason, maker_party, checker_party,
		life, status, step, made_us) VALUES ($1, $2, $3, $4, $5, $6, '', 'adjustment', $7, $8, $9)`,
		string(inst), a.MerchantID, a.ID.String(), a.AmountFen, a.Reason, a.Maker, a.Status(), a.pos.Step, tx.NowMicros())
	return err
}

func moveAdjustment(tx *store.Tx, inst id.Institution, a Adjustment, was int64) error {
	return one(tx.Exec(`UPDATE settlement_adjustment SET checker_party = $1, status = $2, step = $3
		WHERE institution_id = $4 AND id = $5 AND step = $6`, a.Checker, a.Status(), a.pos.Step, string(inst), a.ID.String(), was))
}

const freezeColumns = `id, merchant_id, amount_fen, ground, document, hold_id, maker_party, ender_party, status, step`

func scanFreeze(r *store.Rows) (f Freeze, err error) {
	var status string
	var step int64
	err = r.Scan(&f.ID, &f.MerchantID, &f.AmountFen, &f.Ground, &f.Document, &f.hold, &f.Maker, &f.Ender, &status, &step)
	if err == nil {
		f.pos = freezeLife.At(status, step)
	}
	return f, err
}

func findFreeze(q store.Q, inst id.Institution, of FreezeID) (Freeze, error) {
	return only(store.Collect(q, scanFreeze, `SELECT `+freezeColumns+` FROM settlement_freeze WHERE institution_id = $1 AND id = $2`,
		string(inst), of.String()))
}

func listFreezes(q store.Q, by audit.Actor) ([]Freeze, error) {
	return store.Collect(q, scanFreeze, `SELECT `+freezeColumns+` FROM settlement_freeze
		WHERE institution_id = $1 AND ($2 = '' OR merchant_id = $2) ORDER BY id DESC LIMIT 200`, string(by.Institution), by.Merchant)
}

func insertFreeze(tx *store.Tx, inst id.Institution, f Freeze) error {
	_, err := tx.Exec(`INSERT INTO settlement_freeze (institution_id, merchant_id, id, amount_fen, ground, document, hold_id, maker_party,
		ender_party, life, status, step, made_us) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', 'freeze', $9, $10, $11)`,
		string(inst), f.MerchantID, f.ID.String(), f.AmountFen, f.Ground, f.Document, f.hold.String(), f.Maker, f.Status(), f.pos.Step, tx.NowMicros())
	return err
}

func moveFreeze(tx *store.Tx, inst id.Institution, f Freeze, was int64) error {
	return one(tx.Exec(`UPDATE settlement_freeze SET ender_party = $1, status = $2, step = $3
		WHERE institution_id = $4 AND id = $5 AND step = $6`, f.Ender, f.Status(), f.pos.Step, string(inst), f.ID.String(), was))
}
