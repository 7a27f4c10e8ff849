package lane

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"sync"
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
	maxConns     = 12_000
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

	conns sync.WaitGroup
}

// Serve answers terminals on ln until ctx ends, then lets messages in hand finish.
func (l *Lane) Serve(ctx context.Context, ln net.Listener) error {
	stop := context.AfterFunc(ctx, func() { _ = ln.Close() })
	defer stop()
	slots := make(chan struct{}, maxConns)
	for {
		conn, err := ln.Accept()
		if err != nil {
			l.conns.Wait()
			if ctx.Err() != nil {
				return nil
			}
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

// converse answers one connection's messages, one after the other.
func (l *Lane) converse(ctx context.Context, conn net.Conn) {
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { _ = conn.SetReadDeadline(clock.Now()) })
	defer stop()
	buf := make([]byte, iso8583.MaxFrame+2)
	r := &stagedReader{conn: conn}
	for ctx.Err() == nil {
		r.first = true
		frame, err := iso8583.ReadFrame(r, buf, iso8583.MaxFrame)
		if err != nil {
			if !errors.Is(err, io.EOF) && !isTimeout(err) {
				l.note(ctx, "switching.bad_frame", "connection", conn.RemoteAddr().String(), map[string]string{"reason": err.Error()})
			}
			return
		}
		reply, keep := l.answer(context.WithoutCancel(ctx), conn.RemoteAddr().String(), frame)
		if reply != nil {
			_ = conn.SetWriteDeadline(clock.Now().Add(frameTimeout))
			if _, err := conn.Write(reply); err != nil {
				return
			}
		}
		if !keep {
			return
		}
	}
}

// stagedReader waits long for a frame's first byte and briefly for the rest,
// so that half a frame does not hold a connection.
type stagedReader struct {
	conn  net.Conn
	first bool
}

func (r *stagedReader) Read(b []byte) (int, error) {
	wait := frameTimeout
	if r.first {
		wait = idleTimeout
	}
	_ = r.conn.SetReadDeadline(clock.Now().Add(wait))
	n, err := r.conn.Read(b)
	if n > 0 {
		r.first = false
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
