package crash

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/store/storetest"
)

// bound is how long terminal and product may take to end what a kill left
// open, once the product is ready again.
const bound = 10 * time.Second

// TestKill is rule R1 and the reason for the intent row: whatever the product
// is doing when it dies, no customer pays for what the shop does not have, and
// no shop has a slip for what was not paid.
func TestKill(t *testing.T) {
	for _, engine := range storetest.Engines {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, engine)
			r.trade()
			fell := table{engine: engine}
			defer fell.print(t)
			planned := 0
			for _, p := range plan {
				planned += len(p.steps)
				for i, s := range p.steps {
					name := fmt.Sprintf("%s/%d %s", p.message.name, i+1, s.moment.name)
					if !r.under(t, name, func() { fell.add(r.kill(p.message, s)) }) {
						return // what follows would stand on broken books
					}
				}
			}
			if len(fell.rows) == planned { // else -run chose some
				fell.enough(t)
			}
			r.under(t, "the module alone", r.killModule)
			r.under(t, "a module that lingers", r.lingeringModule)
			r.under(t, "the card network alone", r.killNetwork)
			r.under(t, "a wallet alone", r.killWallet)
			if r.server != nil {
				r.under(t, "PostgreSQL", r.killPostgres)
			}
			r.under(t, "the last batch", func() { r.settled() })
		})
	}
}

// under runs a part of the test under its own name.
func (r *rig) under(t *testing.T, name string, f func()) bool {
	t.Helper()
	return t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
		r.t = t
		defer func() {
			if r.t = r.root; t.Failed() {
				t.Logf("the product's log:\n%s", r.product.log.String())
			}
		}()
		f()
	})
}

// kill kills the product at a moment of a message, starts it again, and holds
// the books against each other once both sides have ended what was open.
func (r *rig) kill(m message, s step) row {
	r.t.Helper()
	r.frozen, r.unread = 0, 0
	path, order := m.order(r)
	r.batch = r.openBatch()
	trap := s.moment.set(r, m)
	button := r.press(path, order)
	trap.wait(button)
	r.product.kill()
	trap.clear()
	told := <-button.told
	if button.err != nil {
		r.t.Fatal(button.err)
	}
	r.buried()
	first := r.fell(m, told)
	if s.at != "" && first.at != s.at {
		r.t.Errorf("the kill fell %s, want %s", first, s.at)
	}
	second := ""
	if s.moment.again != nil {
		s.moment.again(r, m)
		r.buried()
		second = string(r.fell(m, told).at)
	}
	r.start()
	closed := r.conclude(m, told)
	if trap.late != nil {
		trap.late()
		r.pause(50 * time.Millisecond)
		r.agree()
	}
	return row{message: m.name, moment: s.moment.name, first: first, second: second, unread: r.unread,
		told: told, end: r.end(m, told), ready: r.ready, closed: closed}
}

func (r *rig) fell(m message, told reply) corpse {
	r.t.Helper()
	if m.fell != nil {
		return m.fell(r, told)
	}
	return r.paymentFell(told, m)
}

// conclude waits until the product has ended what it had open, by itself, lets
// the cashier go on and waits until the terminal has, too; then the books must
// agree and the product's own proofs hold.
func (r *rig) conclude(m message, told reply) (took time.Duration) {
	r.t.Helper()
	if r.frozen != 0 {
		if state, _ := processState(r.frozen); state != 0 {
			r.t.Errorf("the stopped module of the killed product still lives (state %c)", state)
		}
	}
	began := clock.Now()
	r.must("the product ends what it had open", func() (bool, error) {
		ours, _ := r.open()
		return ours == 0, nil
	})
	if m.name == settle.name && !told.OK {
		r.settled()
	}
	r.trade()
	r.must("terminal and product end what was open", func() (bool, error) {
		ours, terminal := r.open()
		if ours == 0 && terminal > 0 { // it goes on in front of the next payment
			r.trade()
		}
		return ours+terminal == 0, nil
	})
	if took = clock.Since(began); took > bound {
		r.t.Errorf("what was open ended after %s, the bound is %s", took, bound)
	}
	r.agree()
	r.verify()
	return took
}

// end is how a message ended, as the terminal's journal has it. A slip that was
// printed stays; a payment without one is reversed, or sent again until it has
// one.
func (r *rig) end(m message, told reply) string {
	r.t.Helper()
	if m.name == settle.name || m.name == signIn.name {
		return "done"
	}
	kept, said := r.slips()
	_, stands := kept[told.slip()]
	switch end := said[told.slip()]; {
	case told.OK && !stands:
		r.t.Errorf("%s: an approval that the terminal had is lost: its journal ends with %q", told.slip(), end)
	case !told.OK && !m.repeated && end != "reversed":
		r.t.Errorf("%s: no slip, and the terminal's journal ends with %q", told.slip(), end)
	case !told.OK && m.repeated && !stands:
		r.t.Errorf("%s: money to be given back was not: the terminal's journal ends with %q", told.slip(), end)
	}
	return said[told.slip()]
}

// trade sells until a sale is approved: a product just started may not have
// its line to the network yet. The terminal sends what it has pending first.
func (r *rig) trade() {
	r.t.Helper()
	r.must("a sale is approved", func() (bool, error) {
		var a reply
		err := call(r.terminal+"/sale", tap(), &a)
		return a.OK, err
	})
}

// settled closes the batch, which must balance to the fen. A terminal whose
// answer was lost asks again.
func (r *rig) settled() {
	r.t.Helper()
	var a reply
	if r.ask("/settle", fields{}, &a); !a.OK || a.Code != "00" {
		r.t.Errorf("the batch does not balance: %s %s", a.Code, a.MessageEn)
	}
	r.agree()
	r.verify()
}

// press presses a button and returns at once.
func (r *rig) press(path string, order fields) *pressed {
	s := &pressed{told: make(chan reply, 1)}
	go func() {
		var a reply
		s.err = call(r.terminal+path, order, &a)
		s.told <- a
	}()
	return s
}

func (r *rig) openBatch() string {
	r.t.Helper()
	var s struct{ Batch string }
	r.ask("/state", nil, &s)
	return s.Batch
}
