package settlement

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"tillway/internal/kit/store"
)

// tampers are changes an insider could make with the database in hand, each
// with the table whose row must be named.
var tampers = []struct{ name, sql, row string }{
	{"a changed payout", `UPDATE settlement_payout SET amount_fen = amount_fen + 1`, "settlement_payout"},
	{"a doubled payout", `INSERT INTO flow_step SELECT institution_id, life, id || 'x', step, prev, from_status, event, to_status, at_us, by_user
			FROM flow_step WHERE life = 'payout' ORDER BY step;
		INSERT INTO settlement_run SELECT institution_id, run_id || 'x', business_date, pay_date, seq + 1, maker_party, maker_user, checker_party,
			checker_user, digest, planned_us, approved_us, sent_us FROM settlement_run;
		INSERT INTO settlement_payout SELECT institution_id, merchant_id, id || 'x', run_id || 'x', place, amount_fen, account_last4, bank_ref,
			reason, life, status, step, changed_us FROM settlement_payout`, "settlement_payout"},
	{"a payout taken away", `DELETE FROM settlement_payout`, "settlement_payout"},
	{"a payout to somebody else", `UPDATE settlement_payout SET merchant_id = 'mer_x'`, "settlement_payout"},
	{"a payout put back", `UPDATE settlement_payout SET status = 'planned', step = 0`, "settlement_payout"},
	{"a payout of no run", `UPDATE settlement_payout SET run_id = 'PO1'`, "settlement_payout"},
	{"a line of the file left out", `UPDATE settlement_payout SET place = 2`, "settlement_run"},
	{"one person for both", `UPDATE settlement_run SET checker_party = maker_party`, "settlement_run"},
	{"paid before it was earned", `UPDATE settlement_run SET pay_date = '2020-01-01'`, "settlement_run"},
	{"a fee of one fen more", `UPDATE settlement_fee SET fee_fen = fee_fen + 1 WHERE fee_fen > 1`, "settlement_fee"},
	{"a fee back of one fen less", `UPDATE settlement_fee SET fee_fen = fee_fen + 1 WHERE fee_fen < 0`, "settlement_fee"},
	{"a cost of one fen more", `UPDATE settlement_fee SET cost_fen = cost_fen + 1`, "settlement_fee"},
	{"a fee left out", `DELETE FROM settlement_fee WHERE fee_fen > 1`, "settlement_fee"},
	{"a fee without a payment", `UPDATE settlement_fee SET payment_id = payment_id || 'x'`, "settlement_fee"},
	{"a fee of another merchant", `UPDATE settlement_fee SET merchant_id = 'mer_x' WHERE fee_fen > 1`, "settlement_fee"},
	{"a fee of another payment", `UPDATE settlement_fee SET rrn = 'x' WHERE fee_fen > 1`, "settlement_fee"},
	{"a day put back", `UPDATE settlement_day SET status = 'open', step = 0`, "settlement_day"},
	{"a day lost", `DELETE FROM settlement_day`, "settlement_day"},
	{"a channel's file lost", `DELETE FROM settlement_file WHERE channel = 'card'`, "settlement_day"},
	{"a correction of another size", `UPDATE settlement_adjustment SET amount_fen = 51`, "settlement_adjustment"},
	{"a correction for somebody else", `UPDATE settlement_adjustment SET merchant_id = 'mer_x'`, "settlement_adjustment"},
	{"a correction by one person", `UPDATE settlement_adjustment SET checker_party = maker_party`, "settlement_adjustment"},
	{"a correction taken away", `DELETE FROM settlement_adjustment`, "settlement_adjustment"},
	{"a smaller freeze", `UPDATE settlement_freeze SET amount_fen = 1`, "settlement_freeze"},
	{"a freeze taken away", `DELETE FROM settlement_freeze`, "settlement_freeze"},
	{"money that never came", `UPDATE settlement_credit SET amount_fen = amount_fen + 1`, "settlement_credit"},
	{"money that came unseen", `DELETE FROM settlement_credit`, "settlement_bank_credit"},
}

// TestVerifySettlementNamesTheRow changes the settlement in ways that the
// program itself refuses, and expects each to be found.
func TestVerifySettlementNamesTheRow(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.cleared()
		run, err := w.svc.Plan(t.Context(), maker, w.date)
		w.must(err)
		w.must(w.svc.Approve(t.Context(), checker, run.ID))
		a, err := w.svc.ProposeAdjustment(t.Context(), maker, w.merchant(), 50, "多收手续费更正")
		w.must(err)
		w.must(w.svc.DecideAdjustment(t.Context(), checker, a.ID, true))
		_, err = w.svc.FreezeBalance(t.Context(), maker, w.merchant(), 20, "RISK", "CASE-1")
		w.must(err)
		if _, faults, err := Verify(t.Context(), w.db); err != nil || len(faults) > 0 {
			t.Fatal(faults, err)
		}
		for _, c := range tampers {
			faults := w.broken(c.sql)
			if named := func(f Fault) bool { return strings.HasPrefix(f.Row, c.row+" ") }; !slices.ContainsFunc(faults, named) {
				t.Errorf("%s: %v", c.name, faults)
			}
		}
	})
}

var errUndo = errors.New("undo")

// broken says what the proof finds after some statements, which are undone.
func (w *world) broken(text string) (faults []Fault) {
	err := w.db.Write(w.t.Context(), func(tx *store.Tx) error {
		w.must(disarm(tx, w.db.Engine()))
		for one := range strings.SplitSeq(text, ";") {
			if _, err := tx.Exec(one); err != nil {
				return err
			}
		}
		var err error
		if _, faults, err = verify(tx); err != nil {
			return err
		}
		return errUndo
	})
	if !errors.Is(err, errUndo) {
		w.t.Fatalf("%s: %v", text, err)
	}
	return faults
}

// disarm takes the database's own guards away.
func disarm(tx *store.Tx, engine string) error {
	names, guard := `SELECT name FROM sqlite_master WHERE type = 'trigger'`, `DROP TRIGGER `
	end := ""
	if engine == store.Postgres {
		names = `SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND (tablename LIKE 'settlement_%' OR tablename = 'flow_step')`
		guard, end = `ALTER TABLE `, ` DISABLE TRIGGER USER`
	}
	all, err := store.Collect(tx, func(r *store.Rows) (s string, err error) { return s, r.Scan(&s) }, names)
	if err != nil {
		return err
	}
	for _, name := range all {
		if _, err := tx.Exec(guard + name + end); err != nil {
			return err
		}
	}
	return nil
}
