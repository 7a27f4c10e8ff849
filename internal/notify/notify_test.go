package notify

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"tillway/internal/audit"
	"tillway/internal/identity"
	"tillway/internal/kit/id"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/secret"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
	"tillway/internal/merchant/merchanttest"
	"tillway/internal/module/moduletest"
	"tillway/internal/party"
	"tillway/internal/payment"
	"tillway/internal/settlement"
)

// gateway keeps what it was given; failing makes it unwilling.
type gateway struct {
	sent    map[string]string // ref → text
	mobiles map[string]string
	calls   int
	failing error
	next    int64
}

func (g *gateway) Name() string { return "test" }

func (g *gateway) Send(_ context.Context, ref, mobile, text string) (string, error) {
	g.calls++
	if g.failing != nil {
		return "", g.failing
	}
	g.sent[ref], g.mobiles[ref] = text, mobile
	return "G" + ref, nil
}

func (g *gateway) Receipts(_ context.Context, after int64) (out []Receipt, next int64, err error) {
	for ref := range g.sent {
		out = append(out, Receipt{Ref: ref, Delivered: true})
	}
	g.next = after + int64(len(out))
	return out, g.next, nil
}

type post struct {
	t     *testing.T
	db    *store.DB
	svc   *Service
	gate  *gateway
	relay *outbox.Relay
	owner audit.Actor
}

var rooms = append(append([]store.Migration{}, merchanttest.Migrations...), identity.Migrations, Migrations)

func each(t *testing.T, fn func(t *testing.T, p *post)) {
	v := moduletest.Start(t)
	storetest.Each(t, rooms, func(t *testing.T, db *store.DB) {
		m := merchanttest.Pending(t, withHouse(t, db), v)
		parties := party.New(db, v)
		users := identity.NewCosting(db, parties, 8)
		p := &post{t: t, db: db, gate: &gateway{sent: map[string]string{}, mobiles: map[string]string{}}, relay: outbox.NewRelay(db, slog.New(slog.DiscardHandler))}
		uid, err := users.Enrol(t.Context(), audit.Actor{Institution: merchanttest.Inst, User: "system:test", Roles: []string{audit.Admin}},
			identity.NewUser{Login: "innkeeper", Party: m.LegalParty, Roles: []string{audit.Owner}, Merchant: m.ID.String(), Password: secret.New("Kx7#mQ2v!Rz9pL")})
		if err != nil {
			t.Fatal(err)
		}
		p.owner = audit.Actor{Institution: merchanttest.Inst, User: uid.String(), Party: m.LegalParty.String(), Roles: []string{audit.Owner}, Merchant: m.ID.String()}
		code := func(context.Context, id.Institution, string) (string, error) { return "123456", nil }
		p.svc = New(db, parties, p.gate, code, slog.New(slog.DiscardHandler))
		for _, s := range p.svc.Subscriptions() {
			p.relay.Subscribe(s)
		}
		p.emit() // what the preparation itself had to say
		p.gate.sent, p.gate.mobiles, p.gate.calls = map[string]string{}, map[string]string{}, 0
		fn(t, p)
	})
}

func withHouse(t *testing.T, db *store.DB) *store.DB {
	merchanttest.Institution(t, db)
	return db
}

// emit writes events, lets the relay deliver them and sends what is due.
func (p *post) emit(events ...outbox.Event) {
	p.t.Helper()
	err := p.db.Write(p.t.Context(), func(tx *store.Tx) error {
		for _, e := range events {
			if err := outbox.Emit(tx, merchanttest.Inst, e); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		err = p.relay.Drain(p.t.Context())
	}
	if err == nil {
		err = p.svc.Send(p.t.Context())
	}
	if err != nil {
		p.t.Fatal(err)
	}
}

func (p *post) paid(fen int64) settlement.PayoutPaid {
	return settlement.PayoutPaid{PayoutID: "pot_1", MerchantID: p.owner.Merchant, Date: "2026-03-02", AmountFen: fen, Last4: "0009", BankRef: "B1"}
}

func (p *post) only() Shown {
	p.t.Helper()
	list, err := p.svc.List(p.t.Context(), p.owner, 0)
	if err != nil || len(list) == 0 {
		p.t.Fatalf("messages: %v, %v", list, err)
	}
	return list[0]
}

func TestS012_EverySettlementIsToldOnceToTheOwner(t *testing.T) {
	each(t, func(t *testing.T, p *post) {
		p.emit(p.paid(498_000))
		if err := p.svc.Send(t.Context()); err != nil || len(p.gate.sent) != 1 || p.gate.calls != 1 {
			t.Fatalf("%d messages in %d calls, %v", len(p.gate.sent), p.gate.calls, err)
		}
		for ref, text := range p.gate.sent {
			if !strings.HasPrefix(text, "【收单通】您尾号0009账户") || !strings.Contains(text, "4,980.00元") || !strings.Contains(text, "03月02日") {
				t.Errorf("text: %s", text)
			}
			if p.gate.mobiles[ref] != "13800000000" {
				t.Errorf("sent to %s", p.gate.mobiles[ref])
			}
		}
		m := p.only()
		if m.Status != Delivered || m.Mobile != "138****0000" || m.Kind != "settlement" {
			t.Errorf("kept: %+v", m)
		}
	})
}

func TestNobodyIsToldOfACommissioningRefund(t *testing.T) {
	each(t, func(t *testing.T, p *post) {
		refund := payment.Fact{MerchantID: p.paid(1).MerchantID, AmountFen: 1, RRN: "000000000001", Test: true}
		p.emit(payment.Refunded{Fact: refund})
		refund.Test, refund.RRN = false, "000000000002"
		p.emit(payment.Refunded{Fact: refund})
		if len(p.gate.sent) != 1 {
			t.Errorf("%d messages", len(p.gate.sent))
		}
		if m := p.only(); !strings.Contains(m.Text, "退款0.01元") || !strings.Contains(m.Text, "000000000002") {
			t.Errorf("the owner reads %q", m.Text)
		}
	})
}

func TestADeliveredEventIsOneMessageHoweverOftenItComes(t *testing.T) {
	each(t, func(t *testing.T, p *post) {
		body, err := json.Marshal(p.paid(100))
		if err != nil {
			t.Fatal(err)
		}
		e := outbox.Envelope{ID: "evt_1", Institution: merchanttest.Inst, Topic: settlement.PayoutPaid{}.Topic(), At: p.db.Clock().Now(), Body: body}
		for range 2 {
			if err := p.db.Write(t.Context(), func(tx *store.Tx) error { return p.svc.handle(tx, e) }); err != nil {
				t.Fatal(err)
			}
		}
		p.emit()
		if len(p.gate.sent) != 1 {
			t.Errorf("%d messages", len(p.gate.sent))
		}
	})
}

func TestAnUnwillingGatewayIsAskedAgainAndARefusalEndsIt(t *testing.T) {
	each(t, func(t *testing.T, p *post) {
		p.gate.failing = errors.New("down")
		p.emit(p.paid(100))
		if m := p.only(); m.Status != Queued || m.Attempts != 1 {
			t.Fatalf("after one failure: %+v", m)
		}
		p.gate.failing = nil
		p.db.Clock().Set(p.db.Clock().Now().Add(time.Minute))
		p.emit()
		if m := p.only(); m.Status != Delivered || m.Attempts != 2 {
			t.Fatalf("after the repeat: %+v", m)
		}
		p.gate.failing = ErrRefused
		p.emit(p.paid(200))
		if m := p.only(); m.Status != Failed {
			t.Fatalf("after a refusal: %+v", m)
		}
	})
}

// A switch of messages is itself told; the same choice again is not.
func TestS019_MoneyMessagesCanBeSwitchedOffSecurityOnesNot(t *testing.T) {
	each(t, func(t *testing.T, p *post) {
		for range 2 {
			if err := p.svc.Choose(t.Context(), p.owner, "money", false); err != nil {
				t.Fatal(err)
			}
		}
		if err := p.svc.Choose(t.Context(), p.owner, "security", false); err == nil {
			t.Error("security messages were switched off")
		}
		if err := p.svc.Speak(t.Context(), p.owner, "en"); err != nil {
			t.Fatal(err)
		}
		p.emit(p.paid(100), identity.PasswordChanged{UserID: identity.UserID(p.owner.User), PartyID: party.ID(p.owner.Party)})
		var told []string
		for _, text := range p.gate.sent {
			told = append(told, text)
		}
		slices.Sort(told)
		want := []string{"You switched off SMS alerts: Money", "Your password was changed"}
		for i, begin := range want {
			if len(told) != len(want) || !strings.HasPrefix(told[i], signature+begin) {
				t.Fatalf("told: %q", told)
			}
		}
	})
}

// TestEveryTextFitsOneMessage renders every kind with the longest values that
// occur (acquiring-rules §7.7).
func TestEveryTextFitsOneMessage(t *testing.T) {
	args := map[string]string{"amount_fen": "-999999999", "last4": "0009", "date": "2026-12-31", "rrn": "123456789012", "number": "CON202612310000001",
		"promised_date": "2026-12-31", "planned_on": "2026-12-31", "mid": "999290070110001", "code": "000000", "minutes": "10",
		"reason": "NAME_MISMATCH", "contract_id": "con_1", "days_left": "14", "class": "progress", "on": "false"}
	for _, r := range rules {
		for _, language := range []string{"zh", "en"} {
			text := Render(r.kind, language, args, time.Date(2026, 12, 31, 4, 0, 0, 0, time.UTC), "400-000-0999")
			if n := utf8.RuneCountInString(text); n > MaxRunes || strings.HasSuffix(text, "…") {
				t.Errorf("%s %s is cut: %s", r.kind, language, text)
			}
			if !strings.HasPrefix(text, signature) || strings.Contains(text, "{") || strings.Contains(text, "http") {
				t.Errorf("%s %s: %s", r.kind, language, text)
			}
		}
	}
}

func TestKindsAndTopicsAreUnique(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range rules {
		if seen[r.kind] || seen[r.topic] {
			t.Errorf("%s on %s is there twice", r.kind, r.topic)
		}
		seen[r.kind], seen[r.topic] = true, true
	}
}
