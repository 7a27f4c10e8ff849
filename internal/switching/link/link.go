package link

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"sync"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
	"tillway/internal/kit/vault"
	"tillway/internal/payment"
	"tillway/internal/wire/iso8583"
)

// Timing of the line. The deadline of a payment is its caller's context.
const (
	dialTimeout = 3 * time.Second
	echoEvery   = 30 * time.Second
	readTimeout = 75 * time.Second // more than two echoes without a byte: the line is dead
	maxWait     = 5 * time.Second  // longest pause between attempts to connect
	maxLate     = 10_000           // answers that may still come and are remembered
)

// Late is told of an answer that came after its deadline.
type Late interface {
	Late(ctx context.Context, l payment.NetworkLate) error
}

// Line is the connection to one network. Zero fields but Addr, DB, Vault and
// Log do not work; call Run before the first payment.
type Line struct {
	Institution id.Institution
	Acquirer    string // F32, F33
	Addr        string
	DB          *store.DB
	Vault       vault.Vault
	Log         *slog.Logger
	Late        Late

	mu      sync.Mutex
	wire    *wire // nil while the line is down
	waiting map[key]*waiter
	late    map[key]*waiter // timed out, kept until their answer comes or the line turns over
}

// wire is a connection on which one writes at a time.
type wire struct {
	net.Conn
	turn chan struct{}
}

func newWire(conn net.Conn) *wire { return &wire{conn, make(chan struct{}, 1)} }

// put writes a frame. begun is false when the caller's time ended before its
// turn came: not a byte left then. A write that fails ends the connection, of
// which nobody knows any more what the other side has.
func (w *wire) put(ctx context.Context, frame []byte) (begun bool, err error) {
	select {
	case w.turn <- struct{}{}:
	case <-ctx.Done():
		return false, ctx.Err()
	}
	defer func() { <-w.turn }()
	_ = w.SetWriteDeadline(clock.Now().Add(dialTimeout))
	if _, err := w.Write(frame); err != nil {
		_ = w.Close()
		return true, err
	}
	return true, nil
}

// key matches an answer to its request: the message class, and our time and
// trace number (F7, F11). The trace number alone comes round again.
type key struct {
	mti      iso8583.MTI
	at, stan string
}

type waiter struct {
	answer  chan []byte // body, MAC checked
	payment payment.ID
	reverse bool
}

var errDown = errors.New("the line is down")

// Run keeps the line up until ctx ends.
func (l *Line) Run(ctx context.Context) error {
	pause := 50 * time.Millisecond
	for ctx.Err() == nil {
		began := clock.Now()
		err := l.session(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if clock.Since(began) > maxWait {
			pause = 50 * time.Millisecond
		}
		l.Log.Warn("network line down", "addr", l.Addr, "err", err, "again_in", pause)
		if clock.Sleep(ctx, pause) != nil {
			return nil
		}
		pause = min(2*pause, maxWait)
	}
	return nil
}

// session is one connection's life: sign on, serve, until something breaks.
func (l *Line) session(ctx context.Context) error {
	d := net.Dialer{Timeout: dialTimeout}
	conn, err := d.DialContext(ctx, "tcp", l.Addr)
	if err != nil {
		return err
	}
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer stop()
	if err := l.signOn(conn); err != nil {
		return err
	}
	w := newWire(conn)
	l.open(w)
	defer l.shut()
	ctx, over := context.WithCancel(ctx)
	defer over()
	go l.echo(ctx, w)
	return l.read(ctx, w)
}

func (l *Line) open(w *wire) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.wire, l.waiting, l.late = w, map[key]*waiter{}, map[key]*waiter{}
}

// shut ends every wait: silence, not a decline.
func (l *Line) shut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.wire = nil
	for k, w := range l.waiting {
		close(w.answer)
		delete(l.waiting, k)
	}
}

// read dispatches answers until the connection breaks.
func (l *Line) read(ctx context.Context, conn net.Conn) error {
	buf := make([]byte, iso8583.MaxFrame+2)
	for {
		_ = conn.SetReadDeadline(clock.Now().Add(readTimeout))
		frame, err := iso8583.ReadFrame(conn, buf, iso8583.MaxFrame)
		if err != nil {
			return err
		}
		_, _, body, err := iso8583.SplitFrame(frame)
		if err != nil {
			return err
		}
		l.dispatch(ctx, append([]byte(nil), body...))
	}
}

func (l *Line) dispatch(ctx context.Context, body []byte) {
	var m iso8583.Message
	if err := iso8583.Parse(iso8583.NET, body, &m); err != nil || !m.MTI().IsReply() {
		l.Log.Warn("unreadable message from the network", "err", err)
		return
	}
	k := key{m.MTI(), m.Digits(7), m.Digits(11)}
	l.mu.Lock()
	w, late := l.waiting[k], false
	if w == nil {
		w, late = l.late[k], true
	}
	delete(l.waiting, k)
	delete(l.late, k)
	l.mu.Unlock()
	switch {
	case w == nil: // an echo's answer, a duplicate or a stranger's: nobody waits
	case late: // not here: answers that are waited for come behind it
		go l.tellLate(context.WithoutCancel(ctx), w, body)
	default:
		w.answer <- body
	}
}

// send writes a request and waits for its answer. An error that is
// payment.ErrNotSent says no byte left; any other error is silence.
func (l *Line) send(ctx context.Context, k key, w *waiter, frame []byte) ([]byte, error) {
	w.answer = make(chan []byte, 1)
	line, ok := l.register(k, w)
	if !ok {
		return nil, payment.ErrNotSent.New("where", "network")
	}
	begun, err := line.put(ctx, frame)
	if err != nil {
		l.giveUp(k, w)
		if !begun {
			return nil, payment.ErrNotSent.Wrap(err, "where", "network")
		}
		return nil, err
	}
	select {
	case body, ok := <-w.answer:
		if !ok {
			return nil, errDown
		}
		return body, nil
	case <-ctx.Done():
		if l.giveUp(k, w) {
			return nil, ctx.Err()
		}
		body, ok := <-w.answer // it came at the last moment
		if !ok {
			return nil, errDown
		}
		return body, nil
	}
}

// register notes that an answer will be waited for. It says no when the line is
// down, and to a trace number in flight: two answers could not be told apart.
func (l *Line) register(k key, w *waiter) (*wire, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, dup := l.waiting[k]; dup || l.wire == nil {
		return nil, false
	}
	l.waiting[k] = w
	return l.wire, true
}

// giveUp moves a request from those who wait to those whose answer would be
// late; false says that its answer has come, or its line has gone.
func (l *Line) giveUp(k key, w *waiter) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.waiting[k] != w {
		return false
	}
	delete(l.waiting, k)
	if len(l.late) >= maxLate { // a network that never answers must not fill the memory
		clear(l.late)
	}
	l.late[k] = w
	return true
}

// echo shows both ends that the line lives.
func (l *Line) echo(ctx context.Context, w *wire) {
	tick := clock.Ticker(echoEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			frame, err := l.management(0x0820, "301")
			if err == nil {
				_, err = w.put(ctx, frame)
			}
			if err != nil {
				_ = w.Close()
				return
			}
		}
	}
}

// signOn opens the session at the network (0800).
func (l *Line) signOn(conn net.Conn) error {
	frame, err := l.management(0x0800, "001")
	if err != nil {
		return err
	}
	_ = conn.SetDeadline(clock.Now().Add(dialTimeout))
	if _, err := conn.Write(frame); err != nil {
		return err
	}
	answer, err := iso8583.ReadFrame(conn, make([]byte, iso8583.MaxFrame+2), iso8583.MaxFrame)
	if err != nil {
		return err
	}
	_ = conn.SetDeadline(time.Time{})
	_, _, body, err := iso8583.SplitFrame(answer)
	if err != nil {
		return err
	}
	var m iso8583.Message
	if err := iso8583.Parse(iso8583.NET, body, &m); err != nil {
		return err
	}
	if m.MTI() != 0x0810 || m.Text(39) != "00" {
		return errors.New("the network did not accept the sign-on: " + m.MTI().String() + " " + m.Text(39))
	}
	return nil
}
