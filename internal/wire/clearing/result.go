package clearing

import (
	"fmt"
	"strconv"
)

// Status is what the bank says of a line.
type Status string

// The statuses of a result line.
const (
	Paid     Status = "S"
	Refused  Status = "F"
	Returned Status = "R" // 退票: was paid, came back
	Pending  Status = "P"
)

// ResultFile is the bank's answer to a payout file, or a part of it.
type ResultFile struct {
	Institution string
	File        string // the payout file's id
	Date        string // of the result
	No          int    // the n-th answer to this file, from 1
	Lines       []ResultLine
}

// ResultLine answers one payout.
type ResultLine struct {
	Seq       int // the payout's place in its file, from 1
	Payout    string
	Fen       int64
	Status    Status
	Reference string // the bank's
	Reason    string // a code; "" when paid
}

// paid counts what arrived.
func (f ResultFile) paid() (n int, total int64) {
	for _, l := range f.Lines {
		if l.Status == Paid {
			n++
			total += l.Fen
		}
	}
	return n, total
}

// EncodeResult writes the file; the same value gives the same bytes.
func EncodeResult(f ResultFile) ([]byte, error) {
	var w writer
	w.record("H", resultMagic, f.Institution, f.File, f.Date, strconv.Itoa(f.No))
	for _, l := range f.Lines {
		w.record("D", strconv.Itoa(l.Seq), l.Payout, fen(l.Fen), string(l.Status), l.Reference, l.Reason)
	}
	if err := f.check(); err != nil {
		return nil, err
	}
	n, total := f.paid()
	return w.close("T", strconv.Itoa(len(f.Lines)), strconv.Itoa(n), fen(total))
}

// DecodeResult reads a file and checks its trailer.
func DecodeResult(b []byte) (ResultFile, error) {
	r, err := read(b, resultMagic, 6, 7, 5)
	if err != nil {
		return ResultFile{}, err
	}
	no, ok := parseFen(r.head[5])
	if !ok {
		return ResultFile{}, at(ErrFormat, 1, "number")
	}
	f := ResultFile{Institution: r.head[2], File: r.head[3], Date: r.head[4], No: int(no)}
	for i, d := range r.details {
		seq, okSeq := parseFen(d[1])
		amount, okFen := parseFen(d[3])
		if !okSeq || !okFen {
			return ResultFile{}, at(ErrFormat, i+2, "number")
		}
		f.Lines = append(f.Lines, ResultLine{Seq: int(seq), Payout: d[2], Fen: amount, Status: Status(d[4]), Reference: d[5], Reason: d[6]})
	}
	if err := f.check(); err != nil {
		return ResultFile{}, err
	}
	if n, total := f.paid(); r.tail[2] != strconv.Itoa(n) || r.tail[3] != fen(total) {
		return ResultFile{}, ErrTotals
	}
	return f, nil
}

func (f ResultFile) check() error {
	if len(f.Institution) != 3 || !isDigits(f.Institution) || f.File == "" || !isDate(f.Date) || f.No < 1 {
		return at(ErrFormat, 1, "head")
	}
	seen := map[string]bool{}
	var total int64
	for i, l := range f.Lines {
		if l.Payout == "" || seen[l.Payout] || l.Seq < 1 {
			return at(ErrFormat, i+2, "payout id missing or twice, or sequence")
		}
		if l.Fen <= 0 || l.Fen > maxFen-total {
			return at(ErrFormat, i+2, "amount")
		}
		switch l.Status {
		case Paid:
			if l.Reference == "" || l.Reason != "" {
				return at(ErrFormat, i+2, "paid without reference or with a reason")
			}
		case Refused, Returned:
			if l.Reason == "" {
				return at(ErrFormat, i+2, "no reason")
			}
		case Pending:
		default:
			return at(ErrFormat, i+2, "status")
		}
		seen[l.Payout] = true
		total += l.Fen
	}
	return nil
}

// Answers checks that every line of a result belongs to the payout file: the
// same file, place, payout and amount. A result about anything else is held for
// a person, never booked.
func (f ResultFile) Answers(p PayoutFile) error {
	if f.File != p.ID || f.Institution != p.Institution {
		return fmt.Errorf("%w: another file", ErrUnknown)
	}
	for i, l := range f.Lines {
		if l.Seq > len(p.Lines) || p.Lines[l.Seq-1].Payout != l.Payout || p.Lines[l.Seq-1].Fen != l.Fen {
			return at(ErrUnknown, i+2, "sequence, payout or amount")
		}
	}
	return nil
}
