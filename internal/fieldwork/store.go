package fieldwork

import (
	"embed"
	"errors"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations is the room's schema.
var Migrations = store.Migration{Room: "fieldwork", FS: migrations}

const columns = `id, number, merchant_id, terminal_id, engineer, planned_on, moved, batch_from, status, step, created_us, changed_us`

func scan(r interface{ Scan(...any) error }) (o Order, err error) {
	var status string
	var step, created, changed int64
	err = r.Scan(&o.ID, &o.Number, &o.MerchantID, &o.TerminalID, &o.Engineer, &o.PlannedOn, &o.Moved, &o.BatchFrom,
		&status, &step, &created, &changed)
	if errors.Is(err, store.ErrNoRows) {
		return Order{}, ErrOrder.New()
	}
	if err != nil {
		return Order{}, err
	}
	o.pos = life.At(status, step)
	o.CreatedAt, o.ChangedAt = clock.FromMicros(created), clock.FromMicros(changed)
	return o, nil
}

// Get returns a work order.
func Get(q store.Q, inst id.Institution, order ID) (Order, error) {
	return scan(q.Row(`SELECT `+columns+` FROM fieldwork_order WHERE institution_id = $1 AND id = $2`, inst, order))
}

// Filter narrows a list of orders.
type Filter struct {
	Merchant string
	Status   string
	After    ID
	Limit    int
}

func list(q store.Q, inst id.Institution, f Filter) ([]Order, error) {
	f.Limit = store.Page(f.Limit)
	return store.Collect(q, func(r *store.Rows) (Order, error) { return scan(r) },
		`SELECT `+columns+` FROM fieldwork_order WHERE institution_id = $1 AND id > $2
			AND ($3 = '' OR merchant_id = $3) AND ($4 = '' OR status = $4) ORDER BY id LIMIT $5`,
		inst, f.After, f.Merchant, f.Status, f.Limit)
}

func openOrders(q store.Q, inst id.Institution, merchantID string) (int64, error) {
	return store.Scan1[int64](q, `SELECT COUNT(*) FROM fieldwork_order
		WHERE institution_id = $1 AND merchant_id = $2 AND status IN ('planned', 'on_site', 'faulty')`, inst, merchantID)
}

func createdOn(q store.Q, inst id.Institution, on day.Date) (int64, error) {
	return store.Scan1[int64](q, `SELECT COUNT(*) FROM fieldwork_order WHERE institution_id = $1 AND created_on = $2`, inst, on.String())
}

func insert(tx *store.Tx, inst id.Institution, o Order) error {
	_, err := tx.Exec(`INSERT INTO fieldwork_order (institution_id, id, number, merchant_id, terminal_id, engineer, planned_on,
			moved, batch_from, created_on, life, status, step, created_us, changed_us)
		VALUES ($1, $2, $3, $4, '', '', $5, 0, '', $6, 'work_order', $7, $8, $9, $9)`,
		inst, o.ID, o.Number, o.MerchantID, o.PlannedOn.String(), day.Of(tx.Now()).String(),
		o.pos.Status.String(), o.pos.Step, tx.NowMicros())
	return err
}

func update(tx *store.Tx, inst id.Institution, wasStep int64, o Order) error {
	n, err := tx.Exec(`UPDATE fieldwork_order SET terminal_id = $1, engineer = $2, planned_on = $3, moved = $4, batch_from = $5,
			status = $6, step = $7, changed_us = $8
		WHERE institution_id = $9 AND id = $10 AND step = $11`,
		o.TerminalID, o.Engineer, o.PlannedOn.String(), o.Moved, o.BatchFrom,
		o.pos.Status.String(), o.pos.Step, tx.NowMicros(), inst, o.ID, wasStep)
	if err == nil && n != 1 {
		err = ErrRaced.New()
	}
	return err
}

func insertAnswer(tx *store.Tx, inst id.Institution, order ID, a Answer) error {
	seq, err := next(tx, inst, order, "fieldwork_answer")
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO fieldwork_answer (institution_id, order_id, seq, item, passed, value, note, lon_e6, lat_e6, user_id, at_us)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		inst, order, seq, a.Item, a.Passed, a.Value, a.Note, a.LonE6, a.LatE6, a.By, tx.NowMicros())
	return err
}

// next numbers the rows under an order. table is one of this room's own.
func next(tx *store.Tx, inst id.Institution, order ID, table string) (int64, error) {
	return store.Scan1[int64](tx, `SELECT COALESCE(MAX(seq), 0) + 1 FROM `+table+` WHERE institution_id = $1 AND order_id = $2`, inst, order)
}

func answers(q store.Q, inst id.Institution, order ID) ([]Answer, error) {
	return store.Collect(q, func(r *store.Rows) (a Answer, err error) {
		err = r.Scan(&a.Item, &a.Passed, &a.Value, &a.Note, &a.LonE6, &a.LatE6, &a.By, micros(&a.At))
		return a, err
	}, `SELECT item, passed, value, note, lon_e6, lat_e6, user_id, at_us FROM fieldwork_answer
		WHERE institution_id = $1 AND order_id = $2 ORDER BY seq`, inst, order)
}

func insertCase(tx *store.Tx, inst id.Institution, order ID, c Case) error {
	seq, err := next(tx, inst, order, "fieldwork_test")
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO fieldwork_test (institution_id, order_id, seq, name, passed, rrn, payment_id, detail, user_id, at_us)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		inst, order, seq, c.Name, c.Passed, c.RRN, c.PaymentID, c.Detail, c.By, tx.NowMicros())
	return err
}

func cases(q store.Q, inst id.Institution, order ID) ([]Case, error) {
	return store.Collect(q, func(r *store.Rows) (c Case, err error) {
		err = r.Scan(&c.Name, &c.Passed, &c.RRN, &c.PaymentID, &c.Detail, &c.By, micros(&c.At))
		return c, err
	}, `SELECT name, passed, rrn, payment_id, detail, user_id, at_us FROM fieldwork_test
		WHERE institution_id = $1 AND order_id = $2 ORDER BY seq`, inst, order)
}

// SignOff is the merchant's signature under the form.
type SignOff struct {
	SignedAs string // masked
	Digest   string // SHA-256 of the signed form
	LonE6    int64
	LatE6    int64
	Manual   string
	By       string
	At       time.Time
}

func insertSignOff(tx *store.Tx, inst id.Institution, order ID, s SignOff) error {
	seq, err := next(tx, inst, order, "fieldwork_signature")
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO fieldwork_signature (institution_id, order_id, seq, signed_as, digest, lon_e6, lat_e6, manual, user_id, at_us)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		inst, order, seq, s.SignedAs, s.Digest, s.LonE6, s.LatE6, s.Manual, s.By, tx.NowMicros())
	return err
}

func signOff(q store.Q, inst id.Institution, order ID) (*SignOff, error) {
	var s SignOff
	err := q.Row(`SELECT signed_as, digest, lon_e6, lat_e6, manual, user_id, at_us FROM fieldwork_signature
		WHERE institution_id = $1 AND order_id = $2 ORDER BY seq DESC LIMIT 1`, inst, order).
		Scan(&s.SignedAs, &s.Digest, &s.LonE6, &s.LatE6, &s.Manual, &s.By, micros(&s.At))
	if errors.Is(err, store.ErrNoRows) {
		return nil, nil
	}
	return &s, err
}

// micros scans a stored time.
func micros(t *time.Time) *microsInto { return (*microsInto)(t) }

type microsInto time.Time

// Scan implements sql.Scanner.
func (m *microsInto) Scan(src any) error {
	us, ok := src.(int64)
	if !ok {
		return errors.New("fieldwork: not a stored time")
	}
	*m = microsInto(clock.FromMicros(us))
	return nil
}
