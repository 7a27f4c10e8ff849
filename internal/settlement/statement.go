package settlement

import (
	"context"

	"tillway/internal/audit"
	"tillway/internal/contract/paper"
	"tillway/internal/institution"
	"tillway/internal/kit/day"
	"tillway/internal/kit/money"
	"tillway/internal/kit/store"
	"tillway/internal/merchant"
	"tillway/internal/payment"
)

// Statement prints a payout's settlement statement (结算单): every cleared
// payment since the payout before, its fee, and what was carried forward.
func (s *Service) Statement(ctx context.Context, by audit.Actor, of PayoutID) (paper.Document, error) {
	var st paper.Statement
	err := s.db.Read(ctx, func(q store.Q) (err error) {
		st, err = s.statement(q, by, of)
		return err
	})
	if err != nil {
		return paper.Document{}, err
	}
	return st.Render()
}

func (s *Service) statement(q store.Q, by audit.Actor, of PayoutID) (st paper.Statement, err error) {
	p, err := findPayout(q, by.Institution, of)
	if err == nil && by.Merchant != "" && by.Merchant != p.MerchantID {
		err = ErrNoPayout.New()
	}
	if err != nil {
		return st, err
	}
	run, err := findRun(q, by.Institution, p.RunID)
	if err != nil {
		return st, err
	}
	m, err := merchant.Get(q, by.Institution, merchant.ID(p.MerchantID))
	if err != nil {
		return st, err
	}
	house, err := institution.Get(q, by.Institution)
	if err != nil {
		return st, err
	}
	st = paper.Statement{
		Number: p.ID.String(), Date: run.PayDate, Test: s.db.Kind() == store.Sandbox, Institution: house.NameZh, Hotline: house.Hotline,
		Merchant: m.Name, MerchantNo: m.MID, ClearingFrom: run.Date, ClearingTo: run.Date, Cycle: "T+1", Account: "尾号 " + p.Last4,
		BankRef: p.BankRef, Paid: money.FromFen(p.AmountFen),
	}
	if st.BankRef == "" {
		st.BankRef = "银行处理中"
	}
	return st, fill(q, by, &st, p, run)
}

// fill adds the payments and, where they are not what was paid, the balance
// carried forward.
func fill(q store.Q, by audit.Actor, st *paper.Statement, p Payout, run Run) error {
	from, err := previousDate(q, by.Institution, p.MerchantID, run)
	if err != nil {
		return err
	}
	fees, err := feesBetween(q, by.Institution, p.MerchantID, from, run.Date)
	if err != nil {
		return err
	}
	rest := p.AmountFen
	for _, f := range fees {
		if f.Date.Before(st.ClearingFrom) {
			st.ClearingFrom = f.Date
		}
		payer := f.Payer
		if payer == "" {
			payer = channelNames[f.Channel]
		}
		st.Lines = append(st.Lines, paper.StatementLine{At: f.At.In(day.Zone), Kind: kindNames[f.Kind], Ref: f.RRN, Payer: payer,
			Amount: money.FromFen(f.SignedFen), Fee: money.FromFen(f.FeeFen)})
		rest -= f.SignedFen - f.FeeFen
	}
	if rest != 0 {
		st.Adjustments = append(st.Adjustments, paper.StatementAdjustment{Name: "结转、冻结及未清算退款", Amount: money.FromFen(rest)})
	}
	return nil
}

var kindNames = map[payment.Kind]string{
	payment.Sale: "消费", payment.Void: "消费撤销", payment.Refund: "退货",
	payment.Completion: "预授权完成", payment.CompletionVoid: "预授权完成撤销",
}

var channelNames = map[payment.Channel]string{payment.Card: "银行卡", payment.WeChat: "微信支付", payment.Alipay: "支付宝"}
