package risk

import (
	"context"
	"embed"
	"fmt"
	"time"

	"tillway/internal/audit"
	"tillway/internal/institution"
	"tillway/internal/kit/clock"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/id"
	"tillway/internal/kit/money"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
)

//go:embed migrations
var migrationsFS embed.FS

// Migrations are the room's tables.
var Migrations = store.Migration{Room: "risk", FS: migrationsFS}

type alertKind struct{}

func (alertKind) Prefix() string { return "alr" }

// CheckTx judges a payment inside its first write and reserves its amount in
// the day's counter. A refusal says why and leaves nothing reserved; an alert
// about it is kept.
func CheckTx(tx *store.Tx, inst id.Institution, f Facts) (*errs.E, error) {
	p, known, err := profile(tx, inst, f.MerchantID, tx.NowMicros())
	if err != nil {
		return nil, err
	}
	if !known { // the first payment begins the probation
		if f.Level.Valid() {
			p.Level = f.Level
		}
		if err := saveProfile(tx, inst, p); err != nil {
			return nil, err
		}
	}
	if p.Level == Suspended {
		return ErrSuspended.New(), nil
	}
	if refused, err := onList(tx, inst, f); refused != nil || err != nil {
		return refused, err
	}
	l, err := limitsOf(tx, inst, p, f.Product, tx.Now())
	if err != nil {
		return nil, err
	}
	if refused := l.single(f); refused != nil {
		return refused, nil
	}
	if refused, err := oftenUsed(tx, inst, f); refused != nil || err != nil {
		return refused, err
	}
	if !f.Counts {
		return nil, nil
	}
	ok, err := reserve(tx, inst, f, l.dayFen)
	if err != nil || ok {
		return nil, err
	}
	return ErrDay.New("limit", money.FromFen(l.dayFen).String()), uncountIfCard(tx, inst, f)
}

// GiveBackTx returns a payment's amount, or a part of it, to the day's counter.
func GiveBackTx(tx *store.Tx, inst id.Institution, f Facts) error {
	if f.Counts {
		if err := giveBack(tx, inst, f); err != nil {
			return err
		}
	}
	if f.Partial {
		return nil
	}
	return uncountIfCard(tx, inst, f)
}

func uncountIfCard(tx *store.Tx, inst id.Institution, f Facts) error {
	if f.PANIndex == nil {
		return nil
	}
	return uncountCard(tx, inst, f)
}

// onList refuses a listed card. Staff are never told to keep a card.
func onList(tx *store.Tx, inst id.Institution, f Facts) (*errs.E, error) {
	if f.PANIndex == nil {
		return nil, nil
	}
	hit, err := listedCard(tx, inst, f.PANIndex)
	if err != nil || !hit {
		return nil, err
	}
	points, err := institution.ParamInt(tx, inst, "risk.RK31.points", day.Of(tx.Now()))
	if err != nil {
		return nil, err
	}
	return ErrListed.New(), alert(tx, inst, f, "RK31", Enforce, int(points))
}

// oftenUsed is RK01: the same card again and again.
func oftenUsed(tx *store.Tx, inst id.Institution, f Facts) (*errs.E, error) {
	if f.PANIndex == nil {
		return nil, nil
	}
	r, err := rk01(tx, inst, day.Of(tx.Now()))
	if err != nil {
		return nil, err
	}
	n, err := countCard(tx, inst, f)
	if err != nil || !r.over(n) {
		return nil, err
	}
	if err := alert(tx, inst, f, r.ID, r.Mode, r.Points); err != nil || r.Mode != Enforce {
		return nil, err
	}
	return ErrRule.New(), uncountCard(tx, inst, f)
}

func alert(tx *store.Tx, inst id.Institution, f Facts, ruleID string, mode Mode, points int) error {
	a := AlertRaised{AlertID: string(id.New[alertKind](tx.Now())), Rule: ruleID, Mode: mode, MerchantID: f.MerchantID,
		PaymentID: f.PaymentID, Points: points, At: tx.Now()}
	if err := insertAlert(tx, inst, a); err != nil {
		return err
	}
	return outbox.Emit(tx, inst, a)
}

// limits are what a merchant's level allows of a product.
type limits struct{ singleFen, dayFen, noPINFen int64 }

const noLimit = money.Limit

// limitsOf reads the parameters of a merchant's level; on probation they are a
// share of it (acquiring rules §4.4).
func limitsOf(q store.Q, inst id.Institution, p Profile, product string, now time.Time) (l limits, err error) {
	on := day.Of(now)
	number := func(name string) (n int64) {
		if err == nil {
			n, err = institution.ParamInt(q, inst, name, on)
		}
		return n
	}
	level := "limit." + string(p.Level) + "."
	l = limits{singleFen: noLimit, dayFen: number(level + "day_" + product + "_fen"), noPINFen: number("nopin.limit_fen")}
	if product == "credit" {
		l.singleFen = number(level + "single_credit_fen")
	}
	days, share := number("limit.probation_days"), number("limit.probation_ppm")
	if now.Before(p.Since.AddDate(0, 0, int(days))) {
		l.singleFen, l.dayFen = part(l.singleFen, share), part(l.dayFen, share)
	}
	return l, err
}

func part(fen, ppm int64) int64 {
	if fen == noLimit {
		return fen
	}
	return fen / 1000 * ppm / 1000
}

func (l limits) single(f Facts) *errs.E {
	switch {
	case f.AmountFen > l.singleFen:
		return ErrSingle.New("limit", money.FromFen(l.singleFen).String())
	case f.WithoutPIN && f.AmountFen > l.noPINFen:
		return ErrNoPIN.New("limit", money.FromFen(l.noPINFen).String())
	}
	return nil
}

// Service is what people do with risk.
type Service struct{ db *store.DB }

// New returns the room.
func New(db *store.DB) *Service { return &Service{db} }

// SetLevel grades a merchant.
func (s *Service) SetLevel(ctx context.Context, by audit.Actor, merchant string, level Level, reason string) error {
	if !level.Valid() {
		return ErrLevel.New()
	}
	return s.db.Write(ctx, func(tx *store.Tx) error {
		p, _, err := profile(tx, by.Institution, merchant, tx.NowMicros())
		if err != nil {
			return err
		}
		p.Level = level
		if err := saveProfile(tx, by.Institution, p); err != nil {
			return err
		}
		return audit.Write(tx, by, "risk.set_level", "merchant", merchant, map[string]string{"level": string(level), "reason": reason})
	})
}

// ListCard refuses a card from now on, by its blind index.
func (s *Service) ListCard(ctx context.Context, by audit.Actor, panIndex []byte, reason string) error {
	return s.db.Write(ctx, func(tx *store.Tx) error {
		if err := listCard(tx, by, panIndex, reason); err != nil {
			return err
		}
		return audit.Write(tx, by, "risk.list_card", "card", fmt.Sprintf("%x", panIndex), map[string]string{"reason": reason})
	})
}

// Rules returns the rules as the institution runs them today.
func (s *Service) Rules(ctx context.Context, inst id.Institution) (out []Rule, err error) {
	err = s.db.Read(ctx, func(q store.Q) error {
		r, err := rk01(q, inst, day.Of(s.db.Clock().Now()))
		out = []Rule{r}
		return err
	})
	return out, err
}

// Alerts returns the newest alerts before a time, of one merchant or of all.
func (s *Service) Alerts(ctx context.Context, inst id.Institution, merchant string, before time.Time, n int) (out []AlertRaised, err error) {
	err = s.db.Read(ctx, func(q store.Q) error {
		out, err = alerts(q, inst, merchant, clock.Micros(before), n)
		return err
	})
	return out, err
}
