// Package id makes identifiers that say what they name and sort by the time
// they were made: a prefix, an underscore and 26 base-32 digits, the first ten
// of which are the millisecond (the layout of a ULID, lower case).
package id

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"sync"
	"time"

	"tillway/internal/kit/rnd"
)

// Kind is a marker type that names a sort of thing by its prefix.
type Kind interface{ Prefix() string }

// Of is the identifier of a K. Two sorts of identifier do not mix.
type Of[K Kind] string

type institutionKind struct{}

func (institutionKind) Prefix() string { return "ins" }

// Institution identifies the bank or licensed payment institution whose books
// a row belongs to. It is the first part of every key (DESIGN §4).
type Institution = Of[institutionKind]

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz"

// New makes an identifier for a K created at the given time.
func New[K Kind](at time.Time) Of[K] {
	var k K
	return Of[K](k.Prefix() + "_" + encode(next(at.UnixMilli())))
}

var last struct {
	sync.Mutex
	raw [16]byte
}

// next makes 48 bits of millisecond and 80 random ones. Within a millisecond
// the random part counts up, so that what one process made in turn sorts so.
func next(milli int64) (raw [16]byte) {
	last.Lock()
	defer last.Unlock()
	binary.BigEndian.PutUint64(raw[:8], uint64(milli)<<16)
	if bytes.Equal(raw[:6], last.raw[:6]) {
		raw = last.raw
		for i := 15; i >= 6; i-- {
			if raw[i]++; raw[i] != 0 {
				break
			}
		}
	} else {
		copy(raw[6:], rnd.Bytes(10))
		raw[6] &= 0x7f // room to count up
	}
	last.raw = raw
	return raw
}

// encode writes 128 bits as 26 digits of 5 bits, most significant first.
func encode(raw [16]byte) string {
	hi, lo := binary.BigEndian.Uint64(raw[:8]), binary.BigEndian.Uint64(raw[8:])
	var out [26]byte
	for i := 25; i >= 0; i-- {
		out[i] = alphabet[lo&31]
		lo = lo>>5 | hi<<59
		hi >>= 5
	}
	return string(out[:])
}

// Parse checks that s is an identifier of a K as written by New, or a short
// fixed one of the same prefix ("ins_999").
func Parse[K Kind](s string) (Of[K], error) {
	var k K
	rest, ok := strings.CutPrefix(s, k.Prefix()+"_")
	if !ok || rest == "" || len(rest) > 26 || strings.Trim(rest, alphabet) != "" {
		return "", fmt.Errorf("not an identifier of the form %s_…", k.Prefix())
	}
	return Of[K](s), nil
}

// String returns the identifier as text.
func (o Of[K]) String() string { return string(o) }
