package settlement

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"tillway/internal/audit"
	"tillway/internal/billing"
	"tillway/internal/institution"
	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/money"
	"tillway/internal/kit/store"
	"tillway/internal/ledger"
	"tillway/internal/payment"
	"tillway/internal/wire/clearing"
)

// movement is a line of our bank's statement.
type movement struct {
	BankRef   string
	Reference string         // what the other side wrote
	AmountFen int64          // negative: money that left
	Other     string         // the other side
	On        ledger.Account // of ours
}

// What a movement is for.
const (
	forDeposit = "deposit"
	forChannel = "channel"
	forNobody  = "unknown"
)

// Prefixes of references.
const (
	refDeposit = "DEP"     // an order of billing
	refChannel = "CLR-"    // CLR-channel-date
	refRecall  = "RECALL " // and the bank's reference of the transfer
	refPayout  = "pot_"    // a payout of ours, which its result file tells
)

// TakeStatement books a statement of one of our two bank accounts: what pays a
// deposit goes to billing, and so does its recall; what a channel pays, or
// takes, goes against its clearing account; anything else waits under inquiry.
// A bank reference is taken once; the whole file or nothing.
func (s *Service) TakeStatement(ctx context.Context, by audit.Actor, file []byte) (taken int, err error) {
	statement, err := clearing.DecodeStatement(file)
	if err != nil {
		return 0, ErrStatement.Wrap(err, "reason", err.Error())
	}
	err = s.db.Write(ctx, func(tx *store.Tx) error {
		taken = 0
		on, err := accountOf(tx, by.Institution, statement.Account)
		if err != nil {
			return err
		}
		for _, l := range statement.Lines {
			fresh, err := take(tx, by, movementOf(l, on))
			if err != nil {
				return err
			}
			if fresh {
				taken++
			}
		}
		if taken == 0 {
			return nil
		}
		return audit.Write(tx, by, "settlement.credits", "bank_statement", clearing.StatementName(statement.Institution, statement.No), map[string]string{"taken": strconv.Itoa(taken)})
	})
	return taken, err
}

// accountOf finds the title of the chart for a number at the bank.
func accountOf(tx *store.Tx, inst id.Institution, number string) (ledger.Account, error) {
	for name, title := range map[string]ledger.Account{"deposit.account_no": ledger.OwnFunds, "reserve.account_no": ledger.Reserve} {
		known, err := institution.Param(tx, inst, name, day.Of(tx.Now()))
		if err != nil || known.Value == number {
			return title, err
		}
	}
	return "", ErrStatement.New("reason", "账号不是本机构的/the account is none of ours")
}

func movementOf(l clearing.StatementLine, on ledger.Account) movement {
	m := movement{l.Reference, strings.TrimSpace(l.Remark), l.Fen, l.Counterparty, on}
	if !l.Credit {
		m.AmountFen = -l.Fen
	}
	return m
}

// take books a movement unless it was booked before.
func take(tx *store.Tx, by audit.Actor, m movement) (fresh bool, err error) {
	if m.AmountFen < 0 && strings.HasPrefix(m.Reference, refPayout) {
		return false, nil
	}
	purpose, channel := purposeOf(m.Reference)
	if fresh, err = insertCredit(tx, by.Institution, m, purpose); err != nil {
		return false, err
	}
	if !fresh {
		before, err := creditOf(tx, by.Institution, m.BankRef)
		if err == nil && (before.Reference != m.Reference || before.AmountFen != m.AmountFen) {
			err = ErrStatement.New("reason", "银行流水号重复而内容不同/a bank reference came twice with other figures")
		}
		return false, err
	}
	switch {
	case purpose == forChannel:
		err = m.post(tx, by, reasonReceipt, ledger.Channel(string(channel)))
	case m.AmountFen > 0: // money that names nothing waits in billing for a person
		_, err = billing.ReceivedTx(tx, by, m.On, m.Reference, m.AmountFen, m.BankRef, m.Other)
	default:
		err = m.leave(tx, by)
	}
	return true, err
}

// leave books money that was taken from us: back to whom billing had it from,
// or under inquiry.
func (m movement) leave(tx *store.Tx, by audit.Actor) error {
	if transfer, recall := strings.CutPrefix(m.Reference, refRecall); recall && m.On == ledger.OwnFunds {
		ours, err := billing.RecalledTx(tx, by, transfer, -m.AmountFen, m.BankRef)
		if err != nil || ours {
			return err
		}
	}
	return m.post(tx, by, reasonTaken, ledger.Receipts)
}

// post books a movement against an account: what came in is owed to it.
func (m movement) post(tx *store.Tx, by audit.Actor, why ledger.Reason, against ledger.Account) error {
	return postPair(tx, by, why, ledger.Ref{Kind: "bank_credit", ID: m.BankRef}, day.Of(tx.Now()),
		money.FromFen(m.AmountFen).Abs(), m.On, against, m.AmountFen < 0)
}

// purposeOf reads a reference: a deposit order's number, or CLR, the channel
// and the date.
func purposeOf(reference string) (string, payment.Channel) {
	if strings.HasPrefix(reference, refDeposit) || strings.HasPrefix(reference, refRecall) {
		return forDeposit, ""
	}
	rest, isChannel := strings.CutPrefix(reference, refChannel)
	name, date, _ := strings.Cut(rest, "-")
	if _, err := day.Parse(date); err == nil && isChannel && slices.Contains(channels, payment.Channel(name)) {
		return forChannel, payment.Channel(name)
	}
	return forNobody, ""
}
