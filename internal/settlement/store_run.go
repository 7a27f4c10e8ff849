package settlement

import (
	"errors"
	"time"

	"tillway/internal/audit"
	"tillway/internal/kit/clock"
	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

const runColumns = `run_id, business_date, pay_date, seq, maker_party, maker_user, checker_party, checker_user, digest,
	planned_us, approved_us, sent_us`

func scanRun(r interface{ Scan(...any) error }) (run Run, err error) {
	var planned, approved, sent int64
	err = r.Scan(&run.ID, &run.Date, &run.PayDate, &run.Seq, &run.Maker, &run.MakerUser, &run.Checker, &run.CheckerUser, &run.Digest,
		&planned, &approved, &sent)
	run.PlannedAt, run.ApprovedAt, run.SentAt = timeOf(planned), timeOf(approved), timeOf(sent)
	return run, err
}

func timeOf(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return clock.FromMicros(us)
}

func microsOf(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return clock.Micros(t)
}

// withPayouts fills a run read from its row.
func withPayouts(q store.Q, inst id.Institution, run Run, err error) (Run, error) {
	if errors.Is(err, store.ErrNoRows) {
		return run, ErrNoRun.New()
	}
	if err != nil {
		return run, err
	}
	run.Payouts, err = payouts(q, inst, `run_id = $2 ORDER BY place`, run.ID)
	return run, err
}

func findRun(q store.Q, inst id.Institution, runID string) (Run, error) {
	run, err := scanRun(q.Row(`SELECT `+runColumns+` FROM settlement_run WHERE institution_id = $1 AND run_id = $2`, string(inst), runID))
	return withPayouts(q, inst, run, err)
}

// latestRun is a day's newest run.
func latestRun(q store.Q, inst id.Institution, date day.Date) (Run, error) {
	run, err := scanRun(q.Row(`SELECT `+runColumns+` FROM settlement_run WHERE institution_id = $1 AND business_date = $2
		ORDER BY seq DESC LIMIT 1`, string(inst), date.String()))
	return withPayouts(q, inst, run, err)
}

// openRun finds the run of a day that has a payout without its end.
func openRun(q store.Q, inst id.Institution, date day.Date) (Run, bool, error) {
	run, err := scanRun(q.Row(`SELECT `+runColumns+` FROM settlement_run r WHERE institution_id = $1 AND business_date = $2
		AND EXISTS (SELECT 1 FROM settlement_payout p WHERE p.institution_id = r.institution_id AND p.run_id = r.run_id
		AND p.status IN ($3, $4, $5)) ORDER BY seq DESC LIMIT 1`, string(inst), date.String(), Planned, Approved, Sent))
	if errors.Is(err, store.ErrNoRows) {
		return Run{}, false, nil
	}
	run, err = withPayouts(q, inst, run, err)
	return run, err == nil, err
}

func nextSeq(q store.Q, inst id.Institution, date day.Date) (int, error) {
	return store.Scan1[int](q, `SELECT COALESCE(MAX(seq), 0) + 1 FROM settlement_run WHERE institution_id = $1 AND business_date = $2`,
		string(inst), date.String())
}

// hasLater tells whether the merchant has a payout after p: its money went on,
// or will, with that one.
func hasLater(q store.Q, inst id.Institution, p Payout) (bool, error) {
	n, err := store.Scan1[int64](q, `SELECT COUNT(*) FROM settlement_payout
		WHERE institution_id = $1 AND merchant_id = $2 AND id > $3 AND status <> $4`, string(inst), p.MerchantID, p.ID.String(), Dropped)
	return n > 0, err
}

func insertRun(tx *store.Tx, by audit.Actor, r Run) error {
	_, err := tx.Exec(`INSERT INTO settlement_run (institution_id, run_id, business_date, pay_date, seq, maker_party, maker_user,
		checker_party, checker_user, digest, planned_us, approved_us, sent_us)
		VALUES ($1, $2, $3, $4, $5, $6, $7, '', '', '', $8, 0, 0)`,
		string(by.Institution), r.ID, r.Date.String(), r.PayDate.String(), r.Seq, r.Maker, r.MakerUser, tx.NowMicros())
	return err
}

func updateRun(tx *store.Tx, inst id.Institution, r Run) error {
	return one(tx.Exec(`UPDATE settlement_run SET checker_party = $1, checker_user = $2, digest = $3, approved_us = $4, sent_us = $5
		WHERE institution_id = $6 AND run_id = $7`,
		r.Checker, r.CheckerUser, r.Digest, microsOf(r.ApprovedAt), microsOf(r.SentAt), string(inst), r.ID))
}

const payoutColumns = `merchant_id, id, run_id, place, amount_fen, account_last4, bank_ref, reason, status, step, changed_us`

func scanPayout(r *store.Rows) (p Payout, err error) {
	var step, changed int64
	err = r.Scan(&p.MerchantID, &p.ID, &p.RunID, &p.Place, &p.AmountFen, &p.Last4, &p.BankRef, &p.Reason, &p.Status, &step, &changed)
	if err == nil {
		p.pos, p.ChangedAt = payoutLife.At(p.Status, step), clock.FromMicros(changed)
	}
	return p, err
}

func payouts(q store.Q, inst id.Institution, where string, args ...any) ([]Payout, error) {
	return store.Collect(q, scanPayout, `SELECT `+payoutColumns+` FROM settlement_payout WHERE institution_id = $1 AND `+where,
		append([]any{string(inst)}, args...)...)
}

func findPayout(q store.Q, inst id.Institution, of PayoutID) (Payout, error) {
	found, err := payouts(q, inst, `id = $2`, of.String())
	if err == nil && len(found) == 0 {
		err = ErrNoPayout.New()
	}
	if err != nil {
		return Payout{}, err
	}
	return found[0], nil
}

// previousDate is the business date of the merchant's last payout before a
// run that was not dropped or failed; zero when there was none.
func previousDate(q store.Q, inst id.Institution, merchantID string, run Run) (day.Date, error) {
	dates, err := store.Collect(q, func(r *store.Rows) (d day.Date, err error) { return d, r.Scan(&d) },
		`SELECT r.business_date FROM settlement_payout p JOIN settlement_run r ON r.institution_id = p.institution_id AND r.run_id = p.run_id
		WHERE p.institution_id = $1 AND p.merchant_id = $2 AND p.status NOT IN ($3, $4) AND r.planned_us < $5
		ORDER BY r.planned_us DESC LIMIT 1`, string(inst), merchantID, Failed, Dropped, microsOf(run.PlannedAt))
	if err != nil || len(dates) == 0 {
		return day.Date{}, err
	}
	return dates[0], nil
}

func insertPayout(tx *store.Tx, inst id.Institution, p Payout) error {
	_, err := tx.Exec(`INSERT INTO settlement_payout (institution_id, merchant_id, id, run_id, place, amount_fen, account_last4, bank_ref,
		reason, life, status, step, changed_us) VALUES ($1, $2, $3, $4, $5, $6, $7, '', '', 'payout', $8, $9, $10)`,
		string(inst), p.MerchantID, p.ID.String(), p.RunID, p.Place, p.AmountFen, p.Last4, p.pos.Status.String(), p.pos.Step, tx.NowMicros())
	return err
}

func movePayout(tx *store.Tx, inst id.Institution, p Payout, was int64) error {
	return one(tx.Exec(`UPDATE settlement_payout SET bank_ref = $1, reason = $2, status = $3, step = $4, changed_us = $5
		WHERE institution_id = $6 AND id = $7 AND step = $8`,
		p.BankRef, p.Reason, p.pos.Status.String(), p.pos.Step, tx.NowMicros(), string(inst), p.ID.String(), was))
}

// payoutsOf lists payouts within the actor's scope, the newest first.
func payoutsOf(q store.Q, by audit.Actor, f PayoutFilter) ([]Payout, error) {
	return payouts(q, by.Institution, `($2 = '' OR merchant_id = $3) AND ($4 = '' OR run_id IN
		(SELECT run_id FROM settlement_run r WHERE r.institution_id = settlement_payout.institution_id AND r.business_date = $5))
		ORDER BY id DESC LIMIT $6`, by.Merchant, by.Merchant, f.Date.String(), f.Date.String(), f.Limit)
}
