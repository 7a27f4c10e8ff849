package payment

import (
	"context"

	"tillway/internal/audit"
	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/money"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
	"tillway/internal/ledger"
	"tillway/internal/risk"
)

// writeTwo makes an outcome durable before anybody hears it: status, ledger
// entry and event in one transaction (R2).
func (s *Service) writeTwo(ctx context.Context, by audit.Actor, inst id.Institution, pid ID, out outcome) (Answer, error) {
	var p Payment
	err := s.db.Write(ctx, func(tx *store.Tx) (err error) {
		if p, err = load(tx, inst, pid); err != nil {
			return err
		}
		if !p.is(stIntent) && !p.is(stForwarding) {
			// The terminal reversed, or recovery decided, while the outside was
			// being asked: what it says now is late and changes nothing (R3).
			return s.late(tx, inst, p, out)
		}
		return s.settleTx(tx, by, inst, &p, out)
	})
	a := p.answer(false)
	a.ICC = out.icc
	return a, err
}

func (s *Service) late(tx *store.Tx, inst id.Institution, p Payment, out outcome) error {
	if out.unknown || p.is(stApproved) || p.is(stDeclined) {
		return nil
	}
	return markLate(tx, inst, p.ID, out.code)
}

// settleTx moves an intent, or a refund being forwarded, to its outcome.
func (s *Service) settleTx(tx *store.Tx, by audit.Actor, inst id.Institution, p *Payment, out outcome) error {
	switch {
	case out.approved:
		if err := approveTx(tx, by, inst, p, out); err != nil || p.Kind != Refund {
			return err
		}
		return s.tellRefund(tx, inst, *p)
	case !out.unknown:
		return declineTx(tx, inst, p, out)
	case p.is(stForwarding):
		return nil
	case p.forwards():
		return forwardTx(tx, inst, p)
	default:
		return loseTx(tx, inst, p, out.code)
	}
}

// approveTx writes a yes with its entry in the books and its event.
func approveTx(tx *store.Tx, by audit.Actor, inst id.Institution, p *Payment, out outcome) (err error) {
	p.Code, p.ApprovedFen, p.AuthCode, p.Issuer = out.code, out.approvedFen, out.authCode, out.issuer
	p.ChannelDate, p.ChannelRef = out.channelDate, out.channelRef
	if p.Kind == Preauth && p.AuthCode == "" {
		p.AuthCode = p.RRN[6:] // a completion must be able to name it
	}
	// An intent's effect belongs to the date of its row (R10). What was
	// forwarded is approved when that date may be closed already.
	p.PostedDate = p.BusinessDate
	if p.is(stForwarding) {
		if p.PostedDate, err = openDay(tx, inst); err != nil {
			return err
		}
	}
	if err := releaseFunds(tx, by, inst, p); err != nil {
		return err
	}
	if err := postApproval(tx, by, inst, p); err != nil {
		return err
	}
	if err := fire(tx, inst, p, evApprove); err != nil {
		return err
	}
	if p.Kind.givesBack() {
		if err := giveBackOriginal(tx, inst, *p); err != nil {
			return err
		}
	}
	return outbox.Emit(tx, inst, Approved{p.fact()})
}

// tellRefund says that money went back, and whether it was a terminal's test.
func (s *Service) tellRefund(tx *store.Tx, inst id.Institution, p Payment) (err error) {
	f := p.fact()
	if f.Test, err = s.testing(tx, inst, p.TerminalID); err != nil {
		return err
	}
	return outbox.Emit(tx, inst, Refunded{f})
}

// postApproval writes the entry: the channel owes us, we owe the merchant; or
// the opposite. A pre-authorisation moves no money.
func postApproval(tx *store.Tx, by audit.Actor, inst id.Institution, p *Payment) error {
	if !p.Kind.takesMoney() && !p.Kind.givesBack() {
		p.PostedDate = day.Date{}
		return nil
	}
	amount, err := money.Checked(p.ApprovedFen, money.Currency(p.Currency))
	if err != nil {
		return err
	}
	channel, merchant := ledger.Channel(string(p.Channel)), ledger.Unsettled(p.MerchantID)
	lines := []ledger.Line{ledger.Debit(channel, amount), ledger.Credit(merchant, amount)}
	if p.Kind.givesBack() {
		lines = []ledger.Line{ledger.Debit(merchant, amount), ledger.Credit(channel, amount)}
	}
	e, err := ledger.NewEntry(reasonOf[p.Kind], p.ref(), p.PostedDate, lines...)
	if err != nil {
		return err
	}
	p.entryID, err = ledger.Post(tx, by, inst, e)
	return err
}

// declineTx writes a no: the issuer's, or one of the house's own.
func declineTx(tx *store.Tx, inst id.Institution, p *Payment, out outcome) error {
	p.Code, p.Issuer, p.ChannelRef = out.code, out.issuer, out.channelRef
	if out.refused != nil {
		p.Reason, p.reasonArgs = out.refused.Def.Code, out.refused.Args
	}
	if err := releaseFunds(tx, system(inst), inst, p); err != nil {
		return err
	}
	if err := fire(tx, inst, p, evDecline); err != nil {
		return err
	}
	// Only what the house let go ahead had reserved anything.
	if reserved := out.refused == nil || out.refused.Def == ErrNotSent || out.refused.Def == ErrUnpaid; reserved {
		if err := giveBack(tx, inst, *p); err != nil {
			return err
		}
	}
	return outbox.Emit(tx, inst, Declined{p.fact()})
}

// loseTx writes that nobody knows, and that the payment will be reversed
// whatever comes (R3).
func loseTx(tx *store.Tx, inst id.Institution, p *Payment, cause string) error {
	p.Code = codeUnknown
	if err := fire(tx, inst, p, evLose); err != nil {
		return err
	}
	if err := oweReversal(tx, inst, *p, cause); err != nil {
		return err
	}
	return outbox.Emit(tx, inst, Uncertain{p.fact()})
}

// oweReversal writes the reversal that is due from now on.
func oweReversal(tx *store.Tx, inst id.Institution, p Payment, cause string) error {
	n, err := next(tx, inst, "message")
	if err != nil {
		return err
	}
	return insertDue(tx, inst, p.MerchantID, due{payment: p.ID, act: actReverse, cause: cause, stan: stanOf(n)}, tx.Now())
}

// forwardTx writes that a refund will be repeated until it is answered.
func forwardTx(tx *store.Tx, inst id.Institution, p *Payment) error {
	p.Code = codeInProgress
	if err := fire(tx, inst, p, evForward); err != nil {
		return err
	}
	return insertDue(tx, inst, p.MerchantID, due{payment: p.ID, act: actForward, stan: p.STAN}, tx.Now())
}

// releaseFunds ends the hold of a refund that has its outcome.
func releaseFunds(tx *store.Tx, by audit.Actor, inst id.Institution, p *Payment) error {
	if p.holdID == "" {
		return nil
	}
	return ledger.ReleaseTx(tx, by, inst, p.holdID, reasonRefundDone)
}

// giveBack returns what a payment took of the day's limits.
func giveBack(tx *store.Tx, inst id.Institution, p Payment) error {
	if p.Kind != Sale && p.Kind != Completion && p.Kind != Preauth {
		return nil
	}
	return risk.GiveBackTx(tx, inst, p.riskFacts(false))
}

// giveBackOriginal returns what a voided or refunded original took.
func giveBackOriginal(tx *store.Tx, inst id.Institution, p Payment) error {
	original, err := load(tx, inst, p.OriginalID)
	if err != nil {
		return err
	}
	f := original.riskFacts(false)
	f.AmountFen = p.ApprovedFen
	f.Partial = p.ApprovedFen < original.ApprovedFen
	return risk.GiveBackTx(tx, inst, f)
}

// confirmTx ends a reversal that the outside confirmed.
func confirmTx(tx *store.Tx, inst id.Institution, pid ID) error {
	p, err := load(tx, inst, pid)
	if err != nil {
		return err
	}
	if err := fire(tx, inst, &p, evConfirm); err != nil {
		return err
	}
	if err := giveBack(tx, inst, p); err != nil {
		return err
	}
	return outbox.Emit(tx, inst, Reversed{p.fact()})
}
