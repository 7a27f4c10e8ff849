package billing

import (
	"context"
	"strconv"

	"tillway/internal/audit"
	"tillway/internal/contract"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/id"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
	"tillway/internal/ledger"
	"tillway/internal/merchant"
	"tillway/internal/party"
)

// Why the books move.
var (
	reasonDeposit = ledger.DefineReason("billing.deposit", "收到终端押金", "Terminal deposit received")
	reasonRefund  = ledger.DefineReason("billing.deposit_refund", "退还终端押金", "Terminal deposit returned")
	reasonRecall  = ledger.DefineReason("billing.deposit_recall", "押金被付款行追回", "Terminal deposit recalled by the payer's bank")

	reasonUnassigned = ledger.DefineReason("billing.unassigned", "收到待查来款", "Money received that fits no order")
	reasonReturned   = ledger.DefineReason("billing.returned", "退回待查来款", "Money that fitted no order sent back")
)

// condition is the name under which the shop's readiness knows this room.
const condition = "deposit"

// Service is the room's use cases.
type Service struct {
	db *store.DB
}

// New returns the room.
func New(db *store.DB) *Service { return &Service{db: db} }

// Subscriptions open a deposit order when a contract comes into force.
func (s *Service) Subscriptions() []outbox.Subscription {
	return []outbox.Subscription{{
		Name: "billing.deposits", Topics: []string{contract.Effective{}.Topic()},
		Handle: func(tx *store.Tx, e outbox.Envelope) error {
			ev, err := outbox.Decode[contract.Effective](e)
			if err != nil {
				return err
			}
			return openTx(tx, audit.System(e.Institution, "billing.deposits"), ev)
		},
	}}
}

// openTx opens the order for the amount of the signed contract (S78). An order
// of 0.00 is exempt at once (S76).
func openTx(tx *store.Tx, by audit.Actor, ev contract.Effective) error {
	if has, err := hasContract(tx, by.Institution, ev.ContractID.String()); err != nil || has {
		return err
	}
	today := day.Of(tx.Now())
	n, err := createdOn(tx, by.Institution, today)
	if err != nil {
		return err
	}
	d := Deposit{ID: id.New[depositKind](tx.Now()), Number: depositNumber(today, n+1),
		MerchantID: ev.MerchantID, ContractID: ev.ContractID.String(), AmountFen: ev.DepositFen}
	if d.pos, err = life.Begin(tx, by.Institution, d.ID.String(), by.User); err != nil {
		return err
	}
	if err := insert(tx, by.Institution, d); err != nil {
		return err
	}
	if err := record(tx, by, "billing.open", d, nil); err != nil {
		return err
	}
	if d.AmountFen == 0 {
		return settle(tx, by, d, "exempt", DepositWaived{d.ID, d.Number, d.MerchantID})
	}
	return outbox.Emit(tx, by.Institution, DepositOpened{d.ID, d.Number, d.MerchantID, d.AmountFen})
}

// settle moves a due deposit to a status that meets the shop's condition.
func settle(tx *store.Tx, by audit.Actor, d Deposit, event string, ev outbox.Event) error {
	d, err := fire(tx, by, d, event)
	if err != nil {
		return err
	}
	if err := merchant.MeetTx(tx, by, merchant.ID(d.MerchantID), condition, d.Number); err != nil {
		return err
	}
	return outbox.Emit(tx, by.Institution, ev)
}

func fire(tx *store.Tx, by audit.Actor, d Deposit, event string) (Deposit, error) {
	was := d.pos.Step
	var err error
	if d.pos, err = life.Fire(tx, by.Institution, d.ID.String(), d.pos, event, by.User); err != nil {
		return Deposit{}, err
	}
	if err := update(tx, by.Institution, was, d); err != nil {
		return Deposit{}, err
	}
	return d, record(tx, by, "billing."+event, d, nil)
}

func record(tx *store.Tx, by audit.Actor, verb string, d Deposit, more map[string]string) error {
	detail := map[string]string{"number": d.Number, "merchant": d.MerchantID, "status": d.Status(), "amount_fen": strconv.FormatInt(d.AmountFen, 10)}
	for k, v := range more {
		detail[k] = v
	}
	return audit.Write(tx, by, verb, "deposit", d.ID.String(), detail)
}

// Received records money that the bank says has arrived under a reference.
func (s *Service) Received(ctx context.Context, by audit.Actor, number string, amountFen int64, bankRef, payer string) (Receipt, error) {
	var out Receipt
	err := s.db.Write(ctx, func(tx *store.Tx) (err error) {
		out, err = ReceivedTx(tx, by, ledger.OwnFunds, number, amountFen, bankRef, payer)
		return err
	})
	return out, err
}

// ReceivedTx is Received inside the caller's transaction. The same reference
// again returns what was recorded; the same reference with other figures is
// refused. Money that fits no order, or came to another account than that of
// our own funds, is kept as unmatched and pays nothing.
func ReceivedTx(tx *store.Tx, by audit.Actor, on ledger.Account, number string, amountFen int64, bankRef, payer string) (Receipt, error) {
	if amountFen <= 0 || bankRef == "" {
		return Receipt{}, ErrAmount.New()
	}
	before, err := receipt(tx, by.Institution, bankRef)
	if err != nil {
		return Receipt{}, err
	}
	if before != nil {
		if before.Number != number || before.AmountFen != amountFen {
			return Receipt{}, ErrBankRef.New()
		}
		return *before, nil
	}
	r := Receipt{BankRef: bankRef, Number: number, AmountFen: amountFen, Payer: party.MaskName(payer), Account: on, At: tx.Now(), State: Matched}
	d, err := byNumber(tx, by.Institution, number)
	switch {
	case errs.Is(err, ErrDeposit):
		r.State, r.Reason = Unmatched, UnknownOrder
	case err != nil:
		return Receipt{}, err
	default:
		r.DepositID = d.ID
		if r.Reason = d.fits(amountFen); on != ledger.OwnFunds {
			r.Reason = WrongAccount
		}
		if r.Reason != "" {
			r.State = Unmatched
		}
	}
	if err := insertReceipt(tx, by.Institution, r); err != nil {
		return Receipt{}, err
	}
	if r.State == Unmatched {
		if err := audit.Write(tx, by, "billing.unassigned", "receipt", bankRef, map[string]string{"reason": r.Reason}); err != nil {
			return Receipt{}, err
		}
		if err := arrive(tx, by, r); err != nil {
			return Receipt{}, err
		}
		return r, outbox.Emit(tx, by.Institution, Unassigned{bankRef, amountFen, r.Reason})
	}
	return r, pay(tx, by, d, bankRef)
}

// pay books the deposit as what we owe the merchant and opens the way to a
// terminal.
func pay(tx *store.Tx, by audit.Actor, d Deposit, bankRef string) error {
	return payFrom(tx, by, d, bankRef, ledger.OwnFunds)
}

// payFrom does so with money on the account it is on: the bank's, or that of
// receipts under inquiry.
func payFrom(tx *store.Tx, by audit.Actor, d Deposit, bankRef string, from ledger.Account) error {
	if err := postReceipt(tx, by, reasonDeposit, bankRef, d.AmountFen, from, ledger.Deposit(d.MerchantID)); err != nil {
		return err
	}
	d.BankRef = bankRef
	return settle(tx, by, d, "receive", DepositPaid{d.ID, d.Number, d.MerchantID, d.AmountFen})
}
