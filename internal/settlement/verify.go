package settlement

import (
	"context"
	"fmt"

	"tillway/internal/billing"
	"tillway/internal/contract"
	"tillway/internal/kit/id"
	"tillway/internal/kit/money"
	"tillway/internal/kit/store"
	"tillway/internal/ledger"
)

// Fault is something in the settlement that is not as it must be, with the row.
type Fault = ledger.Fault

func fault(row, zh, en string) Fault { return Fault{Row: row, Zh: zh, En: en} }

// proofs are the checks, each of a snapshot: how many rows it looked at and
// what does not hold.
var proofs = []func(store.Q) (int64, []Fault, error){doubled, orphaned, bookedPayouts, recomputedFees, overpaid,
	bookedAdjustments, heldFreezes, bookedDifferences, bookedReceipts, clearedPayments, bookedFees, rowless, strays, faces, billing.Verify}

// Verify recomputes the settlement on one snapshot: no merchant is paid twice
// by a run or for a day, every payout stands in the books as its status says,
// every payment of a cleared day has its fee and every fee is what the signed
// plan gives and what the books have, what went out fits what was cleared,
// adjustments, freezes, booked differences and the channels' money are in the
// books as they were decided, by two people where two are asked, nothing is in
// the books that no row tells of, and deposits are what the books owe. It returns how many rows were checked.
func Verify(ctx context.Context, db *store.DB) (checked int64, faults []Fault, err error) {
	err = db.Read(ctx, func(q store.Q) error {
		checked, faults, err = verify(q)
		return err
	})
	return checked, faults, err
}

func verify(q store.Q) (checked int64, faults []Fault, err error) {
	for _, check := range proofs {
		n, found, err := check(q)
		if err != nil {
			return 0, nil, err
		}
		checked, faults = checked+n, append(faults, found...)
	}
	return checked, faults, nil
}

// doubled finds a merchant with two payouts of one business day that both
// went, or may still go, out.
func doubled(q store.Q) (int64, []Fault, error) {
	found, err := store.Collect(q, func(r *store.Rows) (f Fault, err error) {
		var n int64
		if err = r.Scan(&f.Row, &n); err == nil {
			f.Row = "settlement_payout " + f.Row
			f.Zh, f.En = fmt.Sprintf("商户同一营业日有 %d 笔出款", n), fmt.Sprintf("the merchant has %d payouts of one business day", n)
		}
		return f, err
	}, `SELECT p.institution_id || '/' || r.business_date || '/' || p.merchant_id || '/' || MAX(p.id), COUNT(*)
		FROM settlement_payout p JOIN settlement_run r ON r.institution_id = p.institution_id AND r.run_id = p.run_id
		WHERE p.status NOT IN ('failed', 'dropped') GROUP BY p.institution_id, r.business_date, p.merchant_id HAVING COUNT(*) > 1`)
	if err != nil {
		return 0, nil, err
	}
	n, err := store.Scan1[int64](q, `SELECT COUNT(*) FROM settlement_run`)
	return n, found, err
}

// orphaned finds payouts of a run that is not there.
func orphaned(q store.Q) (int64, []Fault, error) {
	found, err := store.Collect(q, func(r *store.Rows) (f Fault, err error) {
		var run string
		err = r.Scan(&f.Row, &run)
		f.Row, f.Zh, f.En = "settlement_payout "+f.Row, "出款所属批次 "+run+" 不存在", "the payout's run "+run+" does not exist"
		return f, err
	}, `SELECT institution_id || '/' || id, run_id FROM settlement_payout p WHERE NOT EXISTS (SELECT 1 FROM settlement_run r
		WHERE r.institution_id = p.institution_id AND r.run_id = p.run_id) ORDER BY 1`)
	return 0, found, err
}

// entriesOf says which entries a payout of a status has.
var entriesOf = map[string][]ledger.Reason{
	Planned: nil, Dropped: nil, Approved: {reasonPayout}, Sent: {reasonPayout}, Paid: {reasonPayout, reasonPaid},
}

func bookedPayouts(q store.Q) (checked int64, faults []Fault, err error) {
	type row struct {
		inst id.Institution
		Payout
	}
	rows, err := store.Collect(q, func(r *store.Rows) (p row, err error) {
		return p, r.Scan(&p.inst, &p.MerchantID, &p.ID, &p.AmountFen, &p.Status)
	}, `SELECT institution_id, merchant_id, id, amount_fen, status FROM settlement_payout ORDER BY institution_id, id`)
	if err != nil {
		return 0, nil, err
	}
	for _, p := range rows {
		posted, err := ledger.Postings(q, p.inst, payoutRef(p.Payout))
		if err != nil {
			return 0, nil, err
		}
		if zh, en := misbooked(p.Payout, posted); zh != "" {
			faults = append(faults, fault("settlement_payout "+p.inst.String()+"/"+p.ID.String(), zh, en))
		}
	}
	return int64(len(rows)), faults, nil
}

// misbooked compares a payout with its entries: which there are, and that each
// moves the payout's amount.
func misbooked(p Payout, posted []ledger.Posting) (zh, en string) {
	have := map[string]bool{}
	for _, e := range posted {
		have[e.Reason.Code] = true
		for _, l := range e.Lines {
			if l.Account() != ledger.Reserve && l.Account() != ledger.Unsettled(p.MerchantID) && l.Account() != ledger.InTransit(p.MerchantID) {
				return fmt.Sprintf("分录 %s 记在 %s", e.ID, l.Account()), fmt.Sprintf("its entry %s is on %s", e.ID, l.Account())
			}
			if debit, credit := l.Sides(); debit+credit != p.AmountFen {
				return fmt.Sprintf("出款 %d 分，分录 %s 却是 %d 分", p.AmountFen, e.ID, debit+credit),
					fmt.Sprintf("the payout is %d fen, its entry %s moves %d", p.AmountFen, e.ID, debit+credit)
			}
		}
	}
	want := entriesOf[p.Status]
	if p.Status == Failed { // refused, or paid and returned
		want = []ledger.Reason{reasonPayout, reasonFailed}
		if have[reasonPaid.Code] {
			want = append(want, reasonPaid)
		}
	}
	for _, r := range want {
		if !have[r.Code] {
			return "状态 " + p.Status + " 缺少分录 " + r.Code, "status " + p.Status + " lacks its entry " + r.Code
		}
	}
	if len(posted) != len(want) {
		return fmt.Sprintf("状态 %s 应有 %d 笔分录，实有 %d 笔", p.Status, len(want), len(posted)),
			fmt.Sprintf("status %s should have %d entries and has %d", p.Status, len(want), len(posted))
	}
	return "", ""
}

// recomputedFees computes the fee of every charge again by its signed plan.
func recomputedFees(q store.Q) (checked int64, faults []Fault, err error) {
	type row struct {
		inst id.Institution
		FeeLine
	}
	rows, err := store.Collect(q, func(r *store.Rows) (f row, err error) {
		return f, r.Scan(&f.inst, &f.PaymentID, &f.Product, &f.SignedFen, &f.FeeFen, &f.PlanID, &f.OriginalID)
	}, `SELECT institution_id, payment_id, product, signed_fen, fee_fen, plan_id, original_id FROM settlement_fee
		ORDER BY institution_id, payment_id, business_date`)
	if err != nil {
		return 0, nil, err
	}
	none := map[id.Institution]map[string]bool{}
	for _, f := range rows {
		if none[f.inst] == nil {
			if none[f.inst], err = takenBack(q, f.inst); err != nil {
				return 0, nil, err
			}
		}
		if f.SignedFen < 0 || f.OriginalID == f.PaymentID || none[f.inst][f.PaymentID] {
			continue // given back: its sum is checked with the books
		}
		plan, err := contract.FeePlanByID(q, f.inst, f.PlanID)
		var fee money.Amount
		if err == nil {
			fee, err = plan.Fee(f.Product, money.FromFen(f.SignedFen))
		}
		switch row := "settlement_fee " + f.inst.String() + "/" + f.PaymentID; {
		case err != nil:
			faults = append(faults, fault(row, "费率方案 "+f.PlanID+" 无法计费", "the plan "+f.PlanID+" gives no fee"))
		case fee.Fen() != f.FeeFen:
			faults = append(faults, fault(row, fmt.Sprintf("手续费 %d 分，应为 %d 分", f.FeeFen, fee.Fen()),
				fmt.Sprintf("the fee is %d fen and should be %d", f.FeeFen, fee.Fen())))
		}
	}
	return int64(len(rows)), faults, nil
}

// overpaid finds merchants who were, or are being, paid more than was ever
// cleared for them.
func overpaid(q store.Q) (int64, []Fault, error) {
	faults, err := store.Collect(q, func(r *store.Rows) (f Fault, err error) {
		var paid, cleared int64
		if err = r.Scan(&f.Row, &paid, &cleared); err == nil {
			f.Row = "settlement_payout " + f.Row
			f.Zh = fmt.Sprintf("出款合计 %d 分，超过已清分的 %d 分", paid, cleared)
			f.En = fmt.Sprintf("paid %d fen in all, more than the %d that were cleared", paid, cleared)
		}
		return f, err
	}, `SELECT p.institution_id || '/' || p.merchant_id, p.fen, CAST(COALESCE(f.fen, 0) + COALESCE(a.fen, 0) + COALESCE(b.fen, 0) AS BIGINT) FROM
		(SELECT institution_id, merchant_id, CAST(SUM(amount_fen) AS BIGINT) AS fen FROM settlement_payout
			WHERE status NOT IN ('failed', 'dropped') GROUP BY institution_id, merchant_id) p
		LEFT JOIN (SELECT institution_id, merchant_id, SUM(signed_fen - fee_fen) AS fen FROM settlement_fee WHERE signed_fen > 0
			GROUP BY institution_id, merchant_id) f ON f.institution_id = p.institution_id AND f.merchant_id = p.merchant_id
		LEFT JOIN (SELECT institution_id, merchant_id, SUM(amount_fen) AS fen FROM settlement_adjustment WHERE status = 'booked' AND amount_fen > 0
			GROUP BY institution_id, merchant_id) a ON a.institution_id = p.institution_id AND a.merchant_id = p.merchant_id
		LEFT JOIN (SELECT b.institution_id, b.merchant_id, SUM(d.channel_fen - d.ours_fen) AS fen FROM settlement_booking b
			JOIN settlement_difference d ON d.institution_id = b.institution_id AND d.business_date = b.business_date AND d.channel = b.channel
				AND d.reference = b.reference
			WHERE b.outcome = 'booked' AND b.bearer = 'merchant' AND d.channel_fen > d.ours_fen
			GROUP BY b.institution_id, b.merchant_id) b ON b.institution_id = p.institution_id AND b.merchant_id = p.merchant_id
		WHERE p.fen > COALESCE(f.fen, 0) + COALESCE(a.fen, 0) + COALESCE(b.fen, 0) ORDER BY 1`)
	return 0, faults, err
}
