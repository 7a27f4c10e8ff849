package network

import (
	"bufio"
	"context"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/rnd"
	"tillway/internal/wire/cardcrypto"
	"tillway/internal/wire/iso8583"
)

// line is one acquirer's connection. Each message is answered when its answer
// is ready, whatever came before it.
type line struct {
	network  *Network
	conn     net.Conn
	writing  sync.Mutex
	signedOn atomic.Bool
}

const (
	inFlight     = 4096 // messages being answered on one line
	writeTimeout = 10 * time.Second
)

func (l *line) serve(ctx context.Context) {
	in := bufio.NewReaderSize(l.conn, 64<<10)
	slots := make(chan struct{}, inFlight)
	var answering sync.WaitGroup
	defer answering.Wait()
	for {
		frame, err := iso8583.ReadFrame(in, make([]byte, 512), 0)
		if err != nil {
			return // the end, or bytes that are no frame: nothing can follow them
		}
		slots <- struct{}{}
		answering.Go(func() {
			l.handle(ctx, frame)
			<-slots
		})
	}
}

// handle answers one frame. What cannot be answered closes the line.
func (l *line) handle(ctx context.Context, frame []byte) {
	tpdu, header, body, err := iso8583.SplitFrame(frame)
	if err != nil {
		l.conn.Close()
		return
	}
	var m iso8583.Message
	if err := iso8583.Parse(iso8583.NET, body, &m); err != nil && (m.MTI() == 0 || m.MTI().IsReply()) {
		l.conn.Close()
		return
	} else if err != nil {
		l.send(tpdu, header, l.plain(&m, formatError))
		return
	}
	switch m.MTI() {
	case 0x0800, 0x0820:
		l.send(tpdu, header, l.plain(&m, l.manage(&m)))
	case 0x0100, 0x0200, 0x0220, 0x0400:
		l.pay(ctx, tpdu, header, &m)
	default:
		l.send(tpdu, header, l.plain(&m, notSupported))
	}
}

// plain packs an answer without MAC, or nil when not even that can be done.
func (l *line) plain(m *iso8583.Message, code string) []byte {
	body, err := answer(m, code, l.network.clock.Now()).Pack(nil)
	if err != nil {
		return nil
	}
	return body
}

// manage does sign-on, sign-off and echo, and returns the code.
func (l *line) manage(m *iso8583.Message) string {
	f60, err := iso8583.ParseF60(m.Digits(60))
	if err != nil {
		return formatError
	}
	switch {
	case m.MTI() == 0x0800 && f60.NetCode == signOnCode:
		if l.network.keys.zone.Load() == nil {
			return keyFault
		}
		l.signedOn.Store(true)
	case m.MTI() == 0x0820 && f60.NetCode == signOffCode:
		l.signedOn.Store(false)
	case m.MTI() == 0x0820 && f60.NetCode == echoCode:
	default:
		return notSupported
	}
	return "00"
}

// pay checks, decides and answers a payment or reversal.
func (l *line) pay(ctx context.Context, tpdu iso8583.TPDU, header iso8583.Header, m *iso8583.Message) {
	zone := l.network.keys.zone.Load()
	if !l.signedOn.Load() || zone == nil {
		l.send(tpdu, header, l.plain(m, notSignedOn))
		return
	}
	if ok, err := cardcrypto.VerifyCUPMAC(zone.zak, m.MAB(), m.Raw(64)); !ok || err != nil {
		l.seal(tpdu, header, answer(m, wrongMAC, l.network.clock.Now()), zone)
		return
	}
	q, err := readRequest(m, zone.zpk)
	if err != nil {
		l.seal(tpdu, header, answer(m, formatError, l.network.clock.Now()), zone)
		return
	}
	if q.Of == "" {
		l.seal(tpdu, header, answer(m, notSupported, l.network.clock.Now()), zone)
		return
	}
	p := l.network.faults.next(m, q.amount)
	if p.before {
		l.spoil(p)
		return
	}
	e, err := l.network.book.decide(q)
	clear(q.pin)
	if err != nil {
		l.conn.Close() // the journal is broken: nothing may be promised
		return
	}
	if p.delay == 0 || clock.Sleep(ctx, p.delay) == nil {
		l.finish(tpdu, header, m, e, zone, p)
	}
}

// spoil does what a plan does instead of answering.
func (l *line) spoil(p plan) {
	switch {
	case p.drop:
		l.conn.Close()
	case p.garbage:
		junk := append([]byte{0, 40}, rnd.Bytes(40)...)
		l.write(junk)
	}
}

// finish answers as the plan wants it.
func (l *line) finish(tpdu iso8583.TPDU, header iso8583.Header, m *iso8583.Message, e Entry, zone *zoneKeys, p plan) {
	if p.silent || p.drop || p.garbage {
		l.spoil(p)
		return
	}
	b := decided(m, e)
	if p.otherSTAN {
		b.Set(11, otherNumber(m.Digits(11)))
	}
	if p.badMAC {
		zone = &zoneKeys{zak: rnd.Bytes(16)}
	}
	l.seal(tpdu, header, b, zone)
	if p.twice {
		l.seal(tpdu, header, b, zone)
	}
}

// otherNumber changes the last digit of a trace number.
func otherNumber(n string) string {
	last := n[len(n)-1]
	return n[:len(n)-1] + string('0'+(last-'0'+5)%10)
}

func (l *line) seal(tpdu iso8583.TPDU, header iso8583.Header, b *iso8583.Builder, zone *zoneKeys) {
	body, err := sealed(b, zone.zak)
	if err != nil {
		body = nil
	}
	l.send(tpdu, header, body)
}

// send writes an answer; one that could not be built closes the line.
func (l *line) send(tpdu iso8583.TPDU, header iso8583.Header, body []byte) {
	frame, err := iso8583.PackFrame(nil, tpdu.Swap(), header.Reply(iso8583.NothingAsked), body)
	if body == nil || err != nil {
		l.conn.Close()
		return
	}
	l.write(frame)
}

func (l *line) write(b []byte) {
	l.writing.Lock()
	defer l.writing.Unlock()
	_ = l.conn.SetWriteDeadline(clock.Now().Add(writeTimeout))
	if _, err := l.conn.Write(b); err != nil {
		l.conn.Close()
	}
}
