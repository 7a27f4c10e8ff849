// Package alipay speaks the Alipay open platform: payment codes, query, cancel,
// refund and the bill's address. One gateway, a form, the method by name, RSA2
// signatures both ways; an answer counts only when the platform's key confirms
// its exact bytes.
package alipay

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
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

// Adapter is Alipay.
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

// answer is the part of Alipay's answers that is used.
type answer struct {
	Code        string `json:"code"`
	SubCode     string `json:"sub_code"`
	SubMsg      string `json:"sub_msg"`
	OutTradeNo  string `json:"out_trade_no"`
	TradeNo     string `json:"trade_no"`
	TradeStatus string `json:"trade_status"`
	TotalAmount string `json:"total_amount"`
	RetryFlag   string `json:"retry_flag"`
	BillURL     string `json:"bill_download_url"`
}

// Pay takes money by a payment code (当面付, bar_code).
func (a *Adapter) Pay(ctx context.Context, o payment.WalletOrder) (payment.WalletAnswer, error) {
	r, err := a.call(ctx, "alipay.trade.pay", map[string]any{
		"out_trade_no": string(o.Order), "scene": "bar_code", "auth_code": o.Code.Reveal(), "subject": o.Merchant,
		"total_amount": yuan(o.AmountFen), "store_id": o.MerchantID, "terminal_id": o.TID,
	})
	if err != nil {
		return payment.WalletAnswer{}, err
	}
	switch r.Code {
	case "10000":
		return paid(o, r)
	case "10003": // the payer is being asked
		return payment.WalletAnswer{State: payment.WalletWaiting, Ref: r.TradeNo}, nil
	}
	return refused(r)
}

// Query asks where an order stands.
func (a *Adapter) Query(ctx context.Context, o payment.WalletOrder) (payment.WalletAnswer, error) {
	r, err := a.call(ctx, "alipay.trade.query", map[string]any{"out_trade_no": string(o.Order)})
	switch {
	case err != nil:
		return payment.WalletAnswer{}, err
	case r.Code != "10000":
		return refused(r)
	case r.TradeStatus == "TRADE_SUCCESS" || r.TradeStatus == "TRADE_FINISHED":
		return paid(o, r)
	case r.TradeStatus == "TRADE_CLOSED":
		return payment.WalletAnswer{State: payment.WalletClosed, Ref: r.TradeNo}, nil
	}
	return payment.WalletAnswer{State: payment.WalletWaiting, Ref: r.TradeNo, Detail: r.TradeStatus}, nil
}

// Cancel closes an order and gives the money back if it was paid.
func (a *Adapter) Cancel(ctx context.Context, o payment.WalletOrder) (payment.WalletAnswer, error) {
	r, err := a.call(ctx, "alipay.trade.cancel", map[string]any{"out_trade_no": string(o.Order)})
	switch {
	case err != nil:
		return payment.WalletAnswer{}, err
	case r.Code != "10000":
		return refused(r)
	case r.RetryFlag == "Y":
		return payment.WalletAnswer{State: payment.WalletWaiting, Ref: r.TradeNo}, nil
	}
	return payment.WalletAnswer{State: payment.WalletClosed, Ref: r.TradeNo}, nil
}

// Refund gives money back. Our number makes a repeat the same refund.
func (a *Adapter) Refund(ctx context.Context, o payment.WalletRefund) (payment.WalletAnswer, error) {
	r, err := a.call(ctx, "alipay.trade.refund", map[string]any{
		"out_trade_no": string(o.Order), "out_request_no": string(o.Refund), "refund_amount": yuan(o.AmountFen),
	})
	switch {
	case err != nil:
		return payment.WalletAnswer{}, err
	case r.Code == "10000":
		return payment.WalletAnswer{State: payment.WalletPaid, Ref: r.TradeNo}, nil
	}
	return refused(r)
}

// Bill returns the trade bill of a day.
func (a *Adapter) Bill(ctx context.Context, date string) ([]byte, error) {
	r, err := a.call(ctx, "alipay.data.dataservice.bill.downloadurl.query", map[string]any{"bill_type": "trade", "bill_date": date})
	if err != nil {
		return nil, err
	}
	if r.Code != "10000" {
		return nil, fmt.Errorf("alipay: the bill of %s: %s %s", date, r.SubCode, r.SubMsg)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, r.BillURL, nil)
	if err != nil {
		return nil, err
	}
	resp, err := a.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("alipay: the bill of %s: status %d", date, resp.StatusCode)
	}
	return io.ReadAll(io.LimitReader(resp.Body, 64<<20))
}

// paid believes an order that is ours with our amount only (I24).
func paid(o payment.WalletOrder, r answer) (payment.WalletAnswer, error) {
	if r.OutTradeNo != string(o.Order) || r.TotalAmount != yuan(o.AmountFen) {
		return payment.WalletAnswer{}, errors.New("alipay: the paid order is not the one asked for")
	}
	return payment.WalletAnswer{State: payment.WalletPaid, Ref: r.TradeNo}, nil
}

// final are the refusals after which nothing was charged and nothing will be,
// with their field 39.
var final = map[string]string{
	"ACQ.PAYMENT_AUTH_CODE_INVALID": "14", "ACQ.BUYER_BALANCE_NOT_ENOUGH": "51", "ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH": "51",
	"ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR": "61", "ACQ.BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR": "61", "ACQ.TOTAL_FEE_EXCEED": "61",
	"ACQ.TRADE_STATUS_ERROR": "12", "ACQ.INVALID_PARAMETER": "12", "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL": "61", "ACQ.TRADE_HAS_FINISHED": "22",
	"ACQ.SELLER_BALANCE_NOT_ENOUGH": "61", "ACQ.ACCESS_FORBIDDEN": "58",
}

// refused turns a definite no into an answer; everything else is silence.
func refused(r answer) (payment.WalletAnswer, error) {
	switch r.SubCode {
	case "ACQ.TRADE_NOT_EXIST":
		return payment.WalletAnswer{State: payment.WalletMissing, Detail: r.SubCode}, nil
	case "ACQ.TRADE_HAS_CLOSE":
		return payment.WalletAnswer{State: payment.WalletClosed, Detail: r.SubCode}, nil
	}
	if code, ok := final[r.SubCode]; ok {
		return payment.WalletAnswer{State: payment.WalletFailed, Code: code, Detail: r.SubCode}, nil
	}
	return payment.WalletAnswer{}, fmt.Errorf("alipay: %s %s: %s", r.Code, r.SubCode, r.SubMsg)
}

// yuan writes fen as the gateway wants them: 12.34.
func yuan(fen int64) string { return fmt.Sprintf("%d.%02d", fen/100, fen%100) }

// call makes one signed exchange.
func (a *Adapter) call(ctx context.Context, method string, biz map[string]any) (out answer, err error) {
	form, err := a.form(ctx, method, biz)
	if err != nil {
		return out, payment.ErrNotSent.Wrap(err, "where", "alipay")
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, strings.TrimSuffix(a.account.URL, "/")+"/gateway.do", strings.NewReader(form.Encode()))
	if err != nil {
		return out, payment.ErrNotSent.Wrap(err, "where", "alipay")
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded;charset=utf-8")
	resp, err := a.client.Do(req)
	if err != nil {
		return out, wallet.SendError(err, "alipay")
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err != nil {
		return out, err
	}
	return a.read(strings.ReplaceAll(method, ".", "_")+"_response", body)
}

func (a *Adapter) form(ctx context.Context, method string, biz map[string]any) (url.Values, error) {
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
