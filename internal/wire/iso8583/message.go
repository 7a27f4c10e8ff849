package iso8583

import "strconv"

// MTI is a message type in BCD: 0x0200 is a financial request.
type MTI uint16

// ParseMTI reads four decimal digits.
func ParseMTI(s string) (MTI, bool) {
	v, err := strconv.ParseUint(s, 16, 16)
	m := MTI(v)
	return m, err == nil && len(s) == 4 && m.decimal()
}

// Reply returns the answer's type: 0200 becomes 0210.
func (t MTI) Reply() MTI { return t | 0x0010 }

// IsReply reports whether the third digit is odd.
func (t MTI) IsReply() bool { return t&0x0010 != 0 }

func (t MTI) String() string {
	return string([]byte{'0' + byte(t>>12), '0' + byte(t>>8&15), '0' + byte(t>>4&15), '0' + byte(t&15)})
}

func (t MTI) decimal() bool { return decimalByte[byte(t>>8)] && decimalByte[byte(t)] }

// span is where a field's content lies in the body.
type span struct {
	at, size uint16 // bytes
	units    uint16 // true length in the field's unit
}

// Message is a parsed message: offsets into the buffer given to Parse. It is
// valid while that buffer is left alone. The zero Message is ready for Parse
// and may be used again and again.
type Message struct {
	dialect *Dialect
	body    []byte
	mti     MTI
	bitmap  uint64 // as sent
	read    uint64 // fields found
	spans   [65]span
}

// MTI returns the message type.
func (m *Message) MTI() MTI { return m.mti }

// Bitmap returns the bitmap as sent.
func (m *Message) Bitmap() uint64 { return m.bitmap }

// Body returns the bytes the message was parsed from.
func (m *Message) Body() []byte { return m.body }

// Dialect returns the table the message was parsed with.
func (m *Message) Dialect() *Dialect { return m.dialect }

// Has reports whether field f was read.
func (m *Message) Has(f int) bool { return f >= 2 && f <= 64 && m.read&bit(f) != 0 }

// Fields calls yield for each field read, ascending; it is a range function.
func (m *Message) Fields(yield func(f int) bool) {
	for f := 2; f <= 64; f++ {
		if m.Has(f) && !yield(f) {
			return
		}
	}
}

// Raw returns the bytes of field f as sent, without its length, or nil. They
// belong to the buffer.
func (m *Message) Raw(f int) []byte {
	if !m.Has(f) {
		return nil
	}
	s := m.spans[f]
	return m.body[s.at : s.at+s.size : s.at+s.size]
}

// Text returns the bytes of field f as a string, padding included.
func (m *Message) Text(f int) string { return string(m.Raw(f)) }

// Digits returns the digits of a packed field, exactly as many as were sent;
// a track's nibbles are hexadecimal, its separator is D. Of any other field it
// returns the text.
func (m *Message) Digits(f int) string {
	if !m.Has(f) {
		return ""
	}
	return string(m.AppendDigits(make([]byte, 0, m.spans[f].units), f))
}

// AppendDigits appends what Digits returns.
func (m *Message) AppendDigits(dst []byte, f int) []byte {
	if !m.Has(f) {
		return dst
	}
	row := &m.dialect.fields[f]
	if !row.packed() {
		return append(dst, m.Raw(f)...)
	}
	return appendDigits(dst, m.Raw(f), int(m.spans[f].units), row.Justify)
}

// Number returns a packed field of up to 18 digits as a number.
func (m *Message) Number(f int) (int64, error) {
	if !m.Has(f) {
		return 0, &ParseError{f, TooShort}
	}
	var buf [24]byte
	d := m.AppendDigits(buf[:0], f)
	if len(d) == 0 || len(d) > 18 {
		return 0, &ParseError{f, TooLong}
	}
	var v int64
	for _, c := range d {
		if c < '0' || c > '9' {
			return 0, &ParseError{f, NotDecimal}
		}
		v = v*10 + int64(c-'0')
	}
	return v, nil
}

// Amount returns F4 in fen.
func (m *Message) Amount() (int64, error) { return m.Number(4) }

// MAB returns what F64 signs: the bytes from the MTI to the last field before
// F64, or nil when the message has no F64.
func (m *Message) MAB() []byte {
	if !m.Has(64) {
		return nil
	}
	return m.body[:m.spans[64].at]
}

// MAB returns what F64 signs of a packed message with F64, nil without.
func MAB(body []byte) []byte {
	if len(body) < headLen+macLen || body[headLen-1]&1 == 0 {
		return nil
	}
	return body[:len(body)-macLen]
}

func bit(f int) uint64 { return 1 << (64 - uint(f)) }
