// Package wechat plays the WeChat Pay platform: payment code payments of API
// v3, query, reverse, refund and trade bill. Requests are signed with
// WECHATPAY2-SHA256-RSA2048 and checked against the merchant's public key in
// the wallet's folder; answers, refusals included, are signed with the
// platform's. What the customer does is in package wallet.
package wechat

import (
	"context"
	"errors"
	"io"
	"net/http"
	"path/filepath"
	"regexp"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/sim"
	"tillway/internal/sim/wallet"
)

// WeChat is the running part.
type WeChat struct {
	clock  *sim.Clock
	book   *wallet.Book
	keys   *wallet.Keys
	server *sim.Server
}

// paymentCode is 18 digits that begin with 10 to 15.
var paymentCode = regexp.MustCompile(`^1[0-5]\d{16}$`)

// Open replays the journal, reads or makes the keys and takes the port.
func Open(c sim.Config) (*WeChat, error) {
	p := &WeChat{clock: c.Clock}
	var err error
	if p.keys, err = wallet.OpenKeys(filepath.Join(c.Dir, "wechat")); err != nil {
		return nil, err
	}
	if p.book, err = wallet.OpenBook(c, "wechat", paymentCode.MatchString); err != nil {
		return nil, err
	}
	if p.server, err = sim.NewServer(c.Port, p.routes()); err != nil {
		p.book.Close()
		return nil, err
	}
	return p, nil
}

func (p *WeChat) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v3/pay/transactions/codepay", p.signed(p.codepay))
	mux.HandleFunc("GET /v3/pay/transactions/out-trade-no/{no}", p.signed(p.query))
	mux.HandleFunc("POST /v3/pay/transactions/out-trade-no/{no}/reverse", p.signed(p.reverse))
	mux.HandleFunc("POST /v3/refund/domestic/refunds", p.signed(p.refund))
	mux.HandleFunc("GET /v3/refund/domestic/refunds/{no}", p.signed(p.queryRefund))
	mux.HandleFunc("GET /v3/bill/tradebill", p.signed(p.tradeBill))
	mux.HandleFunc("GET /v3/billdownload/file", p.downloadBill)
	p.clock.Routes(mux)
	return mux
}

// Name implements sim.Part.
func (p *WeChat) Name() string { return "wechat" }

// Settlements is what the wallet owes its acquirer for days that are over.
func (p *WeChat) Settlements(after, upTo string) ([]sim.Settlement, error) {
	return p.book.Settlements(after, upTo)
}

// Endpoints implements sim.Part.
func (p *WeChat) Endpoints() map[string]string {
	return map[string]string{"wechat": p.server.URL()}
}

// Run implements sim.Part.
func (p *WeChat) Run(ctx context.Context) error {
	defer p.book.Close()
	return wallet.Run(ctx, p.book, p.server)
}

// request is one whose signature was good.
type request struct {
	*http.Request
	mch  string
	body []byte
}

// refusal is WeChat's error answer.
type refusal struct {
	status  int
	Code    string `json:"code"`
	Message string `json:"message"`
}

func (r *refusal) Error() string { return r.Code }

// skew is how far a request's time may lie from real time.
const skew = 5 * time.Minute

// signed checks the request's signature and signs the answer.
func (p *WeChat) signed(do func(request) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
		if err != nil {
			p.answer(w, http.StatusBadRequest, &refusal{Code: "PARAM_ERROR", Message: "请求体过大"})
			return
		}
		mch, err := authenticate(r, body, p.keys, clock.Now())
		if err != nil {
			p.answer(w, http.StatusUnauthorized, &refusal{Code: "SIGN_ERROR", Message: err.Error()})
			return
		}
		out, err := do(request{r, mch, body})
		var no *refusal
		switch {
		case errors.As(err, &no):
			p.answer(w, no.status, no)
		case err != nil:
			p.answer(w, http.StatusInternalServerError, &refusal{Code: "SIMULATOR", Message: "模拟器自身故障: " + err.Error()})
		default:
			p.answer(w, http.StatusOK, out)
		}
	}
}

// faults are the wallet's faults in WeChat's words.
var faults = map[wallet.Fault]refusal{
	wallet.SystemError:    {500, "SYSTEM_ERROR", "系统错误，请使用相同参数重新调用"},
	wallet.CodeExpired:    {400, "AUTH_CODE_EXPIRED", "付款码已过期，请用户刷新后重试"},
	wallet.CodeUsed:       {400, "AUTH_CODE_USED", "付款码已被使用，请用户刷新后重试"},
	wallet.CodeInvalid:    {400, "AUTH_CODE_INVALID", "付款码无效"},
	wallet.NotEnough:      {400, "NOT_ENOUGH", "用户余额不足"},
	wallet.CustomerLimit:  {400, "TRADE_LIMIT", "超出用户单日支付限额"},
	wallet.MerchantLimit:  {403, "RULE_LIMIT", "超出商户收款限额"},
	wallet.NumberUsed:     {400, "OUT_TRADE_NO_USED", "商户单号重复且参数不一致"},
	wallet.OrderCancelled: {400, "ORDER_REVERSED", "订单已撤销"},
	wallet.OrderNotFound:  {404, "ORDER_NOT_EXIST", "订单不存在"},
	wallet.NotPaidYet:     {400, "INVALID_REQUEST", "订单未支付，不能退款"},
	wallet.TooMuch:        {400, "INVALID_REQUEST", "金额超过订单可退金额"},
	wallet.TooLate:        {400, "INVALID_REQUEST", "超期订单不允许退款"},
	wallet.BadAmount:      {400, "PARAM_ERROR", "金额或单号不正确"},
}

// outcome turns a fault or the book's own error into what signed expects.
func outcome(f wallet.Fault, err error) error {
	if err != nil || f == wallet.None {
		return err
	}
	no := faults[f]
	return &no
}

func badRequest(message string) error {
	return &refusal{http.StatusBadRequest, "PARAM_ERROR", message}
}
