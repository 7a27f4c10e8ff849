package store

import (
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"sort"
	"strconv"
	"strings"

	"tillway/internal/kit/errs"
)

// Migration is a room's part of the schema.
//
// FS holds migrations/NNNN_what.sql, up only. A number is used once in the
// whole house, and a file that has run is never edited: its checksum is kept
// and compared at every start. A migration that moves data brings
// NNNN_what.proof.sql, whose every statement must return no row.
//
// A comment on its own line asks for the triggers of both engines:
//
//	-- tillway:append-only TABLE   refuses UPDATE, DELETE, TRUNCATE, INSERT OR REPLACE
//	-- tillway:frozen TABLE        refuses INSERT as well, once Seed has run
type Migration struct {
	Room string
	FS   fs.FS
	// Extra returns statements made by Go, such as the trigger of a hot life.
	// They run again whenever they change, so they replace what was there.
	Extra func(engine string) []string
	// Seed returns the rows of frozen tables. They run again when they change.
	Seed func() []Statement
	// Follow returns what must come after a statement of any room's migration,
	// given as it is written: kit/flow guards each table that has a life.
	Follow func(engine, statement string) []string
}

// Statement is SQL with its arguments.
type Statement struct {
	SQL  string
	Args []any
}

//go:embed migrations
var own embed.FS

// step is one migration file.
type step struct {
	version          int64
	room, name       string
	script, proof    string
	checksum         string
	appendOnly, cold []string
}

var (
	stepName  = regexp.MustCompile(`^(\d{4})_[a-z0-9_]+\.sql$`)
	directive = regexp.MustCompile(`(?m)^-- tillway:(\S+)[ \t]+(\S+)[ \t]*$`)
	anyOrder  = regexp.MustCompile(`(?m)^-- tillway:`)
)

var (
	changes    = []string{"UPDATE", "DELETE", "TRUNCATE"}
	everything = []string{"INSERT", "UPDATE", "DELETE", "TRUNCATE"}
)

// steps reads every room's migrations in the order of their numbers.
func steps(all []Migration) ([]step, error) {
	var out []step
	seen := map[int64]string{}
	for _, m := range all {
		names, err := fs.Glob(m.FS, "migrations/*.sql")
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			if strings.HasSuffix(name, ".proof.sql") {
				continue
			}
			s, err := readStep(m, name)
			if err != nil {
				return nil, err
			}
			if first, dup := seen[s.version]; dup {
				return nil, ErrMigration.New("reason", fmt.Sprintf("%s and %s have the same number", first, s.name))
			}
			seen[s.version] = s.name
			out = append(out, s)
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].version < out[j].version })
	return out, nil
}

func readStep(m Migration, name string) (step, error) {
	base := path.Base(name)
	match := stepName.FindStringSubmatch(base)
	if match == nil {
		return step{}, ErrMigration.New("reason", m.Room+": "+base+" is not named NNNN_what.sql")
	}
	raw, err := fs.ReadFile(m.FS, name)
	if err != nil {
		return step{}, err
	}
	version, err := strconv.ParseInt(match[1], 10, 64)
	if err != nil {
		return step{}, err
	}
	proof, err := fs.ReadFile(m.FS, strings.TrimSuffix(name, ".sql")+".proof.sql")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return step{}, err
	}
	s := step{version: version, room: m.Room, name: strings.TrimSuffix(base, ".sql"), script: string(raw), proof: string(proof), checksum: digest(string(raw))}
	orders := directive.FindAllStringSubmatch(s.script, -1)
	if len(orders) != len(anyOrder.FindAllString(s.script, -1)) {
		return step{}, ErrMigration.New("reason", s.name+" holds a malformed -- tillway: line")
	}
	for _, o := range orders {
		switch o[1] {
		case "append-only":
			s.appendOnly = append(s.appendOnly, o[2])
		case "frozen":
			s.cold = append(s.cold, o[2])
		default:
			return step{}, ErrMigration.New("reason", s.name+" asks for unknown "+o[1])
		}
	}
	return s, nil
}

func digest(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s", len(p), p)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Digest identifies a set of migrations with all that Go adds to them; the
// same digest makes the same empty database.
func Digest(engine string, all []Migration) (string, error) {
	list, err := steps(append([]Migration{{Room: "store", FS: own}}, all...))
	if err != nil {
		return "", err
	}
	parts := []string{ledger, leaseTable}
	for _, s := range list {
		parts = append(parts, s.name, s.checksum)
		for _, stmt := range statements(s.script) {
			parts = append(parts, followers(all, engine, stmt)...)
		}
	}
	for _, m := range all {
		parts = append(parts, m.extras(engine), m.seeds())
	}
	return digest(parts...), nil
}

// followers returns what the rooms want to come after a statement.
func followers(all []Migration, engine, stmt string) (out []string) {
	for _, m := range all {
		if m.Follow != nil {
			out = append(out, m.Follow(engine, stmt)...)
		}
	}
	return out
}

func (m Migration) extras(engine string) string {
	if m.Extra == nil {
		return ""
	}
	return digest(m.Extra(engine)...)
}

func (m Migration) seeds() string {
	if m.Seed == nil {
		return ""
	}
	var parts []string
	for _, s := range m.Seed() {
		parts = append(parts, s.SQL, fmt.Sprintf("%#v", s.Args))
	}
	return digest(parts...)
}

// ledger is where the runner remembers what it did.
const ledger = `CREATE TABLE IF NOT EXISTS store_migration (
	version BIGINT PRIMARY KEY, room TEXT NOT NULL, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_us BIGINT NOT NULL)`

// migrator brings a schema up to date, one transaction a step: killed anywhere,
// it goes on where it was.
type migrator struct {
	db *DB
	on writeSession
}

func (db *DB) migrate(ctx context.Context, on writeSession) error {
	all := append([]Migration{{Room: "store", FS: own}}, db.opt.Migrations...)
	list, err := steps(all)
	if err != nil {
		return err
	}
	m := &migrator{db: db, on: on}
	if err := m.inTx(ctx, func(tx *Tx) error { return m.script(ctx, db.engine.statement(ledger)) }); err != nil {
		return err
	}
	done, err := m.applied(ctx, list)
	if err != nil {
		return err
	}
	for _, s := range list {
		if done[s.version] {
			continue
		}
		if err := m.inTx(ctx, func(tx *Tx) error { return m.apply(ctx, tx, s, all) }); err != nil {
			return cannotMigrate(err, s.name)
		}
	}
	if err := m.inTx(ctx, db.christen); err != nil {
		return err
	}
	return m.finish(ctx, all, list)
}

// cannotMigrate names the step, unless it is the disk that is to be mended.
func cannotMigrate(err error, step string) error {
	if known := explain(err); errs.As(known) != nil {
		return known
	}
	return ErrMigration.Wrap(err, "reason", step)
}

// inTx runs fn in a transaction of its own, before the writer goroutine is up.
func (m *migrator) inTx(ctx context.Context, fn func(*Tx) error) error {
	if err := m.on.begin(ctx); err != nil {
		return explain(err)
	}
	tx := &Tx{call: call{ctx: ctx, on: m.on}, now: m.db.opt.Clock.Now()}
	err := tx.end(fn(tx))
	if err == nil {
		_, err = m.on.exec(ctx, "COMMIT", nil)
	}
	if err != nil {
		_, _ = m.on.exec(ctx, "ROLLBACK", nil) // the first failure is the one to tell
	}
	return explain(err)
}

func (m *migrator) script(ctx context.Context, stmts ...string) error {
	for _, s := range stmts {
		if err := m.on.script(ctx, s); err != nil {
			return fmt.Errorf("%w in: %s", err, s)
		}
	}
	return nil
}

// applied reads what has run and refuses a history that is not ours: an edited
// file, or the schema of a newer program.
func (m *migrator) applied(ctx context.Context, list []step) (map[int64]bool, error) {
	known := map[int64]step{}
	for _, s := range list {
		known[s.version] = s
	}
	done := map[int64]bool{}
	err := m.inTx(ctx, func(tx *Tx) error { return compare(tx, known, done) })
	return done, err
}

func compare(q Q, known map[int64]step, done map[int64]bool) error {
	type row struct {
		version        int64
		name, checksum string
	}
	rows, err := Collect(q, func(r *Rows) (v row, err error) {
		return v, r.Scan(&v.version, &v.name, &v.checksum)
	}, "SELECT version, name, checksum FROM store_migration ORDER BY version")
	if err != nil {
		return err
	}
	for _, r := range rows {
		s, ok := known[r.version]
		switch {
		case !ok:
			return ErrMigration.New("reason", "the database is newer than this program: it has "+r.name, "reason@zh", "数据库比程序新，已有 "+r.name)
		case s.checksum != r.checksum:
			return ErrMigration.New("reason", r.name+" was changed after it had run", "reason@zh", r.name+" 在执行之后被改动过")
		}
		done[r.version] = true
	}
	return nil
}

// apply runs one file, its triggers and its proof.
func (m *migrator) apply(ctx context.Context, tx *Tx, s step, all []Migration) error {
	for _, stmt := range statements(s.script) {
		if err := m.script(ctx, m.db.engine.statement(stmt)); err != nil {
			return err
		}
		if err := m.script(ctx, followers(all, m.db.Engine(), stmt)...); err != nil {
			return err
		}
	}
	for _, table := range s.appendOnly {
		if err := m.script(ctx, m.db.engine.guard(table, changes...)...); err != nil {
			return err
		}
	}
	for _, ask := range statements(s.proof) {
		rows, err := tx.Query(ask)
		if err != nil {
			return err
		}
		unproven := rows.Next()
		rows.Close()
		if unproven {
			return bug("its proof found rows: %s", ask)
		}
	}
	_, err := tx.Exec("INSERT INTO store_migration (version, room, name, checksum, applied_us) VALUES ($1, $2, $3, $4, $5)",
		s.version, s.room, s.name, s.checksum, tx.NowMicros())
	return err
}

// finish renews what Go generates, when it has changed: the extra statements
// of each room, and the rows of the frozen tables.
func (m *migrator) finish(ctx context.Context, all []Migration, list []step) error {
	for _, room := range all {
		if sig := room.extras(m.db.Engine()); sig != "" {
			err := m.once(ctx, "extra."+room.Room, sig, func(*Tx) error { return m.script(ctx, room.Extra(m.db.Engine())...) })
			if err != nil {
				return err
			}
		}
	}
	var cold, sigs []string
	for _, s := range list {
		cold = append(cold, s.cold...)
	}
	for _, room := range all {
		sigs = append(sigs, room.seeds())
	}
	sig := digest(append(sigs, cold...)...)
	return m.once(ctx, "frozen", sig, func(tx *Tx) error { return m.refreeze(ctx, tx, all, cold) })
}

func (m *migrator) refreeze(ctx context.Context, tx *Tx, all []Migration, cold []string) error {
	for _, table := range cold {
		if err := m.script(ctx, m.db.engine.unguard(table, everything...)...); err != nil {
			return err
		}
	}
	for _, room := range all {
		if room.Seed == nil {
			continue
		}
		for _, s := range room.Seed() {
			if _, err := tx.Exec(s.SQL, s.Args...); err != nil {
				return err
			}
		}
	}
	for _, table := range cold {
		if err := m.script(ctx, m.db.engine.guard(table, everything...)...); err != nil {
			return err
		}
	}
	return nil
}

// once runs fn unless the database remembers that it ran with this signature.
func (m *migrator) once(ctx context.Context, key, sig string, fn func(*Tx) error) error {
	err := m.inTx(ctx, func(tx *Tx) error {
		have, err := Meta(tx, key)
		if err != nil || have == sig {
			return err
		}
		if err := fn(tx); err != nil {
			return err
		}
		return SetMeta(tx, key, sig)
	})
	if err != nil {
		return cannotMigrate(err, key)
	}
	return nil
}
