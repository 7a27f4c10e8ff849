package wechat

import (
	"context"
	"crypto/sha1"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

const maxBill = 256 << 20

// Bill returns the trade bill of a day. The file itself comes unsigned; its
// digest is in the signed answer that gives its address.
func (a *Adapter) Bill(ctx context.Context, date string) ([]byte, error) {
	var out struct {
		HashType    string `json:"hash_type"`
		HashValue   string `json:"hash_value"`
		DownloadURL string `json:"download_url"`
	}
	if err := a.call(ctx, http.MethodGet, "/v3/bill/tradebill?bill_date="+url.QueryEscape(date), nil, &out); err != nil {
		return nil, err
	}
	resp, err := a.send(ctx, http.MethodGet, out.DownloadURL, nil)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("wechat: the bill of %s: status %d", date, resp.StatusCode)
	}
	bill, err := io.ReadAll(io.LimitReader(resp.Body, maxBill))
	if err != nil {
		return nil, err
	}
	sum := sha1.Sum(bill) // WeChat's choice; the signature over it is what protects
	if out.HashType != "SHA1" || !strings.EqualFold(out.HashValue, hex.EncodeToString(sum[:])) {
		return nil, errors.New("wechat: the bill does not have the digest that WeChat signed")
	}
	return bill, nil
}
