package ledger

import (
	"sort"

	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/money"
)

type entryKind struct{}

func (entryKind) Prefix() string { return "ent" }

// EntryID identifies an entry.
type EntryID = id.Of[entryKind]

// Ref is what an entry or a hold is about: a payment, a payout, a deposit.
type Ref struct{ Kind, ID string }

// Line is one side of an entry in one account. Debit and Credit make it.
type Line struct {
	account Account
	debit   bool
	amount  money.Amount
}

// Debit is a line on the left: assets and costs grow, debts shrink.
func Debit(a Account, amount money.Amount) Line { return Line{a, true, amount} }

// Credit is a line on the right: debts and income grow, assets shrink.
func Credit(a Account, amount money.Amount) Line { return Line{a, false, amount} }

// Account returns the line's account.
func (l Line) Account() Account { return l.account }

// Sides returns the line as debit and credit fen, one of which is zero.
func (l Line) Sides() (debit, credit int64) {
	if l.debit {
		return l.amount.Fen(), 0
	}
	return 0, l.amount.Fen()
}

// Entry is a balanced entry that is ready to be posted. Only NewEntry makes
// one; the zero Entry is refused by Post.
type Entry struct {
	reason   Reason
	ref      Ref
	date     day.Date
	lines    []Line
	reverses EntryID
}

// NewEntry builds an entry. It is refused when the lines do not balance in
// every currency, when an account is not of the chart, when an amount is not
// positive, or when there is nothing to say why, about what and for which day.
func NewEntry(reason Reason, ref Ref, date day.Date, lines ...Line) (Entry, error) {
	if reason.Code == "" || ref.Kind == "" || ref.ID == "" || date.IsZero() {
		return Entry{}, ErrEntry.New("reason", "it names no reason, reference or date")
	}
	sums := map[money.Currency]money.Amount{}
	for _, l := range lines {
		if _, ok := l.account.Title(); !ok {
			return Entry{}, ErrEntry.New("reason", "account "+string(l.account)+" is not in the chart")
		}
		if l.amount.Sign() <= 0 {
			return Entry{}, ErrEntry.New("reason", "a line of account "+string(l.account)+" is not positive")
		}
		if err := tally(sums, l); err != nil {
			return Entry{}, ErrEntry.Wrap(err, "reason", "the amounts are out of range")
		}
	}
	for c, sum := range sums {
		if !sum.IsZero() {
			return Entry{}, ErrUnbalanced.New("currency", string(c))
		}
	}
	if len(lines) < 2 {
		return Entry{}, ErrEntry.New("reason", "it has fewer than two lines")
	}
	return Entry{reason: reason, ref: ref, date: date, lines: inOrder(lines)}, nil
}

func tally(sums map[money.Currency]money.Amount, l Line) error {
	sum, ok := sums[l.amount.Currency()]
	if !ok {
		var err error
		if sum, err = money.Checked(0, l.amount.Currency()); err != nil {
			return err
		}
	}
	amount := l.amount
	if !l.debit {
		amount = amount.Neg()
	}
	sum, err := sum.Add(amount)
	sums[l.amount.Currency()] = sum
	return err
}

// inOrder sorts lines by account, so that accounts are always touched in the
// same order, and leaves the caller's slice alone.
func inOrder(lines []Line) []Line {
	out := append([]Line(nil), lines...)
	sort.SliceStable(out, func(i, j int) bool { return out[i].account < out[j].account })
	return out
}

// reversed returns the entry that takes e back.
func (e Entry) reversed(of EntryID, reason Reason, ref Ref, date day.Date) Entry {
	lines := make([]Line, len(e.lines))
	for i, l := range e.lines {
		lines[i] = Line{l.account, !l.debit, l.amount}
	}
	return Entry{reason: reason, ref: ref, date: date, lines: lines, reverses: of}
}
