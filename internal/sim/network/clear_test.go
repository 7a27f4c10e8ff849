package network

import (
	"errors"
	"os"
	"testing"
	"time"

	"tillway/internal/sim/simtest"
	"tillway/internal/wire/clearing"
)

func TestClearingDateTurnsAtEleven(t *testing.T) {
	day := time.Date(2026, 3, 2, 22, 59, 59, 0, time.FixedZone("", 8*3600))
	if got := clearingDate(day); got != "2026-03-02" {
		t.Error(got)
	}
	if got := clearingDate(day.Add(time.Second)); got != "2026-03-03" {
		t.Error(got)
	}
}

func (a *acquirer) file(date string) []clearing.ACOM {
	a.Helper()
	var out struct {
		File, Control string
		Count         int
	}
	if got := simtest.Post(a.T, a.control+"/clear", clearRequest{date}, &out); got != 200 {
		a.Fatalf("clear: %d", got)
	}
	data, err1 := os.ReadFile(out.File)
	sums, err2 := os.ReadFile(out.Control)
	rows, err3 := clearing.DecodeACOM(data)
	control, err4 := clearing.DecodeControl(sums)
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		a.Fatal(err)
	}
	if err := control.Check(rows); err != nil || len(rows) != out.Count {
		a.Fatalf("%d rows, %v", len(rows), err)
	}
	return rows
}

func TestClearingFile(t *testing.T) {
	a, stop := start(t)
	defer stop()
	date := clearingDate(a.conf.Clock.Now())
	a.code(pay{kind: Sale, trace: 1, pan: credit, fen: 10000})
	a.code(pay{kind: Sale, trace: 2, pin: "111111", fen: 500000})
	a.code(pay{kind: Sale, trace: 3, pan: credit, fen: 10051}) // declined
	a.code(pay{kind: Preauth, trace: 4, pan: credit, fen: 100})
	gone := pay{kind: Sale, trace: 5, pan: credit, fen: 700}
	a.code(gone)
	a.reverse(gone)
	a.code(pay{kind: Refund, trace: 6, pan: credit, fen: 4000, orig: rrn(1)})
	later := pay{kind: Sale, trace: 7, pan: credit, fen: 800}
	a.code(later)
	for i, fen := range []int64{981200, 981300, 981400, 981500, 981600} {
		a.code(pay{kind: Sale, trace: 20 + i, pan: credit, fen: fen})
	}
	if err := a.conf.Clock.SetOffset(24 * time.Hour); err != nil {
		t.Fatal(err)
	}
	a.reverse(later)

	byRRN := map[string]clearing.ACOM{}
	for _, r := range a.file(date) {
		byRRN[r.RRN] = r
	}
	for _, c := range []struct {
		trace                 int
		fen, payable, switch_ int64
	}{
		{1, 10000, -45, -3}, {2, 500000, -1300, -163}, {6, -4000, 18, 1}, {7, 800, -4, 0},
		{21, 981300, -4416, -319}, {22, 981400, -4417, -319}, {23, 981501, -4417, -319},
	} {
		r, ok := byRRN[rrn(c.trace)]
		if !ok || r.SignedFen() != c.fen || r.FeePayable != c.payable || r.SwitchFee != c.switch_ {
			t.Errorf("trace %d: %d %d %d (found %v), want %+v", c.trace, r.SignedFen(), r.FeePayable, r.SwitchFee, ok, c)
		}
	}
	if len(byRRN) != 8 { // the seven and the extra line
		t.Errorf("%d records: %v", len(byRRN), byRRN)
	}
	next := a.file(clearingDate(a.conf.Clock.Now()))
	if len(next) != 2 || next[0].Fen != 981600 || next[1].RRN != rrn(7) || next[1].SignedFen() != -800 || next[1].MTI != "0420" {
		t.Errorf("next day's file: %+v", next)
	}
	if rows := a.file("2020-01-01"); len(rows) != 0 {
		t.Errorf("an empty day: %v", rows)
	}
}
