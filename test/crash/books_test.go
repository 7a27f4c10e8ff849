package crash

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// deal is a payment that stands: its kind and its money.
type deal struct {
	kind string
	fen  int64
}

func (d deal) String() string {
	if d == (deal{}) {
		return "nothing"
	}
	return fmt.Sprintf("%s %d", d.kind, d.fen)
}

// book is every payment that stands, by batch and trace as on the slip.
type book map[string]deal

// line is a line of any journal of the outside, as it lies on the disk.
type line struct {
	Kind, Of, Batch, Trace, Outcome, Code, Effect string
	AmountFen                                     int64  `json:"amount_fen"`
	ApprovedFen                                   int64  `json:"approved_fen"`
	OutTradeNo                                    string `json:"out_trade_no"`
	OutRefundNo                                   string `json:"out_refund_no"`
}

func (l line) slip() string { return l.Batch + "/" + l.Trace }

// journal reads a journal. A last line that is being written is none yet.
func (r *rig) journal(name string) (lines []line) {
	r.t.Helper()
	b, err := os.ReadFile(filepath.Join(r.data, "sim", name+".jsonl"))
	if err != nil {
		r.t.Fatal(err)
	}
	for text := range bytes.Lines(b) {
		if !bytes.HasSuffix(text, []byte("\n")) {
			break
		}
		var l line
		if err := json.Unmarshal(text, &l); err != nil {
			r.t.Fatalf("%s: %v", name, err)
		}
		lines = append(lines, l)
	}
	return lines
}

// slips is the terminal's book: what it printed a slip for and keeps. said is
// the last word of its journal about each payment.
func (r *rig) slips() (kept book, said map[string]string) {
	r.t.Helper()
	kept, said = book{}, map[string]string{}
	for _, l := range r.journal("terminal-1") {
		switch l.Kind {
		case "signin", "settle", "upload":
			continue
		}
		said[l.slip()] = l.Outcome
		if l.Outcome == "approved" {
			kept[l.slip()] = deal{l.Kind, l.ApprovedFen}
		} else {
			delete(kept, l.slip())
		}
	}
	return kept, said
}

// payment is our row of a payment.
type payment struct {
	id, kind, status string
	fen              int64
}

// rows are our payments, by slip.
func (r *rig) rows() map[string]payment {
	r.t.Helper()
	out := map[string]payment{}
	r.look(func(db *sql.DB) error {
		found, err := db.Query(`SELECT id, batch, trace, kind, status, COALESCE(approved_fen, 0) FROM payment`)
		if err != nil {
			return err
		}
		defer found.Close()
		for found.Next() {
			var p payment
			var batch, trace string
			if err := found.Scan(&p.id, &batch, &trace, &p.kind, &p.status, &p.fen); err != nil {
				return err
			}
			out[batch+"/"+trace] = p
		}
		return found.Err()
	})
	return out
}

// issuers is what those who have the customers' money did: the card issuers by
// slip, the wallets by our number of the payment.
func (r *rig) issuers() (cards, wallets book) {
	r.t.Helper()
	cards, wallets = book{}, book{}
	for _, l := range r.journal("network") {
		switch {
		case l.Kind == "reversal" && l.Effect == "reversed":
			delete(cards, l.slip())
		case l.Kind != "reversal" && l.Effect != "none":
			cards[l.slip()] = deal{l.Kind, l.ApprovedFen}
		}
	}
	for _, l := range append(r.journal("wechat"), r.journal("alipay")...) {
		switch {
		case l.Kind == "refund":
			wallets[l.OutRefundNo] = deal{"refund", l.AmountFen}
		case l.Effect == "debited":
			wallets[l.OutTradeNo] = deal{"sale", l.AmountFen}
		case l.Effect == "credited": // a cancel of what was paid
			delete(wallets, l.OutTradeNo)
		}
	}
	return cards, wallets
}

// posting is what the ledger says about a payment.
type posting struct {
	entries, reversals int
	fen                int64 // what the channel owes us for it, all in all
}

func (r *rig) ledger() map[string]posting {
	r.t.Helper()
	out := map[string]posting{}
	r.look(func(db *sql.DB) error {
		found, err := db.Query(`SELECT e.ref_id, e.reverses IS NOT NULL, l.debit_fen - l.credit_fen FROM ledger_entry e
			JOIN ledger_line l ON l.institution_id = e.institution_id AND l.entry_id = e.id
			WHERE e.ref_kind = 'payment' AND l.account LIKE '2202.%'`)
		if err != nil {
			return err
		}
		defer found.Close()
		for found.Next() {
			var id string
			var reverses bool
			var fen int64
			if err := found.Scan(&id, &reverses, &fen); err != nil {
				return err
			}
			p := out[id]
			p.fen += fen
			if reverses {
				p.reversals++
			} else {
				p.entries++
			}
			out[id] = p
		}
		return found.Err()
	})
	return out
}

// net is what a payment that stands moves: to us, or back.
func (d deal) net() int64 {
	switch d.kind {
	case "sale", "completion":
		return d.fen
	case "void", "refund", "completion_void":
		return -d.fen
	}
	return 0 // a pre-authorisation holds money and moves none
}

// agree holds the books against each other, over everything since the shop
// opened: the terminal's journal, our payments, the issuers' and wallets'
// journals, the ledger.
func (r *rig) agree() {
	r.t.Helper()
	kept, _ := r.slips()
	cards, wallets := r.issuers()
	rows, posted := r.rows(), r.ledger()
	ours, theirs, moved := book{}, maps.Clone(cards), map[string]posting{}
	for slip, p := range rows {
		if p.status == "approved" {
			ours[slip] = deal{p.kind, p.fen}
		}
		if d, ok := wallets[p.id]; ok {
			d.kind = p.kind // a wallet's void is its refund
			theirs[slip] = d
			delete(wallets, p.id)
		}
		moved[slip] = posted[p.id]
		delete(posted, p.id)
	}
	for _, slip := range slices.Sorted(maps.Keys(merged(kept, ours, theirs))) {
		if kept[slip] != ours[slip] || ours[slip] != theirs[slip] {
			r.t.Errorf("%s: the books differ: terminal %s, ours %s, issuer %s", slip, kept[slip], ours[slip], theirs[slip])
		}
	}
	for slip, p := range moved {
		if p.fen != ours[slip].net() || p.entries > 1 || p.reversals > p.entries {
			r.t.Errorf("%s: the ledger has %d fen in %d entries and %d reversals, the payment is %s", slip, p.fen, p.entries, p.reversals, ours[slip])
		}
	}
	for id, d := range wallets {
		r.t.Errorf("a wallet has %s under %s, which is none of our payments", d, id)
	}
	for id := range posted {
		r.t.Errorf("the ledger has an entry of %s, which is none of our payments", id)
	}
}

func merged(books ...book) book {
	all := book{}
	for _, b := range books {
		maps.Copy(all, b)
	}
	return all
}

// open counts what is not ended: payments on the road, things still owed to
// the outside, refunds' holds without a payment on the road, and what the
// terminal still has to send.
func (r *rig) open() (ours, terminal int) {
	r.t.Helper()
	r.look(func(db *sql.DB) error {
		return db.QueryRow(`SELECT (SELECT count(*) FROM payment WHERE status IN ('intent', 'uncertain', 'forwarding', 'reversing'))
			+ (SELECT count(*) FROM payment_due WHERE done_at IS NULL)
			+ (SELECT count(*) FROM ledger_hold h WHERE h.ref_kind = 'payment' AND NOT EXISTS
				(SELECT 1 FROM ledger_release x WHERE x.institution_id = h.institution_id AND x.hold_id = h.id))`).Scan(&ours)
	})
	var s struct{ Pending int }
	if err := call(r.terminal+"/state", nil, &s); err != nil {
		r.t.Fatal(err)
	}
	return ours, s.Pending
}

// verify lets the product's own proofs go over its books.
func (r *rig) verify() {
	r.t.Helper()
	proofs := []string{"ledger", "payments", "audit"}
	said := make([]string, len(proofs))
	var all sync.WaitGroup
	for i, proof := range proofs {
		all.Go(func() {
			out, err := exec.Command(r.bin, "verify", proof, "--db", r.dsn, "--data", r.data).CombinedOutput()
			if err != nil || !strings.Contains(string(out), "checked: ") {
				said[i] = fmt.Sprintf("verify %s: %v\n%s", proof, err, out)
			}
		})
	}
	all.Wait()
	for _, s := range said {
		if s != "" {
			r.t.Error(s)
		}
	}
}
