package crash

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tillway/internal/kit/clock"
)

// wire carries what two programs say to each other. It can hold a message: the
// test decides when it goes on, or that it is lost. Its address stays while
// either end is dead.
type wire struct {
	name string
	addr string
	take func(*bufio.Reader) ([]byte, error) // the next message, or piece of one
	kind func(msg []byte) string             // what a request or answer is; "" for one that is nobody's business

	mu    sync.Mutex
	to    string // where the answering side listens
	holds []*hold
}

// The two directions of a wire.
const (
	request = false
	answer  = true
)

// hold waits for a message on its way.
type hold struct {
	wire    *wire
	way     bool
	kind    string
	stuck   chan struct{} // closed when the message is here
	msg     []byte        // read after stuck
	verdict chan bool     // whether it goes on
	once    sync.Once
}

func newWire(t *testing.T, name string, take func(*bufio.Reader) ([]byte, error), kind func([]byte) string) *wire {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	w := &wire{name: name, addr: l.Addr().String(), take: take, kind: kind}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go w.carry(c)
		}
	}()
	return w
}

// lead says where the answering side listens from now on.
func (w *wire) lead(to string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.to = to
}

func (w *wire) carry(asking net.Conn) {
	w.mu.Lock()
	to := w.to
	w.mu.Unlock()
	answering, err := net.Dial("tcp", to)
	if err != nil { // its program is dead: the line drops
		asking.Close()
		return
	}
	var last atomic.Value // the kind of the request that is being answered
	last.Store("")
	go w.pump(asking, answering, request, &last)
	w.pump(answering, asking, answer, &last)
}

// pump carries one direction until its source ends. A message that is held
// keeps the other end open, so that it can arrive after its sender died.
func (w *wire) pump(from, to net.Conn, way bool, last *atomic.Value) {
	defer to.Close()
	in := bufio.NewReaderSize(from, 64<<10)
	for {
		msg, err := w.take(in)
		if err != nil {
			return
		}
		kind := w.kind(msg)
		if way == request {
			last.Store(kind)
		} else if kind == "" {
			kind = last.Load().(string)
		}
		if h := w.caught(way, kind); h != nil {
			h.msg = msg
			close(h.stuck)
			if !<-h.verdict {
				continue
			}
		}
		if _, err := to.Write(msg); err != nil {
			return
		}
	}
}

func (w *wire) caught(way bool, kind string) *hold {
	w.mu.Lock()
	defer w.mu.Unlock()
	for i, h := range w.holds {
		if h.way == way && h.kind == kind {
			w.holds = append(w.holds[:i:i], w.holds[i+1:]...)
			return h
		}
	}
	return nil
}

// hold stops the next message of a kind.
func (w *wire) hold(way bool, kind string) *hold {
	h := &hold{wire: w, way: way, kind: kind, stuck: make(chan struct{}), verdict: make(chan bool, 1)}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.holds = append(w.holds, h)
	return h
}

// wait returns when the message is held.
func (h *hold) wait(r *rig) {
	r.t.Helper()
	limit := clock.Timer(patience)
	defer limit.Stop()
	select {
	case <-h.stuck:
	case <-limit.C:
		r.t.Fatalf("no %s passed the wire to the %s in %s", h.kind, h.wire.name, patience)
	}
}

// pass lets the message go on, drop loses it. The first word counts.
func (h *hold) pass() { h.once.Do(func() { h.verdict <- true }) }
func (h *hold) drop() { h.once.Do(func() { h.verdict <- false }) }

// isoMessage cuts a frame of ISO 8583: two bytes of length, then TPDU, header
// and message.
func isoMessage(in *bufio.Reader) ([]byte, error) {
	head, err := in.Peek(2)
	if err != nil {
		return nil, err
	}
	msg := make([]byte, 2+int(binary.BigEndian.Uint16(head)))
	_, err = io.ReadFull(in, msg)
	return msg, err
}

// isoKind is the message type, behind length, TPDU and header.
func isoKind(msg []byte) string {
	if len(msg) < 15 {
		return ""
	}
	return fmt.Sprintf("%x", msg[13:15])
}

// httpPiece takes what has arrived.
func httpPiece(in *bufio.Reader) ([]byte, error) {
	if _, err := in.Peek(1); err != nil {
		return nil, err
	}
	msg := make([]byte, in.Buffered())
	_, err := io.ReadFull(in, msg)
	return msg, err
}

// asked is the kind of a request to a wallet. The sandbox's clock is none, and
// an answer is of its request's kind.
const asked = "request"

func httpKind(msg []byte) string {
	line, _, _ := strings.Cut(string(msg[:min(len(msg), 200)]), "\r\n")
	if strings.HasSuffix(line, "HTTP/1.1") && !strings.Contains(line, " /clock ") {
		return asked
	}
	return ""
}

// patience bounds every wait for something that must happen soon.
const patience = 20 * time.Second
