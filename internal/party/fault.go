package party

import "strings"

// A Fault says why a number was refused: a code for machines and statistics,
// a sentence for the person at the counter. A nil *Fault means the number
// passed. Checks look at the digits only; whether the number exists and belongs
// to anybody is the registries' answer. No text of a fault repeats the number.
type Fault struct {
	Code string `json:"code"`
	Zh   string `json:"zh"`
	En   string `json:"en"`

	// Overridable faults stop self-service, but a second reviewer may accept
	// them with a reason: a check digit can be wrong on a paper that exists.
	Overridable bool `json:"overridable,omitempty"`
}

func fault(code, zh, en string) *Fault { return &Fault{Code: code, Zh: zh, En: en} }

// narrow turns full-width letters and digits into ASCII, upper-cases, and drops
// spaces, which input methods and copied scans add.
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			r -= '！' - '!'
		case r == ' ' || r == '\t' || r == '\u00a0' || r == '\u3000':
			return -1
		}
		if r >= 'a' && r <= 'z' {
			r -= 'a' - 'A'
		}
		return r
	}, s)
}

func digitsOnly(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}
