package payment

import (
	"slices"
	"time"

	"tillway/internal/kit/errs"
	"tillway/internal/kit/store"
	"tillway/internal/merchant"
	"tillway/internal/party"
)

// decide judges a request on loaded facts. The first rule that says no is the
// answer; the order puts what the terminal must mend first.
func (s *Service) decide(q store.Q, w work, f *facts, now time.Time) (original Payment, refused *errs.E, err error) {
	if refused = mayTrade(w.req, f); refused != nil {
		return original, refused, nil
	}
	if refused = s.product(w.req, f); refused != nil {
		return original, refused, nil
	}
	if w.req.Kind.needsOriginal() {
		if original, refused, err = findOriginal(q, w); err != nil || refused != nil {
			return Payment{}, refused, err
		}
		f.product = original.Product
		if refused = fits(w, original, f, now); refused != nil {
			return original, refused, nil
		}
	}
	return original, priced(w.req.Kind, f), nil
}

// mayTrade asks whether this terminal of this merchant may do this at all.
func mayTrade(r Request, f *facts) *errs.E {
	switch {
	case f.bindingBroken:
		return ErrBinding.New()
	case !f.inService:
		return ErrTerminal.New()
	case r.Batch != f.batch:
		return ErrBatch.New()
	}
	if missing := f.lacks(r); len(missing) > 0 {
		zh, en := merchant.Named(missing)
		return ErrMerchant.New("missing", en, "missing@zh", zh)
	}
	if f.testing && r.AmountFen > f.testMaxFen {
		return ErrTest.New()
	}
	return switchedOff(r, f)
}

// lacks lists the conditions that keep the merchant from trading. A terminal
// being commissioned may do small tests once contract and deposit are there.
func (f *facts) lacks(r Request) []string {
	if !f.testing || r.Kind != Sale && r.Kind != Void && r.Kind != Refund {
		return f.missing
	}
	return slices.DeleteFunc(slices.Clone(f.missing), func(c string) bool {
		return c == "installed" || c == "tested" || c == "trained"
	})
}

// switchOf are the kinds that a merchant can switch off. What undoes or ends
// something open is always possible.
var switchOf = map[Kind]string{
	Sale: merchant.Sale, Void: merchant.Void, Refund: merchant.Refund, Preauth: merchant.Preauth,
}

// switchedOff asks the merchant's own switches (S102).
func switchedOff(r Request, f *facts) *errs.E {
	function, switched := switchOf[r.Kind]
	switch {
	case switched && !f.switches[function]:
		return ErrSwitchedOff.New()
	case r.Kind == Sale && r.Channel != Card && !f.switches[string(r.Channel)]:
		return ErrChannelOff.New()
	case r.Kind == Preauth && !slices.Contains(f.preauthMCC, f.mcc):
		return ErrMCC.New()
	}
	return nil
}

// product finds the row of the fee plan: by the card's BIN, or the wallet.
func (s *Service) product(r Request, f *facts) *errs.E {
	if r.Channel != Card {
		f.product = string(r.Channel)
		return nil
	}
	if r.Card == nil {
		return nil // the original's
	}
	pan := r.Card.PAN.Reveal()
	if party.CheckCardNumber(pan) != nil {
		return ErrCard.New()
	}
	bin, known := s.bins.Lookup(pan)
	switch {
	case !known:
		return ErrIssuer.New()
	case bin.Foreign:
		return ErrForeign.New()
	}
	f.product = "debit"
	if bin.Kind == party.CardCredit {
		f.product = "credit"
	}
	return nil
}

// priced asks whether the signed plan has a price for what is to be taken.
// Giving money back never needs one.
func priced(k Kind, f *facts) *errs.E {
	if k.givesBack() || k == PreauthVoid || f.priced[f.product] {
		return nil
	}
	return ErrPlan.New()
}
