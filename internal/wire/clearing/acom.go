package clearing

import (
	"fmt"
	"strconv"
	"strings"
)

// ACOM is a record of the acquirer's general transaction file (受理方一般交易流水).
// Text fields are as on the wire; amounts and fees in fen. Numbers of cards are
// card data: keep such files accordingly. The sandbox writes them masked.
type ACOM struct {
	Agent, Sender        string // 1, 2
	Trace                string // 3
	Transmitted          string // 4 MMDDhhmmss
	PAN                  string // 5
	Fen, AcceptedFen     int64  // 6, 7
	CardholderFee        int64  // 8
	MTI, Processing, MCC string // 9, 10, 11
	Terminal, Merchant   string // 12, 13
	RRN, Condition       string // 14, 15
	AuthCode, Receiver   string // 16, 17
	OriginalTrace        string // 18
	Response             string // 19
	EntryMode            string // 20
	FeeReceivable        int64  // 21 signed: positive is credit to the acquirer
	FeePayable           int64  // 22 signed
	SwitchFee            int64  // 23 signed
	Conversion           string // 24 单双转换标志
	CardSequence         string // 25
	TerminalCapability   string // 26
	ICCondition          string // 27
	OriginalTime         string // 28 MMDDhhmmss
	Issuer               string // 29
	Region               string // 30 交易地域标志
	TerminalType, ECI    string // 31, 32
	InstalmentFee        int64  // 33
	Other                string // 34
}

// form is how a field is filled.
type form byte

const (
	text   form = iota // blank filled on the right
	amount             // zero filled on the left, not negative
	fee                // C or D, then zero filled
)

// acomField is a column of the layout; one of str and num is set.
type acomField struct {
	name  string
	width int
	form  form
	str   func(*ACOM) *string
	num   func(*ACOM) *int64
}

// acomLayout is the file's layout in order; offsets follow from it.
var acomLayout = []acomField{
	{"agent", 11, text, func(r *ACOM) *string { return &r.Agent }, nil},
	{"sender", 11, text, func(r *ACOM) *string { return &r.Sender }, nil},
	{"trace", 6, text, func(r *ACOM) *string { return &r.Trace }, nil},
	{"transmitted", 10, text, func(r *ACOM) *string { return &r.Transmitted }, nil},
	{"pan", 19, text, func(r *ACOM) *string { return &r.PAN }, nil},
	{"amount", 12, amount, nil, func(r *ACOM) *int64 { return &r.Fen }},
	{"accepted", 12, amount, nil, func(r *ACOM) *int64 { return &r.AcceptedFen }},
	{"cardholder fee", 12, amount, nil, func(r *ACOM) *int64 { return &r.CardholderFee }},
	{"mti", 4, text, func(r *ACOM) *string { return &r.MTI }, nil},
	{"processing", 6, text, func(r *ACOM) *string { return &r.Processing }, nil},
	{"mcc", 4, text, func(r *ACOM) *string { return &r.MCC }, nil},
	{"terminal", 8, text, func(r *ACOM) *string { return &r.Terminal }, nil},
	{"merchant", 15, text, func(r *ACOM) *string { return &r.Merchant }, nil},
	{"rrn", 12, text, func(r *ACOM) *string { return &r.RRN }, nil},
	{"condition", 2, text, func(r *ACOM) *string { return &r.Condition }, nil},
	{"auth code", 6, text, func(r *ACOM) *string { return &r.AuthCode }, nil},
	{"receiver", 11, text, func(r *ACOM) *string { return &r.Receiver }, nil},
	{"original trace", 6, text, func(r *ACOM) *string { return &r.OriginalTrace }, nil},
	{"response", 2, text, func(r *ACOM) *string { return &r.Response }, nil},
	{"entry mode", 3, text, func(r *ACOM) *string { return &r.EntryMode }, nil},
	{"fee receivable", 12, fee, nil, func(r *ACOM) *int64 { return &r.FeeReceivable }},
	{"fee payable", 12, fee, nil, func(r *ACOM) *int64 { return &r.FeePayable }},
	{"switch fee", 12, fee, nil, func(r *ACOM) *int64 { return &r.SwitchFee }},
	{"conversion", 1, text, func(r *ACOM) *string { return &r.Conversion }, nil},
	{"card sequence", 3, text, func(r *ACOM) *string { return &r.CardSequence }, nil},
	{"terminal capability", 1, text, func(r *ACOM) *string { return &r.TerminalCapability }, nil},
	{"ic condition", 1, text, func(r *ACOM) *string { return &r.ICCondition }, nil},
	{"original time", 10, text, func(r *ACOM) *string { return &r.OriginalTime }, nil},
	{"issuer", 11, text, func(r *ACOM) *string { return &r.Issuer }, nil},
	{"region", 1, text, func(r *ACOM) *string { return &r.Region }, nil},
	{"terminal type", 2, text, func(r *ACOM) *string { return &r.TerminalType }, nil},
	{"eci", 2, text, func(r *ACOM) *string { return &r.ECI }, nil},
	{"instalment fee", 12, amount, nil, func(r *ACOM) *int64 { return &r.InstalmentFee }},
	{"other", 14, text, func(r *ACOM) *string { return &r.Other }, nil},
}

// acomWidth is the length of a record: 299.
var acomWidth = func() int {
	n := len(acomLayout) - 1
	for _, f := range acomLayout {
		n += f.width
	}
	return n
}()

// ACOMName names the file of a clearing date (YYYY-MM-DD): IND26030601ACOM.
func ACOMName(date string, seq int) string {
	return fmt.Sprintf("IND%s%02dACOM", strings.ReplaceAll(date, "-", "")[2:], seq)
}

// EncodeACOM writes the records.
func EncodeACOM(rows []ACOM) ([]byte, error) {
	var b strings.Builder
	for i := range rows {
		for j, f := range acomLayout {
			s, ok := f.encode(&rows[i])
			if !ok {
				return nil, at(ErrFormat, i+1, f.name)
			}
			if j > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(s)
		}
		b.WriteByte('\n')
	}
	return []byte(b.String()), nil
}

// DecodeACOM reads a file; an empty file is a day without transactions.
func DecodeACOM(b []byte) ([]ACOM, error) {
	if len(b) == 0 {
		return nil, nil
	}
	all, err := lines(b)
	if err != nil {
		return nil, err
	}
	rows := make([]ACOM, len(all))
	for i, line := range all {
		if len(line) != acomWidth {
			return nil, at(ErrFormat, i+1, "length")
		}
		pos := 0
		for j, f := range acomLayout {
			if j > 0 && line[pos-1] != ' ' || !f.decode(&rows[i], line[pos:pos+f.width]) {
				return nil, at(ErrFormat, i+1, f.name)
			}
			pos += f.width + 1
		}
	}
	return rows, nil
}

func (f acomField) encode(r *ACOM) (string, bool) {
	if f.form == text {
		s := *f.str(r)
		return fmt.Sprintf("%-*s", f.width, s), isField(s) && len(s) <= f.width
	}
	n, sign := *f.num(r), ""
	if f.form == fee {
		sign = "C"
		if n < 0 {
			n, sign = -n, "D"
		}
	}
	s := fmt.Sprintf("%s%0*d", sign, f.width-len(sign), n)
	return s, n >= 0 && len(s) == f.width
}

func (f acomField) decode(r *ACOM, s string) bool {
	if f.form == text {
		v := strings.TrimRight(s, " ")
		*f.str(r) = v
		return isField(v)
	}
	sign := int64(1)
	if f.form == fee {
		switch s[0] {
		case 'C':
		case 'D':
			sign = -1
		default:
			return false
		}
		s = s[1:]
	}
	n, err := strconv.ParseInt(s, 10, 64)
	*f.num(r) = sign * n
	return err == nil && isDigits(s)
}

// isField: printable ASCII without a blank at the end, which filling would eat.
func isField(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return !strings.HasSuffix(s, " ")
}

// YearOf infers the year of a record, which states month and day only: a
// transaction of December in a clearing file of January is last year's.
func YearOf(clearingDate, mmdd string) (int, error) {
	if !isDate(clearingDate) || len(mmdd) < 4 || !isDigits(mmdd[:4]) {
		return 0, fmt.Errorf("%w: date", ErrFormat)
	}
	year, _ := strconv.Atoi(clearingDate[:4])
	if mmdd[:2] == "12" && clearingDate[5:7] == "01" {
		year--
	}
	return year, nil
}
