package alipay

import (
	"context"
	"fmt"
	"io"
	"net/http"
)

const maxBill = 256 << 20

// Bill returns the trade bill of a day from the address that the signed answer
// gives.
func (a *Adapter) Bill(ctx context.Context, date string) ([]byte, error) {
	r, err := a.call(ctx, "alipay.data.dataservice.bill.downloadurl.query", map[string]string{"bill_type": "trade", "bill_date": date})
	if err != nil {
		return nil, err
	}
	if r.Code != done {
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
	return io.ReadAll(io.LimitReader(resp.Body, maxBill))
}
