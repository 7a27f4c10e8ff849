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
	conn    net.Conn
	waiting map[key]*waiter
	late    map[key]*waiter // timed out, kept until their answer comes or the line turns over
	write   sync.Mutex
}

// key matches an answer to its request: the message class and our trace number.
type key struct {
	mti  iso8583.MTI
	stan string
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
	l.open(conn)
	defer l.shut()
	done := make(chan struct{})
	defer close(done)
	go l.echo(conn, done)
	return l.read(ctx, conn)
}

func (l *Line) open(conn net.Conn) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.conn, l.waiting, l.late = conn, map[key]*waiter{}, map[key]*waiter{}
}

// shut ends every wait: silence, not a decline.
func (l *Line) shut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.conn = nil
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
	k := key{m.MTI(), m.Digits(11)}
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
	case late:
		l.tellLate(ctx, w, body)
	default:
		w.answer <- body
	}
}

// send writes a request and waits for its answer. An error that is
// payment.ErrNotSent says no byte left; any other error is silence.
func (l *Line) send(ctx context.Context, k key, w *waiter, frame []byte) ([]byte, error) {
	w.answer = make(chan []byte, 1)
	l.mu.Lock()
	conn := l.conn
	if conn == nil {
		l.mu.Unlock()
		return nil, payment.ErrNotSent.New("where", "network")
	}
	if _, dup := l.waiting[k]; dup {
		l.mu.Unlock()
		return nil, payment.ErrNotSent.New("where", "network") // a STAN in flight is not used twice
	}
	l.waiting[k] = w
	l.mu.Unlock()

	l.write.Lock()
	_ = conn.SetWriteDeadline(clock.Now().Add(dialTimeout))
	_, err := conn.Write(frame)
	l.write.Unlock()
	if err != nil {
		_ = conn.Close()
		return nil, err
	}
	select {
	case body, ok := <-w.answer:
		if !ok {
			return nil, errDown
		}
		return body, nil
	case <-ctx.Done():
		l.mu.Lock()
		if l.waiting[k] == w {
			delete(l.waiting, k)
			l.late[k] = w
		}
		l.mu.Unlock()
		return nil, ctx.Err()
	}
}

// echo shows both ends that the line lives.
func (l *Line) echo(conn net.Conn, done <-chan struct{}) {
	tick := clock.Ticker(echoEvery)
	defer tick.Stop()
	for {
		select {
		case <-done:
			return
		case <-tick.C:
			frame, err := l.management(0x0820, "301")
			if err == nil {
				l.write.Lock()
				_ = conn.SetWriteDeadline(clock.Now().Add(dialTimeout))
				_, err = conn.Write(frame)
				l.write.Unlock()
			}
			if err != nil {
				_ = conn.Close()
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
	if code := m.Text(39); code != "00" {
		return errors.New("the network refused the sign-on with " + code)
	}
	return nil
}
