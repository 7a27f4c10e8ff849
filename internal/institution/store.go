package institution

import (
	"embed"
	"errors"

	"tillway/internal/kit/day"
	"tillway/internal/kit/flow"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

//go:embed migrations/*.sql
var migrationsFS embed.FS

// Migrations holds the room's tables.
var Migrations = store.Migration{Room: "institution", FS: migrationsFS}

const selectInstitution = `SELECT institution_id, code, name_zh, name_en, kind, licence_no, scope, mode, hotline, hours, status, step
	FROM institution_institution`

func scanInstitution(row interface{ Scan(...any) error }) (i Institution, err error) {
	var step int64
	err = row.Scan(&i.ID, &i.Code, &i.NameZh, &i.NameEn, &i.Kind, &i.LicenceNo, &i.Scope, &i.Mode, &i.Hotline, &i.Hours, &i.Status, &step)
	if errors.Is(err, store.ErrNoRows) {
		return i, ErrUnknown.New()
	}
	i.pos = institutionLife.At(i.Status, step)
	return i, err
}

func load(q store.Q, of id.Institution) (Institution, error) {
	return scanInstitution(q.Row(selectInstitution+` WHERE institution_id = $1`, of))
}

func list(q store.Q) ([]Institution, error) {
	return store.Collect(q, func(r *store.Rows) (Institution, error) { return scanInstitution(r) }, selectInstitution+` ORDER BY code`)
}

func insert(tx *store.Tx, i Institution) error {
	_, err := tx.Exec(`INSERT INTO institution_institution (institution_id, id, code, name_zh, name_en, kind, licence_no, scope, mode,
			hotline, hours, life, status, step, created_us)
		VALUES ($1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'institution', $11, $12, $13)`,
		i.ID, i.Code, i.NameZh, i.NameEn, i.Kind, i.LicenceNo, i.Scope, i.Mode, i.Hotline, i.Hours,
		i.pos.Status.String(), i.pos.Step, tx.NowMicros())
	return err
}

func setPos(tx *store.Tx, i Institution, to flow.Pos) error {
	_, err := tx.Exec(`UPDATE institution_institution SET status = $1, step = $2 WHERE institution_id = $3 AND step = $4`,
		to.Status.String(), to.Step, i.ID, i.pos.Step)
	return err
}

func setLicence(tx *store.Tx, of id.Institution, number, scope string) error {
	_, err := tx.Exec(`UPDATE institution_institution SET licence_no = $1, scope = $2 WHERE institution_id = $3`, number, scope, of)
	return err
}

// Value is a parameter's value as it holds on a date.
type Value struct {
	Name    string   `json:"name"`
	Value   string   `json:"value"`
	Version int64    `json:"version"`
	From    day.Date `json:"from"`
}

func valueOn(q store.Q, inst id.Institution, name string, on day.Date) (v Value, found bool, err error) {
	err = q.Row(`SELECT name, value, version, valid_from FROM institution_param
		WHERE institution_id = $1 AND name = $2 AND valid_from <= $3 ORDER BY valid_from DESC, version DESC LIMIT 1`, inst, name, on).
		Scan(&v.Name, &v.Value, &v.Version, &v.From)
	if errors.Is(err, store.ErrNoRows) {
		return v, false, nil
	}
	return v, err == nil, err
}

// valuesOn returns every parameter as it holds on a date.
func valuesOn(q store.Q, inst id.Institution, on day.Date) ([]Value, error) {
	return store.Collect(q, func(r *store.Rows) (v Value, err error) { return v, r.Scan(&v.Name, &v.Value, &v.Version, &v.From) },
		`SELECT p.name, p.value, p.version, p.valid_from FROM institution_param p
		WHERE p.institution_id = $1 AND p.valid_from <= $2 AND NOT EXISTS (
			SELECT 1 FROM institution_param l WHERE l.institution_id = p.institution_id AND l.name = p.name AND l.valid_from <= $2
			AND (l.valid_from > p.valid_from OR (l.valid_from = p.valid_from AND l.version > p.version)))
		ORDER BY p.name`, inst, on)
}

func appendValue(tx *store.Tx, inst id.Institution, c Change, checker string) (version int64, err error) {
	version, err = store.Scan1[int64](tx, `SELECT COALESCE(MAX(version), 0) + 1 FROM institution_param WHERE institution_id = $1 AND name = $2`, inst, c.Name)
	if err != nil {
		return 0, err
	}
	_, err = tx.Exec(`INSERT INTO institution_param (institution_id, name, version, value, valid_from, maker_party, checker_party, change_id, set_us)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, inst, c.Name, version, c.Value, c.From, c.maker, checker, c.ID, tx.NowMicros())
	return version, err
}

const selectChange = `SELECT id, name, value, valid_from, reason, maker_user, maker_party, status, step FROM institution_param_change`

func scanChange(row interface{ Scan(...any) error }) (c Change, err error) {
	var step int64
	err = row.Scan(&c.ID, &c.Name, &c.Value, &c.From, &c.Reason, &c.Maker, &c.maker, &c.Status, &step)
	if errors.Is(err, store.ErrNoRows) {
		return c, ErrChangeUnknown.New()
	}
	c.pos = changeLife.At(c.Status, step)
	return c, err
}

func loadChange(q store.Q, inst id.Institution, of ChangeID) (Change, error) {
	return scanChange(q.Row(selectChange+` WHERE institution_id = $1 AND id = $2`, inst, of))
}

func openChanges(q store.Q, inst id.Institution) ([]Change, error) {
	return store.Collect(q, func(r *store.Rows) (Change, error) { return scanChange(r) },
		selectChange+` WHERE institution_id = $1 AND status = 'proposed' ORDER BY id`, inst)
}

func insertChange(tx *store.Tx, inst id.Institution, c Change) error {
	_, err := tx.Exec(`INSERT INTO institution_param_change (institution_id, id, name, value, valid_from, reason, maker_user, maker_party,
			checker_party, life, status, step, created_us)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', 'parameter_change', $9, $10, $11)`,
		inst, c.ID, c.Name, c.Value, c.From, c.Reason, c.Maker, c.maker, c.pos.Status.String(), c.pos.Step, tx.NowMicros())
	return err
}

func decideChange(tx *store.Tx, inst id.Institution, c Change, to flow.Pos, checker string) error {
	_, err := tx.Exec(`UPDATE institution_param_change SET status = $1, step = $2, checker_party = $3
		WHERE institution_id = $4 AND id = $5 AND step = $6`, to.Status.String(), to.Step, checker, inst, c.ID, c.pos.Step)
	return err
}
