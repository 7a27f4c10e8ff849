package terminal

import (
	"context"
	"errors"

	"tillway/internal/wire/iso8583"
)

// maxTries is how often a reversal is sent before the terminal trades on and
// tries only once in front of each payment (iso8583-unionpay §1.11).
const maxTries = 3

// finish ends what is unfinished, oldest first. It returns errNoLine when the
// host cannot be reached, and another error when the memory fails.
func (e *Engine) finish(ctx context.Context) error {
	for _, p := range append([]pending{}, e.state.Pending...) {
		for {
			kept := e.state.pending(p.Batch, p.Trace)
			if kept == nil {
				break
			}
			if _, err := e.end(ctx, *kept); err != nil {
				return err
			}
			if kept := e.state.pending(p.Batch, p.Trace); kept == nil || kept.Tries >= maxTries {
				break
			}
		}
	}
	return nil
}

// end tries once to end an unfinished payment: a reversal, or a refund sent
// again. A reply with a code or Reversed says that it is ended.
func (e *Engine) end(ctx context.Context, p pending) (Reply, error) {
	if e.state.MustSignIn {
		if r, err := e.signIn(ctx); !r.OK || err != nil {
			return Reply{}, orNoLine(err)
		}
	}
	conn, err := e.dial(ctx)
	if err != nil {
		return Reply{}, err
	}
	defer conn.Close()
	body, err := e.again(p)
	if err != nil {
		return Reply{}, err
	}
	e.state.pending(p.Batch, p.Trace).Tries++
	if err := e.save(); err != nil {
		return Reply{}, err
	}
	a, err := e.exchange(ctx, conn, body, NoFault)
	if errors.Is(err, errSilence) || errors.Is(err, errWrongMAC) {
		return Reply{}, e.noteTry(p, "", "silent")
	}
	if err != nil {
		return Reply{}, err
	}
	e.demand(a)
	if p.reversible() {
		return e.reversalAnswered(p, a.Text(39))
	}
	return e.refundAnswered(p, a)
}

func orNoLine(err error) error {
	if err != nil {
		return err
	}
	return errNoLine
}

// again packs the message that ends p.
func (e *Engine) again(p pending) ([]byte, error) {
	if p.reversible() {
		return e.reversal(p)
	}
	b := e.request(p, NoFault)
	private, err := e.private("", pan(p.Card))
	if err != nil {
		return nil, err
	}
	return e.seal(b.SetBytes(59, private), NoFault)
}

// reversalAnswered forgets a reversal that the host confirmed and keeps one
// that it refused.
func (e *Engine) reversalAnswered(p pending, code string) (Reply, error) {
	if code != "00" {
		e.state.pending(p.Batch, p.Trace).Refused = code
		if err := e.save(); err != nil {
			return Reply{}, err
		}
		return Reply{}, e.noteTry(p, code, "refused")
	}
	if err := e.noteTry(p, code, "reversed"); err != nil {
		return Reply{}, err
	}
	e.state.drop(&p)
	return Reply{Reversed: true}, e.save()
}

func (e *Engine) refundAnswered(p pending, a *answer) (Reply, error) {
	m := iso8583.Response(a.Text(39))
	switch {
	case m.Approved():
		return e.approved(true, p, a)
	case m.Unknown(), m.SignIn(), m.RetryLater():
		return Reply{}, e.noteTry(p, m.Code, "unknown")
	}
	return e.declined(p, m.Code)
}

// noteTry journals one try to end a payment.
func (e *Engine) noteTry(p pending, code, outcome string) error {
	l := p.line(outcome)
	l.Kind, l.Of, l.Code = "reversal", p.Kind, code
	if !p.reversible() {
		l.Kind = "repeat"
	}
	return e.note(l)
}
