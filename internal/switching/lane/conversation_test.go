package lane

import (
	"context"
	"errors"
	"net"
	"os"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
	"tillway/internal/wire/iso8583"
)

// TestMain fails when a lane that ended leaves a goroutine behind.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// nobody is a well-formed sale of a terminal that does not exist.
func nobody(t *testing.T, trace int64) []byte {
	return pack(t, iso8583.NewBuilder(iso8583.CUP3DES, 0x0200).Set(3, "000000").SetAmount(1).SetNumber(11, trace).Set(22, "072").Set(25, "00").
		Set(41, "99999999").Set(42, "999999999999999").Set(49, "156").Set(60, "22000001000"))
}

func TestFramesArriveAsTheNetworkCutsThem(t *testing.T) {
	h := open(t)
	c := h.dial()
	for _, b := range frame(t, nobody(t, 1)) { // byte by byte
		h.send(c, []byte{b})
	}
	if a := h.read(c); a.Digits(11) != "000001" || a.Text(39) != "97" {
		t.Errorf("answered %s %s", a.Digits(11), a.Text(39))
	}
	var several []byte // several in one packet are answered in their order
	for i := range int64(5) {
		several = append(several, frame(t, nobody(t, i+2))...)
	}
	h.send(c, several)
	for i := range 5 {
		if a := h.read(c); a.Digits(11) != []string{"000002", "000003", "000004", "000005", "000006"}[i] {
			t.Errorf("answer %d is to %s", i, a.Digits(11))
		}
	}
}

func TestWhatIsNoFrameClosesTheConnectionAndLeavesALine(t *testing.T) {
	h := open(t)
	good := frame(t, nobody(t, 1))
	for name, c := range map[string]struct {
		bytes []byte
		verb  string
	}{
		"oversized length":            {[]byte{0x10, 0x01, 0x60}, "switching.bad_frame"},
		"the largest length":          {[]byte{0xff, 0xff}, "switching.bad_frame"},
		"no length":                   {[]byte{0, 0}, "switching.bad_frame"},
		"a length below a message":    {[]byte{0, 20, 0x60, 6, 1, 0, 3}, "switching.bad_frame"},
		"no TPDU":                     {append([]byte{0, 30}, make([]byte, 30)...), "switching.bad_frame"},
		"no header":                   {append([]byte{0, 30, 0x60, 6, 1, 0, 3}, make([]byte, 25)...), "switching.bad_frame"},
		"another protocol":            {[]byte("GET / HTTP/1.1\r\nHost: pos\r\n\r\n"), "switching.bad_frame"},
		"a TLS hello":                 {[]byte("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"), "switching.bad_frame"},
		"no message type":             {frame(t, append([]byte{0xAB, 0xCD}, make([]byte, 20)...)), "switching.bad_message"},
		"a second bitmap":             {frame(t, append([]byte{2, 0, 0x80}, make([]byte, 20)...)), "switching.bad_message"},
		"nothing to answer with":      {frame(t, append([]byte{2, 0}, 0x40, 0, 0, 0, 0, 0, 0, 0, 0x99)), "switching.bad_message"},
		"an answer as a request":      {frame(t, append([]byte{0x02, 0x10}, nobody(t, 1)[2:]...)), "switching.bad_message"},
		"half a frame and a hang-up":  {good[:len(good)/2], "switching.bad_frame"},
		"half a length and a hang-up": {good[:1], "switching.bad_frame"},
	} {
		t.Run(name, func(t *testing.T) {
			before := h.lines(c.verb)
			conn := h.dial()
			h.send(conn, c.bytes)
			_ = conn.(*net.TCPConn).CloseWrite()
			closed(t, conn)
			if h.lines(c.verb) != before+1 {
				t.Errorf("%d lines of %s before, %d after", before, c.verb, h.lines(c.verb))
			}
		})
	}
	if h.payments() != 0 {
		t.Error("something was written")
	}
}

func TestASilentHangUpIsNoNews(t *testing.T) {
	h := open(t)
	c := h.dial()
	h.send(c, frame(t, nobody(t, 1)))
	h.read(c)
	_ = c.Close()
	h.close()
	if n := h.lines("switching.bad_frame"); n != 0 {
		t.Errorf("%d lines", n)
	}
}

// pipe is a conversation without a network, for the clock's sake.
func pipe(t *testing.T, ctx context.Context) (far net.Conn, ended chan time.Duration) {
	near, far := net.Pipe()
	ended = make(chan time.Duration, 1)
	began := clock.Now()
	go func() {
		(&Lane{Log: silent}).converse(ctx, near)
		ended <- clock.Since(began)
	}()
	return far, ended
}

func TestNobodyHoldsAConnectionForNothing(t *testing.T) {
	for name, c := range map[string]struct {
		say  func(net.Conn)
		ends time.Duration
	}{
		"silence":           {func(net.Conn) {}, idleTimeout},
		"half a length":     {func(c net.Conn) { _, _ = c.Write([]byte{0}) }, frameTimeout},
		"half a frame":      {func(c net.Conn) { _, _ = c.Write([]byte{0, 60, 0x60, 6}) }, frameTimeout},
		"a trickle":         {func(c net.Conn) { trickle(c, time.Second) }, frameTimeout},
		"a trickle, slower": {func(c net.Conn) { trickle(c, 9*time.Second) }, frameTimeout},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				far, ended := pipe(t, t.Context())
				c.say(far)
				if took := <-ended; took != c.ends {
					t.Errorf("ended after %s, want %s", took, c.ends)
				}
				_ = far.Close()
				_ = clock.Sleep(t.Context(), time.Minute) // the trickle has noticed
			})
		})
	}
}

// trickle sends a frame of the greatest length, a byte at a time.
func trickle(c net.Conn, every time.Duration) {
	go func() {
		for _, b := range []byte{0x0f, 0xff, 0x60, 6, 1, 0, 3, 0x60, 0x31, 0, 0, 0, 0, 2, 0, 1, 2, 3} {
			if _, err := c.Write([]byte{b}); err != nil {
				return
			}
			_ = clock.Sleep(context.Background(), every)
		}
	}()
}

func TestTheEndOfTheLaneIsTheEndOfWaiting(t *testing.T) {
	for name, say := range map[string][]byte{"idle": nil, "in the middle of a frame": {0, 60, 0x60, 6}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				far, ended := pipe(t, ctx)
				if say != nil {
					_, _ = far.Write(say)
				}
				_ = clock.Sleep(t.Context(), time.Second)
				cancel()
				if took := <-ended; took != time.Second {
					t.Errorf("held on until %s", took)
				}
				_ = far.Close()
			})
		})
	}
}

// deadlines is a connection that remembers the last deadline it was given.
type deadlines struct {
	net.Conn
	last time.Time
}

func (d *deadlines) SetReadDeadline(t time.Time) error { d.last = t; return nil }
func (d *deadlines) Read([]byte) (int, error)          { return 0, os.ErrDeadlineExceeded }

// TestALaneThatClosedJustNowWaitsForNobody: the end may come between the look
// whether it has come and the deadline of the next read.
func TestALaneThatClosedJustNowWaitsForNobody(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	conn := &deadlines{}
	if _, err := (&patience{ctx: ctx, conn: conn}).Read(make([]byte, 1)); err == nil {
		t.Fatal("something was read")
	}
	if wait := conn.last.Sub(clock.Now()); wait > 0 {
		t.Errorf("it would still wait for %s", wait)
	}
}

// TestMessagesInHandAreFinished: the lane closes while a message is being
// served. Its answer leaves; a new message is not taken.
func TestMessagesInHandAreFinished(t *testing.T) {
	g := &gate{}
	h := openWith(t, func(l *Lane) { g.Vault = l.Vault })
	d := h.device("TW20000000000001")
	d.signIn()
	g.reached, g.pass = make(chan struct{}), make(chan struct{})
	h.lane.Vault = g
	busy, idle := h.dial(), h.dial()
	h.send(busy, frame(t, d.sealed(d.sale())))
	<-g.reached
	ended := make(chan struct{})
	go func() { h.close(); close(ended) }()
	closed(t, idle)
	select {
	case <-ended:
		t.Fatal("the lane did not wait for the message in hand")
	case <-time.After(50 * time.Millisecond):
	}
	g.pass <- struct{}{}
	if a := h.read(busy); a.Text(39) == "" {
		t.Error("an empty answer")
	}
	<-ended
	closed(t, busy)
	if _, err := net.Dial("tcp", h.addr); !errors.Is(err, syscall.ECONNREFUSED) {
		t.Errorf("a closed lane took a connection: %v", err)
	}
}

func TestTheEndIsNotPutOffForEver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &Lane{Log: silent}
		l.conns.Add(1) // a message that never ends
		began := clock.Now()
		l.drain()
		if took := clock.Since(began); took != drainTimeout {
			t.Errorf("drained for %s", took)
		}
		l.conns.Done()
	})
}

func TestAFullLaneHangsUpAndLetsInAgain(t *testing.T) {
	h := openWith(t, func(l *Lane) { l.most = 2 })
	one, two := h.dial(), h.dial()
	for _, c := range []net.Conn{one, two} { // both are served by now
		h.send(c, frame(t, nobody(t, 1)))
		h.read(c)
	}
	closed(t, h.dial())
	h.send(two, frame(t, nobody(t, 2)))
	h.read(two) // those who are in are not disturbed
	_ = one.Close()
	for range 100 {
		c, err := net.Dial("tcp", h.addr)
		h.must(err)
		_ = c.SetDeadline(clock.Now().Add(time.Second))
		_, _ = c.Write(frame(t, nobody(t, 3)))
		n, _ := c.Read(make([]byte, 100))
		_ = c.Close()
		if n > 0 {
			return
		}
		_ = clock.Sleep(t.Context(), 10*time.Millisecond)
	}
	t.Fatal("the place of one who left was not given to another")
}

// crowded is a listener on a system that has no descriptor left for a while.
type crowded struct {
	net.Listener
	refuse int
}

func (c *crowded) Accept() (net.Conn, error) {
	if c.refuse > 0 {
		c.refuse--
		return nil, &net.OpError{Op: "accept", Net: "tcp", Err: os.NewSyscallError("accept4", syscall.EMFILE)}
	}
	return c.Listener.Accept()
}

func TestAnExhaustedSystemDoesNotEndTheLane(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	db := storetest.Open(t, store.SQLite, rooms)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() {
		done <- (&Lane{Log: silent, DB: db}).Serve(ctx, &crowded{Listener: ln, refuse: 3})
	}()
	c, err := net.Dial("tcp", ln.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	_, _ = c.Write([]byte{0xff, 0xff})
	_ = c.SetDeadline(clock.Now().Add(10 * time.Second))
	closed(t, c)
	cancel()
	if err := <-done; err != nil {
		t.Errorf("ended with %v", err)
	}
}

func TestABrokenListenerEndsTheLane(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = ln.Close()
	if err := (&Lane{Log: silent}).Serve(t.Context(), ln); err == nil || !strings.Contains(err.Error(), "closed") {
		t.Errorf("ended with %v", err)
	}
}

// TestAMistakeOfOursHarmsOneConnection: the message that broke us is answered
// by silence, which its terminal reverses; all others are served.
func TestAMistakeOfOursHarmsOneConnection(t *testing.T) {
	h := open(t)
	d := h.device("TW20000000000001")
	d.signIn()
	other := h.dial()
	good := h.lane.Vault
	h.lane.Vault = &gate{Vault: good, broken: true}
	c := h.dial()
	h.send(c, frame(t, d.sealed(d.sale())))
	closed(t, c)
	h.send(other, frame(t, nobody(t, 1)))
	if a := h.read(other); a.Text(39) != "97" {
		t.Errorf("answered %s", a.Text(39))
	}
}
