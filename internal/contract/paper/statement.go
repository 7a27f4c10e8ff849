package paper

import (
	"fmt"
	"time"

	"tillway/internal/kit/day"
	"tillway/internal/kit/money"
)

// Statement is a settlement statement (结算单): the transactions a payout pays,
// what was taken off, and what arrives.
type Statement struct {
	Number       string
	Date         day.Date // of payment
	Test         bool
	Institution  string
	Hotline      string
	Merchant     string
	MerchantNo   string
	ClearingFrom day.Date
	ClearingTo   day.Date
	Cycle        string
	Account      string // masked
	BankRef      string
	Lines        []StatementLine
	Adjustments  []StatementAdjustment // holds, disputes, carried forward
	Paid         money.Amount
}

// StatementLine is one transaction; a refund is negative.
type StatementLine struct {
	At               time.Time
	Kind, Ref, Payer string // 消费, RRN or order number, masked card or wallet
	Amount, Fee      money.Amount
}

// StatementAdjustment is any other movement, signed as it changes the payment.
type StatementAdjustment struct {
	Name   string
	Amount money.Amount
}

// Render prints the statement. It refuses one whose lines and adjustments do
// not add up to what was paid: such a paper must never reach a merchant.
func (s Statement) Render() (Document, error) {
	amount, fee, net, err := s.sums()
	if err != nil {
		return Document{}, err
	}
	if net != s.Paid {
		return Document{}, fmt.Errorf("paper: statement %s adds up to %s, not to the %s paid", s.Number, net, s.Paid)
	}
	f := frame{name: "商户结算单", no: s.Number, date: s.Date, test: s.Test}
	return render(f, func(p *page) {
		p.title("商户结算单", s.Institution+"　服务电话 "+s.Hotline)
		p.facts([]Fact{
			{"商户名称", s.Merchant}, {"商户编号", s.MerchantNo},
			{"清算日期", period(s.ClearingFrom, s.ClearingTo)}, {"结算周期", s.Cycle},
			{"到账日期", s.Date.String()}, {"结算账户", s.Account},
			{"交易笔数", fmt.Sprint(len(s.Lines))}, {"银行流水号", s.BankRef},
		})
		p.gap(2)
		p.table(statementColumns, s.rows())
		totals := []Fact{{"交易净额", amount.String()}, {"手续费", fee.Neg().String()}}
		for _, a := range s.Adjustments {
			totals = append(totals, Fact{a.Name, a.Amount.String()})
		}
		p.totals(append(totals, Fact{"实际到账（元）", s.Paid.String()}))
	})
}

var statementColumns = []Column{
	{"时间", 2.5, "L"}, {"类型", 1.9, "L"}, {"参考号", 2.7, "L"}, {"付款卡／钱包", 3.3, "L"},
	{"金额", 2.1, "R"}, {"手续费", 1.6, "R"}, {"净额", 2.1, "R"},
}

func (s Statement) rows() [][]string {
	rows := make([][]string, len(s.Lines))
	for i, l := range s.Lines {
		net, _ := l.Amount.Sub(l.Fee) // checked in sums
		rows[i] = []string{
			l.At.In(day.Zone).Format("01-02 15:04"), l.Kind, l.Ref, l.Payer,
			l.Amount.String(), l.Fee.String(), net.String(),
		}
	}
	return rows
}

func (s Statement) sums() (amount, fee, net money.Amount, err error) {
	amounts, fees := make([]money.Amount, len(s.Lines)), make([]money.Amount, len(s.Lines))
	for i, l := range s.Lines {
		amounts[i], fees[i] = l.Amount, l.Fee
	}
	if amount, err = money.Sum(amounts...); err != nil {
		return
	}
	if fee, err = money.Sum(fees...); err != nil {
		return
	}
	if net, err = amount.Sub(fee); err != nil {
		return
	}
	for _, a := range s.Adjustments {
		if net, err = net.Add(a.Amount); err != nil {
			return
		}
	}
	return
}

func period(from, to day.Date) string {
	if from == to {
		return from.String()
	}
	return from.String() + " 至 " + to.String()
}
