package lane

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"tillway/internal/kit/errs"
	"tillway/internal/payment"
	"tillway/internal/wire/iso8583"
)

func TestS061_ASignInGivesKeysUnderTheMasterKeyAndTheBatch(t *testing.T) {
	h := open(t)
	d := h.device("TW20000000000001")
	d.batch = "000777" // lost its memory
	serial := "3060TW20000000000001"
	a := h.ask(pack(t, d.message(0x0800, "00"+d.batch+"003").Set(63, "01 ").
		SetBytes(62, fmt.Appendf(nil, "Sequence No%02d%s", len(serial), serial))))
	f60, err := iso8583.ParseF60(a.Digits(60))
	h.must(err)
	if a.MTI() != 0x0810 || a.Text(39) != "00" || len(a.Raw(62)) != 40 || f60.Batch != "000001" || f60.NetCode != "003" {
		t.Fatalf("%s %s, F62 %d bytes, F60 %s", a.MTI(), a.Text(39), len(a.Raw(62)), a.Digits(60))
	}
	if a.tpdu != tpdu.Swap() || a.header != header || a.Digits(32) != "09990000" || a.Text(41) != d.t.TID || a.Text(42) != d.t.MID ||
		len(a.Digits(12)) != 6 || len(a.Digits(13)) != 4 || a.Has(64) {
		t.Errorf("TPDU %x header %x F32 %s", a.tpdu, a.header, a.Digits(32))
	}
	if a := h.ask(pack(t, d.message(0x0800, "00000001004"))); len(a.Raw(62)) != 60 {
		t.Errorf("with a track key F62 has %d bytes", len(a.Raw(62)))
	}
	stranger := "3060TW99999999999999"
	a = h.ask(pack(t, d.message(0x0800, "00000001003").SetBytes(62, fmt.Appendf(nil, "Sequence No%02d%s", len(stranger), stranger))))
	if a.Text(39) != "97" || a.Has(62) || h.lines("switching.refused") != 1 {
		t.Errorf("another device's serial was answered %s", a.Text(39))
	}
}

func TestWhoIsNotKnownGetsACode(t *testing.T) {
	h := open(t)
	d := h.device("TW20000000000001")
	base := func() *iso8583.Builder { return d.message(0x0820, "00000001301") }
	for name, c := range map[string]struct {
		m    *iso8583.Builder
		code string
	}{
		"known":                    {base(), "00"},
		"another TID":              {base().Set(41, "10009999"), "97"},
		"another merchant":         {base().Set(42, "999990070119999"), "03"},
		"lower-case padding":       {base().Set(41, "1000"), "97"},
		"no terminal number":       {base().Unset(41), "97"},
		"no merchant number":       {base().Unset(42), "03"},
		"no F60":                   {base().Unset(60), "30"},
		"an F60 of an odd length":  {base().Set(60, "0000000"), "30"},
		"not a status we serve":    {d.message(0x0820, "00000001362"), "40"},
		"parameters":               {d.message(0x0800, "00000001360"), "40"},
		"public keys":              {d.message(0x0820, "00000001372"), "40"},
		"single DES sign-in":       {d.message(0x0800, "00000001001"), "40"},
		"SM4 sign-in":              {d.message(0x0800, "00000001006"), "40"},
		"an e-signature":           {d.message(0x0820, "07000001800"), "40"},
		"a script result":          {d.message(0x0620, "00000001951"), "40"},
		"a message nobody defined": {d.message(0x0900, "00000001000"), "40"},
	} {
		t.Run(name, func(t *testing.T) {
			if a := h.ask(pack(t, c.m)); a.Text(39) != c.code {
				t.Errorf("answered %s, want %s", a.Text(39), c.code)
			}
		})
	}
	if h.payments() != 0 {
		t.Error("something was written")
	}
}

// TestWhatCannotBeReadIsAnsweredWith30: with the numbers that came before the
// fault, so that the terminal knows its message again.
func TestWhatCannotBeReadIsAnsweredWith30(t *testing.T) {
	h := open(t)
	body := nobody(t, 42)
	at := bytes.Index(body, []byte("99999999")) // F41; F60 stands behind F42 and F49
	for name, spoil := range map[string]func([]byte) []byte{
		"a length that is not BCD": func(b []byte) []byte { b[at+8+15+3] = 0xAA; return b },
		"cut short":                func(b []byte) []byte { return b[:len(b)-3] },
		"something left over":      func(b []byte) []byte { return append(b, 0, 0, 0) },
		"an amount with letters":   func(b []byte) []byte { b[10+3] = 0xAB; return b },
	} {
		t.Run(name, func(t *testing.T) {
			c := h.dial()
			h.send(c, frame(t, spoil(bytes.Clone(body))))
			if strings.Contains(name, "amount") { // F4 stands before F11: there is nothing to answer with
				closed(t, c)
				return
			}
			a := h.read(c)
			if a.MTI() != 0x0210 || a.Text(39) != "30" || a.Digits(11) != "000042" || a.Text(41) != "99999999" {
				t.Errorf("%s %s to %s of %s", a.MTI(), a.Text(39), a.Digits(11), a.Text(41))
			}
			h.send(c, frame(t, nobody(t, 43))) // the conversation goes on
			if a := h.read(c); a.Text(39) != "97" {
				t.Errorf("then %s", a.Text(39))
			}
		})
	}
}

func TestOnlyAGoodMACIsBelieved(t *testing.T) {
	h := open(t)
	d := h.device("TW20000000000001")
	if a := h.ask(pack(t, d.sale().SetBytes(64, []byte("00000000")))); a.Text(39) != "77" || a.header.Requirement() != iso8583.SignInAgain {
		t.Errorf("before any sign-in: %s", a.Text(39))
	}
	d.signIn()
	wrong := d.sealed(d.sale())
	wrong[len(wrong)-1] ^= 1
	for name, body := range map[string][]byte{
		"no MAC":           pack(t, d.sale()),
		"a wrong MAC":      wrong,
		"one byte changed": flip(d.sealed(d.sale()), 20),
	} {
		t.Run(name, func(t *testing.T) {
			before := h.lines("switching.bad_mac")
			a := h.ask(body)
			if a.Text(39) != "A0" || a.header.Requirement() != iso8583.SignInAgain || a.Has(64) {
				t.Errorf("answered %s, requirement %d", a.Text(39), a.header.Requirement())
			}
			if h.lines("switching.bad_mac") != before+1 {
				t.Error("no audit line")
			}
		})
	}
	if h.payments() != 0 {
		t.Fatal("something was written")
	}
	a := h.ask(d.sealed(d.sale()))
	if !a.Has(64) || !bytes.Equal(a.Raw(64), d.mac(a.MAB())) {
		t.Errorf("the answer %s is not under the terminal's key", a.Text(39))
	}
	if h.payments() == 0 {
		t.Error("a good message left nothing: this test proves nothing")
	}
}

func flip(b []byte, at int) []byte { b[at] ^= 1; return b }

// TestNewKeysCountFromTheFirstGoodMAC: until then a stranger's sign-in, which
// needs no MAC, disturbs nobody; afterwards the old pair serves what is on its
// way, and only that.
func TestNewKeysCountFromTheFirstGoodMAC(t *testing.T) {
	h := open(t)
	d := h.device("TW20000000000001")
	d.signIn()
	if a := h.ask(d.sealed(d.sale())); !a.Has(64) {
		t.Fatal("the first pair was not taken")
	}
	old := d.tak
	d.signIn()
	fresh := d.tak
	d.tak = old
	if a := h.ask(d.sealed(d.sale())); !a.Has(64) {
		t.Error("the present pair fell with a sign-in that nobody confirmed")
	}
	d.tak = fresh
	if a := h.ask(d.sealed(d.sale())); !a.Has(64) {
		t.Error("the new pair was not taken")
	}
	d.tak = old
	if a := h.ask(d.sealed(d.sale())); !a.Has(64) {
		t.Error("a message on its way under the pair before was not taken")
	}
	d.signIn()
	if a := h.ask(d.sealed(d.sale())); !a.Has(64) {
		t.Error("the third pair was not taken")
	}
	d.tak = old
	if a := h.ask(d.sealed(d.sale())); a.Text(39) != "A0" {
		t.Errorf("a pair from before the pair before was answered %s", a.Text(39))
	}
}

// TestNobodyTradesUnderAnothersNumbers: two terminals of one shop, each with
// good keys of its own.
func TestNobodyTradesUnderAnothersNumbers(t *testing.T) {
	h := open(t)
	a, b := h.device("TW20000000000001"), h.device("TW20000000000002")
	a.signIn()
	b.signIn()
	for _, x := range []struct{ thief, victim *device }{{a, b}, {b, a}} {
		before := h.lines("switching.bad_mac")
		for _, m := range []*iso8583.Builder{x.thief.sale(), reversal(x.thief)} {
			if got := h.ask(x.thief.sealed(m.Set(41, x.victim.t.TID))); got.Text(39) != "A0" {
				t.Errorf("under the other's number: %s", got.Text(39))
			}
		}
		if h.lines("switching.bad_mac") != before+2 {
			t.Error("no audit lines")
		}
	}
	if h.payments() != 0 {
		t.Error("something was written")
	}
}

func reversal(d *device) *iso8583.Builder {
	return d.message(0x0400, "22"+d.batch+"000").Set(2, "6200000000000005").Set(3, "000000").SetAmount(1).Set(22, "072").Set(25, "00").
		Set(39, "98").Set(49, "156")
}

func TestAMessageThatMakesNoSenseGetsItsCode(t *testing.T) {
	h := open(t)
	d := h.device("TW20000000000001")
	d.signIn()
	for name, c := range map[string]struct {
		m    *iso8583.Builder
		code string
	}{
		"no amount":               {d.sale().Unset(4), "13"},
		"nothing":                 {d.sale().SetAmount(0), "13"},
		"dollars":                 {d.sale().Set(49, "840"), "30"},
		"no currency":             {d.sale().Unset(49), "30"},
		"no card":                 {d.sale().Unset(2), "14"},
		"original data too short": {d.sale().Set(61, "00001"), "30"},
		"a balance inquiry":       {d.message(0x0200, "01000001000").Set(2, "6200000000000005").Set(3, "310000").Set(22, "072").Set(25, "00").Set(49, "156"), "40"},
		"an offline sale":         {d.sale().Set(60, "36"+d.batch+"000"), "40"},
		"no processing code":      {d.sale().Unset(3), "40"},
		"a code of no wallet":     {d.sale().Unset(2).Set(22, "032").SetBytes(59, []byte("A3016"+"9911223344556677")), "40"},
		"a QR sale without code":  {d.sale().Unset(2).Set(22, "032"), "30"},
		"a bad private field":     {d.sale().Unset(2).Set(22, "032").SetBytes(59, []byte("A3999short")), "30"},
		"a reversal of nothing":   {reversal(d).Unset(4), "30"},
		"reversal of an inquiry":  {reversal(d).Set(3, "310000"), "40"},
	} {
		t.Run(name, func(t *testing.T) {
			a := h.ask(d.sealed(c.m))
			if a.Text(39) != c.code || !a.Has(64) {
				t.Errorf("answered %s (MAC %t), want %s", a.Text(39), a.Has(64), c.code)
			}
		})
	}
}

// TestAReplayIsTheSameMessage: byte for byte, on another connection, any number
// of times: the stored answer, one row.
func TestAReplayIsTheSameMessage(t *testing.T) {
	h := open(t)
	d := h.device("TW20000000000001")
	d.signIn()
	body := d.sealed(d.sale())
	first := h.ask(body)
	rows := h.payments()
	for range 3 {
		if again := h.ask(body); again.Text(39) != first.Text(39) || again.Text(37) != first.Text(37) || again.Digits(11) != first.Digits(11) {
			t.Errorf("the copy was answered %s %s, the first %s %s", again.Text(39), again.Text(37), first.Text(39), first.Text(37))
		}
	}
	if h.payments() != rows || rows == 0 {
		t.Errorf("%d rows after the first, %d after its copies", rows, h.payments())
	}
	d.trace-- // the same number for another amount
	if a := h.ask(d.sealed(d.sale().SetAmount(2))); a.Text(39) != "94" {
		t.Errorf("another payment under the same number was answered %s", a.Text(39))
	}
}

func TestS109_TheBatchIsComparedAndClosed(t *testing.T) {
	h := open(t)
	d := h.device("TW20000000000001")
	d.signIn()
	settle := func(batch string, debit int64) *answer {
		f48, err := iso8583.Totals{Domestic: iso8583.Half{DebitFen: debit, DebitCount: int(debit)}}.Format()
		h.must(err)
		return h.ask(pack(t, d.message(0x0500, "00"+batch+"201").Set(48, f48).Set(49, "156").Set(63, "01 ")))
	}
	if a := settle("000009", 0); a.Text(39) != "77" || a.header.Requirement() != iso8583.SignInAgain {
		t.Errorf("an old batch was answered %s", a.Text(39))
	}
	a := settle("000001", 1)
	if host, err := iso8583.ParseTotals(a.Digits(48)); err != nil || a.Text(39) != "00" || host.Domestic.Balance != iso8583.NotBalanced || host.Domestic.DebitFen != 0 {
		t.Fatalf("totals that differ: %s, %+v, %v", a.Text(39), host, err)
	}
	upload := func(batch, code, f48 string) string {
		return h.ask(pack(t, d.message(0x0320, "00"+batch+code).Set(48, f48))).Text(39)
	}
	details, err := iso8583.FormatDetails([]iso8583.Detail{{Group: "00", Trace: "000099", PAN: "6200000000000005", AmountFen: 1}})
	h.must(err)
	for i, step := range []struct{ batch, code, f48, want string }{
		{"000009", "201", details, "77"},
		{"000001", "201", "1", "30"},
		{"000001", "201", details, "00"},
		{"000001", "203", details, "40"},
		{"000009", "202", "0001", "77"},
		{"000001", "202", "0001", "00"},
		{"000001", "202", "0001", "00"}, // its answer was lost: the same again
		{"000001", "201", details, "77"},
	} {
		if got := upload(step.batch, step.code, step.f48); got != step.want {
			t.Errorf("step %d was answered %s, want %s", i, got, step.want)
		}
	}
	if h.lines("switching.upload_difference") != 1 {
		t.Error("a detail that the host does not have left no line")
	}
	a = settle("000002", 0)
	if host, err := iso8583.ParseTotals(a.Digits(48)); err != nil || host.Domestic.Balance != iso8583.Balanced {
		t.Errorf("the next batch: %s %+v %v", a.Text(39), host, err)
	}
	if a := settle("000002", 0); a.Text(39) != "00" {
		t.Errorf("a copy of a settlement was answered %s", a.Text(39))
	}
}

func TestAnOutcomeThatIsNotKnownIsNotADecline(t *testing.T) {
	for err, want := range map[error]string{
		payment.ErrNotTaken.New():                                 "96",
		payment.ErrNotTaken.Wrap(errs.Fields()):                   "96",
		payment.ErrNotFound.New():                                 "98",
		fmt.Errorf("outer: %w", payment.ErrNotTaken.New()):        "96",
		fmt.Errorf("a full disk between the issuer and the book"): "98",
	} {
		if got := outcomeOf(err); got != want {
			t.Errorf("%v is answered %s, want %s", err, got, want)
		}
	}
}

// TestAClosedDatabaseIsNoReasonToDecline: what may exist already must not be
// told as refused.
func TestAClosedDatabaseIsNoReasonToDecline(t *testing.T) {
	h := open(t)
	d := h.device("TW20000000000001")
	d.signIn()
	body := d.sealed(d.sale())
	h.must(h.DB.Close())
	if a := h.ask(body); a.Text(39) != "96" || a.Has(64) { // before the MAC: nothing is known of the sender
		t.Errorf("answered %s", a.Text(39))
	}
}

// TestNoMangledFrameIsApproved: frames with good MACs, damaged at random. The
// lane answers or hangs up, lives, and writes no payment.
func TestNoMangledFrameIsApproved(t *testing.T) {
	h := open(t)
	d := h.device("TW20000000000001")
	d.signIn()
	good := frame(t, d.sealed(d.sale()))[lengthSize:]
	r := rand.New(rand.NewPCG(20260302, 1))
	answered, hungUp := 0, 0
	for range 400 {
		bad := bytes.Clone(good)
		switch r.IntN(4) {
		case 0:
			bad = bad[:r.IntN(len(bad))]
		case 1:
			bad = append(bad, byte(r.IntN(256)))
		case 2: // within the message
			at := iso8583.MinFrame - 10 + r.IntN(len(bad)-iso8583.MinFrame+10)
			bad[at] ^= byte(1 + r.IntN(255))
		default:
			for range 1 + r.IntN(8) {
				bad[r.IntN(len(bad))] = byte(r.IntN(256))
			}
		}
		if bytes.Equal(bad[min(len(bad), 11):], good[11:]) {
			continue // TPDU and header are not under the MAC
		}
		reply, keep := h.lane.answer(t.Context(), "fuzz", bad)
		if reply == nil {
			hungUp++
			if keep {
				t.Fatalf("%X: neither answered nor hung up", bad)
			}
			continue
		}
		answered++
		var m iso8583.Message
		_, _, body, err := iso8583.SplitFrame(reply[lengthSize:])
		if err == nil {
			err = iso8583.Parse(iso8583.CUP3DES, body, &m)
		}
		if err != nil || iso8583.Response(m.Text(39)).Approved() {
			t.Fatalf("%X was answered %X, %v", bad, reply, err)
		}
	}
	if answered < 50 || hungUp < 50 {
		t.Errorf("%d answered, %d hung up: this test is about neither", answered, hungUp)
	}
	if h.payments() != 0 {
		t.Error("a mangled frame was written")
	}
}
