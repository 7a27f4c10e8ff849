package clearing

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Statement is what the bank tells of movements on one account of ours: some
// lines of a day, as they happen. Like a payout file it carries its digest.
//
//	H|TWSTM1|institution|account|date YYYY-MM-DD|statement no
//	D|seq|bank reference|time YYYY-MM-DD hh:mm:ss|C or D|amount fen|counterparty|remark
//	T|lines|credits fen|debits fen|SHA-256 in hex
type Statement struct {
	Institution string // 3 digits
	Account     string
	Date        string // YYYY-MM-DD
	No          int    // the n-th statement to the institution, from 1, for ever
	Lines       []StatementLine
}

// StatementLine is one movement. Remark is what the payer wrote: an order
// number, it is hoped.
type StatementLine struct {
	Reference    string // the bank's, unique for ever
	Time         string // YYYY-MM-DD hh:mm:ss
	Credit       bool   // money in
	Fen          int64
	Counterparty string
	Remark       string
}

const statementMagic = "TWSTM1"

// StatementName names the no-th statement: STM99900000012.
func StatementName(institution string, no int) string {
	return fmt.Sprintf("STM%s%08d", institution, no)
}

// sums returns money in and out.
func (s Statement) sums() (credits, debits int64) {
	for _, l := range s.Lines {
		if l.Credit {
			credits += l.Fen
		} else {
			debits += l.Fen
		}
	}
	return credits, debits
}

// EncodeStatement writes the file; the same value gives the same bytes.
func EncodeStatement(s Statement) ([]byte, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	var w writer
	w.record("H", statementMagic, s.Institution, s.Account, s.Date, strconv.Itoa(s.No))
	for i, l := range s.Lines {
		direction := "D"
		if l.Credit {
			direction = "C"
		}
		w.record("D", strconv.Itoa(i+1), l.Reference, l.Time, direction, fen(l.Fen), l.Counterparty, l.Remark)
	}
	credits, debits := s.sums()
	return w.close("T", strconv.Itoa(len(s.Lines)), fen(credits), fen(debits))
}

// DecodeStatement reads a file and checks its trailer.
func DecodeStatement(b []byte) (Statement, error) {
	r, err := read(b, statementMagic, 6, 8, 5)
	if err != nil {
		return Statement{}, err
	}
	no, ok := parseFen(r.head[5])
	if !ok {
		return Statement{}, at(ErrFormat, 1, "number")
	}
	s := Statement{Institution: r.head[2], Account: r.head[3], Date: r.head[4], No: int(no)}
	for i, d := range r.details {
		amount, ok := parseFen(d[5])
		if !ok || d[4] != "C" && d[4] != "D" || d[1] != strconv.Itoa(i+1) {
			return Statement{}, at(ErrFormat, i+2, "sequence, direction or amount")
		}
		s.Lines = append(s.Lines, StatementLine{Reference: d[2], Time: d[3], Credit: d[4] == "C", Fen: amount, Counterparty: d[6], Remark: d[7]})
	}
	if err := s.check(); err != nil {
		return Statement{}, err
	}
	if credits, debits := s.sums(); r.tail[2] != fen(credits) || r.tail[3] != fen(debits) {
		return Statement{}, ErrTotals
	}
	return s, nil
}

// check holds for what is written and for what was read.
func (s Statement) check() error {
	if len(s.Institution) != 3 || !isDigits(s.Institution) || s.Account == "" || !isDate(s.Date) || s.No < 1 {
		return at(ErrFormat, 1, "head")
	}
	seen := map[string]bool{}
	var total int64
	for i, l := range s.Lines {
		when, err := time.Parse(time.DateTime, l.Time)
		switch {
		case l.Reference == "" || seen[l.Reference]:
			return at(ErrFormat, i+2, "reference missing or twice")
		case l.Fen <= 0 || l.Fen > maxFen-total:
			return at(ErrFormat, i+2, "amount")
		case err != nil || when.Format(time.DateTime) != l.Time || !strings.HasPrefix(l.Time, s.Date):
			return at(ErrFormat, i+2, "time")
		}
		seen[l.Reference] = true
		total += l.Fen
	}
	return nil
}
