package iso8583

import (
	"encoding/hex"
	"encoding/json"
	"os"
	"testing"
)

type encoding struct {
	Kind, Name string
	Input      struct {
		Digits string
		Length int
		Decode string `json:"decode_hex"`
	}
	Expected json.RawMessage
}

func TestPublishedEncodings(t *testing.T) {
	raw, err := os.ReadFile("testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var all []encoding
	if err := json.Unmarshal(raw, &all); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, v := range all {
		if v.Kind != "encoding" {
			continue
		}
		n++
		var want struct{ Hex string }
		_ = json.Unmarshal(v.Expected, &want) // an error case has no hex
		switch {
		case v.Input.Decode != "":
			b, _ := hex.DecodeString(v.Input.Decode)
			if decimals(b, 2*len(b), Left) {
				t.Errorf("%s: taken for digits", v.Name)
			}
		case v.Input.Digits != "":
			b, reason := appendPacked(nil, v.Input.Digits, Left, N)
			if reason != "" || hexOf(b) != want.Hex || string(appendDigits(nil, b, len(v.Input.Digits), Left)) != v.Input.Digits {
				t.Errorf("%s: %X %s", v.Name, b, reason)
			}
		default:
			if b := appendBCD(nil, v.Input.Length, 1); hexOf(b) != want.Hex {
				t.Errorf("%s: %X", v.Name, b)
			}
		}
	}
	if n < 4 {
		t.Fatalf("%d encoding vectors", n)
	}
}

func TestRightJustifiedOddDigits(t *testing.T) {
	b, _ := appendPacked(nil, "001", Right, N)
	if hexOf(b) != "0001" || string(appendDigits(nil, b, 3, Right)) != "001" {
		t.Errorf("%X", b)
	}
	if decimals([]byte{0xFA, 0x01}, 3, Right) || !decimals([]byte{0xF0, 0x01}, 3, Right) || decimals([]byte{0x02, 0xAF}, 3, Left) || !decimals([]byte{0x02, 0x1F}, 3, Left) {
		t.Error("only the padding nibble may be other than decimal")
	}
}
