package audit

import (
	"context"
	"strings"
	"testing"

	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
)

var someone = Actor{Institution: "ins_999", User: "usr_1", Party: "pty_1", Roles: []string{Reviewer1}}

func fill(t *testing.T, db *store.DB, n int) {
	t.Helper()
	for range n {
		err := db.Write(context.Background(), func(tx *store.Tx) error {
			return Write(tx, someone, "test.act", "thing", "thg_1", map[string]string{"amount_fen": "100", "code": "00"})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func verify(t *testing.T, db *store.DB) (int64, []Fault) {
	t.Helper()
	n, faults, err := Verify(context.Background(), db)
	if err != nil {
		t.Fatal(err)
	}
	return n, faults
}

func TestS146_ChainVerifies(t *testing.T) {
	storetest.Each(t, []store.Migration{Migrations}, func(t *testing.T, db *store.DB) {
		fill(t, db, 5)
		if n, faults := verify(t, db); n != 5 || len(faults) != 0 {
			t.Fatalf("checked %d, faults %v", n, faults)
		}
		var lines []Line
		err := db.Read(context.Background(), func(q store.Q) (err error) {
			lines, err = List(q, "ins_999", Filter{Noun: "thing", Limit: 2})
			return err
		})
		if err != nil || len(lines) != 2 || lines[0].Seq != 5 {
			t.Fatalf("%v %+v", err, lines)
		}
	})
}

// TestS146_TamperingIsSeen forges what foreign tools could write: each forgery
// is a chain of its own.
func TestS146_TamperingIsSeen(t *testing.T) {
	storetest.Each(t, []store.Migration{Migrations}, func(t *testing.T, db *store.DB) {
		line := func(inst id.Institution, seq int64, prev string) Line {
			l := Line{Seq: seq, At: db.Clock().Now(), Verb: "v", Noun: "n", NounID: "1", PrevHash: prev}
			l.Hash = l.digest(inst)
			return l
		}
		forge := func(inst id.Institution, head int64, lines ...Line) {
			err := db.Write(context.Background(), func(tx *store.Tx) error {
				for _, l := range lines {
					if err := insert(tx, inst, l); err != nil {
						return err
					}
				}
				last := lines[len(lines)-1]
				return setHead(tx, inst, head, last.Hash)
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		a := line("ins_a", 1, genesis)
		edited := a
		edited.Verb = "other"
		forge("ins_a", 1, edited)
		b1 := line("ins_b", 1, genesis)
		b2 := line("ins_b", 2, b1.Hash)
		forge("ins_b", 3, b1, line("ins_b", 3, b2.Hash)) // the second dropped
		c1 := line("ins_c", 1, genesis)
		forge("ins_c", 2, c1) // the last dropped
		forge("ins_d", 1, line("ins_d", 1, strings.Repeat("1", 64)))
		_, faults := verify(t, db)
		if len(faults) != 4 {
			t.Fatalf("faults %v, want one for each of four forgeries", faults)
		}
		for _, op := range []string{`UPDATE audit_line SET verb = 'x'`, `DELETE FROM audit_line`} {
			err := db.Write(context.Background(), func(tx *store.Tx) error { _, err := tx.Exec(op); return err })
			if err == nil {
				t.Errorf("%s was accepted", op)
			}
		}
	})
}
