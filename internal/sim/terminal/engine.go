package terminal

import (
	"context"
	"errors"
	"net"
	"path/filepath"
	"sync"
	"time"

	"tillway/internal/sim"
	"tillway/internal/sim/cards"
	"tillway/internal/wire/iso8583"
)

// Config says where a terminal keeps its things and how patient it is.
type Config struct {
	Dir           string // data directory of the world
	Name          string // of the files: terminal-<name>.json and .jsonl
	First         bool   // of several: its address is called just "terminal"
	Clock         *sim.Clock
	DialTimeout   time.Duration // 5 s
	AnswerTimeout time.Duration // 60 s (acquiring-rules §4.5)
}

// Engine is one terminal. Its buttons are pressed one at a time.
type Engine struct {
	conf    Config
	path    string
	journal *sim.Journal[Line]
	wire    wireView

	mu      sync.Mutex // held while a button is being served
	state   *state
	keyPair deviceKey

	screen sync.Mutex // held for a look: what others may see while a button is served
	shown  snapshot
	fault  Fault
	lines  []Line // of the journal, newest last
}

// snapshot is the state as it was last saved.
type snapshot struct {
	status Status
	rows   []rowShown
}

// Open reads the terminal's file and journal, or begins both.
func Open(c Config) (*Engine, error) {
	if c.DialTimeout == 0 {
		c.DialTimeout = 5 * time.Second
	}
	if c.AnswerTimeout == 0 {
		c.AnswerTimeout = 60 * time.Second
	}
	if c.Name == "" {
		c.Name = "1"
	}
	name := "terminal-" + c.Name
	e := &Engine{conf: c, path: filepath.Join(c.Dir, "sim", name+".json"), fault: NoFault, wire: wireView{clock: c.Clock}}
	var made bool
	var err error
	if e.state, made, err = loadState(e.path); err == nil && made {
		err = e.save()
	}
	if err != nil {
		return nil, err
	}
	e.journal, err = sim.OpenJournal(sim.Config{Dir: c.Dir}.Journal(name), func(l Line) error { e.keepLine(l); return nil })
	e.show()
	return e, err
}

// Close closes the journal. The state is on the disk already.
func (e *Engine) Close() error { return e.journal.Close() }

const keepLines = 500

func (e *Engine) keepLine(l Line) {
	e.screen.Lock()
	defer e.screen.Unlock()
	if e.lines = append(e.lines, l); len(e.lines) > 2*keepLines {
		e.lines = append([]Line{}, e.lines[keepLines:]...)
	}
}

// save makes the state durable and shows it.
func (e *Engine) save() error {
	e.show()
	return sim.WriteJSON(e.path, e.state)
}

// note writes a line of the journal, durable on return.
func (e *Engine) note(l Line) error {
	l.At, l.TID, l.MID = e.conf.Clock.Now().Truncate(time.Millisecond), e.state.TID, e.state.MID
	e.keepLine(l)
	return e.journal.Append(l)
}

// Do makes a payment, from the sign-in the host may have asked for to the slip.
func (e *Engine) Do(ctx context.Context, o Order) Reply {
	e.mu.Lock()
	defer e.mu.Unlock()
	r, err := e.pay(ctx, o)
	if err != nil {
		return local(BrokenMemory, string(o.Kind))
	}
	return r
}

// pay returns an error only when the terminal's memory fails.
func (e *Engine) pay(ctx context.Context, o Order) (Reply, error) {
	if r, ok, err := e.ready(ctx, string(o.Kind)); !ok || err != nil {
		return r, err
	}
	if code := e.check(&o); code != "" {
		return local(code, string(o.Kind)), nil
	}
	conn, err := e.dial(ctx)
	if err != nil {
		return local(NoLine, string(o.Kind)), nil
	}
	defer conn.Close()
	return e.send(ctx, conn, o)
}

// send is the part of a payment that must not be forgotten: what would undo it
// is durable before the first byte leaves.
func (e *Engine) send(ctx context.Context, conn net.Conn, o Order) (Reply, error) {
	f := e.takeFault()
	p := e.remember(o)
	body, err := e.compose(o, &p, f)
	if err != nil {
		return local(WrongInput, string(o.Kind)), e.save()
	}
	e.state.Pending = append(e.state.Pending, p)
	if err := e.save(); err != nil {
		return Reply{}, err
	}
	a, err := e.exchange(ctx, conn, body, f)
	return e.conclude(ctx, o, p, a, err)
}

// ready does what comes before a payment: keys, a sign-in that the host asked
// for, unfinished business. ok is false when the payment cannot go on.
func (e *Engine) ready(ctx context.Context, kind string) (r Reply, ok bool, err error) {
	switch {
	case len(e.state.TMK) == 0:
		return local(NoKeys, kind), false, nil
	case len(e.state.TAK) == 0:
		return local(NotSignedIn, kind), false, nil
	case e.state.MustSignIn || !e.state.SignedIn:
		if r, err := e.signIn(ctx); !r.OK || err != nil {
			return r, false, err
		}
	}
	err = e.finish(ctx)
	if errors.Is(err, errNoLine) {
		return local(NoLine, kind), false, nil
	}
	return Reply{}, err == nil, err
}

// check returns a local code for an order that makes no sense, and fills in
// what the terminal knows better than the cashier.
func (e *Engine) check(o *Order) string {
	if o.Kind == Void || o.Kind == CompletionVoid {
		return e.checkVoid(o)
	}
	_, known := cards.ByRef(o.Card)
	switch {
	case o.AmountFen <= 0 || o.AmountFen > 999_999_999_999:
		return WrongInput
	case o.Kind == Sale && o.Code != "":
		if o.Card != "" || len(o.Code) < 16 || len(o.Code) > 24 || !digits(o.Code) {
			return WrongInput
		}
	case o.Kind == Refund && o.Card == "": // of a wallet payment
	case !known:
		return WrongInput
	}
	switch {
	case o.Kind == Refund && (len(o.RRN) != 12 || !date(o.Date)),
		(o.Kind == Completion || o.Kind == PreauthVoid) && (len(o.AuthCode) != 6 || !date(o.Date)),
		o.PIN != "" && (len(o.PIN) < 4 || len(o.PIN) > 12 || !digits(o.PIN)),
		o.Entry != "" && o.Entry != "insert" && o.Entry != "tap":
		return WrongInput
	}
	return ""
}

// checkVoid finds the slip to void; a void is for the full amount, once, in
// the open batch (acquiring-rules §4.1).
func (e *Engine) checkVoid(o *Order) string {
	r := e.state.find(o.Trace)
	if r == nil || r.Voided || r.Kind != Sale && r.Kind != Completion {
		return NoOriginal
	}
	if r.Kind == Completion {
		o.Kind = CompletionVoid
	}
	o.AmountFen, o.Code = r.AmountFen, ""
	if o.Card == "" {
		o.Card = r.Card
	}
	if c, ok := cards.ByRef(o.Card); r.Card != "" && (!ok || c.Ref() != r.Card) {
		return WrongInput
	}
	return ""
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

func date(mmdd string) bool {
	_, err := time.Parse("0102", mmdd)
	return err == nil
}

// SetFault sets the fault switch for the next payment.
func (e *Engine) SetFault(f Fault) bool {
	e.screen.Lock()
	defer e.screen.Unlock()
	if knownFaults[f] {
		e.fault = f
	}
	return knownFaults[f]
}

// takeFault reads the switch and puts it back.
func (e *Engine) takeFault() Fault {
	e.screen.Lock()
	defer e.screen.Unlock()
	f := e.fault
	e.fault = NoFault
	return f
}

// demand notes what the host asks for in header and code.
func (e *Engine) demand(a *answer) {
	if a.demand == iso8583.SignInAgain || iso8583.Response(a.Text(39)).SignIn() {
		e.state.MustSignIn = true
	}
}
