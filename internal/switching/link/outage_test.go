package link

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
	"tillway/internal/payment"
)

// shortly is a deadline that passes while nobody answers.
func shortly(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	t.Cleanup(cancel)
	return ctx
}

func TestALateAnswerIsToldToPayment(t *testing.T) {
	l, n := open(t)
	c := n.signedOn(l)
	first := ask(shortly(t), l, sale("000001"))
	m := c.next()
	if v := hear(t, first); !errors.Is(v.err, context.DeadlineExceeded) || errs.Is(v.err, payment.ErrNotSent) {
		t.Fatalf("silence was told as %v", v.err)
	}
	c.reply(m, "00", nil)
	notes := l.Late.(*lateNotes)
	<-notes.come
	c.reply(m, "00", nil) // once more: nobody's any longer
	second := ask(t.Context(), l, sale("000002"))
	c.reply(c.next(), "00", nil)
	if v := hear(t, second); v.err != nil {
		t.Fatal(v.err)
	}
	notes.mu.Lock()
	defer notes.mu.Unlock()
	if len(notes.seen) != 1 || notes.seen[0].PaymentID != "pay_000001" || notes.seen[0].Answer.Code != "00" || notes.seen[0].Institution != inst {
		t.Errorf("payment was told %+v", notes.seen)
	}
}

// TestALateAnswerWithAWrongMACIsNoNews: anybody could have sent it.
func TestALateAnswerWithAWrongMACIsNoNews(t *testing.T) {
	l, n := open(t)
	c := n.signedOn(l)
	first := ask(shortly(t), l, sale("000001"))
	m := c.next()
	hear(t, first)
	body := c.pack(m, "00", nil)
	body[len(body)-1] ^= 1
	c.write(body)
	second := ask(t.Context(), l, sale("000002"))
	c.reply(c.next(), "00", nil)
	hear(t, second)
	notes := l.Late.(*lateNotes)
	notes.mu.Lock()
	defer notes.mu.Unlock()
	if len(notes.seen) != 0 {
		t.Errorf("payment was told %+v", notes.seen)
	}
}

func TestALateAnswerToAReversalIsNoNews(t *testing.T) {
	l, n := open(t)
	c := n.signedOn(l)
	out := make(chan told, 1)
	ctx := shortly(t)
	go func() {
		a, err := l.Reverse(ctx, reversalOf(sale("000001"), "000002"))
		out <- told{a, err}
	}()
	m := c.next()
	if m.MTI() != 0x0400 || m.Text(39) != "98" || m.Text(62) != "O606100000001000001" || m.Digits(61) != "0000010000010302" {
		t.Fatalf("the reversal is %s, F39 %s, F62 %s", m.MTI(), m.Text(39), m.Text(62))
	}
	hear(t, out)
	c.reply(m, "00", nil)
	again := make(chan told, 1)
	go func() {
		a, err := l.Reverse(t.Context(), reversalOf(sale("000001"), "000002"))
		again <- told{a, err}
	}()
	c.reply(c.next(), "00", nil)
	if v := hear(t, again); v.err != nil || v.answer.Code != "00" {
		t.Errorf("the repeated reversal heard %+v", v)
	}
	if notes := l.Late.(*lateNotes); len(notes.come) != 0 {
		t.Error("a reversal's late answer was told as a payment's")
	}
}

func TestWhatIsRememberedOfTheSilentHasABound(t *testing.T) {
	l := &Line{waiting: map[key]*waiter{}, late: map[key]*waiter{}}
	for i := range maxLate + 10 {
		k, w := key{0x0210, "0302100000", fmt.Sprint(i)}, &waiter{}
		l.waiting[k] = w
		if !l.giveUp(k, w) || l.giveUp(k, w) {
			t.Fatal("a request gives up once")
		}
	}
	if len(l.late) > maxLate || len(l.waiting) != 0 {
		t.Errorf("%d remembered, %d waiting", len(l.late), len(l.waiting))
	}
}

// TestALineThatBreaksIsSilenceForThoseWhoWait, and is up again by itself.
func TestALineThatBreaksIsSilenceForThoseWhoWait(t *testing.T) {
	for name, breakIt := range map[string]func(*call){
		"closed":          func(c *call) { _ = c.conn.Close() },
		"half an answer":  func(c *call) { _, _ = c.conn.Write([]byte{0, 60, 0x60, 0}); _ = c.conn.Close() },
		"oversized":       func(c *call) { _, _ = c.conn.Write([]byte{0xff, 0xff}) },
		"not a frame":     func(c *call) { _, _ = c.conn.Write([]byte("\x00\x20HTTP/1.1 400 Bad Request, friend\r\n")) },
		"a length of one": func(c *call) { _, _ = c.conn.Write([]byte{0, 1, 0}) },
	} {
		t.Run(name, func(t *testing.T) {
			l, n := open(t)
			c := n.signedOn(l)
			got := ask(t.Context(), l, sale("000001"))
			c.next()
			breakIt(c)
			if v := hear(t, got); !errors.Is(v.err, errDown) {
				t.Fatalf("heard %+v, %v", v.answer, v.err)
			}
			c = n.signedOn(l)
			got = ask(t.Context(), l, sale("000002"))
			c.reply(c.next(), "00", nil)
			if v := hear(t, got); v.err != nil || v.answer.Code != "00" {
				t.Fatalf("after the line came back: %+v, %v", v.answer, v.err)
			}
		})
	}
}

// TestATraceInFlightIsNotUsedTwice: two answers could not be told apart.
func TestATraceInFlightIsNotUsedTwice(t *testing.T) {
	l, n := open(t)
	c := n.signedOn(l)
	first := ask(t.Context(), l, sale("000001"))
	m := c.next()
	if _, err := l.Authorize(t.Context(), sale("000001")); !errs.Is(err, payment.ErrNotSent) {
		t.Errorf("the second was told %v", err)
	}
	c.reply(m, "00", nil)
	if v := hear(t, first); v.err != nil {
		t.Error(v.err)
	}
}

// TestAnAnswerAtTheLastMomentCounts: the deadline and the answer together are
// an answer, or a late one; never lost.
func TestAnAnswerAtTheLastMomentCounts(t *testing.T) {
	l := &Line{waiting: map[key]*waiter{}, late: map[key]*waiter{}}
	k := key{0x0210, "0302100000", "000001"}
	w := &waiter{}
	ctx, cancel := context.WithCancel(t.Context())
	taken := make(chan struct{})
	l.wire = newWire(nowhere{wrote: func() { // both come while the request is being written
		cancel()
		l.mu.Lock()
		delete(l.waiting, k)
		l.mu.Unlock()
		w.answer <- []byte("answer")
		close(taken)
	}})
	body, err := l.send(ctx, k, w, []byte("frame"))
	<-taken
	if err != nil || string(body) != "answer" {
		t.Errorf("told %q, %v", body, err)
	}
}

// nowhere is a connection that takes everything.
type nowhere struct {
	net.Conn
	wrote func()
}

func (n nowhere) Write(b []byte) (int, error)      { n.wrote(); return len(b), nil }
func (n nowhere) SetWriteDeadline(time.Time) error { return nil }
func (n nowhere) Close() error                     { return nil }

// TestANetworkThatDoesNotReadStopsNobodyForLong: the first to wait for the pipe
// breaks the line, for all who queue behind it.
func TestANetworkThatDoesNotReadStopsNobodyForLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ours, theirs := net.Pipe()
		defer theirs.Close()
		l := &Line{waiting: map[key]*waiter{}, late: map[key]*waiter{}, wire: newWire(ours)}
		began := clock.Now()
		brief, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		var all sync.WaitGroup
		for i := range 100 {
			ctx, surely := t.Context(), false
			if i%2 == 1 {
				ctx, surely = brief, true
			}
			all.Go(func() {
				if i > 0 {
					_ = clock.Sleep(t.Context(), time.Millisecond) // the first has the pipe
				}
				_, err := l.send(ctx, key{stan: fmt.Sprint(i)}, &waiter{}, []byte("frame"))
				if err == nil || errs.Is(err, payment.ErrNotSent) != surely {
					t.Errorf("%d was told %v", i, err)
				}
			})
		}
		all.Wait()
		if took := clock.Since(began); took != dialTimeout {
			t.Errorf("callers were held for %s", took)
		}
		if len(l.waiting) > 0 {
			t.Errorf("%d still wait", len(l.waiting))
		}
	})
}

// TestTheLineIsKeptWarm: an echo every half minute, and an end that cannot be
// written to any more is closed.
func TestTheLineIsKeptWarm(t *testing.T) {
	db := storetest.Open(t, store.SQLite, rooms)
	synctest.Test(t, func(t *testing.T) {
		ours, theirs := net.Pipe()
		l := &Line{Acquirer: "09990000", DB: db}
		go l.echo(t.Context(), newWire(ours))
		for range 3 {
			began := clock.Now()
			m := read(t, theirs)
			if m.MTI() != 0x0820 || m.Digits(60) != "00000001301" || clock.Since(began) != echoEvery {
				t.Fatalf("%s %s after %s", m.MTI(), m.Digits(60), clock.Since(began))
			}
		}
		_ = clock.Sleep(t.Context(), echoEvery+dialTimeout) // nobody reads the fourth
		synctest.Wait()
		if _, err := ours.Write([]byte{0}); !errors.Is(err, io.ErrClosedPipe) {
			t.Fatalf("our end is still open: %v", err)
		}
	})
}
