package paper

import "strings"

// Characters that may not begin or end a line (GB/T 15834-2011 §5.1.1).
const (
	neverFirst = "，。、；：！？）》」』】〕〉”’…—·％‰℃,.;:!?)]}%~～"
	neverLast  = "（《「『【〔〈“‘￥¥$#([{"
)

// breakLines cuts one paragraph into lines no wider than width. measure gives
// the advance of one character in the unit of width. The paragraph has no
// line feed in it.
func breakLines(text string, width float64, measure func(rune) float64) []string {
	runes := []rune(text)
	var lines []string
	for start := 0; start < len(runes); {
		end := fitting(runes, start, width, measure)
		if end < len(runes) {
			end = lastBreak(runes, start, end)
		}
		lines = append(lines, strings.TrimRight(string(runes[start:end]), " "))
		for end < len(runes) && runes[end] == ' ' {
			end++ // the space a line was broken at is not carried over
		}
		start = end
	}
	if lines == nil {
		return []string{""}
	}
	return lines
}

// fitting returns the end of the longest run from start that fits, at least one
// character long, so that a column narrower than a character still ends.
func fitting(runes []rune, start int, width float64, measure func(rune) float64) int {
	used := 0.0
	for i := start; i < len(runes); i++ {
		used += measure(runes[i])
		if used > width && runes[i] != ' ' {
			return max(i, start+1)
		}
	}
	return len(runes)
}

// lastBreak moves a cut back to where a line may end. If no place is allowed,
// as in a number longer than the line, the cut stays.
func lastBreak(runes []rune, start, end int) int {
	for i := end; i > start; i-- {
		if mayBreak(runes, i) {
			return i
		}
	}
	return end
}

// mayBreak tells whether a line may end before runes[i]. Spaces at the cut
// disappear, so what they stand between decides.
func mayBreak(runes []rune, i int) bool {
	a, b := i-1, i
	for a > 0 && runes[a] == ' ' {
		a--
	}
	for b < len(runes)-1 && runes[b] == ' ' {
		b++
	}
	if strings.ContainsRune(neverLast, runes[a]) || strings.ContainsRune(neverFirst, runes[b]) {
		return false
	}
	return b-a > 1 || !(isLatin(runes[a]) && isLatin(runes[b]))
}

// isLatin holds what belongs to one word or number: 1,234.56, tillway.example.
func isLatin(r rune) bool { return r > ' ' && r < 0x2000 }
