package terminal

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"

	"tillway/internal/kit/rnd"
	"tillway/internal/sim/cards"
	"tillway/internal/wire/cardcrypto"
	"tillway/internal/wire/iso8583"
	"tillway/internal/wire/tlv"
)

// Order is what the cashier asks for.
type Order struct {
	Kind      Kind
	AmountFen int64
	Card      string // short name or number of a test card
	Entry     string // insert (the default) or tap
	PIN       string
	Code      string // payment code of a wallet, instead of a card
	Trace     string // of the slip to void
	RRN       string // of the payment to refund
	Date      string // MMDD of the original
	AuthCode  string // of the pre-authorisation
}

// form is a kind's row of the transaction matrix (iso8583-unionpay §1.6).
type form struct {
	mti             iso8583.MTI
	proc, cond, typ string
	zh, en          string
	reversible      bool
	chip            bool // carries F55 when the chip was read
}

var forms = map[Kind]form{
	Sale:           {0x0200, "000000", "00", "22", "消费", "SALE", true, true},
	Void:           {0x0200, "200000", "00", "23", "消费撤销", "VOID", true, false},
	Refund:         {0x0220, "200000", "00", "25", "退货", "REFUND", false, false},
	Preauth:        {0x0100, "030000", "06", "10", "预授权", "PRE-AUTH", true, true},
	PreauthVoid:    {0x0100, "200000", "06", "11", "预授权撤销", "PRE-AUTH VOID", true, false},
	Completion:     {0x0200, "000000", "06", "20", "预授权完成", "COMPLETION", true, false},
	CompletionVoid: {0x0200, "200000", "06", "21", "完成撤销", "COMPLETION VOID", true, false},
}

const (
	currency = "156"
	cardSeq  = "001"
	qrEntry  = "032"
)

// entryMode is F22 (iso8583-unionpay §1.5).
func entryMode(o Order) string {
	mode := "05"
	switch {
	case o.Code != "":
		return qrEntry
	case o.Entry == "tap":
		mode = "07"
	}
	if o.PIN != "" {
		return mode + "1"
	}
	return mode + "2"
}

// remember makes the durable form of an order under the next trace number.
func (e *Engine) remember(o Order) pending {
	p := pending{
		Kind: o.Kind, Batch: e.state.batch(), Trace: e.state.nextTrace(), AmountFen: o.AmountFen, Entry: entryMode(o),
		QR: o.Code != "", Reason: "06",
	}
	if c, ok := cards.ByRef(o.Card); ok {
		p.Card = c.Ref()
	}
	switch o.Kind {
	case Void, CompletionVoid:
		r := e.state.find(o.Trace)
		p.RRN, p.AuthCode, p.F61, p.OrigTrace = r.RRN, r.AuthCode, r.Batch+r.Trace, r.Trace
		if p.QR = r.QR != ""; p.QR {
			p.Entry = qrEntry
		}
		if o.Kind == CompletionVoid {
			p.F61 += mmdd(r.At)
		}
	case Refund:
		p.RRN, p.F61 = o.RRN, "000000000000"+o.Date
		if p.QR = o.Card == ""; p.QR {
			p.Entry = qrEntry
		}
	case PreauthVoid, Completion:
		p.AuthCode, p.F61 = o.AuthCode, "000000000000"+o.Date
	}
	return p
}

// mmdd takes month and day out of a row's time.
func mmdd(at string) string {
	if len(at) < len("2006-01-02") {
		return "0000"
	}
	return at[5:7] + at[8:10]
}

// request begins the message of a payment with what survives a power cut.
func (e *Engine) request(p pending, f Fault) *iso8583.Builder {
	form := forms[p.Kind]
	b := iso8583.NewBuilder(iso8583.CUP3DES, form.mti).Set(3, form.proc).SetAmount(p.AmountFen).Set(11, p.Trace).
		Set(22, p.Entry).Set(25, form.cond).Set(41, e.state.TID).Set(42, e.state.MID).Set(49, currency).
		Set(60, form.typ+wrongIf(f == WrongBatch, p.Batch)+"000"+"6"+"0"+"1")
	set(b, 2, pan(p.Card))
	set(b, 37, p.RRN)
	set(b, 38, p.AuthCode)
	set(b, 61, p.F61)
	if p.Card != "" {
		b.Set(23, cardSeq)
	}
	if p.Kind == Refund {
		b.Set(63, "000")
	}
	return b
}

// wrongIf turns a batch number into another one.
func wrongIf(wrong bool, batch string) string {
	if !wrong {
		return batch
	}
	return string('0'+('9'-batch[0])) + batch[1:]
}

func set(b *iso8583.Builder, f int, v string) {
	if v != "" {
		b.Set(f, v)
	}
}

// compose adds what is sent once and never kept: PIN block, expiry, chip data,
// payment code. It also gives p the tags that its reversal carries.
func (e *Engine) compose(o Order, p *pending, f Fault) ([]byte, error) {
	b := e.request(*p, f)
	factor := ""
	if o.Code != "" {
		factor = o.Code
	}
	if c, ok := cards.ByRef(o.Card); ok {
		factor = c.PAN
		b.Set(14, c.Expiry)
		if err := e.addPIN(b, o.PIN, c.PAN); err != nil {
			return nil, err
		}
		if forms[o.Kind].chip {
			icc := e.chipData(p)
			b.SetBytes(55, icc)
			p.ICC = only(icc, tlv.TVR, tlv.DeviceSerial, tlv.IssuerAppData, tlv.TxnCounter)
		}
	}
	private, err := e.private(o.Code, factor)
	if err != nil {
		return nil, err
	}
	b.SetBytes(59, private)
	return e.seal(b, f)
}

func (e *Engine) addPIN(b *iso8583.Builder, pin, pan string) error {
	if pin == "" {
		return nil
	}
	block, err := cardcrypto.EncryptPIN(e.state.TPK, []byte(pin), pan)
	if err != nil {
		return err
	}
	b.Set(26, "12").SetBytes(52, block[:]).Set(53, "2600000000000000") // format 0 with PAN, 3DES
	return nil
}

// private is F59: the payment code, and what device this is (银发〔2021〕259号).
func (e *Engine) private(code, factor string) ([]byte, error) {
	info, err := iso8583.TerminalInfo{
		DeviceType: "04", TUSN: e.state.TUSN, Factor: factor[max(0, len(factor)-6):], AppVersion: appVersion,
	}.Format()
	if err != nil {
		return nil, err
	}
	out := iso8583.Privates{{Tag: iso8583.TagTerminal, Value: info}}
	if code != "" {
		out = append(out, iso8583.Private{Tag: iso8583.TagQRCode, Value: []byte(code)})
	}
	return out.Format()
}

const appVersion = "TW010000"

// chipData is F55 of a card that computed a cryptogram: well-formed, with
// random cryptogram and counter, since test cards have no keys.
func (e *Engine) chipData(p *pending) []byte {
	var amount [6]byte
	_, _ = hex.Decode(amount[:], fmt.Appendf(nil, "%012d", p.AmountFen))
	date, _ := hex.DecodeString(e.conf.Clock.Now().Format("060102"))
	txnType := byte(0x00)
	if p.Kind == Preauth {
		txnType = 0x03
	}
	var out []byte
	for _, t := range []struct {
		tag   tlv.Tag
		value []byte
	}{
		{tlv.Cryptogram, rnd.Bytes(8)},
		{tlv.CryptogramInfo, []byte{0x80}}, // ARQC
		{tlv.IssuerAppData, []byte{0x07, 0x01, 0x01, 0x03, 0xA0, 0xA0, 0x02, 0x01, 0x0A, 0x01, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}},
		{tlv.Unpredictable, rnd.Bytes(4)},
		{tlv.TxnCounter, binary.BigEndian.AppendUint16(nil, uint16(rnd.Int(1<<16)))},
		{tlv.TVR, []byte{0x08, 0x00, 0x04, 0x60, 0x00}},
		{tlv.TxnDate, date},
		{tlv.TxnType, []byte{txnType}},
		{tlv.AmountAuth, amount[:]},
		{tlv.TxnCurrency, []byte{0x01, 0x56}},
		{tlv.AIP, []byte{0x7C, 0x00}},
		{tlv.TerminalCountry, []byte{0x01, 0x56}},
		{tlv.AmountOther, make([]byte, 6)},
		{tlv.TerminalCaps, []byte{0xE0, 0xF1, 0xC8}},
		{tlv.CVMResults, []byte{0x42, 0x03, 0x00}},
		{tlv.TerminalType, []byte{0x22}},
		{tlv.DeviceSerial, []byte(lastEight(e.state.TUSN))},
		{tlv.DedicatedFile, aid},
		{tlv.AppVersion, []byte{0x00, 0x30}},
		{tlv.SequenceNumber, traceBCD(p.Trace)},
	} {
		out = tlv.Append(out, t.tag, t.value)
	}
	return out
}

// aid is UnionPay debit and credit's, by which the slip names the application.
var aid = []byte{0xA0, 0x00, 0x00, 0x03, 0x33, 0x01, 0x01, 0x02}

func lastEight(s string) string {
	s = strings.Repeat("0", 8) + s
	return s[len(s)-8:]
}

func traceBCD(trace string) []byte {
	b, _ := hex.DecodeString("00" + trace) // six digits, made by nextTrace
	return b
}

// only keeps some tags of a list.
func only(icc []byte, tags ...tlv.Tag) []byte {
	list, err := tlv.Parse(icc)
	if err != nil {
		return nil
	}
	var out []byte
	for _, t := range tags {
		if v, ok := list.Get(t); ok {
			out = tlv.Append(out, t, v)
		}
	}
	return out
}

// reversal is the message that takes a payment back: the request without PIN,
// track and expiry, with a reason (iso8583-unionpay §1.11).
func (e *Engine) reversal(p pending) ([]byte, error) {
	form := forms[p.Kind]
	b := iso8583.NewBuilder(iso8583.CUP3DES, 0x0400).Set(3, form.proc).SetAmount(p.AmountFen).Set(11, p.Trace).
		Set(22, p.Entry).Set(25, form.cond).Set(39, p.Reason).Set(41, e.state.TID).Set(42, e.state.MID).Set(49, currency).
		Set(60, form.typ+p.Batch+"000"+"6"+"0"+"1")
	set(b, 2, pan(p.Card))
	set(b, 38, p.AuthCode)
	set(b, 61, p.F61)
	if p.Card != "" {
		b.Set(23, cardSeq)
	}
	if len(p.ICC) > 0 {
		b.SetBytes(55, p.ICC)
	}
	return e.seal(b, NoFault)
}
