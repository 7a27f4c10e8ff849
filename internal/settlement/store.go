package settlement

import (
	"embed"
	"errors"
	"time"

	"tillway/internal/audit"
	"tillway/internal/kit/clock"
	"tillway/internal/kit/day"
	"tillway/internal/kit/flow"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
	"tillway/internal/payment"
)

//go:embed migrations/*.sql
var migrationsFS embed.FS

// Migrations are the room's tables.
var Migrations = store.Migration{Room: "settlement", FS: migrationsFS}

// businessDay is a row of settlement_day.
type businessDay struct {
	Date  day.Date
	CutBy string
	CutAt time.Time

	pos flow.Pos
}

const dayColumns = `id, status, step, cut_by, cut_us`

func scanDay(r interface{ Scan(...any) error }) (d businessDay, err error) {
	var status string
	var step, cut int64
	err = r.Scan(&d.Date, &status, &step, &d.CutBy, &cut)
	if err == nil {
		d.pos, d.CutAt = dayLife.At(status, step), clock.FromMicros(cut)
	}
	return d, err
}

func findDay(q store.Q, inst id.Institution, date day.Date) (businessDay, error) {
	d, err := scanDay(q.Row(`SELECT `+dayColumns+` FROM settlement_day WHERE institution_id = $1 AND id = $2`, string(inst), date.String()))
	if errors.Is(err, store.ErrNoRows) {
		err = ErrNoDay.New("date", date.String())
	}
	return d, err
}

// cutDays lists days, the newest first.
func cutDays(q store.Q, inst id.Institution, limit int) ([]businessDay, error) {
	return store.Collect(q, func(r *store.Rows) (businessDay, error) { return scanDay(r) },
		`SELECT `+dayColumns+` FROM settlement_day WHERE institution_id = $1 ORDER BY id DESC LIMIT $2`, string(inst), limit)
}

// unclearedDates are the days that are cut but whose fees are not posted.
func unclearedDates(q store.Q, inst id.Institution) ([]day.Date, error) {
	return store.Collect(q, func(r *store.Rows) (d day.Date, err error) { return d, r.Scan(&d) },
		`SELECT id FROM settlement_day WHERE institution_id = $1 AND status IN ($2, $3) ORDER BY id`, string(inst), Cut, Reconciled)
}

func insertDay(tx *store.Tx, inst id.Institution, d businessDay) error {
	_, err := tx.Exec(`INSERT INTO settlement_day (institution_id, id, life, status, step, cut_by, cut_us, changed_us)
		VALUES ($1, $2, 'business_day', $3, $4, $5, $6, $6)`,
		string(inst), d.Date.String(), d.pos.Status.String(), d.pos.Step, d.CutBy, tx.NowMicros())
	return err
}

func moveDay(tx *store.Tx, inst id.Institution, d businessDay, was int64) error {
	return one(tx.Exec(`UPDATE settlement_day SET status = $1, step = $2, changed_us = $3 WHERE institution_id = $4 AND id = $5 AND step = $6`,
		d.pos.Status.String(), d.pos.Step, tx.NowMicros(), string(inst), d.Date.String(), was))
}

// one says that an update which must meet its row was raced.
func one(n int64, err error) error {
	if err == nil && n != 1 {
		return flow.ErrRaced.New()
	}
	return err
}

// fileDigest is that of the file taken for a day and channel, or "".
func fileDigest(q store.Q, inst id.Institution, date day.Date, channel payment.Channel) (string, error) {
	digest, err := store.Scan1[string](q, `SELECT digest FROM settlement_file WHERE institution_id = $1 AND business_date = $2 AND channel = $3`,
		string(inst), date.String(), string(channel))
	if errors.Is(err, store.ErrNoRows) {
		return "", nil
	}
	return digest, err
}

func insertFile(tx *store.Tx, by audit.Actor, date day.Date, f File) error {
	_, err := tx.Exec(`INSERT INTO settlement_file (institution_id, business_date, channel, digest, taken_by, lines, net_fen, taken_us)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		string(by.Institution), date.String(), string(f.Channel), f.Digest, by.User, f.Lines, f.NetFen, tx.NowMicros())
	return err
}

func files(q store.Q, inst id.Institution, date day.Date) ([]File, error) {
	return store.Collect(q, func(r *store.Rows) (f File, err error) {
		var at int64
		err = r.Scan(&f.Channel, &f.Digest, &f.By, &f.Lines, &f.NetFen, &at)
		f.At = clock.FromMicros(at)
		return f, err
	}, `SELECT channel, digest, taken_by, lines, net_fen, taken_us FROM settlement_file
		WHERE institution_id = $1 AND business_date = $2 ORDER BY channel`, string(inst), date.String())
}

func insertDifference(tx *store.Tx, inst id.Institution, date day.Date, d Difference) error {
	_, err := tx.Exec(`INSERT INTO settlement_difference (institution_id, business_date, channel, reference, kind, ours_fen, channel_fen,
		ours_fee_fen, channel_fee_fen, payment_id, resolved_us, resolved_by, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, '', '')`,
		string(inst), date.String(), string(d.Channel), d.Reference, d.Kind, d.OursFen, d.ChannelFen, d.OursFee, d.ChannelFee, d.PaymentID)
	return err
}

// outstanding counts what a day still waits for.
func outstanding(q store.Q, inst id.Institution, date day.Date) (missing, open int64, err error) {
	taken, err := store.Scan1[int64](q, `SELECT COUNT(*) FROM settlement_file WHERE institution_id = $1 AND business_date = $2`,
		string(inst), date.String())
	if err != nil {
		return 0, 0, err
	}
	open, err = store.Scan1[int64](q, `SELECT COUNT(*) FROM settlement_difference WHERE institution_id = $1 AND business_date = $2
		AND resolved_us = 0`, string(inst), date.String())
	return int64(len(channels)) - taken, open, err
}

func insertFee(tx *store.Tx, inst id.Institution, date day.Date, r feeRow) error {
	p := r.payment
	_, err := tx.Exec(`INSERT INTO settlement_fee (institution_id, merchant_id, payment_id, business_date, channel, kind, product, rrn,
		payer, occurred_us, signed_fen, fee_fen, cost_fen, plan_id, original_id)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
		string(inst), p.MerchantID, p.ID.String(), date.String(), string(p.Channel), string(p.Kind), p.Product, p.RRN, p.PANMask,
		clock.Micros(p.At), r.signed, r.fee, r.cost, r.plan, p.OriginalID.String())
	return err
}

// originalFees is what a payment was charged and how much of it went back.
type originalFees struct {
	signed, fee, returnedFen int64
}

func feesOf(q store.Q, inst id.Institution, paymentID string) (o originalFees, err error) {
	err = q.Row(`SELECT signed_fen, fee_fen FROM settlement_fee WHERE institution_id = $1 AND payment_id = $2
		ORDER BY business_date LIMIT 1`,
		string(inst), paymentID).Scan(&o.signed, &o.fee)
	if err != nil {
		return o, err
	}
	o.returnedFen, err = store.Scan1[int64](q, `SELECT CAST(COALESCE(-SUM(signed_fen), 0) AS BIGINT) FROM settlement_fee
		WHERE institution_id = $1 AND original_id = $2 AND signed_fen < 0`, string(inst), paymentID)
	return o, err
}

// FeeLine is a cleared payment as a statement shows it.
type FeeLine struct {
	MerchantID string          `json:"merchant_id"`
	PaymentID  string          `json:"payment_id"`
	Date       day.Date        `json:"business_date"`
	Channel    payment.Channel `json:"channel"`
	Kind       payment.Kind    `json:"kind"`
	Product    string          `json:"product"`
	RRN        string          `json:"rrn"`
	Payer      string          `json:"payer"`
	At         time.Time       `json:"at"`
	SignedFen  int64           `json:"amount_fen"`
	FeeFen     int64           `json:"fee_fen"`
	CostFen    int64           `json:"-"`
	PlanID     string          `json:"plan_id"`
	OriginalID string          `json:"original_id"`
}

const feeColumns = `merchant_id, payment_id, business_date, channel, kind, product, rrn, payer, occurred_us, signed_fen, fee_fen, cost_fen,
	plan_id, original_id`

func scanFee(r *store.Rows) (f FeeLine, err error) {
	var at int64
	err = r.Scan(&f.MerchantID, &f.PaymentID, &f.Date, &f.Channel, &f.Kind, &f.Product, &f.RRN, &f.Payer, &at, &f.SignedFen, &f.FeeFen,
		&f.CostFen, &f.PlanID, &f.OriginalID)
	f.At = clock.FromMicros(at)
	return f, err
}

// feesBetween are a merchant's cleared payments of days after from up to to.
func feesBetween(q store.Q, inst id.Institution, merchantID string, from, to day.Date) ([]FeeLine, error) {
	return store.Collect(q, scanFee, `SELECT `+feeColumns+` FROM settlement_fee WHERE institution_id = $1 AND merchant_id = $2
		AND business_date > $3 AND business_date <= $4 ORDER BY occurred_us, payment_id`,
		string(inst), merchantID, from.String(), to.String())
}

// Totals is what a day's clearing came to.
type Totals struct {
	Payments  int64 `json:"payments"`
	GrossFen  int64 `json:"gross_fen"`
	RefundFen int64 `json:"refund_fen"`
	FeeFen    int64 `json:"fee_fen"`
	CostFen   int64 `json:"cost_fen"`
}

// NetFen is what the day owes its merchants.
func (t Totals) NetFen() int64 { return t.GrossFen - t.RefundFen - t.FeeFen }

func totals(q store.Q, inst id.Institution, date day.Date) (t Totals, err error) {
	err = q.Row(`SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN signed_fen > 0 THEN signed_fen ELSE 0 END), 0) AS BIGINT),
		CAST(COALESCE(SUM(CASE WHEN signed_fen < 0 THEN -signed_fen ELSE 0 END), 0) AS BIGINT),
		CAST(COALESCE(SUM(fee_fen), 0) AS BIGINT), CAST(COALESCE(SUM(cost_fen), 0) AS BIGINT)
		FROM settlement_fee WHERE institution_id = $1 AND business_date = $2`, string(inst), date.String()).
		Scan(&t.Payments, &t.GrossFen, &t.RefundFen, &t.FeeFen, &t.CostFen)
	return t, err
}

// insertCredit takes a movement once; false when it was taken before.
func insertCredit(tx *store.Tx, inst id.Institution, c movement, purpose string) (bool, error) {
	n, err := tx.Exec(`INSERT INTO settlement_credit (institution_id, bank_ref, reference, amount_fen, purpose, taken_us)
		VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
		string(inst), c.BankRef, c.Reference, c.AmountFen, purpose, tx.NowMicros())
	return n == 1, err
}

// creditOf is what was taken under a bank reference.
func creditOf(q store.Q, inst id.Institution, bankRef string) (c movement, err error) {
	c.BankRef = bankRef
	err = q.Row(`SELECT reference, amount_fen FROM settlement_credit WHERE institution_id = $1 AND bank_ref = $2`,
		string(inst), bankRef).Scan(&c.Reference, &c.AmountFen)
	return c, err
}
