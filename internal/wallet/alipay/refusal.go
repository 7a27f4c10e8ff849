package alipay

import (
	"fmt"

	"tillway/internal/payment"
)

// notAccepted are the gateway's own answers: the method was not called.
var notAccepted = map[string]bool{"40001": true, "40002": true, "40003": true, "40006": true}

// payRefusals are the answers to a payment after which nothing was charged and
// nothing will be, with their field 39.
var payRefusals = map[string]string{
	"ACQ.PAYMENT_AUTH_CODE_INVALID": "14", "ACQ.BUYER_BALANCE_NOT_ENOUGH": "51", "ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH": "51",
	"ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR": "61", "ACQ.BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR": "61", "ACQ.TOTAL_FEE_EXCEED": "61",
	"ACQ.TRADE_STATUS_ERROR": "12", "ACQ.INVALID_PARAMETER": "12", "ACQ.ACCESS_FORBIDDEN": "58",
}

// refundRefusals are the answers to a refund by which none stands under its
// number: an earlier copy would have been answered with its success.
var refundRefusals = map[string]string{
	"ACQ.TRADE_NOT_EXIST": "25", "ACQ.TRADE_STATUS_ERROR": "12", "ACQ.INVALID_PARAMETER": "12", "ACQ.TRADE_HAS_FINISHED": "22",
	"ACQ.REFUND_AMT_NOT_EQUAL_TOTAL": "61", "ACQ.SELLER_BALANCE_NOT_ENOUGH": "61",
}

// refused turns a definite no into an answer; everything else is silence.
func refused(r answer, final map[string]string) (payment.WalletAnswer, error) {
	if code, ok := final[r.SubCode]; ok {
		return payment.WalletAnswer{State: payment.WalletFailed, Code: code, Detail: r.SubCode}, nil
	}
	switch r.SubCode {
	case "ACQ.TRADE_NOT_EXIST":
		return payment.WalletAnswer{State: payment.WalletMissing, Detail: r.SubCode}, nil
	case "ACQ.TRADE_HAS_CLOSE":
		return payment.WalletAnswer{State: payment.WalletClosed, Detail: r.SubCode}, nil
	}
	return payment.WalletAnswer{}, fmt.Errorf("alipay: %s %s: %s", r.Code, r.SubCode, r.SubMsg)
}
