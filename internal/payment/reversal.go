package payment

import (
	"context"

	"tillway/internal/audit"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
	"tillway/internal/ledger"
)

// Reverse takes a terminal's reversal (冲正). It answers 00 whenever the
// customer is or will be uncharged, also before its original was seen, after
// the cut-off and any number of times; 25 and 64 only when it names another
// payment or amount. What it decides is durable before the answer leaves and
// nothing that comes later cancels it.
func (s *Service) Reverse(ctx context.Context, r ReversalRequest) (Answer, error) {
	inst, by := r.Institution, audit.System(r.Institution, "terminal:"+r.Terminal.TID)
	var index []byte
	if r.PAN.Reveal() != "" {
		var err error
		if index, err = s.vault.BlindIndex(ctx, inst, "pan", []byte(r.PAN.Reveal())); err != nil {
			return Answer{}, err
		}
	}
	var a Answer
	err := s.db.Write(context.WithoutCancel(ctx), func(tx *store.Tx) (err error) {
		a, err = reverseTx(tx, by, inst, r, index)
		return err
	})
	a.Kind, a.RequestedFen = r.Kind, r.AmountFen
	return a, err
}

func reverseTx(tx *store.Tx, by audit.Actor, inst id.Institution, r ReversalRequest, index []byte) (Answer, error) {
	k := keyOf(inst, string(r.Terminal.ID), r.Batch, r.Trace, r.Kind)
	n, found, err := keyed(tx, k)
	if err != nil {
		return Answer{}, err
	}
	if !found {
		// The reversal came first. Its original, when it arrives, is refused (R6).
		_, err := takeKey(tx, k, known{digest: []byte{}, kind: r.Kind, amountFen: r.AmountFen})
		return Answer{Code: codeApproved, At: tx.Now()}, err
	}
	switch {
	case n.kind != r.Kind:
		return Answer{Code: codeNotFound, At: tx.Now()}, nil
	case n.amountFen != r.AmountFen:
		return Answer{Code: codeAmountDiffers, At: tx.Now()}, nil
	case n.payment == "":
		return Answer{Code: codeApproved, At: tx.Now()}, nil
	}
	p, err := load(tx, inst, n.payment)
	if err != nil {
		return Answer{}, err
	}
	if index != nil && p.panIndex != nil && string(index) != string(p.panIndex) {
		return Answer{Code: codeNotFound, At: tx.Now()}, nil
	}
	code, err := undo(tx, by, inst, &p, r.Cause)
	a := p.answer(true)
	a.Code = code
	return a, err
}

// undo decides the reversal of a payment and returns field 39 of the answer.
func undo(tx *store.Tx, by audit.Actor, inst id.Institution, p *Payment, cause string) (string, error) {
	if p.forwards() && !p.is(stDeclined) {
		return codeUnsupported, nil // its network has no reversal of it
	}
	switch p.Status() {
	case stIntent:
		return codeApproved, loseTx(tx, inst, p, cause)
	case stApproved:
		return undoApproved(tx, by, inst, p, cause)
	}
	return codeApproved, nil // declined, uncertain, reversing, reversed: nobody is or stays charged
}

func undoApproved(tx *store.Tx, by audit.Actor, inst id.Institution, p *Payment, cause string) (string, error) {
	others, err := children(tx, inst, p.ID)
	if err != nil {
		return "", err
	}
	for _, o := range others {
		switch {
		case !o.claims():
		case o.Kind != Void && o.Kind != CompletionVoid && o.Kind != PreauthVoid:
			return codeNotFound, nil // partly refunded or completed: not in its normal state
		case o.is(stApproved):
			return codeApproved, markUnwanted(tx, inst, p.ID) // voided: uncharged already, and to stay so
		default:
			return codeSystem, nil // a void is on its way: ask again when it has its outcome
		}
	}
	if keep, err := voidStands(tx, inst, p); err != nil || keep {
		return codeApproved, err
	}
	return codeApproved, reverseApprovedTx(tx, by, inst, p, cause)
}

// voidStands tells whether the payment voids one that its terminal has taken
// back as well. To reverse the void would charge the customer again; left as it
// is he stays uncharged, which is what both reversals asked for.
func voidStands(tx *store.Tx, inst id.Institution, p *Payment) (bool, error) {
	if p.Kind != Void && p.Kind != CompletionVoid && p.Kind != PreauthVoid {
		return false, nil
	}
	original, err := load(tx, inst, p.OriginalID)
	return original.unwanted, err
}

// reverseApprovedTx takes an approved payment out of the books, under the open
// business date, and owes the outside its reversal. The row's status lets it
// happen once (R7).
func reverseApprovedTx(tx *store.Tx, by audit.Actor, inst id.Institution, p *Payment, cause string) error {
	date, err := openDay(tx, inst)
	if err != nil {
		return err
	}
	if p.entryID != "" {
		p.ReversedDate = date
		if _, err := ledger.Reverse(tx, by, inst, p.entryID, reasonReversal, p.ref(), date); err != nil {
			return err
		}
	}
	if err := fire(tx, inst, p, evReverse); err != nil {
		return err
	}
	return oweReversal(tx, inst, *p, cause)
}

// NetworkLate is an answer that found nobody waiting for it.
type NetworkLate struct {
	Institution id.Institution
	PaymentID   ID
	Answer      NetworkAnswer
}

// Late records an answer that came after the decision to reverse. It changes
// nothing else (R3).
func (s *Service) Late(ctx context.Context, l NetworkLate) error {
	return s.db.Write(ctx, func(tx *store.Tx) error { return markLate(tx, l.Institution, l.PaymentID, l.Answer.Code) })
}
