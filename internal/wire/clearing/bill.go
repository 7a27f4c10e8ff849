package clearing

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Bill is a wallet's account of one natural day.
type Bill struct {
	Lines []BillLine
}

// BillState tells a payment from a refund.
type BillState string

// The states of a bill line.
const (
	BillPaid     BillState = "SUCCESS"
	BillRefunded BillState = "REFUND"
)

// BillLine is a payment, or a refund with its own amount and numbers.
type BillLine struct {
	Time          string // 2006-01-02 15:04:05
	Merchant      string // the acquirer's number at the wallet
	SubMerchant   string
	Terminal      string
	TransactionID string // the wallet's
	Order         string // ours
	User          string
	TradeType     string // MICROPAY, NATIVE, JSAPI
	State         BillState
	Bank          string // what the payer paid with
	Currency      string
	Fen           int64 // of the order paid; 0 in a refund line
	RefundID      string
	RefundOrder   string
	RefundFen     int64
	FeeFen        int64 // negative: given back
	RatePPM       int64
}

var billHead = []string{
	"交易时间", "商户号", "特约商户号", "设备号", "平台订单号", "商户订单号", "用户标识", "交易类型", "交易状态",
	"付款银行", "货币种类", "订单金额", "退款单号", "商户退款单号", "退款金额", "手续费", "费率",
}

var billTotalsHead = []string{"总交易单数", "订单总金额", "退款总金额", "手续费总金额"}

// EncodeBill writes the bill with its totals.
func EncodeBill(b Bill) ([]byte, error) {
	var w strings.Builder
	w.WriteString(strings.Join(billHead, ",") + "\n")
	var paid, refunded, fees int64
	for i, l := range b.Lines {
		if err := l.check(i + 2); err != nil {
			return nil, err
		}
		writeTicked(&w, l.Time, l.Merchant, l.SubMerchant, l.Terminal, l.TransactionID, l.Order, l.User, l.TradeType, string(l.State),
			l.Bank, l.Currency, yuan(l.Fen), l.RefundID, l.RefundOrder, yuan(l.RefundFen), yuan(l.FeeFen), percent(l.RatePPM))
		paid, refunded, fees = paid+l.Fen, refunded+l.RefundFen, fees+l.FeeFen
	}
	w.WriteString(strings.Join(billTotalsHead, ",") + "\n")
	writeTicked(&w, strconv.Itoa(len(b.Lines)), yuan(paid), yuan(refunded), yuan(fees))
	return []byte(w.String()), nil
}

// DecodeBill reads a bill and checks its totals. A byte order mark and CRLF,
// which wallets send, are accepted.
func DecodeBill(file []byte) (Bill, error) {
	s := strings.ReplaceAll(strings.TrimPrefix(string(file), "\ufeff"), "\r\n", "\n")
	all, err := lines([]byte(s))
	if err != nil {
		return Bill{}, err
	}
	n := len(all)
	if n < 3 || !slices.Equal(strings.Split(all[0], ","), billHead) || !slices.Equal(strings.Split(all[n-2], ","), billTotalsHead) {
		return Bill{}, fmt.Errorf("%w: heads", ErrFormat)
	}
	var b Bill
	var paid, refunded, fees int64
	for i, line := range all[1 : n-2] {
		l, err := decodeBillLine(line, i+2)
		if err != nil {
			return Bill{}, err
		}
		b.Lines = append(b.Lines, l)
		paid, refunded, fees = paid+l.Fen, refunded+l.RefundFen, fees+l.FeeFen
	}
	want := []string{strconv.Itoa(len(b.Lines)), yuan(paid), yuan(refunded), yuan(fees)}
	if got, ok := readTicked(all[n-1], len(want)); !ok || !slices.Equal(got, want) {
		return Bill{}, ErrTotals
	}
	return b, nil
}

func decodeBillLine(line string, no int) (BillLine, error) {
	f, ok := readTicked(line, len(billHead))
	if !ok {
		return BillLine{}, at(ErrFormat, no, "record")
	}
	l := BillLine{Time: f[0], Merchant: f[1], SubMerchant: f[2], Terminal: f[3], TransactionID: f[4], Order: f[5], User: f[6],
		TradeType: f[7], State: BillState(f[8]), Bank: f[9], Currency: f[10], RefundID: f[12], RefundOrder: f[13]}
	var okFen, okRefund, okFee, okRate bool
	l.Fen, okFen = parseYuan(f[11])
	l.RefundFen, okRefund = parseYuan(f[14])
	l.FeeFen, okFee = parseYuan(f[15])
	l.RatePPM, okRate = parsePercent(f[16])
	if !okFen || !okRefund || !okFee || !okRate {
		return BillLine{}, at(ErrFormat, no, "amount or rate")
	}
	return l, l.check(no)
}

func (l BillLine) check(no int) error {
	for _, s := range []string{l.Time, l.Merchant, l.SubMerchant, l.Terminal, l.TransactionID, l.Order, l.User, l.TradeType, l.Bank, l.Currency, l.RefundID, l.RefundOrder} {
		if !clean(s, ",") || strings.HasPrefix(s, "`") {
			return at(ErrFormat, no, "character")
		}
	}
	if len(l.Time) != 19 || !isDate(l.Time[:10]) || l.TransactionID == "" || l.Order == "" {
		return at(ErrFormat, no, "time or numbers")
	}
	good := false
	switch l.State {
	case BillPaid:
		good = l.Fen > 0 && l.Fen <= maxFen && l.RefundFen == 0
	case BillRefunded:
		good = l.RefundFen > 0 && l.RefundFen <= maxFen && l.Fen == 0 && l.RefundOrder != ""
	}
	if !good || l.RatePPM < 0 || l.RatePPM > 1_000_000 || l.FeeFen > maxFen || l.FeeFen < -maxFen {
		return at(ErrFormat, no, "state, amount or rate")
	}
	return nil
}

func writeTicked(w *strings.Builder, values ...string) {
	w.WriteString("`" + strings.Join(values, ",`") + "\n")
}

func readTicked(line string, n int) ([]string, bool) {
	rest, ok := strings.CutPrefix(line, "`")
	f := strings.Split(rest, ",`")
	return f, ok && len(f) == n
}

// yuan writes fen as 12.34.
func yuan(fen int64) string {
	sign := ""
	if fen < 0 {
		fen, sign = -fen, "-"
	}
	return fmt.Sprintf("%s%d.%02d", sign, fen/100, fen%100)
}

// parseYuan reads what yuan writes and nothing else.
func parseYuan(s string) (int64, bool) {
	n, err := strconv.ParseInt(strings.Replace(s, ".", "", 1), 10, 64)
	return n, err == nil && n <= maxFen && n >= -maxFen && yuan(n) == s
}

// percent writes parts per million as 0.3800%.
func percent(ppm int64) string { return fmt.Sprintf("%d.%04d%%", ppm/10_000, ppm%10_000) }

func parsePercent(s string) (int64, bool) {
	n, err := strconv.ParseInt(strings.Replace(strings.TrimSuffix(s, "%"), ".", "", 1), 10, 64)
	return n, err == nil && n >= 0 && percent(n) == s
}
