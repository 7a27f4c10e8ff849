package payment

import (
	"errors"
	"time"

	"tillway/internal/audit"
	"tillway/internal/institution"
	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

// BusinessDate returns the open business date. Before the first payment or
// cut-off of an institution it is the civil date of the given time by the
// institution's cut-off.
func BusinessDate(q store.Q, inst id.Institution, now time.Time) (day.Date, error) {
	open, err := store.Scan1[day.Date](q, `SELECT open_date FROM payment_day WHERE institution_id = $1`, string(inst))
	if errors.Is(err, store.ErrNoRows) {
		return firstDay(q, inst, now)
	}
	return open, err
}

// firstDay is the date an institution's books begin with.
func firstDay(q store.Q, inst id.Institution, now time.Time) (day.Date, error) {
	cutoff, err := institution.Cutoff(q, inst, day.Of(now))
	return day.ClearingDate(now, cutoff), err
}

// openDay returns the open business date of a write, and makes it a fact if it
// is the institution's first (R10).
func openDay(tx *store.Tx, inst id.Institution) (day.Date, error) {
	open, err := store.Scan1[day.Date](tx, `SELECT open_date FROM payment_day WHERE institution_id = $1`, string(inst))
	if !errors.Is(err, store.ErrNoRows) {
		return open, err
	}
	if open, err = firstDay(tx, inst, tx.Now()); err != nil {
		return open, err
	}
	_, err = tx.Exec(`INSERT INTO payment_day (institution_id, open_date, since) VALUES ($1, $2, $3)`,
		string(inst), open.String(), tx.NowMicros())
	return open, err
}

// CutTx closes the open business date and opens a later one. From its commit
// on, intents belong to the new date; what is in flight keeps its own (R10).
func CutTx(tx *store.Tx, by audit.Actor, inst id.Institution, next day.Date) (closed day.Date, err error) {
	closed, err = openDay(tx, inst)
	if err != nil {
		return closed, err
	}
	if !next.After(closed) {
		return closed, ErrCut.New("open", closed.String())
	}
	if _, err := tx.Exec(`UPDATE payment_day SET open_date = $1, since = $2 WHERE institution_id = $3`,
		next.String(), tx.NowMicros(), string(inst)); err != nil {
		return closed, err
	}
	_, err = tx.Exec(`INSERT INTO payment_cut (institution_id, closed_date, open_date, cut_at, cut_by)
		VALUES ($1, $2, $3, $4, $5)`, string(inst), closed.String(), next.String(), tx.NowMicros(), by.User)
	return closed, err
}
