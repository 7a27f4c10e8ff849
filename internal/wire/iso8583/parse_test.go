package iso8583

import (
	"bytes"
	"encoding/hex"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// purchase is a chip sale of about 250 bytes.
func purchase(tb testing.TB) []byte {
	tb.Helper()
	icc, _ := hex.DecodeString("9F260895BBE372271DDA7C9F2701809F101307010103A00000010A010000000000ED538FE49F37047F9F349E" +
		"9F36020157950500000000009A032603029C01009F02060000000000015F2A02015682027C009F1A0201569F03060000000000009F3303E0E1C8" +
		"9F34030203009F3501229F1E0839393930303030318408A0000003330101029F0902008C9F410400000403")
	b, err := NewBuilder(CUP3DES, 0x0200).
		Set(2, "6224242900000113").Set(3, "000000").SetAmount(12345).Set(11, "000403").
		Set(22, "051").Set(23, "001").Set(25, "00").Set(26, "12").
		Set(35, "6224242900000113=28062013949031013").Set(41, "99900001").Set(42, "999000054110001").
		Set(49, "156").SetBytes(52, []byte{1, 2, 3, 4, 5, 6, 7, 8}).Set(53, "2600000000000000").
		SetBytes(55, icc).Set(60, "2200000100060").SetMAC().Pack(nil)
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

func TestParseDoesNotAllocate(t *testing.T) {
	b := purchase(t)
	if len(b) < 250 {
		t.Fatalf("the purchase is only %d bytes", len(b))
	}
	var m Message
	if n := testing.AllocsPerRun(100, func() {
		if err := Parse(CUP3DES, b, &m); err != nil {
			t.Fatal(err)
		}
		if _, err := m.Amount(); err != nil {
			t.Fatal(err)
		}
	}); n != 0 {
		t.Errorf("%v allocations, want none", n)
	}
}

func BenchmarkParsePurchase(b *testing.B) {
	body := purchase(b)
	var m Message
	b.ReportAllocs()
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		if err := Parse(CUP3DES, body, &m); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPackReply(b *testing.B) {
	body := purchase(b)
	var m Message
	if err := Parse(CUP3DES, body, &m); err != nil {
		b.Fatal(err)
	}
	dst := make([]byte, 0, 512)
	b.ReportAllocs()
	for b.Loop() {
		_, err := NewBuilder(CUP3DES, m.MTI().Reply()).Copy(&m, 2, 3, 4, 11, 25, 41, 42, 49, 60).
			Set(12, "101500").Set(13, "0302").Set(37, "061101500001").Set(39, "00").SetMAC().Pack(dst)
		if err != nil {
			b.Fatal(err)
		}
	}
}

func TestAmount(t *testing.T) {
	var m Message
	if err := Parse(CUP3DES, purchase(t), &m); err != nil {
		t.Fatal(err)
	}
	if fen, err := m.Amount(); fen != 12345 || err != nil {
		t.Errorf("%d, %v", fen, err)
	}
	if _, err := m.Number(15); err == nil {
		t.Error("an absent field is no number")
	}
	if m.Digits(35) != "6224242900000113D28062013949031013" || m.Digits(22) != "051" {
		t.Errorf("F35 %q F22 %q", m.Digits(35), m.Digits(22))
	}
	if mab := m.MAB(); len(mab) != len(m.Body())-8 || !bytes.Equal(mab, MAB(m.Body())) {
		t.Error("the MAB ends before F64")
	}
}

func TestTruncationAtEveryByteIsAnError(t *testing.T) {
	b := purchase(t)
	for n := range b {
		var m Message
		err := Parse(CUP3DES, b[:n], &m)
		var fault *ParseError
		if !errors.As(err, &fault) {
			t.Fatalf("cut at %d: %v", n, err)
		}
		for f := range m.Fields {
			if f >= fault.Field {
				t.Fatalf("cut at %d: F%d kept though F%d failed", n, f, fault.Field)
			}
		}
	}
}

func TestParseRefuses(t *testing.T) {
	cases := []struct {
		name, hex string
		field     int
		reason    Reason
	}{
		{"second bitmap", "0200" + "8000000000000000", 1, SecondBitmap},
		{"MTI not decimal", "02A0" + "0000000000000000", 0, BadMTI},
		{"field not in dialect", "0200" + "0800000000000000" + "00", 5, NotInDialect},
		{"letters in an amount", "0200" + "1000000000000000" + "0000000000A0", 4, NotDecimal},
		{"PAN of 20 digits", "0200" + "4000000000000000" + "2012345678901234567890", 2, TooLong},
		{"track with LL not BCD", "0200" + "0000000020000000" + "3A", 35, NotBCDLength},
	}
	for _, c := range cases {
		b, err := hex.DecodeString(c.hex)
		if err != nil {
			t.Fatal(err)
		}
		var m Message
		var fault *ParseError
		if err := Parse(CUP3DES, b, &m); !errors.As(err, &fault) || *fault != (ParseError{c.field, c.reason}) {
			t.Errorf("%s: %v", c.name, err)
		}
		if fault != nil && fault.Zh() == "" {
			t.Errorf("%s has no Chinese text", c.name)
		}
	}
}

func TestEveryReasonIsInBothLanguages(t *testing.T) {
	for _, r := range []Reason{TooShort, TooLong, NotBCDLength, NotDecimal, NotHexDigit, NotInDialect, SecondBitmap, BadMTI,
		Trailing, WrongLength, FrameTooShort, FrameTooLong, FrameSize, NoTPDU, BadHeader, NotHex, BadSubfields, NoMessageFound} {
		if r.Zh() == "" {
			t.Errorf("%q", r)
		}
	}
	for f, row := range NET.fields {
		if row.Class != 0 && (row.Zh == "" || row.En == "") {
			t.Errorf("F%d has no name", f)
		}
	}
}

// An encrypted track is no valid track: any nibble may come.
func TestEncryptedTrackPasses(t *testing.T) {
	b, err := NewBuilder(CUP3DES, 0x0200).Set(35, "6224242900000113DABCDEF0123456789013").Pack(nil)
	if err != nil {
		t.Fatal(err)
	}
	var m Message
	if err := Parse(CUP3DES, b, &m); err != nil || m.Digits(35) != "6224242900000113DABCDEF0123456789013" {
		t.Fatal(m.Digits(35), err)
	}
}

func TestOddLengthsRoundTrip(t *testing.T) {
	for f, longest := range map[int]int{2: 19, 32: 11, 35: 37, 36: 104, 48: 322, 60: 19, 61: 29} {
		for n := 0; n <= longest; n++ {
			digits := strings.Repeat("1234567890", 33)[:n]
			b, err := NewBuilder(CUP3DES, 0x0200).Set(f, digits).Set(39, "00").Pack(nil)
			if err != nil {
				t.Fatalf("F%d of %d: %v", f, n, err)
			}
			var m Message
			if err := Parse(CUP3DES, b, &m); err != nil || m.Digits(f) != digits || m.Text(39) != "00" {
				t.Fatalf("F%d of %d: %q %v", f, n, m.Digits(f), err)
			}
		}
		if _, err := NewBuilder(CUP3DES, 0x0200).Set(f, strings.Repeat("1", longest+1)).Pack(nil); err == nil {
			t.Errorf("F%d of %d digits must be refused", f, longest+1)
		}
	}
}

func TestBuilderRefuses(t *testing.T) {
	for name, b := range map[string]*Builder{
		"short fixed digits":    NewBuilder(CUP3DES, 0x0200).Set(11, "403"),
		"letters in digits":     NewBuilder(CUP3DES, 0x0200).Set(11, "00040A"),
		"long text":             NewBuilder(CUP3DES, 0x0200).Set(41, "999000011"),
		"short PIN block":       NewBuilder(CUP3DES, 0x0200).SetBytes(52, []byte{1}),
		"field of another link": NewBuilder(CUP3DES, 0x0200).Set(18, "7011"),
		"negative amount":       NewBuilder(CUP3DES, 0x0200).SetAmount(-1),
		"amount of 13 digits":   NewBuilder(CUP3DES, 0x0200).SetAmount(1_000_000_000_000),
		"MTI not decimal":       NewBuilder(CUP3DES, 0x02F0),
	} {
		if out, err := b.Pack([]byte("x")); err == nil || string(out) != "x" {
			t.Errorf("%s: %q %v", name, out, err)
		}
	}
	if _, err := NewBuilder(NET, 0x0200).Set(7, "0302101500").Set(18, "7011").Set(33, "09990000").
		SetBytes(43, []byte{0xB2, 0xE2, 0xCA, 0xD4}).Pack(nil); err != nil {
		t.Error(err)
	}
}

func TestFrames(t *testing.T) {
	body := purchase(t)
	tp, h := TPDU{0x60, 0x00, 0x06, 0x01, 0x23}, Header{0x61, 0x31, 0x00, 0x31, 0x10, 0x03}
	frame, err := PackFrame(nil, tp, h, body)
	if err != nil {
		t.Fatal(err)
	}
	two := append(bytes.Clone(frame), frame...)
	r := iotest.OneByteReader(bytes.NewReader(two))
	for range 2 {
		got, err := ReadFrame(r, make([]byte, 8), 0)
		if err != nil {
			t.Fatal(err)
		}
		gt, gh, gb, err := SplitFrame(got)
		if err != nil || gt != tp || gh != h || !bytes.Equal(gb, body) {
			t.Fatalf("%v %v %v", gt, gh, err)
		}
	}
	if _, err := ReadFrame(r, nil, 0); !errors.Is(err, io.EOF) {
		t.Errorf("between frames: %v, want EOF", err)
	}
	if _, err := ReadFrame(bytes.NewReader(frame[:40]), nil, 0); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("inside a frame: %v", err)
	}
	for _, n := range []int{0, 20, 4097, 65535} {
		var fault *ParseError
		if _, err := ReadFrame(bytes.NewReader([]byte{byte(n >> 8), byte(n)}), nil, 0); !errors.As(err, &fault) || fault.Reason != FrameSize {
			t.Errorf("length %d: %v", n, err)
		}
	}
	if s := tp.Swap(); s != (TPDU{0x60, 0x01, 0x23, 0x00, 0x06}) {
		t.Errorf("swapped to %X", s)
	}
	if got := h.Reply(SignInAgain); got != (Header{0x61, 0x31, 0x03, 0x31, 0x10, 0x03}) || got.Requirement() != SignInAgain {
		t.Errorf("header %X", got)
	}
}

func FuzzParse(f *testing.F) {
	for _, v := range append(vectors(f, "unionpay-pos-message"), vectors(f, "unionpay-pos-negative")...) {
		b, _ := hex.DecodeString(v.Raw)
		f.Add(b)
		if len(b) > 13 {
			f.Add(b[13:])
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		DescribeLine(CUP3DES, hex.EncodeToString(b), DescribeOptions{JSON: true, Framing: Framing{Auto: true}})
		DescribeLine(NET, hex.EncodeToString(b), DescribeOptions{})
		var m, again Message
		if err := Parse(CUP3DES, b, &m); err != nil {
			var fault *ParseError
			if !errors.As(err, &fault) {
				t.Fatalf("%T", err)
			}
			return
		}
		build := NewBuilder(CUP3DES, m.MTI())
		for n := range m.Fields {
			build.Copy(&m, n)
		}
		packed, err := build.Pack(nil)
		if err != nil {
			t.Fatalf("parsed but not packed: %v", err)
		}
		if err := Parse(CUP3DES, packed, &again); err != nil {
			t.Fatal(err)
		}
		for n := range m.Fields {
			if m.Digits(n) != again.Digits(n) {
				t.Fatalf("F%d changed", n)
			}
		}
	})
}

func FuzzReadFrame(f *testing.F) {
	f.Add([]byte("\x00\x15aaaaaaaaaaaaaaaaaaaaaaaa"), 3)
	f.Fuzz(func(t *testing.T, b []byte, cut int) {
		whole, err1 := ReadFrame(bytes.NewReader(b), nil, 0)
		pieces, err2 := ReadFrame(iotest.OneByteReader(bytes.NewReader(b)), make([]byte, 4), 0)
		if (err1 == nil) != (err2 == nil) || !bytes.Equal(whole, pieces) {
			t.Fatalf("cut differently: %v %v", err1, err2)
		}
	})
}
