package api

import (
	"strings"
	"testing"
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

func FuzzCheckJSON(f *testing.F) {
	f.Add([]byte(`{"a":[1,{"b":null}]}`))
	f.Fuzz(func(t *testing.T, b []byte) { _ = checkJSON(b) })
}
