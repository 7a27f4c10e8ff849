package notify

import (
	"embed"
	"encoding/json"
	"errors"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/id"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
	"tillway/internal/party"
)

//go:embed migrations/*.sql
var migrationsFS embed.FS

// Migrations are the room's tables.
var Migrations = store.Migration{Room: "notify", FS: migrationsFS}

type messageKind struct{}

func (messageKind) Prefix() string { return "msg" }

// ID identifies a message. The gateway gets it as its idempotency key.
type ID = id.Of[messageKind]

// Message is one kind to one person about one event.
type Message struct {
	Institution id.Institution
	ID          ID
	Event       outbox.ID
	Kind        string
	Merchant    string
	User        string
	Party       party.ID
	Language    string
	Args        map[string]string
	At          time.Time
	Status      string
	Attempts    int64
	Mobile      string // masked; known once it was sent
	GatewayID   string
	SentAt      time.Time
	ReceiptAt   time.Time
}

// Statuses of a message.
const (
	Queued      = "queued"
	Off         = "off"
	Sent        = "sent"
	Delivered   = "delivered"
	Undelivered = "undelivered"
	Failed      = "failed"
)

// insertMessage queues a message; a second one about the same event to the
// same person changes nothing.
func insertMessage(tx *store.Tx, m Message) error {
	args, err := json.Marshal(m.Args)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO notify_message (institution_id, id, event_id, kind, merchant_id, user_id, party_id, language, args,
		made_us, status, attempts, next_us, mobile_mask, gateway_id, sent_us, receipt_us, last_error)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, $12, '', '', 0, 0, '') ON CONFLICT DO NOTHING`,
		string(m.Institution), m.ID.String(), m.Event.String(), m.Kind, m.Merchant, m.User, m.Party.String(), m.Language, string(args),
		clock.Micros(m.At), m.Status, tx.NowMicros())
	return err
}

const columns = `institution_id, id, event_id, kind, merchant_id, user_id, party_id, language, args, made_us, status, attempts, mobile_mask,
	gateway_id, sent_us, receipt_us`

func scan(r *store.Rows) (m Message, err error) {
	var args string
	var made, sent, receipt int64
	err = r.Scan(&m.Institution, &m.ID, &m.Event, &m.Kind, &m.Merchant, &m.User, &m.Party, &m.Language, &args, &made, &m.Status, &m.Attempts,
		&m.Mobile, &m.GatewayID, &sent, &receipt)
	if err != nil {
		return m, err
	}
	m.At = clock.FromMicros(made)
	if sent != 0 {
		m.SentAt = clock.FromMicros(sent)
	}
	if receipt != 0 {
		m.ReceiptAt = clock.FromMicros(receipt)
	}
	return m, json.Unmarshal([]byte(args), &m.Args)
}

func dueMessages(q store.Q, now time.Time, limit int) ([]Message, error) {
	return store.Collect(q, scan, `SELECT `+columns+` FROM notify_message WHERE status = 'queued' AND next_us <= $1
		ORDER BY next_us, id LIMIT $2`, clock.Micros(now), limit)
}

// listMessages returns messages to one user, or to all when user is empty, the
// newest first.
func listMessages(q store.Q, inst id.Institution, user string, limit int) ([]Message, error) {
	return store.Collect(q, scan, `SELECT `+columns+` FROM notify_message WHERE institution_id = $1 AND ($2 = '' OR user_id = $3)
		AND status <> 'off' ORDER BY made_us DESC, id DESC LIMIT $4`, string(inst), user, user, limit)
}

func markSent(tx *store.Tx, m Message) error {
	_, err := tx.Exec(`UPDATE notify_message SET status = 'sent', attempts = attempts + 1, mobile_mask = $1, gateway_id = $2, sent_us = $3
		WHERE institution_id = $4 AND id = $5 AND status = 'queued'`,
		m.Mobile, m.GatewayID, tx.NowMicros(), string(m.Institution), m.ID.String())
	return err
}

// markTried puts a message that was not taken off until later, or gives it up.
func markTried(tx *store.Tx, m Message, cause string, next time.Time, giveUp bool) error {
	status := Queued
	if giveUp {
		status = Failed
	}
	_, err := tx.Exec(`UPDATE notify_message SET status = $1, attempts = attempts + 1, next_us = $2, last_error = $3
		WHERE institution_id = $4 AND id = $5 AND status = 'queued'`,
		status, clock.Micros(next), cause, string(m.Institution), m.ID.String())
	return err
}

// markReceipt stores what the gateway says became of a message. Ids are unique
// over institutions.
func markReceipt(tx *store.Tx, r Receipt) error {
	status := Undelivered
	if r.Delivered {
		status = Delivered
	}
	_, err := tx.Exec(`UPDATE notify_message SET status = $1, receipt_us = $2 WHERE id = $3 AND status = 'sent'`,
		status, tx.NowMicros(), r.Ref)
	return err
}

func receiptCursor(q store.Q, gateway string) (int64, error) {
	n, err := store.Scan1[int64](q, `SELECT after FROM notify_receipts WHERE gateway = $1`, gateway)
	if errors.Is(err, store.ErrNoRows) {
		return 0, nil
	}
	return n, err
}

func setReceiptCursor(tx *store.Tx, gateway string, after int64) error {
	_, err := tx.Exec(`INSERT INTO notify_receipts (gateway, after) VALUES ($1, $2)
		ON CONFLICT (gateway) DO UPDATE SET after = excluded.after`, gateway, after)
	return err
}

func choices(q store.Q, inst id.Institution, user string) (map[string]string, error) {
	type choice struct{ name, value string }
	list, err := store.Collect(q, func(r *store.Rows) (c choice, err error) { return c, r.Scan(&c.name, &c.value) },
		`SELECT name, value FROM notify_choice WHERE institution_id = $1 AND user_id = $2`, string(inst), user)
	out := map[string]string{}
	for _, c := range list {
		out[c.name] = c.value
	}
	return out, err
}

func setChoice(tx *store.Tx, inst id.Institution, user, name, value string) error {
	_, err := tx.Exec(`INSERT INTO notify_choice (institution_id, user_id, name, value) VALUES ($1, $2, $3, $4)
		ON CONFLICT (institution_id, user_id, name) DO UPDATE SET value = excluded.value`, string(inst), user, name, value)
	return err
}

// Figures counts messages by what became of them.
func Figures(q store.Q, inst id.Institution) (delivered, pending int64, err error) {
	err = q.Row(`SELECT CAST(COALESCE(SUM(CASE WHEN status = 'delivered' THEN 1 ELSE 0 END), 0) AS BIGINT),
		CAST(COALESCE(SUM(CASE WHEN status IN ('queued', 'sent') THEN 1 ELSE 0 END), 0) AS BIGINT)
		FROM notify_message WHERE institution_id = $1`, string(inst)).Scan(&delivered, &pending)
	return delivered, pending, err
}
