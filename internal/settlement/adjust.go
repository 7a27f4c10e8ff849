package settlement

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tillway/internal/audit"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/flow"
	"tillway/internal/kit/id"
	"tillway/internal/kit/money"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
	"tillway/internal/ledger"
	"tillway/internal/merchant"
)

type adjustmentKind struct{}

func (adjustmentKind) Prefix() string { return "adj" }

// AdjustmentID identifies an adjustment.
type AdjustmentID = id.Of[adjustmentKind]

// Adjustment corrects what a merchant was charged.
type Adjustment struct {
	ID         AdjustmentID
	MerchantID string
	AmountFen  int64 // negative: taken off
	Reason     string
	Maker      string // party
	Checker    string
	Steps      []flow.Step // in lists

	pos flow.Pos
}

// Status returns where the adjustment is in its life.
func (a Adjustment) Status() string { return a.pos.Status.String() }

// minReason is the least a second person can judge by, in characters.
const minReason = 5

// ProposeAdjustment asks for a correction; nothing is booked yet.
func (s *Service) ProposeAdjustment(ctx context.Context, by audit.Actor, merchantID string, amountFen int64, reason string) (a Adjustment, err error) {
	if amountFen == 0 {
		return a, errs.Fields(errs.FieldFault{Path: "amount_fen", Code: "ZERO", Zh: "金额不能为零", En: "The amount cannot be zero"})
	}
	if utf8.RuneCountInString(reason) < minReason {
		return a, faultReason()
	}
	err = s.db.Write(ctx, func(tx *store.Tx) error {
		if _, err := merchant.Get(tx, by.Institution, merchant.ID(merchantID)); err != nil {
			return err
		}
		a = Adjustment{ID: id.New[adjustmentKind](tx.Now()), MerchantID: merchantID, AmountFen: amountFen, Reason: reason, Maker: by.Party}
		var err error
		if a.pos, err = adjustmentLife.Begin(tx, by.Institution, a.ID.String(), by.User); err != nil {
			return err
		}
		if err := insertAdjustment(tx, by.Institution, a); err != nil {
			return err
		}
		return audit.Write(tx, by, "settlement.propose_adjustment", "merchant", merchantID,
			map[string]string{"adjustment": a.ID.String(), "amount_fen": strconv.FormatInt(amountFen, 10)})
	})
	return a, err
}

// DecideAdjustment is the second person's yes or no. Yes books it against fee
// income and tells the merchant.
func (s *Service) DecideAdjustment(ctx context.Context, by audit.Actor, of AdjustmentID, approve bool) error {
	return s.db.Write(ctx, func(tx *store.Tx) error {
		a, err := findAdjustment(tx, by.Institution, of)
		if err != nil {
			return err
		}
		if a.Maker == by.Party {
			return ErrSamePerson.New()
		}
		event, was := "refuse", a.pos.Step
		if approve {
			event = "approve"
		}
		if a.pos, err = adjustmentLife.Fire(tx, by.Institution, a.ID.String(), a.pos, event, by.User); err != nil {
			return err
		}
		a.Checker = by.Party
		if err := moveAdjustment(tx, by.Institution, a, was); err != nil {
			return err
		}
		if err := audit.Write(tx, by, "settlement."+event+"_adjustment", "merchant", a.MerchantID, map[string]string{"adjustment": a.ID.String()}); err != nil {
			return err
		}
		if !approve {
			return nil
		}
		err = postPair(tx, by, reasonAdjustment, ledger.Ref{Kind: "adjustment", ID: a.ID.String()}, day.Of(tx.Now()),
			money.FromFen(a.AmountFen).Abs(), ledger.FeeIncome, ledger.Unsettled(a.MerchantID), a.AmountFen < 0)
		if err != nil {
			return err
		}
		return outbox.Emit(tx, by.Institution, Adjusted{a.ID.String(), a.MerchantID, a.AmountFen, a.Reason})
	})
}

type freezeKind struct{}

func (freezeKind) Prefix() string { return "frz" }

// FreezeID identifies a freeze.
type FreezeID = id.Of[freezeKind]

// Freeze keeps a part of a merchant's balance from being paid out.
type Freeze struct {
	ID         FreezeID
	MerchantID string
	AmountFen  int64
	Ground     string
	Document   string
	Maker      string // party
	Ender      string
	Steps      []flow.Step // in lists
	hold       ledger.HoldID

	pos flow.Pos
}

// Status returns where the freeze is in its life.
func (f Freeze) Status() string { return f.pos.Status.String() }

// Grounds a freeze can have (acquiring-rules §5.6).
var Grounds = []string{"RISK", "DISPUTE", "JUDICIAL", "AML", "KYC_EXPIRED"}

func freezeFaults(amountFen int64, ground, document string) (out []errs.FieldFault) {
	if amountFen <= 0 {
		out = append(out, errs.FieldFault{Path: "amount_fen", Code: "NOT_POSITIVE", Zh: "金额须大于零", En: "The amount must be above zero"})
	}
	if !slices.Contains(Grounds, ground) {
		out = append(out, errs.FieldFault{Path: "ground", Code: "GROUND", Zh: "请选择规定的事由", En: "Choose one of the grounds"})
	}
	if strings.TrimSpace(document) == "" {
		out = append(out, errs.FieldFault{Path: "document", Code: "REQUIRED", Zh: "请填写依据的文号或案件号", En: "Name the document or case it rests on"})
	}
	return out
}

// FreezeBalance holds a part of a merchant's unsettled balance. The merchant's
// message names the amount and nothing of the ground.
func (s *Service) FreezeBalance(ctx context.Context, by audit.Actor, merchantID string, amountFen int64, ground, document string) (f Freeze, err error) {
	if faults := freezeFaults(amountFen, ground, document); len(faults) > 0 {
		return f, errs.Fields(faults...)
	}
	err = s.db.Write(ctx, func(tx *store.Tx) error {
		f = Freeze{ID: id.New[freezeKind](tx.Now()), MerchantID: merchantID, AmountFen: amountFen, Ground: ground, Document: document, Maker: by.Party}
		var err error
		f.hold, err = ledger.HoldTx(tx, by, by.Institution, ledger.Hold{Account: ledger.Unsettled(merchantID), Amount: money.FromFen(amountFen),
			Reason: reasonFreeze, Ref: ledger.Ref{Kind: "freeze", ID: f.ID.String()}})
		if err != nil {
			return err
		}
		if f.pos, err = freezeLife.Begin(tx, by.Institution, f.ID.String(), by.User); err != nil {
			return err
		}
		if err := insertFreeze(tx, by.Institution, f); err != nil {
			return err
		}
		err = audit.Write(tx, by, "settlement.freeze", "merchant", merchantID,
			map[string]string{"freeze": f.ID.String(), "ground": ground, "document": document, "amount_fen": strconv.FormatInt(amountFen, 10)})
		if err != nil {
			return err
		}
		return outbox.Emit(tx, by.Institution, Frozen{f.ID.String(), merchantID, amountFen})
	})
	return f, err
}

// Release ends a freeze; whoever placed it cannot.
func (s *Service) Release(ctx context.Context, by audit.Actor, of FreezeID) error {
	return s.db.Write(ctx, func(tx *store.Tx) error {
		f, err := findFreeze(tx, by.Institution, of)
		if err != nil {
			return err
		}
		if f.Maker == by.Party {
			return ErrSamePerson.New()
		}
		was := f.pos.Step
		if f.pos, err = freezeLife.Fire(tx, by.Institution, f.ID.String(), f.pos, "release", by.User); err != nil {
			return err
		}
		f.Ender = by.Party
		if err := moveFreeze(tx, by.Institution, f, was); err != nil {
			return err
		}
		if err := ledger.ReleaseTx(tx, by, by.Institution, f.hold, reasonUnfreeze); err != nil {
			return err
		}
		if err := audit.Write(tx, by, "settlement.release", "merchant", f.MerchantID, map[string]string{"freeze": f.ID.String()}); err != nil {
			return err
		}
		return outbox.Emit(tx, by.Institution, Unfrozen{f.ID.String(), f.MerchantID, f.AmountFen})
	})
}

// Corrections lists adjustments and freezes, the newest first.
func (s *Service) Corrections(ctx context.Context, by audit.Actor) (adjustments []Adjustment, freezes []Freeze, err error) {
	err = s.db.Read(ctx, func(q store.Q) (err error) {
		if adjustments, err = listAdjustments(q, by); err != nil {
			return err
		}
		for i, a := range adjustments {
			if adjustments[i].Steps, err = adjustmentLife.Steps(q, by.Institution, a.ID.String()); err != nil {
				return err
			}
		}
		if freezes, err = listFreezes(q, by); err != nil {
			return err
		}
		for i, f := range freezes {
			if freezes[i].Steps, err = freezeLife.Steps(q, by.Institution, f.ID.String()); err != nil {
				return err
			}
		}
		return nil
	})
	return adjustments, freezes, err
}
