package settlement

import (
	"context"
	"strconv"
	"time"
	"unicode/utf8"

	"tillway/internal/audit"
	"tillway/internal/kit/day"
	"tillway/internal/kit/money"
	"tillway/internal/kit/store"
	"tillway/internal/ledger"
	"tillway/internal/payment"
)

// A difference ends in one of two ways (acquiring-rules §5.4). It is explained:
// the channel's next file will hold it, nothing is booked, one person says why.
// Or the channel is right and the gap is booked to the account of differences
// under inquiry, until who bears it is known: that takes two people.

// Booking is a proposal to book a difference.
type Booking struct {
	Reason string
	Maker  string // user
	At     time.Time

	party string
}

// GapFen is what the channel pays more than we expect, fees and all; negative:
// less.
func (d Difference) GapFen() int64 { return d.ChannelFen - d.ChannelFee - (d.OursFen - d.OursFee) }

// ProposeBooking asks that an open difference be booked.
func (s *Service) ProposeBooking(ctx context.Context, by audit.Actor, date day.Date, channel payment.Channel, reference, reason string) error {
	if utf8.RuneCountInString(reason) < minReason {
		return faultReason()
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
		if err := insertBooking(tx, by, date, d, reason); err != nil {
			return err
		}
		return recordDifference(tx, by, "settlement.propose_booking", date, d)
	})
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

func bookGap(tx *store.Tx, by audit.Actor, date day.Date, d Difference) error {
	ref := ledger.Ref{Kind: "difference", ID: date.String() + "/" + string(d.Channel) + "/" + d.Reference}
	return postPair(tx, by, reasonDifference, ref, day.Of(tx.Now()), money.FromFen(d.GapFen()).Abs(),
		ledger.Channel(string(d.Channel)), ledger.Differences, d.GapFen() < 0)
}

func recordDifference(tx *store.Tx, by audit.Actor, verb string, date day.Date, d Difference) error {
	return audit.Write(tx, by, verb, "business_day", date.String(), map[string]string{"channel": string(d.Channel), "reference": d.Reference,
		"gap_fen": strconv.FormatInt(d.GapFen(), 10)})
}
