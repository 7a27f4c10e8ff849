package lane

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"runtime/debug"
	"sync"
	"syscall"
	"time"

	"tillway/internal/audit"
	"tillway/internal/keys"
	"tillway/internal/kit/clock"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
	"tillway/internal/kit/vault"
	"tillway/internal/payment"
	"tillway/internal/terminal"
	"tillway/internal/wire/iso8583"
)

// Limits of a connection (book reliability-security §3.2, threat 26).
const (
	idleTimeout  = 5 * time.Minute  // between messages
	frameTimeout = 10 * time.Second // from a frame's first byte to its last, and for writing
	drainTimeout = 10 * time.Second // for messages in hand when the lane closes
	maxConns     = 12_000
	breather     = 50 * time.Millisecond // when the system has no room for one more connection
)

// Lane serves terminals of one institution.
type Lane struct {
	Institution id.Institution
	Acquirer    string // F32, 8 digits
	DB          *store.DB
	Vault       vault.Vault
	Keys        *keys.Service
	Terminals   *terminal.Service
	Payments    *payment.Service
	Log         *slog.Logger

	most  int // connections at a time; 0 means maxConns
	conns sync.WaitGroup
}

// Serve answers terminals on ln until ctx ends, then lets messages in hand finish.
func (l *Lane) Serve(ctx context.Context, ln net.Listener) error {
	stop := context.AfterFunc(ctx, func() { _ = ln.Close() })
	defer stop()
	defer l.drain()
	slots := make(chan struct{}, cmp.Or(l.most, maxConns))
	for {
		conn, err := ln.Accept()
		switch {
		case ctx.Err() != nil:
			return nil
		case exhausted(err): // others hang up; those who serve stay
			l.Log.Warn("a terminal was not let in", "err", err)
			_ = clock.Sleep(ctx, breather)
			continue
		case err != nil:
			return err
		}
		select {
		case slots <- struct{}{}:
		default: // full: the terminal tries again
			_ = conn.Close()
			continue
		}
		l.conns.Add(1)
		go func() {
			defer func() { <-slots; l.conns.Done() }()
			l.converse(ctx, conn)
		}()
	}
}

// exhausted tells that the system, not the listener, is at its end.
func exhausted(err error) bool {
	for _, e := range []error{syscall.EMFILE, syscall.ENFILE, syscall.ENOBUFS, syscall.ENOMEM, syscall.ECONNABORTED} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// drain waits for the messages in hand. What takes longer is ended as by a
// crash: it has its intent, and recovery takes it from there.
func (l *Lane) drain() {
	done := make(chan struct{})
	go func() { l.conns.Wait(); close(done) }()
	limit := clock.Timer(drainTimeout)
	defer limit.Stop()
	select {
	case <-done:
	case <-limit.C:
		l.Log.Warn("messages were still in hand when the lane closed")
	}
}

// converse answers one connection's messages, one after the other.
func (l *Lane) converse(ctx context.Context, conn net.Conn) {
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { _ = conn.SetReadDeadline(clock.Now()) })
	defer stop()
	buf := make([]byte, iso8583.MaxFrame+lengthSize)
	for ctx.Err() == nil {
		frame, err := iso8583.ReadFrame(&patience{ctx: ctx, conn: conn}, buf, iso8583.MaxFrame)
		if err != nil {
			if !errors.Is(err, io.EOF) && !isTimeout(err) {
				l.note(context.WithoutCancel(ctx), "switching.bad_frame", "connection", conn.RemoteAddr().String(), map[string]string{"reason": err.Error()})
			}
			return
		}
		reply, keep := l.safeAnswer(context.WithoutCancel(ctx), conn.RemoteAddr().String(), frame)
		if reply != nil {
			_ = conn.SetWriteDeadline(clock.Now().Add(frameTimeout))
			if _, err := conn.Write(reply); err != nil {
				return
			}
		}
		if reply == nil || !keep { // what gets no answer sees the line drop, and need not wait
			return
		}
	}
}

const lengthSize = 2 // of the length in front of a frame

// safeAnswer keeps a mistake of ours on one message from ending the service of
// all: the connection closes, and the terminal reverses.
func (l *Lane) safeAnswer(ctx context.Context, from string, frame []byte) (reply []byte, keep bool) {
	defer func() {
		if p := recover(); p != nil {
			l.Log.Error("a message broke the lane", "from", from, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			reply, keep = nil, false
		}
	}()
	return l.answer(ctx, from, frame)
}

// patience reads one frame: it waits long for the first byte, and for all the
// rest together no longer than frameTimeout, so that neither half a frame nor a
// trickle holds a connection.
type patience struct {
	ctx   context.Context
	conn  net.Conn
	until time.Time // zero before the first byte
}

// Read implements io.Reader.
func (p *patience) Read(b []byte) (int, error) {
	until := p.until
	if until.IsZero() {
		until = clock.Now().Add(idleTimeout)
	}
	_ = p.conn.SetReadDeadline(until)
	if p.ctx.Err() != nil { // the lane closed before the deadline above was set
		_ = p.conn.SetReadDeadline(clock.Now())
	}
	n, err := p.conn.Read(b)
	if n > 0 && p.until.IsZero() {
		p.until = clock.Now().Add(frameTimeout)
	}
	return n, err
}

func isTimeout(err error) bool {
	var ne net.Error
	return errors.As(err, &ne) && ne.Timeout()
}

// note writes an audit line about something that was refused on the wire. It
// holds no content of the message.
func (l *Lane) note(ctx context.Context, verb, noun, nounID string, detail map[string]string) {
	err := l.DB.Write(ctx, func(tx *store.Tx) error {
		return audit.Write(tx, l.actor(), verb, noun, nounID, detail)
	})
	if err != nil {
		l.Log.Error("audit line not written", "verb", verb, "err", err)
	}
}

func (l *Lane) actor() audit.Actor { return audit.System(l.Institution, "lane") }
