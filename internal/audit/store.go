package audit

import (
	"encoding/json"
	"errors"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

// genesis is the hash before a chain's first line.
const genesis = "0000000000000000000000000000000000000000000000000000000000000000"

func head(q store.Q, inst id.Institution) (seq int64, hash string, err error) {
	err = q.Row(`SELECT seq, hash FROM audit_head WHERE institution_id = $1`, inst.String()).Scan(&seq, &hash)
	if errors.Is(err, store.ErrNoRows) {
		return 0, genesis, nil
	}
	return seq, hash, err
}

func setHead(tx *store.Tx, inst id.Institution, seq int64, hash string) error {
	_, err := tx.Exec(`INSERT INTO audit_head (institution_id, seq, hash) VALUES ($1, $2, $3)
		ON CONFLICT (institution_id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash`, inst.String(), seq, hash)
	return err
}

func insert(tx *store.Tx, inst id.Institution, l Line) error {
	_, err := tx.Exec(`INSERT INTO audit_line (institution_id, seq, at_us, actor_user, actor_party, actor_roles, ip,
		verb, noun, noun_id, detail, prev_hash, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
		inst.String(), l.Seq, clock.Micros(l.At), l.User, l.Party, l.Roles, l.IP, l.Verb, l.Noun, l.NounID,
		detailText(l.Detail), l.PrevHash, l.Hash)
	return err
}

const columns = `seq, at_us, actor_user, actor_party, actor_roles, ip, verb, noun, noun_id, detail, prev_hash, hash`

func scan(r *store.Rows) (l Line, err error) {
	var at int64
	var detail string
	if err = r.Scan(&l.Seq, &at, &l.User, &l.Party, &l.Roles, &l.IP, &l.Verb, &l.Noun, &l.NounID, &detail, &l.PrevHash, &l.Hash); err != nil {
		return l, err
	}
	l.At = clock.FromMicros(at)
	// A detail that is not JSON any more was tampered with: keep the text, so
	// that its digest differs and Verify names the line.
	if json.Unmarshal([]byte(detail), &l.Detail) != nil || detailText(l.Detail) != detail {
		l.Detail = map[string]string{"": detail}
	}
	return l, nil
}

// Filter narrows List; zero fields do not narrow.
type Filter struct {
	Noun, NounID, Verb, User string
	Before                   int64 // only lines with a smaller seq: the cursor
	Limit                    int   // at most 200, 50 unless given
}

// List returns lines, newest first.
func List(q store.Q, inst id.Institution, f Filter) ([]Line, error) {
	f.Limit = store.Page(f.Limit)
	if f.Before <= 0 {
		f.Before = 1 << 62
	}
	return store.Collect(q, scan, `SELECT `+columns+` FROM audit_line WHERE institution_id = $1 AND seq < $2
		AND ($3 = '' OR noun = $3) AND ($4 = '' OR noun_id = $4) AND ($5 = '' OR verb = $5) AND ($6 = '' OR actor_user = $6)
		ORDER BY seq DESC LIMIT $7`, inst.String(), f.Before, f.Noun, f.NounID, f.Verb, f.User, f.Limit)
}

// CountSince counts the lines from a moment on.
func CountSince(q store.Q, inst id.Institution, f Filter, from time.Time) (int64, error) {
	return store.Scan1[int64](q, `SELECT COUNT(*) FROM audit_line WHERE institution_id = $1 AND at_us >= $2
		AND ($3 = '' OR noun = $3) AND ($4 = '' OR noun_id = $4) AND ($5 = '' OR verb = $5) AND ($6 = '' OR actor_user = $6)`,
		inst.String(), clock.Micros(from), f.Noun, f.NounID, f.Verb, f.User)
}

func page(q store.Q, inst id.Institution, after int64) ([]Line, error) {
	return store.Collect(q, scan, `SELECT `+columns+` FROM audit_line WHERE institution_id = $1 AND seq > $2 ORDER BY seq LIMIT 1000`,
		inst.String(), after)
}

func chains(q store.Q) ([]id.Institution, error) {
	return store.Collect(q, func(r *store.Rows) (i id.Institution, err error) { return i, r.Scan(&i) },
		`SELECT institution_id FROM audit_head UNION SELECT DISTINCT institution_id FROM audit_line ORDER BY 1`)
}
