// Package secret holds values that must not be printed. They show as *** in
// every printer, logger and encoder; Reveal is the one way out, and the arch
// test lists who calls it.
package secret

import "log/slog"

const mask = "***"

// String is a secret text.
type String struct{ v string }

// New wraps v.
func New(v string) String { return String{v} }

// Reveal returns the clear text.
func (s String) Reveal() string { return s.v }

// String implements fmt.Stringer with a mask.
func (String) String() string { return mask }

// GoString implements fmt.GoStringer with a mask.
func (String) GoString() string { return mask }

// Format-proof encoders: JSON, text and slog see the mask too.

// MarshalJSON returns the mask.
func (String) MarshalJSON() ([]byte, error) { return []byte(`"` + mask + `"`), nil }

// MarshalText returns the mask.
func (String) MarshalText() ([]byte, error) { return []byte(mask), nil }

// LogValue returns the mask.
func (String) LogValue() slog.Value { return slog.StringValue(mask) }

// UnmarshalJSON accepts a JSON string, so that a request body can carry a secret.
func (s *String) UnmarshalJSON(b []byte) error {
	if len(b) < 2 || b[0] != '"' {
		return errNotText
	}
	v, err := unquote(b)
	s.v = v
	return err
}
