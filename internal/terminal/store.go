package terminal

import (
	"embed"
	"errors"
	"strconv"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations is the room's schema.
var Migrations = store.Migration{Room: "terminal", FS: migrations}

const columns = `id, tusn, model, merchant_id, tid, mid, binding, batch, status, step, reason, created_us, changed_us`

func scan(r interface{ Scan(...any) error }) (Terminal, error) {
	var t Terminal
	var status string
	var step, created, changed int64
	err := r.Scan(&t.ID, &t.TUSN, &t.Model, &t.MerchantID, &t.TID, &t.MID, &t.BindingVersion, &t.batch,
		&status, &step, &t.Reason, &created, &changed)
	if errors.Is(err, store.ErrNoRows) {
		return Terminal{}, ErrUnknown.New()
	}
	if err != nil {
		return Terminal{}, err
	}
	t.pos, t.Batch = life.At(status, step), batchText(t.batch)
	t.CreatedAt, t.ChangedAt = clock.FromMicros(created), clock.FromMicros(changed)
	return t, nil
}

func collect(q store.Q, where string, args ...any) ([]Terminal, error) {
	return store.Collect(q, func(r *store.Rows) (Terminal, error) { return scan(r) },
		`SELECT `+columns+` FROM terminal_device WHERE `+where, args...)
}

// Get returns a terminal.
func Get(q store.Q, inst id.Institution, terminal ID) (Terminal, error) {
	return scan(q.Row(`SELECT `+columns+` FROM terminal_device WHERE institution_id = $1 AND id = $2`, inst, terminal))
}

// ByTID returns the terminal that works under a number.
func ByTID(q store.Q, inst id.Institution, tid string) (Terminal, error) {
	if tid == "" {
		return Terminal{}, ErrUnknown.New()
	}
	return scan(q.Row(`SELECT `+columns+` FROM terminal_device WHERE institution_id = $1 AND tid = $2`, inst, tid))
}

// OfMerchant returns a merchant's terminals that are not returned, oldest first.
func OfMerchant(q store.Q, inst id.Institution, merchantID string) ([]Terminal, error) {
	return collect(q, `institution_id = $1 AND merchant_id = $2 AND status <> 'returned' ORDER BY id`, inst, merchantID)
}

func insert(tx *store.Tx, inst id.Institution, t Terminal) (bool, error) {
	n, err := tx.Exec(`INSERT INTO terminal_device (institution_id, id, tusn, model, merchant_id, tid, mid, binding, batch,
			life, status, step, reason, created_us, changed_us)
		VALUES ($1, $2, $3, $4, '', '', '', 0, 1, 'terminal', $5, $6, '', $7, $7)
		ON CONFLICT DO NOTHING`,
		inst, t.ID, t.TUSN, t.Model, t.pos.Status.String(), t.pos.Step, tx.NowMicros())
	return n == 1, err
}

// update stores everything that may change, if nobody stepped in between.
func update(tx *store.Tx, inst id.Institution, wasStep int64, t Terminal) error {
	n, err := tx.Exec(`UPDATE terminal_device SET merchant_id = $1, tid = $2, mid = $3, binding = $4, batch = $5,
			status = $6, step = $7, reason = $8, changed_us = $9
		WHERE institution_id = $10 AND id = $11 AND step = $12`,
		t.MerchantID, t.TID, t.MID, t.BindingVersion, t.batch,
		t.pos.Status.String(), t.pos.Step, t.Reason, tx.NowMicros(), inst, t.ID, wasStep)
	if err == nil && n != 1 {
		err = ErrRaced.New()
	}
	return err
}

// newTID returns the next number of the institution. The house has one writer,
// so the highest number cannot move between the question and the update.
func newTID(tx *store.Tx, inst id.Institution) (string, error) {
	top, err := store.Scan1[string](tx, `SELECT COALESCE(MAX(tid), '') FROM terminal_device WHERE institution_id = $1 AND tid <> ''`, inst)
	if err != nil || top == "" {
		return strconv.Itoa(firstTID), err
	}
	n, err := strconv.Atoi(top)
	return strconv.Itoa(n + 1), err
}

func insertBinding(tx *store.Tx, b Binding) error {
	_, err := tx.Exec(`INSERT INTO terminal_binding (institution_id, terminal_id, version, tusn, institution_code, mid, licence,
			account_ref, address, lon_e6, lat_e6, crs, prev_hash, hash, bound_by, at_us)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
		b.Institution, b.TerminalID, b.Version, b.TUSN, b.InstitutionCode, b.MID, b.Licence,
		b.AccountRef, b.Place.Address, b.Place.LonE6, b.Place.LatE6, b.Place.CRS, b.PrevHash, b.Hash, b.BoundBy, tx.NowMicros())
	return err
}

const bindingColumns = `institution_id, terminal_id, version, tusn, institution_code, mid, licence, account_ref,
	address, lon_e6, lat_e6, crs, prev_hash, hash, bound_by, at_us`

func scanBinding(r interface{ Scan(...any) error }) (b Binding, err error) {
	var at int64
	err = r.Scan(&b.Institution, &b.TerminalID, &b.Version, &b.TUSN, &b.InstitutionCode, &b.MID, &b.Licence, &b.AccountRef,
		&b.Place.Address, &b.Place.LonE6, &b.Place.LatE6, &b.Place.CRS, &b.PrevHash, &b.Hash, &b.BoundBy, &at)
	b.At = clock.FromMicros(at)
	return b, err
}

func binding(q store.Q, inst id.Institution, terminal ID, version int64) (Binding, error) {
	b, err := scanBinding(q.Row(`SELECT `+bindingColumns+` FROM terminal_binding
		WHERE institution_id = $1 AND terminal_id = $2 AND version = $3`, inst, terminal, version))
	if errors.Is(err, store.ErrNoRows) {
		err = ErrNotBound.New()
	}
	return b, err
}

// Bindings returns every version of a terminal's binding, oldest first.
func Bindings(q store.Q, inst id.Institution, terminal ID) ([]Binding, error) {
	return store.Collect(q, func(r *store.Rows) (Binding, error) { return scanBinding(r) },
		`SELECT `+bindingColumns+` FROM terminal_binding WHERE institution_id = $1 AND terminal_id = $2 ORDER BY version`, inst, terminal)
}

// Filter narrows a list of terminals.
type Filter struct {
	Merchant string
	Status   string
	After    ID
	Limit    int
}

func list(q store.Q, inst id.Institution, f Filter) ([]Terminal, error) {
	f.Limit = store.Page(f.Limit)
	return collect(q, `institution_id = $1 AND id > $2 AND ($3 = '' OR merchant_id = $3) AND ($4 = '' OR status = $4)
		ORDER BY id LIMIT $5`, inst, f.After, f.Merchant, f.Status, f.Limit)
}
