package store

import (
	"context"
	"errors"
	"strconv"

	"tillway/internal/kit/errs"
	"tillway/internal/kit/rnd"
)

// Meta returns what the database remembers under key, or "".
func Meta(q Q, key string) (string, error) {
	v, err := Scan1[string](q, "SELECT value FROM store_meta WHERE name = $1", key)
	if errors.Is(err, ErrNoRows) {
		return "", nil
	}
	return v, err
}

// SetMeta makes the database remember value under key: facts about the whole
// installation, such as the fingerprint of its storage key.
func SetMeta(tx *Tx, key, value string) error {
	_, err := tx.Exec("INSERT INTO store_meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value", key, value)
	return err
}

const (
	metaKind         = "kind"
	metaInstallation = "installation"
	metaStarted      = "started_us" // the last start of a writer
)

// christen gives a new database its kind and identity.
func (db *DB) christen(tx *Tx) error {
	kind := db.opt.Kind
	if kind == "" {
		kind = Sandbox
	}
	for key, value := range map[string]string{metaKind: kind, metaInstallation: rnd.Hex(16)} {
		_, err := tx.Exec("INSERT INTO store_meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING", key, value)
		if err != nil {
			return err
		}
	}
	return nil
}

// prove makes one fact durable before the doors open. A disk that takes nothing
// more is told at the start, by whom it can be mended, and not to the first
// customer.
func (db *DB) prove(ctx context.Context) error {
	m := &migrator{db: db, on: db.writer.on}
	return m.inTx(ctx, func(tx *Tx) error { return SetMeta(tx, metaStarted, strconv.FormatInt(tx.Now().UnixMicro(), 10)) })
}

// identify reads who the database is and refuses the other kind. A read-only
// opener also learns here whether the schema is its own.
func (db *DB) identify(ctx context.Context) error {
	err := db.Read(ctx, func(q Q) (err error) {
		if db.kind, err = Meta(q, metaKind); err != nil {
			return err
		}
		db.installation, err = Meta(q, metaInstallation)
		if err != nil || db.writer != nil {
			return err
		}
		return db.compareAll(q)
	})
	switch {
	case err != nil && db.writer == nil && errs.As(err) == nil:
		return ErrNotDatabase.Wrap(err, "where", db.engine.where())
	case err != nil:
		return err
	case db.opt.Kind != "" && db.opt.Kind != db.kind:
		return ErrKind.New("have", db.kind, "want", db.opt.Kind)
	}
	return nil
}

// compareAll checks that every migration of this program has run.
func (db *DB) compareAll(q Q) error {
	list, err := steps(append([]Migration{{Room: "store", FS: own}}, db.opt.Migrations...))
	if err != nil {
		return err
	}
	known, done := map[int64]step{}, map[int64]bool{}
	for _, s := range list {
		known[s.version] = s
	}
	if err := compare(q, known, done); err != nil {
		return err
	}
	for _, s := range list {
		if !done[s.version] {
			return ErrMigration.New("reason", "the database is older than this program: it lacks "+s.name,
				"reason@zh", "数据库比程序旧，缺少 "+s.name)
		}
	}
	return nil
}
