package party

import (
	"fmt"
	"strings"

	"tillway/internal/kit/day"
)

// Numbers of nobody, for the sandbox and for tests: they pass every check of
// this package and can belong to no one.

// FictionalID returns an identity number with a county code that was never
// assigned (xx0099) and sequence 000, which registrars do not issue. The
// province is two digits, as in "11".
func FictionalID(province string, born day.Date) string {
	s := province + "0099" + born.Compact() + "000"
	return s + string(idCheck(s))
}

// FictionalUSCC returns a unified code of area 000000, which is no place. The
// prefix is department and kind, as in "92"; serial goes up to 999,999.
func FictionalUSCC(prefix string, serial int) string {
	org := fmt.Sprintf("MA%06d", serial%1_000_000)
	check, _ := orgCheck(org)
	s := prefix + "000000" + org + string(check)
	return s + string(usccCheck(s))
}

// FictionalUSCCEnding returns the first fictional code from serial on whose
// last characters are the suffix; sandbox registries answer by the suffix. It
// returns "" when there is none, which is so for no suffix of two characters
// that the alphabets allow.
func FictionalUSCCEnding(prefix, suffix string, serial int) string {
	for ; serial < 1_000_000; serial++ {
		if s := FictionalUSCC(prefix, serial); strings.HasSuffix(s, suffix) {
			return s
		}
	}
	return ""
}

// CompleteLuhn appends the Luhn digit to the digits of a card number.
func CompleteLuhn(digits string) string {
	return digits + string(byte('0'+(10-luhnSum(digits+"0")%10)%10))
}
