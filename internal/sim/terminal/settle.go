package terminal

import (
	"context"
	"errors"
	"fmt"

	"tillway/internal/wire/iso8583"
)

const (
	netSettle     = "201"
	netEndUneven  = "202"
	detailsInOne  = 8 // of a batch upload message (iso8583-unionpay §1.9)
	domesticGroup = "00"
)

// Settle compares the batch with the host (批结算). When both agree a new batch
// begins; when not the details are uploaded first (批上送).
func (e *Engine) Settle(ctx context.Context) Reply {
	e.mu.Lock()
	defer e.mu.Unlock()
	r, err := e.settle(ctx)
	if err != nil {
		return local(BrokenMemory, "settle")
	}
	return r
}

func (e *Engine) settle(ctx context.Context) (Reply, error) {
	if r, ok, err := e.ready(ctx, "settle"); !ok || err != nil {
		return r, err
	}
	if e.unanswered() {
		return local(Unfinished, "settle"), nil
	}
	if len(e.state.current()) == 0 {
		return local(EmptyBatch, "settle"), nil
	}
	ours := e.state.totals()
	f48, err := iso8583.Totals{Domestic: half(ours)}.Format()
	if err != nil {
		return local(WrongInput, "settle"), nil
	}
	a, r, err := e.manage(ctx, "settle", 0x0500, "00"+e.state.batch()+netSettle, func(b *iso8583.Builder) {
		b.Set(48, f48).Set(49, currency).Set(63, operator)
	})
	if a == nil || err != nil {
		return r, err
	}
	e.demand(a)
	if code := a.Text(39); code != "00" {
		return told(code, "settle"), e.save()
	}
	theirs, err := iso8583.ParseTotals(a.Digits(48))
	if err != nil {
		return told("30", "settle"), nil
	}
	return e.balance(ctx, ours, theirs)
}

// unanswered tells whether something is unfinished that the host has not even
// refused: with it the totals cannot agree.
func (e *Engine) unanswered() bool {
	for _, p := range e.state.Pending {
		if p.Refused == "" {
			return true
		}
	}
	return false
}

func half(t Totals) iso8583.Half {
	return iso8583.Half{DebitFen: t.DebitFen, DebitCount: t.DebitCount, CreditFen: t.CreditFen, CreditCount: t.CreditCount}
}

// balance ends the batch, after an upload when the host's totals differ.
func (e *Engine) balance(ctx context.Context, ours Totals, host iso8583.Totals) (Reply, error) {
	h := host.Domestic
	theirs := Totals{h.DebitFen, h.DebitCount, h.CreditFen, h.CreditCount}
	l := Line{Kind: "settle", Batch: e.state.batch(), Trace: fmt.Sprintf("%06d", e.state.Trace), Totals: &ours, Code: "00", Outcome: "balanced"}
	r := told("00", "settle")
	r.MessageZh, r.MessageEn, r.AdviceZh, r.AdviceEn = "结算成功，账平", "Settled, the totals agree", "请保存结算单", "Keep the settlement slip"
	if h.Balance != iso8583.Balanced {
		l.Outcome = "unbalanced"
		r = local(NotBalanced, "settle")
		if err := e.upload(ctx); err != nil {
			return e.uploadFailed(err)
		}
		r.OK = true
	}
	if err := e.note(l); err != nil {
		return Reply{}, err
	}
	r.Batch, r.Totals, r.Host = e.state.batch(), &ours, &theirs
	r.Receipt = e.settlementSlip(ours, theirs, l.Outcome == "balanced")
	e.state.openBatch(e.state.Batch%999999 + 1)
	return r, e.save()
}

func (e *Engine) uploadFailed(err error) (Reply, error) {
	switch {
	case errors.Is(err, errNoLine):
		return local(NoLine, "settle"), nil
	case errors.Is(err, errSilence):
		return local(NoAnswer, "settle"), nil
	}
	return Reply{}, err
}

// upload sends the details of the batch, eight in a message, and the end
// message with their count.
func (e *Engine) upload(ctx context.Context) error {
	var details []iso8583.Detail
	for _, r := range e.state.current() {
		if r.Kind != Preauth && r.Kind != PreauthVoid {
			details = append(details, iso8583.Detail{Group: domesticGroup, Trace: r.Trace, PAN: pan(r.Card), AmountFen: r.AmountFen})
		}
	}
	for rest := details; len(rest) > 0; rest = rest[min(detailsInOne, len(rest)):] {
		f48, err := iso8583.FormatDetails(rest[:min(detailsInOne, len(rest))])
		if err != nil {
			return err
		}
		if err := e.uploadOne(ctx, netSettle, f48); err != nil {
			return err
		}
	}
	return e.uploadOne(ctx, netEndUneven, fmt.Sprintf("%04d", len(details)))
}

func (e *Engine) uploadOne(ctx context.Context, code, f48 string) error {
	a, r, err := e.manage(ctx, "settle", 0x0320, "00"+e.state.batch()+code, func(b *iso8583.Builder) { b.Set(48, f48) })
	switch {
	case err != nil:
		return err
	case a == nil && r.Code == NoLine:
		return errNoLine
	case a == nil || !iso8583.Response(a.Text(39)).Delivered():
		return errSilence
	}
	return e.note(Line{Kind: "upload", Batch: e.state.batch(), Trace: a.Digits(11), Code: a.Text(39), Outcome: "ok"})
}
