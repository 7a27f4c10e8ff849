package payment

import (
	"context"
	"fmt"

	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
	"tillway/internal/ledger"
)

// Verify holds every payment against the books, its key and what is due about
// it, on one snapshot. It returns how many payments were checked and each fault
// with its row.
func Verify(ctx context.Context, db *store.DB) (checked int64, faults []ledger.Fault, err error) {
	err = db.Read(ctx, func(q store.Q) error {
		for _, c := range checks {
			keys, err := store.Collect(q, func(r *store.Rows) (k string, err error) { return k, r.Scan(&k) }, c.sql)
			if err != nil {
				return fmt.Errorf("verify %s: %w", c.en, err)
			}
			for _, k := range keys {
				faults = append(faults, ledger.Fault{Row: c.table + " " + k, Zh: c.zh, En: c.en})
			}
		}
		n, found, err := againstBooks(q)
		checked, faults = n, append(faults, found...)
		return err
	})
	return checked, faults, err
}

// booked is what the books say about one payment.
type booked struct {
	entry, reversal ledger.EntryID
	fen             int64 // what the entry says the channel owes us
	date, undone    day.Date
	account         ledger.Account // of the channel
	merchant        ledger.Account
}

// readBooks collects the entries of every payment by institution and payment.
func readBooks(q store.Q) (map[string]booked, error) {
	books := map[string]booked{}
	channels, err := ledger.Movements(q, "payment", "2202.")
	if err != nil {
		return nil, err
	}
	merchants, err := ledger.Movements(q, "payment", "2203/")
	if err != nil {
		return nil, err
	}
	for _, m := range merchants {
		k := m.Institution.String() + "/" + m.Ref.ID
		b := books[k]
		b.merchant = m.Account
		books[k] = b
	}
	for _, m := range channels {
		k := m.Institution.String() + "/" + m.Ref.ID
		b := books[k]
		if m.Reverses != "" {
			b.reversal, b.undone = m.Entry, m.Date
		} else {
			b.entry, b.fen, b.date, b.account = m.Entry, m.Fen, m.Date, m.Account
		}
		books[k] = b
	}
	return books, nil
}

// againstBooks compares each payment's outcome with its entries.
func againstBooks(q store.Q) (n int64, faults []ledger.Fault, err error) {
	books, err := readBooks(q)
	if err != nil {
		return 0, nil, err
	}
	rows, err := q.Query(`SELECT institution_id, ` + columns + ` FROM payment ORDER BY institution_id, id`)
	if err != nil {
		return 0, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var inst id.Institution
		p, err := scanPayment(after{rows, &inst})
		if err != nil {
			return n, faults, err
		}
		n++
		k := inst.String() + "/" + p.ID.String()
		if zh, en := p.differs(books[k]); en != "" {
			faults = append(faults, ledger.Fault{Row: "payment " + k, Zh: zh, En: en})
		}
		delete(books, k)
	}
	for k := range books {
		faults = append(faults, ledger.Fault{Row: "payment " + k, Zh: "账上有分录却没有这笔交易", En: "the books know a payment that is not there"})
	}
	return n, faults, rows.Err()
}

// after scans one column before the rest.
type after struct {
	rows *store.Rows
	head any
}

func (a after) Scan(dest ...any) error { return a.rows.Scan(append([]any{a.head}, dest...)...) }

// differs says how a payment and the books disagree.
func (p Payment) differs(b booked) (zh, en string) {
	if p.ApprovedAt.IsZero() || !p.Kind.takesMoney() && !p.Kind.givesBack() {
		if b.entry != "" {
			return "未成交的交易却有分录", "a payment that moved no money is in the books"
		}
		return "", ""
	}
	want := p.ApprovedFen
	if p.Kind.givesBack() {
		want = -want
	}
	switch {
	case b.entry == "" || b.fen != want:
		return "成交金额与分录不符", fmt.Sprintf("the books have %d fen, the payment %d", b.fen, want)
	case b.entry != p.entryID:
		return "交易所记的分录号与账不符", fmt.Sprintf("the books' entry is %s, the payment names %s", b.entry, p.entryID)
	case b.account != ledger.Channel(string(p.Channel)) || b.merchant != ledger.Unsettled(p.MerchantID):
		return "分录记在别的通道或商户名下", fmt.Sprintf("the entry is on %s and %s", b.account, b.merchant)
	case b.date != p.PostedDate:
		return "入账营业日与分录不符", fmt.Sprintf("the entry's business date is %s, the payment's %s", b.date, p.PostedDate)
	case !p.ReversingAt.IsZero() != (b.reversal != "") || b.undone != p.ReversedDate:
		return "冲正与冲回分录不符", "reversal and reversing entry do not agree"
	}
	return "", ""
}
