package network

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net"
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"go.uber.org/goleak"

	"tillway/internal/kit/clock"
	"tillway/internal/sim"
	"tillway/internal/sim/simtest"
	"tillway/internal/wire/cardcrypto"
	"tillway/internal/wire/iso8583"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// acquirer is the other end of the line.
type acquirer struct {
	*testing.T
	conf     sim.Config
	addr     string
	control  string
	zpk, zak []byte
	conn     net.Conn
	stan     int
}

func start(t *testing.T) (*acquirer, func()) {
	t.Helper()
	a := &acquirer{T: t, conf: sim.Config{Dir: t.TempDir(), Clock: sim.NewClock(0)}}
	a.zpk, _ = hex.DecodeString("0123456789ABCDEFFEDCBA9876543210")
	a.zak, _ = hex.DecodeString("89ABCDEF0123456776543210FEDCBA98")
	stop := a.startNetwork()
	a.loadKeys()
	a.dial()
	a.signOn()
	return a, stop
}

func (a *acquirer) startNetwork() func() {
	a.Helper()
	n, stop := simtest.StartStoppable(a.T, Open, a.conf)
	a.addr, a.control = n.Endpoints()["network"], n.Endpoints()["network_control"]
	return func() { stop(); http.DefaultClient.CloseIdleConnections() }
}

func (a *acquirer) wrap(label string, key []byte) []byte {
	a.Helper()
	public, err := sim.RSAPublicKey(filepath.Join(a.conf.Dir, "network", "zone_public.pem"))
	if err != nil {
		a.Fatal(err)
	}
	out, err := rsa.EncryptOAEP(sha256.New(), rand.Reader, public, key, []byte(label))
	if err != nil {
		a.Fatal(err)
	}
	return out
}

func kcv(key []byte) string {
	v, _ := cardcrypto.KCV(key)
	return hex.EncodeToString(v[:])
}

func (a *acquirer) loadKeys() {
	a.Helper()
	in := loadRequest{a.wrap("ZPK", a.zpk), a.wrap("ZAK", a.zak), kcv(a.zpk), kcv(a.zak)}
	if got := simtest.Post(a.T, a.control+"/zone-keys", in, nil); got != 200 {
		a.Fatalf("zone keys: %d", got)
	}
}

func (a *acquirer) dial() {
	a.Helper()
	conn, err := net.Dial("tcp", a.addr)
	if err != nil {
		a.Fatal(err)
	}
	a.conn = conn
	a.Cleanup(func() { conn.Close() })
}

func (a *acquirer) manage(mti iso8583.MTI, code string) string {
	a.Helper()
	a.stan++
	b := iso8583.NewBuilder(iso8583.NET, mti).Set(7, "0302090000").SetNumber(11, int64(a.stan)).Set(32, "99900000").Set(60, "00000000"+code)
	a.send(b, false)
	return a.receive().Text(39)
}

func (a *acquirer) signOn() {
	a.Helper()
	if got := a.manage(0x0800, signOnCode); got != "00" {
		a.Fatalf("sign-on: %s", got)
	}
}

func (a *acquirer) send(b *iso8583.Builder, mac bool) {
	a.Helper()
	if mac {
		b.SetMAC()
	}
	body, err := b.Pack(nil)
	if err != nil {
		a.Fatal(err)
	}
	if mac {
		v, _ := cardcrypto.CUPMAC(a.zak, iso8583.MAB(body))
		iso8583.PutMAC(body, v[:])
	}
	frame, err := iso8583.PackFrame(nil, iso8583.TPDU{0x60, 0, 3, 0, 0}, iso8583.Header{0x60, 0x31, 0, 0, 0, 0}, body)
	if err != nil {
		a.Fatal(err)
	}
	if _, err := a.conn.Write(frame); err != nil {
		a.Fatal(err)
	}
}

// receive returns the next answer; nil when the line is closed or silent.
func (a *acquirer) receive() *iso8583.Message {
	a.Helper()
	_ = a.conn.SetReadDeadline(clock.Now().Add(2 * time.Second))
	return a.receiveBy()
}

func (a *acquirer) receiveBy() *iso8583.Message {
	a.Helper()
	frame, err := iso8583.ReadFrame(a.conn, nil, 0)
	if err != nil {
		return nil
	}
	tpdu, _, body, err := iso8583.SplitFrame(frame)
	if err != nil {
		return nil
	}
	if tpdu != (iso8583.TPDU{0x60, 0, 0, 0, 3}) {
		a.Fatalf("TPDU %x is not swapped", tpdu)
	}
	m := &iso8583.Message{}
	if err := iso8583.Parse(iso8583.NET, body, m); err != nil {
		a.Fatal(err)
	}
	if m.MTI() != 0x0810 && m.MTI() != 0x0830 && m.Has(64) {
		if ok, _ := cardcrypto.VerifyCUPMAC(a.zak, m.MAB(), m.Raw(64)); !ok {
			a.Log("answer with a wrong MAC")
			return nil
		}
	}
	return m
}

// silent reports that no answer comes within a short while.
func (a *acquirer) silent() bool {
	a.Helper()
	_ = a.conn.SetReadDeadline(clock.Now().Add(150 * time.Millisecond))
	return a.receiveBy() == nil
}

// pay is a payment to send.
type pay struct {
	kind   Kind
	trace  int
	pan    string
	pin    string
	entry  string
	fen    int64
	orig   string // RRN
	auth   string
	fields map[int]string // to change at the end
}

var wireShapes = map[Kind]struct {
	mti             iso8583.MTI
	proc, cond, typ string
}{
	Sale: {0x0200, "000000", "00", "22"}, Void: {0x0200, "200000", "00", "23"}, Refund: {0x0220, "200000", "00", "25"},
	Preauth: {0x0100, "030000", "06", "10"}, PreauthVoid: {0x0100, "200000", "06", "11"},
	Completion: {0x0200, "000000", "06", "20"}, CompletionVoid: {0x0200, "200000", "06", "21"},
}

func rrn(trace int) string { return fmt.Sprintf("0302%08d", trace) }

func (a *acquirer) build(p pay, reversal bool) *iso8583.Builder {
	a.Helper()
	s := wireShapes[p.kind]
	if p.pan == "" {
		p.pan = "6222000000000009"
	}
	if p.entry == "" {
		p.entry = "051"
	}
	mti := s.mti
	if reversal {
		mti = 0x0400
	}
	a.stan++
	b := iso8583.NewBuilder(iso8583.NET, mti).Set(2, p.pan).Set(3, s.proc).SetAmount(p.fen).Set(7, "0302090000").
		SetNumber(11, int64(a.stan)).Set(12, "090000").Set(13, "0302").Set(18, "7011").Set(22, p.entry).Set(25, s.cond).
		Set(32, "99900000").Set(37, rrn(p.trace)).Set(41, "00000001").Set(42, "999100070110001").Set(49, "156").
		Set(60, s.typ+"000001"+"000"+"6"+"0"+"1").Set(61, fmt.Sprintf("000001%06d0302", p.trace))
	if p.orig != "" {
		b.Set(62, "O"+p.orig+"000001")
	}
	if p.auth != "" {
		b.Set(38, p.auth)
	}
	if p.pin != "" && !reversal {
		block, err := cardcrypto.EncryptPIN(a.zpk, []byte(p.pin), p.pan)
		if err != nil {
			a.Fatal(err)
		}
		b.SetBytes(52, block[:]).Set(26, "12").Set(53, "2600000000000000")
	}
	for f, v := range p.fields {
		b.Set(f, v)
	}
	return b
}

// do sends a payment and returns its answer.
func (a *acquirer) do(p pay) *iso8583.Message {
	a.Helper()
	a.send(a.build(p, false), true)
	m := a.receive()
	if m == nil {
		a.Fatalf("%s %d: no answer", p.kind, p.trace)
	}
	return m
}

func (a *acquirer) code(p pay) string { a.Helper(); return a.do(p).Text(39) }

func (a *acquirer) reverse(p pay) string {
	a.Helper()
	a.send(a.build(p, true), true)
	m := a.receive()
	if m == nil {
		a.Fatalf("reversal of %s %d: no answer", p.kind, p.trace)
	}
	return m.Text(39)
}

func (a *acquirer) book() Statement {
	a.Helper()
	var b Statement
	simtest.Get(a.T, a.control+"/book", &b)
	return b
}

// wantAccount checks what a card can spend and what is held of it.
func (a *acquirer) wantAccount(card string, available, held int64) {
	a.Helper()
	for _, got := range a.book().Accounts {
		if got.Card == card && (got.AvailableFen != available || got.HeldFen != held) {
			a.Errorf("%s can spend %d with %d held, want %d and %d", card, got.AvailableFen, got.HeldFen, available, held)
		}
	}
}

func (a *acquirer) wantNet(fen int64) {
	a.Helper()
	if got := a.book().NetFen; got != fen {
		a.Errorf("the customers paid %d fen, want %d", got, fen)
	}
}

func (a *acquirer) fault(o faultOrder) {
	a.Helper()
	if got := simtest.Post(a.T, a.control+"/fault", o, nil); got != 200 {
		a.Fatalf("fault %+v: %d", o, got)
	}
}
