package alipay

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"tillway/internal/kit/id"
	"tillway/internal/payment"
	"tillway/internal/wallet"
)

// Adapter is Alipay.
type Adapter struct {
	account wallet.Account
	signer  *wallet.Signer
	client  *http.Client
}

// New connects an institution's account.
func New(a wallet.Account, s *wallet.Signer) *Adapter {
	return &Adapter{account: a, signer: s, client: newClient()}
}

var _ wallet.Adapter = (*Adapter)(nil)

// Institution implements wallet.Adapter.
func (a *Adapter) Institution() id.Institution { return a.account.Institution }

// answer is the part of Alipay's answers that is used.
type answer struct {
	Code         string `json:"code"`
	SubCode      string `json:"sub_code"`
	SubMsg       string `json:"sub_msg"`
	OutTradeNo   string `json:"out_trade_no"`
	TradeNo      string `json:"trade_no"`
	TradeStatus  string `json:"trade_status"`
	TotalAmount  string `json:"total_amount"`
	RetryFlag    string `json:"retry_flag"`
	FundChange   string `json:"fund_change"`
	OutRequestNo string `json:"out_request_no"`
	RefundStatus string `json:"refund_status"`
	RefundAmount string `json:"refund_amount"`
	BillURL      string `json:"bill_download_url"`
}

const (
	done   = "10000"
	asking = "10003" // the payer is being asked
)

// Pay takes money by a payment code (当面付, bar_code).
func (a *Adapter) Pay(ctx context.Context, o payment.WalletOrder) (payment.WalletAnswer, error) {
	r, err := a.call(ctx, "alipay.trade.pay", map[string]string{
		"out_trade_no": string(o.Order), "scene": "bar_code", "auth_code": o.Code.Reveal(), "subject": o.Merchant,
		"total_amount": yuan(o.AmountFen), "store_id": o.MerchantID, "terminal_id": o.TID,
	})
	switch {
	case err != nil:
		return payment.WalletAnswer{}, err
	case r.Code == done:
		return paid(o, r)
	case r.Code == asking:
		return payment.WalletAnswer{State: payment.WalletWaiting, Ref: r.TradeNo}, nil
	case notAccepted[r.Code]: // a payment is sent once: there is no earlier copy
		return payment.WalletAnswer{State: payment.WalletFailed, Code: "96", Detail: r.SubCode}, nil
	}
	return refused(r, payRefusals)
}

// Query asks where an order stands. A refused question says nothing about it,
// but for one that the wallet does not know.
func (a *Adapter) Query(ctx context.Context, o payment.WalletOrder) (payment.WalletAnswer, error) {
	r, err := a.call(ctx, "alipay.trade.query", map[string]string{"out_trade_no": string(o.Order)})
	switch {
	case err != nil:
		return payment.WalletAnswer{}, err
	case r.Code != done:
		return refused(r, nil)
	case r.TradeStatus == "TRADE_SUCCESS" || r.TradeStatus == "TRADE_FINISHED":
		return paid(o, r)
	case r.TradeStatus == "TRADE_CLOSED":
		return payment.WalletAnswer{State: payment.WalletClosed, Ref: r.TradeNo}, nil
	}
	return payment.WalletAnswer{State: payment.WalletWaiting, Ref: r.TradeNo, Detail: r.TradeStatus}, nil
}

// Cancel closes an order and gives the money back if it was paid.
func (a *Adapter) Cancel(ctx context.Context, o payment.WalletOrder) (payment.WalletAnswer, error) {
	r, err := a.call(ctx, "alipay.trade.cancel", map[string]string{"out_trade_no": string(o.Order)})
	switch {
	case err != nil:
		return payment.WalletAnswer{}, err
	case r.Code != done:
		return refused(r, nil)
	case r.RetryFlag == "Y":
		return payment.WalletAnswer{State: payment.WalletWaiting, Ref: r.TradeNo}, nil
	}
	return payment.WalletAnswer{State: payment.WalletClosed, Ref: r.TradeNo}, nil
}

// Refund gives money back. Our number makes a repeat the same refund. Where
// Alipay does not say that this very call moved money, it is asked whether the
// refund stands: a repeat's answer looks the same as one not finished.
func (a *Adapter) Refund(ctx context.Context, o payment.WalletRefund) (payment.WalletAnswer, error) {
	r, err := a.call(ctx, "alipay.trade.refund", map[string]string{
		"out_trade_no": string(o.Order), "out_request_no": string(o.Refund), "refund_amount": yuan(o.AmountFen),
	})
	switch {
	case err != nil:
		return payment.WalletAnswer{}, err
	case r.Code != done:
		return refused(r, refundRefusals)
	case r.OutTradeNo != string(o.Order):
		return payment.WalletAnswer{}, errOther
	case r.FundChange == "Y":
		return payment.WalletAnswer{State: payment.WalletPaid, Ref: r.TradeNo}, nil
	}
	return a.refundStands(ctx, o)
}

func (a *Adapter) refundStands(ctx context.Context, o payment.WalletRefund) (payment.WalletAnswer, error) {
	r, err := a.call(ctx, "alipay.trade.fastpay.refund.query", map[string]string{
		"out_trade_no": string(o.Order), "out_request_no": string(o.Refund),
	})
	if err != nil {
		return payment.WalletAnswer{}, err
	}
	answer := payment.WalletAnswer{State: payment.WalletWaiting, Ref: r.TradeNo, Detail: r.SubCode + r.RefundStatus}
	if r.Code == done && r.RefundStatus == "REFUND_SUCCESS" {
		if r.OutRequestNo != string(o.Refund) || r.RefundAmount != yuan(o.AmountFen) {
			return payment.WalletAnswer{}, errOther
		}
		answer.State = payment.WalletPaid
	}
	return answer, nil
}

var errOther = errors.New("alipay: the answer is about another order or amount")

// paid believes an order that is ours with our amount only (reliability book I24).
func paid(o payment.WalletOrder, r answer) (payment.WalletAnswer, error) {
	if r.OutTradeNo != string(o.Order) || r.TotalAmount != yuan(o.AmountFen) {
		return payment.WalletAnswer{}, errOther
	}
	return payment.WalletAnswer{State: payment.WalletPaid, Ref: r.TradeNo}, nil
}

// yuan writes fen as the gateway wants them: 12.34.
func yuan(fen int64) string { return fmt.Sprintf("%d.%02d", fen/100, fen%100) }
