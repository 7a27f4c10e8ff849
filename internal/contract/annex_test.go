package contract

import (
	"testing"

	"tillway/internal/kit/day"
	"tillway/internal/kit/money"
	"tillway/internal/merchant"
)

func TestS040_RuleAnnexFollowsTheSwitches(t *testing.T) {
	on := merchant.Switches{merchant.Sale: true, merchant.Void: true, merchant.Refund: true, merchant.WeChat: true}
	read := func() map[string]bool {
		out := map[string]bool{}
		for _, r := range typeRows(on) {
			out[r.Name] = r.On
		}
		return out
	}
	if a := read(); !a["消费"] || !a["退货"] || a["预授权及完成"] || a["支付宝"] || !a["微信支付"] {
		t.Fatalf("%+v", a)
	}
	on[merchant.Refund], on[merchant.Preauth] = false, true
	if a := read(); a["退货"] || !a["预授权及完成"] {
		t.Fatalf("the annex did not follow: %+v", a)
	}
}

func TestS041_FeeAnnexShowsRateCapAndMinimum(t *testing.T) {
	c := Contract{DraftedOn: day.MustParse("2026-03-02")}
	rows := feeRows([]Fee{{"wechat", 3800, -1, 1}, {"debit", 5000, 2000, 0}}, c)
	if len(rows) != 2 || rows[0].Code != "CARD_DEBIT" || rows[0].Cap != money.FromFen(2000) || rows[0].Rate != 5000 ||
		rows[1].Code != "WECHAT" || rows[1].Cap != money.NoCap || rows[1].Min != money.FromFen(1) || rows[1].From != c.DraftedOn {
		t.Fatalf("%+v", rows)
	}
}

func TestCycleText(t *testing.T) {
	for in, want := range map[string]string{"T1": "T+1", "D0": "D+0", "": ""} {
		if got := cycleText(in); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}
