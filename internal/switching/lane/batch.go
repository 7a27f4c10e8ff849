package lane

import (
	"context"

	"tillway/internal/kit/errs"
	"tillway/internal/payment"
	"tillway/internal/wire/iso8583"
)

// settle compares the terminal's totals with the host's (0500). Nothing moves:
// money was posted when it was approved. A balanced batch is closed and the
// next one begins; an unbalanced one waits for the upload of its details.
func (x *exchange) settle(ctx context.Context) []byte {
	claimed, err := iso8583.ParseTotals(x.in.Digits(48))
	if err != nil {
		return x.refuse(ctx, "30")
	}
	c := claimed.Domestic
	got, err := x.lane.Payments.SettleBatch(ctx, x.lane.actor(), x.term, x.f60.Batch, payment.Totals{DebitFen: c.DebitFen,
		DebitCount: int64(c.DebitCount), CreditFen: c.CreditFen, CreditCount: int64(c.CreditCount)})
	if err != nil {
		return x.otherBatch(ctx, err)
	}
	answer := iso8583.Totals{Domestic: iso8583.Half{DebitFen: got.Host.DebitFen, DebitCount: int(got.Host.DebitCount),
		CreditFen: got.Host.CreditFen, CreditCount: int(got.Host.CreditCount), Balance: iso8583.NotBalanced},
		Foreign: iso8583.Half{Balance: iso8583.Balanced}}
	if got.Balanced {
		answer.Domestic.Balance = iso8583.Balanced
	}
	digits, err := answer.Format()
	if err != nil {
		return x.refuse(ctx, "96")
	}
	return x.seal(ctx, x.reply("00").Set(48, digits).Copy(&x.in, 63))
}

// otherBatch answers a batch that is not the host's with 77, sign in and settle
// again, and leaves a line; other failures get their own code.
func (x *exchange) otherBatch(ctx context.Context, err error) []byte {
	if !errs.Is(err, payment.ErrBatch) {
		return x.refuse(ctx, codeOf(err))
	}
	x.lane.note(ctx, "switching.refused", "terminal", x.term.ID.String(), map[string]string{"code": "77", "batch": x.f60.Batch, "mti": x.in.MTI().String()})
	return x.refuse(ctx, "77")
}

// upload takes the details of an unbalanced batch (0320). They are evidence for
// reconciliation, not payments; the end message (60.3 = 202 or 207) closes the
// batch.
func (x *exchange) upload(ctx context.Context) []byte {
	switch x.f60.NetCode {
	case "201":
		if x.f60.Batch != x.term.Batch {
			return x.otherBatch(ctx, payment.ErrBatch.New())
		}
		details, err := iso8583.ParseDetails(x.in.Digits(48))
		if err != nil {
			return x.refuse(ctx, "30")
		}
		if err := x.compare(ctx, details); err != nil {
			return x.refuse(ctx, codeOf(err))
		}
	case "202", "207": // a copy of the end message finds the batch closed and is answered as before
		if _, err := x.lane.Payments.CloseBatch(ctx, x.lane.actor(), x.term, x.f60.Batch); err != nil {
			return x.otherBatch(ctx, err)
		}
	default:
		return x.refuse(ctx, "40")
	}
	return x.seal(ctx, x.reply("00").Copy(&x.in, 48))
}

// compare notes each uploaded detail that the host has no approved payment for.
func (x *exchange) compare(ctx context.Context, details []iso8583.Detail) error {
	for _, d := range details {
		known, err := x.lane.Payments.HasApproved(ctx, x.lane.Institution, x.term.ID, x.f60.Batch, d.Trace, d.AmountFen)
		if err != nil {
			return err
		}
		if !known {
			x.lane.note(ctx, "switching.upload_difference", "terminal", x.term.ID.String(),
				map[string]string{"batch": x.f60.Batch, "trace": d.Trace})
		}
	}
	return nil
}
