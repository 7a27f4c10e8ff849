package settlement

import (
	"fmt"

	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
	"tillway/internal/ledger"
)

// decided is a row that has to stand in the books: under a reference, an
// account has moved by an amount.
type decided struct {
	inst id.Institution
	row  string // table and key
	ref  ledger.Ref
	on   ledger.Account
	fen  int64 // debits less credits; zero: not booked
}

// compareBooked holds rows against the entries about them.
func compareBooked(q store.Q, rows []decided) (int64, []Fault, error) {
	var faults []Fault
	for _, d := range rows {
		posted, err := ledger.Postings(q, d.inst, d.ref)
		if err != nil {
			return 0, nil, err
		}
		var booked int64
		for _, e := range posted {
			for _, l := range e.Lines {
				if debit, credit := l.Sides(); l.Account() == d.on {
					booked += debit - credit
				}
			}
		}
		if booked != d.fen {
			faults = append(faults, fault(d.row, fmt.Sprintf("%s 应变动 %d 分，账上是 %d 分", d.on, d.fen, booked),
				fmt.Sprintf("%s should have moved by %d fen and has by %d", d.on, d.fen, booked)))
		}
	}
	return int64(len(rows)), faults, nil
}

func bookedAdjustments(q store.Q) (int64, []Fault, error) {
	rows, err := store.Collect(q, func(r *store.Rows) (d decided, err error) {
		var key, merchant, status string
		if err = r.Scan(&d.inst, &key, &merchant, &d.fen, &status); err != nil {
			return d, err
		}
		if d.on, d.fen = ledger.Unsettled(merchant), -d.fen; status != Booked {
			d.fen = 0
		}
		d.row, d.ref = "settlement_adjustment "+d.inst.String()+"/"+key, ledger.Ref{Kind: "adjustment", ID: key}
		return d, nil
	}, `SELECT institution_id, id, merchant_id, amount_fen, status FROM settlement_adjustment ORDER BY institution_id, id`)
	if err != nil {
		return 0, nil, err
	}
	return compareBooked(q, rows)
}

// bookedDifferences expects the gap of each difference that two people booked.
func bookedDifferences(q store.Q) (int64, []Fault, error) {
	rows, err := store.Collect(q, func(r *store.Rows) (d decided, err error) {
		var date, channel, reference string
		if err = r.Scan(&d.inst, &date, &channel, &reference, &d.fen); err != nil {
			return d, err
		}
		d.on = ledger.Channel(channel)
		key := date + "/" + channel + "/" + reference
		d.row, d.ref = "settlement_difference "+d.inst.String()+"/"+key, ledger.Ref{Kind: "difference", ID: key}
		return d, nil
	}, `SELECT d.institution_id, d.business_date, d.channel, d.reference, CASE WHEN b.outcome IS NULL THEN 0
			ELSE d.channel_fen - d.channel_fee_fen - d.ours_fen + d.ours_fee_fen END
		FROM settlement_difference d LEFT JOIN settlement_booking b ON b.institution_id = d.institution_id AND b.business_date = d.business_date
			AND b.channel = d.channel AND b.reference = d.reference AND b.outcome = 'booked'
		ORDER BY d.institution_id, d.business_date, d.channel, d.reference`)
	if err != nil {
		return 0, nil, err
	}
	return compareBooked(q, rows)
}

// bookedReceipts expects what the channels paid, or took, by the bank's word.
func bookedReceipts(q store.Q) (int64, []Fault, error) {
	rows, err := store.Collect(q, func(r *store.Rows) (d decided, err error) {
		var key, reference string
		if err = r.Scan(&d.inst, &key, &reference, &d.fen); err != nil {
			return d, err
		}
		_, channel := purposeOf(reference)
		d.on, d.fen = ledger.Channel(string(channel)), -d.fen
		d.row, d.ref = "settlement_credit "+d.inst.String()+"/"+key, ledger.Ref{Kind: "bank_credit", ID: key}
		return d, nil
	}, `SELECT institution_id, bank_ref, reference, amount_fen FROM settlement_credit WHERE purpose = 'channel' ORDER BY institution_id, bank_ref`)
	if err != nil {
		return 0, nil, err
	}
	return compareBooked(q, rows)
}

// heldFreezes expects a hold of the amount for each freeze in force, and its
// end for one that was released.
func heldFreezes(q store.Q) (int64, []Fault, error) {
	type row struct {
		inst id.Institution
		Freeze
		status string
	}
	rows, err := store.Collect(q, func(r *store.Rows) (f row, err error) {
		return f, r.Scan(&f.inst, &f.ID, &f.AmountFen, &f.hold, &f.status)
	}, `SELECT institution_id, id, amount_fen, hold_id, status FROM settlement_freeze ORDER BY institution_id, id`)
	if err != nil {
		return 0, nil, err
	}
	var faults []Fault
	for _, f := range rows {
		fen, ended, err := ledger.HoldOf(q, f.inst, f.hold)
		if err != nil {
			return 0, nil, err
		}
		if fen != f.AmountFen || ended != (f.status == Released) {
			faults = append(faults, fault("settlement_freeze "+f.inst.String()+"/"+f.ID.String(),
				fmt.Sprintf("冻结 %d 分（%s），账上占用 %d 分，已解除：%v", f.AmountFen, f.status, fen, ended),
				fmt.Sprintf("%d fen are %s, the books hold %d, ended: %v", f.AmountFen, f.status, fen, ended)))
		}
	}
	return int64(len(rows)), faults, nil
}
