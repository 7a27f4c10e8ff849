package settlement

import (
	"tillway/internal/audit"
	"tillway/internal/kit/clock"
	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
	"tillway/internal/payment"
)

// A difference with the proposal that waits, if any.
const selectDifference = `SELECT d.channel, d.reference, d.kind, d.ours_fen, d.channel_fen, d.ours_fee_fen, d.channel_fee_fen, d.payment_id, d.resolved_us, d.resolved_by, d.reason,
		COALESCE(b.reason, ''), COALESCE(b.bearer, ''), COALESCE(b.merchant_id, ''), COALESCE(b.maker_user, ''), COALESCE(b.maker_party, ''), COALESCE(b.made_us, 0)
	FROM settlement_difference d LEFT JOIN settlement_booking b ON b.institution_id = d.institution_id AND b.business_date = d.business_date
		AND b.channel = d.channel AND b.reference = d.reference AND b.outcome = 'waiting'
	WHERE d.institution_id = $1 AND d.business_date = $2`

func scanDifference(r *store.Rows) (d Difference, err error) {
	var resolved, made int64
	var b Booking
	err = r.Scan(&d.Channel, &d.Reference, &d.Kind, &d.OursFen, &d.ChannelFen, &d.OursFee, &d.ChannelFee, &d.PaymentID, &resolved, &d.ResolvedBy, &d.Reason,
		&b.Reason, &b.Bearer, &b.Merchant, &b.Maker, &b.party, &made)
	if d.Open = resolved == 0; !d.Open {
		d.ResolvedAt = clock.FromMicros(resolved)
	}
	if d.Reference == feesKey {
		d.Kind = "fee"
	}
	if made != 0 {
		b.At = clock.FromMicros(made)
		d.Booking = &b
	}
	return d, err
}

func differences(q store.Q, inst id.Institution, date day.Date) ([]Difference, error) {
	return store.Collect(q, scanDifference, selectDifference+` ORDER BY d.channel, d.reference`, string(inst), date.String())
}

func findDifference(q store.Q, inst id.Institution, date day.Date, channel payment.Channel, reference string) (Difference, error) {
	found, err := store.Collect(q, scanDifference, selectDifference+` AND d.channel = $3 AND d.reference = $4`,
		string(inst), date.String(), string(channel), reference)
	if err == nil && len(found) == 0 {
		err = ErrNoDifference.New()
	}
	if err != nil {
		return Difference{}, err
	}
	return found[0], nil
}

// takenBack are the payments that only we had and whose merchant bears that.
func takenBack(q store.Q, inst id.Institution) (map[string]bool, error) {
	list, err := store.Collect(q, func(r *store.Rows) (s string, err error) { return s, r.Scan(&s) },
		`SELECT d.payment_id FROM settlement_difference d JOIN settlement_booking b ON b.institution_id = d.institution_id
			AND b.business_date = d.business_date AND b.channel = d.channel AND b.reference = d.reference
		WHERE d.institution_id = $1 AND d.kind = 'ours_only' AND b.outcome = 'booked' AND b.bearer = 'merchant'`, string(inst))
	out := map[string]bool{}
	for _, p := range list {
		out[p] = true
	}
	return out, err
}

func resolveDifference(tx *store.Tx, by audit.Actor, date day.Date, channel payment.Channel, reference, reason string) (int64, error) {
	return tx.Exec(`UPDATE settlement_difference SET resolved_us = $1, resolved_by = $2, reason = $3
		WHERE institution_id = $4 AND business_date = $5 AND channel = $6 AND reference = $7 AND resolved_us = 0`,
		tx.NowMicros(), by.User, reason, string(by.Institution), date.String(), string(channel), reference)
}

func insertBooking(tx *store.Tx, by audit.Actor, date day.Date, d Difference, b Booking) error {
	_, err := tx.Exec(`INSERT INTO settlement_booking (institution_id, business_date, channel, reference, seq, reason, bearer, merchant_id,
			maker_party, maker_user, made_us, checker_party, outcome)
		SELECT $1, $2, $3, $4, COUNT(*) + 1, $5, $6, $7, $8, $9, $10, '', 'waiting' FROM settlement_booking
		WHERE institution_id = $11 AND business_date = $12 AND channel = $13 AND reference = $14`,
		string(by.Institution), date.String(), string(d.Channel), d.Reference, b.Reason, b.Bearer, b.Merchant, by.Party, by.User, tx.NowMicros(),
		string(by.Institution), date.String(), string(d.Channel), d.Reference)
	return err
}

func decideBooking(tx *store.Tx, by audit.Actor, date day.Date, d Difference, approve bool) error {
	outcome := "refused"
	if approve {
		outcome = "booked"
	}
	return one(tx.Exec(`UPDATE settlement_booking SET outcome = $1, checker_party = $2
		WHERE institution_id = $3 AND business_date = $4 AND channel = $5 AND reference = $6 AND outcome = 'waiting'`,
		outcome, by.Party, string(by.Institution), date.String(), string(d.Channel), d.Reference))
}
