package link

import (
	"context"
	"errors"
	"fmt"
	"io"
	"testing"
	"time"

	"go.uber.org/goleak"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/vault"
	"tillway/internal/payment"
	"tillway/internal/wire/iso8583"
)

// TestMain fails when a line that ended leaves a goroutine behind.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestNothingIsSentBeforeTheSignOn(t *testing.T) {
	l, n := open(t)
	c := n.accept()
	hello := c.next()
	if hello.MTI() != 0x0800 || hello.Digits(60) != "00000001001" || hello.Digits(32) != "09990000" || hello.Digits(33) != "09990000" {
		t.Fatalf("the line began with %s, F60 %s", hello.MTI(), hello.Digits(60))
	}
	if _, err := l.Authorize(t.Context(), sale("000001")); !errs.Is(err, payment.ErrNotSent) {
		t.Fatalf("a payment before the sign-on: %v", err)
	}
	if _, err := l.Reverse(t.Context(), reversalOf(sale("000001"), "000002")); !errs.Is(err, payment.ErrNotSent) {
		t.Fatalf("a reversal before the sign-on: %v", err)
	}
}

func TestARefusedSignOnIsTriedOnANewConnection(t *testing.T) {
	l, n := open(t)
	c := n.accept()
	c.reply(c.next(), "58", nil)
	again := n.accept()
	again.reply(again.next(), "00", nil)
	up := make(chan told)
	go func() {
		for {
			a, err := l.Authorize(context.Background(), sale("000001"))
			if !errs.Is(err, payment.ErrNotSent) {
				up <- told{a, err}
				return
			}
			_ = clock.Sleep(context.Background(), 10*time.Millisecond)
		}
	}()
	again.reply(again.next(), "51", nil)
	if got := hear(t, up); got.err != nil || got.answer.Code != "51" {
		t.Fatalf("%+v", got)
	}
}

func TestAMessageThatIsNoAnswerDoesNotSignOn(t *testing.T) {
	_, n := open(t)
	c := n.accept()
	m := c.next()
	b := iso8583.NewBuilder(iso8583.NET, 0x0830).Copy(m, 7, 11).Set(39, "00")
	body, err := b.Pack(nil)
	if err != nil {
		t.Fatal(err)
	}
	c.write(body)
	n.accept() // it hung up and came again
}

func TestAPaymentOnTheWire(t *testing.T) {
	l, n := open(t)
	c := n.signedOn(l)
	got := ask(t.Context(), l, sale("000042"))
	m := c.next()
	for f, want := range map[int]string{3: "000000", 4: "000000001200", 7: "0302100000", 11: "000042", 18: "7011", 22: "072", 25: "00",
		32: "09990000", 33: "09990000", 60: "22000001000", 61: "0000010000420302", 2: pan} {
		if m.Digits(f) != want {
			t.Errorf("F%d is %q, want %q", f, m.Digits(f), want)
		}
	}
	if m.MTI() != 0x0200 || m.Text(37) != "606100000042" || m.Text(41) != "10000001" || m.Text(49) != "156" || m.Has(52) {
		t.Errorf("%s %q %q", m.MTI(), m.Text(37), m.Text(41))
	}
	if ok, err := n.vault.VerifyMAC(t.Context(), n.zak, m.MAB(), m.Raw(64)); !ok || err != nil {
		t.Errorf("the request's MAC is wrong: %v", err)
	}
	c.reply(m, "10", func(b *iso8583.Builder) {
		b.SetAmount(1000).Set(15, "0302").Set(38, "123456").Set(44, fmt.Sprintf("%-11s%-11s", "09991000", "09990000"))
	})
	want := payment.NetworkAnswer{Code: "10", ApprovedFen: 1000, ChannelDate: "0302", AuthCode: "123456", Issuer: "09991000"}
	if v := hear(t, got); v.err != nil || fmt.Sprintf("%+v", v.answer) != fmt.Sprintf("%+v", want) {
		t.Errorf("heard %+v, %v", v.answer, v.err)
	}
}

// TestAnswersFindTheirRequests: many on one line, answered from the last to the
// first, each with an amount of its own.
func TestAnswersFindTheirRequests(t *testing.T) {
	l, n := open(t)
	c := n.signedOn(l)
	const many = 50
	asked := map[string]chan told{}
	for i := range many {
		stan := fmt.Sprintf("%06d", i+1)
		asked[stan] = ask(t.Context(), l, sale(stan))
	}
	var got []*iso8583.Message
	for range many {
		got = append(got, c.next())
	}
	for i := range got {
		m := got[many-1-i]
		c.reply(m, "00", func(b *iso8583.Builder) { b.Set(38, m.Digits(11)) })
	}
	for stan, from := range asked {
		if v := hear(t, from); v.err != nil || v.answer.AuthCode != stan {
			t.Errorf("payment %s heard %+v, %v", stan, v.answer, v.err)
		}
	}
}

// TestWhatIsNobodysAnswerIsDropped: another trace number, another time, another
// class, a request, noise inside a good frame. The right answer still arrives.
func TestWhatIsNobodysAnswerIsDropped(t *testing.T) {
	l, n := open(t)
	c := n.signedOn(l)
	got := ask(t.Context(), l, sale("000001"))
	m := c.next()
	c.reply(m, "00", func(b *iso8583.Builder) { b.Set(11, "000009") })
	c.reply(m, "00", func(b *iso8583.Builder) { b.Set(7, "0301100000") })
	var other iso8583.Message
	body := c.pack(m, "00", nil)
	body[0], body[1] = 0x04, 0x10
	if err := iso8583.Parse(iso8583.NET, body, &other); err != nil {
		t.Fatal(err)
	}
	c.write(body)
	body = c.pack(m, "00", nil)
	body[1] = 0x00
	c.write(body) // a request of the network's
	c.write([]byte("\x02\x10\x80\x00\x00\x00\x00\x00\x00\x00 a second bitmap"))
	c.reply(m, "51", nil)
	c.reply(m, "00", nil) // and a second, different answer
	if v := hear(t, got); v.err != nil || v.answer.Code != "51" {
		t.Fatalf("heard %+v", v)
	}
}

func TestAnAnswerWithAWrongMACIsSilence(t *testing.T) {
	l, n := open(t)
	c := n.signedOn(l)
	for name, spoil := range map[string]func([]byte) []byte{
		"one bit of the MAC":    func(b []byte) []byte { b[len(b)-1] ^= 1; return b },
		"the amount after it":   func(b []byte) []byte { b[len(b)-9] ^= 1; return b },
		"no MAC where one must": nil,
	} {
		got := ask(t.Context(), l, sale("000001"))
		m := c.next()
		if spoil != nil {
			c.write(spoil(c.pack(m, "00", nil)))
		} else {
			body, err := iso8583.NewBuilder(iso8583.NET, m.MTI().Reply()).Copy(m, 7, 11).Set(39, "00").Pack(nil)
			if err != nil {
				t.Fatal(err)
			}
			c.write(body)
		}
		if v := hear(t, got); !errors.Is(v.err, errMAC) || errs.Is(v.err, payment.ErrNotSent) {
			t.Errorf("%s: heard %+v, %v", name, v.answer, v.err)
		}
	}
}

func TestAPINThatCannotBeTranslatedIsNotSent(t *testing.T) {
	l, n := open(t)
	c := n.signedOn(l)
	tpk, err := n.vault.GenerateKey(t.Context(), inst, vault.TPK)
	if err != nil {
		t.Fatal(err)
	}
	r := sale("000001")
	r.Card.PIN = &payment.PIN{Block: []byte("8 bytes!"), Key: tpk.Block}
	a, err := l.Authorize(t.Context(), r)
	if err != nil || a.Code != "99" {
		t.Fatalf("%+v, %v", a, err)
	}
	_ = c.conn.SetReadDeadline(clock.Now().Add(50 * time.Millisecond))
	if n, err := c.conn.Read(make([]byte, 1)); n > 0 || errors.Is(err, io.EOF) {
		t.Errorf("%d bytes left the house, %v", n, err)
	}
}
