package notify

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"tillway/internal/audit"
	"tillway/internal/identity"
	"tillway/internal/institution"
	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/jobs"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
	"tillway/internal/party"
)

// Receipt is what the gateway says became of a message.
type Receipt struct {
	Ref       string
	Delivered bool
}

// SMS is a text message gateway. The same ref is the same message.
type SMS interface {
	Name() string
	// Send hands a message over; ErrRefused when the gateway will never take it.
	Send(ctx context.Context, ref, mobile, text string) (gatewayID string, err error)
	// Receipts returns receipts after a cursor and the next cursor.
	Receipts(ctx context.Context, after int64) ([]Receipt, int64, error)
}

// Secret fetches what a message may say and an event may not hold: the code of
// a signature, by the event's contract_id.
type Secret func(ctx context.Context, inst id.Institution, contractID string) (string, error)

// Service is the room's use cases.
type Service struct {
	db      *store.DB
	parties *party.Service
	sms     SMS
	code    Secret
	log     *slog.Logger
}

// New returns the room; code words the kind sign_code.
func New(db *store.DB, parties *party.Service, sms SMS, code Secret, log *slog.Logger) *Service {
	return &Service{db: db, parties: parties, sms: sms, code: code, log: log}
}

// Subscriptions turn events into messages.
func (s *Service) Subscriptions() []outbox.Subscription {
	return []outbox.Subscription{{Name: "notify.messages", Topics: topics(), Handle: s.handle}}
}

// Jobs send what is due.
func (s *Service) Jobs() []jobs.Job {
	return []jobs.Job{{Name: "notify.send", Every: time.Second, Prompt: true, Do: func(ctx context.Context, _ day.Date) error { return s.Send(ctx) }}}
}

func (s *Service) handle(tx *store.Tx, e outbox.Envelope) error {
	fields, err := fieldsOf(e.Body)
	if err != nil || fields["test"] == "true" { // nobody is told of the engineer's cents
		return err
	}
	for _, r := range rules {
		if r.topic != e.Topic {
			continue
		}
		people, err := recipients(tx, e.Institution, r.to, fields)
		if err != nil {
			return err
		}
		for _, who := range people {
			if err := tell(tx, e, r, who, fields); err != nil {
				return err
			}
		}
	}
	return nil
}

// fieldsOf reads an event's flat fields as texts.
func fieldsOf(body []byte) (map[string]string, error) {
	var raw map[string]any
	dec := json.NewDecoder(strings.NewReader(string(body)))
	dec.UseNumber()
	if err := dec.Decode(&raw); err != nil {
		return nil, err
	}
	out := map[string]string{}
	for k, v := range raw {
		switch v := v.(type) {
		case string:
			out[k] = v
		case json.Number:
			out[k] = v.String()
		case bool:
			out[k] = strconv.FormatBool(v)
		}
	}
	return out, nil
}

func recipients(q store.Q, inst id.Institution, to to, fields map[string]string) ([]identity.Recipient, error) {
	if to == owner {
		return identity.Recipients(q, inst, fields["merchant_id"], audit.Owner)
	}
	of := identity.UserID(fields["user_id"])
	if to == applicant {
		of = identity.UserID(fields["owner_user"])
	}
	if of == "" {
		return nil, nil
	}
	p, err := identity.PartyOf(q, inst, of)
	return []identity.Recipient{{User: of, Party: p}}, err
}

func tell(tx *store.Tx, e outbox.Envelope, r rule, who identity.Recipient, fields map[string]string) error {
	chosen, err := choices(tx, e.Institution, who.User.String())
	if err != nil {
		return err
	}
	m := Message{Institution: e.Institution, ID: id.New[messageKind](tx.Now()), Event: e.ID, Kind: r.kind, Merchant: fields["merchant_id"],
		User: who.User.String(), Party: who.Party, Language: "zh", Args: fields, At: e.At, Status: Queued}
	if chosen["language"] == "en" {
		m.Language = "en"
	}
	if chosen[r.class.Name] == "off" && !r.class.Locked {
		m.Status = Off
	}
	return insertMessage(tx, m)
}

// batch is how many messages a look takes.
const batch = 100

// Send hands due messages to the gateway, outside any transaction, and reads
// its receipts.
func (s *Service) Send(ctx context.Context) error {
	var due []Message
	err := s.db.Read(ctx, func(q store.Q) (err error) { due, err = dueMessages(q, s.db.Clock().Now(), batch); return err })
	if err != nil {
		return err
	}
	for _, m := range due {
		if err := s.sendOne(ctx, m); err != nil {
			return err
		}
	}
	return s.readReceipts(ctx)
}

func (s *Service) sendOne(ctx context.Context, m Message) error {
	failed := s.hand(ctx, &m)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return s.db.Write(ctx, func(tx *store.Tx) error {
		if failed == nil {
			return markSent(tx, m)
		}
		s.log.Warn("message not sent", "id", m.ID, "kind", m.Kind, "err", failed)
		tries, err := institution.ParamInt(tx, m.Institution, "sms.tries", day.Of(tx.Now()))
		if err != nil {
			return err
		}
		wait := time.Second << min(m.Attempts, 8)
		return markTried(tx, m, cause(failed), tx.Now().Add(wait), errors.Is(failed, ErrRefused) || m.Attempts+1 >= tries)
	})
}

// cause is what is kept of a failure: its kind, not its words, which could hold
// the number.
func cause(err error) string {
	if errors.Is(err, ErrRefused) {
		return "refused"
	}
	return fmt.Sprintf("%T", err)
}

// hand opens the number, words the message and gives it to the gateway.
func (s *Service) hand(ctx context.Context, m *Message) error {
	person, err := s.parties.Open(ctx, audit.System(m.Institution, "notify"), m.Party, "sms "+m.Kind)
	if err != nil {
		return err
	}
	if person.Mobile == "" {
		return ErrRefused
	}
	text, err := s.text(ctx, *m)
	if err != nil {
		return err
	}
	m.Mobile = party.MaskMobile(person.Mobile)
	m.GatewayID, err = s.sms.Send(ctx, m.ID.String(), person.Mobile, text)
	return err
}

func (s *Service) text(ctx context.Context, m Message) (string, error) {
	var hotline string
	err := s.db.Read(ctx, func(q store.Q) error {
		house, err := institution.Get(q, m.Institution)
		hotline = house.Hotline
		return err
	})
	if err != nil {
		return "", err
	}
	args := m.Args
	if m.Kind == "sign_code" {
		code, err := s.code(ctx, m.Institution, m.Args["contract_id"])
		if err != nil {
			return "", err
		}
		args = map[string]string{"code": code, "minutes": m.Args["minutes"]}
	}
	return Render(m.Kind, m.Language, args, m.At, hotline), nil
}

func (s *Service) readReceipts(ctx context.Context) error {
	var after int64
	err := s.db.Read(ctx, func(q store.Q) (err error) { after, err = receiptCursor(q, s.sms.Name()); return err })
	if err != nil {
		return err
	}
	receipts, next, err := s.sms.Receipts(ctx, after)
	if err != nil || next == after {
		return err
	}
	return s.db.Write(ctx, func(tx *store.Tx) error {
		for _, r := range receipts {
			if err := markReceipt(tx, r); err != nil {
				return err
			}
		}
		return setReceiptCursor(tx, s.sms.Name(), next)
	})
}
