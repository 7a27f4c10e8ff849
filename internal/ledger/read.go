package ledger

import (
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/money"
	"tillway/internal/kit/store"
)

// Balance is what the books say about an account.
type Balance struct {
	Account   Account        `json:"account"`
	Currency  money.Currency `json:"currency"`
	DebitFen  int64          `json:"debit_fen"`  // Σ debits
	CreditFen int64          `json:"credit_fen"` // Σ credits
	HeldFen   int64          `json:"held_fen"`
}

// Fen returns the balance on the account's normal side: what we own or have
// spent of a debit title, what we owe or have earned of a credit title.
func (b Balance) Fen() int64 {
	if t, _ := b.Account.Title(); t.Side == Dr {
		return b.DebitFen - b.CreditFen
	}
	return b.CreditFen - b.DebitFen
}

// AvailableFen is the balance without what is held.
func (b Balance) AvailableFen() int64 { return b.Fen() - b.HeldFen }

// BalanceOf returns an account's balance in CNY; an account never used is zero.
func BalanceOf(q store.Q, inst id.Institution, a Account) (Balance, error) {
	b := Balance{Account: a, Currency: money.CNY}
	err := q.Row(`SELECT debit_fen, credit_fen, held_fen FROM ledger_account
		WHERE institution_id = $1 AND account = $2 AND currency = $3`,
		string(inst), string(a), string(money.CNY)).Scan(&b.DebitFen, &b.CreditFen, &b.HeldFen)
	return b, noRows(err)
}

// Balances returns the accounts whose code is the given one, in the order of
// their names.
func Balances(q store.Q, inst id.Institution, code string) ([]Balance, error) {
	return store.Collect(q, scanBalance, `SELECT account, currency, debit_fen, credit_fen, held_fen FROM ledger_account
		WHERE institution_id = $1 AND (account = $2 OR account >= $3 AND account < $4)
		ORDER BY account, currency`, string(inst), code, code+"/", code+"0")
}

func scanBalance(r *store.Rows) (b Balance, err error) {
	err = r.Scan(&b.Account, &b.Currency, &b.DebitFen, &b.CreditFen, &b.HeldFen)
	return b, err
}

// TrialRow is one title's part of a trial balance, all owners together.
type TrialRow struct {
	Title
	Currency  money.Currency `json:"currency"`
	DebitFen  int64          `json:"debit_fen"`
	CreditFen int64          `json:"credit_fen"`
	HeldFen   int64          `json:"held_fen"`
	Accounts  int64          `json:"accounts"`
}

// Trial is a trial balance.
type Trial struct {
	Rows      []TrialRow `json:"rows"`
	DebitFen  int64      `json:"debit_fen"`
	CreditFen int64      `json:"credit_fen"`
}

// DifferenceFen is zero, or the books are broken.
func (t Trial) DifferenceFen() int64 { return t.DebitFen - t.CreditFen }

// TrialBalance sums the stored balances by title. Its difference is zero.
func TrialBalance(q store.Q, inst id.Institution) (Trial, error) {
	all, err := store.Collect(q, scanBalance, `SELECT account, currency, debit_fen, credit_fen, held_fen FROM ledger_account
		WHERE institution_id = $1 ORDER BY account, currency`, string(inst))
	if err != nil {
		return Trial{}, err
	}
	var t Trial
	for _, b := range all {
		if n := len(t.Rows); n == 0 || t.Rows[n-1].Code != b.Account.Code() || t.Rows[n-1].Currency != b.Currency {
			title := chart[b.Account.Code()]
			t.Rows = append(t.Rows, TrialRow{Title: title, Currency: b.Currency})
		}
		row := &t.Rows[len(t.Rows)-1]
		row.DebitFen += b.DebitFen
		row.CreditFen += b.CreditFen
		row.HeldFen += b.HeldFen
		row.Accounts++
		t.DebitFen += b.DebitFen
		t.CreditFen += b.CreditFen
	}
	return t, nil
}

// Posting is an entry as it stands in the books.
type Posting struct {
	ID       EntryID   `json:"id"`
	Reason   Reason    `json:"reason"`
	Ref      Ref       `json:"ref"`
	Date     day.Date  `json:"business_date"`
	PostedAt time.Time `json:"posted_at"`
	Reverses EntryID   `json:"reverses,omitempty"`
	Lines    []Line    `json:"-"`
}

// Postings returns the entries about one thing, oldest first.
func Postings(q store.Q, inst id.Institution, ref Ref) ([]Posting, error) {
	return postings(q, inst, `ref_kind = $2 AND ref_id = $3`, ref.Kind, ref.ID)
}

// PostingsOf returns the entries of a business date that touch an account.
func PostingsOf(q store.Q, inst id.Institution, a Account, date day.Date) ([]Posting, error) {
	return postings(q, inst, `business_date = $2 AND id IN
		(SELECT entry_id FROM ledger_line WHERE account = $3)`, date.String(), string(a))
}

func postings(q store.Q, inst id.Institution, where string, args ...any) ([]Posting, error) {
	out, err := store.Collect(q, scanPosting, `SELECT id, reason, ref_kind, ref_id, business_date, posted_at, COALESCE(reverses, '')
		FROM ledger_entry WHERE institution_id = $1 AND `+where+` ORDER BY posted_at, id`,
		append([]any{string(inst)}, args...)...)
	if err != nil {
		return nil, err
	}
	for i := range out {
		if out[i].Lines, err = entryLines(q, inst, out[i].ID); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func scanPosting(r *store.Rows) (p Posting, err error) {
	var reason string
	var at int64
	err = r.Scan(&p.ID, &reason, &p.Ref.Kind, &p.Ref.ID, &p.Date, &at, &p.Reverses)
	p.Reason, p.PostedAt = ReasonOf(reason), clock.FromMicros(at)
	return p, err
}

// HoldOf returns the amount of a hold, zero for one that is not there, and
// whether it has ended.
func HoldOf(q store.Q, inst id.Institution, hid HoldID) (fen int64, ended bool, err error) {
	var releases int64
	err = q.Row(`SELECT h.amount_fen, (SELECT COUNT(*) FROM ledger_release r WHERE r.institution_id = h.institution_id AND r.hold_id = h.id)
		FROM ledger_hold h WHERE h.institution_id = $1 AND h.id = $2`, string(inst), string(hid)).Scan(&fen, &releases)
	return fen, releases > 0, noRows(err)
}

// Movement is one entry's effect on the accounts of one code, for rooms that
// hold their facts against the books.
type Movement struct {
	Institution id.Institution
	Ref         Ref
	Entry       EntryID
	Reverses    EntryID
	Date        day.Date // business date
	Account     Account
	Fen         int64 // debits less credits
}

// Movements returns the effect of every entry about a kind of thing on each
// account whose code begins with the given one, of every institution.
func Movements(q store.Q, refKind, code string) ([]Movement, error) {
	return store.Collect(q, func(r *store.Rows) (m Movement, err error) {
		m.Ref.Kind = refKind
		return m, r.Scan(&m.Institution, &m.Ref.ID, &m.Entry, &m.Reverses, &m.Date, &m.Account, &m.Fen)
	}, `SELECT e.institution_id, e.ref_id, e.id, COALESCE(e.reverses, ''), e.business_date, l.account, CAST(SUM(l.debit_fen - l.credit_fen) AS BIGINT)
		FROM ledger_entry e JOIN ledger_line l ON l.institution_id = e.institution_id AND l.entry_id = e.id
		WHERE e.ref_kind = $1 AND l.account >= $2 AND l.account < $3
		GROUP BY e.institution_id, e.ref_id, e.id, e.reverses, e.business_date, l.account ORDER BY e.institution_id, e.id`, refKind, code, code+"~")
}
