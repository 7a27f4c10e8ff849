package payment

import (
	"fmt"

	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

// numbers are what one turn of the institution's counter gives a message: the
// reference number of its life, and the host's trace of the network.
type numbers struct{ rrn, stan string }

// number draws the next numbers. The RRN is the last digit of the year, the
// day of the year and eight digits of the counter; the STAN is its last six.
func number(tx *store.Tx, inst id.Institution, date day.Date) (numbers, error) {
	n, err := next(tx, inst, "message")
	if err != nil {
		return numbers{}, err
	}
	year, _, _ := date.Civil()
	ordinal := date.DaysSince(day.New(year, 1, 1)) + 1
	return numbers{
		rrn:  fmt.Sprintf("%d%03d%08d", year%10, ordinal, n%100_000_000),
		stan: stanOf(n),
	}, nil
}

// stanOf never gives 000000, which means "none" in original data elements.
func stanOf(n int64) string { return fmt.Sprintf("%06d", (n-1)%999_999+1) }

// next advances a counter by one.
func next(tx *store.Tx, inst id.Institution, name string) (int64, error) {
	n, err := tx.Exec(`UPDATE payment_sequence SET value = value + 1 WHERE institution_id = $1 AND name = $2`,
		string(inst), name)
	if err != nil {
		return 0, err
	}
	if n == 0 {
		if _, err := tx.Exec(`INSERT INTO payment_sequence (institution_id, name, value) VALUES ($1, $2, 1)`,
			string(inst), name); err != nil {
			return 0, err
		}
	}
	return store.Scan1[int64](tx, `SELECT value FROM payment_sequence WHERE institution_id = $1 AND name = $2`,
		string(inst), name)
}
