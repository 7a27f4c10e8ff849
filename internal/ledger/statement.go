package ledger

import (
	"time"

	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

// Statement is what happened on an account over business dates, as its owner
// reads it: amounts on the account's normal side, and what was left each time.
type Statement struct {
	Account    Account
	From, To   day.Date
	OpeningFen int64
	ClosingFen int64
	Moves      []Move
}

// Move is one entry's effect on the account.
type Move struct {
	Entry      EntryID
	Reason     Reason
	Ref        Ref
	Date       day.Date
	At         time.Time
	Fen        int64 // positive: the balance grew
	BalanceFen int64
}

// MostMoves is how many lines a statement has at most; a longer one is asked
// for in parts.
const MostMoves = 5000

// StatementOf returns an account's statement from one business date to
// another, both included.
func StatementOf(q store.Q, inst id.Institution, a Account, from, to day.Date) (Statement, error) {
	s := Statement{Account: a, From: from, To: to}
	title, ok := a.Title()
	if !ok {
		return s, ErrEntry.New("reason", "account "+string(a)+" is not in the chart")
	}
	sign := int64(1)
	if title.Side == Cr {
		sign = -1
	}
	before, err := movedBefore(q, inst, a, from)
	if err != nil {
		return s, err
	}
	s.OpeningFen, s.ClosingFen = sign*before, sign*before
	s.Moves, err = moves(q, inst, a, from, to)
	if err == nil && len(s.Moves) > MostMoves {
		err = ErrStatementLong.New()
	}
	for i := range s.Moves {
		s.Moves[i].Fen *= sign
		s.ClosingFen += s.Moves[i].Fen
		s.Moves[i].BalanceFen = s.ClosingFen
	}
	return s, err
}
