package iso8583

import (
	"encoding/binary"
	"math/bits"
)

const (
	headLen = 10 // MTI and bitmap
	macLen  = 8
)

// Parse reads a message, MTI first, into m. The fields stay slices of body.
// On an error, always a *ParseError, m holds everything read before it.
func Parse(d *Dialect, body []byte, m *Message) error {
	m.dialect, m.body, m.mti, m.bitmap, m.read = d, body, 0, 0, 0
	if len(body) < headLen {
		return &ParseError{0, TooShort}
	}
	if len(body) > MaxFrame {
		return &ParseError{0, TooLong}
	}
	mti := MTI(binary.BigEndian.Uint16(body))
	if !mti.decimal() {
		return &ParseError{0, BadMTI}
	}
	m.mti = mti
	m.bitmap = binary.BigEndian.Uint64(body[2:])
	if m.bitmap&bit(1) != 0 {
		return &ParseError{1, SecondBitmap}
	}
	at, last := headLen, 0
	for rest := m.bitmap; rest != 0; rest &^= bit(last) {
		last = bits.LeadingZeros64(rest) + 1
		next, reason := m.parseField(last, at)
		if reason != "" {
			return &ParseError{last, reason}
		}
		at = next
	}
	if at != len(body) {
		return &ParseError{last, Trailing}
	}
	return nil
}

// parseField notes where field f lies and returns where the next one begins.
func (m *Message) parseField(f, at int) (int, Reason) {
	row := &m.dialect.fields[f]
	if row.Class == 0 {
		return at, NotInDialect
	}
	units, at, reason := row.length(m.body, at)
	if reason != "" {
		return at, reason
	}
	size := row.size(units)
	if size > len(m.body)-at {
		return at, TooShort
	}
	if row.Class == N && units > 0 && !decimals(m.body[at:at+size], units, row.Justify) {
		return at, NotDecimal
	}
	m.spans[f] = span{uint16(at), uint16(size), uint16(units)}
	m.read |= bit(f)
	return at + size, ""
}

// length reads the length in front of a variable field.
func (row *Field) length(body []byte, at int) (units, next int, reason Reason) {
	if row.Form == Fixed {
		return row.Max, at, ""
	}
	bytes := int(row.Form) // LL is one byte, LLL two
	if bytes > len(body)-at {
		return 0, at, TooShort
	}
	for _, b := range body[at : at+bytes] {
		if !decimalByte[b] {
			return 0, at, NotBCDLength
		}
		units = units*100 + int(b>>4)*10 + int(b&15)
	}
	if units > row.Max {
		return 0, at, TooLong
	}
	return units, at + bytes, ""
}
