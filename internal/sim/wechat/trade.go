package wechat

import (
	"encoding/json"
	"time"

	"tillway/internal/sim/wallet"
)

// Members that the simulator does not use are allowed, as in life.

type orderAmount struct {
	Total    int64  `json:"total"`
	Currency string `json:"currency"`
}

type codepayRequest struct {
	AppID       string      `json:"appid"`
	MchID       string      `json:"mchid"`
	OutTradeNo  string      `json:"out_trade_no"`
	Description string      `json:"description"`
	Amount      orderAmount `json:"amount"`
	Payer       struct {
		AuthCode string `json:"auth_code"`
	} `json:"payer"`
}

// transaction is WeChat's order.
type transaction struct {
	AppID          string       `json:"appid,omitempty"`
	MchID          string       `json:"mchid"`
	OutTradeNo     string       `json:"out_trade_no"`
	TransactionID  string       `json:"transaction_id,omitempty"`
	TradeType      string       `json:"trade_type"`
	TradeState     string       `json:"trade_state"`
	TradeStateDesc string       `json:"trade_state_desc"`
	BankType       string       `json:"bank_type,omitempty"`
	SuccessTime    string       `json:"success_time,omitempty"`
	Amount         *paidAmount  `json:"amount,omitempty"`
	Payer          *payerOpenID `json:"payer,omitempty"`
}

type paidAmount struct {
	Total         int64  `json:"total"`
	PayerTotal    int64  `json:"payer_total"`
	Currency      string `json:"currency"`
	PayerCurrency string `json:"payer_currency"`
}

type payerOpenID struct {
	OpenID string `json:"openid"`
}

func (p *WeChat) codepay(r request) (any, error) {
	var in codepayRequest
	if json.Unmarshal(r.body, &in) != nil || in.OutTradeNo == "" || len(in.OutTradeNo) > 32 || in.AppID == "" || in.Description == "" {
		return nil, badRequest("appid、description、out_trade_no必填")
	}
	if in.MchID != r.mch {
		return nil, badRequest("mchid与签名商户不一致")
	}
	if in.Amount.Currency != "" && in.Amount.Currency != "CNY" {
		return nil, badRequest("currency只支持CNY")
	}
	o, f, err := p.book.Pay(r.mch, in.OutTradeNo, in.Payer.AuthCode, in.Amount.Total)
	if err := outcome(f, err); err != nil {
		return nil, err
	}
	t := show(o)
	t.AppID = in.AppID
	return t, nil
}

func (p *WeChat) query(r request) (any, error) {
	if r.FormValue("mchid") != r.mch {
		return nil, badRequest("mchid与签名商户不一致")
	}
	o, f, err := p.book.Query(r.mch, r.PathValue("no"))
	if err := outcome(f, err); err != nil {
		return nil, err
	}
	return show(o), nil
}

// states are the wallet's states in WeChat's words.
var states = map[wallet.State][2]string{
	wallet.Paid:       {"SUCCESS", "支付成功"},
	wallet.UserPaying: {"USERPAYING", "用户支付中，需要输入密码"},
	wallet.NotPaid:    {"NOTPAY", "订单未支付"},
	wallet.PayError:   {"PAYERROR", "支付失败"},
	wallet.Revoked:    {"REVOKED", "订单已撤销"},
}

func show(o wallet.Order) *transaction {
	state := states[o.State]
	if o.State == wallet.Paid && o.RefundedFen > 0 {
		state = [2]string{"REFUND", "订单发生过退款"}
	}
	t := &transaction{
		MchID: o.MchID, OutTradeNo: o.OutTradeNo, TransactionID: o.TransactionID,
		TradeType: "MICROPAY", TradeState: state[0], TradeStateDesc: state[1],
	}
	if o.State == wallet.Paid {
		t.BankType = "OTHERS"
		t.SuccessTime = o.PaidAt.Format(time.RFC3339)
		t.Amount = &paidAmount{o.AmountFen, o.AmountFen, "CNY", "CNY"}
		t.Payer = &payerOpenID{"sandbox-" + o.TransactionID[len(o.TransactionID)-8:]}
	}
	return t
}

func (p *WeChat) reverse(r request) (any, error) {
	var in struct {
		AppID string `json:"appid"`
		MchID string `json:"mchid"`
	}
	if json.Unmarshal(r.body, &in) != nil || in.MchID != r.mch {
		return nil, badRequest("mchid与签名商户不一致")
	}
	o, f, err := p.book.Cancel(r.mch, r.PathValue("no"))
	if err := outcome(f, err); err != nil {
		return nil, err
	}
	return map[string]string{
		"appid": in.AppID, "mchid": r.mch, "out_trade_no": r.PathValue("no"),
		"transaction_id": o.TransactionID, "recall": "N",
	}, nil
}

type refundRequest struct {
	TransactionID string `json:"transaction_id"`
	OutTradeNo    string `json:"out_trade_no"`
	OutRefundNo   string `json:"out_refund_no"`
	Reason        string `json:"reason"`
	Amount        struct {
		Refund   int64  `json:"refund"`
		Total    int64  `json:"total"`
		Currency string `json:"currency"`
	} `json:"amount"`
}

func (p *WeChat) refund(r request) (any, error) {
	var in refundRequest
	if json.Unmarshal(r.body, &in) != nil || in.OutTradeNo == "" || in.OutRefundNo == "" || len(in.OutRefundNo) > 64 {
		return nil, badRequest("out_trade_no、out_refund_no必填")
	}
	o, f, err := p.book.Query(r.mch, in.OutTradeNo)
	if err := outcome(f, err); err != nil {
		return nil, err
	}
	if in.Amount.Total != o.AmountFen || in.Amount.Currency != "CNY" {
		return nil, badRequest("amount.total与原订单金额不一致或币种不是CNY")
	}
	line, o, f, err := p.book.Refund(r.mch, in.OutTradeNo, in.OutRefundNo, in.Amount.Refund)
	if err := outcome(f, err); err != nil {
		return nil, err
	}
	return showRefund(line, o), nil
}

func (p *WeChat) queryRefund(r request) (any, error) {
	line, o, f, err := p.book.FindRefund(r.mch, r.PathValue("no"))
	if f == wallet.OrderNotFound {
		return nil, &refusal{404, "RESOURCE_NOT_EXISTS", "退款单不存在"}
	}
	if err != nil {
		return nil, err
	}
	return showRefund(line, o), nil
}

type refundAnswer struct {
	RefundID            string       `json:"refund_id"`
	OutRefundNo         string       `json:"out_refund_no"`
	TransactionID       string       `json:"transaction_id"`
	OutTradeNo          string       `json:"out_trade_no"`
	Channel             string       `json:"channel"`
	UserReceivedAccount string       `json:"user_received_account"`
	SuccessTime         string       `json:"success_time"`
	CreateTime          string       `json:"create_time"`
	Status              string       `json:"status"`
	Amount              refundAmount `json:"amount"`
}

type refundAmount struct {
	Total       int64  `json:"total"`
	Refund      int64  `json:"refund"`
	PayerTotal  int64  `json:"payer_total"`
	PayerRefund int64  `json:"payer_refund"`
	Currency    string `json:"currency"`
}

func showRefund(l wallet.Line, o wallet.Order) refundAnswer {
	at := l.At.Format(time.RFC3339)
	return refundAnswer{
		RefundID: l.RefundID, OutRefundNo: l.OutRefundNo, TransactionID: l.TransactionID, OutTradeNo: l.OutTradeNo,
		Channel: "ORIGINAL", UserReceivedAccount: "支付用户零钱", SuccessTime: at, CreateTime: at, Status: "SUCCESS",
		Amount: refundAmount{o.AmountFen, l.AmountFen, o.AmountFen, l.AmountFen, "CNY"},
	}
}
