package clearing

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
)

// PayoutFile is one order to the settlement bank.
type PayoutFile struct {
	Institution string // 3 digits
	ID          string // unique for ever: PayoutFileID
	Date        string // YYYY-MM-DD
	Payer       string // the institution's own account
	Currency    string
	Lines       []PayoutLine
}

// PayoutLine pays one merchant.
type PayoutLine struct {
	Payout   string // our id, which the bank returns
	Fen      int64
	Account  string
	Name     string
	BankCode string // 联行号
	Personal bool   // a card of a natural person, not a corporate account
	Remark   string
}

const (
	payoutMagic = "TWPAY1"
	resultMagic = "TWRES1"
)

// PayoutFileID names the seq-th file of a date: PO999202603090001.
func PayoutFileID(institution, date string, seq int) string {
	return fmt.Sprintf("PO%s%s%04d", institution, strings.ReplaceAll(date, "-", ""), seq)
}

// Total returns the sum of the lines in fen.
func (f PayoutFile) Total() int64 {
	var n int64
	for _, l := range f.Lines {
		n += l.Fen
	}
	return n
}

// EncodePayout writes the file; the same value gives the same bytes.
func EncodePayout(f PayoutFile) ([]byte, error) {
	var w writer
	w.record("H", payoutMagic, f.Institution, f.ID, f.Date, f.Payer, f.Currency)
	for i, l := range f.Lines {
		kind := "C"
		if l.Personal {
			kind = "P"
		}
		w.record("D", strconv.Itoa(i+1), l.Payout, fen(l.Fen), l.Account, l.Name, l.BankCode, kind, l.Remark)
	}
	if err := f.check(); err != nil {
		return nil, err
	}
	return w.close("T", strconv.Itoa(len(f.Lines)), fen(f.Total()))
}

// DecodePayout reads a file and checks its trailer.
func DecodePayout(b []byte) (PayoutFile, error) {
	r, err := read(b, payoutMagic, 7, 9, 4)
	if err != nil {
		return PayoutFile{}, err
	}
	f := PayoutFile{Institution: r.head[2], ID: r.head[3], Date: r.head[4], Payer: r.head[5], Currency: r.head[6]}
	for i, d := range r.details {
		amount, ok := parseFen(d[3])
		if !ok || d[7] != "P" && d[7] != "C" {
			return PayoutFile{}, at(ErrFormat, i+2, "amount or kind")
		}
		f.Lines = append(f.Lines, PayoutLine{Payout: d[2], Fen: amount, Account: d[4], Name: d[5], BankCode: d[6], Personal: d[7] == "P", Remark: d[8]})
	}
	if err := f.check(); err != nil {
		return PayoutFile{}, err
	}
	if r.tail[2] != fen(f.Total()) {
		return PayoutFile{}, ErrTotals
	}
	return f, nil
}

// check holds for what is written and for what was read.
func (f PayoutFile) check() error {
	if len(f.Institution) != 3 || !isDigits(f.Institution) || f.ID == "" || !isDate(f.Date) || f.Payer == "" || len(f.Currency) != 3 {
		return at(ErrFormat, 1, "head")
	}
	seen := map[string]bool{}
	var total int64
	for i, l := range f.Lines {
		switch {
		case l.Payout == "" || seen[l.Payout]:
			return at(ErrFormat, i+2, "payout id missing or twice")
		case l.Fen <= 0 || l.Fen > maxFen-total:
			return at(ErrFormat, i+2, "amount")
		case l.Account == "" || l.Name == "":
			return at(ErrFormat, i+2, "account or name")
		}
		seen[l.Payout] = true
		total += l.Fen
	}
	return nil
}

// writer collects records and remembers the first value that cannot be written.
type writer struct {
	buf  bytes.Buffer
	line int
	err  error
}

func (w *writer) record(fields ...string) {
	w.line++
	for i, s := range fields {
		if !clean(s, "|") && w.err == nil {
			w.err = at(ErrFormat, w.line, "field "+strconv.Itoa(i+1))
		}
	}
	w.buf.WriteString(strings.Join(fields, "|") + "\n")
}

// close adds the trailer with the digest of everything before it.
func (w *writer) close(fields ...string) ([]byte, error) {
	if w.err != nil {
		return nil, w.err
	}
	w.buf.WriteString(strings.Join(fields, "|") + "|")
	sum := sha256.Sum256(w.buf.Bytes())
	w.buf.WriteString(hex.EncodeToString(sum[:]) + "\n")
	return w.buf.Bytes(), nil
}

// records are the parts of a read file, each with its number of fields checked.
type records struct {
	head    []string
	details [][]string
	tail    []string
}

func read(b []byte, magic string, head, detail, tail int) (records, error) {
	all, err := lines(b)
	if err != nil {
		return records{}, err
	}
	if len(all) < 2 {
		return records{}, fmt.Errorf("%w: no head and trailer", ErrFormat)
	}
	if !digestFits(b) {
		return records{}, ErrDigest
	}
	var r records
	for i, line := range all {
		f := strings.Split(line, "|")
		switch {
		case i == 0 && f[0] == "H" && len(f) == head && f[1] == magic:
			r.head = f
		case i == len(all)-1 && f[0] == "T" && len(f) == tail:
			r.tail = f
		case i > 0 && i < len(all)-1 && f[0] == "D" && len(f) == detail:
			r.details = append(r.details, f)
		default:
			return records{}, at(ErrFormat, i+1, "record")
		}
		for _, s := range f {
			if !clean(s, "|") {
				return records{}, at(ErrFormat, i+1, "character")
			}
		}
	}
	for i, d := range r.details {
		if d[1] != strconv.Itoa(i+1) && magic == payoutMagic {
			return records{}, at(ErrFormat, i+2, "sequence")
		}
	}
	if r.tail[1] != strconv.Itoa(len(r.details)) {
		return records{}, ErrTotals
	}
	return r, nil
}

func digestFits(b []byte) bool {
	i := bytes.LastIndexByte(b, '|') + 1
	sum := sha256.Sum256(b[:i])
	return string(b[i:]) == hex.EncodeToString(sum[:])+"\n"
}

func fen(n int64) string { return strconv.FormatInt(n, 10) }
