package tlv

import (
	"errors"
	"fmt"
)

// Tag is a tag of up to three bytes as a number: 0x9F26.
type Tag uint32

func (t Tag) String() string { return fmt.Sprintf("%02X", uint32(t)) }

// Constructed reports whether the tag's value is itself TLV. UnionPay's
// private tags FFxx and FF80xx look constructed and hold plain values.
func (t Tag) Constructed() bool {
	for t > 0xFF {
		t >>= 8
	}
	return t&0x20 != 0 && t != 0xFF
}

// Errors of Parse. They carry no content.
var (
	ErrTag    = errors.New("tlv: a tag is cut short, longer than three bytes, or a filler byte")
	ErrLength = errors.New("tlv: a length is cut short, indefinite, or longer than four bytes")
	ErrValue  = errors.New("tlv: a value is cut short")
	ErrDepth  = errors.New("tlv: nested too deep")
)

const maxDepth = 8

// Element is a tag with its value; Children are the elements of a constructed
// value. Value is a slice of the parsed bytes.
type Element struct {
	Tag      Tag
	Value    []byte
	Children List
}

// List is a row of elements in the order sent.
type List []Element

// Parse reads all of b.
func Parse(b []byte) (List, error) { return parse(b, 0) }

func parse(b []byte, depth int) (List, error) {
	if depth > maxDepth {
		return nil, ErrDepth
	}
	var out List
	for len(b) > 0 {
		tag, rest, err := cutTag(b)
		if err != nil {
			return out, err
		}
		n, rest, err := cutLength(rest)
		if err != nil {
			return out, err
		}
		if n > uint32(len(rest)) {
			return out, ErrValue
		}
		e := Element{Tag: tag, Value: rest[:n:n]}
		if tag.Constructed() {
			if e.Children, err = parse(e.Value, depth+1); err != nil {
				return out, err
			}
		}
		out, b = append(out, e), rest[n:]
	}
	return out, nil
}

func cutTag(b []byte) (Tag, []byte, error) {
	if b[0] == 0 {
		return 0, nil, ErrTag
	}
	t := Tag(b[0])
	if b[0]&0x1F != 0x1F {
		return t, b[1:], nil
	}
	for i := 1; i < 3 && i < len(b); i++ {
		t = t<<8 | Tag(b[i])
		if b[i]&0x80 == 0 {
			return t, b[i+1:], nil
		}
	}
	return 0, nil, ErrTag
}

// cutLength reads a length as uint32, so that no length can overflow.
func cutLength(b []byte) (uint32, []byte, error) {
	if len(b) == 0 {
		return 0, nil, ErrLength
	}
	if b[0] < 0x80 {
		return uint32(b[0]), b[1:], nil
	}
	n := int(b[0] & 0x7F)
	if n < 1 || n > 4 || n > len(b)-1 {
		return 0, nil, ErrLength
	}
	var v uint32
	for _, c := range b[1 : 1+n] {
		v = v<<8 | uint32(c)
	}
	return v, b[1+n:], nil
}

// Get returns the value of a top-level tag; of a tag sent twice, the last.
func (l List) Get(t Tag) ([]byte, bool) {
	for i := len(l) - 1; i >= 0; i-- {
		if l[i].Tag == t {
			return l[i].Value, true
		}
	}
	return nil, false
}

// Duplicate returns the first top-level tag that comes twice, or 0.
func (l List) Duplicate() Tag {
	for i, e := range l {
		for _, before := range l[:i] {
			if before.Tag == e.Tag {
				return e.Tag
			}
		}
	}
	return 0
}

// Append appends tag, length and value to dst.
func Append(dst []byte, t Tag, value []byte) []byte {
	for shift := 24; shift > 0; shift -= 8 {
		if t>>shift != 0 {
			dst = append(dst, byte(t>>shift))
		}
	}
	dst = append(dst, byte(t))
	switch n := len(value); {
	case n < 0x80:
		dst = append(dst, byte(n))
	case n <= 0xFF:
		dst = append(dst, 0x81, byte(n))
	case n <= 0xFFFF:
		dst = append(dst, 0x82, byte(n>>8), byte(n))
	default:
		dst = append(dst, 0x84, byte(n>>24), byte(n>>16), byte(n>>8), byte(n))
	}
	return append(dst, value...)
}

// Format returns the bytes of the list; a constructed element is made from its
// children when it has any.
func (l List) Format() []byte {
	var out []byte
	for _, e := range l {
		value := e.Value
		if len(e.Children) > 0 {
			value = e.Children.Format()
		}
		out = Append(out, e.Tag, value)
	}
	return out
}
