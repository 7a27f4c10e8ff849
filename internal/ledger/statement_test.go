package ledger_test

import (
	"testing"

	"tillway/internal/kit/day"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
	"tillway/internal/ledger"
)

// A statement's opening balance, moves and closing balance are the account's.
func TestS012_StatementAddsUpToTheBalance(t *testing.T) {
	storetest.Each(t, rooms, func(t *testing.T, db *store.DB) {
		on := func(n int, d day.Date, fen int64, back bool) {
			debit, credit := ledger.Channel("card"), ledger.Unsettled("mer_1")
			if back {
				debit, credit = credit, debit
			}
			e, err := ledger.NewEntry(reasonSale, ref(n), d, ledger.Debit(debit, yuan(fen)), ledger.Credit(credit, yuan(fen)))
			if err != nil {
				t.Fatal(err)
			}
			post(t, db, e)
		}
		on(1, date.AddDays(-1), 500, false)
		on(2, date, 300, false)
		on(3, date, 100, true)
		on(4, date.AddDays(1), 7, false)
		on(5, date.AddDays(2), 9_000, false)
		var s, channel ledger.Statement
		err := db.Read(t.Context(), func(q store.Q) (err error) {
			if s, err = ledger.StatementOf(q, inst, ledger.Unsettled("mer_1"), date, date.AddDays(1)); err != nil {
				return err
			}
			channel, err = ledger.StatementOf(q, inst, ledger.Channel("card"), date, date.AddDays(9))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if s.OpeningFen != 500 || s.ClosingFen != 707 || len(s.Moves) != 3 {
			t.Fatalf("%+v", s)
		}
		if m := s.Moves[1]; m.Fen != -100 || m.BalanceFen != 700 || m.Ref != ref(3) || m.Reason != reasonSale {
			t.Errorf("%+v", m)
		}
		if b := balance(t, db, ledger.Channel("card")); channel.ClosingFen != b.Fen() || channel.ClosingFen != 9_707 {
			t.Errorf("the channel's statement ends at %d, its balance is %d", channel.ClosingFen, b.Fen())
		}
	})
}
