package network

import (
	"sync"
	"time"

	"tillway/internal/sim"
	"tillway/internal/sim/cards"
)

// account is the money behind a card.
type account struct {
	available int64 // balance of a debit card, free credit of a credit card
	held      int64 // pre-authorised, already taken off available
	badPINs   int   // in a row
	badDate   string
}

// opening is what a card starts with, in fen.
var opening = map[cards.Kind]int64{
	cards.Credit: 1_000_000_00, cards.Debit: 1_000_000_00, cards.Prepaid: 10_000_00,
}

// payment is a decided payment and what became of it.
type payment struct {
	Entry
	orig      *payment
	tombstone bool
	reversed  bool
	voided    bool
	completed bool
	refunded  int64
	refusals  int // reversals refused on purpose
}

// live tells whether the payment's money is where it put it.
func (p *payment) live() bool { return approved(p.Code) && !p.reversed && !p.tombstone }

// net is what the customer has paid by this payment: negative for money back.
func (p *payment) net() int64 {
	if !p.live() {
		return 0
	}
	switch p.Kind {
	case Sale, Completion:
		return p.ApprovedFen
	case Void, Refund, CompletionVoid:
		return -p.ApprovedFen
	}
	return 0
}

// book is the issuers' memory. The journal is its only form on disk.
type book struct {
	clock   *sim.Clock
	journal *sim.Journal[Entry]

	mu       sync.Mutex
	accounts map[string]*account // by card
	payments map[Key]*payment
	byRRN    map[string]*payment // acquirer/RRN
	inOrder  []*payment
	effects  []Entry // those that clear, in order
}

func openBook(c sim.Config) (*book, error) {
	b := &book{
		clock: c.Clock, accounts: map[string]*account{}, payments: map[Key]*payment{}, byRRN: map[string]*payment{},
	}
	var err error
	b.journal, err = sim.OpenJournal(c.Journal("network"), func(e Entry) error { b.apply(e); return nil })
	return b, err
}

func (b *book) account(card string) *account {
	a := b.accounts[card]
	if a == nil {
		c, _ := cards.ByID(card)
		a = &account{available: opening[c.Kind]}
		b.accounts[card] = a
	}
	return a
}

// record applies an entry and puts it into the journal.
func (b *book) record(e Entry) sim.Mark {
	b.apply(e)
	return b.journal.Put(e)
}

// apply is what an entry does to the book, when it happens and at replay.
func (b *book) apply(e Entry) {
	b.notePIN(e)
	if e.Kind == Reversal {
		b.applyReversal(e)
	} else {
		p := &payment{Entry: e, orig: b.byRRN[e.Acquirer+"/"+e.OrigRRN]}
		b.keep(p)
		if approved(e.Code) {
			b.move(p, +1)
		}
	}
	if e.Effect != "none" && e.Effect != "tombstone" && clears(e.Of) {
		b.effects = append(b.effects, e)
	}
}

// clears tells whether a kind of payment is in the clearing file: holds are not.
func clears(k Kind) bool { return k != Preauth && k != PreauthVoid }

func (b *book) keep(p *payment) {
	b.payments[p.Key] = p
	b.byRRN[p.Acquirer+"/"+p.RRN] = p
	b.inOrder = append(b.inOrder, p)
}

func (b *book) applyReversal(e Entry) {
	p := b.payments[e.Key]
	switch {
	case e.Effect == "tombstone":
		b.keep(&payment{Entry: e, tombstone: true})
	case e.Effect == "reversed":
		b.move(p, -1)
		p.reversed = true
	case e.Code == refusedOnPurpose:
		p.refusals++
	}
}

// move does (+1) or undoes (-1) what a payment does to accounts and original.
func (b *book) move(p *payment, sign int64) {
	a, fen, done := b.account(p.Card), sign*p.ApprovedFen, sign > 0
	switch p.Kind {
	case Sale:
		a.available -= fen
	case Preauth:
		a.available -= fen
		a.held += fen
	case PreauthVoid:
		a.available += fen
		a.held -= fen
		p.orig.voided = done
	case Completion:
		hold := sign * p.orig.ApprovedFen
		a.held -= hold
		a.available += hold - fen
		p.orig.completed = done
	case Void, CompletionVoid:
		a.available += fen
		p.orig.voided = done
	case Refund:
		a.available += fen
		p.orig.refunded += fen
	}
}

func (b *book) notePIN(e Entry) {
	a := b.account(e.Card)
	switch e.PIN {
	case "good":
		a.badPINs = 0
	case "bad":
		if a.badDate != e.Date {
			a.badPINs = 0
		}
		a.badPINs, a.badDate = a.badPINs+1, e.Date
	}
}

// Line is a payment as GET /book tells it.
type Line struct {
	Entry
	State  string `json:"state"` // approved, declined, reversed, tombstone
	NetFen int64  `json:"net_fen"`
}

// Balance is an account as GET /book tells it.
type Balance struct {
	Card         string `json:"card"`
	AvailableFen int64  `json:"available_fen"`
	HeldFen      int64  `json:"held_fen"`
}

// Statement is everything the issuers know.
type Statement struct {
	Payments []Line    `json:"payments"` // oldest first
	NetFen   int64     `json:"net_fen"`  // what the customers paid, all in all
	Accounts []Balance `json:"accounts"`
}

// statement returns it once all of it is durable.
func (b *book) statement() (Statement, error) {
	b.mu.Lock()
	mark := b.journal.Last()
	s := Statement{Payments: make([]Line, 0, len(b.inOrder)), Accounts: []Balance{}}
	for _, p := range b.inOrder {
		s.Payments = append(s.Payments, Line{p.Entry, p.state(), p.net()})
		s.NetFen += p.net()
	}
	for _, c := range cards.All {
		if a := b.accounts[c.ID]; a != nil {
			s.Accounts = append(s.Accounts, Balance{c.ID, a.available, a.held})
		}
	}
	b.mu.Unlock()
	return s, b.journal.Wait(mark)
}

func (p *payment) state() string {
	switch {
	case p.tombstone:
		return "tombstone"
	case p.reversed:
		return "reversed"
	case approved(p.Code):
		return "approved"
	}
	return "declined"
}

// now is the time of an entry.
func (b *book) now() time.Time { return b.clock.Now().Truncate(time.Microsecond) }
