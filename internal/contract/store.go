package contract

import (
	"embed"
	"encoding/json"
	"errors"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations is the room's schema.
var Migrations = store.Migration{Room: "contract", FS: migrations}

const columns = `id, number, merchant_id, application_id, deposit_fen, minimum_fen, cutoff, clauses, drafted_on, data_key, digest,
	expires_us, effective_us, ended_us, suspended_party, suspended_reason, status, step`

func scan(r interface{ Scan(...any) error }) (c Contract, err error) {
	var clauses, status string
	var expires, effective, ended, step int64
	err = r.Scan(&c.ID, &c.Number, &c.MerchantID, &c.ApplicationID, &c.DepositFen, &c.MinimumFen, &c.Cutoff, &clauses, &c.DraftedOn,
		&c.dataKey, &c.Digest, &expires, &effective, &ended, &c.suspendedBy, &c.SuspendedFor, &status, &step)
	if errors.Is(err, store.ErrNoRows) {
		return Contract{}, ErrContract.New()
	}
	if err != nil {
		return Contract{}, err
	}
	c.ExpiresAt, c.EffectiveAt, c.EndedAt = when(expires), when(effective), when(ended)
	c.pos = life.At(status, step)
	return c, json.Unmarshal([]byte(clauses), &c.Clauses)
}

func when(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return clock.FromMicros(us)
}

func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return clock.Micros(t)
}

// Get returns a contract.
func Get(q store.Q, inst id.Institution, con ID) (Contract, error) {
	return scan(q.Row(`SELECT `+columns+` FROM contract_contract WHERE institution_id = $1 AND id = $2`, inst, con))
}

func byApplication(q store.Q, inst id.Institution, application string) (Contract, error) {
	return scan(q.Row(`SELECT `+columns+` FROM contract_contract WHERE institution_id = $1 AND application_id = $2`, inst, application))
}

// Filter narrows a list of contracts.
type Filter struct {
	Merchant string
	Status   string
	After    ID
	Limit    int
}

func list(q store.Q, inst id.Institution, f Filter) ([]Contract, error) {
	f.Limit = store.Page(f.Limit)
	return store.Collect(q, func(r *store.Rows) (Contract, error) { return scan(r) },
		`SELECT `+columns+` FROM contract_contract WHERE institution_id = $1 AND id > $2
			AND ($3 = '' OR merchant_id = $3) AND ($4 = '' OR status = $4) ORDER BY id LIMIT $5`,
		inst, f.After, f.Merchant, f.Status, f.Limit)
}

// owned names a contract across institutions, for jobs.
type owned struct {
	Institution id.Institution
	Contract    ID
}

func inStatus(q store.Q, status string, expiredBefore time.Time) ([]owned, error) {
	return store.Collect(q, func(r *store.Rows) (o owned, err error) { return o, r.Scan(&o.Institution, &o.Contract) },
		`SELECT institution_id, id FROM contract_contract WHERE status = $1 AND expires_us <= $2 ORDER BY id`, status, micros(expiredBefore))
}

func draftedOn(q store.Q, inst id.Institution, on day.Date) (int64, error) {
	return store.Scan1[int64](q, `SELECT COUNT(*) FROM contract_contract WHERE institution_id = $1 AND drafted_on = $2`, inst, on.String())
}

func inForce(q store.Q, inst id.Institution, merchantID string, at time.Time) (ID, error) {
	return store.Scan1[ID](q, `SELECT id FROM contract_contract
		WHERE institution_id = $1 AND merchant_id = $2 AND effective_us > 0 AND effective_us <= $3 AND (ended_us = 0 OR ended_us > $3)
		ORDER BY effective_us DESC LIMIT 1`, inst, merchantID, micros(at))
}

func insert(tx *store.Tx, inst id.Institution, c Contract, list []Fee) error {
	clauses, err := json.Marshal(c.Clauses)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO contract_contract (institution_id, id, number, merchant_id, application_id, deposit_fen, minimum_fen,
			cutoff, clauses, drafted_on, data_key, digest, expires_us, effective_us, ended_us, life, status, step, created_us)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '', 0, 0, 0, 'contract', $12, $13, $14)`,
		inst, c.ID, c.Number, c.MerchantID, c.ApplicationID, c.DepositFen, c.MinimumFen, c.Cutoff, string(clauses), c.DraftedOn.String(),
		[]byte{}, c.pos.Status.String(), c.pos.Step, tx.NowMicros())
	for _, f := range list {
		if err != nil {
			break
		}
		_, err = tx.Exec(`INSERT INTO contract_fee (institution_id, contract_id, product, ppm, cap_fen, min_fen)
			VALUES ($1, $2, $3, $4, $5, $6)`, inst, c.ID, f.Product, int64(f.PPM), f.CapFen, f.MinFen)
	}
	return err
}

func fees(q store.Q, inst id.Institution, con ID) ([]Fee, error) {
	return store.Collect(q, func(r *store.Rows) (f Fee, err error) { return f, r.Scan(&f.Product, &f.PPM, &f.CapFen, &f.MinFen) },
		`SELECT product, ppm, cap_fen, min_fen FROM contract_fee WHERE institution_id = $1 AND contract_id = $2 ORDER BY product`, inst, con)
}

func update(tx *store.Tx, inst id.Institution, wasStep int64, c Contract) error {
	n, err := tx.Exec(`UPDATE contract_contract SET data_key = $1, digest = $2, expires_us = $3, effective_us = $4, ended_us = $5,
			suspended_party = $6, suspended_reason = $7, status = $8, step = $9
		WHERE institution_id = $10 AND id = $11 AND step = $12`,
		c.dataKey, c.Digest, micros(c.ExpiresAt), micros(c.EffectiveAt), micros(c.EndedAt),
		c.suspendedBy, c.SuspendedFor, c.pos.Status.String(), c.pos.Step, inst, c.ID, wasStep)
	if err == nil && n != 1 {
		err = ErrRaced.New()
	}
	return err
}

func insertReading(tx *store.Tx, inst id.Institution, con ID, clause, user string) (bool, error) {
	n, err := tx.Exec(`INSERT INTO contract_reading (institution_id, contract_id, clause, user_id, at_us)
		VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`, inst, con, clause, user, tx.NowMicros())
	return n == 1, err
}

func readings(q store.Q, inst id.Institution, con ID) ([]Opened, error) {
	return store.Collect(q, func(r *store.Rows) (o Opened, err error) {
		var at int64
		err = r.Scan(&o.Clause, &o.By, &at)
		o.At = clock.FromMicros(at)
		return o, err
	}, `SELECT clause, user_id, at_us FROM contract_reading WHERE institution_id = $1 AND contract_id = $2 ORDER BY at_us, clause`, inst, con)
}

func insertQuestion(tx *store.Tx, inst id.Institution, con ID, qn Question) error {
	_, err := tx.Exec(`INSERT INTO contract_question (institution_id, id, contract_id, clause, question, answer, asked_by, answered_by,
			accepted, asked_us, answered_us) VALUES ($1, $2, $3, $4, $5, $6, $7, '', FALSE, $8, 0)`,
		inst, qn.ID, con, qn.Clause, qn.sealedText, []byte{}, qn.AskedBy, tx.NowMicros())
	return err
}

func questions(q store.Q, inst id.Institution, con ID) ([]Question, error) {
	return store.Collect(q, func(r *store.Rows) (qn Question, err error) {
		var asked, answered int64
		err = r.Scan(&qn.ID, &qn.Clause, &qn.sealedText, &qn.sealedAnswer, &qn.AskedBy, &qn.AnsweredBy, &qn.Accepted, &asked, &answered)
		qn.AskedAt, qn.AnsweredAt = when(asked), when(answered)
		return qn, err
	}, `SELECT id, clause, question, answer, asked_by, answered_by, accepted, asked_us, answered_us FROM contract_question
		WHERE institution_id = $1 AND contract_id = $2 ORDER BY id`, inst, con)
}

func storeAnswer(tx *store.Tx, inst id.Institution, con ID, question string, sealed []byte, user string) error {
	n, err := tx.Exec(`UPDATE contract_question SET answer = $1, answered_by = $2, answered_us = $3
		WHERE institution_id = $4 AND contract_id = $5 AND id = $6 AND NOT accepted`, sealed, user, tx.NowMicros(), inst, con, question)
	if err == nil && n != 1 {
		err = ErrQuestion.New()
	}
	return err
}

func acceptAnswer(tx *store.Tx, inst id.Institution, con ID, question string) error {
	n, err := tx.Exec(`UPDATE contract_question SET accepted = TRUE
		WHERE institution_id = $1 AND contract_id = $2 AND id = $3 AND answered_us > 0 AND NOT accepted`, inst, con, question)
	if err == nil && n != 1 {
		err = ErrQuestion.New()
	}
	return err
}

func openQuestions(q store.Q, inst id.Institution, con ID) (int64, error) {
	return store.Scan1[int64](q, `SELECT COUNT(*) FROM contract_question
		WHERE institution_id = $1 AND contract_id = $2 AND NOT accepted`, inst, con)
}

func putCode(tx *store.Tx, inst id.Institution, con ID, sealed []byte, until time.Time) error {
	_, err := tx.Exec(`INSERT INTO contract_code (institution_id, contract_id, sealed, tries, used, expires_us)
		VALUES ($1, $2, $3, 0, FALSE, $4)
		ON CONFLICT (institution_id, contract_id) DO UPDATE
			SET sealed = excluded.sealed, tries = 0, used = FALSE, expires_us = excluded.expires_us`, inst, con, sealed, micros(until))
	return err
}

// code is a one-time code on its way.
type code struct {
	sealed []byte
	tries  int
	used   bool
	until  time.Time
}

func getCode(q store.Q, inst id.Institution, con ID) (c code, err error) {
	var until int64
	err = q.Row(`SELECT sealed, tries, used, expires_us FROM contract_code WHERE institution_id = $1 AND contract_id = $2`, inst, con).
		Scan(&c.sealed, &c.tries, &c.used, &until)
	if errors.Is(err, store.ErrNoRows) {
		return code{}, ErrCode.New()
	}
	c.until = clock.FromMicros(until)
	return c, err
}

func missCode(tx *store.Tx, inst id.Institution, con ID) error {
	_, err := tx.Exec(`UPDATE contract_code SET tries = tries + 1 WHERE institution_id = $1 AND contract_id = $2`, inst, con)
	return err
}

// useCode spends a code; false says that it was spent before.
func useCode(tx *store.Tx, inst id.Institution, con ID) (bool, error) {
	n, err := tx.Exec(`UPDATE contract_code SET used = TRUE WHERE institution_id = $1 AND contract_id = $2 AND NOT used`, inst, con)
	return n == 1, err
}

func insertFile(tx *store.Tx, inst id.Institution, con ID, f File) error {
	_, err := tx.Exec(`INSERT INTO contract_file (institution_id, contract_id, kind, digest, size, at_us) VALUES ($1, $2, $3, $4, $5, $6)`,
		inst, con, f.Kind, f.Digest, f.Size, tx.NowMicros())
	return err
}

func files(q store.Q, inst id.Institution, con ID) ([]File, error) {
	return store.Collect(q, func(r *store.Rows) (f File, err error) {
		var at int64
		err = r.Scan(&f.Kind, &f.Digest, &f.Size, &at)
		f.At = clock.FromMicros(at)
		return f, err
	}, `SELECT kind, digest, size, at_us FROM contract_file WHERE institution_id = $1 AND contract_id = $2 ORDER BY kind`, inst, con)
}

// ofDigest returns the contract whose document has a digest.
func ofDigest(q store.Q, inst id.Institution, digest string) (ID, error) {
	return store.Scan1[ID](q, `SELECT contract_id FROM contract_file WHERE institution_id = $1 AND digest = $2 AND kind = 'pdf' LIMIT 1`, inst, digest)
}

// authority is the institution's own certificate authority.
type authority struct {
	key, certificate []byte
}

func getAuthority(q store.Q, inst id.Institution) (a authority, ok bool, err error) {
	err = q.Row(`SELECT key_block, certificate FROM contract_authority WHERE institution_id = $1`, inst).Scan(&a.key, &a.certificate)
	if errors.Is(err, store.ErrNoRows) {
		return authority{}, false, nil
	}
	return a, err == nil, err
}

func insertAuthority(tx *store.Tx, inst id.Institution, a authority) error {
	_, err := tx.Exec(`INSERT INTO contract_authority (institution_id, key_block, certificate, at_us)
		VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`, inst, a.key, a.certificate, tx.NowMicros())
	return err
}
