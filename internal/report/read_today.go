package report

import (
	"context"
	"errors"
	"sort"
	"time"

	"tillway/internal/audit"
	"tillway/internal/institution"
	"tillway/internal/kit/clock"
	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

// Sum is an amount and how many payments it is of.
type Sum struct {
	Hour      int    `json:"hour"`
	Channel   string `json:"channel,omitempty"`
	AmountFen int64  `json:"amount_fen"`
	Count     int64  `json:"count"`
}

// Today is an owner's day: what came in, and where the money is.
type Today struct {
	Date         string
	ReceivedFen  int64
	Count        int64
	RefundedFen  int64
	Hours        []Sum
	Channels     []Sum
	UnsettledFen int64
	InTransitFen int64
	PaidFen      int64
	ExpectedFen  int64 // what the next payout will be before the day's fees
	ExpectedDate string
	Terminals    int64
	Active       int64 // of the terminals
}

// Today sums the open business day of the actor's shop, or of all shops.
func (s *Service) Today(ctx context.Context, by audit.Actor) (t Today, err error) {
	err = s.read(ctx, func(q store.Q) error {
		t = Today{}
		now := s.db.Clock().Now()
		t.Date, err = store.Scan1[string](q, `SELECT open_date FROM payment_day WHERE institution_id = $1`, string(by.Institution))
		if errors.Is(err, store.ErrNoRows) {
			var cutoff time.Duration
			cutoff, err = institution.Cutoff(q, by.Institution, day.Of(now))
			t.Date = day.ClearingDate(now, cutoff).String()
		}
		if err != nil {
			return err
		}
		for _, part := range []func(store.Q, audit.Actor, *Today) error{traded, balances, counters} {
			if err := part(q, by, &t); err != nil {
				return err
			}
		}
		if date, err := day.Parse(t.Date); err == nil {
			t.ExpectedDate = day.T1(date).String()
		}
		t.ExpectedFen = t.UnsettledFen
		return nil
	})
	return t, err
}

// traded sums the day's payments by hour and channel.
func traded(q store.Q, by audit.Actor, t *Today) error {
	hours, channels := map[int]*Sum{}, map[string]*Sum{}
	_, err := store.Collect(q, func(r *store.Rows) (none struct{}, err error) {
		var kind, channel string
		var fen, at int64
		if err = r.Scan(&kind, &channel, &fen, &at); err != nil {
			return none, err
		}
		if kind != "sale" && kind != "completion" {
			t.RefundedFen += fen
			return none, nil
		}
		t.ReceivedFen, t.Count = t.ReceivedFen+fen, t.Count+1
		hour := clock.FromMicros(at).In(clock.Shanghai).Hour()
		if hours[hour] == nil {
			hours[hour] = &Sum{Hour: hour}
		}
		if channels[channel] == nil {
			channels[channel] = &Sum{Channel: channel}
		}
		for _, s := range []*Sum{hours[hour], channels[channel]} {
			s.AmountFen, s.Count = s.AmountFen+fen, s.Count+1
		}
		return none, nil
	}, `SELECT kind, channel, approved_fen, occurred_at FROM payment WHERE institution_id = $1 AND posted_date = $2 AND posted_date <> ''
		AND reversed_date = '' AND ($3 = '' OR merchant_id = $3)`, string(by.Institution), t.Date, by.Merchant)
	t.Hours, t.Channels = sorted(hours), sorted(channels)
	return err
}

func sorted[K comparable](m map[K]*Sum) []Sum {
	out := make([]Sum, 0, len(m))
	for _, s := range m {
		out = append(out, *s)
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].Hour != out[j].Hour {
			return out[i].Hour < out[j].Hour
		}
		return out[i].Channel < out[j].Channel
	})
	return out
}

// balances reads where the money is: 待结算, 在途, 已付.
func balances(q store.Q, by audit.Actor, t *Today) (err error) {
	if t.UnsettledFen, err = balance(q, by.Institution, "2203", by.Merchant); err != nil {
		return err
	}
	if t.InTransitFen, err = balance(q, by.Institution, "2204", by.Merchant); err != nil {
		return err
	}
	t.PaidFen, err = store.Scan1[int64](q, `SELECT CAST(COALESCE(SUM(amount_fen), 0) AS BIGINT) FROM settlement_payout
		WHERE institution_id = $1 AND status = 'paid' AND ($2 = '' OR merchant_id = $2)`, string(by.Institution), by.Merchant)
	return err
}

// balance is what is owed under a title: to one merchant, or to all.
func balance(q store.Q, inst id.Institution, code, merchant string) (int64, error) {
	return store.Scan1[int64](q, `SELECT CAST(COALESCE(SUM(credit_fen - debit_fen), 0) AS BIGINT) FROM ledger_account
		WHERE institution_id = $1 AND account >= $2 AND account < $3 AND ($4 = '' OR account = $5)`,
		string(inst), code+"/", code+"0", merchant, code+"/"+merchant)
}

func counters(q store.Q, by audit.Actor, t *Today) error {
	return q.Row(`SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN status = 'active' THEN 1 ELSE 0 END), 0) AS BIGINT) FROM terminal_device
		WHERE institution_id = $1 AND merchant_id <> '' AND ($2 = '' OR merchant_id = $2)`, string(by.Institution), by.Merchant).
		Scan(&t.Terminals, &t.Active)
}

func figures(q store.Q, inst id.Institution) (f Figures, err error) {
	err = q.Row(`SELECT CAST(COALESCE(SUM(CASE WHEN status = 'approved' THEN 1 ELSE 0 END), 0) AS BIGINT),
		CAST(COALESCE(SUM(CASE WHEN status = 'declined' THEN 1 ELSE 0 END), 0) AS BIGINT),
		CAST(COALESCE(SUM(CASE WHEN status = 'reversed' THEN 1 ELSE 0 END), 0) AS BIGINT),
		CAST(COALESCE(SUM(CASE WHEN status IN ('intent', 'uncertain', 'forwarding', 'reversing') THEN 1 ELSE 0 END), 0) AS BIGINT)
		FROM payment WHERE institution_id = $1`, string(inst)).Scan(&f.Approved, &f.Declined, &f.Reversed, &f.Open)
	if err != nil {
		return f, err
	}
	err = q.Row(`SELECT (SELECT CAST(COALESCE(SUM(amount_fen), 0) AS BIGINT) FROM settlement_payout WHERE institution_id = $1 AND status = 'paid'),
		(SELECT CAST(COALESCE(SUM(debit_fen - credit_fen), 0) AS BIGINT) FROM ledger_account WHERE institution_id = $1),
		(SELECT COUNT(*) FROM notify_message WHERE institution_id = $1 AND status = 'delivered'),
		(SELECT COUNT(*) FROM notify_message WHERE institution_id = $1 AND status IN ('queued', 'sent'))`, string(inst)).
		Scan(&f.PaidFen, &f.TrialFen, &f.SMS, &f.SMSPending)
	if err != nil {
		return f, err
	}
	unread, err := unreadEvents(q)
	f.SMSPending += unread
	return f, err
}

// unreadEvents counts events that may still become messages: those without a
// number yet, and those after the place that notify has read to.
func unreadEvents(q store.Q) (int64, error) {
	return store.Scan1[int64](q, `SELECT (SELECT COUNT(*) FROM outbox_pending) + (SELECT COUNT(*) FROM outbox_order WHERE seq >
		(SELECT COALESCE(MAX(seq), 0) FROM outbox_cursor WHERE subscriber = 'notify.messages'))`)
}
