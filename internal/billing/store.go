package billing

import (
	"embed"
	"errors"

	"tillway/internal/audit"
	"tillway/internal/kit/clock"
	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations is the room's schema.
var Migrations = store.Migration{Room: "billing", FS: migrations}

const columns = `id, number, merchant_id, contract_id, amount_fen, bank_ref, invoice_no, status, step, created_us, changed_us`

func scan(r interface{ Scan(...any) error }) (d Deposit, err error) {
	var status string
	var step, created, changed int64
	err = r.Scan(&d.ID, &d.Number, &d.MerchantID, &d.ContractID, &d.AmountFen, &d.BankRef, &d.InvoiceNo, &status, &step, &created, &changed)
	if errors.Is(err, store.ErrNoRows) {
		return Deposit{}, ErrDeposit.New()
	}
	if err != nil {
		return Deposit{}, err
	}
	d.pos = life.At(status, step)
	d.CreatedAt, d.ChangedAt = clock.FromMicros(created), clock.FromMicros(changed)
	return d, nil
}

// Get returns a deposit.
func Get(q store.Q, inst id.Institution, dep DepositID) (Deposit, error) {
	return scan(q.Row(`SELECT `+columns+` FROM billing_deposit WHERE institution_id = $1 AND id = $2`, inst, dep))
}

func byNumber(q store.Q, inst id.Institution, number string) (Deposit, error) {
	return scan(q.Row(`SELECT `+columns+` FROM billing_deposit WHERE institution_id = $1 AND number = $2`, inst, number))
}

// OfMerchant returns a merchant's deposits, newest first.
func OfMerchant(q store.Q, inst id.Institution, merchantID string) ([]Deposit, error) {
	return store.Collect(q, func(r *store.Rows) (Deposit, error) { return scan(r) },
		`SELECT `+columns+` FROM billing_deposit WHERE institution_id = $1 AND merchant_id = $2 ORDER BY id DESC`, inst, merchantID)
}

// Filter narrows a list of deposits.
type Filter struct {
	Merchant string
	Status   string
	After    DepositID
	Limit    int
}

func list(q store.Q, inst id.Institution, f Filter) ([]Deposit, error) {
	f.Limit = store.Page(f.Limit)
	return store.Collect(q, func(r *store.Rows) (Deposit, error) { return scan(r) },
		`SELECT `+columns+` FROM billing_deposit WHERE institution_id = $1 AND id > $2
			AND ($3 = '' OR merchant_id = $3) AND ($4 = '' OR status = $4) ORDER BY id LIMIT $5`,
		inst, f.After, f.Merchant, f.Status, f.Limit)
}

func createdOn(q store.Q, inst id.Institution, on day.Date) (int64, error) {
	return store.Scan1[int64](q, `SELECT COUNT(*) FROM billing_deposit WHERE institution_id = $1 AND created_on = $2`, inst, on.String())
}

func insert(tx *store.Tx, inst id.Institution, d Deposit) error {
	_, err := tx.Exec(`INSERT INTO billing_deposit (institution_id, id, number, merchant_id, contract_id, amount_fen, bank_ref,
			invoice_no, created_on, life, status, step, created_us, changed_us)
		VALUES ($1, $2, $3, $4, $5, $6, '', '', $7, 'deposit', $8, $9, $10, $10)`,
		inst, d.ID, d.Number, d.MerchantID, d.ContractID, d.AmountFen, day.Of(tx.Now()).String(),
		d.pos.Status.String(), d.pos.Step, tx.NowMicros())
	return err
}

func hasContract(q store.Q, inst id.Institution, contractID string) (bool, error) {
	n, err := store.Scan1[int64](q, `SELECT COUNT(*) FROM billing_deposit WHERE institution_id = $1 AND contract_id = $2`, inst, contractID)
	return n > 0, err
}

func update(tx *store.Tx, inst id.Institution, wasStep int64, d Deposit) error {
	n, err := tx.Exec(`UPDATE billing_deposit SET bank_ref = $1, invoice_no = $2, status = $3, step = $4, changed_us = $5
		WHERE institution_id = $6 AND id = $7 AND step = $8`,
		d.BankRef, d.InvoiceNo, d.pos.Status.String(), d.pos.Step, tx.NowMicros(), inst, d.ID, wasStep)
	if err == nil && n != 1 {
		err = ErrRaced.New()
	}
	return err
}

const receiptColumns = `bank_ref, number, deposit_id, amount_fen, payer, account, state, reason, at_us`

func scanReceipt(r interface{ Scan(...any) error }) (rc Receipt, err error) {
	var at int64
	err = r.Scan(&rc.BankRef, &rc.Number, &rc.DepositID, &rc.AmountFen, &rc.Payer, &rc.Account, &rc.State, &rc.Reason, &at)
	rc.At = clock.FromMicros(at)
	return rc, err
}

// receipt returns what was recorded under a bank reference, or nil.
func receipt(q store.Q, inst id.Institution, bankRef string) (*Receipt, error) {
	rc, err := scanReceipt(q.Row(`SELECT `+receiptColumns+` FROM billing_receipt WHERE institution_id = $1 AND bank_ref = $2`, inst, bankRef))
	if errors.Is(err, store.ErrNoRows) {
		return nil, nil
	}
	return &rc, err
}

// An unmatched receipt with the claim that waits. One whose claim is done waits
// no more.
const selectWaiting = `SELECT r.bank_ref, r.number, r.deposit_id, r.amount_fen, r.payer, r.account, r.state, r.reason, r.at_us,
		COALESCE(c.kind, ''), COALESCE(c.deposit_id, ''), COALESCE(d.number, ''), COALESCE(c.reason, ''), COALESCE(c.maker, ''),
		COALESCE(c.maker_party, ''), COALESCE(c.at_us, 0)
	FROM billing_receipt r
	LEFT JOIN billing_claim c ON c.institution_id = r.institution_id AND c.bank_ref = r.bank_ref AND c.outcome = 'waiting'
	LEFT JOIN billing_deposit d ON d.institution_id = c.institution_id AND d.id = c.deposit_id
	WHERE r.institution_id = $1 AND r.state = 'unmatched' AND NOT EXISTS (SELECT 1 FROM billing_claim x
		WHERE x.institution_id = r.institution_id AND x.bank_ref = r.bank_ref AND x.outcome = 'done')`

func scanWaiting(r *store.Rows) (w Waiting, err error) {
	var at, claimed int64
	var c Claim
	err = r.Scan(&w.BankRef, &w.Receipt.Number, &w.DepositID, &w.AmountFen, &w.Payer, &w.Account, &w.State, &w.Receipt.Reason, &at,
		&c.Kind, &c.DepositID, &c.Number, &c.Reason, &c.Maker, &c.party, &claimed)
	w.At = clock.FromMicros(at)
	if c.Kind != "" {
		c.At = clock.FromMicros(claimed)
		w.Claim = &c
	}
	return w, err
}

func waitingReceipts(q store.Q, inst id.Institution) ([]Waiting, error) {
	return store.Collect(q, scanWaiting, selectWaiting+` ORDER BY r.at_us, r.bank_ref`, inst)
}

func waitingReceipt(q store.Q, inst id.Institution, bankRef string) (Waiting, error) {
	found, err := store.Collect(q, scanWaiting, selectWaiting+` AND r.bank_ref = $2`, inst, bankRef)
	if err == nil && len(found) == 0 {
		err = ErrReceipt.New()
	}
	if err != nil {
		return Waiting{}, err
	}
	return found[0], nil
}

func insertClaim(tx *store.Tx, inst id.Institution, bankRef string, c Claim) error {
	_, err := tx.Exec(`INSERT INTO billing_claim (institution_id, bank_ref, seq, kind, deposit_id, reason, maker, maker_party, checker_party, outcome, at_us)
		SELECT $1, $2, COUNT(*) + 1, $3, $4, $5, $6, $7, '', 'waiting', $8 FROM billing_claim WHERE institution_id = $9 AND bank_ref = $10`,
		inst, bankRef, c.Kind, c.DepositID, c.Reason, c.Maker, c.party, tx.NowMicros(), inst, bankRef)
	return err
}

func decideClaim(tx *store.Tx, by audit.Actor, bankRef string, approve bool) error {
	outcome := "refused"
	if approve {
		outcome = "done"
	}
	n, err := tx.Exec(`UPDATE billing_claim SET outcome = $1, checker_party = $2 WHERE institution_id = $3 AND bank_ref = $4 AND outcome = 'waiting'`,
		outcome, by.Party, by.Institution, bankRef)
	if err == nil && n != 1 {
		err = ErrRaced.New()
	}
	return err
}

func insertReceipt(tx *store.Tx, inst id.Institution, r Receipt) error {
	_, err := tx.Exec(`INSERT INTO billing_receipt (institution_id, bank_ref, number, deposit_id, amount_fen, payer, account, state, reason, at_us)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		inst, r.BankRef, r.Number, r.DepositID, r.AmountFen, r.Payer, r.Account, r.State, r.Reason, tx.NowMicros())
	return err
}

func openRequest(q store.Q, inst id.Institution, dep DepositID, kind string) (*Request, error) {
	var r Request
	var at int64
	err := q.Row(`SELECT kind, reason, maker, maker_party, at_us FROM billing_request
		WHERE institution_id = $1 AND deposit_id = $2 AND kind = $3 AND checker_party = ''`, inst, dep, kind).
		Scan(&r.Kind, &r.Reason, &r.Maker, &r.party, &at)
	if errors.Is(err, store.ErrNoRows) {
		return nil, nil
	}
	r.At = clock.FromMicros(at)
	return &r, err
}

func insertRequest(tx *store.Tx, inst id.Institution, dep DepositID, r Request) (bool, error) {
	n, err := tx.Exec(`INSERT INTO billing_request (institution_id, deposit_id, kind, reason, maker, maker_party, checker_party, at_us)
		VALUES ($1, $2, $3, $4, $5, $6, '', $7) ON CONFLICT DO NOTHING`, inst, dep, r.Kind, r.Reason, r.Maker, r.party, tx.NowMicros())
	return n == 1, err
}

func dropRequest(tx *store.Tx, inst id.Institution, dep DepositID, kind string) error {
	n, err := tx.Exec(`DELETE FROM billing_request WHERE institution_id = $1 AND deposit_id = $2 AND kind = $3 AND checker_party = ''`, inst, dep, kind)
	if err == nil && n != 1 {
		err = ErrNotProposed.New()
	}
	return err
}

func approveRequest(tx *store.Tx, inst id.Institution, dep DepositID, kind, checkerParty string) error {
	n, err := tx.Exec(`UPDATE billing_request SET checker_party = $1
		WHERE institution_id = $2 AND deposit_id = $3 AND kind = $4 AND checker_party = ''`, checkerParty, inst, dep, kind)
	if err == nil && n != 1 {
		err = ErrRaced.New()
	}
	return err
}

// heldByMerchant sums the deposits a merchant has with us, for the comparison
// with the ledger.
func heldByMerchant(q store.Q, inst id.Institution) (map[string]int64, error) {
	type sum struct {
		merchant string
		fen      int64
	}
	rows, err := store.Collect(q, func(r *store.Rows) (s sum, err error) { return s, r.Scan(&s.merchant, &s.fen) },
		`SELECT merchant_id, CAST(SUM(amount_fen) AS BIGINT) FROM billing_deposit
			WHERE institution_id = $1 AND status IN ('paid', 'refund_due') GROUP BY merchant_id`, inst)
	held := map[string]int64{}
	for _, s := range rows {
		held[s.merchant] = s.fen
	}
	return held, err
}
