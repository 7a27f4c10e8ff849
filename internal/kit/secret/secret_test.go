package secret

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

func TestNoPrinterShowsASecret(t *testing.T) {
	s := New("hunter2-long")
	box := struct{ P String }{s}
	js, _ := json.Marshal(box)
	for _, out := range []string{
		fmt.Sprint(s), fmt.Sprintf("%v %+v %#v %s %q %x", s, s, s, s, s, s),
		fmt.Sprintf("%v %+v %#v", box, box, box), fmt.Sprintf("%v", &box), string(js),
	} {
		if strings.Contains(out, "hunter2") || strings.Contains(out, fmt.Sprintf("%x", "hunter2")) {
			t.Errorf("printed: %s", out)
		}
	}
	if err := json.Unmarshal([]byte(`{"P":"x\"y"}`), &box); err != nil || box.P.Reveal() != `x"y` {
		t.Fatalf("unmarshal: %v", err)
	}
	if err := json.Unmarshal([]byte(`{"P":5}`), &box); err == nil || strings.Contains(err.Error(), "5") {
		t.Fatalf("a number was accepted or echoed: %v", err)
	}
}
