package clearing

import (
	"bytes"
	"errors"
	"slices"
	"testing"
)

func statement() Statement {
	return Statement{Institution: "999", Account: "RESERVE", Date: "2026-03-04", No: 3, Lines: []StatementLine{
		{"BK0001", "2026-03-04 10:00:00", true, 29900, "测试甲", "DEP2026030400000001"},
		{"BK0002", "2026-03-04 11:00:00", false, 100, "测试乙", ""},
	}}
}

func TestStatementReadsBackAndRefusesEveryChange(t *testing.T) {
	b, err := EncodeStatement(statement())
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "statement.txt", b)
	s, err := DecodeStatement(b)
	if err != nil || !slices.Equal(s.Lines, statement().Lines) || s.No != 3 || StatementName("999", 3) != "STM99900000003" {
		t.Fatalf("%+v, %v", s, err)
	}
	for i := range b {
		changed := bytes.Clone(b)
		changed[i] ^= 1
		if _, err := DecodeStatement(changed); err == nil {
			t.Fatalf("byte %d: accepted", i)
		}
	}
	for name, change := range map[string]func(*Statement){
		"no amount":      func(s *Statement) { s.Lines[0].Fen = 0 },
		"the same twice": func(s *Statement) { s.Lines[1].Reference = "BK0001" },
		"another day":    func(s *Statement) { s.Lines[0].Time = "2026-03-05 10:00:00" },
		"no such time":   func(s *Statement) { s.Lines[0].Time = "2026-03-04 25:00:00" },
		"no number":      func(s *Statement) { s.No = 0 },
		"a separator":    func(s *Statement) { s.Lines[0].Remark = "a|b" },
	} {
		s := statement()
		change(&s)
		if _, err := EncodeStatement(s); !errors.Is(err, ErrFormat) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
