package network

import (
	"os"
	"strings"
	"testing"
	"time"

	"tillway/internal/sim"
	"tillway/internal/sim/cards"
	"tillway/internal/sim/simtest"
	"tillway/internal/wire/iso8583"
)

const (
	credit = "6200000000000005"
	debit  = "6222000000000009"
)

func TestSignOnComesFirst(t *testing.T) {
	a, stop := start(t)
	defer stop()
	if got := a.manage(0x0820, echoCode); got != "00" {
		t.Errorf("echo: %s", got)
	}
	if got := a.manage(0x0820, "999"); got != "40" {
		t.Errorf("an unknown network code: %s", got)
	}
	if got := a.manage(0x0820, signOffCode); got != "00" {
		t.Errorf("sign-off: %s", got)
	}
	if got := a.code(pay{kind: Sale, trace: 1, pin: "111111", fen: 100}); got != notSignedOn {
		t.Errorf("a payment after sign-off: %s", got)
	}
	a.wantNet(0)
}

func TestKeysComeBeforeSignOn(t *testing.T) {
	a := &acquirer{T: t, conf: sim.Config{Dir: t.TempDir(), Clock: sim.NewClock(0)}, zpk: make([]byte, 16), zak: make([]byte, 16)}
	defer a.startNetwork()()
	a.dial()
	if got := a.manage(0x0800, signOnCode); got != keyFault {
		t.Errorf("sign-on without keys: %s", got)
	}
	bad := loadRequest{a.wrap("ZPK", a.zpk), a.wrap("ZAK", a.zak), kcv(a.zpk), "00000000"}
	if got := simtest.Post(t, a.control+"/zone-keys", bad, nil); got != 400 {
		t.Errorf("a wrong check value: %d", got)
	}
	if got := a.manage(0x0800, signOnCode); got != keyFault {
		t.Errorf("a refused key was taken: %s", got)
	}
}

func TestCardsAmountsAndPINs(t *testing.T) {
	a, stop := start(t)
	defer stop()
	trace := 0
	check := func(pan, pin, entry string, fen int64, want string) {
		t.Helper()
		trace++
		if got := a.code(pay{kind: Sale, trace: trace, pan: pan, pin: pin, entry: entry, fen: fen}); got != want {
			t.Errorf("%s pin %q entry %s %d fen: %s, want %s", pan, pin, entry, fen, got, want)
		}
	}
	for _, c := range cards.All {
		want := c.Code
		if want == "" {
			want = "00"
		}
		check(c.PAN, c.PIN, "051", 100, want)
	}
	check("6299999999999999", "", "051", 100, "14")
	check(debit, "111111", "051", 1051, "51")
	check(debit, "111111", "051", 51, "00") // below one yuan the fen do not speak
	check(debit, "111111", "051", 211, "11")
	check(debit, "", "072", 100000, "00")
	check(debit, "", "072", 100099, "55")
	check(debit, "", "052", 100, "55") // second wrong or missing PIN
	check(debit, "222222", "051", 100, "75")
	check(debit, "111111", "051", 100, "75")
	check(credit, "", "052", 200, "00") // signature
	check("6209000000000006", "", "072", 1000100, "51")
	if err := a.conf.Clock.SetOffset(48 * time.Hour); err != nil {
		t.Fatal(err)
	}
	check(debit, "111111", "051", 100, "00")
	check("6229990000000010", "123456", "051", 900000000, "00")
}

func TestPartialApproval(t *testing.T) {
	a, stop := start(t)
	defer stop()
	m := a.do(pay{kind: Sale, trace: 1, pan: credit, fen: 1010})
	if fen, _ := m.Amount(); m.Text(39) != "10" || fen != 505 {
		t.Errorf("%s for %d", m.Text(39), fen)
	}
	a.wantNet(505)
	m = a.do(pay{kind: Sale, trace: 2, pan: credit, fen: 1010, fields: map[int]string{60: "22000001000600"}})
	if fen, _ := m.Amount(); m.Text(39) != "00" || fen != 1010 {
		t.Errorf("a terminal that cannot: %s for %d", m.Text(39), fen)
	}
}

func TestSamePaymentAgain(t *testing.T) {
	a, stop := start(t)
	p := pay{kind: Sale, trace: 7, pan: credit, fen: 5000}
	first := a.do(p)
	stop()
	defer a.startNetwork()() // the book comes back from the journal, the keys from their file
	a.dial()
	a.signOn()
	second := a.do(p)
	if first.Text(38) != second.Text(38) || second.Text(39) != "00" {
		t.Errorf("answers %s/%s and %s/%s", first.Text(39), first.Text(38), second.Text(39), second.Text(38))
	}
	if p.fen++; a.code(p) != "94" {
		t.Error("another amount under the same key was not refused")
	}
	if p.fen, p.pan = 5000, debit; a.code(p) != "94" {
		t.Error("another card under the same key was not refused")
	}
	a.wantNet(5000)
}

func TestAnAnswerIsJournaledBeforeItLeaves(t *testing.T) {
	a, stop := start(t)
	defer stop()
	for trace := range 20 {
		a.code(pay{kind: Sale, trace: trace + 1, pan: credit, fen: 100})
		data, err := os.ReadFile(a.conf.Journal("network"))
		if err != nil || strings.Count(string(data), "\n") != trace+1 {
			t.Fatalf("after answer %d the journal has %d lines (%v)", trace+1, strings.Count(string(data), "\n"), err)
		}
	}
}

func TestReversalsAndTombstones(t *testing.T) {
	a, stop := start(t)
	sale := pay{kind: Sale, trace: 1, pan: credit, fen: 5000}
	early := pay{kind: Sale, trace: 2, pan: credit, fen: 700}
	refused := pay{kind: Sale, trace: 3, pan: credit, fen: 151}
	a.code(sale)
	a.code(refused)
	if sale.fen++; a.reverse(sale) != "64" {
		t.Error("a reversal of another amount was not refused")
	}
	sale.fen--
	other := sale
	if other.pan = debit; a.reverse(other) != "25" {
		t.Error("a reversal of another card was not refused")
	}
	for _, p := range []pay{sale, sale, early, early, refused} {
		if got := a.reverse(p); got != "00" {
			t.Errorf("reversal of %d: %s", p.trace, got)
		}
	}
	stop()
	defer a.startNetwork()()
	a.dial()
	a.signOn()
	for _, p := range []pay{sale, early} {
		if got := a.code(p); got != "94" {
			t.Errorf("payment %d after its reversal: %s", p.trace, got)
		}
	}
	a.wantNet(0)
	a.wantAccount("credit", opening[cards.Credit], 0)
	states := map[string]string{}
	for _, l := range a.book().Payments {
		states[l.Trace] = l.State
	}
	if states["000001"] != "reversed" || states["000002"] != "tombstone" || states["000003"] != "declined" {
		t.Errorf("states: %v", states)
	}
}

func TestVoidAndRefund(t *testing.T) {
	a, stop := start(t)
	defer stop()
	check := func(p pay, want string) {
		t.Helper()
		if p.pan == "" {
			p.pan = credit
		}
		if got := a.code(p); got != want {
			t.Errorf("%s %d: %s, want %s", p.kind, p.trace, got, want)
		}
	}
	check(pay{kind: Sale, trace: 1, fen: 5000}, "00")
	check(pay{kind: Sale, trace: 2, fen: 6000}, "00")
	check(pay{kind: Void, trace: 3, fen: 4999, orig: rrn(1)}, "64")
	check(pay{kind: Void, trace: 4, fen: 5000, orig: rrn(1), pan: debit}, "14")
	check(pay{kind: Void, trace: 5, fen: 5000, orig: rrn(9)}, "25")
	void := pay{kind: Void, trace: 6, fen: 5000, orig: rrn(1), pan: credit}
	check(void, "00")
	check(pay{kind: Void, trace: 7, fen: 5000, orig: rrn(1)}, "25")
	check(pay{kind: Refund, trace: 8, fen: 100, orig: rrn(1)}, "25")
	a.wantNet(6000)
	if got := a.reverse(void); got != "00" {
		t.Errorf("reversal of a void: %s", got)
	}
	a.wantNet(11000)
	check(pay{kind: Refund, trace: 10, fen: 2000, orig: rrn(2)}, "00")
	check(pay{kind: Refund, trace: 10, fen: 2000, orig: rrn(2)}, "00") // the same again
	check(pay{kind: Refund, trace: 11, fen: 4001, orig: rrn(2)}, "61")
	check(pay{kind: Refund, trace: 12, fen: 4000, orig: rrn(2)}, "00")
	check(pay{kind: Void, trace: 13, fen: 6000, orig: rrn(2)}, "25")
	a.wantNet(5000)
	if got := a.reverse(pay{kind: Sale, trace: 2, fen: 6000, pan: credit}); got != "22" {
		t.Errorf("reversal of a refunded sale: %s", got)
	}
}

func TestPreauthFamily(t *testing.T) {
	a, stop := start(t)
	defer stop()
	hold := a.do(pay{kind: Preauth, trace: 1, pan: credit, fen: 10000})
	a.wantNet(0)
	auth := hold.Text(38)
	full := opening[cards.Credit]
	a.wantAccount("credit", full-10000, 10000)
	check := func(p pay, want string) {
		t.Helper()
		p.pan = credit
		if got := a.code(p); got != want {
			t.Errorf("%s %d: %s, want %s", p.kind, p.trace, got, want)
		}
	}
	check(pay{kind: Completion, trace: 2, fen: 11501, auth: auth}, "64")
	check(pay{kind: Completion, trace: 3, fen: 11500, auth: "999999"}, "25")
	check(pay{kind: Completion, trace: 4, fen: 11500, auth: auth}, "00")
	check(pay{kind: Completion, trace: 5, fen: 100, auth: auth}, "25")
	check(pay{kind: PreauthVoid, trace: 6, fen: 10000, auth: auth}, "25")
	a.wantNet(11500)
	a.wantAccount("credit", full-11500, 0)
	check(pay{kind: CompletionVoid, trace: 7, fen: 11500, orig: rrn(4)}, "00")
	a.wantNet(0)

	second := a.do(pay{kind: Preauth, trace: 8, pan: credit, fen: 20000}).Text(38)
	check(pay{kind: PreauthVoid, trace: 9, fen: 19999, orig: rrn(8)}, "64")
	check(pay{kind: PreauthVoid, trace: 10, fen: 20000, auth: second}, "00")
	check(pay{kind: Completion, trace: 11, fen: 100, auth: second}, "25")
	a.wantNet(0)
	a.wantAccount("credit", full, 0)
}

func TestFaultsOfAmounts(t *testing.T) {
	a, stop := start(t)
	defer stop()
	lost := func(trace int, fen int64) pay {
		p := pay{kind: Sale, trace: trace, pan: credit, fen: fen}
		a.send(a.build(p, false), true)
		return p
	}
	p := lost(1, 980200)
	if !a.silent() || a.reverse(p) != "00" {
		t.Error("9802.00 was answered, or its reversal failed")
	}
	a.wantNet(0)
	p = lost(2, 980300)
	if !a.silent() || a.reverse(p) != "96" || a.reverse(p) != "96" || a.reverse(p) != "00" {
		t.Error("9803.00 does not take three reversals")
	}
	a.wantNet(0)
	lost(3, 980500)
	if a.receive() != nil {
		t.Error("9805.00 has a right MAC")
	}
	lost(4, 980600)
	first, second := a.receive(), a.receive()
	if first == nil || second == nil {
		t.Error("9806.00 was not answered twice")
	}
	b := a.build(pay{kind: Sale, trace: 5, pan: credit, fen: 980700}, false)
	a.send(b, true)
	if m := a.receive(); m == nil || m.Digits(11) == "" || m.Digits(61)[6:12] != "000005" || int64(a.stan) == number(t, m) {
		t.Error("9807.00 has the right STAN")
	}
	lost(6, 980900)
	if a.receive() != nil {
		t.Error("9809.00 was answered")
	}
	a.dial()
	a.signOn()
	lost(7, 980800)
	if a.receive() != nil {
		t.Error("9808.00 was answered")
	}
	a.wantNet(980500 + 980600 + 980700 + 980800)
}

func number(t *testing.T, m *iso8583.Message) int64 {
	t.Helper()
	n, err := m.Number(11)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestFaultSwitch(t *testing.T) {
	a, stop := start(t)
	defer stop()
	p := pay{kind: Sale, trace: 1, pan: credit, fen: 100}
	a.fault(faultOrder{Kind: "silent"})
	if a.send(a.build(p, false), true); !a.silent() {
		t.Error("silent answered")
	}
	a.wantNet(0)
	a.fault(faultOrder{Kind: "lose_answer"})
	if a.send(a.build(p, false), true); !a.silent() {
		t.Error("lose_answer answered")
	}
	a.wantNet(100)
	a.fault(faultOrder{Kind: "late", DelayMS: 300})
	if a.send(a.build(p, false), true); !a.silent() || a.receive() == nil {
		t.Error("late was early, or never")
	}
	a.fault(faultOrder{Kind: "lose_answer", On: "reversal", Count: 2})
	for range 2 {
		if a.send(a.build(p, true), true); !a.silent() {
			t.Error("a reversal was answered")
		}
	}
	if got := a.reverse(p); got != "00" {
		t.Errorf("the third reversal: %s", got)
	}
	a.wantNet(0)
	if got := simtest.Post(t, a.control+"/fault", faultOrder{Kind: "fire"}, nil); got != 400 {
		t.Errorf("an unknown fault: %d", got)
	}
}

func TestBadInput(t *testing.T) {
	a, stop := start(t)
	defer stop()
	if got := a.code(pay{kind: Sale, trace: 1, pan: credit, fen: 0}); got != "13" {
		t.Errorf("no amount: %s", got)
	}
	if got := a.code(pay{kind: Sale, trace: 2, pan: credit, fen: 100, fields: map[int]string{49: "840"}}); got != "13" {
		t.Errorf("another currency: %s", got)
	}
	if got := a.code(pay{kind: Sale, trace: 3, pan: credit, fen: 100, fields: map[int]string{60: "99000001000601"}}); got != "40" {
		t.Errorf("an unknown kind: %s", got)
	}
	b := a.build(pay{kind: Sale, trace: 4, pan: credit, fen: 100}, false).Unset(61)
	if a.send(b, true); a.receive().Text(39) != "30" {
		t.Error("a message without F61 was not refused")
	}
	zak := a.zak
	a.zak = a.zpk
	a.send(a.build(pay{kind: Sale, trace: 5, pan: credit, fen: 100}, false), true)
	a.zak = zak
	if got := a.receive().Text(39); got != "A0" {
		t.Errorf("a wrong MAC: %s", got)
	}
	a.wantNet(0)
	if _, err := a.conn.Write([]byte("GET / HTTP/1.1\r\n\r\n")); err != nil {
		t.Fatal(err)
	}
	if a.receive() != nil {
		t.Error("a line that talks HTTP was kept")
	}
}

func TestJournalHoldsNoCardNumber(t *testing.T) {
	a, stop := start(t)
	a.code(pay{kind: Sale, trace: 1, pan: credit, pin: "123456", fen: 100})
	stop()
	data, err := os.ReadFile(a.conf.Journal("network"))
	if err != nil || !strings.Contains(string(data), "620000******0005") {
		t.Fatalf("%v %s", err, data)
	}
	if strings.Contains(string(data), credit) || strings.Contains(string(data), "123456\"") {
		t.Errorf("a card number or PIN: %s", data)
	}
}
