package settlement

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"time"

	"tillway/internal/audit"
	"tillway/internal/institution"
	"tillway/internal/kit/day"
	"tillway/internal/kit/disk"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/flow"
	"tillway/internal/kit/id"
	"tillway/internal/kit/money"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
	"tillway/internal/ledger"
	"tillway/internal/merchant"
	"tillway/internal/payment"
	"tillway/internal/wire/clearing"
)

type payoutKind struct{}

func (payoutKind) Prefix() string { return "pot" }

// PayoutID identifies what one merchant is paid by a run.
type PayoutID = id.Of[payoutKind]

// Payout is what one merchant is paid by a run.
type Payout struct {
	ID         PayoutID  `json:"id"`
	MerchantID string    `json:"merchant_id"`
	RunID      string    `json:"run_id"`
	Place      int       `json:"place"`
	AmountFen  int64     `json:"amount_fen"`
	Last4      string    `json:"account_last4"`
	BankRef    string    `json:"bank_ref"`
	Reason     string    `json:"reason"`
	Status     string    `json:"status"`
	ChangedAt  time.Time `json:"changed_at"`

	pos flow.Pos
}

// Run is a file of payouts.
type Run struct {
	ID          string    `json:"id"`
	Date        day.Date  `json:"business_date"`
	PayDate     day.Date  `json:"pay_date"`
	Seq         int       `json:"seq"`
	Maker       string    `json:"maker_party"`
	MakerUser   string    `json:"maker_user"`
	Checker     string    `json:"checker_party"`
	CheckerUser string    `json:"checker_user"`
	Digest      string    `json:"digest"`
	PlannedAt   time.Time `json:"planned_at"`
	ApprovedAt  time.Time `json:"approved_at"`
	SentAt      time.Time `json:"sent_at"`
	Payouts     []Payout  `json:"payouts"`
}

// TotalFen is what the run pays.
func (r Run) TotalFen() (fen int64) {
	for _, p := range r.Payouts {
		fen += p.AmountFen
	}
	return fen
}

// Plan makes a run for a cleared day: every merchant whose cleared balance
// reaches the smallest payout, on the first working day after (T+1). Smaller
// balances carry forward. A day has one run at a time: planning again while
// one is open returns that one. When no balance reaches it there is no run, and
// the day closes.
func (s *Service) Plan(ctx context.Context, by audit.Actor, date day.Date) (run Run, err error) {
	err = s.db.Write(ctx, func(tx *store.Tx) error {
		d, err := findDay(tx, by.Institution, date)
		if err != nil {
			return err
		}
		if d.pos.Status.Is(Closed) {
			if run, err = latestRun(tx, by.Institution, date); errs.Is(err, ErrNoRun) {
				err = nil // it closed without one
			}
			return err
		}
		if !d.pos.Status.Is(Cleared) {
			return ErrNotReconciled.New("date", date.String(), "open", "0", "missing", "0")
		}
		var open bool
		if run, open, err = openRun(tx, by.Institution, date); err != nil || open {
			return err
		}
		due, err := s.dueOn(tx, by.Institution, date)
		if err != nil {
			return err
		}
		if len(due) == 0 { // a day without trade: nothing is paid, and it is done
			return fire(tx, by, &d, "close")
		}
		run, err = planRun(tx, by, date, day.T1(date), due)
		return err
	})
	return run, err
}

func (s *Service) dueOn(tx *store.Tx, inst id.Institution, date day.Date) ([]dueMerchant, error) {
	minimum, err := institution.ParamInt(tx, inst, "settlement.minimum_fen", date)
	if err != nil {
		return nil, err
	}
	return due(tx, inst, minimum)
}

func planPayout(tx *store.Tx, by audit.Actor, run Run, place int, m dueMerchant) (p Payout, err error) {
	p = Payout{ID: id.New[payoutKind](tx.Now()), MerchantID: m.merchant, RunID: run.ID, Place: place, AmountFen: m.fen,
		Last4: m.last4, Status: Planned, ChangedAt: tx.Now()}
	if p.pos, err = payoutLife.Begin(tx, by.Institution, p.ID.String(), by.User); err != nil {
		return p, err
	}
	return p, insertPayout(tx, by.Institution, p)
}

type dueMerchant struct {
	merchant string
	fen      int64
	last4    string
}

// due is each merchant's available balance less what uncleared days brought
// in. A merchant without an account in force waits.
func due(tx *store.Tx, inst id.Institution, minimum int64) (out []dueMerchant, err error) {
	balances, err := ledger.Balances(tx, inst, "2203")
	if err != nil {
		return nil, err
	}
	uncleared, err := unclearedFen(tx, inst, tx.Now())
	if err != nil {
		return nil, err
	}
	for _, b := range balances {
		m := dueMerchant{merchant: b.Account.Owner()}
		if m.fen = b.AvailableFen() - uncleared[m.merchant]; m.fen < max(minimum, 1) {
			continue
		}
		known, err := merchant.Get(tx, inst, merchant.ID(m.merchant))
		if err != nil {
			return nil, err
		}
		if m.last4 = known.Settlement.Last4; m.last4 == "" {
			continue
		}
		out = append(out, m)
	}
	return out, nil
}

// unclearedFen is, for each merchant, what the open day and those not cleared
// yet have brought in. What gives back an uncleared payment lowers it; what
// gives back an older one comes off the cleared money.
func unclearedFen(q store.Q, inst id.Institution, now time.Time) (map[string]int64, error) {
	dates, err := unclearedDates(q, inst)
	if err != nil {
		return nil, err
	}
	open, err := payment.BusinessDate(q, inst, now)
	if err != nil {
		return nil, err
	}
	out, fresh := map[string]int64{}, map[payment.ID]bool{}
	for _, date := range append(dates, open) {
		rows, err := payment.DayRows(q, inst, date)
		if err != nil {
			return nil, err
		}
		for _, p := range rows {
			fen := signed(p)
			if fen > 0 {
				fresh[p.ID] = true
			}
			if fen > 0 || fresh[p.OriginalID] {
				out[p.MerchantID] += fen
			}
		}
	}
	return out, nil
}

// Approve is the second person's yes: the money leaves the merchants' unsettled
// balances and is in transit.
func (s *Service) Approve(ctx context.Context, by audit.Actor, runID string) error {
	return s.db.Write(ctx, func(tx *store.Tx) error {
		run, err := findRun(tx, by.Institution, runID)
		if err != nil {
			return err
		}
		switch {
		case run.Maker == by.Party:
			return ErrSamePerson.New()
		case !run.ApprovedAt.IsZero():
			return ErrRunState.New("run", runID, "done", "复核/approved")
		}
		if err := covered(tx, by.Institution, run.TotalFen()); err != nil {
			return err
		}
		run.Checker, run.CheckerUser, run.ApprovedAt = by.Party, by.User, tx.Now()
		for i := range run.Payouts {
			p := &run.Payouts[i]
			if err := firePayout(tx, by, p, "approve"); err != nil {
				return err
			}
			if err := postPair(tx, by, reasonPayout, payoutRef(*p), run.Date, money.FromFen(p.AmountFen),
				ledger.Unsettled(p.MerchantID), ledger.InTransit(p.MerchantID), false); err != nil {
				return err
			}
		}
		if err := updateRun(tx, by.Institution, run); err != nil {
			return err
		}
		return audit.Write(tx, by, "settlement.approve", "payout_run", runID, map[string]string{"total_fen": fmt.Sprint(run.TotalFen())})
	})
}

// covered refuses what the reserve cannot pay beside the payouts that are in
// transit: merchants are paid with the money of their own payments, which the
// channels have to bring first.
func covered(q store.Q, inst id.Institution, total int64) error {
	reserve, err := ledger.BalanceOf(q, inst, ledger.Reserve)
	if err != nil {
		return err
	}
	inTransit, err := ledger.Balances(q, inst, "2204")
	if err != nil {
		return err
	}
	left := reserve.Fen()
	for _, b := range inTransit {
		left -= b.Fen()
	}
	if left < total {
		return ErrReserve.New("have", money.FromFen(left).String(), "need", money.FromFen(total).String())
	}
	return nil
}

func payoutRef(p Payout) ledger.Ref { return ledger.Ref{Kind: "payout", ID: p.ID.String()} }

// Send writes the run's file where the bank collects it. The digest and the
// status are durable first: a crash between leaves a file to be written again,
// with the same bytes and the same id, which the bank takes once.
func (s *Service) Send(ctx context.Context, by audit.Actor, runID string) (path string, err error) {
	var run Run
	if err = s.db.Read(ctx, func(q store.Q) (err error) { run, err = findRun(q, by.Institution, runID); return err }); err != nil {
		return "", err
	}
	if run.ApprovedAt.IsZero() {
		return "", ErrRunState.New("run", runID, "done", "编制但未复核/planned but not approved")
	}
	file, err := s.file(ctx, by, run)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(file)
	digest := hex.EncodeToString(sum[:])
	err = s.db.Write(ctx, func(tx *store.Tx) error {
		run, err := findRun(tx, by.Institution, runID)
		if err != nil {
			return err
		}
		if run.Digest != "" {
			if run.Digest != digest {
				return ErrRunState.New("run", runID, "done", "以另一份内容发送/sent with other content")
			}
			return nil
		}
		run.Digest, run.SentAt = digest, tx.Now()
		for i := range run.Payouts {
			if err := firePayout(tx, by, &run.Payouts[i], "send"); err != nil {
				return err
			}
		}
		if err := updateRun(tx, by.Institution, run); err != nil {
			return err
		}
		return audit.Write(tx, by, "settlement.send", "payout_run", runID, map[string]string{"digest": digest})
	})
	if err != nil {
		return "", err
	}
	path = filepath.Join(s.ToBank(), runID+".txt")
	return path, disk.Write(path, file)
}

// file makes the run's bytes. They depend on the run alone.
func (s *Service) file(ctx context.Context, by audit.Actor, run Run) ([]byte, error) {
	var reserve institution.Value
	err := s.db.Read(ctx, func(q store.Q) (err error) {
		reserve, err = institution.Param(q, by.Institution, "reserve.account_no", run.PayDate)
		return err
	})
	if err == nil && reserve.Value == institution.Unset {
		err = ErrNoReserve.New()
	}
	if err != nil {
		return nil, err
	}
	f := clearing.PayoutFile{Institution: codeOf(by.Institution), ID: run.ID, Date: run.PayDate.String(),
		Payer: reserve.Value, Currency: "CNY"}
	for _, p := range run.Payouts {
		a, err := s.merchants.SettlementAccount(ctx, by, merchant.ID(p.MerchantID))
		if err != nil {
			return nil, err
		}
		f.Lines = append(f.Lines, clearing.PayoutLine{Payout: p.ID.String(), Fen: p.AmountFen, Account: a.Number.Reveal(),
			Name: a.Holder, BankCode: a.BankCode, Personal: a.Type == merchant.Personal, Remark: "结算款 " + run.Date.String()})
	}
	return clearing.EncodePayout(f)
}

// Results applies the bank's answer to a run, once for each payout.
func (s *Service) Results(ctx context.Context, by audit.Actor, file []byte) error {
	result, err := clearing.DecodeResult(file)
	if err != nil {
		return ErrResult.Wrap(err, "reason", err.Error())
	}
	return s.db.Write(ctx, func(tx *store.Tx) error {
		run, err := findRun(tx, by.Institution, result.File)
		if err != nil {
			return err
		}
		if run.Digest == "" || len(run.Payouts) == 0 {
			return ErrResult.New("reason", "它回复的批次没有发送过/it answers a run that was not sent")
		}
		byID := map[string]*Payout{}
		for i := range run.Payouts {
			byID[run.Payouts[i].ID.String()] = &run.Payouts[i]
		}
		for _, l := range result.Lines {
			p := byID[l.Payout]
			if p == nil || p.AmountFen != l.Fen || p.Place != l.Seq {
				return ErrResult.New("reason", "有一行不属于该批次/a line does not belong to the run")
			}
			if err := applyResult(tx, by, run, p, l); err != nil {
				return err
			}
		}
		if err := audit.Write(tx, by, "settlement.results", "payout_run", run.ID, map[string]string{"no": fmt.Sprint(result.No), "lines": fmt.Sprint(len(result.Lines))}); err != nil {
			return err
		}
		return closeIfDone(tx, by, run)
	})
}

// applyResult books one line; what was booked before is left alone.
func applyResult(tx *store.Tx, by audit.Actor, run Run, p *Payout, l clearing.ResultLine) error {
	amount := money.FromFen(p.AmountFen)
	switch {
	case l.Status == clearing.Paid && p.Status == Sent:
		p.BankRef, p.ChangedAt = l.Reference, tx.Now()
		if err := firePayout(tx, by, p, "pay"); err != nil {
			return err
		}
		if err := postPair(tx, by, reasonPaid, payoutRef(*p), run.PayDate, amount, ledger.InTransit(p.MerchantID), ledger.Reserve, false); err != nil {
			return err
		}
		return outbox.Emit(tx, by.Institution, PayoutPaid{p.ID.String(), p.MerchantID, run.Date.String(), p.AmountFen, p.Last4, p.BankRef})
	case l.Status == clearing.Refused && p.Status == Sent, l.Status == clearing.Returned && (p.Status == Sent || p.Status == Paid):
		from, event := ledger.InTransit(p.MerchantID), "fail"
		if p.Status == Paid {
			from, event = ledger.Reserve, "return"
		}
		p.Reason, p.ChangedAt = l.Reason, tx.Now()
		if err := firePayout(tx, by, p, event); err != nil {
			return err
		}
		if err := postPair(tx, by, reasonFailed, payoutRef(*p), run.PayDate, amount, from, ledger.Unsettled(p.MerchantID), false); err != nil {
			return err
		}
		return outbox.Emit(tx, by.Institution, PayoutFailed{p.ID.String(), p.MerchantID, p.AmountFen, p.Last4, l.Reason})
	}
	return nil // pending at the bank, or known already
}

// closeIfDone closes the day when every payout of its run has its end.
func closeIfDone(tx *store.Tx, by audit.Actor, run Run) error {
	for _, p := range run.Payouts {
		if p.Status == Sent || p.Status == Approved || p.Status == Planned {
			return nil
		}
	}
	d, err := findDay(tx, by.Institution, run.Date)
	if err != nil || !d.pos.Status.Is(Cleared) {
		return err
	}
	return fire(tx, by, &d, "close")
}
