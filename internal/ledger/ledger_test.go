package ledger_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tillway/internal/audit"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/id"
	"tillway/internal/kit/money"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
	"tillway/internal/ledger"
)

const inst = id.Institution("ins_999")

var (
	rooms      = []store.Migration{ledger.Migrations}
	by         = audit.System(inst, "test")
	date       = day.MustParse("2026-03-02")
	reasonSale = ledger.DefineReason("test.sale", "测试消费", "Test sale")
	reasonUndo = ledger.DefineReason("test.undo", "测试冲回", "Test reversal")
	reasonHold = ledger.DefineReason("test.hold", "测试冻结", "Test hold")
)

func yuan(fen int64) money.Amount { return money.FromFen(fen) }

func ref(n any) ledger.Ref { return ledger.Ref{Kind: "payment", ID: fmt.Sprint("pay_", n)} }

func sale(t testing.TB, n any, fen int64) ledger.Entry {
	t.Helper()
	e, err := ledger.NewEntry(reasonSale, ref(n), date,
		ledger.Debit(ledger.Channel("card"), yuan(fen)), ledger.Credit(ledger.Unsettled("mer_1"), yuan(fen)))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func write(t testing.TB, db *store.DB, fn func(tx *store.Tx) error) {
	t.Helper()
	if err := db.Write(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

func post(t testing.TB, db *store.DB, e ledger.Entry) (eid ledger.EntryID) {
	t.Helper()
	write(t, db, func(tx *store.Tx) (err error) {
		eid, err = ledger.Post(tx, by, inst, e)
		return err
	})
	return eid
}

func balance(t testing.TB, db *store.DB, a ledger.Account) (b ledger.Balance) {
	t.Helper()
	if err := db.Read(t.Context(), func(q store.Q) (err error) {
		b, err = ledger.BalanceOf(q, inst, a)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return b
}

func clean(t testing.TB, db *store.DB, want int64) {
	t.Helper()
	checked, faults, err := ledger.Verify(t.Context(), db)
	if err != nil || len(faults) > 0 || checked != want {
		t.Fatalf("checked %d (want %d), faults %v, %v", checked, want, faults, err)
	}
}

func TestEntryCannotBeBuiltUnbalanced(t *testing.T) {
	usd, err := money.Checked(100, "USD")
	if err != nil {
		t.Fatal(err)
	}
	card, due := ledger.Channel("card"), ledger.Unsettled("mer_1")
	for name, lines := range map[string][]ledger.Line{
		"nothing":            nil,
		"one line":           {ledger.Debit(card, yuan(1))},
		"a fen off":          {ledger.Debit(card, yuan(100)), ledger.Credit(due, yuan(99))},
		"same side":          {ledger.Debit(card, yuan(100)), ledger.Debit(due, yuan(100))},
		"two currencies":     {ledger.Debit(card, yuan(100)), ledger.Credit(due, usd)},
		"zero":               {ledger.Debit(card, yuan(0)), ledger.Credit(due, yuan(0))},
		"negative":           {ledger.Debit(card, yuan(-5)), ledger.Credit(due, yuan(-5))},
		"unknown account":    {ledger.Debit("9999", yuan(1)), ledger.Credit(due, yuan(1))},
		"no owner":           {ledger.Debit(card, yuan(1)), ledger.Credit("2203", yuan(1))},
		"owner of a general": {ledger.Debit("1002/mer_1", yuan(1)), ledger.Credit(due, yuan(1))},
		"out of range": {ledger.Debit(card, yuan(money.Limit)), ledger.Debit(card, yuan(money.Limit)),
			ledger.Credit(due, yuan(money.Limit)), ledger.Credit(due, yuan(money.Limit))},
	} {
		if _, err := ledger.NewEntry(reasonSale, ref(1), date, lines...); err == nil {
			t.Errorf("%s: an entry was built", name)
		}
	}
	if _, err := ledger.NewEntry(reasonSale, ledger.Ref{}, date, ledger.Debit(card, yuan(1)), ledger.Credit(due, yuan(1))); err == nil {
		t.Error("an entry about nothing was built")
	}
}

func TestPostMovesBalances(t *testing.T) {
	storetest.Each(t, rooms, func(t *testing.T, db *store.DB) {
		eid := post(t, db, sale(t, 1, 10_000))
		post(t, db, sale(t, 2, 234))
		if b := balance(t, db, ledger.Unsettled("mer_1")); b.Fen() != 10_234 || b.CreditFen != 10_234 {
			t.Errorf("unsettled %+v", b)
		}
		if b := balance(t, db, ledger.Channel("card")); b.Fen() != 10_234 || b.DebitFen != 10_234 {
			t.Errorf("receivable %+v", b)
		}
		if b := balance(t, db, ledger.Unsettled("mer_2")); b.Fen() != 0 {
			t.Errorf("a merchant without payments has %+v", b)
		}
		err := db.Write(t.Context(), func(tx *store.Tx) error { _, err := ledger.Post(tx, by, inst, sale(t, 1, 10_000)); return err })
		if !errs.Is(err, ledger.ErrTwice) {
			t.Errorf("the same fact twice: %v", err)
		}
		err = db.Write(t.Context(), func(tx *store.Tx) error { _, err := ledger.Post(tx, by, inst, ledger.Entry{}); return err })
		if !errs.Is(err, ledger.ErrEntry) {
			t.Errorf("the zero entry: %v", err)
		}
		if err := db.Read(t.Context(), func(q store.Q) error {
			trial, err := ledger.TrialBalance(q, inst)
			if err != nil || trial.DifferenceFen() != 0 || trial.DebitFen != 10_234 || len(trial.Rows) != 2 {
				t.Errorf("trial %+v, %v", trial, err)
			}
			found, err := ledger.Postings(q, inst, ref(1))
			if err != nil || len(found) != 1 || found[0].ID != eid || len(found[0].Lines) != 2 || found[0].Reason.Zh != "测试消费" || found[0].Date != date {
				t.Errorf("postings %+v, %v", found, err)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		clean(t, db, 2+2+4)
	})
}

func TestReversingEntry(t *testing.T) {
	storetest.Each(t, rooms, func(t *testing.T, db *store.DB) {
		eid := post(t, db, sale(t, 1, 500))
		reverse := func() error {
			return db.Write(t.Context(), func(tx *store.Tx) error {
				_, err := ledger.Reverse(tx, by, inst, eid, reasonUndo, ref(1), date.AddDays(1))
				return err
			})
		}
		if err := reverse(); err != nil {
			t.Fatal(err)
		}
		if err := reverse(); !errs.Is(err, ledger.ErrTwice) {
			t.Errorf("a second reversal: %v", err)
		}
		if b := balance(t, db, ledger.Unsettled("mer_1")); b.Fen() != 0 || b.DebitFen != 500 {
			t.Errorf("after the reversal %+v", b)
		}
		err := db.Write(t.Context(), func(tx *store.Tx) error {
			_, err := ledger.Reverse(tx, by, inst, "ent_0", reasonUndo, ref(9), date)
			return err
		})
		if !errs.Is(err, ledger.ErrNoEntry) {
			t.Errorf("reversal of nothing: %v", err)
		}
		clean(t, db, 2+2+4)
	})
}

func TestHolds(t *testing.T) {
	storetest.Each(t, rooms, func(t *testing.T, db *store.DB) {
		post(t, db, sale(t, 1, 1000))
		due := ledger.Unsettled("mer_1")
		hold := func(n any, fen int64) (hid ledger.HoldID, err error) {
			err = db.Write(t.Context(), func(tx *store.Tx) (err error) {
				hid, err = ledger.HoldTx(tx, by, inst, ledger.Hold{Account: due, Amount: yuan(fen), Reason: reasonHold, Ref: ref(n)})
				return err
			})
			return hid, err
		}
		release := func(hid ledger.HoldID) error {
			return db.Write(t.Context(), func(tx *store.Tx) error { return ledger.ReleaseTx(tx, by, inst, hid, reasonUndo) })
		}
		first, err := hold("a", 700)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := hold("b", 301); !errs.Is(err, ledger.ErrInsufficient) {
			t.Errorf("more than available was held: %v", err)
		}
		if _, err := hold("c", 300); err != nil {
			t.Fatal(err)
		}
		if b := balance(t, db, due); b.Fen() != 1000 || b.HeldFen != 1000 || b.AvailableFen() != 0 {
			t.Errorf("held %+v", b)
		}
		if _, err := hold("a", 1); err == nil {
			t.Error("the same hold twice")
		}
		if err := release(first); err != nil {
			t.Fatal(err)
		}
		if err := release(first); !errs.Is(err, ledger.ErrNoHold) {
			t.Errorf("a second release: %v", err)
		}
		if err := release("hold_0"); !errs.Is(err, ledger.ErrNoHold) {
			t.Errorf("release of nothing: %v", err)
		}
		if b := balance(t, db, due); b.AvailableFen() != 700 {
			t.Errorf("after release %+v", b)
		}
		clean(t, db, 2+1+2+2)
	})
}

func TestHistoryCannotBeChanged(t *testing.T) {
	storetest.Each(t, rooms, func(t *testing.T, db *store.DB) {
		post(t, db, sale(t, 1, 1000))
		write(t, db, func(tx *store.Tx) error {
			hid, err := ledger.HoldTx(tx, by, inst, ledger.Hold{Account: ledger.Unsettled("mer_1"), Amount: yuan(1), Reason: reasonHold, Ref: ref(1)})
			if err != nil {
				return err
			}
			return ledger.ReleaseTx(tx, by, inst, hid, reasonUndo)
		})
		for _, table := range []string{"ledger_entry", "ledger_line", "ledger_hold", "ledger_release"} {
			for _, text := range []string{"UPDATE " + table + " SET institution_id = 'x'", "DELETE FROM " + table} {
				err := db.Write(t.Context(), func(tx *store.Tx) error { _, err := tx.Exec(text); return err })
				if !store.IsRefused(err) {
					t.Errorf("%s: %v", text, err)
				}
			}
		}
		clean(t, db, 2+1+2+1)
	})
}

// TestVerifyNamesTheRow changes the books the way an insider with the database
// in his hands would, and expects each change to be named.
func TestVerifyNamesTheRow(t *testing.T) {
	for name, c := range map[string]struct{ tamper, row string }{
		"a fen in a line":    {"UPDATE ledger_line SET credit_fen = credit_fen + 1 WHERE credit_fen > 0", "ledger_entry ins_999/"},
		"a fen in a balance": {"UPDATE ledger_account SET debit_fen = debit_fen + 1 WHERE account = '2202.card'", "ledger_account ins_999/2202.card/CNY"},
		"a fen of credit":    {"UPDATE ledger_account SET credit_fen = credit_fen - 1 WHERE account = '2203/mer_1'", "ledger_account ins_999/2203/mer_1/CNY"},
		"a hold":             {"UPDATE ledger_account SET held_fen = 7 WHERE account = '2203/mer_1'", "ledger_account ins_999/2203/mer_1/CNY"},
		"a line's number":    {"UPDATE ledger_line SET n = 9 WHERE n = 2", "ledger_line ins_999/"},
		"a lost line":        {"DELETE FROM ledger_line WHERE n = 2", "ledger_entry ins_999/"},
		"a lost entry":       {"DELETE FROM ledger_line; DELETE FROM ledger_entry", "ledger_account ins_999/"},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, rooms, func(t *testing.T, db *store.DB) {
				post(t, db, sale(t, 1, 1000))
				clean(t, db, 2+1+2)
				disarm(t, db)
				for text := range strings.SplitSeq(c.tamper, "; ") {
					write(t, db, func(tx *store.Tx) error { _, err := tx.Exec(text); return err })
				}
				_, faults, err := ledger.Verify(t.Context(), db)
				if err != nil || len(faults) == 0 {
					t.Fatalf("nothing was found: %v", err)
				}
				for _, f := range faults {
					if strings.HasPrefix(f.Row, c.row) {
						return
					}
				}
				t.Errorf("%v does not name %s", faults, c.row)
			})
		})
	}
}

// TestVerifyNamesWhatForeignKeysHold breaks references that the database keeps
// as long as its foreign keys are on; PostgreSQL lets its owner switch them off.
func TestVerifyNamesWhatForeignKeysHold(t *testing.T) {
	storetest.Each(t, rooms, func(t *testing.T, db *store.DB) {
		if db.Engine() != store.Postgres {
			return
		}
		post(t, db, sale(t, 1, 1000))
		disarm(t, db)
		for _, c := range []struct{ tamper, row string }{
			{"UPDATE ledger_entry SET reverses = 'ent_x'", "ledger_entry ins_999/"},
			{"INSERT INTO ledger_hold VALUES ('ins_999', 'hold_x', '2203/mer_9', 'CNY', 1, 'r', 'k', 'x', 1, 'u')", "ledger_hold ins_999/hold_x"},
			{"INSERT INTO ledger_release VALUES ('ins_999', 'hold_y', 'r', 1, 'u')", "ledger_release ins_999/hold_y"},
		} {
			write(t, db, func(tx *store.Tx) error { _, err := tx.Exec(c.tamper); return err })
			_, faults, err := ledger.Verify(t.Context(), db)
			if named := func(f ledger.Fault) bool { return strings.HasPrefix(f.Row, c.row) }; err != nil || !slices.ContainsFunc(faults, named) {
				t.Errorf("%s: %v, %v", c.row, faults, err)
			}
		}
	})
}

// disarm takes the database's own guards away.
func disarm(t *testing.T, db *store.DB) {
	t.Helper()
	write(t, db, func(tx *store.Tx) error {
		if db.Engine() == store.Postgres {
			for _, table := range []string{"ledger_entry", "ledger_line", "ledger_hold", "ledger_release"} {
				if _, err := tx.Exec("ALTER TABLE " + table + " DISABLE TRIGGER ALL"); err != nil {
					return err
				}
			}
			return nil
		}
		names, err := store.Collect(tx, func(r *store.Rows) (s string, err error) { return s, r.Scan(&s) },
			"SELECT name FROM sqlite_master WHERE type = 'trigger'")
		if err != nil {
			return err
		}
		for _, n := range names {
			if _, err := tx.Exec("DROP TRIGGER " + n); err != nil {
				return err
			}
		}
		return nil
	})
}

// TestBooksStayTrue posts and reverses at random and expects the trial balance
// to be zero and every stored figure to be its lines' sum after each step.
func TestBooksStayTrue(t *testing.T) {
	storetest.Each(t, rooms, func(t *testing.T, db *store.DB) {
		run := 0
		rapid.Check(t, func(rt *rapid.T) {
			run++
			book := id.Institution(fmt.Sprintf("ins_r%d", run))
			var posted []ledger.EntryID
			for i := range rapid.IntRange(1, 8).Draw(rt, "steps") {
				at := date.AddDays(i)
				if len(posted) > 0 && rapid.Bool().Draw(rt, "reverse") {
					eid := posted[len(posted)-1]
					posted = posted[:len(posted)-1]
					write(t, db, func(tx *store.Tx) error {
						_, err := ledger.Reverse(tx, by, book, eid, reasonUndo, ref(fmt.Sprint(run, "-", i)), at)
						return err
					})
					continue
				}
				e, err := ledger.NewEntry(reasonSale, ref(fmt.Sprint(run, "-", i)), at, split(rt)...)
				if err != nil {
					rt.Fatal(err)
				}
				var eid ledger.EntryID
				write(t, db, func(tx *store.Tx) (err error) {
					eid, err = ledger.Post(tx, by, book, e)
					return err
				})
				posted = append(posted, eid)
			}
			if err := db.Read(t.Context(), func(q store.Q) error {
				trial, err := ledger.TrialBalance(q, book)
				if err != nil || trial.DifferenceFen() != 0 {
					rt.Fatalf("trial balance %d, %v", trial.DifferenceFen(), err)
				}
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			if _, faults, err := ledger.Verify(t.Context(), db); err != nil || len(faults) > 0 {
				rt.Fatalf("%v, %v", faults, err)
			}
		})
	})
}

// split draws one debit and the credits it is made of.
func split(t *rapid.T) []ledger.Line {
	lines := []ledger.Line{}
	var total int64
	for range rapid.IntRange(1, 5).Draw(t, "credits") {
		fen := rapid.Int64Range(1, 1_000_000).Draw(t, "fen")
		account := rapid.SampledFrom([]ledger.Account{ledger.Unsettled("mer_1"), ledger.Unsettled("mer_2"), ledger.FeeIncome}).Draw(t, "account")
		lines = append(lines, ledger.Credit(account, yuan(fen)))
		total += fen
	}
	return append(lines, ledger.Debit(ledger.Channel("wechat"), yuan(total)))
}

func BenchmarkPost(b *testing.B) {
	for _, engine := range storetest.Engines {
		b.Run(engine, func(b *testing.B) {
			db := storetest.Open(b, engine, rooms)
			n := 0
			for b.Loop() {
				// groups of 100, as the writer makes them under load
				write(b, db, func(tx *store.Tx) error {
					for range 100 {
						n++
						if _, err := ledger.Post(tx, by, inst, sale(b, fmt.Sprint(b.N, "-", n), 100)); err != nil {
							return err
						}
					}
					return nil
				})
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/entry")
		})
	}
}
