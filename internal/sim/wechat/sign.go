package wechat

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/rnd"
	"tillway/internal/sim"
	"tillway/internal/sim/wallet"
)

const scheme = "WECHATPAY2-SHA256-RSA2048 "

var authParam = regexp.MustCompile(`(\w+)="([^"]*)"`)

var (
	errNoAuth = errors.New("缺少Authorization或认证类型不是WECHATPAY2-SHA256-RSA2048")
	errOld    = errors.New("请求时间戳与平台时间相差超过5分钟")
)

// authenticate returns the merchant number that signed the request.
func authenticate(r *http.Request, body []byte, keys *wallet.Keys, now time.Time) (string, error) {
	head, ok := strings.CutPrefix(r.Header.Get("Authorization"), scheme)
	if !ok {
		return "", errNoAuth
	}
	auth := map[string]string{}
	for _, m := range authParam.FindAllStringSubmatch(head, -1) {
		auth[m[1]] = m[2]
	}
	for _, name := range []string{"mchid", "nonce_str", "timestamp", "serial_no", "signature"} {
		if auth[name] == "" {
			return "", fmt.Errorf("Authorization缺少%s", name)
		}
	}
	sent, err := strconv.ParseInt(auth["timestamp"], 10, 64)
	if err != nil || now.Sub(time.Unix(sent, 0)).Abs() > skew {
		return "", errOld
	}
	message := signedText(r.Method, r.URL.RequestURI(), auth["timestamp"], auth["nonce_str"], string(body))
	return auth["mchid"], keys.Verify(message, auth["signature"])
}

// signedText is what both sides sign: each part on a line of its own.
func signedText(parts ...string) string { return strings.Join(parts, "\n") + "\n" }

// answer sends v signed by the platform.
func (p *WeChat) answer(w http.ResponseWriter, status int, v any) {
	body, err := json.Marshal(v)
	if err != nil {
		sim.Broken(w, err)
		return
	}
	stamp, nonce := strconv.FormatInt(clock.Now().Unix(), 10), rnd.Hex(16)
	signature, err := p.keys.Sign(signedText(stamp, nonce, string(body)))
	if err != nil {
		sim.Broken(w, err)
		return
	}
	head := w.Header()
	head.Set("Content-Type", "application/json")
	head.Set("Request-ID", rnd.Hex(16))
	head.Set("Wechatpay-Timestamp", stamp)
	head.Set("Wechatpay-Nonce", nonce)
	head.Set("Wechatpay-Signature", signature)
	head.Set("Wechatpay-Signature-Type", "WECHATPAY2-SHA256-RSA2048")
	head.Set("Wechatpay-Serial", p.keys.Serial)
	w.WriteHeader(status)
	w.Write(body)
}
