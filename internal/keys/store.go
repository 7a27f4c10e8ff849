package keys

import (
	"embed"
	"errors"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations is the room's schema.
var Migrations = store.Migration{Room: "keys", FS: migrations}

const columns = `id, owner, usage, block, kcv, status, step, maker_party, checker_party, created_us, changed_us, exported_us`

func scan(r interface{ Scan(...any) error }) (Key, error) {
	var k Key
	var status string
	var step, created, changed, exported int64
	err := r.Scan(&k.ID, &k.Owner, &k.Usage, &k.Block, &k.KCV, &status, &step, &k.Maker, &k.Checker, &created, &changed, &exported)
	if err != nil {
		return Key{}, err
	}
	k.pos = life.At(status, step)
	k.CreatedAt, k.ChangedAt = clock.FromMicros(created), clock.FromMicros(changed)
	if exported > 0 {
		k.ExportedAt = clock.FromMicros(exported)
	}
	return k, nil
}

func insert(tx *store.Tx, inst id.Institution, k Key) error {
	_, err := tx.Exec(`INSERT INTO keys_key (institution_id, id, owner, usage, block, kcv, life, status, step,
			maker_party, checker_party, created_us, changed_us, exported_us)
		VALUES ($1, $2, $3, $4, $5, $6, 'key', $7, $8, $9, '', $10, $10, 0)`,
		inst, k.ID, k.Owner, k.Usage, k.Block, k.KCV, k.pos.Status.String(), k.pos.Step, k.Maker, tx.NowMicros())
	return err
}

// move stores a step of the key's life. A destroyed key loses its block.
func move(tx *store.Tx, inst id.Institution, was, k Key) error {
	block := k.Block
	if k.Status() == Destroyed {
		block = []byte{}
	}
	n, err := tx.Exec(`UPDATE keys_key SET status = $1, step = $2, block = $3, checker_party = $4, changed_us = $5
		WHERE institution_id = $6 AND id = $7 AND step = $8`,
		k.pos.Status.String(), k.pos.Step, block, k.Checker, tx.NowMicros(), inst, k.ID, was.pos.Step)
	if err == nil && n != 1 {
		err = ErrNoKey.New("usage", string(k.Usage))
	}
	return err
}

func markExported(tx *store.Tx, inst id.Institution, key ID) (bool, error) {
	n, err := tx.Exec(`UPDATE keys_key SET exported_us = $1
		WHERE institution_id = $2 AND id = $3 AND exported_us = 0 AND status = 'current'`, tx.NowMicros(), inst, key)
	return n == 1, err
}

// find returns an owner's key of a usage and status, and whether there is one.
func find(q store.Q, inst id.Institution, owner string, u Usage, status string) (Key, bool, error) {
	k, err := scan(q.Row(`SELECT `+columns+` FROM keys_key
		WHERE institution_id = $1 AND owner = $2 AND usage = $3 AND status = $4`, inst, owner, u, status))
	if errors.Is(err, store.ErrNoRows) {
		return Key{}, false, nil
	}
	return k, err == nil, err
}

// live returns all keys of an owner that are not destroyed.
func live(q store.Q, inst id.Institution, owner string) ([]Key, error) {
	return store.Collect(q, func(r *store.Rows) (Key, error) { return scan(r) },
		`SELECT `+columns+` FROM keys_key WHERE institution_id = $1 AND owner = $2 AND status <> 'destroyed' ORDER BY id`, inst, owner)
}

// history returns every key an owner ever had, newest first.
func history(q store.Q, inst id.Institution, owner string) ([]Key, error) {
	return store.Collect(q, func(r *store.Rows) (Key, error) { return scan(r) },
		`SELECT `+columns+` FROM keys_key WHERE institution_id = $1 AND owner = $2 ORDER BY created_us DESC, id DESC`, inst, owner)
}

// held returns the keys of an owner that people made, newest first: the work
// keys of sign-ins are left out.
func held(q store.Q, inst id.Institution, owner string) ([]Key, error) {
	return store.Collect(q, func(r *store.Rows) (Key, error) { return scan(r) },
		`SELECT `+columns+` FROM keys_key WHERE institution_id = $1 AND owner = $2 AND usage IN ('TMK', 'ZPK', 'ZAK')
			ORDER BY created_us DESC, id DESC`, inst, owner)
}
