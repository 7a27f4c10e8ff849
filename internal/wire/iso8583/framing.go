package iso8583

import (
	"encoding/binary"
	"fmt"
	"strings"
)

// Framing says what stands in front of a message.
type Framing struct {
	Auto                 bool // find out
	Length, TPDU, Header bool
}

// ParseFraming reads "auto", "none" or parts joined by +, such as
// "len2+tpdu5+header6" or "tpdu+header".
func ParseFraming(s string) (Framing, error) {
	var f Framing
	switch s {
	case "", "auto":
		return Framing{Auto: true}, nil
	case "none":
		return f, nil
	}
	for part := range strings.SplitSeq(s, "+") {
		switch part {
		case "len", "len2", "length":
			f.Length = true
		case "tpdu", "tpdu5":
			f.TPDU = true
		case "header", "header6":
			f.Header = true
		default:
			return f, fmt.Errorf("未知的分帧方式 / unknown framing %q: auto, none, or len2, tpdu5, header6 joined by +", part)
		}
	}
	return f, nil
}

// Frame is a message and what stood in front of it.
type Frame struct {
	TPDU, Header []byte // nil when absent
	Message      Message
}

// ReadAs parses b under a framing. The error is a *ParseError; f.Message holds
// what was read before it.
func (f *Frame) ReadAs(d *Dialect, b []byte, as Framing) error {
	if as.Auto {
		as = recognise(d, b)
	}
	*f = Frame{}
	if as.Length {
		if len(b) < lenLen {
			return &ParseError{0, FrameTooShort}
		}
		said := int(binary.BigEndian.Uint16(b))
		b = b[lenLen:]
		if said > len(b) {
			return &ParseError{0, FrameTooShort}
		}
		if said < len(b) {
			return &ParseError{0, FrameTooLong}
		}
	}
	if as.TPDU {
		if len(b) < tpduLen || b[0] != 0x60 {
			return &ParseError{0, NoTPDU}
		}
		f.TPDU, b = b[:tpduLen], b[tpduLen:]
	}
	if as.Header {
		if len(b) < headerLen || !headerClass(b[0]) {
			return &ParseError{0, BadHeader}
		}
		f.Header, b = b[:headerLen], b[headerLen:]
	}
	if as == (Framing{}) && !plausible(b) {
		return &ParseError{0, NoMessageFound}
	}
	return Parse(d, b, &f.Message)
}

// recognise finds the framing under which b is a message. When there is none
// it returns the one that explains most of b, so that the error is about the
// real fault.
func recognise(d *Dialect, b []byte) Framing {
	var likely Framing
	found := false
	for i := range 8 {
		as := Framing{TPDU: i&4 == 0, Header: i&2 == 0, Length: i&1 == 0}
		if !as.fits(b) {
			continue
		}
		var f Frame
		if f.ReadAs(d, b, as) == nil {
			return as
		}
		if !found {
			likely, found = as, true
		}
	}
	return likely
}

// fits reports whether every part of the framing and the message type begin as
// they should; the length itself may be wrong.
func (as Framing) fits(b []byte) bool {
	if as.Length {
		b = b[min(lenLen, len(b)):]
	}
	if as.TPDU {
		if len(b) < tpduLen || b[0] != 0x60 {
			return false
		}
		b = b[tpduLen:]
	}
	if as.Header {
		if len(b) < headerLen || !headerClass(b[0]) {
			return false
		}
		b = b[headerLen:]
	}
	return plausible(b)
}

func headerClass(b byte) bool { return b >= 0x60 && b <= 0x63 }

// plausible reports whether b begins with a message type of version 1987.
func plausible(b []byte) bool {
	return len(b) >= 2 && b[0] >= 0x01 && b[0] <= 0x09 && decimalByte[b[1]]
}
