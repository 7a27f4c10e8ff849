// Package wechat speaks WeChat Pay's API v3: payment codes, query, reverse,
// refund and trade bill. Requests carry WECHATPAY2-SHA256-RSA2048; answers
// count only when the platform's key confirms them and they are not older than
// five minutes (acquiring rules §4.5, reliability book I24).
package wechat

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/rnd"
	"tillway/internal/payment"
	"tillway/internal/wallet"
)

// Adapter is WeChat Pay.
type Adapter struct {
	account wallet.Account
	signer  *wallet.Signer
	client  *http.Client
}

// New connects an institution's account.
func New(a wallet.Account, s *wallet.Signer) *Adapter {
	return &Adapter{account: a, signer: s, client: &http.Client{Timeout: wallet.ExchangeTime}}
}

var _ wallet.Adapter = (*Adapter)(nil)

const skew = 5 * time.Minute

type amount struct {
	Total    int64  `json:"total,omitempty"`
	Refund   int64  `json:"refund,omitempty"`
	Currency string `json:"currency"`
}

// order is the part of WeChat's order that is used.
type order struct {
	OutTradeNo    string `json:"out_trade_no"`
	TransactionID string `json:"transaction_id"`
	TradeState    string `json:"trade_state"`
	Amount        *struct {
		Total    int64  `json:"total"`
		Currency string `json:"currency"`
	} `json:"amount"`
}

// Pay takes money by a payment code.
func (a *Adapter) Pay(ctx context.Context, o payment.WalletOrder) (payment.WalletAnswer, error) {
	in := map[string]any{
		"appid": a.account.AppID, "mchid": a.account.MchID, "out_trade_no": string(o.Order), "description": o.Merchant,
		"amount":     amount{Total: o.AmountFen, Currency: o.Currency},
		"payer":      map[string]string{"auth_code": o.Code.Reveal()},
		"store_info": map[string]string{"id": o.MerchantID, "device_id": o.TID},
	}
	var out order
	return a.orderAnswer(o, &out, a.call(ctx, http.MethodPost, "/v3/pay/transactions/codepay", in, &out))
}

// Query asks where an order stands.
func (a *Adapter) Query(ctx context.Context, o payment.WalletOrder) (payment.WalletAnswer, error) {
	var out order
	path := "/v3/pay/transactions/out-trade-no/" + url.PathEscape(string(o.Order)) + "?mchid=" + url.QueryEscape(a.account.MchID)
	return a.orderAnswer(o, &out, a.call(ctx, http.MethodGet, path, nil, &out))
}

// Cancel closes an order and gives the money back if it was paid (撤销).
func (a *Adapter) Cancel(ctx context.Context, o payment.WalletOrder) (payment.WalletAnswer, error) {
	in := map[string]string{"appid": a.account.AppID, "mchid": a.account.MchID}
	var out struct {
		Recall string `json:"recall"`
	}
	path := "/v3/pay/transactions/out-trade-no/" + url.PathEscape(string(o.Order)) + "/reverse"
	if err := a.call(ctx, http.MethodPost, path, in, &out); err != nil {
		return refusedOr(err)
	}
	if out.Recall == "Y" { // not done: it asks to be called again
		return payment.WalletAnswer{State: payment.WalletWaiting}, nil
	}
	return payment.WalletAnswer{State: payment.WalletClosed}, nil
}

// Refund gives money back. Our number makes a repeat the same refund.
func (a *Adapter) Refund(ctx context.Context, r payment.WalletRefund) (payment.WalletAnswer, error) {
	in := map[string]any{
		"out_trade_no": string(r.Order), "out_refund_no": string(r.Refund),
		"amount": amount{Refund: r.AmountFen, Total: r.TotalFen, Currency: r.Currency},
	}
	var out struct {
		RefundID string `json:"refund_id"`
		Status   string `json:"status"`
	}
	if err := a.call(ctx, http.MethodPost, "/v3/refund/domestic/refunds", in, &out); err != nil {
		return refusedOr(err)
	}
	switch out.Status {
	case "SUCCESS", "PROCESSING": // accepted: WeChat finishes it by itself
		return payment.WalletAnswer{State: payment.WalletPaid, Ref: out.RefundID}, nil
	case "CLOSED":
		return payment.WalletAnswer{State: payment.WalletFailed, Code: "12", Ref: out.RefundID, Detail: out.Status}, nil
	}
	return payment.WalletAnswer{State: payment.WalletWaiting, Ref: out.RefundID, Detail: out.Status}, nil
}

// Bill returns the trade bill of a day.
func (a *Adapter) Bill(ctx context.Context, date string) ([]byte, error) {
	var out struct {
		DownloadURL string `json:"download_url"`
	}
	if err := a.call(ctx, http.MethodGet, "/v3/bill/tradebill?bill_date="+url.QueryEscape(date), nil, &out); err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, out.DownloadURL, nil)
	if err != nil {
		return nil, err
	}
	resp, err := a.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("wechat: the bill of %s: status %d", date, resp.StatusCode)
	}
	return io.ReadAll(io.LimitReader(resp.Body, 64<<20))
}

// orderAnswer reads an order's state. A paid order of another amount is not
// believed (I24).
func (a *Adapter) orderAnswer(o payment.WalletOrder, out *order, err error) (payment.WalletAnswer, error) {
	if err != nil {
		return refusedOr(err)
	}
	answer := payment.WalletAnswer{Ref: out.TransactionID, Detail: out.TradeState}
	switch out.TradeState {
	case "SUCCESS", "REFUND":
		if out.Amount == nil || out.Amount.Total != o.AmountFen || out.Amount.Currency != o.Currency || out.OutTradeNo != string(o.Order) {
			return payment.WalletAnswer{}, errors.New("wechat: the paid order is not the one asked for")
		}
		answer.State = payment.WalletPaid
	case "PAYERROR":
		answer.State, answer.Code = payment.WalletFailed, "05"
	case "REVOKED", "CLOSED":
		answer.State = payment.WalletClosed
	default: // USERPAYING, NOTPAY, ACCEPT
		answer.State = payment.WalletWaiting
	}
	return answer, nil
}

// refusal is WeChat's signed no.
type refusal struct {
	status  int
	Code    string `json:"code"`
	Message string `json:"message"`
}

func (r *refusal) Error() string { return "wechat: " + r.Code + ": " + r.Message }

// final are the refusals after which nothing was charged and nothing will be,
// with their field 39.
var final = map[string]string{
	"AUTH_CODE_EXPIRED": "14", "AUTHCODEEXPIRE": "14", "AUTH_CODE_USED": "14", "AUTH_CODE_INVALID": "14",
	"NOT_ENOUGH": "51", "NOTENOUGH": "51", "TRADE_LIMIT": "61", "RULE_LIMIT": "61", "NO_AUTH": "58", "APPID_MCHID_NOT_MATCH": "58",
	"INVALID_REQUEST": "12", "PARAM_ERROR": "12", "NOT_ENOUGH_MERCHANT": "61",
}

// refusedOr turns a refusal into an answer; everything else is silence.
func refusedOr(err error) (payment.WalletAnswer, error) {
	var no *refusal
	if !errors.As(err, &no) {
		return payment.WalletAnswer{}, err
	}
	switch no.Code {
	case "ORDER_NOT_EXIST", "ORDERNOTEXIST", "RESOURCE_NOT_EXISTS":
		return payment.WalletAnswer{State: payment.WalletMissing, Detail: no.Code}, nil
	case "ORDER_REVERSED", "ORDERREVERSED", "ORDER_CLOSED", "ORDERCLOSED":
		return payment.WalletAnswer{State: payment.WalletClosed, Detail: no.Code}, nil
	}
	if code, ok := final[no.Code]; ok {
		return payment.WalletAnswer{State: payment.WalletFailed, Code: code, Detail: no.Code}, nil
	}
	return payment.WalletAnswer{}, err
}

// call makes one signed exchange.
func (a *Adapter) call(ctx context.Context, method, path string, in, out any) error {
	var body []byte
	if in != nil {
		var err error
		if body, err = json.Marshal(in); err != nil {
			return err
		}
	}
	auth, err := a.authorization(ctx, method, path, body)
	if err != nil {
		return payment.ErrNotSent.Wrap(err, "where", "wechat")
	}
	req, err := http.NewRequestWithContext(ctx, method, strings.TrimSuffix(a.account.URL, "/")+path, bytes.NewReader(body))
	if err != nil {
		return payment.ErrNotSent.Wrap(err, "where", "wechat")
	}
	req.Header.Set("Authorization", auth)
	req.Header.Set("Accept", "application/json")
	req.Header.Set("Content-Type", "application/json")
	resp, err := a.client.Do(req)
	if err != nil {
		return wallet.SendError(err, "wechat")
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err != nil {
		return err
	}
	if err := a.proven(resp.Header, answer); err != nil {
		return err
	}
	if resp.StatusCode/100 == 2 {
		return json.Unmarshal(answer, out)
	}
	no := &refusal{status: resp.StatusCode}
	if err := json.Unmarshal(answer, no); err != nil {
		return fmt.Errorf("wechat: status %d", resp.StatusCode)
	}
	return no
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
