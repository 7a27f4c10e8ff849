package settlement

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sort"
	"strconv"
	"time"

	"tillway/internal/audit"
	"tillway/internal/kit/day"
	"tillway/internal/kit/store"
	"tillway/internal/payment"
	"tillway/internal/wire/clearing"
)

// record is one line of a channel's file in our words. Signed: refunds and
// voids are negative.
type record struct {
	key string // RRN and trace, or our order number
	fen int64
}

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
		ours, err := payment.DayRows(tx, by.Institution, date)
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
		diffs := compare(channel, records, ours)
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

func decode(channel payment.Channel, file []byte) ([]record, error) {
	if channel == payment.Card {
		return decodeCard(file)
	}
	bill, err := clearing.DecodeBill(file)
	if err != nil {
		return nil, err
	}
	var out []record
	for _, l := range bill.Lines {
		r := record{key: l.Order, fen: l.Fen}
		if l.State == clearing.BillRefunded {
			r = record{key: l.RefundOrder, fen: -l.RefundFen}
		}
		out = append(out, r)
	}
	return out, nil
}

func decodeCard(file []byte) ([]record, error) {
	rows, err := clearing.DecodeACOM(file)
	if err != nil {
		return nil, err
	}
	var out []record
	for _, r := range rows {
		out = append(out, record{key: r.RRN, fen: r.SignedFen()})
	}
	return out, nil
}

// keyOf is how a payment of ours is known in its channel's file: a wallet gets
// our payment's id as the number of an order, or of a refund or void.
func keyOf(p payment.DayRow) string {
	if p.Channel == payment.Card {
		return p.RRN
	}
	return p.ID.String()
}

// signed is a payment's effect on what the channel owes us.
func signed(p payment.DayRow) int64 {
	switch p.Kind {
	case payment.Sale, payment.Completion:
		return p.ApprovedFen
	case payment.Void, payment.Refund, payment.CompletionVoid:
		return -p.ApprovedFen
	}
	return 0 // pre-authorisations move no money
}

// Difference is a payment that a channel and we do not see alike.
type Difference struct {
	Channel    payment.Channel `json:"channel"`
	Reference  string          `json:"reference"`
	Kind       string          `json:"kind" enum:"channel_only,ours_only,amount"`
	OursFen    int64           `json:"ours_fen"`
	ChannelFen int64           `json:"channel_fen"`
	PaymentID  string          `json:"payment_id"`
	Open       bool            `json:"open"`
	Reason     string          `json:"reason"`
	ResolvedBy string          `json:"resolved_by"` // user
	ResolvedAt time.Time       `json:"resolved_at"`
	Booking    *Booking        `json:"-"` // a proposal that waits
}

// compare matches both sides by key. What has one key is summed on each side:
// a payment and its reversal cancel out.
func compare(channel payment.Channel, records []record, ours []payment.DayRow) []Difference {
	theirs, mine := map[string]int64{}, map[string]*Difference{}
	for _, r := range records {
		theirs[r.key] += r.fen
	}
	var order []*Difference
	for _, p := range ours {
		fen := signed(p)
		if p.Channel != channel || fen == 0 {
			continue
		}
		k := keyOf(p)
		if mine[k] == nil {
			mine[k] = &Difference{Channel: channel, Reference: k, PaymentID: p.ID.String(), Open: true}
			order = append(order, mine[k])
		}
		mine[k].OursFen += fen
	}
	var out []Difference
	for _, d := range order {
		if d.ChannelFen = theirs[d.Reference]; d.ChannelFen == d.OursFen {
			continue
		}
		d.Kind = "amount"
		if _, there := theirs[d.Reference]; !there {
			d.Kind = "ours_only"
		}
		out = append(out, *d)
	}
	for k, fen := range theirs {
		if mine[k] == nil && fen != 0 {
			out = append(out, Difference{Channel: channel, Reference: k, Kind: "channel_only", ChannelFen: fen, Open: true})
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Reference < out[j].Reference })
	return out
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

// Resolve ends a difference with a reason; the books are not touched: what the
// difference costs is posted by its own entry.
func (s *Service) Resolve(ctx context.Context, by audit.Actor, date day.Date, channel payment.Channel, reference, reason string) error {
	return s.db.Write(ctx, func(tx *store.Tx) error {
		d, err := findDay(tx, by.Institution, date)
		if err != nil {
			return err
		}
		n, err := resolveDifference(tx, by, date, channel, reference, reason)
		if err != nil {
			return err
		}
		if n == 0 {
			return ErrNoDay.New("date", fmt.Sprintf("%s %s", date, reference))
		}
		err = audit.Write(tx, by, "settlement.resolve", "business_day", date.String(),
			map[string]string{"channel": string(channel), "reference": reference})
		if err != nil {
			return err
		}
		return reconcileIfDone(tx, by, &d)
	})
}
