package day

import (
	"embed"
	"encoding/json"
	"fmt"
	"time"
)

//go:embed years/*.json
var years embed.FS

// china is the calendar every function of this package answers from.
var china = mustLoad()

// A yearNotice is one year's file: the notice's number and the days it names.
type yearNotice struct {
	Year   int      `json:"year"`
	Papers []string `json:"papers"` // empty: not published yet
	Days   []struct {
		Date Date   `json:"date"`
		Off  bool   `json:"off"` // false: a weekend that is worked (调休)
		Name string `json:"name"`
	} `json:"days"`
}

// A calendar knows the published years and the days that differ from the week.
type calendar struct {
	published map[int]bool
	off       map[Date]bool
	name      map[Date]string
}

func mustLoad() *calendar {
	entries, err := years.ReadDir("years")
	if err != nil {
		panic(err)
	}
	var files [][]byte
	for _, e := range entries {
		b, err := years.ReadFile("years/" + e.Name())
		if err != nil {
			panic(err)
		}
		files = append(files, b)
	}
	c, err := newCalendar(files...)
	if err != nil {
		panic(err)
	}
	return c
}

// newCalendar merges the files: a notice may name days of the year before, so
// a date is looked up in all of them and not in its own year's only.
func newCalendar(files ...[]byte) (*calendar, error) {
	c := &calendar{published: map[int]bool{}, off: map[Date]bool{}, name: map[Date]string{}}
	for _, b := range files {
		var y yearNotice
		if err := json.Unmarshal(b, &y); err != nil {
			return nil, fmt.Errorf("day: calendar: %w", err)
		}
		c.published[y.Year] = len(y.Papers) > 0
		for _, d := range y.Days {
			c.off[d.Date], c.name[d.Date] = d.Off, d.Name
		}
	}
	return c, nil
}

// provisional: a file without papers exists months before its notice; taking
// it at its word would make New Year's Day a working day.
func (c *calendar) provisional(d Date) bool { return !c.published[d.Year()] }

func (c *calendar) isWorkday(d Date) bool {
	if off, named := c.off[d]; named {
		return !off
	}
	if c.provisional(d) && fixedHoliday(d) {
		return false
	}
	return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday
}

// fixedHoliday holds the statutory holidays with a date in the solar calendar
// (2024 revision, in force 2025); the lunar ones are in the year's file.
func fixedHoliday(d Date) bool {
	_, m, dom := d.Civil()
	switch m {
	case time.January:
		return dom == 1
	case time.May:
		return dom <= 2
	case time.October:
		return dom <= 3
	}
	return false
}

func (c *calendar) nextWorkday(d Date) Date { return c.addWorkdays(d, 1) }

func (c *calendar) addWorkdays(d Date, n int) Date {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		if d = d.AddDays(step); c.isWorkday(d) {
			n--
		}
	}
	return d
}

// Provisional tells whether the calendar of d's year has not been published.
func Provisional(d Date) bool { return china.provisional(d) }

// IsWorkday tells whether d is worked: the notice's word first, then the week.
func IsWorkday(d Date) bool { return china.isWorkday(d) }

// HolidayName returns the holiday a day off, or its make-up working day,
// belongs to, in Chinese; "" for an ordinary day.
func HolidayName(d Date) string { return china.name[d] }

// NextWorkday returns the first working day after d.
func NextWorkday(d Date) Date { return china.nextWorkday(d) }

// AddWorkdays returns the n-th working day after d (before d when n is
// negative). d itself need not be a working day and is never counted.
func AddWorkdays(d Date, n int) Date { return china.addWorkdays(d, n) }

// WorkdaysBetween counts the working days after from up to and including to;
// it is 0 when to is not after from.
func WorkdaysBetween(from, to Date) int {
	n := 0
	for d := from.AddDays(1); !d.After(to); d = d.AddDays(1) {
		if IsWorkday(d) {
			n++
		}
	}
	return n
}
