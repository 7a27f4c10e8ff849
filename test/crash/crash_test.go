package crash

import (
	"database/sql"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/store/storetest"
)

// moment is when a kill comes: fault is what the issuer is told to do before
// the sale, wait returns at the moment.
type moment struct {
	name  string
	fault fault
	wait  func(r *rig, s *sale)
	must  place // where such a kill can only fall, if it is certain
}

type fault struct {
	Kind    string `json:"kind"`
	DelayMS int    `json:"delay_ms,omitempty"`
}

var held = fault{"late", 5000} // the issuer decides, journals, and keeps its answer for longer than a kill takes

// moments are the twelve of one sale, in the order of the road.
var moments = []moment{
	{"as the terminal has made its reversal durable", fault{}, after((*sale).armed, 0), ""},
	{"4 ms later", fault{}, after((*sale).armed, 4*time.Millisecond), ""},
	{"10 ms later", fault{}, after((*sale).armed, 10*time.Millisecond), ""},
	{"40 ms later", fault{}, after((*sale).armed, 40*time.Millisecond), ""},
	{"as the intent appears", fault{}, after((*sale).intended, 0), ""},
	{"20 ms after the intent, the issuer deaf", fault{Kind: "silent"}, after((*sale).intended, 20*time.Millisecond), beforeIssuer},
	{"as the issuer writes its journal", fault{}, after((*sale).decided, 0), ""},
	{"as the issuer writes its journal, its answer held", held, after((*sale).decided, 0), beforeWriteTwo},
	{"40 ms after the issuer decided, its answer held", held, after((*sale).decided, 40*time.Millisecond), beforeWriteTwo},
	{"200 ms after the issuer decided, its answer held", held, after((*sale).decided, 200*time.Millisecond), beforeWriteTwo},
	{"as our own row says approved", fault{}, after((*sale).written, 0), ""},
	{"after the slip is printed", fault{}, after((*sale).printed, 0), afterAnswer},
}

// TestKill is rule R1 and the reason for the intent row: whatever the product
// is doing when it dies, no customer pays for what the shop does not have.
func TestKill(t *testing.T) {
	bin := filepath.Join(t.TempDir(), "tillway")
	if out, err := exec.Command("go", "build", "-o", bin, "tillway/cmd/tillway").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			r := newRig(t, bin, engine)
			r.trade()
			fell := map[place]int{}
			for i, m := range moments {
				fell[r.killAt(i, m)]++
			}
			for p, n := range fell {
				t.Logf("%2d × %s", n, p)
			}
			if fell[beforeWriteTwo] < 3 {
				t.Errorf("%d kills fell between the issuer's approval and write two, want at least 3", fell[beforeWriteTwo])
			}
			r.close()
		})
	}
}

// killAt kills the product at a moment of one sale, starts it again, and
// compares the books once both sides have ended what was open.
func (r *rig) killAt(i int, m moment) place {
	t := r.t
	t.Helper()
	if m.fault.Kind != "" {
		r.ask(r.issuer+"/fault", m.fault, nil)
	}
	s := r.press(int64(30_00 + i*1_00))
	m.wait(r, s)
	r.product.kill()
	told := <-s.told
	if s.err != nil || told.Trace == "" {
		t.Fatalf("%s: the terminal made no sale: %+v %v", m.name, told, s.err)
	}
	r.buried()
	at := r.classify(told)
	r.ask(r.issuer+"/fault", fault{Kind: "none"}, nil)
	r.start()
	began := clock.Now()
	tries := r.trade()
	if err := r.until("terminal and product end what was open", func() (bool, error) { return r.pending()+r.open() == 0, nil }); err != nil {
		t.Errorf("%s: %v (terminal %d, ours %d)", m.name, err, r.pending(), r.open())
	}
	end := r.row(told.Batch, told.Trace)
	t.Logf("%2d. %s: fell %s; terminal saw %s, ours ended %q; ready in %d ms, books closed in %d ms, sale approved at try %d", i+1,
		m.name, at, told.Code, end, r.restarts.Milliseconds(), clock.Since(began).Milliseconds(), tries)
	if m.must != "" && at != m.must {
		t.Errorf("%s: the kill fell %s, want %s", m.name, at, m.must)
	}
	r.compare(m, told)
	return at
}

// compare: a sale with a slip is in all three books, one without is in none,
// and so is every other sale of the batch.
func (r *rig) compare(m moment, told reply) {
	r.t.Helper()
	b := r.books(told.Batch)
	b.agree(r.t)
	if _, paid := b.issuer[told.Trace]; paid != told.OK {
		r.t.Errorf("%s: slip printed: %v, customer charged: %v", m.name, told.OK, paid)
	}
	want := "reversed"
	if told.OK {
		want = "approved"
	}
	if got := r.lastLine(told.Batch, told.Trace); got != want {
		r.t.Errorf("%s: the terminal's journal ends with %q, want %q", m.name, got, want)
	}
}

// trade signs the terminal in and sells until a sale is approved: a product
// just started may not have its line to the network yet. The terminal sends
// what it has pending first.
func (r *rig) trade() (tries int) {
	r.t.Helper()
	err := r.until("a sale is approved", func() (bool, error) {
		var in, a reply
		if err := call(r.terminal+"/signin", struct{}{}, &in); err != nil || !in.OK {
			return false, err
		}
		tries++
		err := call(r.terminal+"/sale", order(5_00), &a)
		return a.OK, err
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return tries
}

// close settles the batch, which must balance to the fen, and lets the
// product's own proofs go over its books.
func (r *rig) close() {
	r.t.Helper()
	var settled reply
	r.ask(r.terminal+"/settle", struct{}{}, &settled)
	if !settled.OK {
		r.t.Errorf("the batch does not balance: %s %s", settled.Code, settled.MessageEn)
	}
	for _, books := range []string{"ledger", "payments", "audit"} {
		out, err := exec.Command(r.bin, "verify", books, "--db", r.dsn, "--data", r.data).CombinedOutput()
		if err != nil {
			r.t.Errorf("verify %s: %v\n%s", books, err, out)
		}
	}
}

func order(fen int64) any {
	return map[string]any{"amount_fen": fen, "card": "debit", "entry": "tap"}
}

// sale is a sale that is under way, and what to look at while it is.
type sale struct {
	r        *rig
	told     chan reply
	err      error // read after told
	lines    int64 // size of the issuer's journal before
	rows     int   // our rows before
	approved int   // those of them that are approved
}

// press presses the sale button and returns at once.
func (r *rig) press(fen int64) *sale {
	r.t.Helper()
	s := &sale{r: r, told: make(chan reply, 1), lines: r.journalSize()}
	r.look(func(db *sql.DB) error {
		return db.QueryRow(`SELECT count(*), count(CASE WHEN status = 'approved' THEN 1 END) FROM payment`).Scan(&s.rows, &s.approved)
	})
	go func() {
		var a reply
		s.err = call(r.terminal+"/sale", order(fen), &a)
		s.told <- a
	}()
	return s
}

func (r *rig) journalSize() int64 {
	r.t.Helper()
	st, err := os.Stat(filepath.Join(r.data, "sim", "network.jsonl"))
	if err != nil {
		r.t.Fatal(err)
	}
	return st.Size()
}

// after is a moment some time after a fact.
func after(fact func(*sale), d time.Duration) func(*rig, *sale) {
	return func(r *rig, s *sale) {
		fact(s)
		if err := clock.Sleep(r.t.Context(), d); err != nil {
			r.t.Error(err)
		}
	}
}

// spin looks as often as it can: the facts last for less than a timer's tick.
func (s *sale) spin(fact string, look func() bool) {
	s.r.t.Helper()
	for began := clock.Now(); !look(); {
		if clock.Since(began) > 20*time.Second {
			s.r.t.Fatalf("%s did not happen in 20 s", fact)
		}
	}
}

// armed: the terminal's state on the disk has what would undo the sale.
func (s *sale) armed() {
	path := filepath.Join(s.r.data, "sim", "terminal-1.json")
	s.spin("the terminal's reversal", func() bool {
		var device struct{ Pending []struct{} }
		b, err := os.ReadFile(path)
		return err == nil && json.Unmarshal(b, &device) == nil && len(device.Pending) > 0
	})
}

// intended: our row is committed.
func (s *sale) intended() {
	s.r.look(func(db *sql.DB) (err error) {
		s.spin("the intent", func() bool {
			var n int
			err = db.QueryRow(`SELECT count(*) FROM payment`).Scan(&n)
			return err != nil || n > s.rows
		})
		return err
	})
}

// decided: the issuer is writing its line, which is durable before its answer leaves.
func (s *sale) decided() {
	s.spin("the issuer's line", func() bool { return s.r.journalSize() > s.lines })
}

// written: write two is committed.
func (s *sale) written() {
	s.r.look(func(db *sql.DB) (err error) {
		s.spin("write two", func() bool {
			var n int
			err = db.QueryRow(`SELECT count(*) FROM payment WHERE status = 'approved'`).Scan(&n)
			return err != nil || n > s.approved
		})
		return err
	})
}

// printed: the slip is out of the printer.
func (s *sale) printed() {
	a := <-s.told
	s.told <- a
}
