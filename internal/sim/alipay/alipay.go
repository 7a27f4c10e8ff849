// Package alipay plays the Alipay open platform gateway: one URL, a form, the
// method by name, RSA2 signatures both ways. What the customer does is in
// package wallet.
package alipay

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"tillway/internal/sim"
	"tillway/internal/sim/wallet"
)

// Alipay is the running part.
type Alipay struct {
	clock  *sim.Clock
	book   *wallet.Book
	keys   *wallet.Keys
	server *sim.Server
}

// paymentCode is 16 to 24 digits that begin with 25 to 30.
var paymentCode = regexp.MustCompile(`^(2[5-9]|30)\d{14,22}$`)

// Open replays the journal, reads or makes the keys and takes the port.
func Open(c sim.Config) (*Alipay, error) {
	p := &Alipay{clock: c.Clock}
	var err error
	if p.keys, err = wallet.OpenKeys(filepath.Join(c.Dir, "alipay")); err != nil {
		return nil, err
	}
	if p.book, err = wallet.OpenBook(c, "alipay", paymentCode.MatchString); err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /gateway.do", p.gateway)
	mux.HandleFunc("GET /bill", p.downloadBill)
	c.Clock.Routes(mux)
	if p.server, err = sim.NewServer(c.Port, mux); err != nil {
		p.book.Close()
		return nil, err
	}
	return p, nil
}

// Name implements sim.Part.
func (p *Alipay) Name() string { return "alipay" }

// Settlements is what the wallet owes its acquirer for days that are over.
func (p *Alipay) Settlements(after, upTo string) ([]sim.Settlement, error) {
	return p.book.Settlements(after, upTo)
}

// Endpoints implements sim.Part.
func (p *Alipay) Endpoints() map[string]string {
	return map[string]string{"alipay": p.server.URL()}
}

// Run implements sim.Part.
func (p *Alipay) Run(ctx context.Context) error {
	defer p.book.Close()
	return wallet.Run(ctx, p.book, p.server)
}

// node is the answer of one method. The platform signs its exact bytes.
type node map[string]any

var methods = map[string]func(p *Alipay, app string, biz []byte) (node, error){
	"alipay.trade.pay":    (*Alipay).pay,
	"alipay.trade.query":  (*Alipay).query,
	"alipay.trade.cancel": (*Alipay).cancel,
	"alipay.trade.refund": (*Alipay).refund,

	"alipay.trade.fastpay.refund.query":              (*Alipay).queryRefund,
	"alipay.data.dataservice.bill.downloadurl.query": (*Alipay).billURL,
}

func (p *Alipay) gateway(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<20)
	if err := r.ParseForm(); err != nil {
		p.answer(w, "error_response", failure("40002", "isv.invalid-parameter", "表单无法解析"))
		return
	}
	f := r.Form // both halves: Alipay takes parameters from the URL too
	method, ok := methods[f.Get("method")]
	name := strings.ReplaceAll(f.Get("method"), ".", "_") + "_response"
	switch {
	case !ok:
		p.answer(w, "error_response", failure("40004", "isv.invalid-method", "不存在的方法名"))
	case f.Get("app_id") == "" || f.Get("sign_type") != "RSA2" || !utf8Charset(f.Get("charset")):
		p.answer(w, name, failure("40002", "isv.missing-parameter", "app_id必填，sign_type须为RSA2，charset须为utf-8"))
	case p.keys.Verify(signedText(f), f.Get("sign")) != nil:
		p.answer(w, name, failure("40002", "isv.invalid-signature", "验签出错"))
	default:
		out, err := method(p, f.Get("app_id"), []byte(f.Get("biz_content")))
		if err != nil {
			sim.Broken(w, err)
			return
		}
		p.answer(w, name, out)
	}
}

func utf8Charset(s string) bool { return strings.EqualFold(s, "utf-8") }

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

// answer sends {"<name>":{…},"sign":"…"}; the signature is over the bytes of {…}.
func (p *Alipay) answer(w http.ResponseWriter, name string, n node) {
	body, err := json.Marshal(n)
	if err != nil {
		sim.Broken(w, err)
		return
	}
	sign, err := p.keys.Sign(string(body))
	if err != nil {
		sim.Broken(w, err)
		return
	}
	w.Header().Set("Content-Type", "application/json;charset=utf-8")
	w.Write([]byte(`{"` + name + `":` + string(body) + `,"sign":"` + sign + `"}`))
}

func success(n node) node {
	n["code"], n["msg"] = "10000", "Success"
	return n
}

func failure(code, sub, text string) node {
	msg := map[string]string{"40002": "Invalid Arguments", "40004": "Business Failed", "20000": "Service Currently Unavailable"}[code]
	return node{"code": code, "msg": msg, "sub_code": sub, "sub_msg": text}
}

// faults are the wallet's faults in Alipay's words.
var faults = map[wallet.Fault]node{
	wallet.SystemError:    failure("20000", "aop.ACQ.SYSTEM_ERROR", "系统异常"),
	wallet.CodeExpired:    failure("40004", "ACQ.PAYMENT_AUTH_CODE_INVALID", "支付失败，付款码已过期，请用户刷新后重试"),
	wallet.CodeUsed:       failure("40004", "ACQ.PAYMENT_AUTH_CODE_INVALID", "付款码已被使用，请用户刷新后重试"),
	wallet.CodeInvalid:    failure("40004", "ACQ.PAYMENT_AUTH_CODE_INVALID", "付款码无效"),
	wallet.NotEnough:      failure("40004", "ACQ.BUYER_BALANCE_NOT_ENOUGH", "买家余额不足"),
	wallet.CustomerLimit:  failure("40004", "ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR", "买家付款日限额超限"),
	wallet.MerchantLimit:  failure("40004", "ACQ.TOTAL_FEE_EXCEED", "超出商户收款限额"),
	wallet.NumberUsed:     failure("40004", "ACQ.CONTEXT_INCONSISTENT", "交易信息被篡改：单号重复且参数不一致"),
	wallet.OrderCancelled: failure("40004", "ACQ.TRADE_HAS_CLOSE", "交易已关闭"),
	wallet.OrderNotFound:  failure("40004", "ACQ.TRADE_NOT_EXIST", "交易不存在"),
	wallet.NotPaidYet:     failure("40004", "ACQ.TRADE_STATUS_ERROR", "交易状态不合法"),
	wallet.TooMuch:        failure("40004", "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL", "退款金额超限"),
	wallet.TooLate:        failure("40004", "ACQ.TRADE_HAS_FINISHED", "交易已结束，不能退款"),
	wallet.BadAmount:      failure("40004", "ACQ.INVALID_PARAMETER", "参数无效"),
}
