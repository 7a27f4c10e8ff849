package payment

import (
	"embed"
	"encoding/json"
	"errors"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/flow"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

//go:embed migrations
var migrationsFS embed.FS

// Migrations are the room's tables, with the third lock of the payment's life.
var Migrations = store.Migration{Room: "payment", FS: migrationsFS, Extra: func(engine string) []string {
	return flow.HotTrigger(engine, "payment", life, immutable, once...)
}}

const columns = `merchant_id, id, kind, channel, product, terminal_id, tid, mid, merchant_name, mcc, batch, trace, entry_mode,
	requested_fen, currency, pan_token, pan_cipher, pan_key, pan_index, pan_mask, original_id, rrn, stan, plan_id, binding_version,
	business_date, limit_date, occurred_at, deadline_at, boot, status,
	COALESCE(approved_at, 0), COALESCE(declined_at, 0), COALESCE(uncertain_at, 0), COALESCE(forwarding_at, 0),
	COALESCE(reversing_at, 0), COALESCE(reversed_at, 0), COALESCE(late_at, 0), unwanted_at IS NOT NULL, late_code, COALESCE(approved_fen, 0),
	code, reason, reason_args, auth_code, issuer, channel_date, channel_ref, posted_date, reversed_date, entry_id, hold_id`

type scanner interface{ Scan(...any) error }

func scanPayment(r scanner) (Payment, error) {
	var p Payment
	var status, args string
	var occurred, deadline int64
	var at [7]int64
	err := r.Scan(&p.MerchantID, &p.ID, &p.Kind, &p.Channel, &p.Product, &p.TerminalID, &p.TID, &p.MID, &p.MerchantName, &p.MCC,
		&p.Batch, &p.Trace, &p.EntryMode, &p.RequestedFen, &p.Currency, &p.PANToken, &p.panCipher, &p.panKey, &p.panIndex, &p.PANMask,
		&p.OriginalID, &p.RRN, &p.STAN, &p.PlanID, &p.BindingVersion, &p.BusinessDate, &p.limitDate, &occurred, &deadline, &p.boot,
		&status, &at[0], &at[1], &at[2], &at[3], &at[4], &at[5], &at[6], &p.unwanted, &p.LateCode, &p.ApprovedFen, &p.Code, &p.Reason, &args,
		&p.AuthCode, &p.Issuer, &p.ChannelDate, &p.ChannelRef, &p.PostedDate, &p.ReversedDate, &p.entryID, &p.holdID)
	if err != nil {
		return p, err
	}
	p.pos = life.At(status, 0)
	p.OccurredAt, p.deadlineAt = clock.FromMicros(occurred), clock.FromMicros(deadline)
	for i, t := range []*time.Time{&p.ApprovedAt, &p.DeclinedAt, &p.UncertainAt, &p.ForwardingAt, &p.ReversingAt, &p.ReversedAt, &p.LateAt} {
		if at[i] != 0 {
			*t = clock.FromMicros(at[i])
		}
	}
	if args != "" {
		err = json.Unmarshal([]byte(args), &p.reasonArgs)
	}
	return p, err
}

func insertPayment(tx *store.Tx, inst id.Institution, p Payment) error {
	_, err := tx.Exec(`INSERT INTO payment (institution_id, merchant_id, id, kind, channel, product, terminal_id, tid, mid,
		merchant_name, mcc, batch, trace, entry_mode, requested_fen, currency, pan_token, pan_cipher, pan_key, pan_index, pan_mask,
		original_id, rrn, stan, plan_id, binding_version, business_date, limit_date, occurred_at, deadline_at, boot,
		life, status, intent_at, late_code, code, reason, reason_args, auth_code, issuer, channel_date, channel_ref,
		posted_date, reversed_date, entry_id, hold_id)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
		$25, $26, $27, $28, $29, $30, $31, 'payment', $32, $33, '', '', '', '', '', '', '', '', '', '', '', $34)`,
		string(inst), p.MerchantID, string(p.ID), string(p.Kind), string(p.Channel), p.Product, p.TerminalID, p.TID, p.MID,
		p.MerchantName, p.MCC, p.Batch, p.Trace, p.EntryMode, p.RequestedFen, p.Currency, p.PANToken, p.panCipher, p.panKey, p.panIndex,
		p.PANMask, string(p.OriginalID), p.RRN, p.STAN, p.PlanID, p.BindingVersion, p.BusinessDate.String(), p.limitDate.String(),
		clock.Micros(p.OccurredAt), clock.Micros(p.deadlineAt), p.boot, p.Status(), clock.Micros(p.OccurredAt), string(p.holdID))
	return err
}

// newborn is where every payment begins.
func newborn() flow.Pos { return life.At(life.Genesis(), 0) }

// statusColumn is where the time of a status is kept.
var statusColumn = map[string]string{
	stApproved: "approved_at", stDeclined: "declined_at", stUncertain: "uncertain_at",
	stForwarding: "forwarding_at", stReversing: "reversing_at", stReversed: "reversed_at",
}

// fire moves a payment along an edge, with the time of the new status and what
// the step decides. A payment that somebody else moved gives ErrMoved.
func fire(tx *store.Tx, inst id.Institution, p *Payment, event string) error {
	next, err := life.Peek(p.pos, event)
	if err != nil {
		return err
	}
	var args string
	if len(p.reasonArgs) > 0 {
		b, err := json.Marshal(p.reasonArgs)
		if err != nil {
			return err
		}
		args = string(b)
	}
	var approved any
	if !p.ApprovedAt.IsZero() || next.Is(stApproved) {
		approved = p.ApprovedFen
	}
	n, err := tx.Exec(`UPDATE payment SET status = $1, `+statusColumn[next.String()]+` = $2, approved_fen = $3, code = $4, reason = $5,
		reason_args = $6, auth_code = $7, issuer = $8, channel_date = $9, channel_ref = $10, posted_date = $11, reversed_date = $12,
		entry_id = $13 WHERE institution_id = $14 AND id = $15 AND status = $16`,
		next.String(), tx.NowMicros(), approved, p.Code, p.Reason, args, p.AuthCode, p.Issuer, p.ChannelDate, p.ChannelRef,
		p.PostedDate.String(), p.ReversedDate.String(), string(p.entryID), string(inst), string(p.ID), p.Status())
	if err != nil {
		return err
	}
	if n == 0 {
		return ErrMoved.New()
	}
	p.pos = flow.Pos{Status: next}
	p.stamp(next.String(), tx.Now())
	return nil
}

func (p *Payment) stamp(status string, at time.Time) {
	switch status {
	case stApproved:
		p.ApprovedAt = at
	case stDeclined:
		p.DeclinedAt = at
	case stUncertain:
		p.UncertainAt = at
	case stForwarding:
		p.ForwardingAt = at
	case stReversing:
		p.ReversingAt = at
	case stReversed:
		p.ReversedAt = at
	}
}

// markLate records an answer that came after the decision to reverse. It
// changes nothing else (R3).
func markLate(tx *store.Tx, inst id.Institution, pid ID, code string) error {
	_, err := tx.Exec(`UPDATE payment SET late_at = $1, late_code = $2
		WHERE institution_id = $3 AND id = $4 AND late_at IS NULL AND uncertain_at IS NOT NULL`,
		tx.NowMicros(), code, string(inst), string(pid))
	return err
}

// markUnwanted records that a terminal took back a payment that is voided.
func markUnwanted(tx *store.Tx, inst id.Institution, pid ID) error {
	_, err := tx.Exec(`UPDATE payment SET unwanted_at = $1 WHERE institution_id = $2 AND id = $3 AND unwanted_at IS NULL`,
		tx.NowMicros(), string(inst), string(pid))
	return err
}

func load(q store.Q, inst id.Institution, pid ID) (Payment, error) {
	p, err := scanPayment(q.Row(`SELECT `+columns+` FROM payment WHERE institution_id = $1 AND id = $2`, string(inst), string(pid)))
	if errors.Is(err, store.ErrNoRows) {
		err = ErrNotFound.New()
	}
	return p, err
}

func find(q store.Q, inst id.Institution, where string, args ...any) ([]Payment, error) {
	return store.Collect(q, func(r *store.Rows) (Payment, error) { return scanPayment(r) },
		`SELECT `+columns+` FROM payment WHERE institution_id = $1 AND `+where, append([]any{string(inst)}, args...)...)
}

// children are the payments that act on an original.
func children(q store.Q, inst id.Institution, original ID) ([]Payment, error) {
	return find(q, inst, `original_id = $2 AND original_id <> '' ORDER BY occurred_at, id`, string(original))
}

// key is a request's identity.
type key struct {
	inst                         id.Institution
	terminal, batch, trace, part string
}

// known is what is remembered under a key.
type known struct {
	digest    []byte
	kind      Kind
	amountFen int64
	payment   ID // "" is a tombstone
}

func keyed(q store.Q, k key) (known, bool, error) {
	var n known
	err := q.Row(`SELECT digest, kind, amount_fen, payment_id FROM payment_key
		WHERE institution_id = $1 AND terminal_id = $2 AND batch = $3 AND trace = $4 AND class = $5`,
		string(k.inst), k.terminal, k.batch, k.trace, k.part).Scan(&n.digest, &n.kind, &n.amountFen, &n.payment)
	if errors.Is(err, store.ErrNoRows) {
		return n, false, nil
	}
	return n, err == nil, err
}

// takeKey claims a key; false when it is taken.
func takeKey(tx *store.Tx, k key, n known) (bool, error) {
	rows, err := tx.Exec(`INSERT INTO payment_key (institution_id, terminal_id, batch, trace, class, digest, kind, amount_fen, payment_id, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING`,
		string(k.inst), k.terminal, k.batch, k.trace, k.part, n.digest, string(n.kind), n.amountFen, string(n.payment), tx.NowMicros())
	return rows == 1, err
}

// due is what is still owed to the outside about a payment.
type due struct {
	inst     id.Institution
	payment  ID
	act      string
	cause    string
	stan     string
	created  time.Time
	attempts int64
}

// The acts of a due.
const (
	actReverse = "reverse"
	actForward = "forward"
)

func insertDue(tx *store.Tx, inst id.Institution, merchant string, d due, first time.Time) error {
	_, err := tx.Exec(`INSERT INTO payment_due (institution_id, payment_id, merchant_id, act, cause, stan, created_at, attempts, next_at, last_code)
		VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, '')`,
		string(inst), string(d.payment), merchant, d.act, d.cause, d.stan, tx.NowMicros(), clock.Micros(first))
	return err
}

// duesAt returns what is due, the longest waiting first.
func duesAt(q store.Q, now time.Time, limit int) ([]due, error) {
	return store.Collect(q, scanDue, `SELECT institution_id, payment_id, act, cause, stan, created_at, attempts FROM payment_due
		WHERE done_at IS NULL AND next_at <= $1 ORDER BY next_at, payment_id LIMIT $2`, clock.Micros(now), limit)
}

func scanDue(r *store.Rows) (d due, err error) {
	var created int64
	err = r.Scan(&d.inst, &d.payment, &d.act, &d.cause, &d.stan, &created, &d.attempts)
	d.created = clock.FromMicros(created)
	return d, err
}

func postponeDue(tx *store.Tx, d due, code string, next time.Time) error {
	_, err := tx.Exec(`UPDATE payment_due SET attempts = attempts + 1, last_code = $1, next_at = $2
		WHERE institution_id = $3 AND payment_id = $4 AND done_at IS NULL`,
		code, clock.Micros(next), string(d.inst), string(d.payment))
	return err
}

// finishDue ends a due; false when it had ended.
func finishDue(tx *store.Tx, d due, code string) (bool, error) {
	n, err := tx.Exec(`UPDATE payment_due SET attempts = attempts + 1, last_code = $1, done_at = $2
		WHERE institution_id = $3 AND payment_id = $4 AND done_at IS NULL`,
		code, tx.NowMicros(), string(d.inst), string(d.payment))
	return n == 1, err
}

// orphans are intents that nobody is working on any more: of a process that is
// gone, or past their deadline.
func orphans(q store.Q, boot string, now time.Time, limit int) (out []orphan, err error) {
	return store.Collect(q, func(r *store.Rows) (o orphan, err error) { return o, r.Scan(&o.inst, &o.payment) },
		`SELECT institution_id, id FROM payment WHERE status = 'intent' AND (boot <> $1 OR deadline_at <= $2)
		ORDER BY occurred_at, id LIMIT $3`, boot, clock.Micros(now), limit)
}

type orphan struct {
	inst    id.Institution
	payment ID
}

func readDataKey(q store.Q, inst id.Institution, version int64) (k dataKey, err error) {
	err = q.Row(`SELECT version, block FROM payment_data_key WHERE institution_id = $1 AND ($2 = 0 OR version = $3)
		ORDER BY version DESC LIMIT 1`, string(inst), version, version).Scan(&k.version, &k.block)
	return k, err
}

func insertDataKey(tx *store.Tx, inst id.Institution, k dataKey) error {
	_, err := tx.Exec(`INSERT INTO payment_data_key (institution_id, version, block, made_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT DO NOTHING`, string(inst), k.version, k.block, tx.NowMicros())
	return err
}
