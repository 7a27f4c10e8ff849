package link

import (
	"context"
	"io"
	"log/slog"
	"net"
	"sync"
	"testing"
	"time"

	"tillway/internal/audit"
	"tillway/internal/keys"
	"tillway/internal/kit/clock"
	"tillway/internal/kit/flow"
	"tillway/internal/kit/secret"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
	"tillway/internal/kit/vault"
	"tillway/internal/module/moduletest"
	"tillway/internal/payment"
	"tillway/internal/wire/iso8583"
)

const (
	inst = "ins_999"
	pan  = "6200000000000005"
)

var (
	rooms   = []store.Migration{flow.Migrations, audit.Migrations, keys.Migrations}
	holder1 = audit.Actor{Institution: inst, User: "usr_1", Party: "pty_1", Roles: []string{audit.KeyHolder1}}
	holder2 = audit.Actor{Institution: inst, User: "usr_2", Party: "pty_2", Roles: []string{audit.KeyHolder2}}
	moment  = time.Date(2026, 3, 2, 10, 0, 0, 0, clock.Shanghai)
)

// network is the far end of a line, played by the test: it takes connections
// and says exactly what it is told to.
type network struct {
	t     *testing.T
	ln    net.Listener
	vault vault.Vault
	zak   []byte
}

// lateNotes is who is told of late answers.
type lateNotes struct {
	mu   sync.Mutex
	seen []payment.NetworkLate
	come chan struct{}
}

func (n *lateNotes) Late(_ context.Context, l payment.NetworkLate) error {
	n.mu.Lock()
	n.seen = append(n.seen, l)
	n.mu.Unlock()
	n.come <- struct{}{}
	return nil
}

// open makes a line with its keys and a network that listens; the line runs
// until the test ends.
func open(t *testing.T) (*Line, *network) {
	t.Helper()
	db := storetest.Open(t, store.SQLite, rooms)
	v := moduletest.Start(t)
	k := keys.New(db, v)
	if _, err := k.GenerateZone(t.Context(), holder1, keys.LinkNetwork); err != nil {
		t.Fatal(err)
	}
	if _, err := k.ApproveZone(t.Context(), holder2, keys.LinkNetwork); err != nil {
		t.Fatal(err)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := &Line{Institution: inst, Acquirer: "09990000", Addr: ln.Addr().String(), DB: db, Vault: v,
		Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Late: &lateNotes{come: make(chan struct{}, 10)}}
	_, zak, err := l.zone(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- l.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("the line ended with %v", err)
		}
		_ = ln.Close()
	})
	return l, &network{t: t, ln: ln, vault: v, zak: zak}
}

// call is a connection seen from the network.
type call struct {
	*network
	conn net.Conn
}

// accept waits for the line to connect.
func (n *network) accept() *call {
	n.t.Helper()
	_ = n.ln.(*net.TCPListener).SetDeadline(clock.Now().Add(10 * time.Second))
	conn, err := n.ln.Accept()
	if err != nil {
		n.t.Fatal(err)
	}
	n.t.Cleanup(func() { _ = conn.Close() })
	return &call{n, conn}
}

// signedOn waits for the line to connect and lets it in.
func (n *network) signedOn(l *Line) *call {
	n.t.Helper()
	c := n.accept()
	c.reply(c.next(), "00", nil)
	for range 200 {
		l.mu.Lock()
		up := l.wire != nil
		l.mu.Unlock()
		if up {
			return c
		}
		_ = clock.Sleep(n.t.Context(), 10*time.Millisecond)
	}
	n.t.Fatal("the line is not up after the sign-on")
	return nil
}

// next reads one message.
func (c *call) next() *iso8583.Message {
	c.t.Helper()
	_ = c.conn.SetReadDeadline(clock.Now().Add(10 * time.Second))
	return read(c.t, c.conn)
}

func read(t *testing.T, conn net.Conn) *iso8583.Message {
	t.Helper()
	frame, err := iso8583.ReadFrame(conn, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, _, body, err := iso8583.SplitFrame(frame)
	if err != nil {
		t.Fatal(err)
	}
	var m iso8583.Message
	if err := iso8583.Parse(iso8583.NET, body, &m); err != nil {
		t.Fatal(err)
	}
	return &m
}

// reply answers m with a good MAC; change may spoil the answer before that.
func (c *call) reply(m *iso8583.Message, code string, change func(*iso8583.Builder)) {
	c.t.Helper()
	c.write(c.pack(m, code, change))
}

func (c *call) pack(m *iso8583.Message, code string, change func(*iso8583.Builder)) []byte {
	c.t.Helper()
	b := iso8583.NewBuilder(iso8583.NET, m.MTI().Reply()).Copy(m, 2, 3, 4, 7, 11, 32, 37, 41, 42, 49, 60).Set(39, code)
	if change != nil {
		change(b)
	}
	body, err := b.SetMAC().Pack(nil)
	if err != nil {
		c.t.Fatal(err)
	}
	mac, err := c.vault.MakeMAC(c.t.Context(), c.zak, iso8583.MAB(body))
	if err != nil {
		c.t.Fatal(err)
	}
	iso8583.PutMAC(body, mac)
	return body
}

func (c *call) write(body []byte) {
	c.t.Helper()
	frame, err := iso8583.PackFrame(nil, tpdu.Swap(), header, body)
	if err != nil {
		c.t.Fatal(err)
	}
	if _, err := c.conn.Write(frame); err != nil {
		c.t.Fatal(err)
	}
}

// sale is a payment under a trace number.
func sale(stan string) payment.NetworkRequest {
	return payment.NetworkRequest{Institution: inst, PaymentID: payment.ID("pay_" + stan), Kind: payment.Sale, STAN: stan, At: moment,
		RRN: "606100" + stan, TID: "10000001", MID: "999290070110001", MerchantName: "测试客栈", MCC: "7011", Batch: "000001", Trace: stan,
		AmountFen: 1200, Currency: "CNY", EntryMode: "072", Card: payment.CardData{PAN: secret.New(pan)}}
}

func reversalOf(r payment.NetworkRequest, stan string) payment.NetworkReversal {
	return payment.NetworkReversal{Institution: inst, PaymentID: r.PaymentID, STAN: stan, At: r.At, TID: r.TID, MID: r.MID,
		MerchantName: r.MerchantName, MCC: r.MCC, Batch: r.Batch, Trace: r.Trace, AmountFen: r.AmountFen, Currency: r.Currency,
		EntryMode: r.EntryMode, PAN: r.Card.PAN, Cause: "98",
		Original: payment.NetworkOriginal{Kind: r.Kind, STAN: r.STAN, At: r.At, RRN: r.RRN, AmountFen: r.AmountFen}}
}

// told is what a caller heard.
type told struct {
	answer payment.NetworkAnswer
	err    error
}

// ask sends a payment on a goroutine of its own.
func ask(ctx context.Context, l *Line, r payment.NetworkRequest) chan told {
	out := make(chan told, 1)
	go func() {
		a, err := l.Authorize(ctx, r)
		out <- told{a, err}
	}()
	return out
}

func hear(t *testing.T, from chan told) told {
	t.Helper()
	limit := clock.Timer(15 * time.Second)
	defer limit.Stop()
	select {
	case v := <-from:
		return v
	case <-limit.C:
		t.Fatal("the caller was told nothing")
		return told{}
	}
}
