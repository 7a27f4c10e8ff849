package iso8583

import (
	"strings"
	"testing"
)

func TestResponseSets(t *testing.T) {
	sets := map[string]struct {
		codes []string
		in    func(Meaning) bool
	}{
		"approved": {[]string{"00", "10", "11", "16", "A2", "A4", "A5", "A6"}, Meaning.Approved},
		"unknown":  {[]string{"68", "98"}, Meaning.Unknown},
		"later":    {[]string{"09", "90", "91", "92", "96", "A7"}, Meaning.RetryLater},
		"sign-in":  {[]string{"77", "99", "A0"}, Meaning.SignIn},
	}
	for name, s := range sets {
		n := 0
		for _, code := range Responses() {
			if s.in(Response(code)) {
				n++
			}
		}
		if n != len(s.codes) {
			t.Errorf("%s has %d codes, want %d", name, n, len(s.codes))
		}
		for _, code := range s.codes {
			if !s.in(Response(code)) {
				t.Errorf("%s is not %s", code, name)
			}
		}
	}
	for _, code := range Responses() {
		m := Response(code)
		if m.Zh == "" || m.En == "" || m.Class < 'A' || m.Class > 'E' || (m.AdviceZh == "") != (m.AdviceEn == "") {
			t.Errorf("%+v", m)
		}
		if m.Capture() && !strings.Contains(m.AdviceZh, "不要扣留") {
			t.Errorf("%s must tell staff not to keep the card", code)
		}
	}
	if m := Response("ZZ"); m.Approved() || m.Zh != "交易失败" || m.Class != ClassDeclined {
		t.Errorf("%+v", m)
	}
}
