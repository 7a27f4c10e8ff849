package payment

import (
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

// DayRow is an effect on the books of one business date: an approval, or the
// reversal of an earlier date's approval, which is a row of the opposite kind
// that names the payment as its original.
type DayRow struct {
	ID          ID
	MerchantID  string
	Kind        Kind
	Channel     Channel
	Product     string // debit, credit, wechat, alipay
	PlanID      string
	ApprovedFen int64
	OriginalID  ID
	RRN, STAN   string
	Trace       string
	TID, MID    string
	MCC         string
	At          time.Time
	PANMask     string
	Reversal    bool
}

// DayRows returns the effects of a business date in the order of their time.
// An approval that was reversed under the same date has none.
func DayRows(q store.Q, inst id.Institution, date day.Date) ([]DayRow, error) {
	rows, err := store.Collect(q, scanDayRow, `SELECT `+dayColumns+` FROM payment
		WHERE institution_id = $1 AND posted_date = $2 AND posted_date <> '' AND reversed_date <> posted_date
		ORDER BY occurred_at, id`, string(inst), date.String())
	if err != nil {
		return nil, err
	}
	undone, err := store.Collect(q, scanDayRow, `SELECT `+dayColumns+` FROM payment
		WHERE institution_id = $1 AND reversed_date = $2 AND reversed_date <> '' AND reversed_date <> posted_date
		ORDER BY occurred_at, id`, string(inst), date.String())
	for _, r := range undone {
		r.Reversal, r.OriginalID = true, r.ID
		if r.Kind.takesMoney() {
			r.Kind = Void
		} else {
			r.Kind = Sale
		}
		rows = append(rows, r)
	}
	return rows, err
}

const dayColumns = `id, merchant_id, kind, channel, product, plan_id, COALESCE(approved_fen, 0), original_id, rrn, stan, trace,
	tid, mid, mcc, occurred_at, pan_mask`

func scanDayRow(r *store.Rows) (d DayRow, err error) {
	var at int64
	err = r.Scan(&d.ID, &d.MerchantID, &d.Kind, &d.Channel, &d.Product, &d.PlanID, &d.ApprovedFen, &d.OriginalID, &d.RRN, &d.STAN,
		&d.Trace, &d.TID, &d.MID, &d.MCC, &at, &d.PANMask)
	d.At = clock.FromMicros(at)
	return d, err
}

// Dates are the business dates of a payment: of its intent, of its effect on the
// books and of its reversal's; zero where there is none.
type Dates struct{ Business, Posted, Reversed day.Date }

// After tells whether any of them is later than a date.
func (d Dates) After(date day.Date) bool {
	return d.Business.After(date) || d.Posted.After(date) || d.Reversed.After(date)
}

// DatesOf finds the payment that a channel knows by a key: a card network by
// its reference number, a wallet by our id.
func DatesOf(q store.Q, inst id.Institution, channel Channel, key string) (d Dates, found bool, err error) {
	column := "id"
	if channel == Card {
		column = "rrn"
	}
	all, err := store.Collect(q, func(r *store.Rows) (d Dates, err error) {
		return d, r.Scan(&d.Business, &d.Posted, &d.Reversed)
	}, `SELECT business_date, posted_date, reversed_date FROM payment WHERE institution_id = $1 AND channel = $2 AND `+column+` = $3`,
		string(inst), string(channel), key)
	if err != nil || len(all) == 0 {
		return Dates{}, false, err
	}
	return all[0], true, nil
}

// MerchantOf returns whose payment it is.
func MerchantOf(q store.Q, inst id.Institution, pid ID) (string, error) {
	return store.Scan1[string](q, `SELECT merchant_id FROM payment WHERE institution_id = $1 AND id = $2`, string(inst), string(pid))
}

// Unfinished counts the payments of a business date that have no outcome yet:
// a date is not cleared while there are any. Forwarded refunds do not count,
// they are posted under the date of their approval.
func Unfinished(q store.Q, inst id.Institution, date day.Date) (int64, error) {
	return store.Scan1[int64](q, `SELECT COUNT(*) FROM payment WHERE institution_id = $1 AND status = 'intent' AND business_date <= $2`,
		string(inst), date.String())
}
