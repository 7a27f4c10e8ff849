package money

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Limit bounds every amount: |fen| ≤ Limit. A million times it, which is what
// a rate needs, would not fit an int64; see mulDiv.
const Limit = 10_000_000_000_000

// The errors of checked arithmetic.
var (
	ErrRange    = errors.New("money: amount out of range")
	ErrCurrency = errors.New("money: amounts of different currencies")
)

// Currency is an ISO 4217 code.
type Currency string

// CNY is the currency of domestic acquiring.
const CNY Currency = "CNY"

// Amount is a sum of money. The zero Amount is 0.00 CNY.
type Amount struct {
	fen      int64
	currency Currency // "" stands for CNY, so that the zero value is usable
}

// FromFen returns an amount in CNY. It panics outside ±Limit: use Checked for
// numbers that come from outside.
func FromFen(fen int64) Amount {
	a, err := Checked(fen, CNY)
	if err != nil {
		panic(fmt.Sprintf("money: FromFen(%d): out of range", fen))
	}
	return a
}

// Checked returns an amount, or an error when it is out of range or the
// currency is not three capital letters.
func Checked(fen int64, c Currency) (Amount, error) {
	if fen > Limit || fen < -Limit {
		return Amount{}, ErrRange
	}
	if c == CNY {
		return Amount{fen: fen}, nil
	}
	if len(c) != 3 || strings.Trim(string(c), "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return Amount{}, fmt.Errorf("money: %q is not a currency code", string(c))
	}
	return Amount{fen, c}, nil
}

// Fen returns the whole number of fen.
func (a Amount) Fen() int64 { return a.fen }

// Currency returns the ISO 4217 code.
func (a Amount) Currency() Currency {
	if a.currency == "" {
		return CNY
	}
	return a.currency
}

// Add returns a + b.
func (a Amount) Add(b Amount) (Amount, error) {
	if a.currency != b.currency {
		return Amount{}, ErrCurrency
	}
	return a.with(a.fen + b.fen) // both within ±10^13: the sum fits
}

// Sub returns a − b.
func (a Amount) Sub(b Amount) (Amount, error) { return a.Add(b.Neg()) }

func (a Amount) with(fen int64) (Amount, error) {
	if fen > Limit || fen < -Limit {
		return Amount{}, ErrRange
	}
	return Amount{fen, a.currency}, nil
}

// Neg returns −a.
func (a Amount) Neg() Amount { return Amount{-a.fen, a.currency} }

// Abs returns a without its sign.
func (a Amount) Abs() Amount {
	if a.fen < 0 {
		return a.Neg()
	}
	return a
}

// Cmp returns −1, 0 or +1. It panics on different currencies: there is no
// order between them, and a caller that asks has a defect.
func (a Amount) Cmp(b Amount) int {
	if a.currency != b.currency {
		panic(ErrCurrency)
	}
	return cmp.Compare(a.fen, b.fen)
}

// IsZero tells whether the amount is 0.00.
func (a Amount) IsZero() bool { return a.fen == 0 }

// Sign returns −1, 0 or +1.
func (a Amount) Sign() int { return cmp.Compare(a.fen, 0) }

// Sum adds amounts of one currency; the sum of none is 0.00 CNY.
func Sum(amounts ...Amount) (Amount, error) {
	if len(amounts) == 0 {
		return Amount{}, nil
	}
	total := amounts[0]
	for _, a := range amounts[1:] {
		var err error
		if total, err = total.Add(a); err != nil {
			return Amount{}, err
		}
	}
	return total, nil
}

// String writes 1,234.56, with a leading minus sign, without the currency.
func (a Amount) String() string {
	n, sign := a.fen, ""
	if n < 0 {
		n, sign = -n, "-"
	}
	yuan := strconv.FormatInt(n/100, 10)
	var b strings.Builder
	b.WriteString(sign)
	for i, digit := range []byte(yuan) {
		if i > 0 && (len(yuan)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(digit)
	}
	fmt.Fprintf(&b, ".%02d", n%100)
	return b.String()
}

// MarshalJSON writes the integer number of fen.
func (a Amount) MarshalJSON() ([]byte, error) { return strconv.AppendInt(nil, a.fen, 10), nil }

// UnmarshalJSON reads an integer number of fen of CNY; a fraction, an exponent
// or a string is refused.
func (a *Amount) UnmarshalJSON(b []byte) error {
	fen, err := strconv.ParseInt(string(b), 10, 64)
	if err != nil {
		return fmt.Errorf("money: %s is not a whole number of fen", b)
	}
	parsed, err := Checked(fen, CNY)
	if err != nil {
		return err
	}
	*a = parsed
	return nil
}
