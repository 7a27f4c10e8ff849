package vault

import (
	"encoding/binary"
	"errors"
	"io"
)

// The wire between callers and module: frames of
//
//	length 4 | id 8 | count 2 | items
//	item: name length 1 | name | parts 1 | (length 4 | bytes) each
//
// A request's item is a verb with its arguments, an answer's item a code
// (empty when well) with its results, in the same order and under the same id.
// Answers come in any order of ids.

// Verbs on the wire.
const (
	VerbGenerate     = "key.generate"
	VerbTerminalKeys = "key.terminal"
	VerbExport       = "key.export"
	VerbImport       = "key.import"
	VerbInspect      = "key.inspect"
	VerbMakeMAC      = "mac.make"
	VerbVerifyMAC    = "mac.verify"
	VerbTranslatePIN = "pin.translate"
	VerbSeal         = "data.seal"
	VerbOpen         = "data.open"
	VerbBlindIndex   = "data.index"
	VerbSign         = "sign.digest"
	VerbCertificate  = "sign.certificate"
	VerbStatus       = "status"
)

// Item is a verb or an answer. Its parts are slices of the frame it came in.
type Item struct {
	Name  string
	Parts [][]byte
}

const (
	frameHead = 4 + 8
	// MaxFrame bounds a frame without its length.
	MaxFrame = MaxSeal + 1<<20
	maxItems = 1024
)

// ErrProto is a frame that does not follow the form.
var ErrProto = errors.New("vault: malformed frame")

// AppendFrame appends a frame to dst.
func AppendFrame(dst []byte, frameID uint64, items []Item) ([]byte, error) {
	start := len(dst)
	dst = append(dst, 0, 0, 0, 0)
	dst = binary.BigEndian.AppendUint64(dst, frameID)
	dst = binary.BigEndian.AppendUint16(dst, uint16(len(items)))
	for _, it := range items {
		if len(it.Name) > 255 || len(it.Parts) > 255 {
			return dst[:start], ErrProto
		}
		dst = append(append(dst, byte(len(it.Name))), it.Name...)
		dst = append(dst, byte(len(it.Parts)))
		for _, p := range it.Parts {
			dst = append(binary.BigEndian.AppendUint32(dst, uint32(len(p))), p...)
		}
	}
	n := len(dst) - start - 4
	if n > MaxFrame || len(items) > maxItems {
		return dst[:start], ErrProto
	}
	binary.BigEndian.PutUint32(dst[start:], uint32(n))
	return dst, nil
}

// ReadFrame reads one frame into fresh memory.
func ReadFrame(r io.Reader) (frameID uint64, items []Item, err error) {
	var head [frameHead]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, nil, err
	}
	n := binary.BigEndian.Uint32(head[:])
	if n < 10 || n > MaxFrame {
		return 0, nil, ErrProto
	}
	body := make([]byte, n-8)
	if _, err := io.ReadFull(r, body); err != nil {
		return 0, nil, err
	}
	items, err = parseItems(body)
	return binary.BigEndian.Uint64(head[4:]), items, err
}

func parseItems(b []byte) ([]Item, error) {
	count := int(binary.BigEndian.Uint16(b))
	b = b[2:]
	if count > maxItems || count > len(b)/2 {
		return nil, ErrProto
	}
	items := make([]Item, count)
	for i := range items {
		name, rest, ok := cut(b, 1)
		if !ok || len(rest) == 0 {
			return nil, ErrProto
		}
		parts := make([][]byte, rest[0])
		rest = rest[1:]
		for j := range parts {
			if parts[j], rest, ok = cut(rest, 4); !ok {
				return nil, ErrProto
			}
		}
		items[i], b = Item{string(name), parts}, rest
	}
	if len(b) != 0 {
		return nil, ErrProto
	}
	return items, nil
}

// cut takes a value with a length of one or four bytes off b.
func cut(b []byte, lenBytes int) (value, rest []byte, ok bool) {
	if len(b) < lenBytes {
		return nil, nil, false
	}
	n := uint64(b[0])
	if lenBytes == 4 {
		n = uint64(binary.BigEndian.Uint32(b))
	}
	b = b[lenBytes:]
	if n > uint64(len(b)) {
		return nil, nil, false
	}
	return b[:n:n], b[n:], true
}
