package payment

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"tillway/internal/audit"
	"tillway/internal/kit/clock"
	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

// Filter selects payments for a list. Empty fields select all.
type Filter struct {
	Status, Kind, Channel string
	Date                  day.Date // business date
	Text                  string   // RRN, trace, last four digits of the card, payment id
	Terminal              string
	Cursor                string // of the page before
	Limit                 int
}

// List returns payments, newest first, and the cursor of the next page. An
// actor of a merchant sees that merchant's only.
func (s *Service) List(ctx context.Context, by audit.Actor, f Filter) (out []Payment, nextPage string, err error) {
	limit := min(max(f.Limit, 1), 200)
	where, args := f.where(by.Merchant)
	err = s.read(ctx, func(q store.Q) (err error) {
		args = append(args, limit+1)
		out, err = find(q, by.Institution, fmt.Sprintf("%s ORDER BY occurred_at DESC, id DESC LIMIT $%d", where, len(args)+1), args...)
		return err
	})
	if len(out) > limit {
		out = out[:limit]
		last := out[limit-1]
		nextPage = fmt.Sprintf("%d.%s", clock.Micros(last.OccurredAt), last.ID)
	}
	return out, nextPage, err
}

// where builds the condition; $1 is the institution.
func (f Filter) where(merchant string) (string, []any) {
	var cond []string
	var args []any
	add := func(text string, values ...any) {
		for _, v := range values {
			args = append(args, v)
			text = strings.Replace(text, "?", fmt.Sprintf("$%d", len(args)+1), 1)
		}
		cond = append(cond, text)
	}
	cond = append(cond, "id <> ''")
	for _, c := range []struct{ column, value string }{
		{"merchant_id", merchant}, {"status", f.Status}, {"kind", f.Kind}, {"channel", f.Channel},
		{"business_date", f.Date.String()}, {"terminal_id", f.Terminal},
	} {
		if c.value != "" {
			add(c.column+" = ?", c.value)
		}
	}
	if t := strings.TrimSpace(f.Text); t != "" {
		add("(rrn = ? OR trace = ? OR id = ? OR tid = ? OR auth_code = ? OR substr(pan_mask, length(pan_mask) - 3) = ?)", t, t, t, t, t, t)
	}
	if at, last, ok := strings.Cut(f.Cursor, "."); ok {
		var us int64
		if _, err := fmt.Sscan(at, &us); err == nil {
			add("(occurred_at < ? OR occurred_at = ? AND id < ?)", us, us, last)
		}
	}
	return strings.Join(cond, " AND "), args
}

// Get returns a payment, the payments that act on it, and what is still due
// about it.
func (s *Service) Get(ctx context.Context, by audit.Actor, pid ID) (p Payment, acts []Payment, owed *Owed, err error) {
	err = s.read(ctx, func(q store.Q) (err error) {
		if p, err = load(q, by.Institution, pid); err != nil {
			return err
		}
		if by.Merchant != "" && by.Merchant != p.MerchantID {
			return ErrNotFound.New()
		}
		if acts, err = children(q, by.Institution, pid); err != nil {
			return err
		}
		owed, err = owedOf(q, by.Institution, pid)
		return err
	})
	return p, acts, owed, err
}

// ByRRN returns a payment by its reference number, inside a transaction or a
// snapshot of the caller.
func ByRRN(q store.Q, inst id.Institution, rrn string) (Payment, error) {
	found, err := find(q, inst, `rrn = $2`, rrn)
	if err == nil && len(found) == 0 {
		err = ErrNotFound.New()
	}
	if err != nil {
		return Payment{}, err
	}
	return found[0], nil
}

// ActsOn returns the voids, refunds and completions of a payment.
func ActsOn(q store.Q, inst id.Institution, pid ID) ([]Payment, error) { return children(q, inst, pid) }

// Owed is what the house still owes, or owed, the outside about a payment.
type Owed struct {
	Act      string     `json:"act"` // reverse, forward
	Cause    string     `json:"cause"`
	Attempts int64      `json:"attempts"`
	LastCode string     `json:"last_code"`
	NextAt   time.Time  `json:"next_at"`
	DoneAt   *time.Time `json:"done_at,omitempty"`
}

func owedOf(q store.Q, inst id.Institution, pid ID) (*Owed, error) {
	var o Owed
	var nextAt, done int64
	err := q.Row(`SELECT act, cause, attempts, last_code, next_at, COALESCE(done_at, 0) FROM payment_due
		WHERE institution_id = $1 AND payment_id = $2`, string(inst), string(pid)).
		Scan(&o.Act, &o.Cause, &o.Attempts, &o.LastCode, &nextAt, &done)
	if errors.Is(err, store.ErrNoRows) {
		return nil, nil
	}
	o.NextAt = clock.FromMicros(nextAt)
	if done != 0 {
		t := clock.FromMicros(done)
		o.DoneAt = &t
	}
	return &o, err
}

// HourSum is what a merchant took and gave back in one hour of a day.
type HourSum struct {
	Hour      int   `json:"hour"` // 0–23, +08:00
	TakenFen  int64 `json:"taken_fen"`
	Taken     int64 `json:"taken"`
	GivenFen  int64 `json:"given_back_fen"`
	GivenBack int64 `json:"given_back"`
}

// ChannelSum is what came through one channel on a day.
type ChannelSum struct {
	Channel  Channel `json:"channel"`
	Product  string  `json:"product"`
	NetFen   int64   `json:"net_fen"`
	Payments int64   `json:"payments"`
}

// Today returns the open business date's figures, for an owner's chart.
func (s *Service) Today(ctx context.Context, by audit.Actor) (date day.Date, hours []HourSum, channels []ChannelSum, err error) {
	err = s.read(ctx, func(q store.Q) (err error) {
		if date, err = BusinessDate(q, by.Institution, s.now()); err != nil {
			return err
		}
		rows, err := DayRows(q, by.Institution, date)
		hours, channels = sums(rows, by.Merchant)
		return err
	})
	return date, hours, channels, err
}

func sums(rows []DayRow, merchant string) ([]HourSum, []ChannelSum) {
	hours := make([]HourSum, 24)
	var channels []ChannelSum
	place := map[string]int{}
	for _, r := range rows {
		if merchant != "" && r.MerchantID != merchant || !r.Kind.takesMoney() && !r.Kind.givesBack() {
			continue
		}
		h := &hours[r.At.In(clock.Shanghai).Hour()]
		at, ok := place[r.Product]
		if !ok {
			at = len(channels)
			place[r.Product] = at
			channels = append(channels, ChannelSum{Channel: r.Channel, Product: r.Product})
		}
		if r.Kind.takesMoney() {
			h.TakenFen, h.Taken = h.TakenFen+r.ApprovedFen, h.Taken+1
			channels[at].NetFen += r.ApprovedFen
		} else {
			h.GivenFen, h.GivenBack = h.GivenFen+r.ApprovedFen, h.GivenBack+1
			channels[at].NetFen -= r.ApprovedFen
		}
		channels[at].Payments++
	}
	for i := range hours {
		hours[i].Hour = i
	}
	return hours, channels
}
