package payment

import (
	"context"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/id"
	"tillway/internal/kit/secret"
)

// outcome is what the outside said, or that it said nothing.
type outcome struct {
	approved    bool
	unknown     bool   // no answer, or none that can be used
	code        string // F39
	refused     *errs.E
	approvedFen int64
	authCode    string
	issuer      string
	channelDate string
	channelRef  string
	icc         []byte
}

var silence = outcome{unknown: true, code: codeUnknown}

// ask puts the request to whoever decides. No transaction is open; the
// deadline is the institution's parameter and runs on the monotonic clock.
func (s *Service) ask(ctx context.Context, w work, j judgement, p Payment) outcome {
	ctx, cancel := context.WithTimeout(ctx, j.facts.timeout)
	defer cancel()
	if p.Channel != Card {
		if p.Kind.givesBack() {
			return s.askRefund(ctx, w.inst, p, j.original)
		}
		return s.askWallet(ctx, w, p, j.facts.polls)
	}
	r, err := s.networkRequest(ctx, w.inst, p, j.original)
	if err != nil {
		return notSent(err)
	}
	if w.req.Card != nil {
		r.Card = *w.req.Card
	}
	return s.askNetwork(ctx, p, r, w.req.AcceptsPartial)
}

// networkRequest makes a payment's message from what is stored.
func (s *Service) networkRequest(ctx context.Context, inst id.Institution, p, original Payment) (NetworkRequest, error) {
	pan, err := s.openCard(ctx, inst, p)
	r := NetworkRequest{
		Institution: inst, PaymentID: p.ID, Kind: p.Kind, STAN: p.STAN, At: p.OccurredAt, RRN: p.RRN, TID: p.TID, MID: p.MID,
		MerchantName: p.MerchantName, MCC: p.MCC, Batch: p.Batch, Trace: p.Trace, AmountFen: p.RequestedFen, Currency: p.Currency,
		EntryMode: p.EntryMode, Card: CardData{PAN: pan}, BusinessDate: p.BusinessDate,
	}
	if original.ID != "" {
		o := original.inNetwork()
		r.Original = &o
	}
	return r, err
}

// inNetwork names a payment in the network's words.
func (p Payment) inNetwork() NetworkOriginal {
	return NetworkOriginal{Kind: p.Kind, STAN: p.STAN, At: p.OccurredAt, RRN: p.RRN, AuthCode: p.AuthCode, AmountFen: p.RequestedFen}
}

func (s *Service) askNetwork(ctx context.Context, p Payment, r NetworkRequest, partial bool) outcome {
	a, err := s.network.Authorize(ctx, r)
	if err != nil {
		return s.noAnswer(p, err)
	}
	out := outcome{code: a.Code, authCode: a.AuthCode, issuer: a.Issuer, channelDate: a.ChannelDate, channelRef: r.STAN, icc: a.ICC}
	if unknownCodes[a.Code] {
		return silence
	}
	if !approvedCodes[a.Code] {
		return out
	}
	out.approved, out.approvedFen = true, a.ApprovedFen
	if a.ApprovedFen == 0 {
		out.approvedFen = p.RequestedFen
	}
	// A part is a yes only for a terminal that can take the rest another way;
	// more than was asked is no answer at all.
	if out.approvedFen != p.RequestedFen && !(partial && out.approvedFen < p.RequestedFen) {
		return silence
	}
	return out
}

// noAnswer tells a request that surely did not leave from one that may have.
func (s *Service) noAnswer(p Payment, err error) outcome {
	s.log.Warn("no answer", "payment", p.ID, "channel", p.Channel, "error", err)
	if errs.Is(err, ErrNotSent) {
		return notSent(err)
	}
	return silence
}

func notSent(err error) outcome {
	e := errs.As(err)
	if e == nil || e.Def != ErrNotSent {
		e = ErrNotSent.Wrap(err, "where", "security module")
	}
	return outcome{code: codeLineDown, refused: e}
}

// askWallet takes money by a payment code. An order whose payer has not
// answered is asked about at the set moments; then it is cancelled and asked
// about once more, to prove that it is closed (R9).
func (s *Service) askWallet(ctx context.Context, w work, p Payment, polls []int64) outcome {
	o := p.walletOrder(w.inst)
	began := clock.Now()
	o.Code = w.req.Code
	a, err := s.wallet.Pay(ctx, o)
	o.Code = secret.String{}
	if errs.Is(err, ErrNotSent) {
		return s.noAnswer(p, err)
	}
	for _, at := range polls {
		if out, final := walletOutcome(p, a, err); final {
			return out
		}
		if clock.Sleep(ctx, time.Duration(at)*s.pollUnit-clock.Since(began)) != nil {
			return silence
		}
		a, err = s.wallet.Query(ctx, o)
	}
	if out, final := walletOutcome(p, a, err); final {
		return out
	}
	return s.closeWallet(ctx, p, o)
}

func (s *Service) closeWallet(ctx context.Context, p Payment, o WalletOrder) outcome {
	if _, err := s.wallet.Cancel(ctx, o); err != nil {
		s.log.Warn("wallet cancel", "payment", p.ID, "error", err)
		return silence // even one that did not leave: the order itself did
	}
	a, err := s.wallet.Query(ctx, o)
	if out, final := walletOutcome(p, a, err); final {
		return out
	}
	return silence
}

// walletOutcome reads a wallet's answer; final is false while it is open.
func walletOutcome(p Payment, a WalletAnswer, err error) (out outcome, final bool) {
	if err != nil {
		return silence, false
	}
	switch a.State {
	case WalletPaid:
		return outcome{approved: true, code: codeApproved, approvedFen: p.RequestedFen, channelRef: a.Ref}, true
	case WalletFailed:
		return outcome{code: a.Code, channelRef: a.Ref}, true
	case WalletClosed:
		return outcome{code: f39[ErrUnpaid], refused: ErrUnpaid.New(), channelRef: a.Ref}, true
	}
	return silence, false
}

// askRefund gives money back through the wallet that took it. Our number makes
// it repeatable, so silence is not the end of it.
func (s *Service) askRefund(ctx context.Context, inst id.Institution, p, original Payment) outcome {
	a, err := s.wallet.Refund(ctx, p.walletRefund(inst, original))
	if err != nil {
		return s.noAnswer(p, err)
	}
	out, final := walletOutcome(p, a, nil)
	if !final {
		return silence
	}
	return out
}

func (p Payment) walletOrder(inst id.Institution) WalletOrder {
	return WalletOrder{
		Institution: inst, Channel: p.Channel, Order: p.ID, MerchantID: p.MerchantID, Merchant: p.MerchantName,
		TID: p.TID, AmountFen: p.RequestedFen, Currency: p.Currency,
	}
}

func (p Payment) walletRefund(inst id.Institution, original Payment) WalletRefund {
	return WalletRefund{
		Institution: inst, Channel: p.Channel, Order: original.ID, Refund: p.ID,
		AmountFen: p.RequestedFen, TotalFen: original.ApprovedFen, Currency: p.Currency,
	}
}

// backoff is how long a due waits after a try: doubled each time up to a
// bound, with a third of jitter so that many do not come together (R8).
func backoff(attempts int64, first, most time.Duration, jitter func(n int) int) time.Duration {
	d := first
	for i := int64(0); i < attempts && d < most; i++ {
		d *= 2
	}
	d = min(d, most)
	return d - d/6 + time.Duration(jitter(int(d/3)+1))
}
