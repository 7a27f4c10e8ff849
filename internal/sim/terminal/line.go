package terminal

import (
	"context"
	"errors"
	"net"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/wire/cardcrypto"
	"tillway/internal/wire/iso8583"
)

// Errors of an exchange, from harmless to not.
var (
	errNoLine   = errors.New("terminal: the host cannot be reached")
	errSilence  = errors.New("terminal: no answer that belongs to the request")
	errWrongMAC = errors.New("terminal: the answer's MAC is wrong")
)

var (
	tpdu   = iso8583.TPDU{0x60, 0x00, 0x03, 0x00, 0x00}
	header = iso8583.Header{0x60, 0x31, 0x00, 0x31, 0x12, 0x00} // mag-stripe and chip pay, normal state
)

// answer is the host's message with the header's demand.
type answer struct {
	iso8583.Message
	demand iso8583.Requirement
	macOK  bool // it had a MAC and that was right
}

// dial opens a connection for one exchange, as terminals do.
func (e *Engine) dial(ctx context.Context) (net.Conn, error) {
	d := net.Dialer{Timeout: e.conf.DialTimeout}
	conn, err := d.DialContext(ctx, "tcp", e.state.Host)
	if err != nil {
		return nil, errNoLine
	}
	return conn, nil
}

// exchange sends a packed message and waits for its answer.
func (e *Engine) exchange(ctx context.Context, conn net.Conn, body []byte, f Fault) (*answer, error) {
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()
	frame, err := iso8583.PackFrame(nil, tpdu, header, body)
	if err != nil {
		return nil, err
	}
	_ = conn.SetDeadline(clock.Now().Add(e.conf.AnswerTimeout))
	e.wire.note("out", frame, e.state.TAK)
	if _, err := conn.Write(frame); err != nil || f == DropLine {
		return nil, errSilence
	}
	var sent iso8583.Message
	if err := iso8583.Parse(iso8583.CUP3DES, body, &sent); err != nil {
		return nil, err
	}
	for {
		a, err := e.receive(conn)
		if err != nil {
			return nil, errSilence
		}
		if f == LoseAnswer && a.answers(&sent) {
			return nil, errSilence
		}
		if a.answers(&sent) {
			return e.checked(a)
		}
	}
}

func (e *Engine) receive(conn net.Conn) (*answer, error) {
	frame, err := iso8583.ReadFrame(conn, nil, 0)
	if err != nil {
		return nil, err
	}
	e.wire.note("in", frame, e.state.TAK)
	_, h, body, err := iso8583.SplitFrame(frame)
	if err != nil {
		return nil, err
	}
	a := &answer{demand: h.Requirement()}
	return a, iso8583.Parse(iso8583.CUP3DES, body, &a.Message)
}

// answers tells whether a belongs to a request: type, trace, terminal, merchant.
func (a *answer) answers(sent *iso8583.Message) bool {
	return a.MTI() == sent.MTI().Reply() && a.Digits(11) == sent.Digits(11) && a.Text(41) == sent.Text(41) && a.Text(42) == sent.Text(42)
}

// checked verifies the MAC where there is one; an approval of a payment must
// have one (iso8583-unionpay §1.6).
func (e *Engine) checked(a *answer) (*answer, error) {
	if a.Has(64) {
		ok, err := cardcrypto.VerifyCUPMAC(e.state.TAK, a.MAB(), a.Raw(64))
		if err != nil || !ok {
			return a, errWrongMAC
		}
		a.macOK = true
	}
	financial := a.MTI() == 0x0210 || a.MTI() == 0x0110 || a.MTI() == 0x0230
	if financial && iso8583.Response(a.Text(39)).Approved() && !a.macOK {
		return a, errWrongMAC
	}
	return a, nil
}

// seal packs a message under the MAC key.
func (e *Engine) seal(b *iso8583.Builder, f Fault) ([]byte, error) {
	body, err := b.SetMAC().Pack(nil)
	if err != nil {
		return nil, err
	}
	mac, err := cardcrypto.CUPMAC(e.state.TAK, iso8583.MAB(body))
	if err != nil {
		return nil, err
	}
	if f == WrongMAC {
		mac[0] ^= 1
	}
	iso8583.PutMAC(body, mac[:])
	return body, nil
}

// hostTime is the time of an answer: the host sets the terminal's clock. The
// year is the terminal's own.
func (e *Engine) hostTime(a *answer) time.Time {
	now := e.conf.Clock.Now()
	t, err := time.ParseInLocation("20060102150405", now.Format("2006")+a.Digits(13)+a.Digits(12), clock.Shanghai)
	if err != nil {
		return now
	}
	return t
}
