package lane

import (
	"context"
	"strings"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/vault"
	"tillway/internal/wire/iso8583"
)

// signIn makes new work keys and sends them under the terminal's master key.
// They stay pending until a message proves that the terminal has them.
func (x *exchange) signIn(ctx context.Context) []byte {
	if serial := serialOf(x.in.Text(62)); serial != "" && !strings.HasSuffix(x.term.TUSN, serial) {
		x.lane.note(ctx, "switching.refused", "terminal", x.term.ID.String(), map[string]string{"code": "97", "reason": "serial"})
		return x.refuse(ctx, "97")
	}
	f62, err := x.lane.Keys.SignOn(ctx, x.lane.actor(), x.term.ID.String(), x.f60.NetCode)
	if err != nil {
		x.lane.Log.Error("sign-in failed", "terminal", x.term.ID, "err", err)
		return x.refuse(ctx, codeOf(err))
	}
	f60 := x.f60
	f60.Batch = x.term.Batch
	digits, err := f60.Format()
	if err != nil {
		return x.refuse(ctx, "30")
	}
	return x.seal(ctx, x.reply("00").Set(60, digits).SetBytes(62, f62))
}

// serialOf reads the terminal's serial from a sign-in's F62: "Sequence No", a
// length of two digits, four digits of network licence, the serial. Other
// layouts name none.
func serialOf(f62 string) string {
	rest, ok := strings.CutPrefix(f62, "Sequence No")
	if !ok || len(rest) < 6 {
		return ""
	}
	return strings.TrimSpace(rest[6:])
}

// plain answers a message that moves nothing: echo and sign-off.
func (x *exchange) plain(ctx context.Context, code string) []byte {
	return x.seal(ctx, x.reply(code))
}

// refuse answers with a code and what could be read of the request.
func (x *exchange) refuse(ctx context.Context, code string) []byte {
	if iso8583.Response(code).SignIn() {
		x.ask = iso8583.SignInAgain
	}
	return x.seal(ctx, x.reply(code))
}

// reply begins an answer: what every one carries.
func (x *exchange) reply(code string) *iso8583.Builder {
	now := x.lane.DB.Clock().Now().In(clock.Shanghai)
	b := iso8583.NewBuilder(iso8583.CUP3DES, x.in.MTI().Reply()).
		Copy(&x.in, 3, 11, 25, 41, 42, 49, 60).
		Set(12, now.Format("150405")).Set(13, now.Format("0102")).
		Set(39, code)
	if x.lane.Acquirer != "" {
		b.Set(32, x.lane.Acquirer)
	}
	return b
}

// codeOf turns a failure of ours into F39: what is down is answered 96, or A7
// where it is the security module, and tried again; what may not be is declined.
func codeOf(err error) string {
	if errs.Is(err, vault.ErrUnavailable) {
		return "A7"
	}
	if e := errs.As(err); e != nil {
		switch e.Def.Kind {
		case errs.Forbidden, errs.Conflict:
			return "58"
		case errs.NotFound:
			return "97"
		}
	}
	return "96"
}
