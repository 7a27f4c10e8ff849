package flow_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"testing/fstest"

	"tillway/internal/kit/errs"
	"tillway/internal/kit/flow"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
)

const inst = id.Institution("ins_999")

var (
	order = flow.Draw("order").
		Genesis("draft").
		Edge("draft", "submit", "submitted").
		Edge("submitted", "approve", "approved").
		Edge("submitted", "reject", "rejected").
		Edge("rejected", "revise", "draft").
		End("approved").
		Seal()

	swipe = flow.Draw("swipe").
		Genesis("intent").
		Edge("intent", "approve", "approved").
		Edge("intent", "decline", "declined").
		Edge("approved", "reverse", "reversed").
		End("declined", "reversed").
		Seal()
)

var rooms = []store.Migration{flow.Migrations, {
	Room: "test",
	FS: fstest.MapFS{"migrations/0900_test.sql": {Data: []byte(`
CREATE TABLE order_order (
    institution_id TEXT NOT NULL, id TEXT NOT NULL,
    life TEXT NOT NULL CHECK (life = 'order'), status TEXT NOT NULL, step BIGINT NOT NULL,
    PRIMARY KEY (institution_id, id),
    FOREIGN KEY (institution_id, life, id, step, status) REFERENCES flow_step (institution_id, life, id, step, to_status)
);
CREATE TABLE swipe (
    id TEXT PRIMARY KEY, amount_fen BIGINT NOT NULL, approved_fen BIGINT, status TEXT NOT NULL, approved_us BIGINT, note TEXT
);`)}},
	Extra: func(engine string) []string {
		return flow.HotTrigger(engine, "swipe", swipe, []string{"id", "amount_fen"}, "approved_us", "approved_fen")
	},
}}

func write(t *testing.T, db *store.DB, fn func(tx *store.Tx) error) {
	t.Helper()
	if err := db.Write(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

func raw(t *testing.T, db *store.DB, text string) error {
	t.Helper()
	return db.Write(t.Context(), func(tx *store.Tx) error {
		_, err := tx.Exec(text)
		return err
	})
}

// begin makes an order with its row.
func begin(t *testing.T, db *store.DB, noun string) (at flow.Pos) {
	t.Helper()
	write(t, db, func(tx *store.Tx) (err error) {
		if at, err = order.Begin(tx, inst, noun, "u1"); err != nil {
			return err
		}
		_, err = tx.Exec("INSERT INTO order_order (institution_id, id, life, status, step) VALUES ($1, $2, 'order', $3, $4)",
			inst.String(), noun, at.Status.String(), at.Step)
		return err
	})
	return at
}

func TestWalk(t *testing.T) {
	storetest.Each(t, rooms, func(t *testing.T, db *store.DB) {
		at := begin(t, db, "o1")
		for _, event := range []string{"submit", "reject", "revise", "submit", "approve"} {
			var to flow.Pos
			write(t, db, func(tx *store.Tx) (err error) {
				if to, err = order.Fire(tx, inst, "o1", at, event, "u1"); err != nil {
					return err
				}
				n, err := tx.Exec("UPDATE order_order SET status = $1, step = $2 WHERE institution_id = $3 AND id = $4 AND step = $5",
					to.Status.String(), to.Step, inst.String(), "o1", at.Step)
				if n != 1 {
					t.Errorf("%d rows moved", n)
				}
				return err
			})
			at = to
		}
		if !at.Status.Is("approved") || at.Step != 5 || !order.Ended(at) {
			t.Errorf("ended at %+v", at)
		}
		if err := db.Read(t.Context(), func(q store.Q) error {
			steps, err := order.Steps(q, inst, "o1")
			if err != nil || len(steps) != 6 || steps[5].Event != "approve" || steps[0].To != "draft" || steps[3].By != "u1" {
				t.Errorf("history %+v, %v", steps, err)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	})
}

func TestIllegalEventIsAConflict(t *testing.T) {
	storetest.Each(t, rooms, func(t *testing.T, db *store.DB) {
		at := begin(t, db, "o1")
		for _, pos := range []flow.Pos{at, {}, swipe.At("intent", 0), order.At("nonsense", 0)} {
			err := db.Write(t.Context(), func(tx *store.Tx) error {
				_, err := order.Fire(tx, inst, "o1", pos, "approve", "u1")
				return err
			})
			if !errs.Is(err, flow.ErrIllegal) {
				t.Errorf("approve at %q gave %v", pos.Status, err)
			}
		}
		err := errs.As(func() error { _, err := order.Peek(at, "approve"); return err }())
		if !strings.Contains(err.Zh(), "draft") || !strings.Contains(err.En(), "approve") {
			t.Errorf("the message names neither status nor event: %s / %s", err.Zh(), err.En())
		}
	})
}

func TestSecondOutcomeIsRaced(t *testing.T) {
	storetest.Each(t, rooms, func(t *testing.T, db *store.DB) {
		at := begin(t, db, "o1")
		was := at
		write(t, db, func(tx *store.Tx) (err error) {
			at, err = order.Fire(tx, inst, "o1", was, "submit", "u1")
			return err
		})
		write(t, db, func(tx *store.Tx) error {
			_, err := order.Fire(tx, inst, "o1", at, "approve", "u1")
			return err
		})
		err := db.Write(t.Context(), func(tx *store.Tx) error {
			_, err := order.Fire(tx, inst, "o1", at, "reject", "u2")
			return err
		})
		if !errs.Is(err, flow.ErrRaced) {
			t.Errorf("a second outcome of submitted gave %v", err)
		}
	})
}

// TestDatabaseRefuses is the third lock: what the drawing does not have cannot
// be stored, even by raw SQL.
func TestDatabaseRefuses(t *testing.T) {
	storetest.Each(t, rooms, func(t *testing.T, db *store.DB) {
		begin(t, db, "o1")
		step := func(noun string, seq, prev int, from, event, to string) string {
			return fmt.Sprintf(`INSERT INTO flow_step (institution_id, life, id, step, prev, from_status, event, to_status, at_us, by_user)
				VALUES ('ins_999', 'order', '%s', %d, %d, '%s', '%s', '%s', 1, 'raw')`, noun, seq, prev, from, event, to)
		}
		if err := raw(t, db, step("o1", 1, 0, "draft", "submit", "submitted")); err != nil {
			t.Fatal("a legal step was refused:", err)
		}
		if err := raw(t, db, "UPDATE order_order SET status = 'submitted', step = 1"); err != nil {
			t.Fatal("the noun could not follow:", err)
		}
		for name, c := range map[string]struct {
			text    string
			refused func(error) bool
		}{
			"illegal edge":            {step("o1", 2, 1, "submitted", "approve", "draft"), store.IsForeignKey},
			"unknown event":           {step("o1", 2, 1, "submitted", "wave", "approved"), store.IsForeignKey},
			"skipped step":            {step("o1", 3, 2, "submitted", "approve", "approved"), store.IsForeignKey},
			"jump":                    {step("o1", 5, 1, "submitted", "approve", "approved"), store.IsCheck},
			"from another status":     {step("o1", 2, 1, "rejected", "revise", "draft"), store.IsForeignKey},
			"second outcome":          {step("o1", 1, 0, "draft", "submit", "submitted"), store.IsUnique},
			"beginning in the middle": {step("o2", 0, 0, "submitted", "", "submitted"), store.IsForeignKey},
			"no beginning":            {step("o3", 1, 0, "draft", "submit", "submitted"), store.IsForeignKey},
			"restart":                 {step("o1", 2, 1, "draft", "", "draft"), store.IsCheck},
			"update of history":       {"UPDATE flow_step SET by_user = 'x'", store.IsRefused},
			"delete of history":       {"DELETE FROM flow_step", store.IsRefused},
			"new edge":                {"INSERT INTO flow_edge (life, from_status, event, to_status) VALUES ('order', 'draft', 'cheat', 'approved')", store.IsRefused},
			"changed edge":            {"UPDATE flow_edge SET to_status = 'approved'", store.IsRefused},
			"removed edge":            {"DELETE FROM flow_edge", store.IsRefused},
			"noun's status alone":     {"UPDATE order_order SET status = 'approved'", store.IsForeignKey},
			"noun's step alone":       {"UPDATE order_order SET step = 2", store.IsForeignKey},
			"noun put back":           {"UPDATE order_order SET status = 'draft', step = 0", store.IsRefused},
		} {
			if err := raw(t, db, c.text); !c.refused(err) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

// TestStraysAreFound takes the database's guards away and expects what they
// would have kept from happening to be named.
func TestStraysAreFound(t *testing.T) {
	storetest.Each(t, rooms, func(t *testing.T, db *store.DB) {
		at := begin(t, db, "o1")
		begin(t, db, "o2")
		write(t, db, func(tx *store.Tx) error {
			_, err := order.Fire(tx, inst, "o1", at, "submit", "u1")
			return err
		})
		write(t, db, func(tx *store.Tx) error {
			_, err := tx.Exec("DELETE FROM order_order WHERE id = 'o2'")
			return err
		})
		if err := db.Read(t.Context(), func(q store.Q) error {
			strays, err := order.Strays(q, "order_order")
			if err != nil || len(strays) != 2 || strays[0] != "ins_999/o1" || strays[1] != "ins_999/o2" {
				t.Errorf("%v, %v", strays, err)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	})
}

func TestHotLife(t *testing.T) {
	storetest.Each(t, rooms, func(t *testing.T, db *store.DB) {
		for _, text := range []string{
			"INSERT INTO swipe (id, amount_fen, status) VALUES ('s1', 100, 'intent')",
			"UPDATE swipe SET note = 'x' WHERE id = 's1'",
			"UPDATE swipe SET status = 'approved', approved_us = 5, approved_fen = 100 WHERE id = 's1'",
			"UPDATE swipe SET note = 'y' WHERE id = 's1'",
		} {
			if err := raw(t, db, text); err != nil {
				t.Fatalf("%s: %v", text, err)
			}
		}
		refused := []string{
			"INSERT INTO swipe (id, amount_fen, status) VALUES ('s2', 100, 'approved')",
			"UPDATE swipe SET status = 'declined'",
			"UPDATE swipe SET status = 'intent'",
			"UPDATE swipe SET status = 'nonsense'",
			"UPDATE swipe SET amount_fen = 1",
			"UPDATE swipe SET id = 's9'",
			"UPDATE swipe SET approved_us = 6",
			"UPDATE swipe SET approved_fen = NULL",
			"DELETE FROM swipe",
		}
		if db.Engine() == store.SQLite {
			refused = append(refused, "INSERT OR REPLACE INTO swipe (id, amount_fen, status) VALUES ('s1', 1, 'intent')")
		} else {
			refused = append(refused, "TRUNCATE swipe")
		}
		for _, text := range refused {
			if err := raw(t, db, text); !store.IsRefused(err) {
				t.Errorf("%s: %v", text, err)
			}
		}
		if err := raw(t, db, "UPDATE swipe SET status = 'reversed'"); err != nil {
			t.Errorf("a legal step was refused: %v", err)
		}
	})
}

func TestSealRefusesBadDrawings(t *testing.T) {
	for want, draw := range map[string]func(){
		"ambiguous":         func() { flow.Draw("x").Genesis("a").Edge("a", "go", "b").Edge("a", "go", "c").End("b", "c").Seal() },
		"cannot be reached": func() { flow.Draw("x").Genesis("a").Edge("a", "go", "b").Edge("c", "go", "b").End("b").Seal() },
		"dead end":          func() { flow.Draw("x").Genesis("a").Edge("a", "go", "b").Seal() },
		"goes on":           func() { flow.Draw("x").Genesis("a").Edge("a", "go", "b").Edge("b", "back", "a").End("b").Seal() },
		"does not occur":    func() { flow.Draw("x").Genesis("a").Edge("a", "go", "b").End("b", "z").Seal() },
		"no beginning":      func() { flow.Draw("x").Edge("a", "go", "b").End("b").Seal() },
		"two lives":         func() { flow.Draw("order").Genesis("a").Edge("a", "go", "b").End("b").Seal() },
		"snake_case":        func() { flow.Draw("x").Genesis("a").Edge("a", "Go!", "b").End("b").Seal() },
	} {
		func() {
			defer func() {
				if p := recover(); p == nil || !strings.Contains(fmt.Sprint(p), want) {
					t.Errorf("%s: %v", want, p)
				}
			}()
			draw()
		}()
	}
}

// TestForgedStatusDoesNotCompile is the first lock: the compiler must refuse
// each marked line of testdata/forged.
func TestForgedStatusDoesNotCompile(t *testing.T) {
	source, err := os.ReadFile("testdata/forged/forged.go")
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("go", "build", "-gcflags=-e", "-o", os.DevNull, "./testdata/forged").CombinedOutput()
	if err == nil {
		t.Fatal("a forged status compiles")
	}
	for i, line := range bytes.Split(source, []byte("\n")) {
		refused := bytes.Contains(out, fmt.Appendf(nil, "forged.go:%d:", i+1))
		if want := bytes.HasSuffix(line, []byte("// want")); want != refused {
			t.Errorf("line %d refused: %v, want %v: %s", i+1, refused, want, line)
		}
	}
	if t.Failed() {
		t.Logf("%s", out)
	}
}

func TestDiagramIsSorted(t *testing.T) {
	want := `stateDiagram-v2
    [*] --> draft
    draft --> submitted: submit
    rejected --> draft: revise
    submitted --> approved: approve
    submitted --> rejected: reject
    approved --> [*]
`
	if got := flow.Diagram(order); got != want {
		t.Errorf("got\n%s", got)
	}
}
