// Package lane throws at the terminals' port what no terminal of ours would
// send: the right code or a closed connection, an audit line, nothing changed.
package lane

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"tillway/internal/wire/iso8583"
	"tillway/test/product"
)

var (
	tpdu   = iso8583.TPDU{0x60, 0, 3, 0, 0}
	header = iso8583.Header{0x60, 0x31, 0, 0, 0, 0}
)

func TestMain(m *testing.M) { product.Main(m) }

func TestGarbageClosesTheConnectionAndLeavesALine(t *testing.T) {
	p := product.Start(t)
	before := audited(t, p.DB)
	for name, bytes := range map[string][]byte{
		"noise":                  []byte("GET / HTTP/1.1\r\n\r\n"),
		"length of nothing":      {0, 0},
		"length below a message": {0, 20, 1, 2, 3},
		"oversized length":       {0xff, 0xff, 0x60},
		"a reply as a request":   frame(t, message(t, 0x0210)),
		"no TPDU":                append(length(30), make([]byte, 30)...),
		"unreadable without F11": framed(t, "0200"+"4000000000000000"+"99"),
	} {
		t.Run(name, func(t *testing.T) {
			reply, err := exchange(t, p.Terminals, bytes)
			// closed in order, or reset because unread bytes were left: not a wait
			if len(reply) != 0 || err == nil || errors.Is(err, os.ErrDeadlineExceeded) {
				t.Fatalf("answered %x, %v; want a closed connection", reply, err)
			}
		})
	}
	if after := audited(t, p.DB); after != before+7 {
		t.Errorf("%d audit lines before, %d after seven refusals", before, after)
	}
}

func TestMessagesOfNobodyGetTheirCode(t *testing.T) {
	p := product.Start(t)
	for name, c := range map[string]struct {
		body []byte
		code string
	}{
		"a terminal that does not exist": {message(t, 0x0200), "97"},
		"a sign-in of nobody":            {message(t, 0x0800), "97"},
		"a field that cannot be read":    {mustHex(t, "0200"+"0020000000C00010"+"000001"+"3939393939393939"+strings.Repeat("39", 15)+"00AA22000001000"+"0"), "30"},
	} {
		t.Run(name, func(t *testing.T) {
			reply, err := exchange(t, p.Terminals, frame(t, c.body))
			if err != nil && !errors.Is(err, io.EOF) {
				t.Fatal(err)
			}
			if len(reply) < 2 {
				t.Fatalf("no answer")
			}
			_, _, body, err := iso8583.SplitFrame(reply[2:])
			if err != nil {
				t.Fatal(err)
			}
			var m iso8583.Message
			if err := iso8583.Parse(iso8583.CUP3DES, body, &m); err != nil {
				t.Fatal(err)
			}
			if got := m.Text(39); got != c.code {
				t.Errorf("answered %s, want %s", got, c.code)
			}
		})
	}
}

// TestHalfAFrameHoldsNothing sends half a frame and goes; the port serves on.
func TestHalfAFrameHoldsNothing(t *testing.T) {
	p := product.Start(t)
	for range 50 {
		c, err := net.Dial("tcp", p.Terminals)
		if err != nil {
			t.Fatal(err)
		}
		f := frame(t, message(t, 0x0200))
		_, _ = c.Write(f[:len(f)/2])
		_ = c.Close()
	}
	if reply, _ := exchange(t, p.Terminals, frame(t, message(t, 0x0200))); len(reply) == 0 {
		t.Fatal("the port does not answer any more")
	}
}

// message is a well-formed message of a terminal that is nobody's.
func message(t *testing.T, mti iso8583.MTI) []byte {
	t.Helper()
	body, err := iso8583.NewBuilder(iso8583.CUP3DES, mti).Set(3, "000000").SetAmount(100).Set(11, "000001").Set(22, "022").Set(25, "00").
		Set(41, "99999999").Set(42, "999999999999999").Set(49, "156").Set(60, "22000001000").Pack(nil)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func frame(t *testing.T, body []byte) []byte {
	t.Helper()
	f, err := iso8583.PackFrame(nil, tpdu, header, body)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func framed(t *testing.T, body string) []byte { return frame(t, mustHex(t, body)) }

func mustHex(t *testing.T, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func length(n uint16) []byte { return binary.BigEndian.AppendUint16(nil, n) }

// exchange sends bytes and reads until the other side closes or has answered.
func exchange(t *testing.T, addr string, b []byte) ([]byte, error) {
	t.Helper()
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := c.Write(b); err != nil {
		t.Fatal(err)
	}
	_ = c.SetReadDeadline(time.Now().Add(20 * time.Second))
	buf := make([]byte, 4096)
	n, err := c.Read(buf)
	return buf[:n], err
}
