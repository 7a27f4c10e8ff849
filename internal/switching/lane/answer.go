package lane

import (
	"context"

	"tillway/internal/terminal"
	"tillway/internal/wire/iso8583"
)

// exchange is one message and what is known about who sent it.
type exchange struct {
	lane   *Lane
	from   string
	tpdu   iso8583.TPDU
	header iso8583.Header
	in     iso8583.Message
	f60    iso8583.F60
	term   terminal.Terminal
	macKey []byte // block of the work key that the request's MAC was made with
	pinKey []byte
	ask    iso8583.Requirement
}

// answer makes the reply to a frame; keep is false when the connection is to
// be closed. It never panics on what a stranger sent, and a message that is
// not one gets no answer.
func (l *Lane) answer(ctx context.Context, from string, frame []byte) (reply []byte, keep bool) {
	x := &exchange{lane: l, from: from}
	var body []byte
	var err error
	if x.tpdu, x.header, body, err = iso8583.SplitFrame(frame); err != nil {
		l.note(ctx, "switching.bad_frame", "connection", from, map[string]string{"reason": err.Error()})
		return nil, false
	}
	if err := iso8583.Parse(iso8583.CUP3DES, body, &x.in); err != nil {
		l.note(ctx, "switching.bad_message", "connection", from, map[string]string{"reason": err.Error()})
		if !x.in.Has(11) || x.in.MTI() == 0 || x.in.MTI().IsReply() {
			return nil, false
		}
		return x.refuse(ctx, "30"), true
	}
	if x.in.MTI().IsReply() {
		l.note(ctx, "switching.bad_message", "connection", from, map[string]string{"reason": "a reply came as a request"})
		return nil, false
	}
	return x.serve(ctx), true
}

// serve finds the terminal and leads the message to who answers it.
func (x *exchange) serve(ctx context.Context) []byte {
	var err error
	if x.f60, err = iso8583.ParseF60(x.in.Digits(60)); err != nil {
		return x.refuse(ctx, "30")
	}
	if code := x.identify(ctx); code != "" {
		x.lane.note(ctx, "switching.refused", "terminal", x.in.Text(41), map[string]string{"code": code, "mti": x.in.MTI().String(), "from": x.from})
		return x.refuse(ctx, code)
	}
	switch x.in.MTI() {
	case 0x0800:
		if x.f60.NetCode == "003" || x.f60.NetCode == "004" {
			return x.signIn(ctx)
		}
	case 0x0820:
		switch x.f60.NetCode {
		case "301", "002":
			return x.plain(ctx, "00")
		}
	case 0x0500:
		if x.f60.NetCode == "201" {
			return x.settle(ctx)
		}
	case 0x0320:
		return x.upload(ctx)
	case 0x0100, 0x0200, 0x0220, 0x0400:
		return x.financial(ctx)
	}
	return x.refuse(ctx, "40")
}

// identify loads the terminal that F41 names and checks that F42 is its
// merchant. Numbers only select a record: what proves the sender is the MAC.
func (x *exchange) identify(ctx context.Context) (code string) {
	tid, mid := x.in.Text(41), x.in.Text(42)
	t, err := x.lane.Terminals.ByTID(ctx, x.lane.Institution, tid)
	switch {
	case err != nil:
		return codeOf(err)
	case t.MID != mid:
		return "03"
	case t.Keyless():
		return "58"
	}
	x.term = t
	return ""
}
