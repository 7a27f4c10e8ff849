package vault

import (
	"bufio"
	"context"
	"errors"
	"net"
	"sync"
	"time"

	"tillway/internal/kit/clock"
)

const (
	patience = 10 * time.Second // bounds a call whose context has no deadline
	// restart is how long a call waits for a module that is not there: one that
	// died is started again, and a payment approved meanwhile wants its MAC.
	restart = time.Second
	glance  = 20 * time.Millisecond
)

// Client speaks to the module over its Unix socket. Many callers share one
// connection; their requests are written together. When the connection breaks,
// the next call makes a new one; calls in flight are sent again when the
// module is back, for no verb changes anything in it.
type Client struct {
	verbs
	socket string

	mu     sync.Mutex
	line   *line
	closed bool
}

var _ Vault = (*Client)(nil)

// Dial connects and asks for the module's status, so that a wrong socket is
// known at once.
func Dial(ctx context.Context, socket string) (*Client, error) {
	c := &Client{socket: socket}
	c.verbs = verbs{via: c}
	if _, err := c.Status(ctx); err != nil {
		return nil, err
	}
	return c, nil
}

// Close ends the connection; calls in flight fail.
func (c *Client) Close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed = true
	if c.line != nil {
		c.line.end(net.ErrClosed)
	}
	return nil
}

func (c *Client) do(ctx context.Context, items []Item) ([]Item, error) {
	if _, ok := ctx.Deadline(); !ok {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, patience)
		defer cancel()
	}
	for began := clock.Now(); ; {
		answers, again, err := c.try(ctx, items)
		if err == nil {
			return answers, nil
		}
		if !again || clock.Since(began) > restart || clock.Sleep(ctx, glance) != nil {
			return nil, ErrUnavailable.Wrap(err)
		}
	}
}

// try sends items once; again says that nobody was there to answer them.
func (c *Client) try(ctx context.Context, items []Item) (answers []Item, again bool, err error) {
	l, err := c.connect(ctx)
	if err != nil {
		return nil, !errors.Is(err, net.ErrClosed), err
	}
	answers, err = l.do(ctx, items)
	return answers, err != nil && l.broken(), err
}

// connect returns the living line, or a new one.
func (c *Client) connect(ctx context.Context) (*line, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return nil, net.ErrClosed
	}
	if c.line != nil && !c.line.broken() {
		return c.line, nil
	}
	conn, err := new(net.Dialer).DialContext(ctx, "unix", c.socket)
	if err != nil {
		return nil, err
	}
	c.line = newLine(conn)
	return c.line, nil
}

// line is one connection with the calls in flight on it.
type line struct {
	conn net.Conn
	out  chan []byte
	dead chan struct{}

	mu      sync.Mutex
	next    uint64
	waiting map[uint64]chan []Item
	err     error // why it died
}

func newLine(conn net.Conn) *line {
	l := &line{conn: conn, out: make(chan []byte, 256), dead: make(chan struct{}), waiting: map[uint64]chan []Item{}}
	go l.write()
	go l.read()
	return l
}

func (l *line) do(ctx context.Context, items []Item) ([]Item, error) {
	answer := make(chan []Item, 1)
	l.mu.Lock()
	l.next++
	frameID := l.next
	l.waiting[frameID] = answer
	l.mu.Unlock()
	defer l.forget(frameID)

	frame, err := AppendFrame(nil, frameID, items)
	if err != nil {
		return nil, err
	}
	select {
	case l.out <- frame:
	case <-l.dead:
		return nil, l.why()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	select {
	case a := <-answer:
		return a, nil
	case <-l.dead:
		return nil, l.why()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (l *line) forget(frameID uint64) {
	l.mu.Lock()
	delete(l.waiting, frameID)
	l.mu.Unlock()
}

func (l *line) write() {
	if err := Coalesce(l.conn, l.out, l.dead, func() {}); err != nil {
		l.end(err)
	}
}

func (l *line) read() {
	r := bufio.NewReaderSize(l.conn, 64<<10)
	for {
		frameID, items, err := ReadFrame(r)
		if err != nil {
			l.end(err)
			return
		}
		l.mu.Lock()
		answer := l.waiting[frameID]
		delete(l.waiting, frameID)
		l.mu.Unlock()
		if answer != nil { // else its caller went away
			answer <- items
		}
	}
}

// end closes the line once, with its reason.
func (l *line) end(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.err == nil {
		l.err = err
		close(l.dead)
		_ = l.conn.Close()
	}
}

func (l *line) why() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.err
}

func (l *line) broken() bool {
	select {
	case <-l.dead:
		return true
	default:
		return false
	}
}

// Coalesce writes frames to conn until done closes: as many as are queued go
// in one system call. It calls taken for each frame that it takes.
func Coalesce(conn net.Conn, frames <-chan []byte, done <-chan struct{}, taken func()) error {
	w := bufio.NewWriterSize(conn, 64<<10)
	for {
		select {
		case f := <-frames:
			for more := true; more; {
				taken()
				if _, err := w.Write(f); err != nil {
					return err
				}
				select {
				case f = <-frames:
				default:
					more = false
				}
			}
			if err := w.Flush(); err != nil {
				return err
			}
		case <-done:
			return nil
		}
	}
}
