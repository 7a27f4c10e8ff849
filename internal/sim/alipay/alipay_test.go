package alipay

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"tillway/internal/sim"
	"tillway/internal/sim/simtest"
	"tillway/internal/wire/clearing"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

type client struct {
	*testing.T
	url      string
	key      *rsa.PrivateKey
	platform *rsa.PublicKey
}

func start(t *testing.T) (*client, sim.Config) {
	c := sim.Config{Dir: t.TempDir(), Clock: sim.NewClock(0)}
	dir := filepath.Join(c.Dir, "alipay")
	p := simtest.Start(t, Open, c)
	t.Cleanup(http.DefaultClient.CloseIdleConnections)
	key, err := sim.RSAKey(filepath.Join(t.TempDir(), "private.pem"), filepath.Join(dir, "merchant_public.pem"))
	if err != nil {
		t.Fatal(err)
	}
	platform, err := sim.RSAPublicKey(filepath.Join(dir, "platform_public.pem"))
	if err != nil {
		t.Fatal(err)
	}
	return &client{t, p.Endpoints()["alipay"], key, platform}, c
}

func (c *client) form(method string, biz any) url.Values {
	content, _ := json.Marshal(biz)
	f := url.Values{
		"app_id": {"2021000000000001"}, "method": {method}, "charset": {"utf-8"}, "sign_type": {"RSA2"},
		"timestamp": {"2026-03-02 09:00:00"}, "version": {"1.0"}, "biz_content": {string(content)},
	}
	sum := sha256.Sum256([]byte(signedText(f)))
	sig, err := rsa.SignPKCS1v15(rand.Reader, c.key, crypto.SHA256, sum[:])
	if err != nil {
		c.Fatal(err)
	}
	f.Set("sign", base64.StdEncoding.EncodeToString(sig))
	return f
}

// send posts the form and returns the answer's node after checking its signature.
func (c *client) send(f url.Values) map[string]any {
	c.Helper()
	resp, err := http.PostForm(c.url+"/gateway.do", f)
	if err != nil {
		c.Fatal(err)
	}
	defer resp.Body.Close()
	body, _ := io.ReadAll(resp.Body)
	parts := map[string]json.RawMessage{}
	if err := json.Unmarshal(body, &parts); err != nil {
		c.Fatalf("%v in %s", err, body)
	}
	var sign string
	if err := json.Unmarshal(parts["sign"], &sign); err != nil {
		c.Fatal(err)
	}
	raw, _ := base64.StdEncoding.DecodeString(sign)
	for name, n := range parts {
		if name == "sign" {
			continue
		}
		sum := sha256.Sum256(n)
		if err := rsa.VerifyPKCS1v15(c.platform, crypto.SHA256, sum[:], raw); err != nil {
			c.Fatalf("%s is not signed by the platform: %v", name, err)
		}
		out := map[string]any{}
		if err := json.Unmarshal(n, &out); err != nil {
			c.Fatal(err)
		}
		return out
	}
	c.Fatalf("no answer in %s", body)
	return nil
}

func (c *client) pay(no, end, amount string) map[string]any {
	c.Helper()
	return c.send(c.form("alipay.trade.pay", map[string]string{
		"out_trade_no": no, "scene": "bar_code", "auth_code": "2800000000000000" + end, "subject": "住宿", "total_amount": amount,
	}))
}

func (c *client) trade(verb, no string) map[string]any {
	c.Helper()
	return c.send(c.form("alipay.trade."+verb, map[string]string{"out_trade_no": no}))
}

func (c *client) refund(no, request, amount string) map[string]any {
	c.Helper()
	return c.send(c.form("alipay.trade.refund", map[string]string{"out_trade_no": no, "out_request_no": request, "refund_amount": amount}))
}

func TestScenarios(t *testing.T) {
	c, conf := start(t)
	for _, s := range []struct{ end, code, sub, query string }{
		{"00", "10000", "", "TRADE_SUCCESS"},
		{"01", "10003", "", "WAIT_BUYER_PAY"},
		{"05", "20000", "aop.ACQ.SYSTEM_ERROR", "TRADE_SUCCESS"},
		{"06", "20000", "aop.ACQ.SYSTEM_ERROR", "WAIT_BUYER_PAY"},
		{"07", "40004", "ACQ.PAYMENT_AUTH_CODE_INVALID", "TRADE_CLOSED"},
		{"09", "40004", "ACQ.BUYER_BALANCE_NOT_ENOUGH", "TRADE_CLOSED"},
	} {
		out := c.pay("T"+s.end, s.end, "12.30")
		sub, _ := out["sub_code"].(string)
		if out["code"] != s.code || sub != s.sub {
			t.Errorf("…%s: %v", s.end, out)
		}
		if q := c.trade("query", "T"+s.end); q["trade_status"] != s.query || q["total_amount"] != "12.30" {
			t.Errorf("…%s: query %v", s.end, q)
		}
	}
	if err := conf.Clock.SetOffset(time.Minute); err != nil {
		t.Fatal(err)
	}
	if q := c.trade("query", "T01"); q["trade_status"] != "TRADE_SUCCESS" {
		t.Errorf("the customer did not pay: %v", q)
	}
}

func TestCancelAndRefund(t *testing.T) {
	c, _ := start(t)
	c.pay("A", "00", "10.00")
	if out := c.refund("A", "R1", "3.5"); out["code"] != "10000" || out["refund_fee"] != "3.50" || out["fund_change"] != "Y" {
		t.Errorf("refund: %v", out)
	}
	stands := func(request string) any {
		return c.send(c.form("alipay.trade.fastpay.refund.query", map[string]string{"out_trade_no": "A", "out_request_no": request}))["refund_status"]
	}
	if stands("R1") != "REFUND_SUCCESS" || stands("R9") != nil {
		t.Errorf("R1 %v, R9 %v", stands("R1"), stands("R9"))
	}
	if out := c.refund("A", "R1", "3.5"); out["refund_fee"] != "3.50" || out["fund_change"] != "N" {
		t.Errorf("a repeated refund gave money twice: %v", out)
	}
	if out := c.refund("A", "R2", "6.51"); out["code"] != "40004" {
		t.Errorf("too much was refunded: %v", out)
	}
	c.pay("B", "04", "1.00")
	if out := c.trade("cancel", "B"); out["code"] != "20000" || out["retry_flag"] != "Y" {
		t.Errorf("first cancel: %v", out)
	}
	if out := c.trade("cancel", "B"); out["code"] != "10000" || out["action"] != "close" {
		t.Errorf("second cancel: %v", out)
	}
	c.pay("C", "00", "1.00")
	if out := c.trade("cancel", "C"); out["action"] != "refund" {
		t.Errorf("cancel of a paid order: %v", out)
	}
	c.trade("cancel", "D")
	if out := c.pay("D", "00", "1.00"); out["sub_code"] != "ACQ.TRADE_HAS_CLOSE" {
		t.Errorf("a payment after its cancel: %v", out)
	}
}

func TestWrongForms(t *testing.T) {
	c, _ := start(t)
	f := c.form("alipay.trade.query", map[string]string{"out_trade_no": "A"})
	f.Set("biz_content", strings.Replace(f.Get("biz_content"), "A", "B", 1))
	if out := c.send(f); out["sub_code"] != "isv.invalid-signature" {
		t.Errorf("a changed form: %v", out)
	}
	if out := c.send(c.form("alipay.trade.nothing", nil)); out["sub_code"] != "isv.invalid-method" {
		t.Errorf("an unknown method: %v", out)
	}
	for _, amount := range []string{"0", "-1", "1.001", "1e3", "x"} {
		if out := c.pay("X", "00", amount); out["code"] != "40004" {
			t.Errorf("amount %s: %v", amount, out)
		}
	}
}

func TestBill(t *testing.T) {
	c, conf := start(t)
	c.pay("A", "00", "100.00")
	c.refund("A", "R1", "40.00")
	out := c.send(c.form("alipay.data.dataservice.bill.downloadurl.query", map[string]string{
		"bill_type": "trade", "bill_date": conf.Clock.Now().Format(time.DateOnly),
	}))
	address, _ := out["bill_download_url"].(string)
	resp, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	data, _ := io.ReadAll(resp.Body)
	bill, err := clearing.DecodeBill(data)
	if err != nil || len(bill.Lines) != 2 || bill.Lines[1].RefundFen != 4000 || bill.Lines[1].RefundOrder != "R1" {
		t.Errorf("%+v %v", bill, err)
	}
}
