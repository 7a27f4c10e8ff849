package money

import (
	"errors"
	"fmt"
	"math/bits"
)

// million is the scale of a Rate.
const million = 1_000_000

// ErrRate says that a rate, a cap or a minimum makes no sense.
var ErrRate = errors.New("money: invalid rate")

// Rate is a share in parts per million: 0.60 % is 6,000.
type Rate int64

// Valid tells whether the rate lies between nothing and the whole.
func (r Rate) Valid() bool { return r >= 0 && r <= million }

// String writes a percentage without needless zeros but at least two decimals:
// 0.60%, 0.0325%.
func (r Rate) String() string {
	n, sign := int64(r), ""
	if n < 0 {
		n, sign = -n, "-"
	}
	s := fmt.Sprintf("%s%d.%04d", sign, n/10_000, n%10_000)
	for s[len(s)-1] == '0' && s[len(s)-3] != '.' {
		s = s[:len(s)-1]
	}
	return s + "%"
}

// Of returns the share of an amount, rounded half up on the absolute value.
func (r Rate) Of(a Amount) (Amount, error) {
	if !r.Valid() {
		return Amount{}, ErrRate
	}
	fen := int64(mulDivHalfUp(abs(a.fen), uint64(r), million))
	if a.fen < 0 {
		fen = -fen
	}
	return a.with(fen)
}

// NoCap as the cap of a fee means that there is none.
var NoCap = Amount{fen: -1}

// Fee returns min(cap, max(min, round(amount × rate))) for one transaction, and
// the mirror image for a negative amount; nothing is charged on nothing.
func Fee(a Amount, r Rate, feeCap, feeMin Amount) (Amount, error) {
	capped := feeCap != NoCap
	if feeMin.fen < 0 || capped && (feeCap.fen < feeMin.fen || feeCap.currency != a.currency) {
		return Amount{}, ErrRate
	}
	if a.fen == 0 {
		return a, nil
	}
	fee, err := r.Of(a.Abs())
	if err != nil {
		return Amount{}, err
	}
	fee.fen = max(fee.fen, feeMin.fen)
	if capped {
		fee.fen = min(fee.fen, feeCap.fen)
	}
	if a.fen < 0 {
		return fee.Neg(), nil
	}
	return fee, nil
}

// FeeReturn returns how much of a fee goes back with one refund, by cumulative
// rounding: round(fee × refunded so far ÷ amount) less what went back before.
// However a payment is refunded in parts, the parts never return more than the
// fee, and exactly the fee once all is refunded.
//
// refundedBefore is what earlier refunds returned of the amount, refund is this
// one; both and the amount are positive.
func FeeReturn(amount, fee, refundedBefore, refund Amount) (Amount, error) {
	total, err := refundedBefore.Add(refund)
	if err != nil {
		return Amount{}, err
	}
	if amount.currency != fee.currency || amount.currency != total.currency {
		return Amount{}, ErrCurrency
	}
	if amount.fen <= 0 || fee.fen < 0 || refundedBefore.fen < 0 || refund.fen <= 0 || total.fen > amount.fen {
		return Amount{}, fmt.Errorf("money: refund of %s after %s of %s: %w", refund, refundedBefore, amount, ErrRange)
	}
	due := mulDivHalfUp(uint64(fee.fen), uint64(total.fen), uint64(amount.fen))
	gone := mulDivHalfUp(uint64(fee.fen), uint64(refundedBefore.fen), uint64(amount.fen))
	return fee.with(int64(due - gone))
}

// Split divides an amount by weights. Every part is the exact share rounded
// towards zero, and the fen left over go one by one to the first parts with a
// weight, so that the parts always add up to the whole.
func Split(a Amount, weights ...int64) ([]Amount, error) {
	var total uint64
	for _, w := range weights {
		if w < 0 || w > Limit {
			return nil, ErrRate
		}
		total += uint64(w)
	}
	if total == 0 {
		return nil, ErrRate
	}
	parts := make([]Amount, len(weights))
	left := abs(a.fen)
	for i, w := range weights {
		share := mulDiv(abs(a.fen), uint64(w), total, 0)
		parts[i] = Amount{int64(share), a.currency}
		left -= share
	}
	for i := 0; left > 0; i++ {
		if weights[i] > 0 {
			parts[i].fen++
			left--
		}
	}
	if a.fen < 0 {
		for i := range parts {
			parts[i] = parts[i].Neg()
		}
	}
	return parts, nil
}

func abs(n int64) uint64 {
	if n < 0 {
		return uint64(-n)
	}
	return uint64(n)
}

// mulDivHalfUp returns x×y÷d rounded half up. An odd d has no exact half, so
// d/2 rounded down is right for both.
func mulDivHalfUp(x, y, d uint64) uint64 { return mulDiv(x, y, d, d/2) }

// mulDiv returns (x×y + plus) ÷ d in 128 bits. Callers keep y ≤ d, so that the
// quotient is about x and bits.Div64 cannot overflow.
func mulDiv(x, y, d, plus uint64) uint64 {
	hi, lo := bits.Mul64(x, y)
	lo, carry := bits.Add64(lo, plus, 0)
	q, _ := bits.Div64(hi+carry, lo, d)
	return q
}
