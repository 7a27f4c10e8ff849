package payment

import (
	"context"
	"fmt"

	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
	"tillway/internal/ledger"
)

// check is a rule of the payments as a question whose answer must be empty.
type check struct{ table, zh, en, sql string }

var checks = []check{
	{"payment", "状态缺少对应时间", "the status has no time", `SELECT institution_id || '/' || id FROM payment WHERE
		status = 'approved' AND (approved_at IS NULL OR approved_fen IS NULL) OR status = 'declined' AND declined_at IS NULL
		OR status = 'uncertain' AND uncertain_at IS NULL OR status = 'forwarding' AND forwarding_at IS NULL
		OR status = 'reversing' AND reversing_at IS NULL OR status = 'reversed' AND reversed_at IS NULL`},
	{"payment", "结果不明却没有待办", "an open outcome has nothing that ends it", `SELECT p.institution_id || '/' || p.id FROM payment p
		WHERE p.status IN ('uncertain', 'reversing', 'forwarding') AND NOT EXISTS (SELECT 1 FROM payment_due d
		WHERE d.institution_id = p.institution_id AND d.payment_id = p.id AND d.done_at IS NULL)`},
	{"payment", "退货累计超过原交易", "the refunds exceed the original", `SELECT o.institution_id || '/' || o.id FROM payment o
		JOIN payment c ON c.institution_id = o.institution_id AND c.original_id = o.id AND c.kind IN ('refund', 'void', 'completion_void')
		AND c.status NOT IN ('declined', 'reversed')
		GROUP BY o.institution_id, o.id, o.approved_fen HAVING SUM(c.requested_fen) > o.approved_fen`},
	{"payment", "交易没有登记键", "the payment has no key", `SELECT p.institution_id || '/' || p.id FROM payment p WHERE NOT EXISTS
		(SELECT 1 FROM payment_key k WHERE k.institution_id = p.institution_id AND k.payment_id = p.id)`},
	{"payment_key", "登记键指向不存在的交易", "the key names a payment that is not there", `SELECT k.institution_id || '/' || k.terminal_id || '/' || k.batch || '/' || k.trace
		FROM payment_key k WHERE k.payment_id <> '' AND NOT EXISTS
		(SELECT 1 FROM payment p WHERE p.institution_id = k.institution_id AND p.id = k.payment_id)`},
}

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
	entry, reversal bool
	fen             int64 // of the entry: what the channel owes us for it
}

// againstBooks compares each payment's outcome with its entries.
func againstBooks(q store.Q) (n int64, faults []ledger.Fault, err error) {
	moves, err := ledger.Movements(q, "payment", "2202.")
	if err != nil {
		return 0, nil, err
	}
	books := map[string]booked{}
	for _, m := range moves {
		k := string(m.Institution) + "/" + m.Ref.ID
		b := books[k]
		if m.Reverses != "" {
			b.reversal = true
		} else {
			b.entry, b.fen = true, m.Fen
		}
		books[k] = b
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
		k := string(inst) + "/" + string(p.ID)
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
	moves := p.Kind.takesMoney() || p.Kind.givesBack()
	want := p.ApprovedFen
	if p.Kind.givesBack() {
		want = -want
	}
	switch approved := !p.ApprovedAt.IsZero(); {
	case !approved && b.entry:
		return "未成交的交易却有分录", "a payment that was not approved is in the books"
	case approved && moves && (!b.entry || b.fen != want):
		return "成交金额与分录不符", fmt.Sprintf("the books have %d fen, the payment %d", b.fen, want)
	case approved && moves && (p.is(stReversing) || p.is(stReversed)) != b.reversal:
		return "冲正与冲回分录不符", "reversal and reversing entry do not agree"
	}
	return "", ""
}
