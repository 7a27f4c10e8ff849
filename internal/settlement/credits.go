package settlement

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"tillway/internal/audit"
	"tillway/internal/billing"
	"tillway/internal/kit/day"
	"tillway/internal/kit/money"
	"tillway/internal/kit/store"
	"tillway/internal/ledger"
	"tillway/internal/payment"
	"tillway/internal/wire/clearing"
)

// Credit is money that arrived on our bank account.
type Credit struct {
	BankRef   string
	Reference string
	AmountFen int64
	Payer     string
}

// What a credit is for.
const (
	forDeposit = "deposit"
	forChannel = "channel"
	forNobody  = "unknown"
)

// Credits takes a statement of our bank account: what pays a deposit goes to
// billing, what a channel paid goes against its clearing account, the rest is
// kept as unknown. A bank reference is taken once; the whole file or nothing.
func (s *Service) Credits(ctx context.Context, by audit.Actor, file []byte) (taken int, err error) {
	statement, err := clearing.DecodeStatement(file)
	if err != nil {
		return 0, ErrStatement.Wrap(err, "reason", err.Error())
	}
	err = s.db.Write(ctx, func(tx *store.Tx) error {
		taken = 0
		for _, l := range statement.Lines {
			if !l.Credit {
				continue // our own payouts, which their result files tell
			}
			fresh, err := takeCredit(tx, by, Credit{l.Reference, strings.TrimSpace(l.Remark), l.Fen, l.Counterparty})
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

func takeCredit(tx *store.Tx, by audit.Actor, c Credit) (fresh bool, err error) {
	purpose, channel := purposeOf(c.Reference)
	if fresh, err = insertCredit(tx, by.Institution, c, purpose); err != nil {
		return false, err
	}
	if !fresh {
		before, err := creditOf(tx, by.Institution, c.BankRef)
		if err == nil && (before.Reference != c.Reference || before.AmountFen != c.AmountFen) {
			err = ErrStatement.New("reason", "银行流水号重复而内容不同/a bank reference came twice with other figures")
		}
		return false, err
	}
	switch purpose {
	case forDeposit, forNobody: // money that names nothing waits in billing for a person
		_, err = billing.ReceivedTx(tx, by, c.Reference, c.AmountFen, c.BankRef, c.Payer)
	case forChannel:
		err = postPair(tx, by, reasonReceipt, ledger.Ref{Kind: "bank_credit", ID: c.BankRef}, day.Of(tx.Now()),
			money.FromFen(c.AmountFen), ledger.Reserve, ledger.Channel(string(channel)), false)
	}
	return true, err
}

// purposeOf reads a payment reference: a deposit order's number, or CLR, the
// channel and the business date.
func purposeOf(reference string) (string, payment.Channel) {
	if strings.HasPrefix(reference, "DEP") {
		return forDeposit, ""
	}
	name, date, _ := strings.Cut(strings.TrimPrefix(reference, "CLR-"), "-")
	if _, err := day.Parse(date); err == nil && strings.HasPrefix(reference, "CLR-") && slices.Contains(channels, payment.Channel(name)) {
		return forChannel, payment.Channel(name)
	}
	return forNobody, ""
}
