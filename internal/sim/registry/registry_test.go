package registry

import (
	"os"
	"strings"
	"testing"

	"tillway/internal/sim"
	"tillway/internal/sim/simtest"
)

const goodID = "999999199001010007" // unassigned county code, sequence 000

func TestTriggers(t *testing.T) {
	c := sim.Config{Dir: t.TempDir(), Clock: sim.NewClock(0)}
	r := simtest.Start(t, Open, c)
	url := r.Endpoints()["registry"]

	for name, want := range map[string]IdentityAnswer{
		"张测":      {Result: "match_photo"},
		"测试通过":    {Result: "match_photo"},
		"李测试不符":   {Result: "name_mismatch"},
		"王测试查无":   {Result: "not_found"},
		"赵测试过期":   {Result: "match_photo", Expired: true},
		"钱测试名单命中": {Result: "match_photo", WatchList: true},
		"":        {Result: "name_mismatch"},
	} {
		var got IdentityAnswer
		simtest.Post(t, url+"/identity", IdentityQuery{name, goodID}, &got)
		if !strings.HasPrefix(got.Ref.Ref, "REG") {
			t.Errorf("no reference in %+v", got)
		}
		got.Ref = Ref{}
		if got != want {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
	}

	for uscc, want := range map[string]string{
		"92000000MA00000000": "match", "91000000MA00000011": "not_found", "91000000MA00000012": "name_mismatch",
		"91000000MA00000013": "revoked", "91000000MA00000014": "scope_mismatch", "91000000MA00000015": "expired",
	} {
		var got BusinessAnswer
		simtest.Post(t, url+"/business", BusinessQuery{Name: "某店", USCC: uscc, LegalName: "张测"}, &got)
		if got.Result != want || (got.Status == "存续") != (want != "revoked" && want != "not_found") {
			t.Errorf("%s: %+v, want %s", uscc, got, want)
		}
	}

	for card, want := range map[string]int{
		"6217000000000000004": 0, "6217000000000000005": 4, "6222000000000021": -1, "1": 4,
	} {
		if want == -1 { // make the check digit of the prefix fit the trigger
			card, want = luhnEndingIn("62220000000", "21"), 3
		}
		var got CardAnswer
		simtest.Post(t, url+"/card", CardQuery{"张测", goodID, card, "13800000003"}, &got)
		if got.ResultCode != want {
			t.Errorf("card …%s: %+v, want %d", suffix(card), got, want)
		}
	}
	if r.Asked() == 0 {
		t.Error("nothing was counted")
	}
	data, err := os.ReadFile(c.Journal("registry"))
	if err != nil || !strings.Contains(string(data), `"revoked"`) {
		t.Fatalf("journal: %v %s", err, data)
	}
	for _, personal := range []string{goodID, "张测", "13800000003", "6217000000000000004"} {
		if strings.Contains(string(data), personal) {
			t.Errorf("the journal holds %s", personal)
		}
	}
}

func luhnEndingIn(prefix, end string) string {
	for d := '0'; ; d++ {
		if pan := prefix + string(d) + "00" + end; sim.Luhn(pan) {
			return pan
		}
	}
}
