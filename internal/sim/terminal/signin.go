package terminal

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"tillway/internal/wire/cardcrypto"
	"tillway/internal/wire/iso8583"
)

const (
	netSignIn  = "003" // 3DES work keys
	netEcho    = "301"
	netSignOff = "002"
	operator   = "01 "
	licence    = "3060" // of the network access, as terminals print it; the sandbox's own
)

// SignIn fetches work keys and the batch number (签到). What is unfinished is
// ended with it: before, while the keys of its time still hold, and after it
// when the host has asked for new keys first.
func (e *Engine) SignIn(ctx context.Context) Reply {
	e.mu.Lock()
	defer e.mu.Unlock()
	r, err := e.signInPressed(ctx)
	if err != nil {
		return local(BrokenMemory, "signin")
	}
	return r
}

func (e *Engine) signInPressed(ctx context.Context) (Reply, error) {
	open := len(e.state.Pending) > 0 && len(e.state.TAK) > 0
	before := open && !e.state.MustSignIn
	if before {
		if err := e.finish(ctx); errors.Is(err, errNoLine) {
			return local(NoLine, "signin"), nil
		} else if err != nil {
			return Reply{}, err
		}
	}
	r, err := e.signIn(ctx)
	if !r.OK || err != nil || !open || before {
		return r, err
	}
	if err := e.finish(ctx); err != nil && !errors.Is(err, errNoLine) {
		return Reply{}, err
	}
	return r, nil // signed in; what is left goes in front of the next payment
}

func (e *Engine) signIn(ctx context.Context) (Reply, error) {
	if len(e.state.TMK) == 0 {
		return local(NoKeys, "signin"), nil
	}
	a, r, err := e.manage(ctx, "signin", 0x0800, "00"+e.state.batch()+netSignIn, func(b *iso8583.Builder) {
		serial := licence + e.state.TUSN
		b.SetBytes(62, fmt.Appendf(nil, "Sequence No%02d%s", len(serial), serial)).Set(63, operator)
	})
	if a == nil || err != nil {
		return r, err
	}
	if code := a.Text(39); code != "00" {
		r := told(code, "signin")
		return r, e.note(Line{Kind: "signin", Batch: e.state.batch(), Trace: a.Digits(11), Code: code, Outcome: "failed"})
	}
	return e.takeKeys(a)
}

// takeKeys replaces the work keys when every check value is right, and adopts
// the host's batch number.
func (e *Engine) takeKeys(a *answer) (Reply, error) {
	keys, err := cardcrypto.DecodeF62(netSignIn, e.state.TMK, a.Raw(62))
	if err != nil {
		r := local(BadKeyValue, "signin")
		return r, e.note(Line{Kind: "signin", Batch: e.state.batch(), Trace: a.Digits(11), Code: BadKeyValue, Outcome: "failed"})
	}
	e.state.TPK, e.state.TAK = keys.PIN, keys.MAC
	e.state.SignedIn, e.state.MustSignIn = true, false
	if f60, err := iso8583.ParseF60(a.Digits(60)); err == nil {
		if n, err := strconv.Atoi(f60.Batch); err == nil && n > 0 && n != e.state.Batch {
			e.state.openBatch(n)
		}
	}
	if err := e.save(); err != nil {
		return Reply{}, err
	}
	r := told("00", "signin")
	r.MessageZh, r.MessageEn, r.AdviceZh, r.AdviceEn = "签到成功", "Signed in", "可以开始交易", "Ready to trade"
	r.Batch, r.Trace = e.state.batch(), a.Digits(11)
	return r, e.note(Line{Kind: "signin", Batch: r.Batch, Trace: r.Trace, Code: "00", Outcome: "ok"})
}

// manage exchanges a message without MAC. A nil answer means that r says why.
func (e *Engine) manage(ctx context.Context, kind string, mti iso8583.MTI, f60 string, more func(*iso8583.Builder)) (*answer, Reply, error) {
	conn, err := e.dial(ctx)
	if err != nil {
		return nil, local(NoLine, kind), nil
	}
	defer conn.Close()
	b := iso8583.NewBuilder(iso8583.CUP3DES, mti).Set(11, e.state.nextTrace()).Set(41, e.state.TID).Set(42, e.state.MID).Set(60, f60)
	if more != nil {
		more(b)
	}
	body, err := b.Pack(nil)
	if err != nil {
		return nil, local(WrongInput, kind), nil
	}
	if err := e.save(); err != nil { // the trace number
		return nil, Reply{}, err
	}
	a, err := e.exchange(ctx, conn, body, NoFault)
	if err != nil {
		r := local(NoAnswer, kind)
		r.AdviceZh, r.AdviceEn = "请稍后重试", "Try again in a moment"
		return nil, r, nil
	}
	return a, Reply{}, nil
}

// Echo asks the host for a sign of life (回响测试).
func (e *Engine) Echo(ctx context.Context) Reply { return e.plain(ctx, "echo", netEcho) }

// SignOff ends the session (签退).
func (e *Engine) SignOff(ctx context.Context) Reply {
	r := e.plain(ctx, "signoff", netSignOff)
	if r.OK {
		e.mu.Lock()
		defer e.mu.Unlock()
		e.state.SignedIn = false
		if e.save() != nil {
			return local(BrokenMemory, "signoff")
		}
	}
	return r
}

func (e *Engine) plain(ctx context.Context, kind, code string) Reply {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.state.TID == "" {
		return local(NoKeys, kind)
	}
	a, r, err := e.manage(ctx, kind, 0x0820, "00"+e.state.batch()+code, nil)
	switch {
	case err != nil:
		return local(BrokenMemory, kind)
	case a == nil:
		return r
	}
	return told(a.Text(39), kind)
}
