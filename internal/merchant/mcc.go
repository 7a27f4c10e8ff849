package merchant

import (
	_ "embed"
	"encoding/csv"
	"slices"
	"strings"
)

// Fee groups of trades after the 2016 reform (acquiring-rules §1.11).
const (
	GroupStandard  = "STD"
	GroupPreferred = "PREF"
	GroupZero      = "ZERO"
	GroupSpecial   = "SPEC"
	GroupForbidden = "FORBID"
)

// Trade is a merchant category.
type Trade struct {
	MCC     string `json:"mcc"`
	Zh      string `json:"name_zh"`
	En      string `json:"name_en"`
	Group   string `json:"fee_group"`
	Preauth bool   `json:"preauth"` // may be offered pre-authorisation
}

//go:embed mcc.csv
var mccTable string

var trades = func() []Trade {
	rows, err := csv.NewReader(strings.NewReader(mccTable)).ReadAll()
	if err != nil {
		panic("merchant: mcc.csv: " + err.Error())
	}
	var out []Trade
	for _, r := range rows[1:] {
		out = append(out, Trade{MCC: r[0], Zh: r[1], En: r[2], Group: r[3], Preauth: r[4] == "yes"})
	}
	return out
}()

// Trades returns the table of trades.
func Trades() []Trade { return slices.Clone(trades) }

// TradeOf returns the trade of a merchant category code.
func TradeOf(mcc string) (Trade, bool) {
	i := slices.IndexFunc(trades, func(t Trade) bool { return t.MCC == mcc })
	if i < 0 {
		return Trade{}, false
	}
	return trades[i], true
}
