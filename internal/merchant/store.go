package merchant

import (
	"embed"
	"errors"
	"strings"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/flow"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

//go:embed migrations/*.sql
var migrationsFS embed.FS

// Migrations holds the room's tables.
var Migrations = store.Migration{Room: "merchant", FS: migrationsFS}

const selectMerchant = `SELECT id, mid, application_id, name, short_name, mcc, kind, uscc, legal_party, risk_level, products,
	status, step, opened_us, active_us FROM merchant_merchant`

func scanMerchant(row interface{ Scan(...any) error }) (m Merchant, err error) {
	var products string
	var step, opened int64
	var active store.Null[int64]
	err = row.Scan(&m.ID, &m.MID, &m.ApplicationID, &m.Name, &m.ShortName, &m.MCC, &m.Kind, &m.USCC, &m.LegalParty, &m.RiskLevel,
		&products, &m.Status, &step, &opened, &active)
	if errors.Is(err, store.ErrNoRows) {
		return m, ErrUnknown.New()
	}
	m.pos = life.At(m.Status, step)
	m.OpenedAt = civil(opened)
	if active.Valid {
		at := civil(active.V)
		m.ActiveAt = &at
	}
	m.Products = strings.FieldsFunc(products, func(r rune) bool { return r == ',' })
	return m, err
}

// complete adds stores and account.
func complete(q store.Q, inst id.Institution, m Merchant, err error) (Merchant, error) {
	if err != nil {
		return m, err
	}
	if m.Stores, err = stores(q, inst, m.ID); err != nil {
		return m, err
	}
	a, found, err := accountInForce(q, inst, m.ID)
	if found {
		m.Settlement = a.visible()
	}
	return m, err
}

func load(q store.Q, inst id.Institution, of ID) (Merchant, error) {
	m, err := scanMerchant(q.Row(selectMerchant+` WHERE institution_id = $1 AND id = $2`, inst, of))
	return complete(q, inst, m, err)
}

func loadByMID(q store.Q, inst id.Institution, mid string) (Merchant, error) {
	m, err := scanMerchant(q.Row(selectMerchant+` WHERE institution_id = $1 AND mid = $2`, inst, mid))
	return complete(q, inst, m, err)
}

func loadByApplication(q store.Q, inst id.Institution, application string) (Merchant, error) {
	m, err := scanMerchant(q.Row(selectMerchant+` WHERE institution_id = $1 AND application_id = $2`, inst, application))
	return complete(q, inst, m, err)
}

// listMerchants returns merchants after a cursor, optionally only one.
func listMerchants(q store.Q, inst id.Institution, only string, after ID, limit int) ([]Merchant, error) {
	return store.Collect(q, func(r *store.Rows) (Merchant, error) { return scanMerchant(r) },
		selectMerchant+` WHERE institution_id = $1 AND ($2 = '' OR id = $2) AND id > $3 ORDER BY id LIMIT $4`, inst, only, after, limit)
}

func stores(q store.Q, inst id.Institution, of ID) ([]Store, error) {
	return store.Collect(q, func(r *store.Rows) (s Store, err error) {
		return s, r.Scan(&s.ID, &s.Name, &s.Province, &s.City, &s.District, &s.Detail, &s.Lon, &s.Lat)
	}, `SELECT id, name, province, city, district, detail, lon, lat FROM merchant_store
		WHERE institution_id = $1 AND merchant_id = $2 ORDER BY id`, inst, of)
}

// nextSequence gives out the next number of an area and a trade.
func nextSequence(tx *store.Tx, inst id.Institution, area, mcc string) (int64, error) {
	return store.Scan1[int64](tx, `INSERT INTO merchant_sequence (institution_id, area, mcc, last) VALUES ($1, $2, $3, 1)
		ON CONFLICT (institution_id, area, mcc) DO UPDATE SET last = merchant_sequence.last + 1 RETURNING last`, inst, area, mcc)
}

func insertMerchant(tx *store.Tx, inst id.Institution, m Merchant) error {
	_, err := tx.Exec(`INSERT INTO merchant_merchant (institution_id, id, mid, application_id, name, short_name, mcc, kind, uscc,
			legal_party, risk_level, products, life, status, step, opened_us)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'merchant', $13, $14, $15)`,
		inst, m.ID, m.MID, m.ApplicationID, m.Name, m.ShortName, m.MCC, m.Kind, m.USCC, m.LegalParty, m.RiskLevel,
		strings.Join(m.Products, ","), m.pos.Status.String(), m.pos.Step, tx.NowMicros())
	return err
}

func insertStore(tx *store.Tx, inst id.Institution, of ID, s Store) error {
	_, err := tx.Exec(`INSERT INTO merchant_store (institution_id, merchant_id, id, name, province, city, district, detail, lon, lat, address_key)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		inst, of, s.ID, s.Name, s.Province, s.City, s.District, s.Detail, s.Lon, s.Lat, s.AddressKey())
	return err
}

func setPos(tx *store.Tx, inst id.Institution, m Merchant, to flow.Pos) error {
	_, err := tx.Exec(`UPDATE merchant_merchant SET status = $1, step = $2,
			active_us = CASE WHEN $1 = 'active' AND active_us IS NULL THEN $3 ELSE active_us END
		WHERE institution_id = $4 AND id = $5 AND step = $6`,
		to.Status.String(), to.Step, tx.NowMicros(), inst, m.ID, m.pos.Step)
	return err
}

func insertCondition(tx *store.Tx, inst id.Institution, of ID, name string) error {
	_, err := tx.Exec(`INSERT INTO merchant_condition (institution_id, merchant_id, name, met, ref, changed_us)
		VALUES ($1, $2, $3, FALSE, '', $4)`, inst, of, name, tx.NowMicros())
	return err
}

// setCondition reports whether the condition changed.
func setCondition(tx *store.Tx, inst id.Institution, of ID, name string, met bool, ref string) (bool, error) {
	n, err := tx.Exec(`UPDATE merchant_condition SET met = $1, ref = $2, changed_us = $3
		WHERE institution_id = $4 AND merchant_id = $5 AND name = $6 AND met <> $1`, met, ref, tx.NowMicros(), inst, of, name)
	return n == 1, err
}

func conditions(q store.Q, inst id.Institution, of ID) ([]Condition, error) {
	found, err := store.Collect(q, func(r *store.Rows) (c Condition, err error) {
		var us int64
		err = r.Scan(&c.Name, &c.Met, &c.Ref, &us)
		if c.Met || c.Ref != "" {
			at := civil(us)
			c.At = &at
		}
		return c, err
	}, `SELECT name, met, ref, changed_us FROM merchant_condition WHERE institution_id = $1 AND merchant_id = $2`, inst, of)
	out := make([]Condition, 0, len(found))
	for _, name := range Conditions { // in the order of the road
		for _, c := range found {
			if c.Name == name {
				out = append(out, c)
			}
		}
	}
	return out, err
}

func setSwitch(tx *store.Tx, inst id.Institution, of ID, function string, on bool) (changed bool, err error) {
	n, err := tx.Exec(`INSERT INTO merchant_switch (institution_id, merchant_id, function, is_on, changed_us) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (institution_id, merchant_id, function) DO UPDATE SET is_on = excluded.is_on, changed_us = excluded.changed_us
		WHERE merchant_switch.is_on <> excluded.is_on`, inst, of, function, on, tx.NowMicros())
	return n == 1, err
}

func switches(q store.Q, inst id.Institution, of ID) (Switches, error) {
	type pair struct {
		name string
		on   bool
	}
	rows, err := store.Collect(q, func(r *store.Rows) (p pair, err error) { return p, r.Scan(&p.name, &p.on) },
		`SELECT function, is_on FROM merchant_switch WHERE institution_id = $1 AND merchant_id = $2`, inst, of)
	out := Switches{}
	for _, p := range rows {
		out[p.name] = p.on
	}
	return out, err
}

// twins counts open merchants with the same paper, place and trade.
func twins(q store.Q, inst id.Institution, uscc, addressKey, mcc string) (int64, error) {
	return store.Scan1[int64](q, `SELECT COUNT(*) FROM merchant_merchant m
		JOIN merchant_store s ON s.institution_id = m.institution_id AND s.merchant_id = m.id
		WHERE m.institution_id = $1 AND m.uscc = $2 AND s.address_key = $3 AND m.mcc = $4 AND m.status <> 'closed'`,
		inst, uscc, addressKey, mcc)
}

const selectAccount = `SELECT id, merchant_id, party_id, account_type, sealed, number_index, last4, holder_masked, bank_code, bank_name,
	cycle, evidence, maker_party, checker_party, approver_party, valid_us, status, step FROM merchant_account`

func scanAccount(row interface{ Scan(...any) error }) (a account, err error) {
	var status string
	var step int64
	err = row.Scan(&a.ID, &a.Merchant, &a.party, &a.see.Type, &a.sealed, &a.index, &a.see.Last4, &a.see.HolderMasked, &a.see.BankCode,
		&a.see.Bank, &a.see.Cycle, &a.Evidence, &a.maker, &a.checker, &a.decider, &a.ValidUS, &status, &step)
	a.pos = accountLife.At(status, step)
	return a, err
}

// accountInForce returns the account that receives payouts.
func accountInForce(q store.Q, inst id.Institution, of ID) (account, bool, error) {
	a, err := scanAccount(q.Row(selectAccount+` WHERE institution_id = $1 AND merchant_id = $2 AND status = 'in_force'`, inst, of))
	if errors.Is(err, store.ErrNoRows) {
		return a, false, nil
	}
	return a, err == nil, err
}

// cooled returns the approved accounts whose cooling time is over: of one
// merchant, or of all for "".
func cooled(q store.Q, inst id.Institution, of ID, atMicros int64) ([]account, error) {
	return store.Collect(q, func(r *store.Rows) (account, error) { return scanAccount(r) },
		selectAccount+` WHERE institution_id = $1 AND ($2 = '' OR merchant_id = $2) AND status = 'approved' AND valid_us <= $3 ORDER BY valid_us, id`,
		inst, of, atMicros)
}

func loadAccount(q store.Q, inst id.Institution, of AccountID) (account, error) {
	a, err := scanAccount(q.Row(selectAccount+` WHERE institution_id = $1 AND id = $2`, inst, of))
	if errors.Is(err, store.ErrNoRows) {
		return a, ErrAccountUnknown.New()
	}
	return a, err
}

func accountUnderWay(q store.Q, inst id.Institution, of ID) (bool, error) {
	n, err := store.Scan1[int64](q, `SELECT COUNT(*) FROM merchant_account
		WHERE institution_id = $1 AND merchant_id = $2 AND status IN ('proposed', 'checked', 'approved')`, inst, of)
	return n > 0, err
}

func insertAccount(tx *store.Tx, inst id.Institution, a account) error {
	_, err := tx.Exec(`INSERT INTO merchant_account (institution_id, merchant_id, id, party_id, account_type, sealed, number_index, last4,
			holder_masked, bank_code, bank_name, cycle, evidence, maker_party, checker_party, approver_party, life, status, step, created_us, valid_us)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'settlement_account', $17, $18, $19, $20)`,
		inst, a.Merchant, a.ID, a.party, a.see.Type, a.sealed, a.index, a.see.Last4, a.see.HolderMasked, a.see.BankCode, a.see.Bank,
		a.see.Cycle, a.Evidence, a.maker, a.checker, a.decider, a.pos.Status.String(), a.pos.Step, tx.NowMicros(), a.ValidUS)
	return err
}

func saveAccount(tx *store.Tx, inst id.Institution, a account, oldStep int64) error {
	_, err := tx.Exec(`UPDATE merchant_account SET status = $1, step = $2, checker_party = $3, approver_party = $4, valid_us = $5
		WHERE institution_id = $6 AND id = $7 AND step = $8`,
		a.pos.Status.String(), a.pos.Step, a.checker, a.decider, a.ValidUS, inst, a.ID, oldStep)
	return err
}

// changesUnderWay returns the accounts not yet decided or still cooling off:
// of one merchant, or of all for "".
func changesUnderWay(q store.Q, inst id.Institution, of ID) ([]account, error) {
	return store.Collect(q, func(r *store.Rows) (account, error) { return scanAccount(r) },
		selectAccount+` WHERE institution_id = $1 AND ($2 = '' OR merchant_id = $2) AND status IN ('proposed', 'checked', 'approved') ORDER BY id`, inst, of)
}

// civil is a stored time as pages show it, at +08:00.
func civil(us int64) time.Time { return clock.FromMicros(us).In(clock.Shanghai) }
