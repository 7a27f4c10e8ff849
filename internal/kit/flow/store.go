package flow

import (
	"embed"
	"fmt"
	"strings"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

//go:embed migrations
var migrations embed.FS

// Migrations makes the tables of steps and edges, writes down every life that
// the program has drawn and guards every table that follows one.
var Migrations = store.Migration{Room: "flow", FS: migrations, Seed: seed, Follow: follow}

// seed writes the drawings down. An edge that is drawn no more goes, unless
// something has walked it: history keeps its ground.
func seed() []store.Statement {
	var out []store.Statement
	for _, l := range All() {
		rows := append([]Edge{{l.genesis, "", l.genesis}}, l.edges...)
		args := []any{l.name}
		var marks []string
		for _, e := range rows {
			args = append(args, e.From+">"+e.Event+">"+e.To)
			marks = append(marks, fmt.Sprintf("$%d", len(args)))
		}
		out = append(out, store.Statement{Args: args, SQL: `DELETE FROM flow_edge WHERE life = $1
			AND from_status || '>' || event || '>' || to_status NOT IN (` + strings.Join(marks, ", ") + `)
			AND NOT EXISTS (SELECT 1 FROM flow_step s WHERE s.life = flow_edge.life AND s.from_status = flow_edge.from_status
				AND s.event = flow_edge.event AND s.to_status = flow_edge.to_status)`})
		for _, e := range rows {
			out = append(out, store.Statement{Args: []any{l.name, e.From, e.Event, e.To},
				SQL: "INSERT INTO flow_edge (life, from_status, event, to_status) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING"})
		}
	}
	return out
}

// Begin writes the first step of a noun's life.
func (l *Life) Begin(tx *store.Tx, inst id.Institution, noun, by string) (Pos, error) {
	return l.write(tx, inst, noun, by, Step{From: l.genesis, To: l.genesis})
}

// Fire makes event happen to a noun that stands at the given position and
// returns where it stands then. The caller updates the noun's row WHERE step =
// the old one.
func (l *Life) Fire(tx *store.Tx, inst id.Institution, noun string, at Pos, event, by string) (Pos, error) {
	to, err := l.Peek(at, event)
	if err != nil {
		return Pos{}, err
	}
	return l.write(tx, inst, noun, by, Step{Seq: at.Step + 1, Prev: at.Step, From: at.Status.name, Event: event, To: to.name})
}

func (l *Life) write(tx *store.Tx, inst id.Institution, noun, by string, s Step) (Pos, error) {
	n, err := tx.Exec(`INSERT INTO flow_step (institution_id, life, id, step, prev, from_status, event, to_status, at_us, by_user)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING`,
		inst.String(), l.name, noun, s.Seq, s.Prev, s.From, s.Event, s.To, tx.NowMicros(), by)
	switch {
	case err != nil:
		return Pos{}, err
	case n == 0:
		return Pos{}, ErrRaced.New("life", l.name)
	}
	return Pos{State{s.To, l}, s.Seq}, nil
}

// Step is a step that was taken.
type Step struct {
	Seq, Prev       int64
	From, Event, To string
	At              time.Time
	By              string
}

// Steps returns a noun's history, oldest first.
func (l *Life) Steps(q store.Q, inst id.Institution, noun string) ([]Step, error) {
	return store.Collect(q, func(r *store.Rows) (s Step, err error) {
		var at int64
		err = r.Scan(&s.Seq, &s.Prev, &s.From, &s.Event, &s.To, &at, &s.By)
		s.At = clock.FromMicros(at)
		return s, err
	}, `SELECT step, prev, from_status, event, to_status, at_us, by_user FROM flow_step
		WHERE institution_id = $1 AND life = $2 AND id = $3 ORDER BY step`, inst.String(), l.name, noun)
}
