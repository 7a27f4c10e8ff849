package iso8583

import (
	"fmt"
	"strconv"
)

// cut takes the next n digits of s; a shorter rest gives what is left.
func cut(s *string, n int) string {
	n = min(n, len(*s))
	v := (*s)[:n]
	*s = (*s)[n:]
	return v
}

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// join writes parts of fixed widths one after the other and stops at the first
// empty one: trailing sub-fields are dropped, but none may be left out before.
func join(field int, widths []int, parts ...string) (string, error) {
	var out []byte
	ended := false
	for i, p := range parts {
		if p == "" {
			ended = true
			continue
		}
		if ended || len(p) != widths[i] || !allDigits(p) {
			return "", &ParseError{field, BadSubfields}
		}
		out = append(out, p...)
	}
	return string(out), nil
}

// F60 identifies the kind of transaction and its batch.
type F60 struct {
	Type     string // 60.1 transaction type code, 2 digits
	Batch    string // 60.2 batch number, 6
	NetCode  string // 60.3 network management code, 3; 000 for payments
	ReadCap  string // 60.4 what the terminal can read: 2 stripe, 5 chip, 6 chip and tap
	ICCond   string // 60.5 chip condition
	Partial  string // 60.6 partial approval supported
	AcctType string // 60.7 account type, 3
	Rest     string // what newer lists append, 2
}

var f60Widths = []int{2, 6, 3, 1, 1, 1, 3, 2}

// ParseF60 reads the digits of F60. Legal lengths are those at which a
// sub-field ends: 8, 11, 12, 13, 14, 17 and 19.
func ParseF60(digits string) (F60, error) {
	switch len(digits) {
	case 8, 11, 12, 13, 14, 17, 19:
	default:
		return F60{}, &ParseError{60, BadSubfields}
	}
	if !allDigits(digits) {
		return F60{}, &ParseError{60, NotDecimal}
	}
	s := digits
	return F60{cut(&s, 2), cut(&s, 6), cut(&s, 3), cut(&s, 1), cut(&s, 1), cut(&s, 1), cut(&s, 3), s}, nil
}

// Format returns the digits; empty sub-fields at the end are dropped.
func (f F60) Format() (string, error) {
	s, err := join(60, f60Widths, f.Type, f.Batch, f.NetCode, f.ReadCap, f.ICCond, f.Partial, f.AcctType, f.Rest)
	if err == nil && len(s) < 8 {
		err = &ParseError{60, BadSubfields}
	}
	return s, err
}

// F61 names the original transaction.
type F61 struct {
	Batch    string // 61.1, 6 digits
	Trace    string // 61.2, 6
	Date     string // 61.3 MMDD, 0000 when the terminal never saw the reply
	AuthMode string // 61.4, 2
	AuthInst string // 61.5, 11
}

var f61Widths = []int{6, 6, 4, 2, 11}

// ParseF61 reads the digits of F61: 12, 16, 18 or 29 of them.
func ParseF61(digits string) (F61, error) {
	switch len(digits) {
	case 12, 16, 18, 29:
	default:
		return F61{}, &ParseError{61, BadSubfields}
	}
	if !allDigits(digits) {
		return F61{}, &ParseError{61, NotDecimal}
	}
	s := digits
	return F61{cut(&s, 6), cut(&s, 6), cut(&s, 4), cut(&s, 2), s}, nil
}

// Format returns the digits; empty sub-fields at the end are dropped.
func (f F61) Format() (string, error) {
	s, err := join(61, f61Widths, f.Batch, f.Trace, f.Date, f.AuthMode, f.AuthInst)
	if err == nil && len(s) < 12 {
		err = &ParseError{61, BadSubfields}
	}
	return s, err
}

// Balance is the last digit of each half of the settlement totals.
type Balance byte

const (
	AskBalance  Balance = '0' // in the request
	Balanced    Balance = '1'
	NotBalanced Balance = '2'
	BalanceFail Balance = '3'
)

// Half is the totals of one card group in a settlement message. Debit is
// sales, completions, offline sales; credit is refunds and voids.
type Half struct {
	DebitFen    int64
	DebitCount  int
	CreditFen   int64
	CreditCount int
	Balance     Balance
}

// Totals is F48 of 0500 and 0510: domestic cards, then foreign ones.
type Totals struct{ Domestic, Foreign Half }

const halfDigits = 12 + 3 + 12 + 3 + 1

// ParseTotals reads the 62 digits of the settlement totals.
func ParseTotals(digits string) (Totals, error) {
	if len(digits) != 2*halfDigits || !allDigits(digits) {
		return Totals{}, &ParseError{48, BadSubfields}
	}
	return Totals{parseHalf(digits[:halfDigits]), parseHalf(digits[halfDigits:])}, nil
}

func parseHalf(s string) Half {
	number := func(n int) int64 {
		v, _ := strconv.ParseInt(cut(&s, n), 10, 64) // digits only, at most 12
		return v
	}
	return Half{number(12), int(number(3)), number(12), int(number(3)), Balance(s[0])}
}

// Format returns the 62 digits.
func (t Totals) Format() (string, error) {
	s := ""
	for _, h := range []Half{t.Domestic, t.Foreign} {
		if h.Balance == 0 {
			h.Balance = AskBalance
		}
		s += fmt.Sprintf("%012d%03d%012d%03d%c", h.DebitFen, h.DebitCount, h.CreditFen, h.CreditCount, h.Balance)
	}
	if len(s) != 2*halfDigits || !allDigits(s) { // a negative or too large figure
		return "", &ParseError{48, BadSubfields}
	}
	return s, nil
}

// Detail is one transaction of a batch upload, 0320 with 60.3 = 201.
type Detail struct {
	Group     string // 00 domestic, 01 foreign card
	Trace     string
	PAN       string
	AmountFen int64
}

const detailDigits = 2 + 6 + 20 + 12

// ParseDetails reads F48 of a batch upload: a count of two digits, then 40
// digits a transaction, the card number right-justified in 20.
func ParseDetails(digits string) ([]Detail, error) {
	s := digits
	count, err := strconv.Atoi(cut(&s, 2))
	if err != nil || count < 1 || len(s) != count*detailDigits || !allDigits(s) {
		return nil, &ParseError{48, BadSubfields}
	}
	out := make([]Detail, count)
	for i := range out {
		group, trace, pan := cut(&s, 2), cut(&s, 6), cut(&s, 20)
		fen, _ := strconv.ParseInt(cut(&s, 12), 10, 64)
		for len(pan) > 13 && pan[0] == '0' {
			pan = pan[1:]
		}
		out[i] = Detail{group, trace, pan, fen}
	}
	return out, nil
}

// FormatDetails returns the digits of up to eight transactions.
func FormatDetails(details []Detail) (string, error) {
	s := fmt.Sprintf("%02d", len(details))
	for _, d := range details {
		s += fmt.Sprintf("%2s%6s%020s%012d", d.Group, d.Trace, d.PAN, d.AmountFen)
	}
	if len(details) < 1 || len(details) > 8 || len(s) != 2+len(details)*detailDigits || !allDigits(s) {
		return "", &ParseError{48, BadSubfields}
	}
	return s, nil
}
