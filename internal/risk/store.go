package risk

import (
	"errors"

	"tillway/internal/audit"
	"tillway/internal/kit/clock"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

// profile returns a merchant's profile. One that was never graded and never
// traded has level M and begins now.
func profile(q store.Q, inst id.Institution, merchant string, nowMicros int64) (Profile, bool, error) {
	p := Profile{MerchantID: merchant, Level: Medium}
	since := nowMicros
	err := q.Row(`SELECT level, since FROM risk_profile WHERE institution_id = $1 AND merchant_id = $2`,
		string(inst), merchant).Scan(&p.Level, &since)
	known := err == nil
	if errors.Is(err, store.ErrNoRows) {
		err = nil
	}
	p.Since = clock.FromMicros(since)
	return p, known, err
}

func saveProfile(tx *store.Tx, inst id.Institution, p Profile) error {
	_, err := tx.Exec(`INSERT INTO risk_profile (institution_id, merchant_id, level, since) VALUES ($1, $2, $3, $4)
		ON CONFLICT (institution_id, merchant_id) DO UPDATE SET level = excluded.level`,
		string(inst), p.MerchantID, string(p.Level), clock.Micros(p.Since))
	return err
}

// reserve adds to the day's counter unless that would pass the limit.
func reserve(tx *store.Tx, inst id.Institution, f Facts, limit int64) (ok bool, err error) {
	n, err := tx.Exec(`UPDATE risk_counter SET amount_fen = amount_fen + $1, count = count + 1
		WHERE institution_id = $2 AND merchant_id = $3 AND date = $4 AND product = $5 AND amount_fen + $6 <= $7`,
		f.AmountFen, string(inst), f.MerchantID, f.Date.String(), f.Product, f.AmountFen, limit)
	if err != nil || n == 1 {
		return n == 1, err
	}
	if f.AmountFen > limit {
		return false, nil
	}
	n, err = tx.Exec(`INSERT INTO risk_counter (institution_id, merchant_id, date, product, amount_fen, count)
		VALUES ($1, $2, $3, $4, $5, 1) ON CONFLICT DO NOTHING`,
		string(inst), f.MerchantID, f.Date.String(), f.Product, f.AmountFen)
	return n == 1, err
}

func giveBack(tx *store.Tx, inst id.Institution, f Facts) error {
	count := 1
	if f.Partial {
		count = 0
	}
	_, err := tx.Exec(`UPDATE risk_counter SET amount_fen = amount_fen - $1, count = count - $2
		WHERE institution_id = $3 AND merchant_id = $4 AND date = $5 AND product = $6`,
		f.AmountFen, count, string(inst), f.MerchantID, f.Date.String(), f.Product)
	return err
}

// countCard returns which payment of the day at this merchant the card's is.
func countCard(tx *store.Tx, inst id.Institution, f Facts) (int64, error) {
	if _, err := tx.Exec(`INSERT INTO risk_card_day (institution_id, merchant_id, date, pan_index, count)
		VALUES ($1, $2, $3, $4, 1) ON CONFLICT (institution_id, merchant_id, date, pan_index)
		DO UPDATE SET count = risk_card_day.count + 1`,
		string(inst), f.MerchantID, f.Date.String(), f.PANIndex); err != nil {
		return 0, err
	}
	return store.Scan1[int64](tx, `SELECT count FROM risk_card_day
		WHERE institution_id = $1 AND merchant_id = $2 AND date = $3 AND pan_index = $4`,
		string(inst), f.MerchantID, f.Date.String(), f.PANIndex)
}

func uncountCard(tx *store.Tx, inst id.Institution, f Facts) error {
	_, err := tx.Exec(`UPDATE risk_card_day SET count = count - 1
		WHERE institution_id = $1 AND merchant_id = $2 AND date = $3 AND pan_index = $4`,
		string(inst), f.MerchantID, f.Date.String(), f.PANIndex)
	return err
}

func listedCard(q store.Q, inst id.Institution, panIndex []byte) (bool, error) {
	n, err := store.Scan1[int64](q, `SELECT COUNT(*) FROM risk_listed_card
		WHERE institution_id = $1 AND pan_index = $2`, string(inst), panIndex)
	return n > 0, err
}

func listCard(tx *store.Tx, by audit.Actor, panIndex []byte, reason string) error {
	_, err := tx.Exec(`INSERT INTO risk_listed_card (institution_id, pan_index, reason, listed_by, listed_at)
		VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
		string(by.Institution), panIndex, reason, by.User, tx.NowMicros())
	return err
}

func insertAlert(tx *store.Tx, inst id.Institution, a AlertRaised) error {
	_, err := tx.Exec(`INSERT INTO risk_alert (institution_id, merchant_id, id, rule, mode, points, payment_id, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		string(inst), a.MerchantID, a.AlertID, a.Rule, string(a.Mode), a.Points, a.PaymentID, clock.Micros(a.At))
	return err
}

func alerts(q store.Q, inst id.Institution, merchant string, before int64, limit int) ([]AlertRaised, error) {
	return store.Collect(q, func(r *store.Rows) (a AlertRaised, err error) {
		var at int64
		err = r.Scan(&a.AlertID, &a.Rule, &a.Mode, &a.MerchantID, &a.PaymentID, &a.Points, &at)
		a.At = clock.FromMicros(at)
		return a, err
	}, `SELECT id, rule, mode, merchant_id, payment_id, points, at FROM risk_alert
		WHERE institution_id = $1 AND ($2 = '' OR merchant_id = $3) AND at < $4 ORDER BY at DESC, id DESC LIMIT $5`,
		string(inst), merchant, merchant, before, limit)
}
