package iso8583

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"testing"
)

// Every mixture of length, TPDU and header is recognised, also when the length
// itself looks like a message type (0200, 0400, 0800 bytes).
func TestFramingIsRecognised(t *testing.T) {
	bodies := [][]byte{purchase(t)}
	for n := 440; n < 530; n++ {
		b, err := NewBuilder(CUP3DES, 0x0800).Set(11, "000001").SetBytes(62, bytes.Repeat([]byte{0x60}, n)).Pack(nil)
		if err != nil {
			t.Fatal(err)
		}
		bodies = append(bodies, b)
	}
	for _, body := range bodies {
		for i := range 8 {
			want := Framing{Length: i&4 == 0, TPDU: i&2 == 0, Header: i&1 == 0}
			var b []byte
			if want.TPDU {
				b = append(b, 0x60, 0x00, 0x06, 0x00, 0x00)
			}
			if want.Header {
				b = append(b, 0x60, 0x31, 0x00, 0x31, 0x10, 0x03)
			}
			b = append(b, body...)
			if want.Length {
				b = append(binary.BigEndian.AppendUint16(nil, uint16(len(b))), b...)
			}
			if got := recognise(CUP3DES, b); got != want {
				t.Errorf("%d bytes: %+v taken for %+v", len(body), want, got)
			}
		}
	}
}

// A message that cannot be read is still explained as what it most looks like.
func TestErrorIsAboutTheLikelyFraming(t *testing.T) {
	b, _ := hex.DecodeString("600003000060310031010008000000000000C40810" + "3939393030303031" + "393939303030303534313130303031" + "0047")
	var f Frame
	var fault *ParseError
	if err := f.ReadAs(CUP3DES, b, Framing{Auto: true}); !errors.As(err, &fault) || *fault != (ParseError{46, NotInDialect}) || f.Message.Text(41) != "99900001" {
		t.Errorf("%v, F41 %q", err, f.Message.Text(41))
	}
}

func TestForcedFramingIsKept(t *testing.T) {
	body := purchase(t)
	var f Frame
	if err := f.ReadAs(CUP3DES, body, Framing{TPDU: true}); err == nil {
		t.Error("a message without TPDU passed as one with")
	}
	if err := f.ReadAs(CUP3DES, []byte{1}, Framing{Length: true}); err == nil {
		t.Error("one byte is no length")
	}
	if err := f.ReadAs(CUP3DES, nil, Framing{Auto: true}); err == nil {
		t.Error("nothing is no message")
	}
	for _, s := range []string{"auto", "none", "len2+tpdu5+header6", "tpdu5+header6", "length"} {
		if _, err := ParseFraming(s); err != nil {
			t.Error(err)
		}
	}
}
