package alipay

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"time"

	"tillway/internal/sim/wallet"
)

type bizContent struct {
	OutTradeNo   string      `json:"out_trade_no"`
	OutRequestNo string      `json:"out_request_no"`
	Scene        string      `json:"scene"`
	AuthCode     string      `json:"auth_code"`
	Subject      string      `json:"subject"`
	TotalAmount  json.Number `json:"total_amount"`
	RefundAmount json.Number `json:"refund_amount"`
	BillType     string      `json:"bill_type"`
	BillDate     string      `json:"bill_date"`
}

func parse(biz []byte) (in bizContent, bad node) {
	if json.Unmarshal(biz, &in) != nil {
		return in, failure("40004", "ACQ.INVALID_PARAMETER", "biz_content不是JSON")
	}
	return in, nil
}

var yuanText = regexp.MustCompile(`^(\d{1,9})(?:\.(\d{1,2}))?$`)

// fen reads an amount in yuan exactly; 0 stands for anything that is not one.
func fen(yuan json.Number) int64 {
	m := yuanText.FindStringSubmatch(string(yuan))
	if m == nil {
		return 0
	}
	v, err := strconv.ParseInt(m[1]+(m[2] + "00")[:2], 10, 64)
	if err != nil {
		return 0
	}
	return v
}

func yuan(fen int64) string { return fmt.Sprintf("%d.%02d", fen/100, fen%100) }

func (p *Alipay) pay(app string, biz []byte) (node, error) {
	in, bad := parse(biz)
	if bad != nil {
		return bad, nil
	}
	if in.OutTradeNo == "" || len(in.OutTradeNo) > 64 || in.Subject == "" || in.Scene != "bar_code" {
		return failure("40004", "ACQ.INVALID_PARAMETER", "out_trade_no、subject必填，scene须为bar_code"), nil
	}
	o, f, err := p.book.Pay(app, in.OutTradeNo, in.AuthCode, fen(in.TotalAmount))
	if err != nil || f != wallet.None {
		return faults[f], err
	}
	if o.State != wallet.Paid {
		return node{
			"code": "10003", "msg": "Order success pay inprocess", "out_trade_no": o.OutTradeNo,
			"trade_no": o.TransactionID, "total_amount": yuan(o.AmountFen),
		}, nil
	}
	return success(node{
		"out_trade_no": o.OutTradeNo, "trade_no": o.TransactionID, "buyer_logon_id": "138****0003",
		"total_amount": yuan(o.AmountFen), "receipt_amount": yuan(o.AmountFen), "buyer_pay_amount": yuan(o.AmountFen),
		"gmt_payment": o.PaidAt.Format(time.DateTime),
	}), nil
}

func (p *Alipay) query(app string, biz []byte) (node, error) {
	in, bad := parse(biz)
	if bad != nil {
		return bad, nil
	}
	o, f, err := p.book.Query(app, in.OutTradeNo)
	if err != nil || f != wallet.None {
		return faults[f], err
	}
	n := success(node{
		"out_trade_no": o.OutTradeNo, "trade_no": o.TransactionID, "total_amount": yuan(o.AmountFen),
		"trade_status": status(o),
	})
	if o.State == wallet.Paid {
		n["send_pay_date"] = o.PaidAt.Format(time.DateTime)
	}
	return n, nil
}

// status is the order's state in Alipay's words.
func status(o wallet.Order) string {
	switch {
	case o.State == wallet.Paid && o.RefundedFen < o.AmountFen:
		return "TRADE_SUCCESS"
	case o.State == wallet.UserPaying, o.State == wallet.NotPaid:
		return "WAIT_BUYER_PAY"
	}
	return "TRADE_CLOSED"
}

func (p *Alipay) cancel(app string, biz []byte) (node, error) {
	in, bad := parse(biz)
	if bad != nil {
		return bad, nil
	}
	if in.OutTradeNo == "" {
		return faults[wallet.BadAmount], nil
	}
	o, f, err := p.book.Cancel(app, in.OutTradeNo)
	if f == wallet.SystemError {
		return node{"code": "20000", "msg": "Service Currently Unavailable", "sub_code": "aop.ACQ.SYSTEM_ERROR",
			"sub_msg": "系统异常", "out_trade_no": in.OutTradeNo, "retry_flag": "Y"}, err
	}
	if err != nil || f != wallet.None {
		return faults[f], err
	}
	action := "close"
	if o.Effect == "credited" {
		action = "refund"
	}
	return success(node{"out_trade_no": in.OutTradeNo, "trade_no": o.TransactionID, "retry_flag": "N", "action": action}), nil
}

func (p *Alipay) refund(app string, biz []byte) (node, error) {
	in, bad := parse(biz)
	if bad != nil {
		return bad, nil
	}
	request := in.refundNumber()
	_, _, f, err := p.book.FindRefund(app, request)
	if err != nil {
		return nil, err
	}
	change := "Y"
	if f == wallet.None {
		change = "N" // the refund was made before
	}
	line, o, f, err := p.book.Refund(app, in.OutTradeNo, request, fen(in.RefundAmount))
	if err != nil || f != wallet.None {
		return faults[f], err
	}
	return success(node{
		"out_trade_no": o.OutTradeNo, "trade_no": o.TransactionID, "buyer_logon_id": "138****0003",
		"fund_change": change, "refund_fee": yuan(o.RefundedFen), "send_back_fee": yuan(line.AmountFen),
		"gmt_refund_pay": line.At.Format(time.DateTime),
	}), nil
}

// refundNumber is the merchant's number of a refund; one in full may go
// without a number of its own.
func (in bizContent) refundNumber() string {
	if in.OutRequestNo == "" {
		return in.OutTradeNo
	}
	return in.OutRequestNo
}

// queryRefund tells whether a refund stands. About one that does not exist the
// gateway answers without a status, as in life.
func (p *Alipay) queryRefund(app string, biz []byte) (node, error) {
	in, bad := parse(biz)
	if bad != nil {
		return bad, nil
	}
	line, o, f, err := p.book.FindRefund(app, in.refundNumber())
	if err != nil {
		return nil, err
	}
	if f != wallet.None || o.OutTradeNo != in.OutTradeNo {
		return success(node{"out_trade_no": in.OutTradeNo, "out_request_no": in.refundNumber()}), nil
	}
	return success(node{
		"out_trade_no": o.OutTradeNo, "trade_no": o.TransactionID, "out_request_no": line.OutRefundNo,
		"total_amount": yuan(o.AmountFen), "refund_amount": yuan(line.AmountFen), "refund_status": "REFUND_SUCCESS",
	}), nil
}
