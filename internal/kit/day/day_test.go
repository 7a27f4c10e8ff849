package day

import (
	"encoding/json"
	"errors"
	"os"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func at(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04:05", s, Zone)
	if err != nil {
		panic(err)
	}
	return t
}

// review is the review clock of the book (acquiring-rules §1.9).
var review = ReviewClock{Intake: 17*time.Hour + 30*time.Minute, Close: 18 * time.Hour, TargetDays: 3, LimitDays: 5}

func TestDateIsAValue(t *testing.T) {
	d := MustParse("2026-02-28")
	if d != New(2026, time.February, 28) {
		t.Error("equal dates differ")
	}
	for _, c := range []struct {
		got  Date
		want string
	}{
		{d.AddDays(1), "2026-03-01"},
		{d.AddDays(-59), "2025-12-31"},
		{MustParse("2026-01-31").AddMonths(1), "2026-02-28"},
		{MustParse("2024-01-31").AddMonths(1), "2024-02-29"},
		{MustParse("2026-03-31").AddMonths(-1), "2026-02-28"},
		{MustParse("2026-11-30").AddMonths(3), "2027-02-28"},
		{Of(time.Date(2026, 3, 1, 15, 59, 59, 0, time.UTC)), "2026-03-01"},
		{Of(time.Date(2026, 3, 1, 16, 0, 0, 0, time.UTC)), "2026-03-02"},
		{Date{}, ""},
	} {
		if c.got.String() != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	if d.Weekday() != time.Saturday || d.Compact() != "20260228" {
		t.Error(d.Weekday(), d.Compact())
	}
	if got := d.Start(); !got.Equal(time.Date(2026, 2, 27, 16, 0, 0, 0, time.UTC)) || got.Location() != time.UTC {
		t.Errorf("Start = %v", got)
	}
	if d.End().Sub(d.Start()) != 24*time.Hour {
		t.Error("a day has 24 hours")
	}
}

func TestParseRefuses(t *testing.T) {
	for _, s := range []string{"", "2026-2-1", "2026-02-30", "20260201", "2026-02-01 ", "二〇二六", "0000-01-01", "2026-13-01"} {
		if d, err := Parse(s); err == nil {
			t.Errorf("Parse(%q) = %v", s, d)
		}
	}
}

func TestDateRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Date{int32(rapid.IntRange(1, 3_000_000).Draw(t, "serial"))}
		if back, err := Parse(d.String()); err != nil || back != d {
			t.Fatalf("Parse(%s) = %v, %v", d, back, err)
		}
		if Of(d.Start()) != d || Of(d.End().Add(-1)) != d {
			t.Fatalf("%s does not contain its own instants", d)
		}
		n := rapid.IntRange(-4000, 4000).Draw(t, "n")
		if d.serial > 5000 && d.AddDays(n).DaysSince(d) != n {
			t.Fatal("AddDays and DaysSince disagree")
		}
	})
}

func TestDateInJSONAndSQL(t *testing.T) {
	type form struct {
		Born Date          `json:"born"`
		By   map[Date]bool `json:"by"`
	}
	in := form{MustParse("1949-12-31"), map[Date]bool{MustParse("2026-03-02"): true}}
	b, err := json.Marshal(in)
	if err != nil || string(b) != `{"born":"1949-12-31","by":{"2026-03-02":true}}` {
		t.Fatalf("%s, %v", b, err)
	}
	var out form
	if err := json.Unmarshal(b, &out); err != nil || out.Born != in.Born || !out.By[MustParse("2026-03-02")] {
		t.Fatal(out, err)
	}
	if err := json.Unmarshal([]byte(`{"born":"2026-02-30"}`), &out); err == nil {
		t.Fatal("an impossible date was read")
	}
	v, _ := in.Born.Value()
	if v != "1949-12-31" {
		t.Fatal(v)
	}
	if v, _ := (Date{}).Value(); v != nil {
		t.Fatal("no date must be NULL")
	}
	var d Date
	for _, src := range []any{"1949-12-31", []byte("1949-12-31")} {
		if err := d.Scan(src); err != nil || d != in.Born {
			t.Fatal(d, err)
		}
	}
	if err := d.Scan(nil); err != nil || !d.IsZero() {
		t.Fatal("NULL is no date")
	}
	if d.Scan(int64(5)) == nil || d.Scan("x") == nil {
		t.Fatal("Scan read nonsense")
	}
}

// The State Council's arrangements for 2025 and 2026, written out a second
// time so that a slip in years/*.json shows.
func TestS073_WorkingCalendar(t *testing.T) {
	spans := map[string][][2]string{
		"off": {
			{"2025-01-01", "2025-01-01"}, {"2025-01-28", "2025-02-04"}, {"2025-04-04", "2025-04-06"},
			{"2025-05-01", "2025-05-05"}, {"2025-05-31", "2025-06-02"}, {"2025-10-01", "2025-10-08"},
			{"2026-01-01", "2026-01-03"}, {"2026-02-15", "2026-02-23"}, {"2026-04-04", "2026-04-06"},
			{"2026-05-01", "2026-05-05"}, {"2026-06-19", "2026-06-21"}, {"2026-09-25", "2026-09-27"},
			{"2026-10-01", "2026-10-07"},
		},
		"work": {
			{"2025-01-26", "2025-01-26"}, {"2025-02-08", "2025-02-08"}, {"2025-04-27", "2025-04-27"},
			{"2025-09-28", "2025-09-28"}, {"2025-10-11", "2025-10-11"},
			{"2026-01-04", "2026-01-04"}, {"2026-02-14", "2026-02-14"}, {"2026-02-28", "2026-02-28"},
			{"2026-05-09", "2026-05-09"}, {"2026-09-20", "2026-09-20"}, {"2026-10-10", "2026-10-10"},
		},
	}
	want := map[Date]bool{}
	for kind, list := range spans {
		for _, s := range list {
			for d := MustParse(s[0]); !d.After(MustParse(s[1])); d = d.AddDays(1) {
				want[d] = kind == "work"
			}
		}
	}
	for d := MustParse("2025-01-01"); d.Before(MustParse("2027-01-01")); d = d.AddDays(1) {
		work, named := want[d]
		if !named {
			work = d.Weekday() != time.Saturday && d.Weekday() != time.Sunday
		}
		if IsWorkday(d) != work {
			t.Errorf("%s %s: workday %v, want %v", d, d.Weekday(), IsWorkday(d), work)
		}
		if Provisional(d) {
			t.Errorf("%s is published", d)
		}
		if named != (HolidayName(d) != "") {
			t.Errorf("%s: holiday name %q", d, HolidayName(d))
		}
	}
}

func TestS073_UnpublishedYearIsProvisional(t *testing.T) {
	off := []string{
		"2027-01-01",                                           // 元旦, a Friday
		"2027-02-05", "2027-02-06", "2027-02-07", "2027-02-08", // 除夕 to 初三
		"2027-04-05", "2027-05-01", "2027-05-02", "2027-06-09", "2027-09-15",
		"2027-10-01", "2027-10-02", "2027-10-03",
		"2031-01-01", "2031-10-01", // a year without any file
	}
	for _, s := range off {
		if d := MustParse(s); IsWorkday(d) || !Provisional(d) {
			t.Errorf("%s: workday %v, provisional %v", s, IsWorkday(d), Provisional(d))
		}
	}
	if d := MustParse("2027-01-04"); !IsWorkday(d) || !Provisional(d) {
		t.Error("an ordinary Monday of a provisional year is worked, provisionally")
	}
	if _, _, err := review.Promise(at("2026-12-28 10:00:00")); !errors.Is(err, ErrProvisional) {
		t.Errorf("the limit falls into 2027; the promise was %v", err)
	}
	if _, _, err := review.Promise(at("2026-12-24 10:00:00")); err != nil {
		t.Errorf("the limit is 2026-12-31; the promise was %v", err)
	}
}

func TestS073_PromisedDates(t *testing.T) {
	for _, c := range []struct{ submitted, target, limit, why string }{
		{"2026-11-20 10:00:00", "2026-11-25", "2026-11-27", "plain week"},
		{"2026-09-24 09:00:00", "2026-09-30", "2026-10-09", "中秋+国庆"},
		{"2026-09-29 17:30:00", "2026-10-09", "2026-10-12", "Sat 10-10 counts; 17:30 is still the day"},
		{"2026-02-12 08:00:00", "2026-02-24", "2026-02-26", "Fri 13, Sat 14 worked, 春节"},
		{"2026-11-19 17:30:01", "2026-11-25", "2026-11-27", "after 17:30 counts as Friday"},
		{"2026-11-21 12:00:00", "2026-11-26", "2026-11-30", "Saturday counts as Monday"},
		{"2026-10-10 09:00:00", "2026-10-14", "2026-10-16", "a worked Saturday is day 0 itself"},
		{"2026-03-02 09:00:00", "2026-03-05", "2026-03-09", "Monday"},
	} {
		target, limit, err := review.Promise(at(c.submitted))
		if err != nil || !target.Equal(at(c.target+" 18:00:00")) || !limit.Equal(at(c.limit+" 18:00:00")) {
			t.Errorf("%s (%s): %v, %v, %v; want %s, %s", c.submitted, c.why, target.In(Zone), limit.In(Zone), err, c.target, c.limit)
		}
	}
}

func TestS073_PromiseWaitsForTheApplicant(t *testing.T) {
	submitted := at("2026-03-02 09:00:00")
	for _, c := range []struct {
		pause  Pause
		target string
	}{
		{Pause{at("2026-03-03 10:00:00"), at("2026-03-03 16:00:00")}, "2026-03-05"}, // same day: nothing lost
		{Pause{at("2026-03-03 10:00:00"), at("2026-03-05 10:00:00")}, "2026-03-09"}, // two working days
		{Pause{at("2026-03-03 10:00:00"), at("2026-03-04 17:31:00")}, "2026-03-09"}, // late counts as the 5th
		{Pause{at("2026-03-06 10:00:00"), at("2026-03-08 10:00:00")}, "2026-03-06"}, // over a weekend: Monday
	} {
		target, _, err := review.Promise(submitted, c.pause)
		if err != nil || !target.Equal(at(c.target+" 18:00:00")) {
			t.Errorf("%v: target %v, %v; want %s", c.pause, target.In(Zone), err, c.target)
		}
	}
}

func TestS100_SettlementDates(t *testing.T) {
	for _, c := range []struct{ paidAt, clearing, t1, d1 string }{
		{"2026-09-24 12:00:00", "2026-09-24", "2026-09-28", "2026-09-25"},
		{"2026-09-30 12:00:00", "2026-09-30", "2026-10-08", "2026-10-01"},
		{"2026-10-09 12:00:00", "2026-10-09", "2026-10-10", "2026-10-10"}, // a worked Saturday
		{"2026-02-14 12:00:00", "2026-02-14", "2026-02-24", "2026-02-15"},
		{"2026-10-09 23:05:00", "2026-10-10", "2026-10-12", "2026-10-11"},
		{"2026-10-09 22:59:59", "2026-10-09", "2026-10-10", "2026-10-10"},
		{"2026-10-09 23:00:00", "2026-10-10", "2026-10-12", "2026-10-11"},
	} {
		clearing := ClearingDate(at(c.paidAt), 23*time.Hour)
		if clearing.String() != c.clearing || T1(clearing).String() != c.t1 || D1(clearing).String() != c.d1 {
			t.Errorf("%s: clearing %s, T+1 %s, D+1 %s; want %+v", c.paidAt, clearing, T1(clearing), D1(clearing), c)
		}
	}
	if got := ClearingDate(at("2026-10-09 23:59:59"), 24*time.Hour).String(); got != "2026-10-09" {
		t.Errorf("a wallet's day is the natural day, got %s", got)
	}
}

// A published article gives this date for 2018: the Sunday was worked.
func TestS100_SettlementDateOf2018(t *testing.T) {
	b, err := os.ReadFile("testdata/2018.json")
	if err != nil {
		t.Fatal(err)
	}
	c, err := newCalendar(b)
	if err != nil {
		t.Fatal(err)
	}
	if got := c.nextWorkday(MustParse("2018-04-04")).String(); got != "2018-04-08" {
		t.Errorf("T+1 of 2018-04-04 is 2018-04-08, got %s", got)
	}
}

func TestWorkdayArithmetic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := MustParse("2025-01-01").AddDays(rapid.IntRange(0, 700).Draw(t, "day"))
		n := rapid.IntRange(1, 40).Draw(t, "n")
		later := AddWorkdays(d, n)
		if !IsWorkday(later) || WorkdaysBetween(d, later) != n {
			t.Fatalf("%s + %d working days = %s, between them %d", d, n, later, WorkdaysBetween(d, later))
		}
		if IsWorkday(d) && AddWorkdays(later, -n) != d {
			t.Fatalf("%s is not %d working days before %s", d, n, later)
		}
	})
}
