package ledger

import (
	"embed"

	"tillway/internal/audit"
	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/money"
	"tillway/internal/kit/store"
)

//go:embed migrations
var migrationsFS embed.FS

// Migrations are the room's tables.
var Migrations = store.Migration{Room: "ledger", FS: migrationsFS}

// Post writes an entry and the balances it changes. It is the only write to
// the books; a fact that is posted already (same reference and reason) gives
// ErrTwice and changes nothing.
func Post(tx *store.Tx, by audit.Actor, inst id.Institution, e Entry) (EntryID, error) {
	if len(e.lines) == 0 {
		return "", ErrEntry.New("reason", "it was not made by NewEntry")
	}
	eid := id.New[entryKind](tx.Now())
	fresh, err := insertEntry(tx, by, inst, eid, e)
	if err != nil {
		return "", err
	}
	if !fresh {
		return "", ErrTwice.New()
	}
	for i := 0; i < len(e.lines); {
		n, err := moveBalance(tx, inst, e.lines[i:])
		if err != nil {
			return "", err
		}
		i += n
	}
	return eid, insertLines(tx, inst, eid, e.lines)
}

// moveBalance changes the stored balance of the first line's account by all
// the lines it has, and returns how many those are.
func moveBalance(tx *store.Tx, inst id.Institution, lines []Line) (int, error) {
	account, currency := lines[0].account, lines[0].amount.Currency()
	var debit, credit int64
	n := 0
	for n < len(lines) && lines[n].account == account && lines[n].amount.Currency() == currency {
		d, c := lines[n].Sides()
		debit, credit = debit+d, credit+c
		n++
	}
	return n, addToBalance(tx, inst, account, currency, debit, credit)
}

// Reverse posts the entry that takes an earlier one back. An entry is taken
// back once; a second try gives ErrTwice.
func Reverse(tx *store.Tx, by audit.Actor, inst id.Institution, of EntryID, reason Reason, ref Ref, date day.Date) (EntryID, error) {
	lines, err := entryLines(tx, inst, of)
	if err != nil {
		return "", err
	}
	if len(lines) == 0 {
		return "", ErrNoEntry.New()
	}
	taken, err := isReversed(tx, inst, of)
	if err != nil {
		return "", err
	}
	if taken {
		return "", ErrTwice.New()
	}
	return Post(tx, by, inst, Entry{lines: lines}.reversed(of, reason, ref, date))
}

// Hold is a part of an account's balance that is set aside for a reason.
type Hold struct {
	Account Account
	Amount  money.Amount
	Reason  Reason
	Ref     Ref
}

type holdKind struct{}

func (holdKind) Prefix() string { return "hold" }

// HoldID identifies a hold.
type HoldID = id.Of[holdKind]

// HoldTx sets aside a part of what an account owes its owner. It is refused
// with ErrInsufficient when less is available.
func HoldTx(tx *store.Tx, by audit.Actor, inst id.Institution, h Hold) (HoldID, error) {
	t, ok := h.Account.Title()
	if !ok || t.Side != Cr || h.Amount.Sign() <= 0 || h.Reason.Code == "" || h.Ref.ID == "" {
		return "", ErrEntry.New("reason", "a hold needs a liability account, an amount, a reason and a reference")
	}
	enough, err := raiseHeld(tx, inst, h)
	if err != nil {
		return "", err
	}
	if !enough {
		return "", ErrInsufficient.New()
	}
	hid := id.New[holdKind](tx.Now())
	return hid, insertHold(tx, by, inst, hid, h)
}

// ReleaseTx ends a hold. A hold ends once: a second try gives ErrNoHold.
func ReleaseTx(tx *store.Tx, by audit.Actor, inst id.Institution, hid HoldID, reason Reason) error {
	fresh, err := insertRelease(tx, by, inst, hid, reason)
	if err != nil {
		return err
	}
	if !fresh {
		return ErrNoHold.New()
	}
	return lowerHeld(tx, inst, hid)
}
