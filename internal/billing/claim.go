package billing

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"tillway/internal/audit"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/money"
	"tillway/internal/kit/store"
	"tillway/internal/ledger"
)

// Claim says what shall become of an unmatched receipt, and waits for its
// second person.
type Claim struct {
	Kind      string // Assign, Return
	DepositID DepositID
	Number    string // of the deposit order
	Reason    string
	Maker     string // user
	At        time.Time

	party string
}

// The kinds of claim.
const (
	Assign = "assign"
	Return = "return"
)

// minReason is the least a second person can judge by, in characters.
const minReason = 5

// Waiting is an unmatched receipt with the claim on it, if any.
type Waiting struct {
	Receipt
	Claim *Claim
}

// ProposeAssignment asks that an unmatched receipt pay an order. The amount has
// to be the order's: what is too much or too little goes back (S77).
func (s *Service) ProposeAssignment(ctx context.Context, by audit.Actor, bankRef, number, reason string) error {
	return s.claim(ctx, by, bankRef, reason, func(tx *store.Tx, r Receipt) (Claim, error) {
		d, err := byNumber(tx, by.Institution, strings.ToUpper(strings.TrimSpace(number)))
		if errs.Is(err, ErrDeposit) {
			return Claim{}, errs.Fields(errs.FieldFault{Path: "number", Code: "UNKNOWN", Zh: "没有这张押金单，请核对单号", En: "There is no such deposit order; check its number"})
		}
		if err != nil {
			return Claim{}, err
		}
		why := d.fits(r.AmountFen)
		if r.Account != ledger.OwnFunds {
			why = WrongAccount
		}
		if why != "" {
			return Claim{}, errs.Fields(misfit(why))
		}
		return Claim{Kind: Assign, DepositID: d.ID}, nil
	})
}

// ProposeReturn asks that an unmatched receipt go back to who sent it.
func (s *Service) ProposeReturn(ctx context.Context, by audit.Actor, bankRef, reason string) error {
	return s.claim(ctx, by, bankRef, reason, func(*store.Tx, Receipt) (Claim, error) { return Claim{Kind: Return}, nil })
}

func misfit(why string) errs.FieldFault {
	f := errs.FieldFault{Path: "number", Code: strings.ToUpper(why)}
	switch why {
	case UnderPayment:
		f.Zh, f.En = "来款少于该押金单的金额，请退回后重新缴纳", "The receipt is less than the order; return it and have it paid again"
	case OverPayment:
		f.Zh, f.En = "来款多于该押金单的金额，请退回后重新缴纳", "The receipt is more than the order; return it and have it paid again"
	case WrongAccount:
		f.Zh, f.En = "来款在备付金账户，不能缴纳押金，请退回后重新缴纳", "The receipt is on the reserve account and pays no deposit; return it and have it paid again"
	default:
		f.Zh, f.En = "该押金单现在无需缴纳", "Nothing is due on this order now"
	}
	return f
}

func (s *Service) claim(ctx context.Context, by audit.Actor, bankRef, reason string, of func(*store.Tx, Receipt) (Claim, error)) error {
	if utf8.RuneCountInString(strings.TrimSpace(reason)) < minReason {
		return errs.Fields(errs.FieldFault{Path: "reason", Code: "TOO_SHORT", Zh: "请至少用五个字写明原因", En: "Say why in five characters or more"})
	}
	return s.db.Write(ctx, func(tx *store.Tx) error {
		w, err := waitingReceipt(tx, by.Institution, bankRef)
		switch {
		case err != nil:
			return err
		case w.Claim != nil:
			return ErrClaimed.New()
		}
		c, err := of(tx, w.Receipt)
		if err != nil {
			return err
		}
		c.Reason, c.Maker, c.party = strings.TrimSpace(reason), by.User, by.Party
		if err := insertClaim(tx, by.Institution, bankRef, c); err != nil {
			return err
		}
		return audit.Write(tx, by, "billing.propose_"+c.Kind, "receipt", bankRef, map[string]string{"deposit": c.DepositID.String(), "reason": c.Reason})
	})
}

// DecideClaim is the second person's yes or no. Yes moves the money out of the
// receipts under inquiry.
func (s *Service) DecideClaim(ctx context.Context, by audit.Actor, bankRef string, approve bool) error {
	return s.db.Write(ctx, func(tx *store.Tx) error {
		w, err := waitingReceipt(tx, by.Institution, bankRef)
		switch {
		case err != nil:
			return err
		case w.Claim == nil:
			return ErrNotProposed.New()
		case by.Party == "" || by.Party == w.Claim.party:
			return ErrSamePerson.New()
		}
		if err := decideClaim(tx, by, bankRef, approve); err != nil {
			return err
		}
		verb := "billing.refuse_" + w.Claim.Kind
		if approve {
			verb = "billing." + w.Claim.Kind
		}
		if err := audit.Write(tx, by, verb, "receipt", bankRef, map[string]string{"deposit": w.Claim.DepositID.String()}); err != nil || !approve {
			return err
		}
		return w.carryOut(tx, by)
	})
}

func (w Waiting) carryOut(tx *store.Tx, by audit.Actor) error {
	if err := arrive(tx, by, w.Receipt); err != nil && !errs.Is(err, ledger.ErrTwice) {
		return err // a receipt of an older release is booked now
	}
	if w.Claim.Kind == Return {
		return postReceipt(tx, by, reasonReturned, w.BankRef, w.AmountFen, ledger.Receipts, w.Account)
	}
	d, err := Get(tx, by.Institution, w.Claim.DepositID)
	if err != nil {
		return err
	}
	if why := d.fits(w.AmountFen); why != "" { // paid or waived since
		return ErrNotDue.New("number", d.Number)
	}
	return payFrom(tx, by, d, w.BankRef, ledger.Receipts)
}

// arrive books money that fits no order: we have it and owe it to somebody.
func arrive(tx *store.Tx, by audit.Actor, r Receipt) error {
	return postReceipt(tx, by, reasonUnassigned, r.BankRef, r.AmountFen, r.Account, ledger.Receipts)
}

func postReceipt(tx *store.Tx, by audit.Actor, why ledger.Reason, bankRef string, fen int64, debit, credit ledger.Account) error {
	amount := money.FromFen(fen)
	e, err := ledger.NewEntry(why, ledger.Ref{Kind: "receipt", ID: bankRef}, day.Of(tx.Now()), ledger.Debit(debit, amount), ledger.Credit(credit, amount))
	if err != nil {
		return err
	}
	_, err = ledger.Post(tx, by, by.Institution, e)
	return err
}

// UnmatchedReceipts lists money that waits for a person.
func (s *Service) UnmatchedReceipts(ctx context.Context, by audit.Actor) (out []Waiting, err error) {
	err = s.db.Read(ctx, func(q store.Q) error {
		out, err = waitingReceipts(q, by.Institution)
		return err
	})
	return out, err
}

// RefuseRequest is the second person's no to a waiver or refund, or the first
// person's own second thought. It may be asked for again.
func (s *Service) RefuseRequest(ctx context.Context, by audit.Actor, dep DepositID, kind string) error {
	return s.db.Write(ctx, func(tx *store.Tx) error {
		d, err := Get(tx, by.Institution, dep)
		if err != nil {
			return err
		}
		if err := dropRequest(tx, by.Institution, dep, kind); err != nil {
			return err
		}
		return record(tx, by, "billing.refuse_"+kind, d, nil)
	})
}
