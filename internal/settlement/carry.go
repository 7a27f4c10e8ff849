package settlement

import (
	"tillway/internal/audit"
	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
	"tillway/internal/payment"
)

// Why something is carried to the next day's file.
const (
	causeCutOff    = "cut_off"   // its date is another one for the channel
	causeExplained = "explained" // a person says so
)

// explained carries a difference to the next day's file. When that file is in
// already, it has to hold the counterpart, which then ends with it.
func explained(tx *store.Tx, by audit.Actor, date day.Date, d Difference, reason string) error {
	next := date.AddDays(1)
	digest, err := fileDigest(tx, by.Institution, next, d.Channel)
	if err != nil {
		return err
	}
	if digest == "" {
		return insertCarry(tx, by.Institution, next, d.Channel, d.left(), causeExplained)
	}
	other, err := findDifference(tx, by.Institution, next, d.Channel, d.Reference)
	if err != nil || !other.Open || other.GapFen() != -d.GapFen() {
		return ErrNotCarried.New("next", next.String())
	}
	if _, err := resolveDifference(tx, by, next, d.Channel, d.Reference, reason); err != nil {
		return err
	}
	of, err := findDay(tx, by.Institution, next)
	if err != nil {
		return err
	}
	return reconcileIfDone(tx, by, &of)
}

// left is what the next day's file is to settle.
func (d Difference) left() ours {
	return ours{key: d.Reference, fen: d.OursFen - d.ChannelFen, fee: d.OursFee - d.ChannelFee, payment: payment.ID(d.PaymentID)}
}

// inTurn keeps a channel's files in the order of their days, so that what one
// leaves is there when the next is read.
func inTurn(q store.Q, inst id.Institution, date day.Date, channel payment.Channel) error {
	first, waits, err := firstWithoutFile(q, inst, date, channel)
	if err == nil && waits {
		err = ErrFileOrder.New("date", first.String(), "channel", string(channel))
	}
	return err
}
