package tlv

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"testing"
)

type vector struct {
	Kind, Name string
	Input      string `json:"input_hex"`
	Expected   struct {
		TLV  map[string]any
		Tags []string `json:"tags_in_order"`
		AID  string   `json:"aid_84"`
		F26  string   `json:"9F26"`
		F02  string   `json:"9F02"`
	}
}

func vectors(tb testing.TB) []vector {
	tb.Helper()
	raw, err := os.ReadFile("testdata/vectors.json")
	if err != nil {
		tb.Fatal(err)
	}
	var out []vector
	if err := json.Unmarshal(raw, &out); err != nil {
		tb.Fatal(err)
	}
	if len(out) != 13 {
		tb.Fatalf("%d vectors, want 13", len(out))
	}
	return out
}

func tree(l List) map[string]any {
	out := map[string]any{}
	for _, e := range l {
		if e.Children != nil {
			out[e.Tag.String()] = tree(e.Children)
		} else {
			out[e.Tag.String()] = hexText(e.Value)
		}
	}
	return out
}

func hexText(b []byte) string { return string(bytes.ToUpper([]byte(hex.EncodeToString(b)))) }

func TestPublishedVectors(t *testing.T) {
	for _, v := range vectors(t) {
		b, err := hex.DecodeString(v.Input)
		if err != nil {
			t.Fatal(err)
		}
		l, err := Parse(b)
		if v.Kind == "tlv-negative" {
			if err == nil {
				t.Errorf("%s must be refused", v.Name)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", v.Name, err)
			continue
		}
		switch {
		case v.Expected.TLV != nil:
			got, _ := json.Marshal(tree(l))
			want, _ := json.Marshal(v.Expected.TLV)
			if !bytes.Equal(got, want) {
				t.Errorf("%s: %s, want %s", v.Name, got, want)
			}
		case v.Expected.AID != "":
			aid, ok := l[0].Children.Get(DedicatedFile)
			if l[0].Tag != 0x6F || !ok || hexText(aid) != v.Expected.AID {
				t.Errorf("%s: %v %X", v.Name, l[0].Tag, aid)
			}
		default:
			for i, e := range l {
				if e.Tag.String() != v.Expected.Tags[i] {
					t.Errorf("%s: tag %d is %v", v.Name, i, e.Tag)
				}
			}
			ac, _ := l.Get(Cryptogram)
			amount, _ := l.Get(AmountAuth)
			if len(l) != len(v.Expected.Tags) || hexText(ac) != v.Expected.F26 || hexText(amount) != v.Expected.F02 {
				t.Errorf("%s: %d tags, %X, %X", v.Name, len(l), ac, amount)
			}
			if missing := MissingRequestTags(l); len(missing) != 0 {
				t.Errorf("%s lacks %v", v.Name, missing)
			}
			if !bytes.Equal(l.Format(), b) {
				t.Errorf("%s: formatted %X", v.Name, l.Format())
			}
		}
	}
}

func TestRefused(t *testing.T) {
	for name, in := range map[string]string{
		"indefinite length":       "9C80FF0000",
		"length of five bytes":    "9C850000000001FF",
		"length near 4 GiB":       "9C84FFFFFFFFFF",
		"filler byte":             "009C01FF",
		"tag of four bytes":       "9F81818101FF",
		"value shorter by a byte": "9F0206000000000",
	} {
		b, _ := hex.DecodeString(in)
		if _, err := Parse(b); err == nil {
			t.Errorf("%s must be refused", name)
		}
	}
	deep := []byte{0x9C, 0x00}
	for range 12 {
		deep = Append(nil, 0xE0, deep)
	}
	if _, err := Parse(deep); !errors.Is(err, ErrDepth) {
		t.Errorf("deep nesting: %v", err)
	}
}

func TestDuplicateIsNamedAndLastWins(t *testing.T) {
	l, err := Parse([]byte{0x9C, 1, 1, 0x95, 1, 2, 0x9C, 1, 3})
	if err != nil {
		t.Fatal(err)
	}
	if v, _ := l.Get(TxnType); l.Duplicate() != TxnType || v[0] != 3 {
		t.Errorf("%v %v", l.Duplicate(), v)
	}
	if l[:2].Duplicate() != 0 {
		t.Error("no tag comes twice in the first two")
	}
}

func TestUnionPayPrivateTagsArePlain(t *testing.T) {
	b := Append(Append(nil, 0xFF8058, []byte{0, 0, 0, 1, 0, 0}), 0xFF00, []byte{0xB2, 0xE2})
	l, err := Parse(b)
	if err != nil || len(l) != 2 || l[0].Tag != 0xFF8058 || l[1].Children != nil {
		t.Errorf("%v %v", l, err)
	}
}

func TestLongValues(t *testing.T) {
	for _, n := range []int{0, 1, 127, 128, 255, 256, 65535, 65536} {
		l, err := Parse(Append(nil, 0x9F01, make([]byte, n)))
		if err != nil || len(l) != 1 || len(l[0].Value) != n {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, v := range vectors(f) {
		b, _ := hex.DecodeString(v.Input)
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		l, err := Parse(b)
		if err != nil {
			return
		}
		again, err := Parse(l.Format())
		if err != nil || len(again) != len(l) {
			t.Fatalf("formatted list does not parse: %v", err)
		}
		l.Duplicate()
		MissingRequestTags(l)
	})
}
