package clearing

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func bill() Bill {
	pay := BillLine{Time: "2026-03-06 10:15:30", Merchant: "9990001", SubMerchant: "9990002", TransactionID: "4200000000202603060000000001", Order: "WO20260306000001",
		User: "oUpF****eS6o", TradeType: "MICROPAY", State: BillPaid, Bank: "OTHERS", Currency: "CNY", Fen: 10000, FeeFen: 38, RatePPM: 3800}
	back := pay
	back.Time, back.State, back.Fen, back.FeeFen = "2026-03-06 11:00:00", BillRefunded, 0, -15
	back.RefundID, back.RefundOrder, back.RefundFen = "5030000000202603060000000001", "WR20260306000001", 4000
	return Bill{[]BillLine{pay, back}}
}

func TestS003_WalletBill(t *testing.T) {
	b, err := EncodeBill(bill())
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "bill.csv", b)
	windows := "\ufeff" + strings.ReplaceAll(string(b), "\n", "\r\n")
	for _, file := range []string{string(b), windows} {
		got, err := DecodeBill([]byte(file))
		if err != nil || !slices.Equal(got.Lines, bill().Lines) {
			t.Errorf("%+v, %v", got, err)
		}
	}
	for name, c := range map[string]struct {
		old, new string
		want     error
	}{
		"a fen more":       {"`100.00,", "`100.01,", ErrTotals},
		"a total":          {"`2,`100.00", "`2,`100.10", ErrTotals},
		"one decimal":      {"`40.00", "`40.0", ErrFormat},
		"no back-tick":     {"`2026-03-06 10", "2026-03-06 10", ErrFormat},
		"another head":     {"交易时间", "时间", ErrFormat},
		"an unknown state": {"SUCCESS", "PENDING", ErrFormat},
		"a float":          {"0.3800%", "0.38%", ErrFormat},
	} {
		if _, err := DecodeBill([]byte(strings.Replace(string(b), c.old, c.new, 1))); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if empty, err := EncodeBill(Bill{}); err != nil {
		t.Error(err)
	} else if got, err := DecodeBill(empty); err != nil || got.Lines != nil {
		t.Errorf("a day without trade: %+v, %v", got, err)
	}
}

func TestYuanRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(-maxFen, maxFen).Draw(t, "fen")
		if got, ok := parseYuan(yuan(n)); !ok || got != n {
			t.Fatalf("%d → %s → %d", n, yuan(n), got)
		}
	})
	for _, bad := range []string{"", "1", "1.2", "1.234", "-0.00", "01.00", ".50", "1.0a", "100000000000.01", "1,000.00"} {
		if n, ok := parseYuan(bad); ok {
			t.Errorf("%q was read as %d", bad, n)
		}
	}
}
