package network

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/sim/cards"
	"tillway/internal/wire/cardcrypto"
	"tillway/internal/wire/iso8583"
)

// Refusals that need no decision of an issuer.
const (
	formatError   = "30"
	notSupported  = "40"
	keyFault      = "A7"
	wrongMAC      = "A0"
	notSignedOn   = "C1"
	currencyCNY   = "156"
	networkCode   = "00010000" // the network's own institution number
	signOnCode    = "001"
	signOffCode   = "002"
	echoCode      = "301"
	retrievalSize = 12
)

var errFormat = errors.New("a field that the issuer needs is missing or wrong")

// readRequest takes a payment or reversal out of a message.
func readRequest(m *iso8583.Message, zpk []byte) (request, error) {
	f60, err := iso8583.ParseF60(m.Digits(60))
	if err != nil {
		return request{}, err
	}
	f61, err := iso8583.ParseF61(m.Digits(61))
	if err != nil {
		return request{}, err
	}
	amount, err := m.Amount()
	if err != nil {
		return request{}, err
	}
	for _, f := range []int{2, 3, 11, 32, 37, 41, 42, 49} {
		if !m.Has(f) && !(f == 2 && m.Has(35)) {
			return request{}, errFormat
		}
	}
	q := request{
		reversal: m.MTI() == 0x0400,
		stan:     m.Digits(11), sentAt: m.Digits(7), rrn: m.Text(37), mid: m.Text(42), mcc: m.Digits(18),
		pan: pan(m), entry: m.Digits(22), amount: amount, chinese: m.Text(49) == currencyCNY,
		partialOK: f60.Partial == "1", authCode: m.Text(38), reason: m.Text(39),
	}
	q.Key = Key{m.Digits(32), m.Text(41), f61.Batch, f61.Trace, routes[route{m.MTI(), m.Digits(3), f60.Type}]}
	if orig := m.Text(62); len(orig) > retrievalSize && orig[0] == 'O' {
		q.origRRN = orig[1 : 1+retrievalSize]
	}
	if m.Has(52) {
		q.pin, err = cardcrypto.DecryptPIN(zpk, [8]byte(m.Raw(52)), q.pan)
		q.badBlock = err != nil
	}
	return q, nil
}

// pan is F2, or what stands in front of the separator of track 2.
func pan(m *iso8583.Message) string {
	if m.Has(2) {
		return m.Digits(2)
	}
	number, _, _ := strings.Cut(m.Digits(35), "D")
	return number
}

// answer begins the reply to m: what comes back as it was sent, the time and
// the code.
func answer(m *iso8583.Message, code string, now time.Time) *iso8583.Builder {
	b := iso8583.NewBuilder(iso8583.NET, m.MTI().Reply()).Copy(m, 2, 3, 4, 7, 11, 18, 25, 32, 37, 41, 42, 49, 60, 61)
	now = now.In(clock.Shanghai)
	return b.Set(12, now.Format("150405")).Set(13, now.Format("0102")).Set(39, code)
}

// decided is the answer to a payment or reversal.
func decided(m *iso8583.Message, e Entry) *iso8583.Builder {
	b := answer(m, e.Code, e.At).Set(15, e.Date[5:7]+e.Date[8:10]).Set(44, parties(e))
	if e.Kind != Reversal && approved(e.Code) {
		b.Set(38, e.AuthCode).SetAmount(e.ApprovedFen)
	}
	return b
}

// sealed packs an answer with its MAC.
func sealed(b *iso8583.Builder, zak []byte) ([]byte, error) {
	body, err := b.SetMAC().Pack(nil)
	if err != nil {
		return nil, err
	}
	mac, err := cardcrypto.CUPMAC(zak, iso8583.MAB(body))
	if err != nil {
		return nil, err
	}
	iso8583.PutMAC(body, mac[:])
	return body, nil
}

// parties is F44: issuer and acquirer, eleven characters each.
func parties(e Entry) string {
	issuer := networkCode
	if c, ok := cards.ByID(e.Card); ok {
		issuer = c.Issuer
	}
	return fmt.Sprintf("%-11s%-11s", issuer, e.Acquirer)
}
