package journey

import (
	"database/sql"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	_ "modernc.org/sqlite"
)

// foreign is a tool that is not the product, with the file in its hands.
type foreign struct {
	t  *testing.T
	db *sql.DB
}

// steal copies the database and takes its triggers away, as anybody can who
// owns the file.
func steal(t *testing.T, from place) (place, foreign) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "t.db")
	src := openFile(t, strings.TrimPrefix(from.dsn, "sqlite:"))
	src.exec("VACUUM INTO ?", path)
	f := openFile(t, path)
	f.exec("PRAGMA journal_mode = WAL")
	triggers := strings.Fields(f.text(`SELECT group_concat(name, ' ') FROM sqlite_master WHERE type = 'trigger'`))
	if len(triggers) < 10 {
		t.Fatalf("only %d triggers guard the books", len(triggers))
	}
	for _, name := range triggers {
		f.exec("DROP TRIGGER " + name)
	}
	return place{"sqlite:" + path, from.data}, f
}

func openFile(t *testing.T, path string) foreign {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(10000)")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return foreign{t, db}
}

func (f foreign) exec(text string, args ...any) int64 {
	f.t.Helper()
	r, err := f.db.Exec(text, args...)
	if err != nil {
		f.t.Fatalf("%s: %v", text, err)
	}
	n, err := r.RowsAffected()
	if err != nil {
		f.t.Fatal(err)
	}
	return n
}

// change does one statement that must touch one row.
func (f foreign) change(text string, args ...any) {
	f.t.Helper()
	if n := f.exec(text, args...); n != 1 {
		f.t.Fatalf("%s touched %d rows", text, n)
	}
}

func (f foreign) text(query string, args ...any) (s string) {
	f.t.Helper()
	if err := f.db.QueryRow(query, args...).Scan(&s); err != nil {
		f.t.Fatalf("%s: %v", query, err)
	}
	return s
}

// forgery is what a foreign tool does; it returns the row that verify must name.
type forgery struct {
	name, verify string
	do           func(f foreign) (row string)
}

var forgeries = []forgery{
	{"S144 one fen in an entry's line", "ledger", func(f foreign) string {
		entry := aSalesEntry(f)
		f.change(`UPDATE ledger_line SET debit_fen = debit_fen + 1 WHERE entry_id = ? AND debit_fen > 0`, entry)
		return "ledger_entry ins_999/" + entry
	}},
	{"S144 one fen on both sides of an entry", "ledger", func(f foreign) string {
		entry := aSalesEntry(f)
		f.change(`UPDATE ledger_line SET debit_fen = debit_fen + 1 WHERE entry_id = ? AND debit_fen > 0`, entry)
		f.change(`UPDATE ledger_line SET credit_fen = credit_fen + 1 WHERE entry_id = ? AND credit_fen > 0`, entry)
		return "ledger_account ins_999/2202.card/CNY"
	}},
	{"S144 one fen in a balance", "ledger", func(f foreign) string {
		f.change(`UPDATE ledger_account SET credit_fen = credit_fen + 1 WHERE institution_id = 'ins_999' AND account = '1003'`)
		return "ledger_account ins_999/1003/CNY"
	}},
	{"S144 an entry that was never made", "ledger", func(f foreign) string {
		entry := aSalesEntry(f)
		f.change(`DELETE FROM ledger_entry WHERE id = ?`, entry)
		return "ledger_line ins_999/" + entry
	}},
	{"S144 a payment's amount", "payments", func(f foreign) string {
		id := aSale(f)
		f.change(`UPDATE payment SET approved_fen = approved_fen - 1 WHERE id = ?`, id)
		return "payment ins_999/" + id
	}},
	{"S144 a payment gone", "payments", func(f foreign) string {
		id := aSale(f)
		f.change(`DELETE FROM payment WHERE id = ?`, id)
		return "payment ins_999/" + id
	}},
	{"S144 a payout doubled", "settlement", func(f foreign) string {
		const first = `run_id = 'PO999202603020001'`
		f.clone("settlement_run", first, map[string]string{"run_id": `'PO999202603020002'`, "seq": "seq + 1"})
		f.clone("settlement_payout", first, map[string]string{"id": `'pot_doubled'`, "run_id": `'PO999202603020002'`})
		return "settlement_payout ins_999/pot_doubled"
	}},
	{"S144 a payout of one fen more", "settlement", func(f foreign) string {
		id := f.text(`SELECT id FROM settlement_payout WHERE status = 'paid' ORDER BY id LIMIT 1`)
		f.change(`UPDATE settlement_payout SET amount_fen = amount_fen + 1 WHERE id = ?`, id)
		return "settlement_payout ins_999/" + id
	}},
	{"S144 a refused payout told as paid", "settlement", func(f foreign) string {
		id := f.text(`SELECT id FROM settlement_payout WHERE status = 'failed'`)
		f.change(`UPDATE settlement_payout SET status = 'paid', step = (SELECT step FROM settlement_payout WHERE status = 'paid' LIMIT 1) WHERE id = ?`, id)
		return "settlement_payout ins_999/" + id
	}},
	{"S144 an adjustment of one fen more", "settlement", func(f foreign) string {
		f.change(`UPDATE settlement_adjustment SET amount_fen = amount_fen + 1`)
		return "settlement_adjustment ins_999/" + f.text(`SELECT id FROM settlement_adjustment`)
	}},
	{"S144 a freeze of one fen less", "settlement", func(f foreign) string {
		f.change(`UPDATE settlement_freeze SET amount_fen = amount_fen - 1`)
		return "settlement_freeze ins_999/" + f.text(`SELECT id FROM settlement_freeze`)
	}},
	{"S144 a channel's money of one fen more", "settlement", func(f foreign) string {
		id := f.text(`SELECT bank_ref FROM settlement_credit WHERE reference = 'CLR-card-2026-03-02'`)
		f.change(`UPDATE settlement_credit SET amount_fen = amount_fen + 1 WHERE bank_ref = ?`, id)
		return "settlement_credit ins_999/" + id
	}},
	{"S144 a fee of one fen less", "settlement", func(f foreign) string {
		id := aSale(f)
		f.change(`UPDATE settlement_fee SET fee_fen = fee_fen - 1 WHERE payment_id = ?`, id)
		return "settlement_fee ins_999/" + id
	}},
	{"S146 an audit line dropped", "audit", func(f foreign) string {
		f.change(`DELETE FROM audit_line WHERE institution_id = 'ins_999' AND seq = 50`)
		return "audit_line institution ins_999 seq 50:"
	}},
	{"S146 the last audit line dropped", "audit", func(f foreign) string {
		last := f.text(`SELECT MAX(seq) FROM audit_line WHERE institution_id = 'ins_999'`)
		f.change(`DELETE FROM audit_line WHERE institution_id = 'ins_999' AND seq = ?`, last)
		return "audit_line institution ins_999 seq " + last + ":"
	}},
	{"S146 an audit line in another's name", "audit", func(f foreign) string {
		f.change(`UPDATE audit_line SET actor_user = 'usr_nobody' WHERE institution_id = 'ins_999' AND seq = 60`)
		return "audit_line institution ins_999 seq 60:"
	}},
}

// aSale is an approved card sale of some size that nothing has taken back.
func aSale(f foreign) string {
	f.t.Helper()
	return f.text(`SELECT p.id FROM payment p WHERE kind = 'sale' AND channel = 'card' AND status = 'approved' AND approved_fen > 10000
		AND NOT EXISTS (SELECT 1 FROM payment c WHERE c.original_id = p.id) ORDER BY id LIMIT 1`)
}

func aSalesEntry(f foreign) string {
	f.t.Helper()
	return f.text(`SELECT id FROM ledger_entry WHERE ref_kind = 'payment' AND reason = 'payment.sale' AND ref_id = ?`, aSale(f))
}

// clone repeats a table's row with some columns changed.
func (f foreign) clone(table, where string, changed map[string]string) {
	f.t.Helper()
	columns := strings.Fields(f.text(`SELECT group_concat(name, ' ') FROM pragma_table_info(?)`, table))
	values := slices.Clone(columns)
	for i, name := range columns {
		if v, ok := changed[name]; ok {
			values[i] = v
		}
	}
	f.change("INSERT INTO " + table + " (" + strings.Join(columns, ", ") + ") SELECT " + strings.Join(values, ", ") + " FROM " + table + " WHERE " + where)
}

// A finished database holds; after each forgery the proof ends with 1 and names
// the row.
func TestS144_S146_ForgedBooksAreFoundByTheirRow(t *testing.T) {
	end, _ := finished(t)
	untouched, _ := steal(t, end)
	proved(t, untouched)
	for _, c := range forgeries {
		t.Run(c.name, func(t *testing.T) {
			at, tool := steal(t, end)
			row := c.do(tool)
			code, v := verify(t, at, c.verify)
			if code != 1 || v.OK {
				t.Errorf("verify %s ended with %d: %+v", c.verify, code, v)
			}
			if !slices.ContainsFunc(v.Faults, func(fault string) bool { return strings.Contains(fault, row) }) {
				t.Errorf("verify %s does not name %q: %q", c.verify, row, v.Faults)
			}
		})
	}
}
