package payment

import (
	"context"
	"errors"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/id"
	"tillway/internal/kit/rnd"
	"tillway/internal/kit/run"
	"tillway/internal/kit/store"
)

const (
	round   = 64                     // dues and orphans taken at a time
	abreast = 8                      // dues on their way at once
	lookFor = 500 * time.Millisecond // pause between looks
)

// Run keeps ending what is open: intents that nobody works on, and dues. It
// returns when ctx ends.
func (s *Service) Run(ctx context.Context) error {
	tick := clock.Ticker(lookFor)
	defer tick.Stop()
	for {
		if _, err := s.Recover(ctx); err != nil && ctx.Err() == nil {
			s.log.Error("recovery", "error", err)
		}
		if _, err := s.SendDues(ctx); err != nil && ctx.Err() == nil {
			s.log.Error("dues", "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// Recover turns intents that nobody works on uncertain, and refunds among them
// into forwarding: a crash takes the road of silence. One process writes to a
// database, so an intent of another start belongs to a process that is gone.
func (s *Service) Recover(ctx context.Context) (n int, err error) {
	var found []orphan
	err = s.read(ctx, func(q store.Q) (err error) {
		found, err = orphans(q, s.boot, s.now(), round)
		return err
	})
	if err != nil {
		return 0, err
	}
	for _, o := range found {
		done, err := s.recover(ctx, o)
		if err != nil {
			return n, err
		}
		if done {
			n++
		}
	}
	return n, nil
}

func (s *Service) recover(ctx context.Context, o orphan) (done bool, err error) {
	err = s.db.Write(ctx, func(tx *store.Tx) error {
		done = false
		p, err := load(tx, o.inst, o.payment)
		if err != nil || !p.is(stIntent) {
			return err
		}
		if _, walked := s.asking.Load(p.ID); walked {
			return nil // the business clock was moved while it was on the road
		}
		done = true
		return s.settleTx(tx, system(o.inst), o.inst, &p, outcome{unknown: true, code: "06"})
	})
	return done, err
}

// SendDues sends what is due: reversals, and refunds that are repeated. It
// returns how many were confirmed.
func (s *Service) SendDues(ctx context.Context) (confirmed int, err error) {
	var found []due
	err = s.read(ctx, func(q store.Q) (err error) {
		found, err = duesAt(q, s.now(), round)
		return err
	})
	if err != nil {
		return 0, err
	}
	results := make([]bool, len(found))
	for at := 0; at < len(found); at += abreast {
		g := run.New(ctx)
		for i := at; i < min(at+abreast, len(found)); i++ {
			g.Go("due "+string(found[i].payment), func(ctx context.Context) error {
				ok, err := s.sendDue(ctx, found[i])
				results[i] = ok
				return err
			})
		}
		if e := g.Wait(); e != nil {
			err = errors.Join(err, e)
		}
	}
	for _, ok := range results {
		if ok {
			confirmed++
		}
	}
	return confirmed, err
}

// sendDue makes one try. One is in flight per payment (R8).
func (s *Service) sendDue(ctx context.Context, d due) (bool, error) {
	if _, busy := s.sending.LoadOrStore(d.payment, true); busy {
		return false, nil
	}
	defer s.sending.Delete(d.payment)
	var p, original Payment
	var times retryTimes
	err := s.read(ctx, func(q store.Q) (err error) {
		if p, err = load(q, d.inst, d.payment); err != nil {
			return err
		}
		if p.OriginalID != "" {
			if original, err = load(q, d.inst, p.OriginalID); err != nil {
				return err
			}
		}
		times, err = s.retries(q, d.inst, s.now())
		return err
	})
	if err != nil {
		return false, err
	}
	ask, cancel := context.WithTimeout(ctx, times.answer)
	defer cancel()
	if d.act == actForward {
		out, err := s.repeat(ask, d.inst, p, original)
		if err != nil {
			return false, err
		}
		return s.forwarded(ctx, d, times, out)
	}
	code, ok := s.reverse(ask, d, p, original, times.code)
	return s.reversed(ctx, d, times, code, ok)
}

// repeat sends a refund again, with the numbers it had.
func (s *Service) repeat(ctx context.Context, inst id.Institution, p, original Payment) (outcome, error) {
	if p.Channel != Card {
		return s.askRefund(ctx, inst, p, original), nil
	}
	r, err := s.networkRequest(ctx, inst, p, original)
	if err != nil {
		return silence, err
	}
	r.Repeat = true
	return s.askNetwork(ctx, p, r, false), nil
}

// forwarded writes what a repeat brought. That it did not leave is no outcome:
// an earlier copy may have.
func (s *Service) forwarded(ctx context.Context, d due, t retryTimes, out outcome) (done bool, err error) {
	open := out.unknown || out.refused != nil && out.refused.Def == ErrNotSent
	err = s.db.Write(ctx, func(tx *store.Tx) error {
		if open {
			return postponeDue(tx, d, out.code, s.later(tx.Now(), d, t))
		}
		if done, err = finishDue(tx, d, out.code); err != nil || !done {
			return err
		}
		p, err := load(tx, d.inst, d.payment)
		if err != nil {
			return err
		}
		return s.settleTx(tx, system(d.inst), d.inst, &p, out)
	})
	return done && !open, err
}

// reverse asks the outside to take a payment back; ok says that it confirmed
// that the customer is not charged.
func (s *Service) reverse(ctx context.Context, d due, p, original Payment, codeLife time.Duration) (code string, ok bool) {
	if p.Channel != Card {
		return s.cancelWallet(ctx, d, p, codeLife)
	}
	pan, err := s.openCard(ctx, d.inst, p)
	if err != nil {
		s.log.Warn("reversal", "payment", p.ID, "error", err)
		return codeSystem, false
	}
	a, err := s.network.Reverse(ctx, NetworkReversal{
		Institution: d.inst, PaymentID: p.ID, STAN: d.stan, At: d.created, TID: p.TID, MID: p.MID, MerchantName: p.MerchantName,
		MCC: p.MCC, Batch: p.Batch, Trace: p.Trace, AmountFen: p.RequestedFen, Currency: p.Currency, EntryMode: p.EntryMode,
		PAN: pan, Cause: d.cause, Original: p.inNetwork(), Repeat: d.attempts > 0,
	})
	if err != nil {
		s.log.Warn("reversal", "payment", p.ID, "attempts", d.attempts+1, "error", err)
		return codeUnknown, false
	}
	return a.Code, a.Code == codeApproved || a.Code == codeNotFound
}

// cancelWallet closes a wallet's order and asks once more, to prove that it is
// closed (R9).
func (s *Service) cancelWallet(ctx context.Context, d due, p Payment, codeLife time.Duration) (code string, ok bool) {
	o := p.walletOrder(d.inst)
	if _, err := s.wallet.Cancel(ctx, o); err != nil {
		s.log.Warn("wallet cancel", "payment", p.ID, "attempts", d.attempts+1, "error", err)
		return codeUnknown, false
	}
	a, err := s.wallet.Query(ctx, o)
	if err != nil {
		return codeUnknown, false
	}
	switch a.State {
	case WalletClosed, WalletFailed:
		return codeApproved, true
	case WalletMissing:
		// It never arrived, and cannot any more once its code is stale.
		return codeNotFound, s.now().Sub(p.OccurredAt) > codeLife || d.attempts > 0
	}
	return codeInProgress, false
}

// reversed writes what a reversal's try brought.
func (s *Service) reversed(ctx context.Context, d due, t retryTimes, code string, ok bool) (done bool, err error) {
	err = s.db.Write(ctx, func(tx *store.Tx) error {
		if !ok {
			return postponeDue(tx, d, code, s.later(tx.Now(), d, t))
		}
		if done, err = finishDue(tx, d, code); err != nil || !done {
			return err
		}
		return confirmTx(tx, d.inst, d.payment)
	})
	return done, err
}

func (s *Service) later(now time.Time, d due, t retryTimes) time.Time {
	return now.Add(backoff(d.attempts, t.first, t.most, rnd.Int))
}
