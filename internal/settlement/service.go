package settlement

import (
	"context"
	"log/slog"
	"path/filepath"

	"tillway/internal/audit"
	"tillway/internal/billing"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/id"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
	"tillway/internal/merchant"
	"tillway/internal/payment"
)

// Service is the room's use cases.
type Service struct {
	db        *store.DB
	merchants *merchant.Service
	billing   *billing.Service
	source    Source
	dir       string // the bank's exchange folder: to-bank and from-bank
	log       *slog.Logger
}

// New makes the service; dir is where files to and from the bank lie.
func New(db *store.DB, merchants *merchant.Service, billing *billing.Service, dir string, log *slog.Logger) *Service {
	return &Service{db: db, merchants: merchants, billing: billing, dir: dir, log: log}
}

// ToBank is the folder whose files the bank collects.
func (s *Service) ToBank() string { return filepath.Join(s.dir, "to-bank") }

// FromBank is the folder in which the bank leaves results and statements.
func (s *Service) FromBank() string { return filepath.Join(s.dir, "from-bank") }

// channels are those whose files a day waits for.
var channels = []payment.Channel{payment.Card, payment.WeChat, payment.Alipay}

// Cut ends the open business day and begins the next calendar day. From its
// commit on, new payments belong to the next day (R10).
func (s *Service) Cut(ctx context.Context, by audit.Actor, date day.Date) error {
	return s.db.Write(ctx, func(tx *store.Tx) error {
		if _, err := findDay(tx, by.Institution, date); !errs.Is(err, ErrNoDay) {
			return err // cut before: the same answer
		}
		open, err := payment.BusinessDate(tx, by.Institution, tx.Now())
		if err != nil {
			return err
		}
		if open != date {
			return ErrNotOpen.New("date", date.String(), "open", open.String())
		}
		next := date.AddDays(1)
		if _, err := payment.CutTx(tx, by, by.Institution, next); err != nil {
			return err
		}
		d := businessDay{Date: date, CutBy: by.User}
		if d.pos, err = dayLife.Begin(tx, by.Institution, date.String(), by.User); err != nil {
			return err
		}
		if d.pos, err = dayLife.Fire(tx, by.Institution, date.String(), d.pos, "cut", by.User); err != nil {
			return err
		}
		if err := insertDay(tx, by.Institution, d); err != nil {
			return err
		}
		if err := audit.Write(tx, by, "settlement.cut", "business_day", date.String(), map[string]string{"next": next.String()}); err != nil {
			return err
		}
		return outbox.Emit(tx, by.Institution, DayCut{date.String(), next.String()})
	})
}

// CutDue cuts the open business day when its civil date has come to the
// cut-off; the job runs it at the parameter's time of day.
func (s *Service) CutDue(ctx context.Context, inst id.Institution, on day.Date) error {
	var open day.Date
	err := s.db.Read(ctx, func(q store.Q) (err error) {
		open, err = payment.BusinessDate(q, inst, s.db.Clock().Now())
		return err
	})
	by := audit.System(inst, "cut-off")
	for ; err == nil && !open.After(on); open = open.AddDays(1) {
		err = s.Cut(ctx, by, open)
	}
	return err
}

// fire moves a day along its life and stores it.
func fire(tx *store.Tx, by audit.Actor, d *businessDay, event string) error {
	was := d.pos
	var err error
	if d.pos, err = dayLife.Fire(tx, by.Institution, d.Date.String(), d.pos, event, by.User); err != nil {
		return err
	}
	return moveDay(tx, by.Institution, *d, was.Step)
}

// firePayout does the same for a payout.
func firePayout(tx *store.Tx, by audit.Actor, p *Payout, event string) error {
	was := p.pos
	var err error
	if p.pos, err = payoutLife.Fire(tx, by.Institution, p.ID.String(), p.pos, event, by.User); err != nil {
		return err
	}
	p.Status = p.pos.Status.String()
	return movePayout(tx, by.Institution, *p, was.Step)
}
