package crash

import (
	"bufio"
	"net"
	"time"

	"tillway/internal/kit/rnd"
	"tillway/internal/wire/iso8583"
)

// moment is when a kill comes.
type moment struct {
	name string
	set  func(r *rig, m message) trap
	// again kills the product a second time, while it recovers. It returns
	// with the product dead.
	again func(r *rig, m message)
}

// trap is a moment laid out for one message.
type trap struct {
	wait  func(s *pressed) // returns when it has come
	clear func()           // after the kill
	late  func()           // when all is ended: what was held arrives after all
}

// pressed is a button that was pressed and not answered yet.
type pressed struct {
	told chan reply
	err  error // read after told
}

// await returns when the terminal has its answer, and leaves it there.
func (s *pressed) await() {
	a := <-s.told
	s.told <- a
}

func nothing() {}

// The moments of a message's road, in its order. Each is a state that the test
// brings about and holds, not a guess at the time it takes.
var (
	// The message's MAC is being checked, or its keys made, in the module.
	atTheDoor = moment{name: "the module works on the request", set: func(r *rig, m message) trap {
		h := r.counter.hold(request, m.asks)
		return trap{clear: nothing, wait: func(*pressed) {
			h.wait(r)
			r.frozen = r.freeze()
			h.pass()
			r.unread = r.asking()
		}}
	}}
	firstWrite = moment{name: "the first write waits for the disk", set: func(r *rig, m message) trap {
		h, b := r.counter.hold(request, m.asks), (*barrier)(nil)
		return trap{clear: func() { b.lift() }, wait: func(*pressed) {
			h.wait(r)
			b = r.block(m.table)
			h.pass()
			b.wait()
		}}
	}}
	// The module opens the card and makes the MAC of the message to the network.
	afterFirst = moment{name: "the module works on the message to the network", set: func(r *rig, m message) trap {
		h := r.counter.hold(request, m.asks)
		return trap{clear: nothing, wait: func(*pressed) {
			h.wait(r)
			b := r.block(m.table)
			defer b.lift()
			h.pass()
			b.wait()
			r.frozen = r.freezeIdle()
			b.lift()
			r.unread = r.asking()
		}}
	}}
	// The network between terminal and product delivers it to the next product.
	straggler = moment{name: "the request is on the counter's wire, and arrives after its reversal", set: func(r *rig, m message) trap {
		h := r.counter.hold(request, m.asks)
		return trap{wait: func(*pressed) { h.wait(r) }, clear: h.drop, late: func() {
			if code := r.deliver(h.msg); code != "22" {
				r.t.Errorf("a request behind its reversal was told %s, want 22", code)
			}
		}}
	}}
	sent = moment{name: "the request is on its way, and lost", set: func(r *rig, m message) trap {
		h := m.by(r).hold(request, m.out)
		return trap{wait: func(*pressed) { h.wait(r) }, clear: h.drop}
	}}
	overtaken = moment{name: "the request is on its way, and arrives after its reversal", set: func(r *rig, m message) trap {
		h := m.by(r).hold(request, m.out)
		return trap{wait: func(*pressed) { h.wait(r) }, clear: nothing, late: h.pass}
	}}
	answered = moment{name: "the issuer's yes is on its way", set: func(r *rig, m message) trap {
		h := m.by(r).hold(answer, m.back)
		return trap{wait: func(*pressed) { h.wait(r) }, clear: h.drop}
	}}
	// The MAC of a network's answer is checked in the module; a wallet's
	// signature is not, and there the module makes the MAC for the terminal.
	secured = moment{name: "the module works on the answer", set: func(r *rig, m message) trap {
		h := m.by(r).hold(answer, m.back)
		return trap{clear: nothing, wait: func(*pressed) {
			h.wait(r)
			r.frozen = r.freeze()
			h.pass()
			r.unread = r.asking()
		}}
	}}
	secondWrite = moment{name: "the second write waits for the disk", set: func(r *rig, m message) trap {
		h, b := m.by(r).hold(answer, m.back), (*barrier)(nil)
		return trap{clear: func() { b.lift() }, wait: func(*pressed) {
			h.wait(r)
			b = r.block(m.table)
			h.pass()
			b.wait()
		}}
	}}
	replied = moment{name: "the answer is on its way to the terminal", set: func(r *rig, m message) trap {
		h := r.counter.hold(answer, m.told)
		return trap{wait: func(*pressed) { h.wait(r) }, clear: h.drop}
	}}
	printed = moment{name: "the slip is printed", set: func(*rig, message) trap {
		return trap{wait: (*pressed).await, clear: nothing}
	}}
	// Wherever the road is some milliseconds after the request arrived.
	anywhere = moment{name: "at random", set: func(r *rig, m message) trap {
		h := r.counter.hold(request, m.asks)
		return trap{clear: nothing, wait: func(*pressed) {
			h.wait(r)
			h.pass()
			r.pause(time.Duration(rnd.Int(15_000)) * time.Microsecond)
		}}
	}}

	// Killed with the issuer's yes on its way, and once more while recovering.
	startingUp = moment{name: "yes on its way; again while starting", set: answered.set, again: func(r *rig, _ message) {
		r.product, _ = r.spawn(r.serveArgs()...)
		r.pause(time.Duration(30+rnd.Int(150)) * time.Millisecond)
		r.product.kill()
	}}
	undoing = moment{name: "yes on its way; again while recovery's message is", set: answered.set, again: func(r *rig, m message) {
		h := m.by(r).hold(request, m.undo)
		defer h.drop()
		r.start()
		h.wait(r)
		r.product.kill()
	}}
	undone = moment{name: "yes on its way; again while the answer to recovery is", set: answered.set, again: func(r *rig, m message) {
		h := m.by(r).hold(answer, m.done)
		defer h.drop()
		r.start()
		h.wait(r)
		r.product.kill()
	}}
)

// freezeIdle stops the module while nothing is asked of it.
func (r *rig) freezeIdle() (pid int) {
	r.t.Helper()
	for range 10 {
		pid = r.freeze()
		r.pause(100 * time.Millisecond)
		n, err := unreadBytes(r.socket())
		if err != nil {
			r.t.Fatal(err)
		}
		if n == 0 {
			return pid
		}
		r.thaw(pid)
		r.pause(100 * time.Millisecond)
	}
	r.t.Fatal("the module is never idle")
	return 0
}

// deliver hands a terminal's message to the product and returns F39 of the
// answer.
func (r *rig) deliver(msg []byte) string {
	r.t.Helper()
	conn, err := net.Dial("tcp", r.counter.addr)
	if err != nil {
		r.t.Fatal(err)
	}
	defer conn.Close()
	if _, err := conn.Write(msg); err != nil {
		r.t.Fatal(err)
	}
	frame, err := isoMessage(bufio.NewReader(conn))
	if err != nil {
		r.t.Fatal(err)
	}
	_, _, body, err := iso8583.SplitFrame(frame[2:])
	var reply iso8583.Message
	if err == nil {
		err = iso8583.Parse(iso8583.CUP3DES, body, &reply)
	}
	if err != nil {
		r.t.Fatal(err)
	}
	return reply.Text(39)
}
