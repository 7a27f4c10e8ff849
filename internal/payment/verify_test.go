package payment

import (
	"slices"
	"strings"
	"testing"

	"tillway/internal/audit"
	"tillway/internal/kit/store"
	"tillway/internal/ledger"
)

// tampers are changes an insider could make with the database in hand, each
// with the row that must be named.
var tampers = []struct{ name, sql, row string }{
	{"a fen less", `UPDATE payment SET approved_fen = 999 WHERE kind = 'sale'`, "payment ins_999/pay_"},
	{"not approved", `UPDATE payment SET approved_at = NULL, approved_fen = NULL, status = 'declined', declined_at = intent_at, code = '51' WHERE kind = 'refund'`, "payment ins_999/pay_"},
	{"reversed", `UPDATE payment SET status = 'reversed', reversing_at = approved_at, reversed_at = approved_at WHERE kind = 'refund'`, "payment ins_999/pay_"},
	{"a status without its step", `UPDATE payment SET status = 'reversing' WHERE kind = 'refund'`, "payment ins_999/pay_"},
	{"nothing ends it", `UPDATE payment SET status = 'uncertain', uncertain_at = intent_at WHERE kind = 'refund'`, "payment ins_999/pay_"},
	{"a step before its time", `UPDATE payment SET approved_at = intent_at - 1 WHERE kind = 'refund'`, "payment ins_999/pay_"},
	{"refunded too much", `UPDATE payment SET requested_fen = 1001 WHERE kind = 'refund'`, "payment ins_999/pay_"},
	{"another merchant's", `UPDATE payment SET merchant_id = 'mer_2' WHERE kind = 'sale'`, "payment ins_999/pay_"},
	{"another channel", `UPDATE payment SET channel = 'wechat'`, "payment ins_999/pay_"},
	{"another day", `UPDATE payment SET posted_date = '2026-03-03' WHERE kind = 'sale'`, "payment ins_999/pay_"},
	{"another entry", `UPDATE payment SET entry_id = 'ent_x' WHERE kind = 'sale'`, "payment ins_999/pay_"},
	{"an original that is not there", `UPDATE payment SET original_id = 'pay_x' WHERE kind = 'refund'`, "payment ins_999/pay_"},
	{"another trace", `UPDATE payment SET trace = '999999' WHERE kind = 'sale'`, "payment ins_999/pay_"},
	{"a card number in clear", `UPDATE payment SET pan_mask = '6200000000000005' WHERE kind = 'sale'`, "payment ins_999/pay_"},
	{"a key lost", `DELETE FROM payment_key WHERE kind = 'refund'`, "payment ins_999/pay_"},
	{"a payment lost", `DELETE FROM payment WHERE kind = 'refund'`, "payment_key ins_999/trm_1/000001/"},
	{"a batch total", `UPDATE payment_batch SET debit_fen = debit_fen + 1`, "payment_batch ins_999/trm_1/000001"},
	{"a batch count", `UPDATE payment_batch SET credit_count = 0`, "payment_batch ins_999/trm_1/000001"},
	{"a cut-off lost", `DELETE FROM payment_cut WHERE closed_date = '2026-03-03'`, "payment_cut ins_999/2026-03-02"},
	{"a date opened again", `UPDATE payment_day SET open_date = '2026-03-03'`, "payment_cut ins_999/2026-03-03"},
	{"due about nothing", `INSERT INTO payment_due (institution_id, payment_id, merchant_id, act, cause, stan, created_at, attempts, next_at, last_code)
		VALUES ('ins_999', 'pay_x', 'mer_1', 'reverse', '98', '000001', 1, 0, 1, '')`, "payment_due ins_999/pay_x"},
}

// TestVerifyNamesTheRow changes payments behind the room's back and expects
// each change to be named.
func TestVerifyNamesTheRow(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a := h.must(h.request(Sale, 1000), "00")
		h.must(h.refundOf(a, 400), "00")
		if s, err := h.svc.SettleBatch(t.Context(), audit.System(inst, "test"), pos, "000001", Totals{}); err != nil || s.Balanced {
			t.Fatal(s, err) // the terminal claims nothing: the batch stays open with the host's totals
		}
		h.cut("2026-03-03")
		h.cut("2026-03-04")
		h.agree()
		h.disarm()
		for _, c := range tampers {
			h.exec(c.sql)
			_, faults, err := Verify(t.Context(), h.db)
			if named := func(f ledger.Fault) bool { return strings.HasPrefix(f.Row, c.row) }; err != nil || !slices.ContainsFunc(faults, named) {
				t.Errorf("%s: %v, %v", c.name, faults, err)
			}
			h.restore()
			if _, faults, err := Verify(t.Context(), h.db); err != nil || len(faults) > 0 {
				t.Fatalf("%s restored: %v, %v", c.name, faults, err)
			}
		}
	})
}

var guarded = []string{"payment", "payment_key", "payment_cut", "payment_day", "payment_due", "payment_batch"}

// disarm takes the room's own guards away, as an insider could, and remembers
// its rows.
func (h *house) disarm() {
	h.t.Helper()
	for _, table := range guarded {
		h.exec(`CREATE TABLE saved_` + table + ` AS SELECT * FROM ` + table)
		if h.db.Engine() == store.Postgres {
			h.exec(`ALTER TABLE ` + table + ` DISABLE TRIGGER USER`)
		}
	}
	if h.db.Engine() == store.Postgres {
		return
	}
	for _, name := range []string{"payment_life_insert", "payment_life_update", "payment_life_delete", "payment_key_no_update",
		"payment_key_no_delete", "payment_cut_no_update", "payment_cut_no_delete"} {
		h.exec(`DROP TRIGGER ` + name)
	}
}

// restore puts back the rows that disarm remembered.
func (h *house) restore() {
	h.t.Helper()
	for _, table := range guarded {
		h.exec(`DELETE FROM ` + table)
		h.exec(`INSERT INTO ` + table + ` SELECT * FROM saved_` + table)
	}
}
