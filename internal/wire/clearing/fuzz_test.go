package clearing

import (
	"bytes"
	"slices"
	"testing"
)

// What is decoded must encode to the same bytes: a decoder that takes two
// spellings of one value would let a file be changed unseen.
func FuzzDecodePayout(f *testing.F) {
	f.Add(encodePayout(f, payout()))
	f.Fuzz(func(t *testing.T, b []byte) {
		if p, err := DecodePayout(b); err == nil {
			if again, err := EncodePayout(p); err != nil || !bytes.Equal(again, b) {
				t.Fatalf("%v", err)
			}
		}
	})
}

func FuzzDecodeResult(f *testing.F) {
	f.Add(encodeResult(f, result()))
	f.Fuzz(func(t *testing.T, b []byte) {
		if r, err := DecodeResult(b); err == nil {
			if again, err := EncodeResult(r); err != nil || !bytes.Equal(again, b) {
				t.Fatalf("%v", err)
			}
		}
	})
}

func FuzzDecodeACOM(f *testing.F) {
	b, _ := EncodeACOM([]ACOM{row()})
	f.Add(b)
	f.Fuzz(func(t *testing.T, b []byte) {
		rows, err := DecodeACOM(b)
		if err != nil {
			return
		}
		again, err := EncodeACOM(rows)
		if err != nil {
			t.Fatal(err)
		}
		if back, err := DecodeACOM(again); err != nil || !slices.Equal(back, rows) {
			t.Fatalf("%+v, %v", back, err)
		}
	})
}

func FuzzDecodeBill(f *testing.F) {
	b, _ := EncodeBill(bill())
	f.Add(b)
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := DecodeBill(b)
		if err != nil {
			return
		}
		again, err := EncodeBill(got)
		if err != nil {
			t.Fatal(err)
		}
		if back, err := DecodeBill(again); err != nil || !slices.Equal(back.Lines, got.Lines) {
			t.Fatalf("%+v, %v", back, err)
		}
	})
}
