package bank

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
	"unicode"

	"tillway/internal/wire/clearing"
)

// Entry is one line of the journal.
//
//	payout    a decision about one line of a payout file, with its status
//	transfer  money that somebody paid in
//	debit     money that somebody took: a recall, a channel that is owed
//	account   a holder closed an account, or opened it again
//	written   a result or statement lies in from-bank
//	refused   a file that is no payout file
type Entry struct {
	At        time.Time       `json:"at"`
	Kind      string          `json:"kind"`
	File      string          `json:"file"` // payout file id, or statement name
	No        int             `json:"no,omitempty"`
	Seq       int             `json:"seq,omitempty"`
	Payout    string          `json:"payout,omitempty"`
	AmountFen int64           `json:"amount_fen,omitempty"`
	Account   string          `json:"account,omitempty"` // last four digits
	Status    clearing.Status `json:"status,omitempty"`
	BankRef   string          `json:"bank_ref,omitempty"`
	Reason    string          `json:"reason,omitempty"`
	Payer     string          `json:"payer,omitempty"`
	Ours      string          `json:"ours,omitempty"`   // which of the institution's accounts
	Digest    string          `json:"digest,omitempty"` // of a holder's account number
	State     string          `json:"state,omitempty"`  // of it
	Reference string          `json:"reference,omitempty"`
	RequestID string          `json:"request_id,omitempty"`
}

// payout is a line of a payout file and what became of it.
type payout struct {
	Entry
	Since time.Time `json:"since"` // of the first decision
}

// file is a result or statement and whether it was written.
type file struct {
	id      string // payout file id, or statement name
	no      int
	lines   []Entry
	written bool
}

type book struct {
	payouts   map[string]*payout // file id / sequence
	order     []*payout
	files     map[string]*file // result or statement by name
	unwritten []*file
	lastNo    map[string]int    // results of a payout file
	moves     map[string]*Entry // money in and out by its request
	transfers map[string]*Entry // money in by the bank's reference
	closed    map[string]bool   // by digest of the number
	count     int               // of moves, which is also the last statement's number
	credits   int64
	balance   map[string]int64 // of the institution's accounts, before payouts
}

func newBook() book {
	return book{
		payouts: map[string]*payout{}, files: map[string]*file{}, lastNo: map[string]int{}, moves: map[string]*Entry{},
		transfers: map[string]*Entry{}, closed: map[string]bool{}, balance: map[string]int64{}, order: []*payout{},
	}
}

func payoutKey(id string, seq int) string { return fmt.Sprintf("%s/%d", id, seq) }

func (e Entry) name() string {
	if e.No == 0 {
		return e.File
	}
	return fmt.Sprintf("%s-R%d", e.File, e.No)
}

// apply is what an entry does to the book, when it happens and at replay.
func (b *book) apply(e Entry) {
	switch e.Kind {
	case "payout":
		k := payoutKey(e.File, e.Seq)
		p := b.payouts[k]
		if p == nil {
			p = &payout{Since: e.At}
			b.payouts[k] = p
			b.order = append(b.order, p)
		}
		p.Entry = e
		b.lastNo[e.File] = max(b.lastNo[e.File], e.No)
		b.addLine(e)
	case "transfer":
		b.credits += e.AmountFen
		b.transfers[e.BankRef] = &e
		b.moved(e, e.AmountFen)
	case "debit":
		b.moved(e, -e.AmountFen)
	case "account":
		b.closed[e.Digest] = e.State == "closed"
	case "written":
		b.files[e.name()].written = true
	}
}

func (b *book) moved(e Entry, fen int64) {
	b.count++
	b.balance[e.Ours] += fen
	if e.RequestID != "" {
		b.moves[e.RequestID] = &e
	}
	b.addLine(e)
}

func (b *book) addLine(e Entry) {
	f := b.files[e.name()]
	if f == nil {
		f = &file{id: e.File, no: e.No}
		b.files[e.name()] = f
		b.unwritten = append(b.unwritten, f)
	}
	f.lines = append(f.lines, e)
}

// sums returns what was paid and stayed paid, and what came back.
func (b *book) sums() (paid, returned int64) {
	for _, p := range b.order {
		switch p.Status {
		case clearing.Paid:
			paid += p.AmountFen
		case clearing.Returned:
			returned += p.AmountFen
		}
	}
	return paid, returned
}

// next numbers a movement and its statement.
func (b *book) next(kind string, in transferRequest) Entry {
	no := b.count + 1
	return Entry{
		Kind: kind, File: clearing.StatementName(institution, no), AmountFen: in.AmountFen, Ours: in.Account,
		BankRef: fmt.Sprintf("BKT%09d", no), Payer: in.Payer, Reference: in.Reference, RequestID: in.RequestID,
	}
}

// Delays of the slow accounts, by the world's clock.
const (
	queueFor = 2 * time.Hour
	nextDay  = 24 * time.Hour
)

// firstDecision is what happens to a payout when its file arrives.
func (b *book) firstDecision(account string) (status clearing.Status, reason string) {
	if b.closed[digest(account)] {
		return clearing.Refused, "ACCOUNT_CLOSED"
	}
	switch suffix(account) {
	case "11":
		return clearing.Refused, "NAME_MISMATCH"
	case "12":
		return clearing.Refused, "ACCOUNT_CLOSED"
	case "13":
		return clearing.Pending, ""
	}
	return clearing.Paid, ""
}

// later is what happens to it when enough time has passed, if anything.
func (p *payout) later(now time.Time) (status clearing.Status, reason string, due bool) {
	waited := now.Sub(p.Since)
	switch {
	case p.Status == clearing.Pending:
		return clearing.Paid, "", waited >= queueFor
	case p.Status == clearing.Paid && suffix(p.Account) == "14":
		return clearing.Returned, "RETURNED", waited >= nextDay
	}
	return "", "", false
}

func suffix(account string) string { return account[max(0, len(account)-2):] }

func last4(account string) string { return account[max(0, len(account)-4):] }

// digest stands for a number in the journal, which holds none.
func digest(account string) string {
	sum := sha256.Sum256([]byte(account))
	return hex.EncodeToString(sum[:])
}

// printable tells whether a text can stand in a field of a file.
func printable(s string) bool {
	return len(s) <= 200 && !strings.Contains(s, "|") && strings.IndexFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) < 0
}
