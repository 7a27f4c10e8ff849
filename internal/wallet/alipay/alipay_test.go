package alipay_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"tillway/internal/payment"
	"tillway/internal/wallet"
	"tillway/internal/wallet/alipay"
	"tillway/internal/wallet/wallettest"
)

// script is what the gateway says, by method.
type script struct {
	platform *wallettest.Platform
	says     map[string]string
	always   string
	node     string // instead of the method's own name
	forge    bool
	asked    []string
	content  map[string]string
}

func (s *script) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	method := r.FormValue("method")
	s.asked = append(s.asked, method)
	s.content = nil
	_ = json.Unmarshal([]byte(r.FormValue("biz_content")), &s.content)
	body, ok := s.says[method]
	if !ok {
		body = s.always
	}
	name := strings.ReplaceAll(method, ".", "_") + "_response"
	if s.node != "" {
		name = s.node
	}
	sign := s.platform.Sign(body)
	if s.forge {
		sign = s.platform.Sign(body + " ")
	}
	_, _ = io.WriteString(w, `{"`+name+`":`+body+`,"sign":"`+sign+`"}`)
}

func start(t *testing.T) (*script, *alipay.Adapter) {
	s := &script{says: map[string]string{}}
	s.platform = wallettest.Start(t, s)
	return s, alipay.New(wallet.Account{Institution: wallettest.Institution, URL: s.platform.URL, AppID: "2021"}, s.platform.Signer)
}

var (
	order  = payment.WalletOrder{Channel: payment.Alipay, Order: "pay_1", MerchantID: "mer_1", Merchant: "测试客栈", TID: "10000001", AmountFen: 1230, Currency: "CNY"}
	refund = payment.WalletRefund{Channel: payment.Alipay, Order: "pay_1", Refund: "pay_2", AmountFen: 405, TotalFen: 1230, Currency: "CNY"}
)

const silent = wallettest.Silent

var check = wallettest.Check

// TestRefusalsMeanWhatTheyMean: the same refusal is a decline of a payment and
// no news about an order that was asked about.
func TestRefusalsMeanWhatTheyMean(t *testing.T) {
	s, a := start(t)
	for _, c := range []struct {
		code, sub string
		wallettest.Meaning
	}{
		{"40004", "ACQ.INVALID_PARAMETER", wallettest.Means(payment.WalletFailed, silent, silent, payment.WalletFailed, "12", "12")},
		{"40002", "isv.invalid-signature", wallettest.Means(payment.WalletFailed, silent, silent, silent, "96", "")},
		{"40004", "ACQ.BUYER_BALANCE_NOT_ENOUGH", wallettest.Means(payment.WalletFailed, silent, silent, silent, "51", "")},
		{"40004", "ACQ.TRADE_NOT_EXIST", wallettest.Means(payment.WalletMissing, payment.WalletMissing, payment.WalletMissing, payment.WalletFailed, "", "25")},
		{"40004", "ACQ.TRADE_HAS_CLOSE", wallettest.Means(payment.WalletClosed, payment.WalletClosed, payment.WalletClosed, payment.WalletClosed, "", "")},
		{"40004", "ACQ.TRADE_HAS_SUCCESS", wallettest.Means(silent, silent, silent, silent, "", "")},
		{"20000", "aop.ACQ.SYSTEM_ERROR", wallettest.Means(silent, silent, silent, silent, "", "")},
	} {
		s.always = `{"code":"` + c.code + `","sub_code":"` + c.sub + `"}`
		c.Check(t, c.sub, a, order, refund)
	}
}

func TestStates(t *testing.T) {
	s, a := start(t)
	for body, want := range map[string]payment.WalletState{
		`{"code":"10000","trade_status":"TRADE_SUCCESS","out_trade_no":"pay_1","total_amount":"12.30"}`:  payment.WalletPaid,
		`{"code":"10000","trade_status":"TRADE_FINISHED","out_trade_no":"pay_1","total_amount":"12.30"}`: payment.WalletPaid,
		`{"code":"10000","trade_status":"TRADE_SUCCESS","out_trade_no":"pay_1","total_amount":"12.31"}`:  silent,
		`{"code":"10000","trade_status":"TRADE_SUCCESS","out_trade_no":"pay_9","total_amount":"12.30"}`:  silent,
		`{"code":"10000","trade_status":"WAIT_BUYER_PAY","out_trade_no":"pay_1"}`:                        payment.WalletWaiting,
		`{"code":"10000","trade_status":"TRADE_CLOSED","out_trade_no":"pay_1"}`:                          payment.WalletClosed,
	} {
		s.always = body
		got, err := a.Query(t.Context(), order)
		check(t, body, got, err, want, "")
	}
	s.always = `{"code":"10000","retry_flag":"Y"}`
	got, err := a.Cancel(t.Context(), order)
	check(t, s.always, got, err, payment.WalletWaiting, "")
	s.always = `{"code":"10003","out_trade_no":"pay_1"}`
	got, err = a.Pay(t.Context(), order)
	check(t, s.always, got, err, payment.WalletWaiting, "")
	if s.content["total_amount"] != "12.30" || s.content["scene"] != "bar_code" || s.content["terminal_id"] != "10000001" {
		t.Errorf("asked %v", s.content)
	}
}

// TestRefundWithoutMoneyMovedIsAskedAbout: a repeat's answer does not say
// whether the first copy gave the money back.
func TestRefundWithoutMoneyMovedIsAskedAbout(t *testing.T) {
	const enquiry = "alipay.trade.fastpay.refund.query"
	s, a := start(t)
	s.says["alipay.trade.refund"] = `{"code":"10000","out_trade_no":"pay_1","fund_change":"N"}`
	for body, want := range map[string]payment.WalletState{
		`{"code":"10000","out_request_no":"pay_2","refund_status":"REFUND_SUCCESS","refund_amount":"4.05"}`: payment.WalletPaid,
		`{"code":"10000","out_request_no":"pay_2","refund_status":"REFUND_SUCCESS","refund_amount":"4.06"}`: silent,
		`{"code":"10000","out_request_no":"pay_3","refund_status":"REFUND_SUCCESS","refund_amount":"4.05"}`: silent,
		`{"code":"10000"}`: payment.WalletWaiting,
		`{"code":"40004","sub_code":"ACQ.TRADE_NOT_EXIST"}`: payment.WalletWaiting,
	} {
		s.says[enquiry] = body
		got, err := a.Refund(t.Context(), refund)
		check(t, body, got, err, want, "")
		if s.asked[len(s.asked)-1] != enquiry {
			t.Fatalf("asked %v", s.asked)
		}
	}
	s.says["alipay.trade.refund"] = `{"code":"10000","out_trade_no":"pay_9","fund_change":"Y"}`
	got, err := a.Refund(t.Context(), refund)
	check(t, "another order's refund", got, err, silent, "")
}

func TestWhatIsNotProvenIsSilence(t *testing.T) {
	s, a := start(t)
	s.always = `{"code":"10000","out_trade_no":"pay_1","total_amount":"12.30"}`
	got, err := a.Pay(t.Context(), order)
	check(t, "signed", got, err, payment.WalletPaid, "")
	s.forge = true
	got, err = a.Pay(t.Context(), order)
	check(t, "forged", got, err, silent, "")
	s.forge, s.node = false, "another_response" // a well-signed answer to something else
	got, err = a.Pay(t.Context(), order)
	check(t, "another method's answer", got, err, silent, "")
}
