package iso8583

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"
)

type vector struct {
	Kind, Name, Raw, Framing string
	Expected                 struct {
		TPDU, Header, MTI, Bitmap, Error string
		Fields                           map[string]string
	}
}

func vectors(tb testing.TB, kind string) []vector {
	tb.Helper()
	raw, err := os.ReadFile("testdata/vectors.json")
	if err != nil {
		tb.Fatal(err)
	}
	var all, out []vector
	var loose []json.RawMessage
	if err := json.Unmarshal(raw, &loose); err != nil {
		tb.Fatal(err)
	}
	for _, one := range loose {
		var v vector
		if json.Unmarshal(one, &v) == nil { // the encoding vectors have other shapes
			all = append(all, v)
		}
	}
	for _, v := range all {
		if v.Kind == kind {
			out = append(out, v)
		}
	}
	if len(out) == 0 {
		tb.Fatalf("no vector of kind %s", kind)
	}
	return out
}

type described struct {
	TPDU, Header, MTI, Bitmap, Error string
	AtField                          int `json:"at_field"`
	Fields                           map[string]string
}

func describe(t *testing.T, line string, opt DescribeOptions) (described, bool) {
	t.Helper()
	opt.JSON = true
	out, ok := DescribeLine(CUP3DES, line, opt)
	var d described
	if err := json.Unmarshal(out, &d); err != nil {
		t.Fatalf("%s: %v", out, err)
	}
	return d, ok
}

func TestPublishedMessagesDecode(t *testing.T) {
	all := vectors(t, "unionpay-pos-message")
	if len(all) != 11 {
		t.Fatalf("%d messages, want 11", len(all))
	}
	for _, v := range all {
		forced, err := ParseFraming(v.Framing)
		if err != nil {
			t.Fatal(err)
		}
		for _, framing := range []Framing{{Auto: true}, forced} {
			got, ok := describe(t, v.Raw, DescribeOptions{Reveal: true, Framing: framing})
			if !ok {
				t.Errorf("%s: %s at %d", v.Name, got.Error, got.AtField)
				continue
			}
			e := v.Expected
			if got.TPDU != e.TPDU || got.Header != e.Header || got.MTI != e.MTI || got.Bitmap != e.Bitmap {
				t.Errorf("%s: got %+v", v.Name, got)
			}
			if len(got.Fields) != len(e.Fields) {
				t.Errorf("%s: %d fields, want %d", v.Name, len(got.Fields), len(e.Fields))
			}
			for f, want := range e.Fields {
				if got.Fields[f] != want {
					t.Errorf("%s: F%s = %q, want %q", v.Name, f, got.Fields[f], want)
				}
			}
		}
	}
}

func TestPublishedMessagesPackTheSame(t *testing.T) {
	for _, v := range vectors(t, "unionpay-pos-message") {
		b, _ := hex.DecodeString(v.Raw)
		var f Frame
		if err := f.ReadAs(CUP3DES, b, Framing{Auto: true}); err != nil {
			t.Fatal(v.Name, err)
		}
		m := &f.Message
		build := NewBuilder(CUP3DES, m.MTI())
		for n := range m.Fields {
			build.Copy(m, n)
		}
		body, err := build.Pack(nil)
		if err != nil {
			t.Fatal(v.Name, err)
		}
		if !bytes.Equal(body, m.Body()) {
			t.Errorf("%s:\n got %X\nwant %X", v.Name, body, m.Body())
		}
		if f.TPDU == nil || f.Header == nil {
			continue
		}
		frame, err := PackFrame(nil, TPDU(f.TPDU), Header(f.Header), body)
		if err != nil || !bytes.Equal(frame, b) {
			t.Errorf("%s: frame %X, %v", v.Name, frame, err)
		}
	}
}

func TestBadMessagesAreRefusedWithTheirField(t *testing.T) {
	want := map[string]struct {
		field  int
		reason Reason
	}{
		"bitmap lies: F61 present in bytes, absent in bitmap": {64, Trailing},
		"length prefix one short":                             {0, FrameTooLong},
		"length prefix one long":                              {0, FrameTooShort},
		"LLL not BCD":                                         {60, NotBCDLength},
	}
	all := vectors(t, "unionpay-pos-negative")
	if len(all) != len(want) {
		t.Fatalf("%d vectors, want %d", len(all), len(want))
	}
	for _, v := range all {
		b, _ := hex.DecodeString(v.Raw)
		var f Frame
		err := f.ReadAs(CUP3DES, b, Framing{Auto: true})
		var fault *ParseError
		if !errors.As(err, &fault) || fault.Field != want[v.Name].field || fault.Reason != want[v.Name].reason {
			t.Errorf("%s: %v", v.Name, err)
		}
		if got, ok := describe(t, v.Raw, DescribeOptions{Framing: Framing{Auto: true}}); ok || got.Error == "" || got.AtField != want[v.Name].field {
			t.Errorf("%s: described as %+v", v.Name, got)
		}
	}
}

// A host answers F39 = 30 with the numbers of the request, so they must have
// survived the error.
func TestFieldsBeforeAnErrorAreKept(t *testing.T) {
	for _, v := range vectors(t, "unionpay-pos-negative") {
		if v.Name != "LLL not BCD" {
			continue
		}
		b, _ := hex.DecodeString(v.Raw)
		_, _, body, err := SplitFrame(b[2:])
		if err != nil {
			t.Fatal(err)
		}
		var m Message
		if err := Parse(CUP3DES, body, &m); err == nil {
			t.Fatal("want an error")
		}
		if m.MTI() != 0x0810 || m.Digits(11) != "500211" || m.Text(41) != "99900002" || m.Has(60) {
			t.Errorf("kept %v %q %q", m.MTI(), m.Digits(11), m.Text(41))
		}
		return
	}
	t.Fatal("vector not found")
}

func TestS120_CardDataIsMaskedUnlessRevealed(t *testing.T) {
	const pan, mid = "6224242900000113", "2429000001"
	for _, v := range vectors(t, "unionpay-pos-message") {
		for _, json := range []bool{true, false} {
			out, ok := DescribeLine(CUP3DES, v.Raw, DescribeOptions{JSON: json, Framing: Framing{Auto: true}})
			if !ok {
				t.Fatalf("%s: %s", v.Name, out)
			}
			for _, clear := range []string{pan, mid, "D2806", "2806", v.Expected.Fields["52"]} {
				if v.Expected.Fields["2"] == pan && clear != "" && strings.Contains(string(out), clear) {
					t.Errorf("%s shows %s", v.Name, clear)
				}
			}
			if strings.Contains(string(out), "36323131313131313131313131313131313131") {
				t.Errorf("%s shows the payment code", v.Name)
			}
		}
	}
	got, _ := describe(t, vectors(t, "unionpay-pos-message")[0].Raw, DescribeOptions{Framing: Framing{Auto: true}})
	if got.Fields["2"] != "622424******0113" || got.Fields["14"] != "****" || strings.Trim(got.Fields["35"], "*") != "" {
		t.Errorf("masked %v", got.Fields)
	}
	if got.Fields["55"] != vectors(t, "unionpay-pos-message")[0].Expected.Fields["55"] {
		t.Error("F55 without card data elements must be shown whole")
	}
}
