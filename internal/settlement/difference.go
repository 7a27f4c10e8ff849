package settlement

import (
	"context"
	"errors"
	"strconv"
	"time"
	"unicode/utf8"

	"tillway/internal/audit"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/id"
	"tillway/internal/kit/money"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
	"tillway/internal/ledger"
	"tillway/internal/merchant"
	"tillway/internal/payment"
)

// A difference ends in one of two ways (acquiring-rules §5.4). It is explained:
// the channel's next file will hold it, nothing is booked, one person says why.
// Or the channel is right and the gap is booked, which takes two people: to who
// bears it, or to the account of differences under inquiry until that is known.

// Booking is a proposal to book a difference.
type Booking struct {
	Reason string
	Bearer string // ByInquiry, ByMerchant, ByHouse
	// Merchant bears it, or gets it: the payment's, or for a payment that we do
	// not have the one named.
	Merchant string
	Maker    string // user
	At       time.Time

	party string
}

// Who bears a booked difference.
const (
	ByInquiry  = "inquiry"  // not known yet
	ByMerchant = "merchant" // its payment was worth another amount, or none
	ByHouse    = "house"    // we do
)

// GapFen is what the channel pays more than we expect, fees and all; negative:
// less.
func (d Difference) GapFen() int64 { return d.ChannelFen - d.ChannelFee - (d.OursFen - d.OursFee) }

// ProposeBooking asks that an open difference be booked to who bears it.
func (s *Service) ProposeBooking(ctx context.Context, by audit.Actor, date day.Date, channel payment.Channel, reference string, b Booking) error {
	if utf8.RuneCountInString(b.Reason) < minReason {
		return faultReason()
	}
	if b.Bearer == "" {
		b.Bearer = ByInquiry
	}
	return s.db.Write(ctx, func(tx *store.Tx) error {
		d, err := findDifference(tx, by.Institution, date, channel, reference)
		switch {
		case err != nil:
			return err
		case !d.Open:
			return ErrResolved.New()
		case d.Booking != nil:
			return ErrBookingWaits.New()
		}
		if b.Merchant, err = bearing(tx, by.Institution, d, b); err != nil {
			return err
		}
		if err := insertBooking(tx, by, date, d, b); err != nil {
			return err
		}
		return recordDifference(tx, by, "settlement.propose_booking", date, d)
	})
}

// bearing finds the merchant who is to bear a difference.
func bearing(q store.Q, inst id.Institution, d Difference, b Booking) (string, error) {
	switch {
	case b.Bearer != ByMerchant:
		return "", nil
	case d.PaymentID != "":
		return payment.MerchantOf(q, inst, payment.ID(d.PaymentID))
	case d.Reference == feesKey || b.Merchant == "":
		return "", errs.Fields(errs.FieldFault{Path: "merchant", Code: "REQUIRED", Zh: "请指明由哪个商户承担；手续费差异不由商户承担",
			En: "Name the merchant who bears it; a difference of fees is never a merchant's"})
	}
	m, err := merchant.Get(q, inst, merchant.ID(b.Merchant))
	return m.ID.String(), err
}

// DecideBooking is the second person's yes or no. Yes posts the gap and ends
// the difference; the last one open reconciles the day.
func (s *Service) DecideBooking(ctx context.Context, by audit.Actor, date day.Date, channel payment.Channel, reference string, approve bool) error {
	return s.db.Write(ctx, func(tx *store.Tx) error {
		day, err := findDay(tx, by.Institution, date)
		if err != nil {
			return err
		}
		d, err := findDifference(tx, by.Institution, date, channel, reference)
		switch {
		case err != nil:
			return err
		case d.Booking == nil || !d.Open:
			return ErrNoBooking.New()
		case by.Party == "" || d.Booking.party == by.Party:
			return ErrSamePerson.New()
		}
		if err := decideBooking(tx, by, date, d, approve); err != nil {
			return err
		}
		if !approve {
			return recordDifference(tx, by, "settlement.refuse_booking", date, d)
		}
		if err := bookGap(tx, by, date, d); err != nil {
			return err
		}
		if _, err := resolveDifference(tx, by, date, channel, reference, d.Booking.Reason); err != nil {
			return err
		}
		if err := recordDifference(tx, by, "settlement.book", date, d); err != nil {
			return err
		}
		return reconcileIfDone(tx, by, &day)
	})
}

// bookGap brings the channel's account to what the channel says. A merchant
// bears the amount and we the channel's fee on it; otherwise one account bears
// both.
func bookGap(tx *store.Tx, by audit.Actor, date day.Date, d Difference) error {
	channel, on := ledger.Channel(string(d.Channel)), day.Of(tx.Now())
	ref := ledger.Ref{Kind: "difference", ID: date.String() + "/" + string(d.Channel) + "/" + d.Reference}
	gap := func(why ledger.Reason, fen int64, against ledger.Account) error {
		return postPair(tx, by, why, ref, on, money.FromFen(fen).Abs(), channel, against, fen < 0)
	}
	switch d.Booking.Bearer {
	case ByHouse:
		return gap(reasonDifference, d.GapFen(), ledger.ChannelCost)
	case ByMerchant:
		gross := d.ChannelFen - d.OursFen
		if err := gap(reasonDifference, gross, ledger.Unsettled(d.Booking.Merchant)); err != nil {
			return err
		}
		if err := gap(reasonCost, d.GapFen()-gross, ledger.ChannelCost); err != nil {
			return err
		}
		if err := unfee(tx, by, d, ref, on); err != nil {
			return err
		}
		return outbox.Emit(tx, by.Institution, Adjusted{ref.ID, d.Booking.Merchant, gross, d.Booking.Reason})
	}
	return gap(reasonDifference, d.GapFen(), ledger.Differences)
}

// unfee gives back what a merchant was charged for a sale that was none; one
// that is not cleared yet is not charged (takenBack).
func unfee(tx *store.Tx, by audit.Actor, d Difference, ref ledger.Ref, on day.Date) error {
	if d.Kind != "ours_only" {
		return nil
	}
	charged, err := feesOf(tx, by.Institution, d.PaymentID)
	if errors.Is(err, store.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	return postPair(tx, by, reasonFeeBack, ref, on, money.FromFen(charged.fee), ledger.FeeIncome, ledger.Unsettled(d.Booking.Merchant), false)
}

func recordDifference(tx *store.Tx, by audit.Actor, verb string, date day.Date, d Difference) error {
	return audit.Write(tx, by, verb, "business_day", date.String(), map[string]string{"channel": string(d.Channel), "reference": d.Reference,
		"gap_fen": strconv.FormatInt(d.GapFen(), 10)})
}
