package api

import (
	"strings"
	"testing"

	"tillway/internal/kit/errs"
)

func TestCheckJSON(t *testing.T) {
	good := []string{`{}`, `{"a":{"a":1},"b":[{"a":1},{"a":2}]}`, `[1,"x",null]`, ` 5 `}
	for _, s := range good {
		if err := checkJSON([]byte(s)); err != nil {
			t.Errorf("%s refused: %v", s, err)
		}
	}
	bad := []string{
		``, `{`, `{"a":1,"a":2}`, `{"amount":1,"AMOUNT":999}`, `{"x":{"b":1,"B":2}}`, `{} {}`, `{"a":1}x`,
		strings.Repeat("[", 40) + strings.Repeat("]", 40), `"` + strings.Repeat("x", maxJSONBytes) + `"`,
	}
	for _, s := range bad {
		if err := checkJSON([]byte(s)); err == nil {
			t.Errorf("%.60s accepted", s)
		}
	}
}

func TestTheDoubledMemberIsNamed(t *testing.T) {
	for body, path := range map[string]string{
		`{"a":1,"a":2}`: "a", `{"x":{"b":1,"B":2}}`: "x.B", `{"l":[{},{"c":1,"c":1}]}`: "l[1].c",
	} {
		e := errs.As(checkJSON([]byte(body)))
		if e == nil || len(e.Faults) != 1 || e.Faults[0].Path != path {
			t.Errorf("%s: %v", body, e)
		}
	}
}

func FuzzCheckJSON(f *testing.F) {
	f.Add([]byte(`{"a":[1,{"b":null}]}`))
	f.Fuzz(func(t *testing.T, b []byte) { _ = checkJSON(b) })
}
