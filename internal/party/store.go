package party

import (
	"embed"
	"errors"

	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

//go:embed migrations/*.sql
var migrationsFS embed.FS

// Migrations holds the room's tables.
var Migrations = store.Migration{Room: "party", FS: migrationsFS}

// record is a row of party_person.
type record struct {
	id         ID
	kind       Kind
	idType     string
	masked     Masked
	verified   bool
	dataKey    []byte
	sealed     []byte
	idNoIndex  []byte
	mobileIdx  []byte
	destroyedU store.Null[int64]
}

const recordColumns = `id, kind, id_type, name_masked, id_no_masked, mobile_masked, verified, data_key, sealed,
	id_no_index, mobile_index, destroyed_us`

func scanRecord(row interface{ Scan(...any) error }) (r record, err error) {
	err = row.Scan(&r.id, &r.kind, &r.idType, &r.masked.Name, &r.masked.IDNo, &r.masked.Mobile, &r.verified,
		&r.dataKey, &r.sealed, &r.idNoIndex, &r.mobileIdx, &r.destroyedU)
	r.masked.ID, r.masked.Kind = r.id, r.kind
	return r, err
}

func load(q store.Q, inst id.Institution, of ID) (record, error) {
	r, err := scanRecord(q.Row(`SELECT `+recordColumns+` FROM party_person WHERE institution_id = $1 AND id = $2`, inst, of))
	if errors.Is(err, store.ErrNoRows) {
		return r, ErrUnknown.New()
	}
	return r, err
}

// loadByPaper finds the party known by a document number.
func loadByPaper(q store.Q, inst id.Institution, idType string, index []byte) (record, bool, error) {
	r, err := scanRecord(q.Row(`SELECT `+recordColumns+` FROM party_person
		WHERE institution_id = $1 AND id_type = $2 AND id_no_index = $3`, inst, idType, index))
	if errors.Is(err, store.ErrNoRows) {
		return r, false, nil
	}
	return r, err == nil, err
}

// insert reports false when the paper is registered already.
func insert(tx *store.Tx, inst id.Institution, r record) (bool, error) {
	n, err := tx.Exec(`INSERT INTO party_person (institution_id, id, kind, id_type, name_masked, id_no_masked, mobile_masked,
			verified, data_key, sealed, id_no_index, mobile_index, created_us, changed_us)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13) ON CONFLICT DO NOTHING`,
		inst, r.id, r.kind, r.idType, r.masked.Name, r.masked.IDNo, r.masked.Mobile,
		r.verified, r.dataKey, r.sealed, r.idNoIndex, r.mobileIdx, tx.NowMicros())
	return n == 1, err
}

func update(tx *store.Tx, inst id.Institution, r record) error {
	_, err := tx.Exec(`UPDATE party_person SET name_masked = $1, mobile_masked = $2, verified = $3, sealed = $4, mobile_index = $5,
			changed_us = $6
		WHERE institution_id = $7 AND id = $8 AND destroyed_us IS NULL`,
		r.masked.Name, r.masked.Mobile, r.verified, r.sealed, r.mobileIdx, tx.NowMicros(), inst, r.id)
	return err
}

// destroy reports false when there was nothing left to destroy.
func destroy(tx *store.Tx, inst id.Institution, of ID) (bool, error) {
	n, err := tx.Exec(`UPDATE party_person SET data_key = NULL, sealed = NULL, id_no_index = NULL, mobile_index = NULL,
			name_masked = '*', id_no_masked = '*', mobile_masked = '*', destroyed_us = $1, changed_us = $1
		WHERE institution_id = $2 AND id = $3 AND destroyed_us IS NULL`, tx.NowMicros(), inst, of)
	return n == 1, err
}

// sharedMobile counts the other parties that gave this mobile number.
func sharedMobile(q store.Q, inst id.Institution, index []byte, except ID) (int64, error) {
	return store.Scan1[int64](q, `SELECT COUNT(*) FROM party_person
		WHERE institution_id = $1 AND mobile_index = $2 AND id <> $3`, inst, index, except)
}
