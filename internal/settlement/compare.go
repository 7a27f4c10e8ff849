package settlement

import (
	"sort"
	"time"

	"tillway/internal/institution"
	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
	"tillway/internal/payment"
	"tillway/internal/wire/clearing"
)

// record is one line of a channel's file in our words. Signed: refunds and
// voids are negative, and so is the fee that comes back with them.
type record struct {
	key string // RRN, or our order number
	fen int64
	fee int64 // what the channel keeps
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
		r := record{key: l.Order, fen: l.Fen, fee: l.FeeFen}
		if l.State == clearing.BillRefunded {
			r = record{key: l.RefundOrder, fen: -l.RefundFen, fee: l.FeeFen}
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
		out = append(out, record{key: r.RRN, fen: r.SignedFen(), fee: -(r.FeeReceivable + r.FeePayable + r.SwitchFee)})
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

// ours is what we expect in a channel's file under one key: a payment, or what
// an earlier day's file left to it.
type ours struct {
	key     string
	fen     int64
	fee     int64
	payment payment.ID
	at      time.Time
}

// ourSide is what a channel's file of a day should hold, in the order of time.
func ourSide(q store.Q, inst id.Institution, date day.Date, channel payment.Channel) (out []ours, err error) {
	if out, err = carriedTo(q, inst, date, channel); err != nil {
		return nil, err
	}
	rows, err := payment.DayRows(q, inst, date)
	if err != nil {
		return nil, err
	}
	for _, p := range rows {
		fen := signed(p)
		if p.Channel != channel || fen == 0 {
			continue
		}
		fee, err := costOf(q, inst, date, p)
		if err != nil {
			return nil, err
		}
		out = append(out, ours{key: keyOf(p), fen: fen, fee: fee, payment: p.ID, at: p.At})
	}
	return out, nil
}

// pair is one key on both sides. What has one key is summed on each side: a
// payment and its reversal cancel out.
type pair struct {
	ours
	theirs      record
	here, there bool
}

// match brings both sides together by key, ours first.
func match(records []record, mine []ours) []pair {
	index := map[string]int{}
	var out []pair
	find := func(key string) *pair {
		i, known := index[key]
		if !known {
			i = len(out)
			index[key] = i
			out = append(out, pair{ours: ours{key: key}, theirs: record{key: key}})
		}
		return &out[i]
	}
	for _, m := range mine {
		p := find(m.key)
		p.here, p.fen, p.fee = true, p.fen+m.fen, p.fee+m.fee
		if m.payment != "" {
			p.payment, p.at = m.payment, m.at
		}
	}
	for _, r := range records {
		p := find(r.key)
		p.there, p.theirs.fen, p.theirs.fee = true, p.theirs.fen+r.fen, p.theirs.fee+r.fee
	}
	return out
}

// feesKey is the reference of the difference between the fees of everything
// that both sides have.
const feesKey = "fees"

// differing keeps what the two sides do not see alike. What only stands under
// another date is carried to the next day. The fees are compared in one sum, so
// that a wrong rate is one difference and not one for every payment.
func differing(tx *store.Tx, inst id.Institution, date day.Date, channel payment.Channel, pairs []pair) (out []Difference, err error) {
	var our, their int64
	for _, p := range pairs {
		switch {
		case p.key == feesKey: // carried: the fees of the day before, less the channel's
			our -= p.fen
			continue
		case p.fen == p.theirs.fen:
			our, their = our+p.fee, their+p.theirs.fee
			continue
		}
		later, err := p.standsLater(tx, inst, date, channel)
		if err != nil {
			return nil, err
		}
		if later {
			if err := insertCarry(tx, inst, date.AddDays(1), channel, p.left(), causeCutOff); err != nil {
				return nil, err
			}
			continue
		}
		out = append(out, p.difference(channel))
	}
	if our != their {
		out = append(out, Difference{Channel: channel, Reference: feesKey, Kind: "amount", OursFen: -our, ChannelFen: -their, Open: true})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Reference < out[j].Reference })
	return out, nil
}

// left is what the next day's file is to settle.
func (p pair) left() ours {
	return ours{key: p.key, fen: p.fen - p.theirs.fen, fee: p.fee - p.theirs.fee, payment: p.payment, at: p.at}
}

func (p pair) difference(channel payment.Channel) Difference {
	d := Difference{Channel: channel, Reference: p.key, PaymentID: p.payment.String(), OursFen: p.fen, OursFee: p.fee,
		ChannelFen: p.theirs.fen, ChannelFee: p.theirs.fee, Open: true, Kind: "amount"}
	switch {
	case !p.there:
		d.Kind = "ours_only"
	case !p.here:
		d.Kind = "channel_only"
	}
	return d
}

// standsLater tells whether both sides have the payment and only its date
// differs, so that the next day's file settles it.
func (p pair) standsLater(q store.Q, inst id.Institution, date day.Date, channel payment.Channel) (bool, error) {
	if p.here && p.there {
		return false, nil
	}
	if p.here {
		theirs, err := channelDate(q, inst, channel, date, p.at)
		if err != nil || theirs.After(date) {
			return err == nil, err
		}
	}
	dates, found, err := payment.DatesOf(q, inst, channel, p.key)
	return found && dates.After(date), err
}

// channelDate is the date under which a channel may have what happened at a
// time: a card network turns at 23:00, a wallet at midnight (acquiring-rules
// §5.1), and close to that the two clocks may disagree (§5.4).
func channelDate(q store.Q, inst id.Institution, channel payment.Channel, on day.Date, at time.Time) (day.Date, error) {
	r := institution.On(q, inst, on)
	turn, margin := r.TimeOfDay("clearing.card_turn"), r.Duration("clearing.neighbours_minutes")
	if channel == payment.Card {
		return day.ClearingDate(at.Add(margin), turn), r.Err()
	}
	return day.Of(at.Add(margin)), r.Err()
}
