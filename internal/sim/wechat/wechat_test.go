package wechat

import (
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"tillway/internal/kit/clock"
	"tillway/internal/sim"
	"tillway/internal/sim/simtest"
	"tillway/internal/wire/clearing"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// client is a merchant's side: it signs requests and checks answers.
type client struct {
	*testing.T
	url      string
	key      *rsa.PrivateKey
	platform *rsa.PublicKey
	stamp    func() time.Time
	tamper   func(body []byte) []byte // after signing
}

func start(t *testing.T) (*client, sim.Config, func()) {
	c := sim.Config{Dir: t.TempDir(), Clock: sim.NewClock(0)}
	dir := filepath.Join(c.Dir, "wechat")
	p, stop := simtest.StartStoppable(t, Open, c)
	t.Cleanup(http.DefaultClient.CloseIdleConnections)
	key, err := sim.RSAKey(filepath.Join(t.TempDir(), "merchant_private.pem"), filepath.Join(dir, "merchant_public.pem"))
	if err != nil {
		t.Fatal(err)
	}
	platform, err := sim.RSAPublicKey(filepath.Join(dir, "platform_public.pem"))
	if err != nil {
		t.Fatal(err)
	}
	return &client{T: t, url: p.Endpoints()["wechat"], key: key, platform: platform, stamp: clock.Now}, c, stop
}

func (c *client) do(method, path string, in any) (int, map[string]any) {
	c.Helper()
	var body []byte
	if in != nil {
		body, _ = json.Marshal(in)
	}
	stamp := strconv.FormatInt(c.stamp().Unix(), 10)
	sum := sha256.Sum256([]byte(signedText(method, path, stamp, "nonce", string(body))))
	sig, err := rsa.SignPKCS1v15(rand.Reader, c.key, crypto.SHA256, sum[:])
	if err != nil {
		c.Fatal(err)
	}
	if c.tamper != nil {
		body = c.tamper(body)
	}
	r, _ := http.NewRequest(method, c.url+path, bytes.NewReader(body))
	r.Header.Set("Authorization", fmt.Sprintf(`%smchid="1900000001",nonce_str="nonce",timestamp="%s",serial_no="S1",signature="%s"`,
		scheme, stamp, base64.StdEncoding.EncodeToString(sig)))
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		c.Fatal(err)
	}
	defer resp.Body.Close()
	answer, _ := io.ReadAll(resp.Body)
	c.checkSigned(resp, answer)
	out := map[string]any{}
	if err := json.Unmarshal(answer, &out); err != nil {
		c.Fatalf("%v in %s", err, answer)
	}
	return resp.StatusCode, out
}

func (c *client) checkSigned(resp *http.Response, body []byte) {
	c.Helper()
	sig, _ := base64.StdEncoding.DecodeString(resp.Header.Get("Wechatpay-Signature"))
	sum := sha256.Sum256([]byte(signedText(resp.Header.Get("Wechatpay-Timestamp"), resp.Header.Get("Wechatpay-Nonce"), string(body))))
	if err := rsa.VerifyPKCS1v15(c.platform, crypto.SHA256, sum[:], sig); err != nil {
		c.Fatalf("the answer is not signed by the platform: %v", err)
	}
}

func (c *client) pay(no, code string, fen int) (int, map[string]any) {
	c.Helper()
	return c.do("POST", "/v3/pay/transactions/codepay", map[string]any{
		"appid": "wx1", "mchid": "1900000001", "out_trade_no": no, "description": "住宿",
		"amount": map[string]any{"total": fen, "currency": "CNY"}, "payer": map[string]string{"auth_code": code},
	})
}

func (c *client) state(no string) any {
	c.Helper()
	_, out := c.do("GET", "/v3/pay/transactions/out-trade-no/"+no+"?mchid=1900000001", nil)
	if out["trade_state"] == nil {
		return out["code"]
	}
	return out["trade_state"]
}

func (c *client) reverse(no string) (int, map[string]any) {
	c.Helper()
	return c.do("POST", "/v3/pay/transactions/out-trade-no/"+no+"/reverse", map[string]string{"appid": "wx1", "mchid": "1900000001"})
}

func (c *client) refund(no, refundNo string, fen, total int) (int, map[string]any) {
	c.Helper()
	return c.do("POST", "/v3/refund/domestic/refunds", map[string]any{
		"out_trade_no": no, "out_refund_no": refundNo, "amount": map[string]any{"refund": fen, "total": total, "currency": "CNY"},
	})
}

func code(end string) string { return "1300000000000000" + end }

func TestScenariosAndQuery(t *testing.T) {
	c, _, stop := start(t)
	defer stop()
	for _, s := range []struct {
		end    string
		status int
		answer any // trade_state or code
		query  any
	}{
		{"00", 200, "SUCCESS", "SUCCESS"},
		{"01", 200, "USERPAYING", "USERPAYING"},
		{"02", 200, "USERPAYING", "USERPAYING"},
		{"05", 500, "SYSTEM_ERROR", "SUCCESS"},
		{"06", 500, "SYSTEM_ERROR", "NOTPAY"},
		{"07", 400, "AUTH_CODE_EXPIRED", "PAYERROR"},
		{"08", 400, "AUTH_CODE_USED", "PAYERROR"},
		{"09", 400, "NOT_ENOUGH", "PAYERROR"},
		{"10", 400, "TRADE_LIMIT", "PAYERROR"},
		{"11", 403, "RULE_LIMIT", "PAYERROR"},
		{"77", 200, "SUCCESS", "SUCCESS"},
	} {
		status, out := c.pay("T"+s.end, code(s.end), 100)
		got := out["trade_state"]
		if got == nil {
			got = out["code"]
		}
		if status != s.status || got != s.answer {
			t.Errorf("…%s: %d %v", s.end, status, out)
		}
		if q := c.state("T" + s.end); q != s.query {
			t.Errorf("…%s: query says %v, want %v", s.end, q, s.query)
		}
	}
	if _, out := c.pay("T-alipay", "281234567890123456", 100); out["code"] != "AUTH_CODE_INVALID" {
		t.Errorf("another wallet's code: %v", out)
	}
}

func TestCustomerDecidesLater(t *testing.T) {
	c, conf, stop := start(t)
	defer stop()
	c.pay("A", code("01"), 100)
	c.pay("B", code("02"), 100)
	c.pay("C", code("03"), 100)
	if err := conf.Clock.SetOffset(time.Minute); err != nil {
		t.Fatal(err)
	}
	for no, want := range map[string]string{"A": "SUCCESS", "B": "PAYERROR", "C": "USERPAYING"} {
		if got := c.state(no); got != want {
			t.Errorf("%s: %v, want %s", no, got, want)
		}
	}
}

func TestRepeatCancelAndRefundAcrossRestart(t *testing.T) {
	c, conf, stop := start(t)
	_, first := c.pay("A", code("00"), 1000)
	c.pay("B", code("04"), 500)
	if status, _ := c.refund("A", "R1", 300, 1000); status != 200 {
		t.Fatal("first refund refused")
	}
	stop()
	p, stop := simtest.StartStoppable(t, Open, conf)
	defer stop()
	c.url = p.Endpoints()["wechat"]

	if _, again := c.pay("A", code("00"), 1000); again["transaction_id"] != first["transaction_id"] {
		t.Errorf("a repeat made another order: %v", again)
	}
	if _, out := c.pay("A", code("00"), 2000); out["code"] != "OUT_TRADE_NO_USED" {
		t.Errorf("another amount: %v", out)
	}
	refusedRefund := func(no, refundNo string, fen, total int, want any) {
		t.Helper()
		if _, out := c.refund(no, refundNo, fen, total); out["code"] != want {
			t.Errorf("refund %s of %s: %v, want %v", refundNo, no, out, want)
		}
	}
	refusedRefund("A", "R1", 300, 1000, nil) // the same one again
	refusedRefund("A", "R1", 301, 1000, "OUT_TRADE_NO_USED")
	refusedRefund("A", "R2", 701, 1000, "INVALID_REQUEST")
	refusedRefund("A", "R2", 300, 999, "PARAM_ERROR")
	refusedRefund("A", "R2", 700, 1000, nil)
	refusedRefund("B", "R3", 1, 500, "INVALID_REQUEST")
	refusedRefund("Z", "R3", 1, 500, "ORDER_NOT_EXIST")

	if status, out := c.reverse("B"); status != 500 || out["code"] != "SYSTEM_ERROR" {
		t.Errorf("the first cancel of …04 gave %d %v", status, out)
	}
	if status, _ := c.reverse("B"); status != 200 || c.state("B") != "REVOKED" {
		t.Errorf("the second cancel gave %d, state %v", status, c.state("B"))
	}
	c.pay("D", code("00"), 100)
	if status, _ := c.reverse("D"); status != 200 || c.state("D") != "REVOKED" {
		t.Errorf("a paid order was not reversed: %v", c.state("D"))
	}
	if status, _ := c.reverse("E"); status != 200 {
		t.Error("an unknown number was not closed")
	}
	if _, out := c.pay("E", code("00"), 100); out["code"] != "ORDER_REVERSED" {
		t.Errorf("a payment after its cancel: %v", out)
	}
}

func TestSignatures(t *testing.T) {
	c, _, stop := start(t)
	defer stop()
	c.tamper = func(b []byte) []byte { return bytes.Replace(b, []byte("100"), []byte("101"), 1) }
	if status, out := c.pay("A", code("00"), 100); status != 401 || out["code"] != "SIGN_ERROR" {
		t.Errorf("a changed body: %d %v", status, out)
	}
	c.tamper = nil
	c.stamp = func() time.Time { return clock.Now().Add(-10 * time.Minute) }
	if status, _ := c.pay("A", code("00"), 100); status != 401 {
		t.Errorf("an old request: %d", status)
	}
	c.stamp = clock.Now
	resp, err := http.Post(c.url+"/v3/pay/transactions/codepay", "application/json", strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusUnauthorized {
		t.Errorf("no signature: %d", resp.StatusCode)
	}
	if got := c.state("A"); got != "ORDER_NOT_EXIST" {
		t.Errorf("a refused request left an order: %v", got)
	}
}

func TestBill(t *testing.T) {
	c, conf, stop := start(t)
	defer stop()
	date := conf.Clock.Now().Format(time.DateOnly)
	c.pay("A", code("00"), 10000)
	c.refund("A", "R1", 4000, 10000)
	c.pay("B", code("00"), 500)
	c.reverse("B")
	c.pay("C", code("09"), 700)
	c.pay("D", code("05"), 800)
	status, out := c.do("GET", "/v3/bill/tradebill?bill_date="+date, nil)
	if status != 200 {
		t.Fatal(out)
	}
	resp, err := http.Get(out["download_url"].(string))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	data, _ := io.ReadAll(resp.Body)
	sum := sha1.Sum(data)
	bill, err := clearing.DecodeBill(data)
	if err != nil || hex.EncodeToString(sum[:]) != out["hash_value"] {
		t.Fatalf("%v %v", err, out)
	}
	var got []string
	for _, l := range bill.Lines {
		got = append(got, fmt.Sprint(l.Order, l.RefundOrder, " ", l.Fen, l.RefundFen, l.FeeFen))
	}
	if want := "[A 10000 0 20 AR1 0 4000 -8 D 800 0 2]"; fmt.Sprint(got) != want {
		t.Errorf("%v, want %s", got, want)
	}
	if status, _ := c.do("GET", "/v3/bill/tradebill?bill_date=today", nil); status != 400 {
		t.Errorf("a bad date: %d", status)
	}
}
