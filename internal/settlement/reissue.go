package settlement

import (
	"context"
	"strconv"

	"tillway/internal/audit"
	"tillway/internal/kit/day"
	"tillway/internal/kit/store"
	"tillway/internal/ledger"
	"tillway/internal/merchant"
	"tillway/internal/wire/clearing"
)

// Reissue plans a payout that failed once more, in a run of its own: a second
// person approves it and it is sent like any other. The money goes to the
// account that is in force when the file is made, so what was wrong with the
// account is corrected first.
func (s *Service) Reissue(ctx context.Context, by audit.Actor, of PayoutID) (run Run, err error) {
	err = s.db.Write(ctx, func(tx *store.Tx) error {
		p, err := findPayout(tx, by.Institution, of)
		if err != nil {
			return err
		}
		old, err := findRun(tx, by.Institution, p.RunID)
		if err != nil {
			return err
		}
		later, err := hasLater(tx, by.Institution, p)
		switch {
		case err != nil:
			return err
		case p.Status != Failed || later:
			return ErrReissue.New()
		}
		m, err := merchant.Get(tx, by.Institution, merchant.ID(p.MerchantID))
		if err != nil {
			return err
		}
		if err := stillOwed(tx, by, p); err != nil {
			return err
		}
		run, err = planRun(tx, by, old.Date, payableOn(day.Of(tx.Now())), []dueMerchant{{p.MerchantID, p.AmountFen, m.Settlement.Last4}})
		return err
	})
	return run, err
}

// stillOwed refuses when the money that came back has gone out with a later
// run, was taken off, or is held.
func stillOwed(tx *store.Tx, by audit.Actor, p Payout) error {
	balance, err := ledger.BalanceOf(tx, by.Institution, ledger.Unsettled(p.MerchantID))
	if err != nil {
		return err
	}
	uncleared, err := unclearedFen(tx, by.Institution, tx.Now())
	if err != nil {
		return err
	}
	if balance.AvailableFen()-uncleared[p.MerchantID] < p.AmountFen {
		return ErrReissueSpent.New()
	}
	return nil
}

// payableOn is the first day from today on which the bank pays.
func payableOn(today day.Date) day.Date {
	if day.IsWorkday(today) {
		return today
	}
	return day.NextWorkday(today)
}

// Drop takes back a run that nobody approved: the checker's no, or the maker's
// own second thought. No money has moved yet; the day can be planned again.
func (s *Service) Drop(ctx context.Context, by audit.Actor, runID, reason string) error {
	return s.db.Write(ctx, func(tx *store.Tx) error {
		run, err := findRun(tx, by.Institution, runID)
		if err != nil {
			return err
		}
		if !run.ApprovedAt.IsZero() {
			return ErrRunState.New("run", runID, "done", "复核/approved")
		}
		for i := range run.Payouts {
			if err := firePayout(tx, by, &run.Payouts[i], "drop"); err != nil {
				return err
			}
		}
		return audit.Write(tx, by, "settlement.drop", "payout_run", runID, map[string]string{"reason": reason})
	})
}

// Dropped tells whether the run was taken back.
func (r Run) Dropped() bool {
	for _, p := range r.Payouts {
		if p.Status != Dropped {
			return false
		}
	}
	return len(r.Payouts) > 0
}

// planRun stores a run of payouts that wait for their second person.
func planRun(tx *store.Tx, by audit.Actor, date, payDate day.Date, due []dueMerchant) (Run, error) {
	seq, err := nextSeq(tx, by.Institution, date)
	if err != nil {
		return Run{}, err
	}
	run := Run{ID: clearing.PayoutFileID(codeOf(by.Institution), date.String(), seq), Date: date,
		PayDate: payDate, Seq: seq, Maker: by.Party, MakerUser: by.User, PlannedAt: tx.Now()}
	if err := insertRun(tx, by, run); err != nil {
		return Run{}, err
	}
	for i, m := range due {
		p, err := planPayout(tx, by, run, i+1, m)
		if err != nil {
			return Run{}, err
		}
		run.Payouts = append(run.Payouts, p)
	}
	return run, audit.Write(tx, by, "settlement.plan", "payout_run", run.ID,
		map[string]string{"payouts": strconv.Itoa(len(due)), "total_fen": strconv.FormatInt(run.TotalFen(), 10)})
}
