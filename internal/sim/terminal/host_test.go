package terminal

import (
	"bufio"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"fmt"
	"net"
	"slices"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"tillway/internal/sim"
	"tillway/internal/wire/cardcrypto"
	"tillway/internal/wire/iso8583"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// host is a tiny acquirer: it signs terminals in, answers as it is told and
// remembers what it was sent.
type host struct {
	*testing.T
	tmk  []byte
	addr string
	keys cardcrypto.WorkKeys

	mu     sync.Mutex
	batch  string
	script []string // what becomes of the next payments: a code, silent, badmac, foreign; then 00
	late   []string // the same for reversals
	seen   []seen
	badKCV bool
	totals *iso8583.Half // nil: whatever the terminal says
	demand iso8583.Requirement
	onPay  func() // called when a payment arrived and is not yet answered
}

// seen is a message that the host was sent.
type seen struct {
	mti    string
	macOK  bool
	fields map[int]string
}

func newHost(t *testing.T) (*host, string) {
	h := &host{T: t, batch: "000001"}
	h.tmk, _ = hex.DecodeString("3131313131313131A2A2A2A2A2A2A2A2")
	h.keys.PIN, _ = hex.DecodeString("0123456789ABCDEFFEDCBA9876543210")
	h.keys.MAC, _ = hex.DecodeString("89ABCDEF0123456776543210FEDCBA98")
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			wg.Go(func() { defer c.Close(); h.serve(c) })
		}
	})
	t.Cleanup(func() { l.Close(); wg.Wait() })
	h.addr = l.Addr().String()
	return h, h.addr
}

func (h *host) serve(c net.Conn) {
	in := bufio.NewReader(c)
	for {
		frame, err := iso8583.ReadFrame(in, nil, 0)
		if err != nil {
			return
		}
		tpdu, header, body, err := iso8583.SplitFrame(frame)
		if err != nil {
			h.Errorf("frame: %v", err)
			return
		}
		var m iso8583.Message
		if err := iso8583.Parse(iso8583.CUP3DES, body, &m); err != nil {
			h.Errorf("message: %v", err)
			return
		}
		for _, reply := range h.answer(&m) {
			out, err := iso8583.PackFrame(nil, tpdu.Swap(), header.Reply(h.demand), reply)
			if err != nil {
				h.Error(err)
			}
			if _, err := c.Write(out); err != nil {
				return
			}
		}
	}
}

func (h *host) answer(m *iso8583.Message) [][]byte {
	h.mu.Lock()
	defer h.mu.Unlock()
	s := seen{mti: m.MTI().String(), fields: map[int]string{}}
	for f := range m.Fields {
		s.fields[f] = m.Digits(f)
	}
	s.macOK, _ = cardcrypto.VerifyCUPMAC(h.keys.MAC, m.MAB(), m.Raw(64))
	h.seen = append(h.seen, s)
	b := iso8583.NewBuilder(iso8583.CUP3DES, m.MTI().Reply()).Copy(m, 2, 3, 4, 11, 25, 41, 42, 49, 60).
		Set(12, "101112").Set(13, "0302").Set(39, "00")
	switch m.MTI() {
	case 0x0800:
		return h.signIn(m, b)
	case 0x0820:
		return h.pack(b, false)
	case 0x0500:
		return h.settle(m, b)
	case 0x0320:
		return h.pack(b, false)
	case 0x0400:
		return h.play(&h.late, b, s)
	}
	if h.onPay != nil {
		h.onPay()
	}
	b.Set(37, "0302"+"00"+m.Digits(11)).Set(38, "A"+m.Digits(11)[1:]).Set(44, "99010000   99900000   ")
	return h.play(&h.script, b, s)
}

// play answers as the script says and drops the line it used.
func (h *host) play(script *[]string, b *iso8583.Builder, s seen) [][]byte {
	what := "00"
	if len(*script) > 0 {
		what, *script = (*script)[0], (*script)[1:]
	}
	if !s.macOK {
		what = "A0"
	}
	switch what {
	case "silent":
		return nil
	case "badmac":
		out := h.pack(b, true)
		out[0][len(out[0])-1] ^= 1
		return out
	case "nomac":
		return h.pack(b.Unset(64), false)
	case "foreign":
		right := h.pack(b, true)
		b.Set(11, "999999")
		return append(h.pack(b, true), right...)
	}
	return h.pack(b.Set(39, what), what != "A0")
}

func (h *host) pack(b *iso8583.Builder, mac bool) [][]byte {
	if mac {
		b.SetMAC()
	}
	body, err := b.Pack(nil)
	if err != nil {
		h.Error(err)
		return nil
	}
	if mac {
		v, _ := cardcrypto.CUPMAC(h.keys.MAC, iso8583.MAB(body))
		iso8583.PutMAC(body, v[:])
	}
	return [][]byte{body}
}

func (h *host) signIn(m *iso8583.Message, b *iso8583.Builder) [][]byte {
	f62, err := cardcrypto.EncodeF62("003", h.tmk, h.keys)
	if err != nil {
		h.Error(err)
	}
	if h.badKCV {
		f62[len(f62)-1] ^= 1
	}
	return h.pack(b.SetBytes(62, f62).Set(60, "00"+h.batch+"003"), false)
}

func (h *host) settle(m *iso8583.Message, b *iso8583.Builder) [][]byte {
	totals, err := iso8583.ParseTotals(m.Digits(48))
	if err != nil {
		h.Error(err)
	}
	totals.Domestic.Balance = iso8583.Balanced
	if h.totals != nil {
		totals.Domestic = *h.totals
		totals.Domestic.Balance = iso8583.NotBalanced
	}
	f48, err := totals.Format()
	if err != nil {
		h.Error(err)
	}
	return h.pack(b.Set(48, f48).Unset(3), false)
}

// sent returns the messages of a type, oldest first.
func (h *host) sent(mti string) []seen {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(h.seen), func(s seen) bool { return s.mti != mti })
}

// order returns the types of all messages, oldest first.
func (h *host) order() (out []string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, s := range h.seen {
		out = append(out, s.mti)
	}
	return out
}

func (h *host) plan(what ...string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.script = what
}

func (h *host) planReversals(what ...string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.late = what
}

// shop is a terminal with its keys loaded.
type shop struct {
	*Engine
	t    *testing.T
	conf Config
	host *host
}

func open(t *testing.T) *shop {
	t.Helper()
	h, addr := newHost(t)
	s := &shop{t: t, host: h, conf: Config{
		Dir: t.TempDir(), Clock: sim.NewClock(0), DialTimeout: time.Second, AnswerTimeout: 150 * time.Millisecond,
	}}
	s.powerOn()
	s.load(addr)
	if r := s.SignIn(t.Context()); !r.OK {
		t.Fatalf("sign-in: %+v", r)
	}
	return s
}

func (s *shop) powerOn() {
	s.t.Helper()
	e, err := Open(s.conf)
	if err != nil {
		s.t.Fatal(err)
	}
	s.Engine = e
	s.t.Cleanup(func() { e.Close() })
}

func (s *shop) load(addr string) {
	s.t.Helper()
	text, err := s.KeyPair()
	if err != nil {
		s.t.Fatal(err)
	}
	block, _ := pem.Decode([]byte(text))
	public, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		s.t.Fatal(err)
	}
	wrapped, err := rsa.EncryptOAEP(sha256.New(), rand.Reader, public.(*rsa.PublicKey), s.host.tmk, []byte("TMK"))
	if err != nil {
		s.t.Fatal(err)
	}
	kcv, _ := cardcrypto.KCV(s.host.tmk)
	err = s.LoadKey(Load{
		EncryptedTMK: wrapped, KCV: hex.EncodeToString(kcv[:3]), TID: "00000001", MID: "999100070110001",
		TUSN: s.Status().TUSN, MerchantName: "测试小旅馆", Host: addr, Batch: 1,
	})
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *shop) do(o Order) Reply { return s.Do(s.t.Context(), o) }

func (s *shop) sale(fen int64) Reply {
	return s.do(Order{Kind: Sale, AmountFen: fen, Card: "credit", Entry: "insert", PIN: "123456"})
}

// outcomes tells the journal as "kind outcome" words.
func (s *shop) outcomes() []string {
	var out []string
	for _, l := range s.Journal() {
		out = append(out, fmt.Sprint(l.Kind, " ", l.Outcome))
	}
	return out
}
