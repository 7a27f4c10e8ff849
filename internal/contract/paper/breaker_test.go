package paper

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// half gives Latin half the width of a Chinese character.
func half(r rune) float64 {
	if r < 0x2000 {
		return 1
	}
	return 2
}

func TestBreakLines(t *testing.T) {
	for _, c := range []struct {
		text  string
		width float64
		want  []string
	}{
		{"", 10, []string{""}},
		{"特约商户受理", 6, []string{"特约商", "户受理"}},
		{"特约商，户受理", 6, []string{"特约", "商，户", "受理"}}, // the comma takes its word along
		{"按照《协议》办理", 6, []string{"按照", "《协", "议》办", "理"}},
		{"手续费0.60%封顶", 8, []string{"手续费", "0.60%封", "顶"}},
		{"金额1,234.56元", 10, []string{"金额", "1,234.56元"}},
		{"plain words only", 11, []string{"plain words", "only"}},
		{"12345678901234", 5, []string{"12345", "67890", "1234"}}, // nothing allowed: cut
		{"，，，，", 4, []string{"，，", "，，"}},
		{"中", 1, []string{"中"}},
	} {
		if got := breakLines(c.text, c.width, half); !slices.Equal(got, c.want) {
			t.Errorf("%q at %v: %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

func TestBrokenLinesKeepTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		alphabet := []rune("商户协议，。、（）《》“”0123abc,.% ")
		text := rapid.StringOf(rapid.SampledFrom(alphabet)).Draw(t, "text")
		width := float64(rapid.IntRange(8, 60).Draw(t, "width"))
		lines := breakLines(text, width, half)
		squeeze := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if squeeze(strings.Join(lines, "")) != squeeze(text) {
			t.Fatalf("%q became %q", text, lines)
		}
		for i, line := range lines {
			w := 0.0
			for _, r := range line {
				w += half(r)
			}
			if w > width {
				t.Fatalf("line %q is wider than %v", line, width)
			}
			if i == 0 || line == "" || lines[i-1] == "" {
				continue
			}
			first, _ := utf8.DecodeRuneInString(line)
			last, _ := utf8.DecodeLastRuneInString(lines[i-1])
			bad := strings.ContainsRune(neverFirst, first) || strings.ContainsRune(neverLast, last)
			if bad && breakable(lines[i-1]) {
				t.Fatalf("bad break between %q and %q", lines[i-1], line)
			}
		}
	})
}

// breakable tells whether the line had an allowed place to end earlier.
func breakable(line string) bool {
	runes := []rune(line)
	for i := 1; i < len(runes); i++ {
		if mayBreak(runes, i) {
			return true
		}
	}
	return false
}
