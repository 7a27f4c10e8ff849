package wechat

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/rnd"
	"tillway/internal/payment"
	"tillway/internal/wallet"
)

const (
	skew      = 5 * time.Minute
	maxAnswer = 1 << 20
)

// newClient keeps connections open for a busy counter. It follows no redirect:
// a signed request is for the wallet and nobody else.
func newClient() *http.Client {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = 64
	return &http.Client{
		Transport: t, Timeout: wallet.ExchangeTime,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// call makes one signed exchange.
func (a *Adapter) call(ctx context.Context, method, path string, in, out any) error {
	var body []byte
	if in != nil {
		var err error
		if body, err = json.Marshal(in); err != nil {
			return payment.ErrNotSent.Wrap(err, "where", "wechat")
		}
	}
	resp, err := a.send(ctx, method, strings.TrimSuffix(a.account.URL, "/")+path, body)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return err
	}
	if err := a.proven(resp.Header, answer); err != nil {
		return fmt.Errorf("status %d: %w", resp.StatusCode, err)
	}
	if resp.StatusCode/100 == 2 {
		return json.Unmarshal(answer, out)
	}
	no := &refusal{}
	if err := json.Unmarshal(answer, no); err != nil {
		return fmt.Errorf("wechat: status %d: %w", resp.StatusCode, err)
	}
	return no
}

// send signs a request and sends it.
func (a *Adapter) send(ctx context.Context, method, address string, body []byte) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(body))
	if err != nil {
		return nil, payment.ErrNotSent.Wrap(err, "where", "wechat")
	}
	auth, err := a.authorization(ctx, method, req.URL.RequestURI(), body)
	if err != nil {
		return nil, payment.ErrNotSent.Wrap(err, "where", "wechat")
	}
	req.Header.Set("Authorization", auth)
	req.Header.Set("Accept", "application/json")
	req.Header.Set("Content-Type", "application/json")
	resp, err := a.client.Do(req)
	if err != nil {
		return nil, wallet.SendError(err, "wechat")
	}
	return resp, nil
}

// authorization is the header of a request: method, path, time, nonce and body
// on a line each, signed.
func (a *Adapter) authorization(ctx context.Context, method, path string, body []byte) (string, error) {
	stamp, nonce := strconv.FormatInt(clock.Now().Unix(), 10), rnd.Hex(16)
	signature, err := a.signer.Sign(ctx, strings.Join([]string{method, path, stamp, nonce, string(body)}, "\n")+"\n")
	return fmt.Sprintf(`WECHATPAY2-SHA256-RSA2048 mchid="%s",nonce_str="%s",timestamp="%s",serial_no="%s",signature="%s"`,
		a.account.MchID, nonce, stamp, a.account.Serial, signature), err
}

// proven checks that the platform said it, and lately.
func (a *Adapter) proven(h http.Header, body []byte) error {
	stamp := h.Get("Wechatpay-Timestamp")
	at, err := strconv.ParseInt(stamp, 10, 64)
	if err != nil || clock.Since(time.Unix(at, 0)).Abs() > skew {
		return wallet.ErrSignature
	}
	return a.signer.Verify(stamp+"\n"+h.Get("Wechatpay-Nonce")+"\n"+string(body)+"\n", h.Get("Wechatpay-Signature"))
}
