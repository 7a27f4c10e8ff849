package settlement

import (
	"errors"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
	"tillway/internal/payment"
)

// firstWithoutFile is the first day before another that still waits for a
// channel's file.
func firstWithoutFile(q store.Q, inst id.Institution, before day.Date, channel payment.Channel) (day.Date, bool, error) {
	first, err := store.Scan1[day.Date](q, `SELECT d.id FROM settlement_day d WHERE d.institution_id = $1 AND d.id < $2 AND NOT EXISTS
		(SELECT 1 FROM settlement_file f WHERE f.institution_id = d.institution_id AND f.business_date = d.id AND f.channel = $3)
		ORDER BY d.id LIMIT 1`, string(inst), before.String(), string(channel))
	if errors.Is(err, store.ErrNoRows) {
		return day.Date{}, false, nil
	}
	return first, err == nil, err
}

func insertCarry(tx *store.Tx, inst id.Institution, to day.Date, channel payment.Channel, o ours, cause string) error {
	var at int64
	if !o.at.IsZero() {
		at = clock.Micros(o.at)
	}
	_, err := tx.Exec(`INSERT INTO settlement_carry (institution_id, business_date, channel, reference, fen, fee_fen, payment_id, occurred_us, cause)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		string(inst), to.String(), string(channel), o.key, o.fen, o.fee, o.payment.String(), at, cause)
	return err
}

func carriedTo(q store.Q, inst id.Institution, date day.Date, channel payment.Channel) ([]ours, error) {
	return store.Collect(q, func(r *store.Rows) (o ours, err error) {
		var at int64
		if err = r.Scan(&o.key, &o.fen, &o.fee, &o.payment, &at); err == nil {
			o.at = timeOf(at)
		}
		return o, err
	}, `SELECT reference, fen, fee_fen, payment_id, occurred_us FROM settlement_carry
		WHERE institution_id = $1 AND business_date = $2 AND channel = $3 ORDER BY reference`, string(inst), date.String(), string(channel))
}
