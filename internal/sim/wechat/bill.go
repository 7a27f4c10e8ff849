package wechat

import (
	"crypto/sha1"
	"encoding/hex"
	"net/http"
	"net/url"
	"time"

	"tillway/internal/sim"
	"tillway/internal/sim/wallet"
)

// tradeBill gives the address of a day's bill, which downloadBill answers
// without a signature, as in life: the hash is in the signed answer.
func (p *WeChat) tradeBill(r request) (any, error) {
	date := r.FormValue("bill_date")
	if _, err := time.Parse(time.DateOnly, date); err != nil {
		return nil, badRequest("bill_date格式应为YYYY-MM-DD")
	}
	bill, err := p.bill(r.mch, date)
	if err != nil {
		return nil, err
	}
	sum := sha1.Sum(bill)
	query := url.Values{"mchid": {r.mch}, "date": {date}}
	return map[string]string{
		"hash_type": "SHA1", "hash_value": hex.EncodeToString(sum[:]),
		"download_url": p.server.URL() + "/v3/billdownload/file?" + query.Encode(),
	}, nil
}

func (p *WeChat) downloadBill(w http.ResponseWriter, r *http.Request) {
	bill, err := p.bill(r.FormValue("mchid"), r.FormValue("date"))
	if err != nil {
		sim.Broken(w, err)
		return
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Write(bill)
}

func (p *WeChat) bill(mch, date string) ([]byte, error) {
	return p.book.Bill(mch, date, wallet.BillWords{TradeType: "MICROPAY", Bank: "OTHERS"})
}
