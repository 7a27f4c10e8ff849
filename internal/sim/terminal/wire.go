package terminal

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"time"

	"tillway/internal/sim"
	"tillway/internal/wire/cardcrypto"
	"tillway/internal/wire/iso8583"
)

// Frame is one message on the line as the wire view shows it: card data masked.
type Frame struct {
	At        time.Time       `json:"at"`
	Direction string          `json:"direction"` // out, in
	MAC       string          `json:"mac"`       // good, bad, none
	Hex       string          `json:"hex"`       // hidden bytes as **
	Message   json.RawMessage `json:"message"`
}

// wireView keeps the last frames in memory.
type wireView struct {
	clock  *sim.Clock
	mu     sync.Mutex
	frames []Frame
}

const keepFrames = 100

func (v *wireView) note(direction string, frame, tak []byte) {
	if bytes.HasPrefix(frame, []byte{0x60}) { // read without its length
		frame = append([]byte{byte(len(frame) >> 8), byte(len(frame))}, frame...)
	}
	text := hex.EncodeToString(frame)
	message, _ := iso8583.DescribeLine(iso8583.CUP3DES, text, iso8583.DescribeOptions{JSON: true, Framing: iso8583.Framing{Length: true, TPDU: true, Header: true}})
	f := Frame{At: v.clock.Now(), Direction: direction, MAC: "none", Message: message}
	var m iso8583.Message
	if len(frame) > 13 && iso8583.Parse(iso8583.CUP3DES, frame[13:], &m) == nil {
		f.Hex = maskedHex(frame, &m)
		if m.Has(64) {
			f.MAC = "bad"
			if ok, err := cardcrypto.VerifyCUPMAC(tak, m.MAB(), m.Raw(64)); ok && err == nil {
				f.MAC = "good"
			}
		}
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.frames = append(v.frames, f)
	if len(v.frames) > keepFrames {
		v.frames = slices.Delete(v.frames, 0, len(v.frames)-keepFrames)
	}
}

// hidden are the fields whose bytes the wire view does not show: card number,
// expiry, tracks, PIN block, payment code, keys.
var hidden = []int{2, 14, 35, 36, 52, 59, 62}

func maskedHex(frame []byte, m *iso8583.Message) string {
	text := []byte(strings.ToUpper(hex.EncodeToString(frame)))
	at := len(frame) - len(m.Body()) + 10 // behind message type and bitmap
	for f := range m.Fields {
		row, _ := m.Dialect().Field(f)
		at += int(row.Form) // a byte or two of length
		size := len(m.Raw(f))
		if slices.Contains(hidden, f) {
			copy(text[2*at:], strings.Repeat("*", 2*size))
		}
		at += size
	}
	return string(text)
}

func (v *wireView) all() []Frame {
	v.mu.Lock()
	defer v.mu.Unlock()
	return slices.Clone(v.frames)
}
