package terminal

import (
	"context"
	"errors"
	"strings"
	"time"

	"tillway/internal/sim"
	"tillway/internal/sim/cards"
	"tillway/internal/wire/iso8583"
	"tillway/internal/wire/tlv"
)

// Reasons of a reversal (F39 of 0400).
const (
	reasonSilence  = "98"
	reasonWrongMAC = "A0"
)

// conclude turns an exchange into the terminal's memory, its journal and what
// its screen says.
func (e *Engine) conclude(ctx context.Context, o Order, p pending, a *answer, err error) (Reply, error) {
	switch {
	case errors.Is(err, errWrongMAC):
		e.state.MustSignIn = true
		return e.doubt(ctx, o, p, reasonWrongMAC, local(BadAnswer, string(o.Kind)))
	case err != nil:
		return e.doubt(ctx, o, p, reasonSilence, local(NoAnswer, string(o.Kind)))
	}
	e.demand(a)
	m := iso8583.Response(a.Text(39))
	switch {
	case m.Approved():
		return e.approved(o.PIN == "", p, a)
	case m.Unknown(), m.Code == "09":
		return e.doubt(ctx, o, p, reasonSilence, told(m.Code, string(o.Kind)))
	}
	return e.declined(p, m.Code)
}

// approved keeps the row, prints the slip and forgets the reversal. The journal
// goes first: after a crash in between the payment is reversed, and that is
// journaled too.
func (e *Engine) approved(noPIN bool, p pending, a *answer) (Reply, error) {
	r := e.rowOf(p, a)
	r.NoPIN = noPIN
	l := p.line("approved")
	l.ApprovedFen, l.Code, l.RRN, l.AuthCode = r.AmountFen, r.Code, r.RRN, r.AuthCode
	if err := e.note(l); err != nil {
		return Reply{}, err
	}
	e.state.drop(&p)
	e.state.add(r)
	if err := e.save(); err != nil {
		return Reply{}, err
	}
	out := told(r.Code, string(p.Kind))
	out.Trace, out.Batch, out.RRN, out.AuthCode, out.AmountFen = r.Trace, r.Batch, r.RRN, r.AuthCode, r.AmountFen
	out.Date = mmdd(r.At)
	out.Receipt = e.receipt(r, false)
	return out, nil
}

func (e *Engine) rowOf(p pending, a *answer) row {
	amount, err := a.Amount()
	if err != nil {
		amount = p.AmountFen
	}
	r := row{
		Kind: p.Kind, Batch: p.Batch, Trace: p.Trace, AmountFen: amount, Card: p.Card, Entry: p.Entry, Code: a.Text(39),
		RRN: a.Text(37), AuthCode: strings.TrimSpace(a.Text(38)), At: e.hostTime(a).Format(time.DateTime),
		OrigTrace: p.OrigTrace, OrigRRN: p.RRN, OrigAuth: p.AuthCode, ICC: p.ICC,
	}
	if p.QR {
		r.QR = "QR"
	}
	if f44 := a.Text(44); len(f44) == 22 {
		r.Issuer, r.Acquirer = strings.TrimSpace(f44[:11]), strings.TrimSpace(f44[11:])
	}
	if r.Issuer == "" {
		c, _ := cards.ByRef(p.Card)
		r.Issuer = c.Issuer
	}
	if p.Kind == Completion || p.Kind == Sale {
		r.OrigRRN = ""
	}
	return r
}

func (e *Engine) declined(p pending, code string) (Reply, error) {
	l := p.line("declined")
	l.Code = code
	if err := e.note(l); err != nil {
		return Reply{}, err
	}
	e.state.drop(&p)
	r := told(code, string(p.Kind))
	r.Trace, r.Batch, r.AmountFen = p.Trace, p.Batch, p.AmountFen
	return r, e.save()
}

// doubt is for a payment whose end is not known: its reason becomes durable
// and the terminal tries at once to end it.
func (e *Engine) doubt(ctx context.Context, o Order, p pending, reason string, r Reply) (Reply, error) {
	l := p.line("unknown")
	l.Code = r.Code
	if err := e.note(l); err != nil {
		return Reply{}, err
	}
	kept := e.state.pending(p.Batch, p.Trace)
	kept.Reason = reason
	if reason == reasonSilence && len(kept.F61) == 16 {
		kept.F61 = kept.F61[:12] + "0000" // the date of an answer that never came
	}
	if !p.reversible() {
		kept.F61 = p.F61 // it is sent again as it was
	}
	if err := e.save(); err != nil {
		return Reply{}, err
	}
	r.Trace, r.Batch, r.AmountFen, r.Unknown = p.Trace, p.Batch, p.AmountFen, true
	ended, err := e.end(ctx, *kept)
	switch {
	case err != nil && !errors.Is(err, errNoLine):
		return Reply{}, err
	case ended.Reversed:
		return r.reversed(), nil
	case ended.Code != "":
		return ended, nil // a refund that was answered after all
	}
	return r, nil
}

// line begins the journal's line about a payment.
func (p *pending) line(outcome string) Line {
	l := Line{
		Kind: string(p.Kind), Batch: p.Batch, Trace: p.Trace, AmountFen: p.AmountFen, Card: p.Card, Entry: p.Entry,
		RRN: p.RRN, OrigTrace: p.OrigTrace, Channel: "card", Outcome: outcome,
	}
	if p.QR {
		l.Channel = "qr"
	} else {
		l.PANMask = sim.MaskPAN(pan(p.Card))
	}
	return l
}

// slipTags are the chip's data on a slip.
var slipTags = []struct {
	name string
	tag  tlv.Tag
}{{"TVR", tlv.TVR}, {"ATC", tlv.TxnCounter}}
