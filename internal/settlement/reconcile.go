package settlement

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"time"

	"tillway/internal/audit"
	"tillway/internal/kit/day"
	"tillway/internal/kit/store"
	"tillway/internal/payment"
)

// File is what was taken from a channel about a day.
type File struct {
	Channel payment.Channel
	Digest  string
	By      string
	Lines   int
	NetFen  int64
	At      time.Time
}

// Import takes a channel's file about a business day, matches every line with
// our payments, and keeps what differs. The same file again changes nothing; a
// different one is refused. When the last channel is in and nothing differs,
// the day is reconciled.
func (s *Service) Import(ctx context.Context, by audit.Actor, date day.Date, channel payment.Channel, file []byte) error {
	records, err := decode(channel, file)
	if err != nil {
		return ErrFile.Wrap(err, "channel", string(channel), "reason", err.Error())
	}
	sum := sha256.Sum256(file)
	digest := hex.EncodeToString(sum[:])
	return s.db.Write(ctx, func(tx *store.Tx) error {
		d, err := findDay(tx, by.Institution, date)
		if err != nil {
			return err
		}
		switch old, err := fileDigest(tx, by.Institution, date, channel); {
		case err != nil:
			return err
		case old == digest:
			return nil
		case old != "":
			return ErrFileTaken.New("date", date.String(), "channel", string(channel))
		}
		if err := inTurn(tx, by.Institution, date, channel); err != nil {
			return err
		}
		mine, err := ourSide(tx, by.Institution, date, channel)
		if err != nil {
			return err
		}
		var net int64
		for _, r := range records {
			net += r.fen
		}
		if err := insertFile(tx, by, date, File{Channel: channel, Digest: digest, Lines: len(records), NetFen: net}); err != nil {
			return err
		}
		diffs, err := differing(tx, by.Institution, date, channel, match(records, mine))
		if err != nil {
			return err
		}
		for _, diff := range diffs {
			if err := insertDifference(tx, by.Institution, date, diff); err != nil {
				return err
			}
		}
		err = audit.Write(tx, by, "settlement.import", "business_day", date.String(),
			map[string]string{"channel": string(channel), "digest": digest, "lines": strconv.Itoa(len(records)), "differences": strconv.Itoa(len(diffs))})
		if err != nil {
			return err
		}
		return reconcileIfDone(tx, by, &d)
	})
}

// Difference is a payment that a channel and we do not see alike.
type Difference struct {
	Channel    payment.Channel `json:"channel"`
	Reference  string          `json:"reference"`
	Kind       string          `json:"kind" enum:"channel_only,ours_only,amount,fee"`
	OursFen    int64           `json:"ours_fen"`
	ChannelFen int64           `json:"channel_fen"`
	OursFee    int64           `json:"ours_fee_fen"` // what we expect the channel to keep
	ChannelFee int64           `json:"channel_fee_fen"`
	PaymentID  string          `json:"payment_id"`
	Open       bool            `json:"open"`
	Reason     string          `json:"reason"`
	ResolvedBy string          `json:"resolved_by"` // user
	ResolvedAt time.Time       `json:"resolved_at"`
	Booking    *Booking        `json:"-"` // a proposal that waits
}

// reconcileIfDone moves a cut day on when every file is in and nothing differs.
func reconcileIfDone(tx *store.Tx, by audit.Actor, d *businessDay) error {
	if !d.pos.Status.Is(Cut) {
		return nil
	}
	missing, open, err := outstanding(tx, by.Institution, d.Date)
	if err != nil || missing > 0 || open > 0 {
		return err
	}
	return fire(tx, by, d, "reconcile")
}

// Resolve ends a difference with a reason: the channel's next file is to settle
// it, and if that does not, it is a difference again. The books are not touched.
func (s *Service) Resolve(ctx context.Context, by audit.Actor, date day.Date, channel payment.Channel, reference, reason string) error {
	return s.db.Write(ctx, func(tx *store.Tx) error {
		d, err := findDay(tx, by.Institution, date)
		if err != nil {
			return err
		}
		diff, err := findDifference(tx, by.Institution, date, channel, reference)
		switch {
		case err != nil:
			return err
		case !diff.Open:
			return ErrResolved.New()
		}
		if err := explained(tx, by, date, diff, reason); err != nil {
			return err
		}
		if _, err := resolveDifference(tx, by, date, channel, reference, reason); err != nil {
			return err
		}
		err = audit.Write(tx, by, "settlement.resolve", "business_day", date.String(),
			map[string]string{"channel": string(channel), "reference": reference, "reason": reason})
		if err != nil {
			return err
		}
		return reconcileIfDone(tx, by, &d)
	})
}
