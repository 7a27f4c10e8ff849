package alipay

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/payment"
	"tillway/internal/wallet"
)

const maxAnswer = 1 << 20

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
func (a *Adapter) call(ctx context.Context, method string, biz map[string]string) (out answer, err error) {
	form, err := a.form(ctx, method, biz)
	if err != nil {
		return out, payment.ErrNotSent.Wrap(err, "where", "alipay")
	}
	gateway := strings.TrimSuffix(a.account.URL, "/") + "/gateway.do"
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, gateway, strings.NewReader(form.Encode()))
	if err != nil {
		return out, payment.ErrNotSent.Wrap(err, "where", "alipay")
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded;charset=utf-8")
	resp, err := a.client.Do(req)
	if err != nil {
		return out, wallet.SendError(err, "alipay")
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return out, err
	}
	return a.read(strings.ReplaceAll(method, ".", "_")+"_response", body)
}

func (a *Adapter) form(ctx context.Context, method string, biz map[string]string) (url.Values, error) {
	content, err := json.Marshal(biz)
	if err != nil {
		return nil, err
	}
	form := url.Values{
		"app_id": {a.account.AppID}, "method": {method}, "format": {"JSON"}, "charset": {"utf-8"}, "sign_type": {"RSA2"},
		"timestamp": {clock.Now().In(clock.Shanghai).Format(time.DateTime)}, "version": {"1.0"}, "biz_content": {string(content)},
	}
	sign, err := a.signer.Sign(ctx, signedText(form))
	form.Set("sign", sign)
	return form, err
}

// signedText is every parameter but sign, sorted, as name=value joined by &.
func signedText(f url.Values) string {
	var parts []string
	for name := range f {
		if v := f.Get(name); name != "sign" && v != "" {
			parts = append(parts, name+"="+v)
		}
	}
	slices.Sort(parts)
	return strings.Join(parts, "&")
}

// read checks the signature over the answer's exact bytes and reads it.
func (a *Adapter) read(name string, body []byte) (out answer, err error) {
	var whole map[string]json.RawMessage
	if err := json.Unmarshal(body, &whole); err != nil {
		return out, err
	}
	node, ok := whole[name]
	if !ok {
		node = whole["error_response"]
	}
	var sign string
	if err := json.Unmarshal(whole["sign"], &sign); err != nil {
		return out, wallet.ErrSignature
	}
	if err := a.signer.Verify(string(node), sign); err != nil {
		return out, err
	}
	return out, json.Unmarshal(node, &out)
}
