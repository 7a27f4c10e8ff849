package lane

import (
	"context"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"io"
	"log/slog"
	"net"
	"testing"
	"time"

	"tillway/internal/audit"
	"tillway/internal/contract/contracttest"
	"tillway/internal/keys"
	"tillway/internal/kit/clock"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
	"tillway/internal/kit/vault"
	"tillway/internal/ledger"
	"tillway/internal/merchant"
	"tillway/internal/module/moduletest"
	"tillway/internal/party"
	"tillway/internal/payment"
	"tillway/internal/risk"
	"tillway/internal/terminal"
	"tillway/internal/wire/iso8583"
)

var (
	rooms = append(append([]store.Migration{}, contracttest.Migrations...),
		keys.Migrations, terminal.Migrations, ledger.Migrations, risk.Migrations, payment.Migrations)
	ops     = contracttest.Person("ops", audit.Operations)
	holder1 = contracttest.Person("kh1", audit.KeyHolder1)
	holder2 = contracttest.Person("kh2", audit.KeyHolder2)
	place   = terminal.Place{Address: "测试市示范区临河巷23号", LonE6: 121473701, LatE6: 31230416, CRS: "GCJ02"}
	silent  = slog.New(slog.NewTextHandler(io.Discard, nil))
)

// noNetwork is a network and a wallet that cannot be reached.
type noNetwork struct{ payment.Wallet }

func (noNetwork) Authorize(context.Context, payment.NetworkRequest) (payment.NetworkAnswer, error) {
	return payment.NetworkAnswer{}, payment.ErrNotSent.New("where", "network")
}

func (noNetwork) Reverse(context.Context, payment.NetworkReversal) (payment.NetworkAnswer, error) {
	return payment.NetworkAnswer{}, payment.ErrNotSent.New("where", "network")
}

// house is a lane that serves on a port, and the rooms behind it.
type house struct {
	*contracttest.Shop
	t     *testing.T
	lane  *Lane
	addr  string
	close func() // ends the lane and waits for it
}

func open(t *testing.T) *house { return openWith(t, func(*Lane) {}) }

func openWith(t *testing.T, change func(*Lane)) *house {
	t.Helper()
	v := moduletest.Start(t)
	db := storetest.Open(t, store.SQLite, rooms)
	h := &house{Shop: contracttest.Open(t, db, v), t: t}
	k := keys.New(db, v)
	h.lane = &Lane{Institution: contracttest.Inst, Acquirer: "09990000", DB: db, Vault: v, Keys: k, Terminals: terminal.New(db, k, h.Merchants),
		Payments: payment.New(db, v, noNetwork{}, noNetwork{}, party.SandboxBINs, silent), Log: silent}
	change(h.lane)
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	h.addr = ln.Addr().String()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- h.lane.Serve(ctx, ln) }()
	h.close = func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("the lane ended with %v", err)
		}
		done <- nil
	}
	t.Cleanup(h.close)
	return h
}

// device is a terminal at the shop's counter. Its MACs are made by the module:
// clear keys are no business of this room, in tests neither.
type device struct {
	h     *house
	t     terminal.Terminal
	tak   []byte // block of its MAC key
	trace int64
	batch string
}

// device puts a terminal on the counter and gives it its master key.
func (h *house) device(tusn string) *device {
	h.t.Helper()
	ctx, s := h.t.Context(), h.lane.Terminals
	if h.Merchant.MID == "" || tusn == "TW20000000000001" { // the first: a contract and a settled deposit
		h.InForce()
		h.must(h.DB.Write(ctx, func(tx *store.Tx) error { return merchant.MeetTx(tx, ops, h.Merchant.ID, "deposit", "DEP1") }))
	}
	x, err := s.Stock(ctx, ops, tusn, "T200-4G")
	h.must(err)
	_, err = s.Allocate(ctx, ops, x.ID, h.Merchant.ID.String())
	h.must(err)
	x, err = s.Bind(ctx, ops, x.ID, place)
	h.must(err)
	_, err = s.GenerateKey(ctx, holder1, x.ID)
	h.must(err)
	_, err = s.ApproveKey(ctx, holder2, x.ID)
	h.must(err)
	own, err := rsa.GenerateKey(nil, 2048)
	h.must(err)
	der, err := x509.MarshalPKIXPublicKey(&own.PublicKey)
	h.must(err)
	loaded, err := s.LoadKey(ctx, holder2, x.ID, string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})))
	h.must(err)
	return &device{h: h, t: loaded.Terminal, batch: "000001"}
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// lines counts the audit lines of a verb.
func (h *house) lines(verb string) (n int64) {
	h.t.Helper()
	h.must(h.DB.Read(h.t.Context(), func(q store.Q) (err error) {
		n, err = store.Scan1[int64](q, "SELECT count(*) FROM audit_line WHERE verb = $1", verb)
		return err
	}))
	return n
}

// payments counts the rows that a message could have made.
func (h *house) payments() (n int64) {
	h.t.Helper()
	h.must(h.DB.Read(h.t.Context(), func(q store.Q) (err error) {
		n, err = store.Scan1[int64](q, "SELECT (SELECT count(*) FROM payment) + (SELECT count(*) FROM payment_key)")
		return err
	}))
	return n
}

var (
	tpdu   = iso8583.TPDU{0x60, 0x06, 0x01, 0x00, 0x03}
	header = iso8583.Header{0x60, 0x31, 0x00, 0x31, 0x12, 0x00}
)

// message begins one of the device's messages.
func (d *device) message(mti iso8583.MTI, f60 string) *iso8583.Builder {
	d.trace++
	return iso8583.NewBuilder(iso8583.CUP3DES, mti).SetNumber(11, d.trace).Set(41, d.t.TID).Set(42, d.t.MID).Set(60, f60)
}

// sale is a card sale of one fen, without its MAC.
func (d *device) sale() *iso8583.Builder {
	return d.message(0x0200, "22"+d.batch+"000").Set(2, "6200000000000005").Set(3, "000000").SetAmount(1).Set(22, "072").Set(25, "00").Set(49, "156")
}

// sealed packs a message under the device's work key.
func (d *device) sealed(b *iso8583.Builder) []byte {
	d.h.t.Helper()
	body := pack(d.h.t, b.SetMAC())
	iso8583.PutMAC(body, d.mac(iso8583.MAB(body)))
	return body
}

func (d *device) mac(mab []byte) []byte {
	d.h.t.Helper()
	mac, err := d.h.lane.Vault.MakeMAC(d.h.t.Context(), d.tak, mab)
	d.h.must(err)
	return mac
}

func pack(t *testing.T, b *iso8583.Builder) []byte {
	t.Helper()
	body, err := b.Pack(nil)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func frame(t *testing.T, body []byte) []byte {
	t.Helper()
	f, err := iso8583.PackFrame(nil, tpdu, header, body)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// signIn fetches work keys and takes them up.
func (d *device) signIn() *answer {
	d.h.t.Helper()
	a := d.h.ask(pack(d.h.t, d.message(0x0800, "00"+d.batch+"003").Set(63, "01 ")))
	if code := a.Text(39); code != "00" {
		d.h.t.Fatalf("the sign-in was answered %s", code)
	}
	ring, err := d.h.lane.Keys.Work(d.h.t.Context(), contracttest.Inst, d.t.ID.String())
	d.h.must(err)
	d.tak = ring.Pending.MAC.Block
	return a
}

// answer is what came back.
type answer struct {
	iso8583.Message
	tpdu   iso8583.TPDU
	header iso8583.Header
}

// ask sends one message on a connection of its own.
func (h *house) ask(body []byte) *answer {
	h.t.Helper()
	c := h.dial()
	h.send(c, frame(h.t, body))
	return h.read(c)
}

func (h *house) dial() net.Conn {
	h.t.Helper()
	c, err := net.Dial("tcp", h.addr)
	h.must(err)
	h.t.Cleanup(func() { _ = c.Close() })
	_ = c.SetDeadline(clock.Now().Add(20 * time.Second))
	return c
}

func (h *house) send(c net.Conn, b []byte) {
	h.t.Helper()
	_, err := c.Write(b)
	h.must(err)
}

func (h *house) read(c net.Conn) *answer {
	h.t.Helper()
	f, err := iso8583.ReadFrame(c, nil, 0)
	h.must(err)
	a := &answer{}
	var body []byte
	a.tpdu, a.header, body, err = iso8583.SplitFrame(f)
	h.must(err)
	h.must(iso8583.Parse(iso8583.CUP3DES, body, &a.Message))
	return a
}

// closed waits until the other side hangs up without a word.
func closed(t *testing.T, c net.Conn) {
	t.Helper()
	n, err := c.Read(make([]byte, 100))
	var timeout net.Error
	if n > 0 || err == nil || errors.As(err, &timeout) && timeout.Timeout() {
		t.Fatalf("%d bytes came, %v; want a closed connection", n, err)
	}
}

// gate is a vault whose MAC check waits, or breaks.
type gate struct {
	vault.Vault
	reached chan struct{}
	pass    chan struct{}
	broken  bool
}

func (g *gate) VerifyMAC(ctx context.Context, key, mab, f64 []byte) (bool, error) {
	if g.broken {
		panic("a mistake of ours")
	}
	if g.reached != nil {
		g.reached <- struct{}{}
		<-g.pass
	}
	return g.Vault.VerifyMAC(ctx, key, mab, f64)
}
