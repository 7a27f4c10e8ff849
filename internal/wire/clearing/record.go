package clearing

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// The reasons a file is refused for.
var (
	ErrFormat  = errors.New("clearing: malformed file")
	ErrTotals  = errors.New("clearing: the totals do not fit the lines")
	ErrDigest  = errors.New("clearing: the file was changed or cut short")
	ErrUnknown = errors.New("clearing: the result does not answer this payout file")
)

// maxFen bounds every amount and sum, as everywhere in the house.
const maxFen = 10_000_000_000_000

const dateLayout = "2006-01-02"

// at says where in a file something is wrong, without showing it.
func at(err error, line int, field string) error {
	return fmt.Errorf("%w: line %d, %s", err, line, field)
}

// lines cuts a file whose every line ends with LF.
func lines(b []byte) ([]string, error) {
	if len(b) == 0 || b[len(b)-1] != '\n' || !utf8.Valid(b) {
		return nil, fmt.Errorf("%w: not text with a line feed at its end", ErrFormat)
	}
	return strings.Split(string(b[:len(b)-1]), "\n"), nil
}

// clean tells whether a value can stand in a field: printable, on one line,
// without the separator.
func clean(s, separator string) bool {
	if strings.Contains(s, separator) || !utf8.ValidString(s) {
		return false
	}
	return strings.IndexFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) < 0
}

// parseFen reads an amount as Itoa writes it: no sign but minus, no zeros ahead.
func parseFen(s string) (int64, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil && strconv.FormatInt(n, 10) == s && n <= maxFen && n >= -maxFen
}

func isDate(s string) bool {
	t, err := time.Parse(dateLayout, s)
	return err == nil && t.Format(dateLayout) == s
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}
