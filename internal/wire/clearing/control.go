package clearing

import (
	"fmt"
	"strconv"
	"strings"
)

// Control is what the network states about a clearing file beside it: how many
// records, and their sums. A file that does not fit its control is not booked.
type Control struct {
	Date                                 string
	Count                                int
	Fen                                  int64 // credits to the acquirer less refunds
	FeeReceivable, FeePayable, SwitchFee int64
}

// ControlOf sums a file's records. A refund (MTI 0220, processing 20xxxx) or a
// void (0200 with 20xxxx) counts against the sales.
func ControlOf(date string, rows []ACOM) Control {
	c := Control{Date: date, Count: len(rows)}
	for _, r := range rows {
		c.Fen += r.SignedFen()
		c.FeeReceivable += r.FeeReceivable
		c.FeePayable += r.FeePayable
		c.SwitchFee += r.SwitchFee
	}
	return c
}

// SignedFen is the amount as it moves the acquirer's balance.
func (r ACOM) SignedFen() int64 {
	if strings.HasPrefix(r.Processing, "20") {
		return -r.Fen
	}
	return r.Fen
}

// EncodeControl writes one line: date, count and the four sums, comma separated.
func EncodeControl(c Control) ([]byte, error) {
	if !isDate(c.Date) {
		return nil, at(ErrFormat, 1, "date")
	}
	return fmt.Appendf(nil, "%s,%d,%d,%d,%d,%d\n", c.Date, c.Count, c.Fen, c.FeeReceivable, c.FeePayable, c.SwitchFee), nil
}

// DecodeControl reads it back.
func DecodeControl(b []byte) (Control, error) {
	all, err := lines(b)
	if err != nil {
		return Control{}, err
	}
	f := strings.Split(all[0], ",")
	if len(all) != 1 || len(f) != 6 || !isDate(f[0]) {
		return Control{}, at(ErrFormat, 1, "record")
	}
	c := Control{Date: f[0]}
	if c.Count, err = strconv.Atoi(f[1]); err != nil {
		return Control{}, at(ErrFormat, 1, "count")
	}
	for i, n := range []*int64{&c.Fen, &c.FeeReceivable, &c.FeePayable, &c.SwitchFee} {
		var ok bool
		if *n, ok = parseFen(f[i+2]); !ok {
			return Control{}, at(ErrFormat, 1, "sum")
		}
	}
	return c, nil
}

// Check compares a file with its control.
func (c Control) Check(rows []ACOM) error {
	if ControlOf(c.Date, rows) != c {
		return ErrTotals
	}
	return nil
}
