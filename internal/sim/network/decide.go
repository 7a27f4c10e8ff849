package network

import (
	"crypto/subtle"

	"tillway/internal/kit/rnd"
	"tillway/internal/sim"
	"tillway/internal/sim/cards"
)

// request is a message as the issuer needs it.
type request struct {
	Key
	reversal  bool
	stan      string
	sentAt    string
	rrn       string
	origRRN   string
	authCode  string
	mid, mcc  string
	pan       string
	entry     string
	amount    int64
	chinese   bool // the currency is CNY
	partialOK bool
	reason    string
	pin       []byte // nil: none
	badBlock  bool   // there was a PIN block that could not be read
}

const (
	refusedOnPurpose = "96" // the answer to a reversal that a test wants to fail
	maxBadPINs       = 3
	noPINLimit       = 1_000_00 // a tap without PIN, acquiring-rules §4.4
	completionPPH    = 115      // a completion may exceed its pre-authorisation by 15 %
)

// decide answers a request and remembers it. The entry is durable on return.
func (b *book) decide(q request) (Entry, error) {
	b.mu.Lock()
	e, mark := b.entryFor(q)
	b.mu.Unlock()
	return e, b.journal.Wait(mark)
}

// entryFor finds the stored answer or makes one. The mark covers everything
// that the answer may rest on.
func (b *book) entryFor(q request) (Entry, sim.Mark) {
	e := b.newEntry(q)
	if q.reversal {
		e.Code, e.Effect = b.reverse(q, &e)
		if e.Effect == "reversed" {
			e.ApprovedFen = b.payments[q.Key].ApprovedFen
		}
		return e, b.record(e)
	}
	if had := b.payments[q.Key]; had != nil {
		if had.live() || !approved(had.Code) && !had.tombstone {
			if had.AmountFen == q.amount && had.sameCard(&e) {
				return had.Entry, b.journal.Last()
			}
		}
		e.Code, e.Effect = "94", "none"
		return e, b.journal.Last() // the first one stays the answer to its key
	}
	b.judge(q, &e)
	return e, b.record(e)
}

func (b *book) newEntry(q request) Entry {
	card, _ := cards.Find(q.pan)
	now := b.now()
	e := Entry{
		At: now, Kind: q.Of, Key: q.Key, MID: q.mid, MCC: q.mcc, STAN: q.stan, SentAt: q.sentAt, RRN: q.rrn,
		OrigRRN: q.origRRN, Card: card.ID, PANMask: sim.MaskPAN(q.pan), Entry: q.entry, AmountFen: q.amount,
		Effect: "none", Reason: q.reason, Date: clearingDate(now),
	}
	if q.reversal {
		e.Kind = Reversal
	}
	return e
}

// judge fills in code, effect and authorisation code of a new payment.
func (b *book) judge(q request, e *Entry) {
	e.Code = b.code(q, e)
	if !approved(e.Code) {
		return
	}
	e.AuthCode = rnd.Digits(6)
	e.ApprovedFen = q.amount
	if e.Code == "10" {
		e.ApprovedFen = q.amount / 2
	}
	e.Effect = map[Kind]string{
		Sale: "debited", Completion: "debited", Preauth: "held", PreauthVoid: "released",
		Void: "credited", CompletionVoid: "credited", Refund: "credited",
	}[q.Of]
}

func (b *book) code(q request, e *Entry) string {
	card, known := cards.Find(q.pan)
	switch {
	case !known:
		return "14"
	case q.amount <= 0 || !q.chinese:
		return "13"
	case q.Of == Sale || q.Of == Preauth:
		return b.presentment(q, card, e)
	}
	return b.linked(q, e)
}

// presentment decides a payment that stands on its own: amount, then card,
// then PIN, then money.
func (b *book) presentment(q request, card cards.Card, e *Entry) string {
	if code := cards.AmountCode(q.amount); code != "" && code != "11" {
		return code
	}
	if card.Code != "" {
		return card.Code
	}
	if code := b.checkPIN(q, card, e); code != "" {
		return code
	}
	if card.ID != cards.Bench && q.amount > b.account(card.ID).available {
		return "51"
	}
	switch {
	case q.partialOK && q.amount >= cards.MinMagic && q.amount%100 == cards.PartialFen:
		return "10"
	case cards.AmountCode(q.amount) == "11":
		return "11"
	}
	return "00"
}

// checkPIN returns a refusal or "". A card locked by three wrong PINs is free
// again on the next clearing date.
func (b *book) checkPIN(q request, card cards.Card, e *Entry) string {
	a := b.account(card.ID)
	switch {
	case card.PIN == "" || card.ID == cards.Bench && q.pin == nil:
		return ""
	case a.badPINs >= maxBadPINs && a.badDate == e.Date:
		return "75"
	case q.badBlock:
		return "99"
	case q.pin == nil && (card.Kind == cards.Credit || tapped(q.entry) && q.amount <= noPINLimit):
		return ""
	case q.pin != nil && subtle.ConstantTimeCompare(q.pin, []byte(card.PIN)) == 1:
		e.PIN = "good"
		return ""
	}
	if e.PIN = "bad"; card.ID == cards.Bench {
		e.PIN = "" // one name for many cards
	}
	if a.badPINs+1 >= maxBadPINs && a.badDate == e.Date {
		return "75"
	}
	return "55"
}

// sameCard compares as well as a journal without card numbers can.
func (e *Entry) sameCard(f *Entry) bool { return e.Card == f.Card && e.PANMask == f.PANMask }

// tapped reports an entry mode 07x.
func tapped(entry string) bool { return len(entry) == 3 && entry[:2] == "07" }

// linked decides a payment that refers to an earlier one.
func (b *book) linked(q request, e *Entry) string {
	o := b.original(q, e)
	if o == nil || !o.live() || o.voided {
		return "25"
	}
	e.OrigRRN = o.RRN
	if !o.sameCard(e) || o.MID != q.mid {
		return "14"
	}
	switch q.Of {
	case Refund:
		if o.Kind != Sale && o.Kind != Completion {
			return "25"
		}
		if q.amount > o.ApprovedFen-o.refunded {
			return "61"
		}
		return "00"
	case Completion:
		if o.Kind != Preauth || o.completed {
			return "25"
		}
		if q.amount > o.ApprovedFen*completionPPH/100 {
			return "64"
		}
		return "00"
	}
	if o.Kind != undone[q.Of] || o.refunded > 0 || o.completed || q.Of != PreauthVoid && o.TID != q.TID {
		return "25"
	}
	if q.amount != o.ApprovedFen {
		return "64"
	}
	return "00"
}

// undone is what each void undoes.
var undone = map[Kind]Kind{Void: Sale, PreauthVoid: Preauth, CompletionVoid: Completion}

// original finds the payment that a linked one refers to: by its RRN or, in
// the pre-authorisation family, by card and authorisation code.
func (b *book) original(q request, e *Entry) *payment {
	if q.origRRN != "" {
		return b.byRRN[q.Acquirer+"/"+q.origRRN]
	}
	if q.authCode == "" {
		return nil
	}
	for i := len(b.inOrder) - 1; i >= 0; i-- {
		if p := b.inOrder[i]; p.AuthCode == q.authCode && p.sameCard(e) && p.Acquirer == q.Acquirer {
			return p
		}
	}
	return nil
}

// reverse decides a reversal: 00 whenever the customer is or will be
// uncharged.
func (b *book) reverse(q request, e *Entry) (code, effect string) {
	p := b.payments[q.Key]
	switch {
	case p == nil:
		return "00", "tombstone"
	case p.tombstone || p.reversed || !approved(p.Code):
		return "00", "none"
	case q.pan != "" && !p.sameCard(e):
		return "25", "none"
	case p.AmountFen != q.amount && p.ApprovedFen != q.amount:
		return "64", "none"
	case cards.FaultOf(p.AmountFen) == cards.Stubborn && p.refusals < 2:
		return refusedOnPurpose, "none"
	case p.voided:
		return "00", "none" // its money is back already
	case p.completed || p.refunded > 0:
		return "22", "none"
	}
	return "00", "reversed"
}
