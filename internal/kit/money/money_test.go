package money

import (
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

func yuan(fen int64) Amount { return FromFen(fen) }

func TestString(t *testing.T) {
	for fen, want := range map[int64]string{
		0: "0.00", 1: "0.01", -1: "-0.01", 123456: "1,234.56", 99999: "999.99", 100000: "1,000.00",
		-123456789: "-1,234,567.89", Limit: "100,000,000,000.00", -Limit: "-100,000,000,000.00",
	} {
		if got := yuan(fen).String(); got != want {
			t.Errorf("%d: %q, want %q", fen, got, want)
		}
	}
	for r, want := range map[Rate]string{0: "0.00%", 325: "0.0325%", 5000: "0.50%", 3510: "0.351%", 1_000_000: "100.00%", -6000: "-0.60%"} {
		if got := r.String(); got != want {
			t.Errorf("%d ppm: %q, want %q", r, got, want)
		}
	}
}

func TestArithmeticIsChecked(t *testing.T) {
	usd, err := Checked(5, "USD")
	if err != nil || usd.Currency() != "USD" || (Amount{}).Currency() != CNY {
		t.Fatal(usd, err)
	}
	if _, err := yuan(5).Add(usd); !errors.Is(err, ErrCurrency) {
		t.Error("yuan and dollars were added")
	}
	if _, err := yuan(Limit).Add(yuan(1)); !errors.Is(err, ErrRange) {
		t.Error("the sum passed the limit")
	}
	if _, err := yuan(-Limit).Sub(yuan(1)); !errors.Is(err, ErrRange) {
		t.Error("the difference passed the limit")
	}
	for _, fen := range []int64{Limit + 1, -Limit - 1, math.MaxInt64, math.MinInt64} {
		if _, err := Checked(fen, CNY); !errors.Is(err, ErrRange) {
			t.Errorf("%d fen were taken", fen)
		}
	}
	for _, c := range []Currency{"", "cny", "CN", "CNYX", "C1Y"} {
		if _, err := Checked(1, c); err == nil {
			t.Errorf("currency %q was taken", c)
		}
	}
	if a, err := Checked(7, "CNY"); err != nil || a != yuan(7) {
		t.Error("equal amounts differ")
	}
	if yuan(1).Cmp(yuan(2)) != -1 || yuan(2).Cmp(yuan(2)) != 0 || yuan(-3).Abs() != yuan(3) || yuan(-3).Sign() != -1 {
		t.Error("order")
	}
	if s, err := Sum(yuan(1), yuan(2), yuan(-5)); err != nil || s != yuan(-2) {
		t.Error(s, err)
	}
	if _, err := Sum(yuan(1), usd); err == nil {
		t.Error("a mixed sum")
	}
}

func TestJSONIsWholeFen(t *testing.T) {
	b, err := json.Marshal(yuan(123456))
	if err != nil || string(b) != "123456" {
		t.Fatal(string(b), err)
	}
	var a Amount
	if err := json.Unmarshal(b, &a); err != nil || a != yuan(123456) {
		t.Fatal(a, err)
	}
	for _, bad := range []string{"1.5", "1e3", `"100"`, "true", "10000000000001", "9223372036854775808", "{}", "null"} {
		if json.Unmarshal([]byte(bad), &a) == nil {
			t.Errorf("%s was read as money", bad)
		}
	}
}

// The fee table of the rule book: rates in ppm, amounts in fen.
func TestS041_FeeTable(t *testing.T) {
	for _, c := range []struct {
		name                 string
		amount               int64
		rate                 Rate
		feeCap, feeMin, want int64
	}{
		{"debit 100.00 merchant", 10000, 5000, 2000, 0, 50},
		{"debit 100.00 issuer", 10000, 3500, 1300, 0, 35},
		{"debit 100.00 network", 10000, 325, 325, 0, 3},
		{"debit 5,000.00 merchant, capped", 500000, 5000, 2000, 0, 2000},
		{"debit 5,000.00 issuer, capped", 500000, 3500, 1300, 0, 1300},
		{"debit 5,000.00 network", 500000, 325, 325, 0, 163},
		{"credit 5,000.00 merchant", 500000, 6000, -1, 0, 3000},
		{"credit 5,000.00 issuer", 500000, 4500, -1, 0, 2250},
		{"credit 1,234.56 merchant", 123456, 6000, -1, 0, 741},
		{"credit 1,234.56 issuer", 123456, 4500, -1, 0, 556},
		{"credit 1,234.56 network", 123456, 325, 325, 0, 40},
		{"PREF credit 1,000.00 merchant", 100000, 3800, -1, 0, 380},
		{"PREF credit 1,000.00 issuer", 100000, 3510, -1, 0, 351},
		{"network 1,000.00 at 0.0250 %", 100000, 250, 325, 0, 25},
		{"WeChat 1.31", 131, 3800, -1, 0, 0},
		{"WeChat 1.32", 132, 3800, -1, 0, 1},
		{"credit 0.83", 83, 6000, -1, 0, 0},
		{"credit 0.84", 84, 6000, -1, 0, 1},
		{"WeChat 1.50", 150, 3800, -1, 0, 1},
		{"WeChat 10.50 on the sum", 1050, 3800, -1, 0, 4},
		{"a minimum bites", 100, 6000, -1, 10, 10},
		{"a cap of nothing", 100000, 6000, 0, 0, 0},
		{"nothing on nothing", 0, 6000, -1, 10, 0},
		{"network cap at 10,000.00", 1000000, 325, 325, 0, 325},
		{"above the network cap", 1000100, 325, 325, 0, 325},
		{"the largest amount", Limit, 1_000_000, -1, 0, Limit},
	} {
		feeCap := yuan(c.feeCap)
		for _, sign := range []int64{1, -1} { // refunds are symmetric
			got, err := Fee(yuan(sign*c.amount), c.rate, feeCap, yuan(c.feeMin))
			if err != nil || got.Fen() != sign*c.want {
				t.Errorf("%s, sign %d: %s, %v; want %d fen", c.name, sign, got, err, sign*c.want)
			}
		}
	}
}

// Where the issuer's debit cap of 13.00 begins to bite: 3,714.29 at 0.35 %.
func TestS041_IssuerCapBitesAt3714_29(t *testing.T) {
	fee := func(fen int64) int64 {
		f, err := Fee(yuan(fen), 3500, yuan(1300), Amount{})
		if err != nil {
			t.Fatal(err)
		}
		return f.Fen()
	}
	exact := func(fen int64) bool { return fen*3500 >= 1300*1_000_000 }
	if exact(371428) || !exact(371429) || fee(371429) != 1300 || fee(10_000_000) != 1300 {
		t.Error("the cap bites elsewhere")
	}
}

func TestFeeRefusesNonsense(t *testing.T) {
	usd, _ := Checked(100, "USD")
	for name, c := range map[string]struct {
		rate           Rate
		feeCap, feeMin Amount
	}{
		"rate below nothing":     {-1, NoCap, Amount{}},
		"rate above the whole":   {1_000_001, NoCap, Amount{}},
		"minimum above cap":      {6000, yuan(5), yuan(6)},
		"negative minimum":       {6000, NoCap, yuan(-2)},
		"negative cap":           {6000, yuan(-2), Amount{}},
		"cap in another country": {6000, usd, Amount{}},
	} {
		if f, err := Fee(yuan(100), c.rate, c.feeCap, c.feeMin); err == nil {
			t.Errorf("%s: fee %s", name, f)
		}
	}
}

// 8.33 at 0.60 %: fee 0.05; refunds 1.00, 1.00, 6.33 return 0.01, 0.00, 0.04.
func TestS103_FeeReturnOfPartialRefunds(t *testing.T) {
	amount := yuan(833)
	fee, err := Fee(amount, 6000, NoCap, Amount{})
	if err != nil || fee.Fen() != 5 {
		t.Fatal(fee, err)
	}
	before := Amount{}
	for _, c := range []struct{ refund, back int64 }{{100, 1}, {100, 0}, {633, 4}} {
		back, err := FeeReturn(amount, fee, before, yuan(c.refund))
		if err != nil || back.Fen() != c.back {
			t.Errorf("refund %d after %s: %s, %v; want %d", c.refund, before, back, err, c.back)
		}
		before, _ = before.Add(yuan(c.refund))
	}
	if _, err := FeeReturn(amount, fee, before, yuan(1)); err == nil {
		t.Error("more was refunded than paid")
	}
	if _, err := FeeReturn(amount, fee, Amount{}, Amount{}); err == nil {
		t.Error("a refund of nothing")
	}
}

func TestFeeIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fen := rapid.Int64Range(-Limit, Limit).Draw(t, "fen")
		rate := rapid.Int64Range(0, million).Draw(t, "ppm")
		got, err := Fee(yuan(fen), Rate(rate), NoCap, Amount{})
		if err != nil {
			t.Fatal(err)
		}
		want := new(big.Int).Mul(new(big.Int).Abs(big.NewInt(fen)), big.NewInt(rate))
		want.Add(want, big.NewInt(million/2)).Div(want, big.NewInt(million))
		if fen < 0 {
			want.Neg(want)
		}
		if want.Int64() != got.Fen() {
			t.Fatalf("fee of %d at %d ppm: %d, want %s", fen, rate, got.Fen(), want)
		}
	})
}

func TestFeeReturnIsRoundedHalfUp(t *testing.T) {
	for _, c := range []struct{ amount, fee, refund, want int64 }{
		{3, 1, 1, 0}, {3, 1, 2, 1}, {2, 1, 1, 1}, {5, 1, 2, 0}, {833, 5, 83, 0}, {833, 5, 84, 1},
	} {
		got, err := FeeReturn(yuan(c.amount), yuan(c.fee), Amount{}, yuan(c.refund))
		if err != nil || got.Fen() != c.want {
			t.Errorf("%+v: %s, %v", c, got, err)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		amount := rapid.Int64Range(1, Limit).Draw(t, "amount")
		fee := rapid.Int64Range(0, amount).Draw(t, "fee")
		refund := rapid.Int64Range(1, amount).Draw(t, "refund")
		got, err := FeeReturn(yuan(amount), yuan(fee), Amount{}, yuan(refund))
		if err != nil {
			t.Fatal(err)
		}
		// half up: floor((2·fee·refund + amount) ÷ (2·amount))
		n := new(big.Int).Mul(big.NewInt(2*fee), big.NewInt(refund))
		n.Add(n, big.NewInt(amount)).Div(n, big.NewInt(2*amount))
		if n.Int64() != got.Fen() {
			t.Fatalf("refund %d of %d with fee %d returns %d, want %s", refund, amount, fee, got.Fen(), n)
		}
	})
}

func TestFeeReturnNeverReturnsMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amount := rapid.Int64Range(1, Limit).Draw(t, "amount")
		fee := rapid.Int64Range(0, amount).Draw(t, "fee")
		var refunded, returned int64
		for refunded < amount {
			part := rapid.Int64Range(1, amount-refunded).Draw(t, "part")
			if rapid.IntRange(0, 3).Draw(t, "rest") == 0 {
				part = amount - refunded
			}
			back, err := FeeReturn(yuan(amount), yuan(fee), yuan(refunded), yuan(part))
			if err != nil || back.Fen() < 0 {
				t.Fatalf("%s, %v", back, err)
			}
			refunded, returned = refunded+part, returned+back.Fen()
			if returned > fee {
				t.Fatalf("returned %d of a fee of %d", returned, fee)
			}
		}
		if returned != fee {
			t.Fatalf("all refunded, returned %d of a fee of %d", returned, fee)
		}
	})
}

func TestSplitLosesNothing(t *testing.T) {
	parts, err := Split(yuan(100), 1, 1, 1)
	if err != nil || parts[0] != yuan(34) || parts[1] != yuan(33) || parts[2] != yuan(33) {
		t.Fatal(parts, err)
	}
	for _, w := range [][]int64{nil, {0, 0}, {1, -1}} {
		if _, err := Split(yuan(1), w...); err == nil {
			t.Errorf("weights %v were taken", w)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		fen := rapid.Int64Range(-Limit, Limit).Draw(t, "fen")
		weights := rapid.SliceOfN(rapid.Int64Range(0, Limit), 1, 12).Draw(t, "weights")
		parts, err := Split(yuan(fen), weights...)
		if err != nil {
			for _, w := range weights {
				if w != 0 {
					t.Fatal(err)
				}
			}
			return
		}
		sum, err := Sum(parts...)
		if err != nil || sum.Fen() != fen {
			t.Fatalf("parts of %d add up to %s, %v", fen, sum, err)
		}
		for i, p := range parts {
			if weights[i] == 0 && !p.IsZero() || p.Sign()*yuan(fen).Sign() < 0 {
				t.Fatalf("part %d is %s for weight %d of %d", i, p, weights[i], fen)
			}
		}
	})
}

func BenchmarkFee(b *testing.B) {
	amount, feeCap := yuan(123456), yuan(2000)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Fee(amount, 6000, feeCap, Amount{}); err != nil {
			b.Fatal(err)
		}
	}
}
