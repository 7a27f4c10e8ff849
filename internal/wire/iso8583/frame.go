package iso8583

import (
	"encoding/binary"
	"io"
)

const (
	// MinFrame is TPDU, header, MTI and bitmap.
	MinFrame = tpduLen + headerLen + headLen
	// MaxFrame guards against a length that is not one. The longest field is 999 bytes.
	MaxFrame = 4096

	lenLen    = 2
	tpduLen   = 5
	headerLen = 6
)

// TPDU is the transport address: 60, destination and source NII.
type TPDU [tpduLen]byte

// Swap returns the answer's TPDU: the two addresses change places.
func (t TPDU) Swap() TPDU { return TPDU{t[0], t[3], t[4], t[1], t[2]} }

// Header is the six bytes of application data: class, software version,
// terminal state, processing requirement, acquirer's own. Digit 6 can be B or
// C, so it is hexadecimal.
type Header [headerLen]byte

// Requirement is what the host asks of the terminal in digit 6 of a reply's
// header: the terminal does it after the current transaction.
type Requirement uint8

const (
	NothingAsked     Requirement = 0
	DownloadMag      Requirement = 1
	UploadStatus     Requirement = 2
	SignInAgain      Requirement = 3
	UpdateCAPK       Requirement = 4
	DownloadAID      Requirement = 5
	DownloadTMS      Requirement = 6
	DownloadBlackBIN Requirement = 7
	DownloadRates    Requirement = 8
	DownloadTap      Requirement = 9
	DownloadBINB     Requirement = 0xB
	DownloadBINC     Requirement = 0xC
)

// Requirement returns digit 6.
func (h Header) Requirement() Requirement { return Requirement(h[2] & 15) }

// Reply returns the answer's header: a copy that changes only digit 6.
func (h Header) Reply(r Requirement) Header {
	h[2] = h[2]&0xF0 | byte(r)&15
	return h
}

// SplitFrame cuts a frame, without its length, into TPDU, header and message.
// The message is a slice of frame. The error is a *ParseError on field 0.
func SplitFrame(frame []byte) (TPDU, Header, []byte, error) {
	if len(frame) < MinFrame || len(frame) > MaxFrame {
		return TPDU{}, Header{}, nil, &ParseError{0, FrameSize}
	}
	if frame[0] != 0x60 {
		return TPDU{}, Header{}, nil, &ParseError{0, NoTPDU}
	}
	if c := frame[tpduLen]; c < 0x60 || c > 0x63 {
		return TPDU{}, Header{}, nil, &ParseError{0, BadHeader}
	}
	return TPDU(frame), Header(frame[tpduLen:]), frame[tpduLen+headerLen:], nil
}

// PackFrame appends length, TPDU, header and message to dst.
func PackFrame(dst []byte, t TPDU, h Header, body []byte) ([]byte, error) {
	n := tpduLen + headerLen + len(body)
	if n < MinFrame || n > MaxFrame {
		return dst, &ParseError{0, FrameSize}
	}
	dst = binary.BigEndian.AppendUint16(dst, uint16(n))
	dst = append(append(dst, t[:]...), h[:]...)
	return append(dst, body...), nil
}

// ReadFrame reads one frame and returns it without its length, in buf when it
// is large enough. A length below MinFrame or above max (MaxFrame when 0)
// gives a *ParseError, the end of the stream between frames io.EOF, inside a
// frame io.ErrUnexpectedEOF. After any error the stream is of no more use.
func ReadFrame(r io.Reader, buf []byte, max int) ([]byte, error) {
	if max <= 0 || max > MaxFrame {
		max = MaxFrame
	}
	if cap(buf) < lenLen {
		buf = make([]byte, max)
	}
	head := buf[:lenLen]
	if _, err := io.ReadFull(r, head); err != nil {
		return nil, err
	}
	n := int(binary.BigEndian.Uint16(head))
	if n < MinFrame || n > max {
		return nil, &ParseError{0, FrameSize}
	}
	if cap(buf) < n {
		buf = make([]byte, n)
	}
	buf = buf[:n]
	if _, err := io.ReadFull(r, buf); err != nil {
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return nil, err
	}
	return buf, nil
}
