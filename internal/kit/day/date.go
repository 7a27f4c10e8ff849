package day

import (
	"cmp"
	"database/sql/driver"
	"fmt"
	"time"
)

// Zone is China Standard Time as a fixed offset.
var Zone = time.FixedZone("CST", 8*60*60)

const layout = "2006-01-02"

// Date is a civil date. The zero Date is "no date": IsZero, written as "".
type Date struct {
	serial int32 // days since 0001-01-01, which is 1; 0 is no date
}

var epoch = time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)

const secondsPerDay = 24 * 60 * 60

// fromUTC turns a midnight in UTC into its Date.
func fromUTC(t time.Time) Date {
	// Unix seconds, not t.Sub: a Duration overflows after 292 years.
	return Date{int32((t.Unix()-epoch.Unix())/secondsPerDay) + 1}
}

func (d Date) utc() time.Time { return epoch.AddDate(0, 0, int(d.serial)-1) }

// New returns the date; out-of-range values are normalised as by time.Date.
func New(year int, month time.Month, dayOfMonth int) Date {
	return fromUTC(time.Date(year, month, dayOfMonth, 0, 0, 0, 0, time.UTC))
}

// Of returns the civil date of an instant.
func Of(t time.Time) Date {
	y, m, d := t.In(Zone).Date()
	return New(y, m, d)
}

// Parse reads 2006-01-02 and refuses anything else, 2026-02-30 included.
func Parse(s string) (Date, error) {
	t, err := time.Parse(layout, s)
	if err != nil || t.Year() < 1 {
		return Date{}, fmt.Errorf("day: %q is not a date (YYYY-MM-DD)", s)
	}
	return fromUTC(t), nil
}

// MustParse is Parse for constants; it panics.
func MustParse(s string) Date {
	d, err := Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

// IsZero tells whether d is "no date".
func (d Date) IsZero() bool { return d.serial == 0 }

// String writes 2006-01-02, or "" for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.utc().Format(layout)
}

// Compact writes 20060102, the form of file names and business numbers.
func (d Date) Compact() string {
	if d.IsZero() {
		return ""
	}
	return d.utc().Format("20060102")
}

// Civil returns year, month and day of month.
func (d Date) Civil() (year int, month time.Month, dayOfMonth int) { return d.utc().Date() }

// Year returns the year.
func (d Date) Year() int { return d.utc().Year() }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// AddDays moves by n days, backwards when n is negative.
func (d Date) AddDays(n int) Date { return Date{d.serial + int32(n)} }

// AddMonths moves by n months; the day is held at the month's end
// (31 January plus one month is 28 or 29 February).
func (d Date) AddMonths(n int) Date {
	y, m, dom := d.Civil()
	last := New(y, m+time.Month(n)+1, 0)
	_, _, lastDom := last.Civil()
	return last.AddDays(min(dom, lastDom) - lastDom)
}

// DaysSince returns d minus other in days.
func (d Date) DaysSince(other Date) int { return int(d.serial - other.serial) }

// Compare orders dates: -1, 0 or +1.
func (d Date) Compare(other Date) int { return cmp.Compare(d.serial, other.serial) }

// Before tells whether d is earlier than other.
func (d Date) Before(other Date) bool { return d.serial < other.serial }

// After tells whether d is later than other.
func (d Date) After(other Date) bool { return d.serial > other.serial }

// Start returns the instant at which the date begins, in UTC.
func (d Date) Start() time.Time { return d.At(0) }

// End returns the instant at which the next date begins, in UTC.
func (d Date) End() time.Time { return d.AddDays(1).Start() }

// At returns the instant of a time of day (since midnight), in UTC.
func (d Date) At(sinceMidnight time.Duration) time.Time {
	y, m, dom := d.Civil()
	return time.Date(y, m, dom, 0, 0, 0, 0, Zone).Add(sinceMidnight).UTC()
}

// TimeOfDay returns how long after civil midnight an instant lies.
func TimeOfDay(t time.Time) time.Duration { return t.Sub(Of(t).Start()) }

// MarshalText implements encoding.TextMarshaler, and with it JSON.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler; "" is no date.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := Parse(string(b))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// Value implements driver.Valuer: TEXT, or NULL for no date.
func (d Date) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.String(), nil
}

// Scan implements sql.Scanner.
func (d *Date) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*d = Date{}
		return nil
	case string:
		return d.UnmarshalText([]byte(v))
	case []byte:
		return d.UnmarshalText(v)
	default:
		return fmt.Errorf("day: cannot read a date from %T", src)
	}
}
