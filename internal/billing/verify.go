package billing

import (
	"fmt"
	"maps"
	"slices"

	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
	"tillway/internal/ledger"
)

// Verify holds the deposits against the books on the caller's snapshot: what we
// owe each merchant is the sum of the deposits we hold for it, and each deposit
// stands where its life has led it. It returns how many deposits it looked at.
func Verify(q store.Q) (checked int64, faults []ledger.Fault, err error) {
	type held struct {
		inst     id.Institution
		merchant string
		fen      int64
	}
	rows, err := store.Collect(q, func(r *store.Rows) (h held, err error) { return h, r.Scan(&h.inst, &h.merchant, &h.fen) },
		`SELECT institution_id, merchant_id, CASE WHEN status IN ($1, $2) THEN amount_fen ELSE 0 END FROM billing_deposit
		ORDER BY institution_id, id`, Paid, RefundDue)
	if err != nil {
		return 0, nil, err
	}
	gap := map[string]int64{} // by institution and account: what we hold less what the books owe
	for _, h := range rows {
		gap[h.inst.String()+" "+string(ledger.Deposit(h.merchant))] += h.fen
	}
	for _, kind := range []string{"receipt", "deposit_refund"} {
		moves, err := ledger.Movements(q, kind, "2241.01/")
		if err != nil {
			return 0, nil, err
		}
		for _, m := range moves {
			gap[m.Institution.String()+" "+string(m.Account)] += m.Fen
		}
	}
	for _, key := range slices.Sorted(maps.Keys(gap)) {
		if fen := gap[key]; fen != 0 {
			faults = append(faults, ledger.Fault{Row: "billing_deposit " + key, Zh: fmt.Sprintf("持有的押金与账上负债相差 %d 分", fen),
				En: fmt.Sprintf("the deposits held differ from what the books owe by %d fen", fen)})
		}
	}
	strays, err := life.Strays(q, "billing_deposit")
	for _, k := range strays {
		faults = append(faults, ledger.Fault{Row: "billing_deposit " + k, Zh: "状态不是其历史步骤的最后一步，或行已丢失",
			En: "it does not stand at the last step of its life, or its row is lost"})
	}
	return int64(len(rows)), faults, err
}
