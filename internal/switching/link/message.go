package link

import (
	"bytes"
	"context"
	"errors"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"

	"tillway/internal/keys"
	"tillway/internal/kit/clock"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/store"
	"tillway/internal/kit/vault"
	"tillway/internal/payment"
	"tillway/internal/wire/iso8583"
)

var (
	tpdu   = iso8583.TPDU{0x60, 0x00, 0x01, 0x00, 0x00}
	header = iso8583.Header{0x60, 0x31, 0x00, 0x00, 0x00, 0x00}
)

const sentAt = "0102150405" // F7

// management builds a message that moves nothing: sign-on, echo.
func (l *Line) management(mti iso8583.MTI, netCode string) ([]byte, error) {
	now := l.DB.Clock().Now().In(clock.Shanghai)
	body, err := iso8583.NewBuilder(iso8583.NET, mti).Set(7, now.Format(sentAt)).Set(11, now.Format("150405")).
		Set(32, l.Acquirer).Set(33, l.Acquirer).Set(60, "00000001"+netCode).Pack(nil)
	if err != nil {
		return nil, err
	}
	return iso8583.PackFrame(nil, tpdu, header, body)
}

// form is a payment kind's row of the transaction matrix (dialect book §1.6).
type form struct {
	mti          iso8583.MTI
	f3, f25, f60 string
}

var forms = map[payment.Kind]form{
	payment.Sale:           {0x0200, "000000", "00", "22"},
	payment.Void:           {0x0200, "200000", "00", "23"},
	payment.Refund:         {0x0220, "200000", "00", "25"},
	payment.Preauth:        {0x0100, "030000", "06", "10"},
	payment.PreauthVoid:    {0x0100, "200000", "06", "11"},
	payment.Completion:     {0x0200, "000000", "06", "20"},
	payment.CompletionVoid: {0x0200, "200000", "06", "21"},
}

// Authorize sends a payment and waits for the issuer.
func (l *Line) Authorize(ctx context.Context, r payment.NetworkRequest) (payment.NetworkAnswer, error) {
	f, ok := forms[r.Kind]
	if !ok {
		return payment.NetworkAnswer{}, payment.ErrNotSent.New("where", "network")
	}
	zpk, zak, err := l.zone(ctx)
	if err != nil {
		return payment.NetworkAnswer{}, payment.ErrNotSent.Wrap(err, "where", "network")
	}
	at := r.At.In(clock.Shanghai)
	b := iso8583.NewBuilder(iso8583.NET, f.mti).Set(3, f.f3).SetAmount(r.AmountFen).
		Set(7, at.Format(sentAt)).Set(11, r.STAN).Set(12, at.Format("150405")).Set(13, at.Format("0102")).
		Set(18, r.MCC).Set(22, r.EntryMode).Set(25, f.f25).Set(32, l.Acquirer).Set(33, l.Acquirer).
		Set(37, r.RRN).Set(41, r.TID).Set(42, r.MID).Set(49, "156").
		Set(60, f.f60+r.Batch+"000").Set(61, r.Batch+r.Trace+at.Format("0102"))
	setName(b, r.MerchantName)
	if o := r.Original; o != nil {
		b.SetBytes(62, []byte("O"+o.RRN+o.STAN))
		setText(b, 38, o.AuthCode)
	}
	switch err := l.card(ctx, b, r.Card, zpk); {
	case errs.Is(err, vault.ErrPINBlock): // the module's own no, before anything is sent
		return payment.NetworkAnswer{Code: vault.CodePIN}, nil
	case err != nil:
		return payment.NetworkAnswer{}, payment.ErrNotSent.Wrap(err, "where", "network")
	}
	frame, err := l.sign(ctx, b, zak)
	if err != nil {
		return payment.NetworkAnswer{}, payment.ErrNotSent.Wrap(err, "where", "network")
	}
	body, err := l.send(ctx, key{f.mti.Reply(), at.Format(sentAt), r.STAN}, &waiter{payment: r.PaymentID}, frame)
	if err != nil {
		return payment.NetworkAnswer{}, err
	}
	return l.read1(ctx, body, zak)
}

// card sets what the card gave; the PIN block is translated in the module.
func (l *Line) card(ctx context.Context, b *iso8583.Builder, c payment.CardData, zpk []byte) error {
	pan := c.PAN.Reveal()
	setText(b, 2, pan)
	setText(b, 14, c.Expiry.Reveal())
	setText(b, 23, c.SeqNo)
	setText(b, 35, c.Track2.Reveal())
	if len(c.ICC) > 0 {
		b.SetBytes(55, c.ICC)
	}
	if c.PIN == nil {
		return nil
	}
	block, err := l.Vault.TranslatePIN(ctx, c.PIN.Key, zpk, pan, c.PIN.Block)
	if err != nil {
		return err
	}
	b.Set(26, "12").SetBytes(52, block).Set(53, "2600000000000000")
	return nil
}

// Reverse asks the issuer to take a payment back.
func (l *Line) Reverse(ctx context.Context, r payment.NetworkReversal) (payment.NetworkAnswer, error) {
	f, ok := forms[r.Original.Kind]
	if !ok {
		return payment.NetworkAnswer{}, payment.ErrNotSent.New("where", "network")
	}
	_, zak, err := l.zone(ctx)
	if err != nil {
		return payment.NetworkAnswer{}, payment.ErrNotSent.Wrap(err, "where", "network")
	}
	at, first := r.At.In(clock.Shanghai), r.Original.At.In(clock.Shanghai)
	b := iso8583.NewBuilder(iso8583.NET, 0x0400).Set(3, f.f3).SetAmount(r.AmountFen).
		Set(7, at.Format(sentAt)).Set(11, r.STAN).Set(12, at.Format("150405")).Set(13, at.Format("0102")).
		Set(18, r.MCC).Set(22, r.EntryMode).Set(25, f.f25).Set(32, l.Acquirer).Set(33, l.Acquirer).
		Set(37, r.Original.RRN).Set(39, r.Cause).Set(41, r.TID).Set(42, r.MID).Set(49, "156").
		Set(60, f.f60+r.Batch+"000").Set(61, r.Batch+r.Trace+first.Format("0102")).
		SetBytes(62, []byte("O"+r.Original.RRN+r.Original.STAN))
	setName(b, r.MerchantName)
	setText(b, 2, r.PAN.Reveal())
	frame, err := l.sign(ctx, b, zak)
	if err != nil {
		return payment.NetworkAnswer{}, payment.ErrNotSent.Wrap(err, "where", "network")
	}
	body, err := l.send(ctx, key{0x0410, at.Format(sentAt), r.STAN}, &waiter{payment: r.PaymentID, reverse: true}, frame)
	if err != nil {
		return payment.NetworkAnswer{}, err
	}
	return l.read1(ctx, body, zak)
}

func (l *Line) zone(ctx context.Context) (zpk, zak []byte, err error) {
	err = l.DB.Read(ctx, func(q store.Q) error {
		p, a, err := keys.Zone(q, l.Institution, keys.LinkNetwork)
		zpk, zak = p.Block, a.Block
		return err
	})
	return zpk, zak, err
}

func (l *Line) sign(ctx context.Context, b *iso8583.Builder, zak []byte) ([]byte, error) {
	body, err := b.SetMAC().Pack(nil)
	if err != nil {
		return nil, err
	}
	mac, err := l.Vault.MakeMAC(ctx, zak, iso8583.MAB(body))
	if err != nil {
		return nil, err
	}
	iso8583.PutMAC(body, mac)
	return iso8583.PackFrame(nil, tpdu, header, body)
}

var errMAC = errors.New("the network's answer has a wrong MAC")

// read1 reads an answer. One whose MAC is wrong is silence: anybody could have
// sent it.
func (l *Line) read1(ctx context.Context, body, zak []byte) (a payment.NetworkAnswer, err error) {
	var m iso8583.Message
	if err := iso8583.Parse(iso8583.NET, body, &m); err != nil {
		return a, err
	}
	if !m.Has(64) {
		return a, errMAC
	}
	ok, err := l.Vault.VerifyMAC(ctx, zak, m.MAB(), m.Raw(64))
	if err != nil {
		return a, err
	}
	if !ok {
		return a, errMAC
	}
	a = payment.NetworkAnswer{Code: m.Text(39), AuthCode: strings.TrimSpace(m.Text(38)), ChannelDate: m.Digits(15),
		ICC: append([]byte(nil), m.Raw(55)...)}
	if m.Has(44) {
		a.Issuer = strings.TrimSpace(m.Text(44)[:min(11, len(m.Text(44)))])
	}
	if m.Has(4) {
		a.ApprovedFen, err = m.Amount()
	}
	return a, err
}

// tellLate hands an answer that came after its deadline to payment, which
// records it and reverses all the same (R3).
func (l *Line) tellLate(ctx context.Context, w *waiter, body []byte) {
	_, zak, err := l.zone(ctx)
	if err != nil {
		return
	}
	a, err := l.read1(ctx, body, zak)
	if err != nil || w.reverse || l.Late == nil {
		return
	}
	if err := l.Late.Late(ctx, payment.NetworkLate{Institution: l.Institution, PaymentID: w.payment, Answer: a}); err != nil {
		l.Log.Error("late answer not recorded", "payment", w.payment, "err", err)
	}
}

func setText(b *iso8583.Builder, f int, v string) {
	if v != "" {
		b.Set(f, v)
	}
}

// setName puts the merchant's name as the binding has it (F43): issuers show it
// to the cardholder, so it is never the request's (反电诈法第19条).
func setName(b *iso8583.Builder, name string) {
	gbk, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(name))
	if err != nil {
		gbk = []byte(strings.Map(func(r rune) rune {
			if r < 0x80 {
				return r
			}
			return '?'
		}, name))
	}
	b.SetBytes(43, append(gbk, bytes.Repeat([]byte(" "), 40)...)[:40])
}
