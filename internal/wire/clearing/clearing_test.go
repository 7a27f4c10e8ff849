package clearing

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs:\n%s", name, got)
	}
}

func payout() PayoutFile {
	return PayoutFile{Institution: "999", ID: PayoutFileID("999", "2026-03-09", 1), Date: "2026-03-09", Payer: "999000000000000001", Currency: "CNY",
		Lines: []PayoutLine{
			{"po_01", 498000, "6222000000000009", "测试甲", "999000000001", true, "03-06结算"},
			{"po_02", 1, "1000000000000000001", "测试商贸有限公司", "999000000002", false, ""},
		}}
}

func result() ResultFile {
	return ResultFile{Institution: "999", File: payout().ID, Date: "2026-03-09", No: 1, Lines: []ResultLine{
		{1, "po_01", 498000, Paid, "BK0001", ""},
		{2, "po_02", 1, Refused, "BK0002", "NAME_MISMATCH"},
	}}
}

func encodePayout(t testing.TB, f PayoutFile) []byte {
	b, err := EncodePayout(f)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func encodeResult(t testing.TB, f ResultFile) []byte {
	b, err := EncodeResult(f)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestS144_PayoutFileIsTheSameWhenMadeAgain(t *testing.T) {
	b := encodePayout(t, payout())
	golden(t, "payout.txt", b)
	if !bytes.Equal(b, encodePayout(t, payout())) {
		t.Error("made again, the file has other bytes")
	}
	f, err := DecodePayout(b)
	if err != nil || f.Total() != 498001 || !slices.Equal(f.Lines, payout().Lines) || f.ID != "PO999202603090001" {
		t.Errorf("%+v, %v", f, err)
	}
}

func TestS144_AnyChangedByteOfAPayoutFileIsRefused(t *testing.T) {
	for _, b := range [][]byte{encodePayout(t, payout()), encodeResult(t, result())} {
		for i := range b {
			changed := bytes.Clone(b)
			changed[i] ^= 1
			if _, err := DecodePayout(changed); err == nil {
				t.Fatalf("byte %d: accepted as payout", i)
			}
			if _, err := DecodeResult(changed); err == nil {
				t.Fatalf("byte %d: accepted as result", i)
			}
		}
		for _, cut := range []int{0, 1, len(b) / 2, len(b) - 1} {
			if _, err := DecodePayout(b[:cut]); err == nil {
				t.Errorf("cut at %d: accepted", cut)
			}
		}
	}
}

// A file with a good digest and wrong totals is wrong all the same.
func TestS144_TotalsMustFitTheLines(t *testing.T) {
	resum := func(b []byte, old, new string) []byte {
		s := strings.Replace(string(b), old, new, 1)
		var w writer
		w.buf.WriteString(s[:strings.LastIndex(s, "T|")])
		out, err := w.close(strings.Split(s[strings.LastIndex(s, "T|"):strings.LastIndex(s, "|")], "|")...)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	b := encodePayout(t, payout())
	if _, err := DecodePayout(resum(b, "|498000|", "|498001|")); !errors.Is(err, ErrTotals) {
		t.Errorf("an amount: %v", err)
	}
	if _, err := DecodePayout(resum(b, "T|2|", "T|3|")); !errors.Is(err, ErrTotals) {
		t.Errorf("the count: %v", err)
	}
	if _, err := DecodePayout(resum(b, "po_02", "po_01")); !errors.Is(err, ErrFormat) {
		t.Errorf("a payout twice: %v", err)
	}
	if _, err := DecodePayout(resum(b, "D|2|", "D|3|")); !errors.Is(err, ErrFormat) {
		t.Errorf("a gap: %v", err)
	}
	if _, err := DecodePayout(resum(b, "|498000|", "|0498000|")); !errors.Is(err, ErrFormat) {
		t.Errorf("a zero ahead: %v", err)
	}
	r := encodeResult(t, result())
	if _, err := DecodeResult(resum(r, "|F|BK0002|NAME_MISMATCH", "|S|BK0002|")); !errors.Is(err, ErrTotals) {
		t.Errorf("one more paid: %v", err)
	}
}

func TestS144_PayoutFileRefusesBadLines(t *testing.T) {
	for name, change := range map[string]func(*PayoutFile){
		"nothing to pay":    func(f *PayoutFile) { f.Lines[0].Fen = 0 },
		"a negative amount": func(f *PayoutFile) { f.Lines[0].Fen = -1 },
		"too large a sum":   func(f *PayoutFile) { f.Lines[0].Fen = maxFen },
		"the same payout":   func(f *PayoutFile) { f.Lines[1].Payout = "po_01" },
		"no account":        func(f *PayoutFile) { f.Lines[1].Account = "" },
		"no name":           func(f *PayoutFile) { f.Lines[1].Name = "" },
		"a separator":       func(f *PayoutFile) { f.Lines[1].Name = "甲|乙" },
		"a line feed":       func(f *PayoutFile) { f.Lines[1].Remark = "甲\n乙" },
		"no such date":      func(f *PayoutFile) { f.Date = "2026-02-30" },
		"no institution":    func(f *PayoutFile) { f.Institution = "99" },
		"no id":             func(f *PayoutFile) { f.ID = "" },
	} {
		f := payout()
		change(&f)
		if _, err := EncodePayout(f); !errors.Is(err, ErrFormat) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestS144_ResultAnswersItsFile(t *testing.T) {
	b := encodeResult(t, result())
	golden(t, "result.txt", b)
	r, err := DecodeResult(b)
	if err != nil || !slices.Equal(r.Lines, result().Lines) || r.Answers(payout()) != nil {
		t.Fatal(r, err)
	}
	r.Lines = []ResultLine{{2, "po_02", 1, Returned, "BK0002", "ACCOUNT_CLOSED"}}
	if err := r.Answers(payout()); err != nil {
		t.Errorf("a later result about one line: %v", err)
	}
	for name, change := range map[string]func(*ResultFile){
		"another file":    func(r *ResultFile) { r.File = "PO999202603090002" },
		"another amount":  func(r *ResultFile) { r.Lines[0].Fen++ },
		"another payout":  func(r *ResultFile) { r.Lines[0].Payout = "po_09" },
		"another place":   func(r *ResultFile) { r.Lines[0].Seq = 2 },
		"a place too far": func(r *ResultFile) { r.Lines[0].Seq = 3 },
	} {
		r := result()
		change(&r)
		if err := r.Answers(payout()); !errors.Is(err, ErrUnknown) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, l := range map[string]ResultLine{
		"paid without reference": {1, "po_01", 1, Paid, "", ""},
		"refused without reason": {1, "po_01", 1, Refused, "B", ""},
		"no status":              {1, "po_01", 1, "X", "B", ""},
	} {
		r := result()
		r.Lines = []ResultLine{l}
		if _, err := EncodeResult(r); !errors.Is(err, ErrFormat) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func row() ACOM {
	return ACOM{Agent: "99900000001", Sender: "99900000002", Trace: "000123", Transmitted: "0306101530", PAN: "622200******0009",
		Fen: 10000, MTI: "0200", Processing: "000000", MCC: "7011", Terminal: "10000001", Merchant: "999100070110001",
		RRN: "606510000123", Condition: "00", AuthCode: "123456", Receiver: "99900000003", Response: "00", EntryMode: "051",
		FeeReceivable: 0, FeePayable: -35, SwitchFee: -3, Conversion: "0", CardSequence: "001", TerminalCapability: "5", ICCondition: "0",
		Issuer: "99900000003", Region: "0", TerminalType: "03"}
}

func TestS144_NetworkFileLayout(t *testing.T) {
	refund := row()
	refund.MTI, refund.Processing, refund.Fen, refund.FeePayable, refund.OriginalTrace = "0220", "200000", 4000, 14, "000123"
	rows := []ACOM{row(), refund}
	b, err := EncodeACOM(rows)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "acom.txt", b)
	// The published offsets, counted from 1.
	line := string(b[:bytes.IndexByte(b, '\n')])
	for _, c := range []struct {
		from, to int
		want     string
	}{
		{1, 11, "99900000001"}, {13, 23, "99900000002"}, {25, 30, "000123"}, {32, 41, "0306101530"}, {43, 61, "622200******0009   "},
		{63, 74, "000000010000"}, {76, 87, "000000000000"}, {102, 105, "0200"}, {107, 112, "000000"}, {114, 117, "7011"},
		{119, 126, "10000001"}, {128, 142, "999100070110001"}, {144, 155, "606510000123"}, {157, 158, "00"}, {160, 165, "123456"},
		{167, 177, "99900000003"}, {179, 184, "      "}, {186, 187, "00"}, {189, 191, "051"}, {193, 204, "C00000000000"},
		{206, 217, "D00000000035"}, {219, 230, "D00000000003"}, {232, 232, "0"}, {234, 236, "001"}, {238, 238, "5"}, {240, 240, "0"},
		{242, 251, "          "}, {253, 263, "99900000003"}, {265, 265, "0"}, {267, 268, "03"}, {270, 271, "  "}, {273, 284, "000000000000"},
		{286, 299, "              "},
	} {
		if got := line[c.from-1 : c.to]; got != c.want {
			t.Errorf("%d–%d: %q, want %q", c.from, c.to, got, c.want)
		}
	}
	if len(line) != 299 || len(acomLayout) != 34 {
		t.Errorf("%d bytes, %d fields", len(line), len(acomLayout))
	}
	back, err := DecodeACOM(b)
	if err != nil || !slices.Equal(back, rows) {
		t.Errorf("%+v, %v", back, err)
	}
	c := ControlOf("2026-03-06", rows)
	if c != (Control{"2026-03-06", 2, 6000, 0, -21, -6}) || c.Check(back) != nil {
		t.Errorf("%+v", c)
	}
	if err := c.Check(back[:1]); !errors.Is(err, ErrTotals) {
		t.Errorf("a record missing: %v", err)
	}
	if ACOMName("2026-03-06", 1) != "IND26030601ACOM" {
		t.Error(ACOMName("2026-03-06", 1))
	}
}

func TestNetworkFileRefuses(t *testing.T) {
	for name, change := range map[string]func(*ACOM){
		"a field too long":    func(r *ACOM) { r.MCC = "70110" },
		"a negative amount":   func(r *ACOM) { r.Fen = -1 },
		"an amount too large": func(r *ACOM) { r.Fen = 1_000_000_000_000 },
		"a blank at the end":  func(r *ACOM) { r.AuthCode = "12 " },
		"Chinese":             func(r *ACOM) { r.Other = "测试" },
	} {
		r := row()
		change(&r)
		if _, err := EncodeACOM([]ACOM{r}); !errors.Is(err, ErrFormat) {
			t.Errorf("%s: %v", name, err)
		}
	}
	b, _ := EncodeACOM([]ACOM{row()})
	for name, change := range map[string]func([]byte) []byte{
		"short":         func(b []byte) []byte { return append(b[:297:297], '\n') },
		"no separator":  func(b []byte) []byte { b[11] = '0'; return b },
		"a fee's sign":  func(b []byte) []byte { b[192] = '0'; return b },
		"a letter":      func(b []byte) []byte { b[70] = 'x'; return b },
		"a sign inside": func(b []byte) []byte { b[62] = '-'; return b },
		"no line feed":  func(b []byte) []byte { return b[:len(b)-1] },
	} {
		if _, err := DecodeACOM(change(bytes.Clone(b))); !errors.Is(err, ErrFormat) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if rows, err := DecodeACOM(nil); err != nil || rows != nil {
		t.Error("an empty day is no error")
	}
}

func TestNetworkFileRoundTrips(t *testing.T) {
	printable := rapid.StringMatching(`[!-~]([ -~]{0,8}[!-~])?`)
	rapid.Check(t, func(t *rapid.T) {
		rows := make([]ACOM, rapid.IntRange(1, 4).Draw(t, "rows"))
		for i := range rows {
			for _, f := range acomLayout {
				switch f.form {
				case text:
					s := printable.Draw(t, f.name)
					*f.str(&rows[i]) = strings.TrimRight(s[:min(len(s), f.width)], " ")
				case amount:
					*f.num(&rows[i]) = rapid.Int64Range(0, 999_999_999_999).Draw(t, f.name)
				case fee:
					*f.num(&rows[i]) = rapid.Int64Range(-99_999_999_999, 99_999_999_999).Draw(t, f.name)
				}
			}
		}
		b, err := EncodeACOM(rows)
		if err != nil {
			t.Fatal(err)
		}
		back, err := DecodeACOM(b)
		if err != nil || !slices.Equal(back, rows) {
			t.Fatalf("%+v became %+v, %v", rows, back, err)
		}
		c := ControlOf("2026-03-06", rows)
		file, err := EncodeControl(c)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := DecodeControl(file); err != nil || got != c {
			t.Fatalf("%+v became %+v, %v", c, got, err)
		}
	})
}

func TestYearOf(t *testing.T) {
	for _, c := range []struct {
		clearing, mmdd string
		want           int
	}{{"2027-01-01", "1231230500", 2026}, {"2027-01-02", "0101", 2027}, {"2026-12-31", "1231", 2026}, {"2026-03-06", "0305", 2026}} {
		if got, err := YearOf(c.clearing, c.mmdd); err != nil || got != c.want {
			t.Errorf("%+v: %d, %v", c, got, err)
		}
	}
	if _, err := YearOf("2026-03-06", "x"); err == nil {
		t.Error("no month was read")
	}
}
