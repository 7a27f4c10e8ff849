package billing

import (
	"context"
	"strings"

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

// ProposeWaiver asks that a merchant need not pay its deposit (S75).
func (s *Service) ProposeWaiver(ctx context.Context, by audit.Actor, dep DepositID, reason string) error {
	return s.propose(ctx, by, dep, Waive, reason)
}

// ProposeRefund asks that a deposit be returned after the device came back.
func (s *Service) ProposeRefund(ctx context.Context, by audit.Actor, dep DepositID, reason string) error {
	return s.propose(ctx, by, dep, Refund, reason)
}

func (s *Service) propose(ctx context.Context, by audit.Actor, dep DepositID, kind, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return missing("reason", "请写明原因", "Say why")
	}
	return s.db.Write(ctx, func(tx *store.Tx) error {
		d, err := Get(tx, by.Institution, dep)
		if err != nil {
			return err
		}
		if _, err := life.Peek(d.pos, kind); err != nil {
			return err
		}
		first, err := insertRequest(tx, by.Institution, dep, Request{Kind: kind, Reason: reason, Maker: by.User, party: by.Party})
		if err != nil {
			return err
		}
		if !first {
			return ErrProposed.New()
		}
		return record(tx, by, "billing.propose_"+kind, d, map[string]string{"reason": reason})
	})
}

// ApproveWaiver is the second person's consent: nothing is owed any more.
func (s *Service) ApproveWaiver(ctx context.Context, by audit.Actor, dep DepositID) error {
	return s.approve(ctx, by, dep, Waive, func(tx *store.Tx, d Deposit) error {
		return settle(tx, by, d, "waive", DepositWaived{d.ID, d.Number, d.MerchantID})
	})
}

// ApproveRefund is the second person's consent: the bank was told to pay under
// a reference, and the liability ends.
func (s *Service) ApproveRefund(ctx context.Context, by audit.Actor, dep DepositID) error {
	return s.approve(ctx, by, dep, Refund, func(tx *store.Tx, d Deposit) error {
		amount := money.FromFen(d.AmountFen)
		e, err := ledger.NewEntry(reasonRefund, ledger.Ref{Kind: "deposit_refund", ID: d.Number}, day.Of(tx.Now()),
			ledger.Debit(ledger.Deposit(d.MerchantID), amount), ledger.Credit(ledger.OwnFunds, amount))
		if err != nil {
			return err
		}
		if _, err := ledger.Post(tx, by, by.Institution, e); err != nil {
			return err
		}
		if _, err := fire(tx, by, d, "refund"); err != nil {
			return err
		}
		if err := merchant.UnmeetTx(tx, by, merchant.ID(d.MerchantID), condition, "deposit "+d.Number+" refunded"); err != nil {
			return err
		}
		return outbox.Emit(tx, by.Institution, DepositRefunded{d.ID, d.MerchantID, d.AmountFen})
	})
}

func (s *Service) approve(ctx context.Context, by audit.Actor, dep DepositID, kind string, then func(*store.Tx, Deposit) error) error {
	return s.db.Write(ctx, func(tx *store.Tx) error {
		d, err := Get(tx, by.Institution, dep)
		if err != nil {
			return err
		}
		r, err := openRequest(tx, by.Institution, dep, kind)
		switch {
		case err != nil:
			return err
		case r == nil:
			return ErrNotProposed.New()
		case by.Party == "" || by.Party == r.party:
			return ErrSamePerson.New()
		}
		if err := approveRequest(tx, by.Institution, dep, kind, by.Party); err != nil {
			return err
		}
		return then(tx, d)
	})
}

// DeviceReturnedTx makes a merchant's paid deposit due for refund (S77).
func DeviceReturnedTx(tx *store.Tx, by audit.Actor, merchantID string) error {
	all, err := OfMerchant(tx, by.Institution, merchantID)
	if err != nil {
		return err
	}
	for _, d := range all {
		if d.Status() == Paid {
			_, err := fire(tx, by, d, "device_returned")
			return err
		}
	}
	return nil
}

// RecordInvoice stores the number of the invoice issued for a paid deposit.
func (s *Service) RecordInvoice(ctx context.Context, by audit.Actor, dep DepositID, number string) error {
	if strings.TrimSpace(number) == "" {
		return missing("number", "请填写发票号码", "Give the invoice's number")
	}
	return s.db.Write(ctx, func(tx *store.Tx) error {
		d, err := Get(tx, by.Institution, dep)
		if err != nil {
			return err
		}
		d.InvoiceNo = strings.TrimSpace(number)
		if err := update(tx, by.Institution, d.pos.Step, d); err != nil {
			return err
		}
		return record(tx, by, "billing.invoice", d, map[string]string{"invoice": d.InvoiceNo})
	})
}

func missing(path, zh, en string) error {
	return errs.Fields(errs.FieldFault{Path: path, Code: "REQUIRED", Zh: zh, En: en})
}

// Gap is a merchant whose deposits and account 2241.01 differ.
type Gap struct {
	MerchantID string
	HeldFen    int64
	LedgerFen  int64
}

// Reconcile compares the deposits held with the ledger, merchant by merchant;
// nothing returned means that they agree (S77).
func Reconcile(q store.Q, inst id.Institution) ([]Gap, error) {
	held, err := heldByMerchant(q, inst)
	if err != nil {
		return nil, err
	}
	balances, err := ledger.Balances(q, inst, "2241.01")
	if err != nil {
		return nil, err
	}
	var gaps []Gap
	for _, b := range balances {
		m := b.Account.Owner()
		if b.Fen() != held[m] {
			gaps = append(gaps, Gap{m, held[m], b.Fen()})
		}
		delete(held, m)
	}
	for m, fen := range held {
		gaps = append(gaps, Gap{m, fen, 0})
	}
	return gaps, nil
}

// Find lists deposits: a merchant sees its own.
func (s *Service) Find(ctx context.Context, by audit.Actor, f Filter) (out []Deposit, err error) {
	if by.Merchant != "" {
		f.Merchant = by.Merchant
	}
	err = s.db.Read(ctx, func(q store.Q) error {
		out, err = list(q, by.Institution, f)
		return err
	})
	return out, err
}

// Get returns a deposit the caller may see, with the request that waits.
func (s *Service) Get(ctx context.Context, by audit.Actor, dep DepositID) (d Deposit, waiting *Request, err error) {
	err = s.db.Read(ctx, func(q store.Q) error {
		if d, err = Get(q, by.Institution, dep); err != nil {
			return err
		}
		if by.Merchant != "" && by.Merchant != d.MerchantID {
			return ErrDeposit.New()
		}
		kind := Waive
		if d.Status() == RefundDue {
			kind = Refund
		}
		waiting, err = openRequest(q, by.Institution, dep, kind)
		return err
	})
	return d, waiting, err
}

// Steps returns a deposit's life.
func Steps(q store.Q, inst id.Institution, dep DepositID) ([]flow.Step, error) {
	return life.Steps(q, inst, dep.String())
}
