package wechat

import (
	"errors"

	"tillway/internal/payment"
)

// refusal is WeChat's signed no.
type refusal struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

func (r *refusal) Error() string { return "wechat: " + r.Code + ": " + r.Message }

// payRefusals are the answers to a payment after which nothing was charged and
// nothing will be, with their field 39. A payment is sent once, so a request
// that was not accepted at all is one of them.
var payRefusals = map[string]string{
	"AUTH_CODE_EXPIRED": "14", "AUTHCODEEXPIRE": "14", "AUTH_CODE_USED": "14", "AUTH_CODE_INVALID": "14",
	"NOT_ENOUGH": "51", "NOTENOUGH": "51", "TRADE_LIMIT": "61", "RULE_LIMIT": "61",
	"NO_AUTH": "58", "APPID_MCHID_NOT_MATCH": "58", "INVALID_REQUEST": "12", "PARAM_ERROR": "12", "SIGN_ERROR": "96",
}

// refundRefusals are the answers to a refund by which none stands under its
// number: an earlier copy would have been answered with its success. A bad
// signature is not one of them: it says nothing about earlier copies.
var refundRefusals = map[string]string{
	"INVALID_REQUEST": "12", "PARAM_ERROR": "12", "NOT_ENOUGH": "61",
	"ORDER_NOT_EXIST": "25", "ORDERNOTEXIST": "25", "RESOURCE_NOT_EXISTS": "25",
}

// refused turns a refusal into an answer; everything else is silence.
func refused(err error, final map[string]string) (payment.WalletAnswer, error) {
	var no *refusal
	if !errors.As(err, &no) {
		return payment.WalletAnswer{}, err
	}
	if code, ok := final[no.Code]; ok {
		return payment.WalletAnswer{State: payment.WalletFailed, Code: code, Detail: no.Code}, nil
	}
	switch no.Code {
	case "ORDER_NOT_EXIST", "ORDERNOTEXIST", "RESOURCE_NOT_EXISTS":
		return payment.WalletAnswer{State: payment.WalletMissing, Detail: no.Code}, nil
	case "ORDER_REVERSED", "ORDERREVERSED", "ORDER_CLOSED", "ORDERCLOSED":
		return payment.WalletAnswer{State: payment.WalletClosed, Detail: no.Code}, nil
	}
	return payment.WalletAnswer{}, err
}
