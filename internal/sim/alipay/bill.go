package alipay

import (
	"net/http"
	"net/url"
	"time"

	"tillway/internal/sim"
	"tillway/internal/sim/wallet"
)

// billURL gives the address of a day's bill. Alipay packs bills as ZIP; here
// the address leads to the text itself.
func (p *Alipay) billURL(app string, biz []byte) (node, error) {
	in, bad := parse(biz)
	if bad != nil {
		return bad, nil
	}
	if _, err := time.Parse(time.DateOnly, in.BillDate); err != nil || in.BillType != "trade" {
		return failure("40004", "isp.unknow-error", "bill_type须为trade，bill_date格式应为YYYY-MM-DD"), nil
	}
	query := url.Values{"app_id": {app}, "date": {in.BillDate}}
	return success(node{"bill_download_url": p.server.URL() + "/bill?" + query.Encode()}), nil
}

func (p *Alipay) downloadBill(w http.ResponseWriter, r *http.Request) {
	bill, err := p.book.Bill(r.FormValue("app_id"), r.FormValue("date"), wallet.BillWords{TradeType: "BARCODE", Bank: "ALIPAYACCOUNT"})
	if err != nil {
		sim.Broken(w, err)
		return
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Write(bill)
}
