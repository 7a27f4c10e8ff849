package payment

import (
	"bytes"
	"strconv"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/id"
	"tillway/internal/kit/money"
	"tillway/internal/kit/store"
)

// findOriginal finds what a void, refund or completion is about, by the fields
// its kind is given (ISO 8583 book §1.11, match keys).
func findOriginal(q store.Q, w work) (Payment, *errs.E, error) {
	r, o := w.req, w.req.Original
	var found []Payment
	var err error
	switch {
	case r.Kind == PreauthVoid || r.Kind == Completion:
		found, err = find(q, w.inst, `merchant_id = $2 AND auth_code = $3 AND auth_code <> '' AND kind = 'preauth' ORDER BY occurred_at DESC`, r.Terminal.MerchantID, o.AuthCode)
		found = onDate(found, o.Date)
	case o.RRN != "":
		found, err = find(q, w.inst, `rrn = $2 AND merchant_id = $3`, o.RRN, r.Terminal.MerchantID)
		if r.Kind == Refund {
			found = onDate(found, o.Date)
		}
	default:
		found, err = find(q, w.inst, `terminal_id = $2 AND batch = $3 AND trace = $4 AND merchant_id = $5`,
			string(r.Terminal.ID), o.Batch, o.Trace, r.Terminal.MerchantID)
	}
	if err != nil {
		return Payment{}, nil, err
	}
	for _, p := range found {
		if r.Kind.actsOn(p.Kind) {
			return p, nil, nil
		}
	}
	return Payment{}, ErrNoOriginal.New(), nil
}

// actsOn tells whether an original of the other kind can be meant.
func (k Kind) actsOn(original Kind) bool {
	switch k {
	case Void:
		return original == Sale
	case Refund:
		return original == Sale || original == Completion
	case PreauthVoid, Completion:
		return original == Preauth
	case CompletionVoid:
		return original == Completion
	}
	return false
}

// onDate keeps the payments of the civil date MMDD; no date keeps all. The year
// is not in the message: the newest payment comes first and its age is judged
// by the kind's own period.
func onDate(found []Payment, mmdd string) []Payment {
	if mmdd == "" || mmdd == "0000" {
		return found
	}
	var kept []Payment
	for _, p := range found {
		if p.OccurredAt.In(clock.Shanghai).Format("0102") == mmdd {
			kept = append(kept, p)
		}
	}
	return kept
}

// fits holds a request against its original, as far as it cannot change.
func fits(w work, original Payment, f *facts, now time.Time) *errs.E {
	r := w.req
	switch {
	case original.Status() != stApproved:
		return ErrOriginalState.New()
	case r.Channel != "" && r.Channel != original.Channel:
		return ErrNoOriginal.New()
	case w.card.index != nil && !bytes.Equal(w.card.index, original.panIndex):
		return ErrOriginalCard.New()
	}
	age := int64(day.Of(now).DaysSince(day.Of(original.OccurredAt)))
	switch r.Kind {
	case Void, CompletionVoid:
		if original.TerminalID != string(r.Terminal.ID) || original.Batch != r.Batch {
			return ErrBatchVoid.New()
		}
		return wholeAmount(r, original)
	case PreauthVoid:
		return wholeAmount(r, original)
	case Refund:
		if days := f.refundDays[original.Channel]; age > days {
			return ErrWindow.New("days", strconv.FormatInt(days, 10))
		}
	case Completion:
		if age > f.preauthDays {
			return ErrWindow.New("days", strconv.FormatInt(f.preauthDays, 10))
		}
		// floor(authorised × cap): rounding up could exceed the cap (§4.1)
		if ceiling := original.ApprovedFen * f.preauthCap / 1_000_000; r.AmountFen > ceiling {
			return ErrOriginalAmount.New()
		}
	}
	return nil
}

func wholeAmount(r Request, original Payment) *errs.E {
	if r.AmountFen != original.ApprovedFen {
		return ErrOriginalAmount.New()
	}
	return nil
}

// stillFree asks, inside the write, whether the original still has what the
// request wants. Reversal, void and refund of one original exclude each other,
// and the refunds never exceed it (R7): there is one writer, so nothing can
// come between this look and the insert.
func stillFree(tx *store.Tx, inst id.Institution, p Payment) (*errs.E, error) {
	original, err := load(tx, inst, p.OriginalID)
	if err != nil {
		return nil, err
	}
	if !original.is(stApproved) {
		return ErrOriginalState.New(), nil
	}
	others, err := children(tx, inst, p.OriginalID)
	if err != nil {
		return nil, err
	}
	left := original.ApprovedFen
	for _, o := range others {
		if !o.claims() {
			continue
		}
		if o.Kind != Refund || p.Kind != Refund {
			return ErrOriginalState.New(), nil
		}
		left -= o.RequestedFen
	}
	if p.Kind == Refund && p.RequestedFen > left {
		return ErrOverRefund.New("left", money.FromFen(left).String()), nil
	}
	return nil, nil
}
