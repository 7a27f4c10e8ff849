package wechat_test

import (
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/payment"
	"tillway/internal/wallet"
	"tillway/internal/wallet/wallettest"
	"tillway/internal/wallet/wechat"
)

// script is what the wallet says to whatever it is asked.
type script struct {
	platform *wallettest.Platform
	status   int
	body     string
	age      time.Duration
	forge    bool
	location string
	asked    []string
	bodies   []string
}

func (s *script) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	s.asked, s.bodies = append(s.asked, r.Method+" "+r.URL.RequestURI()), append(s.bodies, string(body))
	stamp := strconv.FormatInt(clock.Now().Add(-s.age).Unix(), 10)
	signed := s.body
	if s.forge {
		signed += " "
	}
	w.Header().Set("Wechatpay-Timestamp", stamp)
	w.Header().Set("Wechatpay-Nonce", "n")
	w.Header().Set("Wechatpay-Signature", s.platform.Sign(stamp+"\nn\n"+signed+"\n"))
	if s.location != "" {
		w.Header().Set("Location", s.location)
	}
	w.WriteHeader(s.status)
	_, _ = io.WriteString(w, s.body)
}

func start(t *testing.T) (*script, *wechat.Adapter) {
	s := &script{status: 200}
	s.platform = wallettest.Start(t, s)
	return s, wechat.New(wallet.Account{Institution: wallettest.Institution, URL: s.platform.URL + "/", AppID: "wx1", MchID: "m1", Serial: "S"}, s.platform.Signer)
}

var (
	order  = payment.WalletOrder{Channel: payment.WeChat, Order: "pay_1", MerchantID: "mer_1", Merchant: "测试客栈", TID: "10000001", AmountFen: 100, Currency: "CNY"}
	refund = payment.WalletRefund{Channel: payment.WeChat, Order: "pay_1", Refund: "pay_2", AmountFen: 40, TotalFen: 100, Currency: "CNY"}
)

const silent = wallettest.Silent

var check = wallettest.Check

// TestRefusalsMeanWhatTheyMean: the same refusal is a decline of a payment and
// no news about an order that was asked about.
func TestRefusalsMeanWhatTheyMean(t *testing.T) {
	s, a := start(t)
	for _, c := range []struct {
		status int
		code   string
		wallettest.Meaning
	}{
		{400, "PARAM_ERROR", wallettest.Means(payment.WalletFailed, silent, silent, payment.WalletFailed, "12", "12")},
		{400, "INVALID_REQUEST", wallettest.Means(payment.WalletFailed, silent, silent, payment.WalletFailed, "12", "12")},
		{401, "SIGN_ERROR", wallettest.Means(payment.WalletFailed, silent, silent, silent, "96", "")},
		{403, "NO_AUTH", wallettest.Means(payment.WalletFailed, silent, silent, silent, "58", "")},
		{403, "RULE_LIMIT", wallettest.Means(payment.WalletFailed, silent, silent, silent, "61", "")},
		{404, "ORDER_NOT_EXIST", wallettest.Means(payment.WalletMissing, payment.WalletMissing, payment.WalletMissing, payment.WalletFailed, "", "25")},
		{400, "ORDER_REVERSED", wallettest.Means(payment.WalletClosed, payment.WalletClosed, payment.WalletClosed, payment.WalletClosed, "", "")},
		{429, "FREQUENCY_LIMITED", wallettest.Means(silent, silent, silent, silent, "", "")},
		{500, "SYSTEM_ERROR", wallettest.Means(silent, silent, silent, silent, "", "")},
		{400, "OUT_TRADE_NO_USED", wallettest.Means(silent, silent, silent, silent, "", "")},
	} {
		s.status, s.body = c.status, `{"code":"`+c.code+`","message":"…"}`
		c.Check(t, c.code, a, order, refund)
	}
}

func TestStates(t *testing.T) {
	s, a := start(t)
	for body, want := range map[string]payment.WalletState{
		`{"trade_state":"SUCCESS","out_trade_no":"pay_1","amount":{"total":100,"currency":"CNY"}}`: payment.WalletPaid,
		`{"trade_state":"REFUND","out_trade_no":"pay_1","amount":{"total":100,"currency":"CNY"}}`:  payment.WalletPaid,
		`{"trade_state":"SUCCESS","out_trade_no":"pay_1","amount":{"total":101,"currency":"CNY"}}`: silent,
		`{"trade_state":"SUCCESS","out_trade_no":"pay_9","amount":{"total":100,"currency":"CNY"}}`: silent,
		`{"trade_state":"SUCCESS","out_trade_no":"pay_1","amount":{"total":100,"currency":"USD"}}`: silent,
		`{"trade_state":"SUCCESS","out_trade_no":"pay_1"}`:                                         silent,
		`{"trade_state":"USERPAYING","out_trade_no":"pay_1"}`:                                      payment.WalletWaiting,
		`{"trade_state":"NOTPAY"}`: payment.WalletWaiting,
		`{"trade_state":"CLOSED"}`: payment.WalletClosed,
		`not JSON`:                 silent,
	} {
		s.body = body
		got, err := a.Query(t.Context(), order)
		check(t, body, got, err, want, "")
	}
	s.body = `{"trade_state":"PAYERROR"}`
	got, err := a.Query(t.Context(), order)
	check(t, s.body, got, err, payment.WalletFailed, "05")
	s.body = `{"recall":"Y"}`
	got, err = a.Cancel(t.Context(), order)
	check(t, s.body, got, err, payment.WalletWaiting, "")
}

func TestRefundStates(t *testing.T) {
	s, a := start(t)
	for _, c := range []struct {
		number string
		fen    string
		status string
		state  payment.WalletState
		code   string
	}{
		{"pay_2", "40", "SUCCESS", payment.WalletPaid, ""},
		{"pay_2", "40", "PROCESSING", payment.WalletPaid, ""},
		{"pay_2", "40", "ABNORMAL", payment.WalletWaiting, ""},
		{"pay_2", "40", "CLOSED", payment.WalletFailed, "12"},
		{"pay_3", "40", "SUCCESS", silent, ""},
		{"pay_2", "41", "SUCCESS", silent, ""},
	} {
		s.body = `{"refund_id":"50","out_refund_no":"` + c.number + `","status":"` + c.status + `","amount":{"refund":` + c.fen + `,"total":100,"currency":"CNY"}}`
		got, err := a.Refund(t.Context(), refund)
		check(t, s.body, got, err, c.state, c.code)
	}
}

// TestWhatIsNotProvenIsSilence: a yes that is not signed, is old, or sends us
// elsewhere.
func TestWhatIsNotProvenIsSilence(t *testing.T) {
	const yes = `{"trade_state":"SUCCESS","out_trade_no":"pay_1","amount":{"total":100,"currency":"CNY"}}`
	for name, spoil := range map[string]func(*script){
		"forged":   func(s *script) { s.forge = true },
		"old":      func(s *script) { s.age = 6 * time.Minute },
		"future":   func(s *script) { s.age = -6 * time.Minute },
		"redirect": func(s *script) { s.status, s.location = 307, "/elsewhere" },
	} {
		s, a := start(t)
		s.body = yes
		spoil(s)
		got, err := a.Pay(t.Context(), order)
		check(t, name, got, err, silent, "")
		if len(s.asked) != 1 {
			t.Errorf("%s: asked %v", name, s.asked)
		}
	}
}

func TestRequestShape(t *testing.T) {
	s, a := start(t)
	s.body = `{"trade_state":"USERPAYING"}`
	if _, err := a.Pay(t.Context(), order); err != nil {
		t.Fatal(err)
	}
	want := `{"amount":{"total":100,"currency":"CNY"},"appid":"wx1","description":"测试客栈","mchid":"m1","out_trade_no":"pay_1",` +
		`"payer":{"auth_code":""},"scene_info":{"device_id":"10000001","store_info":{"id":"mer_1"}}}`
	if s.asked[0] != "POST /v3/pay/transactions/codepay" || s.bodies[0] != want {
		t.Errorf("%s %s\nwant %s", s.asked[0], s.bodies[0], want)
	}
}

func TestBillMustHaveItsDigest(t *testing.T) {
	s, a := start(t)
	s.body = `{"hash_type":"SHA1","hash_value":"` + strings.Repeat("0", 40) + `","download_url":"` + s.platform.URL + `/file"}`
	bill, err := a.Bill(t.Context(), "2026-03-02")
	if err == nil || bill != nil || errors.Is(err, wallet.ErrSignature) || len(s.asked) != 2 {
		t.Errorf("%q, %v after %v", bill, err, s.asked)
	}
}
