package settlement

import (
	"fmt"

	"tillway/internal/kit/day"
	"tillway/internal/kit/flow"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
	"tillway/internal/ledger"
	"tillway/internal/payment"
)

// storedFee is a row of settlement_fee as it lies there.
type storedFee struct {
	inst              id.Institution
	row               payment.DayRow // what the row says of its payment
	date              day.Date
	signed, fee, cost int64
}

func (f storedFee) key() string {
	return f.inst.String() + "/" + f.row.ID.String() + "/" + f.date.String()
}

func (f storedFee) name() string { return "settlement_fee " + f.key() }

func storedFees(q store.Q) ([]storedFee, error) {
	return store.Collect(q, func(r *store.Rows) (f storedFee, err error) {
		p := &f.row
		return f, r.Scan(&f.inst, &p.MerchantID, &p.ID, &f.date, &p.Channel, &p.Kind, &p.Product, &p.RRN, &p.PANMask, &f.signed,
			&f.fee, &f.cost, &p.PlanID, &p.OriginalID)
	}, `SELECT institution_id, merchant_id, payment_id, business_date, channel, kind, product, rrn, payer, signed_fen, fee_fen,
		cost_fen, plan_id, original_id FROM settlement_fee ORDER BY institution_id, business_date, payment_id`)
}

// clearedPayments holds the fees of every cleared day against the payments of
// that day: each has its row, with what it says, and no row has none.
func clearedPayments(q store.Q) (checked int64, faults []Fault, err error) {
	fees, err := storedFees(q)
	if err != nil {
		return 0, nil, err
	}
	have := map[string]storedFee{}
	for _, f := range fees {
		have[f.key()] = f
	}
	days, err := store.Collect(q, func(r *store.Rows) (f storedFee, err error) { return f, r.Scan(&f.inst, &f.date) },
		`SELECT institution_id, id FROM settlement_day WHERE status NOT IN ($1, $2) ORDER BY institution_id, id`, Cut, Reconciled)
	if err != nil {
		return 0, nil, err
	}
	for _, d := range days {
		rows, err := payment.DayRows(q, d.inst, d.date)
		if err != nil {
			return 0, nil, err
		}
		for _, p := range rows {
			want := storedFee{inst: d.inst, row: p, date: d.date, signed: signed(p)}
			if want.signed == 0 {
				continue
			}
			checked++
			if f, ok := have[want.key()]; !ok {
				faults = append(faults, fault(want.name(), "已清分的营业日里这笔交易没有计费", "the day is cleared and this payment has no fee"))
			} else if !f.tells(want) {
				faults = append(faults, fault(want.name(), "计费行与交易不符", "the fee's row says otherwise than its payment"))
			}
			delete(have, want.key())
		}
	}
	for _, f := range fees {
		if _, left := have[f.key()]; left {
			faults = append(faults, fault(f.name(), "计费行没有对应的已清分交易", "no cleared payment belongs to this fee"))
		}
	}
	return checked, faults, nil
}

// tells compares what two rows say about a payment.
func (f storedFee) tells(want storedFee) bool {
	a, b := f.row, want.row
	return f.signed == want.signed && a.MerchantID == b.MerchantID && a.Channel == b.Channel && a.Kind == b.Kind &&
		a.Product == b.Product && a.RRN == b.RRN && a.PANMask == b.PANMask && a.PlanID == b.PlanID && a.OriginalID == b.OriginalID
}

// bookedFees expects each fee on its merchant's account and each cost on its
// channel's, and no entry about a fee without its row.
func bookedFees(q store.Q) (checked int64, faults []Fault, err error) {
	type booked struct {
		account ledger.Account
		fen     int64
	}
	fees, err := storedFees(q)
	if err != nil {
		return 0, nil, err
	}
	books := map[string]booked{} // of kind/institution/payment/side
	for _, kind := range []string{"fee", "payment_reversal"} {
		for _, side := range []string{"2203/", "2202."} {
			moves, err := ledger.Movements(q, kind, side)
			if err != nil {
				return 0, nil, err
			}
			for _, m := range moves {
				books[kind+"/"+m.Institution.String()+"/"+m.Ref.ID+"/"+side] = booked{m.Account, m.Fen}
			}
		}
	}
	for _, f := range fees {
		kind := "fee"
		if f.row.OriginalID == f.row.ID {
			kind = "payment_reversal"
		}
		key := kind + "/" + f.inst.String() + "/" + f.row.ID.String() + "/"
		for side, want := range map[string]booked{
			"2203/": {ledger.Unsettled(f.row.MerchantID), f.fee}, "2202.": {ledger.Channel(string(f.row.Channel)), -f.cost},
		} {
			if got := books[key+side]; got.fen != want.fen || got.fen != 0 && got.account != want.account {
				faults = append(faults, fault(f.name(), fmt.Sprintf("应在 %s 记 %d 分，账上 %s 是 %d 分", want.account, want.fen, got.account, got.fen),
					fmt.Sprintf("%d fen should be on %s; the books have %d on %s", want.fen, want.account, got.fen, got.account)))
			}
			delete(books, key+side)
		}
	}
	for key := range books {
		faults = append(faults, fault("ledger_entry "+key, "账上有计费分录却没有计费行", "the books have a fee that no row tells of"))
	}
	return int64(len(fees)), faults, nil
}

// rowless finds entries about a payout, adjustment, difference or bank movement
// that is not there.
func rowless(q store.Q) (checked int64, faults []Fault, err error) {
	for kind, keys := range map[string]string{
		"payout":      `SELECT institution_id || '/' || id FROM settlement_payout`,
		"adjustment":  `SELECT institution_id || '/' || id FROM settlement_adjustment`,
		"difference":  `SELECT institution_id || '/' || business_date || '/' || channel || '/' || reference FROM settlement_difference`,
		"bank_credit": `SELECT institution_id || '/' || bank_ref FROM settlement_credit`,
	} {
		moves, err := ledger.Movements(q, kind, "")
		if err != nil {
			return 0, nil, err
		}
		rows, err := store.Collect(q, func(r *store.Rows) (k string, err error) { return k, r.Scan(&k) }, keys)
		if err != nil {
			return 0, nil, err
		}
		known := map[string]bool{}
		for _, k := range rows {
			known[k] = true
		}
		for _, m := range moves {
			if k := m.Institution.String() + "/" + m.Ref.ID; !known[k] {
				known[k] = true
				faults = append(faults, fault("settlement_"+kind+" "+k, "账上有分录却没有这一行", "the books know this and no row tells of it"))
			}
		}
	}
	return checked, faults, nil
}

// strays finds what does not stand where its life has led it.
func strays(q store.Q) (checked int64, faults []Fault, err error) {
	for table, l := range map[string]*flow.Life{
		"settlement_day": dayLife, "settlement_payout": payoutLife, "settlement_adjustment": adjustmentLife, "settlement_freeze": freezeLife,
	} {
		keys, err := l.Strays(q, table)
		if err != nil {
			return 0, nil, err
		}
		for _, k := range keys {
			faults = append(faults, fault(table+" "+k, "状态不是其历史步骤的最后一步，或行已丢失", "it does not stand at the last step of its life, or its row is lost"))
		}
	}
	return 0, faults, nil
}

// faces are the rules that need no books.
func faces(q store.Q) (checked int64, faults []Fault, err error) {
	for _, rule := range []struct{ table, zh, en, sql string }{
		{"settlement_run", "经办与复核不是两个人，或没有复核就已批准", "it was not approved by a second person", `SELECT institution_id || '/' || run_id
			FROM settlement_run WHERE approved_us > 0 AND (checker_party = '' OR checker_party = maker_party)
			OR approved_us = 0 AND sent_us > 0 OR sent_us > 0 AND digest = ''`},
		{"settlement_run", "时间或日期先后颠倒", "its times or dates are out of order", `SELECT institution_id || '/' || run_id FROM settlement_run
			WHERE pay_date < business_date OR approved_us > 0 AND approved_us < planned_us OR sent_us > 0 AND sent_us < approved_us`},
		{"settlement_run", "出款行号不连续", "the lines of its file are not numbered from 1 on", `SELECT r.institution_id || '/' || r.run_id FROM settlement_run r
			JOIN settlement_payout p ON p.institution_id = r.institution_id AND p.run_id = r.run_id
			GROUP BY r.institution_id, r.run_id HAVING MIN(p.place) <> 1 OR MAX(p.place) <> COUNT(*)`},
		{"settlement_adjustment", "两人办理的不是两个人", "it was not decided by a second person", `SELECT institution_id || '/' || id
			FROM settlement_adjustment WHERE checker_party = maker_party OR status = 'booked' AND checker_party = ''`},
		{"settlement_day", "营业日已清分，渠道文件却不全", "it is cleared and a channel's file is not there", fmt.Sprintf(`SELECT d.institution_id || '/' || d.id
			FROM settlement_day d WHERE d.status NOT IN ('%s', '%s') AND (SELECT COUNT(*) FROM settlement_file f
			WHERE f.institution_id = d.institution_id AND f.business_date = d.id) <> %d`, Cut, Reconciled, len(channels))},
		{"settlement_freeze", "解冻的人就是冻结的人", "whoever placed it ended it", `SELECT institution_id || '/' || id
			FROM settlement_freeze WHERE ender_party = maker_party`},
	} {
		keys, err := store.Collect(q, func(r *store.Rows) (k string, err error) { return k, r.Scan(&k) }, rule.sql)
		if err != nil {
			return 0, nil, err
		}
		for _, k := range keys {
			faults = append(faults, fault(rule.table+" "+k, rule.zh, rule.en))
		}
	}
	return 0, faults, nil
}
