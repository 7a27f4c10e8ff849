package lane

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"net/http"
	"testing"

	"tillway/internal/wire/cardcrypto"
	"tillway/internal/wire/iso8583"
	"tillway/test/product"
)

const credit = "6200000000000005"

// counter is one of the two terminals, with the keys that it keeps in its own
// memory: the test speaks for it, and for a thief who has taken it.
type counter struct {
	t    *testing.T
	addr string
	shop product.Shop
	name string
	door string // of its engine
	product.Device
}

// rig is two shops at trade, each with a terminal that has signed in.
func rig(t *testing.T) (product.Running, [2]*counter) {
	t.Helper()
	shop := product.Trading(t, t.TempDir(), 2)
	world := shop.World()
	p := shop.Serve()
	var out [2]*counter
	for i, name := range []string{"1", "2"} {
		c := &counter{t: t, addr: p.Terminals, shop: shop, name: name, door: world[map[string]string{"1": "terminal", "2": "terminal-2"}[name]]}
		if r := c.press("/signin", struct{}{}); r.Code != "00" {
			t.Fatalf("terminal %s signs in: %s", name, r.Code)
		}
		if r := c.press("/sale", map[string]any{"amount_fen": 1500, "card": "credit", "entry": "insert", "pin": "123456"}); r.Code != "00" {
			t.Fatalf("terminal %s sells: %s", name, r.Code)
		}
		c.Device = shop.Device(name)
		c.Trace += 1000 // apart from what the engine uses
		out[i] = c
	}
	return p, out
}

// pressed is what a terminal's screen says.
type pressed struct {
	Code, RRN, Trace, Batch, Date string
}

func (c *counter) press(button string, body any) (r pressed) {
	c.t.Helper()
	b, err := json.Marshal(body)
	if err != nil {
		c.t.Fatal(err)
	}
	resp, err := http.Post(c.door+button, "application/json", bytes.NewReader(b))
	if err != nil {
		c.t.Fatal(err)
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		c.t.Fatal(err)
	}
	return r
}

func (c *counter) batch() string { return fmt.Sprintf("%06d", c.Device.Batch) }

// message begins one of its messages, under the next number.
func (c *counter) message(mti iso8583.MTI, kind, f3 string) *iso8583.Builder {
	c.Trace++
	return iso8583.NewBuilder(iso8583.CUP3DES, mti).Set(2, credit).Set(3, f3).SetAmount(1500).SetNumber(11, int64(c.Trace)).Set(22, "052").
		Set(25, "00").Set(41, c.TID).Set(42, c.MID).Set(49, "156").Set(60, kind+c.batch()+"000")
}

func (c *counter) sale() *iso8583.Builder {
	return c.message(0x0200, "22", "000000").Set(22, "072").SetAmount(100)
}

// sealed packs a message under the terminal's own key.
func (c *counter) sealed(b *iso8583.Builder) []byte {
	c.t.Helper()
	body, err := b.SetMAC().Pack(nil)
	if err != nil {
		c.t.Fatal(err)
	}
	mac, err := cardcrypto.CUPMAC(c.TAK, iso8583.MAB(body))
	if err != nil {
		c.t.Fatal(err)
	}
	iso8583.PutMAC(body, mac[:])
	return body
}

func bare(t *testing.T, b *iso8583.Builder) []byte {
	t.Helper()
	body, err := b.Pack(nil)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// say sends a message from a stranger's connection and returns F39 of the
// answer, and the host's demand in its header.
func say(t *testing.T, addr string, body []byte) (code string, demand iso8583.Requirement) {
	t.Helper()
	reply, err := exchange(t, addr, frame(t, body))
	if err != nil || len(reply) < 2 {
		t.Fatalf("no answer: %v", err)
	}
	_, h, answer, err := iso8583.SplitFrame(reply[2:])
	if err != nil {
		t.Fatal(err)
	}
	var m iso8583.Message
	if err := iso8583.Parse(iso8583.CUP3DES, answer, &m); err != nil {
		t.Fatal(err)
	}
	return m.Text(39), h.Requirement()
}

// TestS061_NoTerminalActsForAnother: whatever a terminal says under another's
// numbers is refused by its MAC, whatever it says of another's payments under
// its own numbers finds nothing. Each refusal is in the audit trail where the
// sender could not prove who he is; nothing else changes.
func TestS061_NoTerminalActsForAnother(t *testing.T) {
	p, both := rig(t)
	for i, thief := range both {
		victim := both[1-i]
		taken := victim.press("/sale", map[string]any{"amount_fen": 1500, "card": "credit", "entry": "insert", "pin": "123456"})
		if taken.Code != "00" {
			t.Fatalf("the victim's sale: %s", taken.Code)
		}
		as := func(b *iso8583.Builder) *iso8583.Builder { return b.Set(41, victim.TID).Set(42, victim.MID) }
		original := taken.Batch + taken.Trace + taken.Date
		reversal := func() *iso8583.Builder {
			return thief.message(0x0400, "22", "000000").Set(11, taken.Trace).Set(39, "98").Set(60, "22"+taken.Batch+"000")
		}
		void := func() *iso8583.Builder {
			return thief.message(0x0200, "23", "200000").Set(37, taken.RRN).Set(61, original)
		}
		refund := func() *iso8583.Builder {
			return thief.message(0x0220, "25", "200000").Set(37, taken.RRN).Set(61, "000000"+"000000"+taken.Date).Set(63, "000")
		}
		for _, c := range []struct {
			name    string
			body    []byte
			code    string
			audited int
		}{
			{"a sale in the other's name", thief.sealed(as(thief.sale())), "A0", 1},
			{"a reversal in the other's name", thief.sealed(as(reversal())), "A0", 1},
			{"a void in the other's name", thief.sealed(as(void())), "A0", 1},
			{"a refund in the other's name", thief.sealed(as(refund())), "A0", 1},
			{"a sale in the other's name, no MAC", bare(t, as(thief.sale())), "A0", 1},
			{"the other's terminal, the own merchant", thief.sealed(thief.sale().Set(41, victim.TID)), "03", 1},
			{"the own terminal, the other's merchant", thief.sealed(thief.sale().Set(42, victim.MID)), "03", 1},
		} {
			refuses(t, p, fmt.Sprintf("terminal %s: %s", thief.name, c.name), c.body, c.code, c.audited)
		}
		// Under its own name the thief trades as it may; of the other's payments it finds none.
		for name, c := range map[string]struct {
			body []byte
			code string
		}{
			"a void of the other's sale":   {thief.sealed(void()), "25"},
			"a refund of the other's sale": {thief.sealed(refund()), "25"},
		} {
			if code, _ := say(t, p.Terminals, c.body); code != c.code {
				t.Errorf("terminal %s: %s was answered %s, want %s", thief.name, name, code, c.code)
			}
		}
		if code, _ := say(t, p.Terminals, thief.sealed(reversal().SetNumber(11, int64(thief.Trace)))); code != "00" {
			t.Errorf("a reversal of nothing of its own: %s", code)
		}
		standing(t, p.DB, taken.RRN)
		if r := victim.press("/echo", struct{}{}); r.Code != "00" {
			t.Errorf("the victim's echo: %s", r.Code)
		}
		if r := victim.press("/void", map[string]any{"trace": taken.Trace, "card": "credit"}); r.Code != "00" {
			t.Errorf("the victim's own void: %s", r.Code)
		}
	}
	both[0].shop.Verify()
}

// refuses sends a message and expects a code, a line in the audit trail, and no
// other change.
func refuses(t *testing.T, p product.Running, what string, body []byte, want string, lines int) {
	t.Helper()
	before, said := book(t, p.DB), audited(t, p.DB)
	code, demand := say(t, p.Terminals, body)
	if code != want {
		t.Errorf("%s: answered %s, want %s", what, code, want)
	}
	if again := code == "A0" || code == "77"; again != (demand == iso8583.SignInAgain) {
		t.Errorf("%s: answered %s with demand %d", what, code, demand)
	}
	if got := audited(t, p.DB) - said; got != lines {
		t.Errorf("%s: %d audit lines, want %d", what, got, lines)
	}
	same(t, what, before, book(t, p.DB))
}

// standing checks that a payment is approved and untouched.
func standing(t *testing.T, dsn, rrn string) {
	t.Helper()
	look(t, dsn, func(db *sql.DB) error {
		var status string
		if err := db.QueryRow("SELECT status FROM payment WHERE rrn = $1", rrn).Scan(&status); err != nil {
			return err
		}
		if status != "approved" {
			t.Errorf("the payment %s is %s", rrn, status)
		}
		return nil
	})
}

func TestWrongMACOldBatchAndReplayChangeNothing(t *testing.T) {
	p, both := rig(t)
	c := both[0]
	for name, m := range map[string]*iso8583.Builder{
		"sale":       c.sale(),
		"reversal":   c.message(0x0400, "22", "000000").Set(39, "98"),
		"preauth":    c.message(0x0100, "10", "030000").Set(25, "06"),
		"refund":     c.message(0x0220, "25", "200000").Set(37, "000000000001").Set(61, "0000000000000302"),
		"completion": c.message(0x0200, "20", "000000").Set(25, "06").Set(38, "123456").Set(61, "0000000000000302"),
	} {
		wrong := c.sealed(m)
		wrong[len(wrong)-1] ^= 1
		refuses(t, p, name+" with a wrong MAC", wrong, "A0", 1)
		refuses(t, p, name+" without a MAC", bare(t, m.Unset(64)), "A0", 1)
	}
	changed := c.sealed(c.sale())
	changed[bytes.Index(changed, []byte("156"))] ^= 1
	refuses(t, p, "one bit of the currency", changed, "A0", 1)

	for name, batch := range map[string]string{"an old batch": "000001", "a batch to come": "000900"} {
		// 0200 is refused before a row is written; 0500 and 0320 have no MAC and get the same code.
		f48, err := iso8583.Totals{Domestic: iso8583.Half{DebitFen: 100, DebitCount: 1}}.Format()
		if err != nil {
			t.Fatal(err)
		}
		c.Trace++
		settle := iso8583.NewBuilder(iso8583.CUP3DES, 0x0500).SetNumber(11, int64(c.Trace)).Set(41, c.TID).Set(42, c.MID).Set(48, f48).
			Set(49, "156").Set(60, "00"+batch+"201").Set(63, "01 ")
		if batch != "000001" { // the first batch was settled long ago: a copy is answered as then
			refuses(t, p, name+": settlement", bare(t, settle), "77", 1)
		}
		old := c.sealed(c.sale().Set(60, "22"+batch+"000"))
		refuses(t, p, name+": sale", old, "77", 1)
	}

	good := c.sealed(c.sale())
	if code, _ := say(t, p.Terminals, good); code != "00" {
		t.Fatalf("a sale: %s", code)
	}
	for range 3 {
		refuses(t, p, "the same sale, byte for byte", good, "00", 0) // the stored answer, no second payment
	}
	c.Trace--
	refuses(t, p, "its number for another amount", c.sealed(c.sale().SetAmount(101)), "94", 0)
	c.shop.Verify()
}
