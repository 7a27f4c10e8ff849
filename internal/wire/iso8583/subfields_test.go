package iso8583

import (
	"encoding/hex"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestSubfieldsRoundTrip(t *testing.T) {
	for _, s := range []string{"00000001", "00000001003", "220000010006", "2200000100060", "22000001000601", "22000001000601000", "2200000100060100000"} {
		f, err := ParseF60(s)
		if err != nil {
			t.Fatal(s, err)
		}
		if got, err := f.Format(); got != s || err != nil {
			t.Errorf("%s became %s, %v", s, got, err)
		}
	}
	for _, s := range []string{"", "2200000", "220000010", "22000001000601x"} {
		if _, err := ParseF60(s); err == nil {
			t.Errorf("F60 %q must be refused", s)
		}
	}
	if _, err := (F60{Type: "22", Batch: "000001", ReadCap: "6"}).Format(); err == nil {
		t.Error("a hole in F60 must be refused")
	}
	for _, s := range []string{"000001000002", "0000010000020302", "000001000002030201", "00000100000203020109990000000"} {
		f, err := ParseF61(s)
		if err != nil {
			t.Fatal(s, err)
		}
		if got, err := f.Format(); got != s || err != nil {
			t.Errorf("%s became %s, %v", s, got, err)
		}
	}
	if _, err := ParseF61("000001"); err == nil {
		t.Error("a batch alone is no F61")
	}
}

func TestTotalsRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		half := func(name string) Half {
			return Half{
				rapid.Int64Range(0, 999_999_999_999).Draw(t, name+" debit"), rapid.IntRange(0, 999).Draw(t, name+" n"),
				rapid.Int64Range(0, 999_999_999_999).Draw(t, name+" credit"), rapid.IntRange(0, 999).Draw(t, name+" m"),
				rapid.SampledFrom([]Balance{AskBalance, Balanced, NotBalanced, BalanceFail}).Draw(t, name+" code"),
			}
		}
		want := Totals{half("domestic"), half("foreign")}
		s, err := want.Format()
		if err != nil || len(s) != 62 {
			t.Fatal(s, err)
		}
		if got, err := ParseTotals(s); got != want || err != nil {
			t.Fatalf("%+v became %+v, %v", want, got, err)
		}
	})
	for _, bad := range []Half{{DebitFen: -1}, {DebitFen: 1_000_000_000_000}, {DebitCount: 1000}} {
		if _, err := (Totals{Domestic: bad}).Format(); err == nil {
			t.Errorf("%+v must be refused", bad)
		}
	}
}

func TestBatchDetails(t *testing.T) {
	want := []Detail{{"00", "000403", "6224242900000113", 12345}, {"01", "000404", "4111111111111111", 1}}
	s, err := FormatDetails(want)
	if err != nil {
		t.Fatal(err)
	}
	got, err := ParseDetails(s)
	if err != nil || len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Fatalf("%+v %v", got, err)
	}
	b, err := NewBuilder(CUP3DES, 0x0320).Set(48, s).Pack(nil)
	if err != nil {
		t.Fatal(err)
	}
	out, ok := DescribeLine(CUP3DES, hex.EncodeToString(b), DescribeOptions{JSON: true})
	if !ok || strings.Contains(string(out), "6224242900000113") || strings.Contains(string(out), "411111111111") || !strings.Contains(string(out), "000000012345") {
		t.Errorf("%s", out)
	}
}

func TestF59(t *testing.T) {
	info := TerminalInfo{"04", "00009904TW00000001", "000113", "EC7CD424", "1.0.0   "}
	a2, err := info.Format()
	if err != nil {
		t.Fatal(err)
	}
	place := Location{Longitude: "+104.06", Latitude: "+30.67", MCC: "460", System: "GCJ02"}
	a5, err := place.Format()
	if err != nil {
		t.Fatal(err)
	}
	b, err := Privates{{TagTerminal, a2}, {TagQRCode, []byte("134500000000000001")}, {TagSM4PIN, make([]byte, 16)}, {TagLocation, a5}, {"ZZ", nil}}.Format()
	if err != nil {
		t.Fatal(err)
	}
	p, err := ParsePrivates(b)
	if err != nil || len(p) != 5 {
		t.Fatal(p, err)
	}
	v, _ := p.Get(TagTerminal)
	if got, err := ParseTerminalInfo(v); got != info || err != nil {
		t.Errorf("%+v %v", got, err)
	}
	v, _ = p.Get(TagLocation)
	if got, err := ParseLocation(v); got != place || err != nil {
		t.Errorf("%+v %v", got, err)
	}
	if masked := maskPrivate(b); len(masked) != 2*len(b) || strings.Contains(masked, hexOf([]byte("134500000000000001"))) ||
		strings.Contains(masked, strings.Repeat("0", 32)) || !strings.Contains(masked, hexOf(a2)) {
		t.Errorf("%s", masked)
	}
	for _, bad := range []string{"A", "A3", "A3019", "A3019123", "A3-01x", "A3+01x", "A20 1x"} {
		if _, err := ParsePrivates([]byte(bad)); err == nil {
			t.Errorf("%q must be refused", bad)
		}
	}
}

func TestF55CardElementsAreMasked(t *testing.T) {
	icc, _ := hex.DecodeString("5A0A6224242900000113333F" + "5714" + "6224242900000113333D28062013949031013F00" + "95050000000000" + "700A" + "5A086224242900000113")
	got := maskICC(icc)
	if len(got) != 2*len(icc) || strings.Contains(got, "2429000001") || strings.Contains(got, "2806") ||
		!strings.Contains(got, "95050000000000") || !strings.Contains(got, "5A0A622424*********3333F") {
		t.Errorf("%s", got)
	}
	if got := maskICC(icc[:5]); got != stars(10) {
		t.Errorf("broken TLV shows %s", got)
	}
}
