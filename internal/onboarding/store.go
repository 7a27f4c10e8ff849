package onboarding

import (
	"embed"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

//go:embed migrations/*.sql
var migrationsFS embed.FS

// Migrations holds the room's tables.
var Migrations = store.Migration{Room: "onboarding", FS: migrationsFS}

const selectApplication = `SELECT id, institution_id, number, kind, owner_user, prospect, form_sealed, form_masked, version, returns,
	creator_party, maker_party, claim_user, claim_party, merchant_id, risk_score, risk_level, first_us, target_us, limit_us,
	told_overdue, status, step, created_us, changed_us FROM onboarding_application`

func scanApplication(row interface{ Scan(...any) error }) (a Application, err error) {
	var masked string
	var step, created int64
	err = row.Scan(&a.ID, &a.Institution, &a.Number, &a.Kind, &a.Owner, &a.prospect, &a.sealed, &masked, &a.Version, &a.returns,
		&a.creatorParty, &a.makerParty, &a.ClaimedBy, &a.claimParty, &a.Merchant, &a.RiskScore, &a.RiskLevel, &a.firstUS, &a.targetUS, &a.limitUS,
		&a.told, &a.Status, &step, &created, &a.changedUS)
	if errors.Is(err, store.ErrNoRows) {
		return a, ErrUnknown.New()
	}
	if err != nil {
		return a, err
	}
	a.pos, a.CreatedAt = life.At(a.Status, step), clock.FromMicros(created)
	if a.firstUS > 0 {
		at := clock.FromMicros(a.firstUS)
		a.SubmittedAt = &at
	}
	a.Provisional = a.firstUS > 0 && a.targetUS == 0
	if a.targetUS > 0 {
		a.PromisedDate = day.Of(clock.FromMicros(a.targetUS)).String()
		a.LimitDate = day.Of(clock.FromMicros(a.limitUS)).String()
	}
	return a, json.Unmarshal([]byte(masked), &a.Form)
}

func load(q store.Q, inst id.Institution, of ApplicationID) (Application, error) {
	return scanApplication(q.Row(selectApplication+` WHERE institution_id = $1 AND id = $2`, inst, of))
}

// filter narrows a list; "" takes everything.
type filter struct {
	owner, status string
	after         ApplicationID
	limit         int
}

func listApplications(q store.Q, inst id.Institution, f filter) ([]Application, error) {
	return store.Collect(q, func(r *store.Rows) (Application, error) { return scanApplication(r) },
		selectApplication+` WHERE institution_id = $1 AND ($2 = '' OR owner_user = $2) AND ($3 = '' OR status = $3) AND id > $4
		ORDER BY id LIMIT $5`, inst, f.owner, f.status, f.after, f.limit)
}

// queue returns what waits for review, most urgent first.
func queue(q store.Q, inst id.Institution) ([]Application, error) {
	return store.Collect(q, func(r *store.Rows) (Application, error) { return scanApplication(r) },
		selectApplication+` WHERE institution_id = $1 AND status IN ('submitted', 'verifying', 'r1_pending', 'r2_pending')
		ORDER BY target_us, id`, inst)
}

func insertApplication(tx *store.Tx, a Application, masked string) error {
	_, err := tx.Exec(`INSERT INTO onboarding_application (institution_id, id, number, kind, owner_user, prospect, form_sealed, form_masked,
			name, mcc, version, returns, creator_party, maker_party, claim_user, claim_party, merchant_id, risk_level, first_us, target_us,
			limit_us, told_overdue, life, status, step, created_us, changed_us)
		VALUES ($1, $2, '', $3, $4, $5, $6, $7, '', '', 0, 0, $8, '', '', '', '', '', 0, 0, 0, FALSE, 'application', $9, $10, $11, $11)`,
		a.Institution, a.ID, a.Kind, a.Owner, a.prospect, a.sealed, masked, a.creatorParty, a.pos.Status.String(), a.pos.Step, tx.NowMicros())
	return err
}

// errMoved says that somebody else changed the application in between.
var errMoved = errors.New("onboarding: the application moved in between")

// save stores everything of an application that can change. oldStep guards
// against a change in between.
func save(tx *store.Tx, a Application, oldStep int64) error {
	n, err := tx.Exec(`UPDATE onboarding_application SET number = $1, version = $2, returns = $3, maker_party = $4, claim_user = $5,
			claim_party = $6, merchant_id = $7, risk_score = $8, risk_level = $9, first_us = $10, target_us = $11, limit_us = $12,
			told_overdue = $13, status = $14, step = $15, changed_us = $16
		WHERE institution_id = $17 AND id = $18 AND step = $19`,
		a.Number, a.Version, a.returns, a.makerParty, a.ClaimedBy, a.claimParty, a.Merchant, a.RiskScore, a.RiskLevel, a.firstUS,
		a.targetUS, a.limitUS, a.told, a.pos.Status.String(), a.pos.Step, tx.NowMicros(), a.Institution, a.ID, oldStep)
	if err == nil && n != 1 {
		err = errMoved
	}
	return err
}

// saveForm stores a form while the application is with the applicant.
func saveForm(tx *store.Tx, a Application, sealed []byte, masked string, f Form) error {
	n, err := tx.Exec(`UPDATE onboarding_application SET form_sealed = $1, form_masked = $2, name = $3, mcc = $4, changed_us = $5
		WHERE institution_id = $6 AND id = $7 AND step = $8`,
		sealed, masked, f.Base.LicenseName, f.Base.MCC, tx.NowMicros(), a.Institution, a.ID, a.pos.Step)
	if err == nil && n != 1 {
		err = errMoved
	}
	return err
}

// nextNumber gives out the next application number of a day.
func nextNumber(tx *store.Tx, inst id.Institution, on day.Date) (int64, error) {
	return store.Scan1[int64](tx, `INSERT INTO onboarding_sequence (institution_id, day, last) VALUES ($1, $2, 1)
		ON CONFLICT (institution_id, day) DO UPDATE SET last = onboarding_sequence.last + 1 RETURNING last`, inst, on)
}

func insertVersion(tx *store.Tx, a Application, sealed []byte, changed []string, by string) error {
	_, err := tx.Exec(`INSERT INTO onboarding_version (institution_id, application_id, version, form_sealed, changed, submitted_by, submitted_us)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`, a.Institution, a.ID, a.Version, sealed, strings.Join(changed, ","), by, tx.NowMicros())
	return err
}

// lastVersion returns the form submitted last, sealed, and what had changed.
func lastVersion(q store.Q, inst id.Institution, of ApplicationID) (sealed []byte, changed []string, err error) {
	var list string
	err = q.Row(`SELECT form_sealed, changed FROM onboarding_version WHERE institution_id = $1 AND application_id = $2
		ORDER BY version DESC LIMIT 1`, inst, of).Scan(&sealed, &list)
	if errors.Is(err, store.ErrNoRows) {
		return nil, nil, nil
	}
	return sealed, strings.FieldsFunc(list, func(r rune) bool { return r == ',' }), err
}

// submissions returns when each version was submitted.
func submissions(q store.Q, inst id.Institution, of ApplicationID) ([]time.Time, error) {
	return store.Collect(q, scanTime, `SELECT submitted_us FROM onboarding_version
		WHERE institution_id = $1 AND application_id = $2 ORDER BY version`, inst, of)
}

// returnTimes returns when each return was decided.
func returnTimes(q store.Q, inst id.Institution, of ApplicationID) ([]time.Time, error) {
	return store.Collect(q, scanTime, `SELECT at_us FROM onboarding_decision
		WHERE institution_id = $1 AND application_id = $2 AND decision = 'return' ORDER BY seq`, inst, of)
}

func scanTime(r *store.Rows) (time.Time, error) {
	var us int64
	err := r.Scan(&us)
	return clock.FromMicros(us), err
}

func insertDocument(tx *store.Tx, a Application, d Document, by string) error {
	_, err := tx.Exec(`INSERT INTO onboarding_document (institution_id, application_id, id, doc_type, mime, size, sha256, address, uploaded_by, uploaded_us)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		a.Institution, a.ID, d.ID, d.Type, d.MIME, d.Size, d.SHA256, d.address, by, tx.NowMicros())
	return err
}

// documents returns the newest of each type.
func documents(q store.Q, inst id.Institution, of ApplicationID) ([]Document, error) {
	return store.Collect(q, func(r *store.Rows) (d Document, err error) {
		var us int64
		err = r.Scan(&d.ID, &d.Type, &d.MIME, &d.Size, &d.SHA256, &d.address, &us)
		d.At = clock.FromMicros(us)
		return d, err
	}, `SELECT id, doc_type, mime, size, sha256, address, uploaded_us FROM onboarding_document d
		WHERE institution_id = $1 AND application_id = $2 AND NOT EXISTS (SELECT 1 FROM onboarding_document n
			WHERE n.institution_id = d.institution_id AND n.application_id = d.application_id AND n.doc_type = d.doc_type AND n.id > d.id)
		ORDER BY id`, inst, of)
}

func loadDocument(q store.Q, inst id.Institution, of ApplicationID, doc DocumentID) (d Document, err error) {
	err = q.Row(`SELECT id, doc_type, mime, size, sha256, address FROM onboarding_document
		WHERE institution_id = $1 AND application_id = $2 AND id = $3`, inst, of, doc).
		Scan(&d.ID, &d.Type, &d.MIME, &d.Size, &d.SHA256, &d.address)
	if errors.Is(err, store.ErrNoRows) {
		return d, ErrDocument.New()
	}
	return d, err
}

func insertConsent(tx *store.Tx, a Application, c Consent, user, ip string) error {
	_, err := tx.Exec(`INSERT INTO onboarding_consent (institution_id, application_id, seq, kind, text_version, agreed, by_user, ip, at_us)
		SELECT $1, $2, COALESCE(MAX(seq), 0) + 1, $3, $4, $5, $6, $7, $8 FROM onboarding_consent WHERE institution_id = $1 AND application_id = $2`,
		a.Institution, a.ID, c.Kind, c.Version, c.Agreed, user, ip, tx.NowMicros())
	return err
}

// consents returns the latest word on each kind.
func consents(q store.Q, inst id.Institution, of ApplicationID) ([]Consent, error) {
	return store.Collect(q, func(r *store.Rows) (c Consent, err error) {
		var us int64
		err = r.Scan(&c.Kind, &c.Version, &c.Agreed, &us)
		c.At = clock.FromMicros(us)
		return c, err
	}, `SELECT kind, text_version, agreed, at_us FROM onboarding_consent c
		WHERE institution_id = $1 AND application_id = $2 AND NOT EXISTS (SELECT 1 FROM onboarding_consent n
			WHERE n.institution_id = c.institution_id AND n.application_id = c.application_id AND n.kind = c.kind AND n.seq > c.seq)
		ORDER BY kind`, inst, of)
}

func insertCheck(tx *store.Tx, a Application, v verdict, input []byte) error {
	_, err := tx.Exec(`INSERT INTO onboarding_check (institution_id, application_id, seq, version, kind, input_index, result, ok, vendor_ref, at_us)
		SELECT $1, $2, COALESCE(MAX(seq), 0) + 1, $3, $4, $5, $6, $7, $8, $9 FROM onboarding_check WHERE institution_id = $1 AND application_id = $2`,
		a.Institution, a.ID, a.Version, v.kind, input, v.result, v.ok, v.ref, tx.NowMicros())
	return err
}

// checks returns the latest answer of each kind for the present version.
func checks(q store.Q, a Application) ([]Check, error) {
	return store.Collect(q, func(r *store.Rows) (c Check, err error) {
		var us int64
		err = r.Scan(&c.Kind, &c.Result, &c.OK, &c.Ref, &us, &c.Version)
		c.At = clock.FromMicros(us)
		return c, err
	}, `SELECT kind, result, ok, vendor_ref, at_us, version FROM onboarding_check c
		WHERE institution_id = $1 AND application_id = $2 AND version = $3 AND NOT EXISTS (SELECT 1 FROM onboarding_check n
			WHERE n.institution_id = c.institution_id AND n.application_id = c.application_id AND n.version = c.version
			AND n.kind = c.kind AND n.seq > c.seq)
		ORDER BY kind`, a.Institution, a.ID, a.Version)
}

func insertDecision(tx *store.Tx, a Application, d Decision, user string) error {
	list, err := json.Marshal(d.Checklist)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO onboarding_decision (institution_id, application_id, seq, version, level, decision, reason_code, reason,
			checklist, originals, by_user, by_party, at_us)
		SELECT $1, $2, COALESCE(MAX(seq), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 FROM onboarding_decision
		WHERE institution_id = $1 AND application_id = $2`,
		a.Institution, a.ID, a.Version, d.Level, d.Decision, d.ReasonCode, d.Reason, string(list), d.Originals, user, d.party, tx.NowMicros())
	return err
}

func decisions(q store.Q, inst id.Institution, of ApplicationID) ([]Decision, error) {
	return store.Collect(q, func(r *store.Rows) (d Decision, err error) {
		var us int64
		var list string
		if err = r.Scan(&d.Level, &d.Decision, &d.ReasonCode, &d.Reason, &list, &d.Originals, &d.By, &d.party, &us, &d.Version); err != nil {
			return d, err
		}
		d.At = clock.FromMicros(us)
		return d, json.Unmarshal([]byte(list), &d.Checklist)
	}, `SELECT level, decision, reason_code, reason, checklist, originals, by_user, by_party, at_us, version FROM onboarding_decision
		WHERE institution_id = $1 AND application_id = $2 ORDER BY seq`, inst, of)
}

// lastRejection returns when an owner was refused last.
func lastRejection(q store.Q, inst id.Institution, owner string) (time.Time, bool, error) {
	us, err := store.Scan1[store.Null[int64]](q, `SELECT MAX(d.at_us) FROM onboarding_decision d
		JOIN onboarding_application a ON a.institution_id = d.institution_id AND a.id = d.application_id
		WHERE a.institution_id = $1 AND a.owner_user = $2 AND d.decision = 'reject'`, inst, owner)
	return clock.FromMicros(us.V), us.Valid, err
}

// idle returns applications of a status that nobody touched since.
func idle(q store.Q, inst id.Institution, status string, before int64) ([]Application, error) {
	return store.Collect(q, func(r *store.Rows) (Application, error) { return scanApplication(r) },
		selectApplication+` WHERE institution_id = $1 AND status = $2 AND changed_us < $3 ORDER BY id`, inst, status, before)
}

// lateApplications returns those past their promise that nobody was told about.
func lateApplications(q store.Q, inst id.Institution, now int64) ([]Application, error) {
	return store.Collect(q, func(r *store.Rows) (Application, error) { return scanApplication(r) },
		selectApplication+` WHERE institution_id = $1 AND target_us > 0 AND target_us < $2 AND told_overdue = FALSE
		AND status IN ('submitted', 'verifying', 'r1_pending', 'r2_pending') ORDER BY id`, inst, now)
}

// refused returns the applications that came to nothing before a moment and
// whose papers are still there.
func refused(q store.Q, inst id.Institution, before int64) ([]Application, error) {
	return store.Collect(q, func(r *store.Rows) (Application, error) { return scanApplication(r) },
		selectApplication+` WHERE institution_id = $1 AND status IN ('rejected', 'withdrawn', 'expired') AND changed_us < $2 AND purged_us = 0
		ORDER BY id`, inst, before)
}

func markPurged(tx *store.Tx, a Application) error {
	_, err := tx.Exec(`UPDATE onboarding_application SET purged_us = $1 WHERE institution_id = $2 AND id = $3`, tx.NowMicros(), a.Institution, a.ID)
	return err
}
