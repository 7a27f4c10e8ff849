package wechat

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"tillway/internal/kit/id"
	"tillway/internal/payment"
	"tillway/internal/wallet"
)

// Adapter is WeChat Pay.
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

type amount struct {
	Total    int64  `json:"total,omitempty"`
	Refund   int64  `json:"refund,omitempty"`
	Currency string `json:"currency"`
}

// order is the part of WeChat's order that is used.
type order struct {
	OutTradeNo    string `json:"out_trade_no"`
	TransactionID string `json:"transaction_id"`
	TradeState    string `json:"trade_state"`
	Amount        amount `json:"amount"`
}

// Pay takes money by a payment code (付款码支付).
func (a *Adapter) Pay(ctx context.Context, o payment.WalletOrder) (payment.WalletAnswer, error) {
	in := map[string]any{
		"appid": a.account.AppID, "mchid": a.account.MchID, "out_trade_no": string(o.Order), "description": o.Merchant,
		"amount":     amount{Total: o.AmountFen, Currency: o.Currency},
		"payer":      map[string]string{"auth_code": o.Code.Reveal()},
		"scene_info": map[string]any{"device_id": o.TID, "store_info": map[string]string{"id": o.MerchantID}},
	}
	var out order
	if err := a.call(ctx, http.MethodPost, "/v3/pay/transactions/codepay", in, &out); err != nil {
		return refused(err, payRefusals)
	}
	return state(o, out)
}

// Query asks where an order stands. A refused question says nothing about it,
// but for one that the wallet does not know.
func (a *Adapter) Query(ctx context.Context, o payment.WalletOrder) (payment.WalletAnswer, error) {
	var out order
	path := orderPath(o.Order) + "?mchid=" + url.QueryEscape(a.account.MchID)
	if err := a.call(ctx, http.MethodGet, path, nil, &out); err != nil {
		return refused(err, nil)
	}
	return state(o, out)
}

// Cancel closes an order and gives the money back if it was paid (撤销).
func (a *Adapter) Cancel(ctx context.Context, o payment.WalletOrder) (payment.WalletAnswer, error) {
	in := map[string]string{"appid": a.account.AppID, "mchid": a.account.MchID}
	var out struct {
		Recall string `json:"recall"`
	}
	if err := a.call(ctx, http.MethodPost, orderPath(o.Order)+"/reverse", in, &out); err != nil {
		return refused(err, nil)
	}
	if out.Recall == "Y" { // not done: it asks to be called again
		return payment.WalletAnswer{State: payment.WalletWaiting}, nil
	}
	return payment.WalletAnswer{State: payment.WalletClosed}, nil
}

func orderPath(o payment.ID) string {
	return "/v3/pay/transactions/out-trade-no/" + url.PathEscape(string(o))
}

// refund is the part of WeChat's refund that is used.
type refund struct {
	OutRefundNo string `json:"out_refund_no"`
	RefundID    string `json:"refund_id"`
	Status      string `json:"status"`
	Amount      amount `json:"amount"`
}

// Refund gives money back. Our number makes a repeat the same refund.
func (a *Adapter) Refund(ctx context.Context, r payment.WalletRefund) (payment.WalletAnswer, error) {
	in := map[string]any{
		"out_trade_no": string(r.Order), "out_refund_no": string(r.Refund),
		"amount": amount{Refund: r.AmountFen, Total: r.TotalFen, Currency: r.Currency},
	}
	var out refund
	if err := a.call(ctx, http.MethodPost, "/v3/refund/domestic/refunds", in, &out); err != nil {
		return refused(err, refundRefusals)
	}
	if out.OutRefundNo != string(r.Refund) || out.Amount.Refund != r.AmountFen {
		return payment.WalletAnswer{}, errors.New("wechat: the refund is not the one asked for")
	}
	answer := payment.WalletAnswer{Ref: out.RefundID, Detail: out.Status}
	switch out.Status {
	case "SUCCESS", "PROCESSING": // accepted, and taken from our account: WeChat finishes it by itself
		answer.State = payment.WalletPaid
	case "CLOSED":
		answer.State, answer.Code = payment.WalletFailed, "12"
	default: // ABNORMAL: the payer's account does not take it; a person has to act
		answer.State = payment.WalletWaiting
	}
	return answer, nil
}

// state reads an order. A paid one counts only when it is ours, with our
// amount (reliability book I24).
func state(o payment.WalletOrder, out order) (payment.WalletAnswer, error) {
	answer := payment.WalletAnswer{Ref: out.TransactionID, Detail: out.TradeState}
	switch out.TradeState {
	case "SUCCESS", "REFUND":
		if out.OutTradeNo != string(o.Order) || out.Amount.Total != o.AmountFen || out.Amount.Currency != o.Currency {
			return payment.WalletAnswer{}, errors.New("wechat: the paid order is not the one asked for")
		}
		answer.State = payment.WalletPaid
	case "PAYERROR":
		answer.State, answer.Code = payment.WalletFailed, "05"
	case "REVOKED", "CLOSED":
		answer.State = payment.WalletClosed
	default: // USERPAYING, NOTPAY, ACCEPT
		answer.State = payment.WalletWaiting
	}
	return answer, nil
}
