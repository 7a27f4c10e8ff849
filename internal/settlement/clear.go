package settlement

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"tillway/internal/audit"
	"tillway/internal/contract"
	"tillway/internal/institution"
	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/money"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
	"tillway/internal/ledger"
	"tillway/internal/payment"
)

// Clear computes and posts the fee of every payment of a reconciled day by the
// plan its merchant signed (S41, S78), and what the channel costs us.
func (s *Service) Clear(ctx context.Context, by audit.Actor, date day.Date) error {
	return s.db.Write(ctx, func(tx *store.Tx) error {
		d, err := findDay(tx, by.Institution, date)
		if err != nil {
			return err
		}
		if d.pos.Status.Is(Cut) {
			missing, open, err := outstanding(tx, by.Institution, date)
			if err != nil {
				return err
			}
			return ErrNotReconciled.New("date", date.String(), "open", fmt.Sprint(open), "missing", fmt.Sprint(missing))
		}
		if err := ready(tx, by.Institution, date); err != nil {
			return err
		}
		if err := fire(tx, by, &d, "clear"); err != nil {
			return err
		}
		rows, err := payment.DayRows(tx, by.Institution, date)
		if err != nil {
			return err
		}
		none, err := takenBack(tx, by.Institution)
		if err != nil {
			return err
		}
		var total int64
		for _, p := range rows {
			fee, err := clearOne(tx, by, date, p, none[p.ID.String()])
			if err != nil {
				return err
			}
			total += fee
		}
		if err := audit.Write(tx, by, "settlement.clear", "business_day", date.String(), map[string]string{"fees_fen": fmt.Sprint(total)}); err != nil {
			return err
		}
		return outbox.Emit(tx, by.Institution, DayCleared{date.String(), total})
	})
}

// ready refuses a day with payments still in the air, and one before whose
// turn an earlier day is to be cleared: a refund returns what its original paid.
func ready(q store.Q, inst id.Institution, date day.Date) error {
	waiting, err := unclearedDates(q, inst)
	if err != nil {
		return err
	}
	if len(waiting) > 0 && waiting[0].Before(date) {
		return ErrOrder.New("date", waiting[0].String())
	}
	n, err := payment.Unfinished(q, inst, date)
	if err == nil && n > 0 {
		err = ErrUnfinished.New("date", date.String(), "count", strconv.FormatInt(n, 10))
	}
	return err
}

// feeRow is a payment's row of settlement_fee.
type feeRow struct {
	payment           payment.DayRow
	signed, fee, cost int64
	plan              string
}

// clearOne charges a payment; one that was none for the channel costs its
// merchant nothing.
func clearOne(tx *store.Tx, by audit.Actor, date day.Date, p payment.DayRow, none bool) (fee int64, err error) {
	row := feeRow{payment: p, signed: signed(p), plan: p.PlanID}
	if row.signed == 0 {
		return 0, nil
	}
	switch {
	case p.Reversal:
		err = row.undo(tx, by.Institution)
	case none:
	case row.signed > 0:
		err = row.charge(tx, by.Institution)
	default:
		err = row.giveBack(tx, by.Institution)
	}
	if err != nil {
		return 0, err
	}
	if row.cost, err = costOf(tx, by.Institution, date, p); err != nil {
		return 0, err
	}
	if err := insertFee(tx, by.Institution, date, row); err != nil {
		return 0, err
	}
	return row.fee, row.post(tx, by, date)
}

// charge is the fee of a sale or completion, rounded half up per transaction
// (acquiring-rules §1.12).
func (r *feeRow) charge(q store.Q, inst id.Institution) error {
	plan, err := contract.FeePlanByID(q, inst, r.payment.PlanID)
	if err != nil {
		return err
	}
	amount := money.FromFen(r.signed)
	fee, err := plan.Fee(r.payment.Product, amount)
	r.fee = fee.Fen()
	return err
}

// giveBack returns the fee of the original in proportion, cumulatively rounded
// so that never more comes back than was charged.
func (r *feeRow) giveBack(q store.Q, inst id.Institution) error {
	o, err := feesOf(q, inst, r.payment.OriginalID.String())
	if errors.Is(err, store.ErrNoRows) {
		return nil // the original is of a day not cleared yet: nothing was charged
	}
	if err != nil {
		return err
	}
	amount, back := money.FromFen(o.signed), money.FromFen(-r.signed)
	before := money.FromFen(o.returnedFen)
	fee, err := money.FeeReturn(amount, money.FromFen(o.fee), before, back)
	r.fee = -fee.Fen()
	return err
}

// undo takes the fee of a payment of an earlier day off again, as it was: its
// reversal was confirmed after that day's cut-off.
func (r *feeRow) undo(q store.Q, inst id.Institution) error {
	o, err := feesOf(q, inst, r.payment.ID.String())
	if errors.Is(err, store.ErrNoRows) {
		return nil
	}
	r.fee = -o.fee
	return err
}

// costOf is what the channel keeps of a payment, and gives back with a void, a
// refund or a reversal, each rounded by itself (acquiring-rules §1.12).
func costOf(q store.Q, inst id.Institution, date day.Date, p payment.DayRow) (int64, error) {
	fen := signed(p)
	c, err := cost(q, inst, date, p, money.FromFen(fen).Abs())
	if fen < 0 {
		c = -c
	}
	return c, err
}

// cost is what issuer and network, or the wallet, keep (acquiring-rules §1.11).
func cost(q store.Q, inst id.Institution, date day.Date, p payment.DayRow, amount money.Amount) (int64, error) {
	part := func(rate, capName string) (int64, error) {
		r, err := institution.ParamRate(q, inst, rate, date)
		if err != nil {
			return 0, err
		}
		top := money.NoCap
		if capName != "" {
			fen, err := institution.ParamInt(q, inst, capName, date)
			if err != nil {
				return 0, err
			}
			top = money.FromFen(fen)
		}
		c, err := money.Fee(amount, r, top, money.FromFen(0))
		return c.Fen(), err
	}
	switch p.Product {
	case "wechat", "alipay":
		return part("cost."+p.Product+".ppm", "")
	}
	capName := ""
	if p.Product == "debit" {
		capName = "cost.debit.issuer_cap_fen"
	}
	issuer, err := part("cost."+p.Product+".issuer_ppm", capName)
	if err != nil {
		return 0, err
	}
	network, err := part("cost.network_ppm", "cost.network_cap_fen")
	return issuer + network, err
}

// post writes the fee and the cost into the books.
func (r *feeRow) post(tx *store.Tx, by audit.Actor, date day.Date) error {
	unsettled, channel := ledger.Unsettled(r.payment.MerchantID), ledger.Channel(string(r.payment.Channel))
	ref := ledger.Ref{Kind: "fee", ID: r.payment.ID.String()}
	if r.payment.Reversal {
		ref.Kind = "payment_reversal"
	}
	fee, reason := money.FromFen(r.fee).Abs(), reasonFee
	if r.fee < 0 {
		reason = reasonFeeBack
	}
	if err := postPair(tx, by, reason, ref, date, fee, unsettled, ledger.FeeIncome, r.fee < 0); err != nil {
		return err
	}
	return postPair(tx, by, reasonCost, ref, date, money.FromFen(r.cost).Abs(), ledger.ChannelCost, channel, r.cost < 0)
}

// postPair posts Dr debit / Cr credit, the other way round when back is set.
// Nothing is posted for nothing.
func postPair(tx *store.Tx, by audit.Actor, reason ledger.Reason, ref ledger.Ref, date day.Date, amount money.Amount, debit, credit ledger.Account, back bool) error {
	if amount.IsZero() {
		return nil
	}
	if back {
		debit, credit = credit, debit
	}
	e, err := ledger.NewEntry(reason, ref, date, ledger.Debit(debit, amount), ledger.Credit(credit, amount))
	if err != nil {
		return err
	}
	_, err = ledger.Post(tx, by, by.Institution, e)
	return err
}
