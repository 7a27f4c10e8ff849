package crash

import (
	"database/sql"
	"maps"
	"slices"
	"testing"
)

// reply is what the terminal's screen says.
type reply struct {
	OK        bool   `json:"ok"`
	Code      string `json:"code"`
	MessageEn string `json:"message_en"`
	Trace     string `json:"trace"`
	Batch     string `json:"batch"`
}

// books are the sales of the open batch that moved money, by trace number, as
// each of the three tells it.
type books struct{ terminal, ours, issuer map[string]int64 }

func (r *rig) books(batch string) books {
	r.t.Helper()
	b := books{map[string]int64{}, map[string]int64{}, map[string]int64{}}
	var rows struct {
		Items []struct {
			Batch, Trace string
			AmountFen    int64 `json:"amount_fen"`
		}
	}
	r.ask(r.terminal+"/rows", nil, &rows)
	for _, it := range rows.Items {
		b.terminal[it.Trace] = it.AmountFen
	}
	for _, it := range r.statement() {
		if it.Batch == batch && it.NetFen != 0 {
			b.issuer[it.Trace] = it.NetFen
		}
	}
	r.look(func(db *sql.DB) error {
		found, err := db.Query(`SELECT trace, approved_fen FROM payment WHERE batch = $1 AND status = 'approved'`, batch)
		if err != nil {
			return err
		}
		defer found.Close()
		for found.Next() {
			var trace string
			var fen int64
			if err := found.Scan(&trace, &fen); err != nil {
				return err
			}
			b.ours[trace] = fen
		}
		return found.Err()
	})
	return b
}

type issuerLine struct {
	Batch, Trace, State string
	NetFen              int64 `json:"net_fen"`
}

func (r *rig) statement() []issuerLine {
	r.t.Helper()
	var s struct{ Payments []issuerLine }
	r.ask(r.issuer+"/book", nil, &s)
	return s.Payments
}

// agree fails the test when the books differ.
func (b books) agree(t *testing.T) {
	t.Helper()
	if !maps.Equal(b.terminal, b.ours) || !maps.Equal(b.ours, b.issuer) {
		t.Errorf("the books differ\nterminal %v\nours     %v\nissuer   %v", b.terminal, b.ours, b.issuer)
	}
}

// row is our row of a sale: its status, or "" for none.
func (r *rig) row(batch, trace string) (status string) {
	r.t.Helper()
	r.look(func(db *sql.DB) error {
		err := db.QueryRow(`SELECT status FROM payment WHERE batch = $1 AND trace = $2`, batch, trace).Scan(&status)
		if err == sql.ErrNoRows {
			return nil
		}
		return err
	})
	return status
}

// open counts what our own books have not ended: payments on the road,
// reversals not confirmed.
func (r *rig) open() (n int) {
	r.t.Helper()
	r.look(func(db *sql.DB) error {
		return db.QueryRow(`SELECT (SELECT count(*) FROM payment WHERE status IN ('intent', 'uncertain', 'forwarding', 'reversing')) +
			(SELECT count(*) FROM payment_due WHERE done_at IS NULL)`).Scan(&n)
	})
	return n
}

// pending counts what the terminal has not ended.
func (r *rig) pending() int {
	r.t.Helper()
	var s struct{ Pending int }
	r.ask(r.terminal+"/state", nil, &s)
	return s.Pending
}

// lastLine is the last thing that the terminal's journal says of a trace.
func (r *rig) lastLine(batch, trace string) string {
	r.t.Helper()
	var j struct {
		Items []struct{ Batch, Trace, Outcome string }
	}
	r.ask(r.terminal+"/journal", nil, &j)
	for _, l := range slices.Backward(j.Items) {
		if l.Batch == batch && l.Trace == trace {
			return l.Outcome
		}
	}
	return ""
}

// place is where on the road a kill fell.
type place string

const (
	beforeWriteOne place = "before write one"
	beforeIssuer   place = "after write one, the issuer knows nothing"
	beforeWriteTwo place = "after the issuer's approval, before write two"
	beforeAnswer   place = "after write two, before the answer arrived"
	afterAnswer    place = "after the answer"
)

// classify reads the place off what the three have when the product is dead.
func (r *rig) classify(told reply) place {
	r.t.Helper()
	status := r.row(told.Batch, told.Trace)
	known := slices.ContainsFunc(r.statement(), func(l issuerLine) bool {
		return l.Batch == told.Batch && l.Trace == told.Trace && l.State == "approved"
	})
	switch {
	case status == "" && !known:
		return beforeWriteOne
	case status == "intent" && !known:
		return beforeIssuer
	case status == "intent":
		return beforeWriteTwo
	case status == "approved" && known && told.OK:
		return afterAnswer
	case status == "approved" && known:
		return beforeAnswer
	}
	r.t.Fatalf("batch %s trace %s: our row is %q, issuer approved: %v, terminal: %+v", told.Batch, told.Trace, status, known, told)
	return ""
}
