package lane

import (
	"context"
	"strconv"
	"strings"

	"tillway/internal/keys"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/secret"
	"tillway/internal/kit/store"
	"tillway/internal/payment"
	"tillway/internal/wire/iso8583"
)

// financial serves everything under a MAC: payments, refunds and reversals.
func (x *exchange) financial(ctx context.Context) []byte {
	if code := x.prove(ctx); code != "" {
		x.lane.note(ctx, "switching.bad_mac", "terminal", x.term.ID.String(), map[string]string{"code": code, "mti": x.in.MTI().String()})
		return x.refuse(ctx, code)
	}
	kind, known := x.kind()
	if !known {
		return x.refuse(ctx, "40")
	}
	if x.in.MTI() == 0x0400 {
		return x.reverse(ctx, kind)
	}
	req, code := x.request(kind)
	if code != "" {
		return x.refuse(ctx, code)
	}
	a, err := x.lane.Payments.Authorize(ctx, req)
	if err != nil {
		x.lane.Log.Error("payment failed", "terminal", x.term.ID, "trace", req.Trace, "err", err)
		return x.refuse(ctx, outcomeOf(err))
	}
	if a.Code == "77" {
		x.lane.note(ctx, "switching.refused", "terminal", x.term.ID.String(), map[string]string{"code": a.Code, "batch": req.Batch})
	}
	return x.tell(ctx, a)
}

// outcomeOf is F39 of a payment that got no answer from us. Only one that surely
// did not happen is declined; of any other the terminal learns that nobody
// knows, and reverses (98).
func outcomeOf(err error) string {
	if errs.Is(err, payment.ErrNotTaken) {
		return "96"
	}
	return "98"
}

// prove checks F64 under the terminal's work keys: current ones, those just
// sent (a good MAC makes them current), and for a minute the ones before.
func (x *exchange) prove(ctx context.Context) (code string) {
	var ring keys.Ring
	err := x.lane.DB.Read(ctx, func(q store.Q) (err error) {
		ring, err = keys.Work(q, x.lane.Institution, x.term.ID.String(), x.lane.DB.Clock().Now())
		return err
	})
	if err != nil {
		return codeOf(err)
	}
	if ring.Empty() {
		return "77"
	}
	if !x.in.Has(64) {
		return "A0"
	}
	for _, p := range []keys.Pair{ring.Current, ring.Pending, ring.Previous} {
		if len(p.MAC.Block) == 0 {
			continue
		}
		ok, err := x.lane.Vault.VerifyMAC(ctx, p.MAC.Block, x.in.MAB(), x.in.Raw(64))
		if err != nil {
			return codeOf(err)
		}
		if !ok {
			continue
		}
		x.macKey, x.pinKey = p.MAC.Block, p.PIN.Block
		if p.MAC.ID == ring.Pending.MAC.ID {
			err = x.lane.DB.Write(ctx, func(tx *store.Tx) error { return keys.PromoteTx(tx, x.lane.actor(), x.term.ID.String()) })
			if err != nil {
				return codeOf(err)
			}
		}
		return ""
	}
	return "A0"
}

// kinds is the transaction matrix (dialect book §1.6) by message class, the
// first two digits of F3, F25 and 60.1. A reversal carries its original's.
var kinds = map[string]payment.Kind{
	"0200 00 00 22": payment.Sale,
	"0200 20 00 23": payment.Void,
	"0220 20 00 25": payment.Refund,
	"0100 03 06 10": payment.Preauth,
	"0100 20 06 11": payment.PreauthVoid,
	"0200 00 06 20": payment.Completion,
	"0200 20 06 21": payment.CompletionVoid,
}

func (x *exchange) kind() (payment.Kind, bool) {
	f3 := x.in.Digits(3)
	if len(f3) != 6 {
		return "", false
	}
	rest := " " + f3[:2] + " " + x.in.Digits(25) + " " + x.f60.Type
	if x.in.MTI() != 0x0400 {
		k, ok := kinds[x.in.MTI().String()+rest]
		return k, ok
	}
	for _, class := range []string{"0200", "0100"} {
		if k, ok := kinds[class+rest]; ok {
			return k, true
		}
	}
	return "", false
}

// request turns the fields into a payment's words. F39 is not empty when they
// do not make sense.
func (x *exchange) request(kind payment.Kind) (r payment.Request, code string) {
	amount, err := x.in.Amount()
	if err != nil || amount <= 0 {
		return r, "13"
	}
	if x.in.Text(49) != "156" {
		return r, "30"
	}
	r = payment.Request{Institution: x.lane.Institution, Kind: kind, Channel: payment.Card, Terminal: x.term, Batch: x.f60.Batch, Trace: x.in.Digits(11),
		AmountFen: amount, Currency: "CNY", EntryMode: x.in.Digits(22), AcceptsPartial: x.f60.Partial == "1"}
	r.Original.RRN, r.Original.AuthCode = strings.TrimSpace(x.in.Text(37)), strings.TrimSpace(x.in.Text(38))
	if x.in.Has(61) {
		f61, err := iso8583.ParseF61(x.in.Digits(61))
		if err != nil {
			return r, "30"
		}
		r.Original.Batch, r.Original.Trace, r.Original.Date = f61.Batch, f61.Trace, f61.Date
	}
	if code := x.payer(&r); code != "" {
		return r, code
	}
	return r, ""
}

// payer reads who pays: a wallet's code (F22 03x, F59 A3) or a card.
func (x *exchange) payer(r *payment.Request) (code string) {
	if strings.HasPrefix(r.EntryMode, "03") {
		tags, err := iso8583.ParsePrivates(x.in.Raw(59))
		if err != nil {
			return "30"
		}
		qr, ok := tags.Get(iso8583.TagQRCode)
		if r.Kind == payment.Sale && !ok {
			return "30"
		}
		r.Code = secret.New(string(qr))
		r.Channel = payment.ChannelOf(string(qr))
		if ok && r.Channel == "" {
			return "40"
		}
		return ""
	}
	card := &payment.CardData{ICC: append([]byte(nil), x.in.Raw(55)...), SeqNo: x.in.Digits(23)}
	pan := x.in.Digits(2)
	if track := x.in.Digits(35); track != "" {
		card.Track2 = secret.New(track)
		if before, _, ok := strings.Cut(track, "D"); ok && pan == "" {
			pan = before
		}
	}
	if pan == "" { // voids and refunds may name their original alone
		if r.Kind == payment.Sale || r.Kind == payment.Preauth {
			return "14"
		}
		return ""
	}
	card.PAN, card.Expiry = secret.New(pan), secret.New(x.in.Digits(14))
	if x.in.Has(52) {
		card.PIN = &payment.PIN{Block: append([]byte(nil), x.in.Raw(52)...), Key: x.pinKey}
	}
	r.Card = card
	return ""
}

// reverse takes back a payment that the terminal got no usable answer to.
func (x *exchange) reverse(ctx context.Context, kind payment.Kind) []byte {
	amount, err := x.in.Amount()
	if err != nil {
		return x.refuse(ctx, "30")
	}
	a, err := x.lane.Payments.Reverse(ctx, payment.ReversalRequest{Institution: x.lane.Institution, Terminal: x.term, Batch: x.f60.Batch, Trace: x.in.Digits(11),
		Kind: kind, AmountFen: amount, PAN: secret.New(x.in.Digits(2)), Cause: x.in.Text(39)})
	if err != nil {
		x.lane.Log.Error("reversal failed", "terminal", x.term.ID, "err", err)
		return x.refuse(ctx, codeOf(err))
	}
	return x.tell(ctx, a)
}

// tell turns an answer's words into fields.
func (x *exchange) tell(ctx context.Context, a payment.Answer) []byte {
	if iso8583.Response(a.Code).SignIn() {
		x.ask = iso8583.SignInAgain
	}
	if a.Code == "" { // no answer at all: nobody knows
		a.Code = "98"
	}
	b := x.reply(a.Code).Copy(&x.in, 2, 23)
	if a.ApprovedFen > 0 {
		b.SetAmount(a.ApprovedFen)
	} else {
		b.Copy(&x.in, 4)
	}
	if !a.BusinessDate.IsZero() {
		b.Set(15, a.BusinessDate.Compact()[4:])
	}
	if a.RRN != "" {
		b.Set(37, a.RRN)
	}
	if a.AuthCode != "" {
		b.Set(38, a.AuthCode)
	}
	if a.Issuer != "" {
		b.Set(44, issuerField(a.Issuer, x.lane.Acquirer))
	}
	if len(a.ICC) > 0 {
		b.SetBytes(55, a.ICC)
	}
	if a.Approved() {
		b.Set(63, "CUP")
	}
	return x.seal(ctx, b)
}

// issuerField is F44: eleven characters each of issuer and acquirer, printed on
// the slip.
func issuerField(issuer, acquirer string) string {
	pad := func(s string) string { return (s + strings.Repeat(" ", 11))[:11] }
	if _, err := strconv.ParseUint(issuer, 10, 64); err != nil {
		issuer = ""
	}
	return pad(issuer) + pad(acquirer)
}

// seal packs the reply. F64 is made for approvals of messages that came under
// a MAC (dialect book §1.6: replies carry it when F39 is 00).
func (x *exchange) seal(ctx context.Context, b *iso8583.Builder) []byte {
	signed := len(x.macKey) > 0
	if signed {
		b.SetMAC()
	}
	body, err := b.Pack(nil)
	if err != nil {
		x.lane.Log.Error("reply not packed", "err", err)
		return nil
	}
	if signed {
		mac, err := x.lane.Vault.MakeMAC(ctx, x.macKey, iso8583.MAB(body))
		if err != nil {
			x.lane.Log.Error("reply not signed", "err", err)
			return nil // the terminal reverses: no unsigned approval leaves
		}
		iso8583.PutMAC(body, mac)
	}
	frame, err := iso8583.PackFrame(nil, x.tpdu.Swap(), x.header.Reply(x.ask), body)
	if err != nil {
		x.lane.Log.Error("reply not framed", "err", err)
		return nil
	}
	return frame
}
