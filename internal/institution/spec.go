package institution

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"

	"tillway/internal/kit/day"
)

// A Unit says what the text of a value means.
type Unit string

// The units.
const (
	Fen     Unit = "fen"
	PPM     Unit = "ppm" // parts per million: 5000 is 0.50 %
	Months  Unit = "months"
	Days    Unit = "days"
	Hours   Unit = "hours"
	Minutes Unit = "minutes"
	Seconds Unit = "seconds"
	Millis  Unit = "ms"
	Count   Unit = "count"
	Percent Unit = "percent"
	Metres  Unit = "metres"
	DBm     Unit = "dBm"
	TimeDay Unit = "time" // of day, 23:00
	JSON    Unit = "json"
	Text    Unit = "text"
)

// Spec declares a parameter.
type Spec struct {
	Name    string `json:"name"`
	Default string `json:"default"`
	Unit    Unit   `json:"unit"`
	Zh      string `json:"meaning_zh"`
	En      string `json:"meaning_en"`
	Source  string `json:"source"` // where the rule or the figure comes from
	Min     int64  `json:"-"`
	Max     int64  `json:"-"`
	// Shop parameters are shown to applicants who compare institutions.
	Public bool `json:"public"`

	check func(string) bool // of JSON and texts
}

var timeForm = regexp.MustCompile(`^([01][0-9]|2[0-3]):[0-5][0-9]$`)

// valid tells whether a value suits the declaration.
func (s Spec) valid(value string) bool {
	switch s.Unit {
	case TimeDay:
		return timeForm.MatchString(value)
	case JSON:
		return json.Valid([]byte(value)) && (s.check == nil || s.check(value))
	case Text:
		return value != "" && len(value) <= 200 && (s.check == nil || s.check(value))
	}
	n, err := strconv.ParseInt(value, 10, 64)
	return err == nil && n >= s.Min && (s.Max == 0 || n <= s.Max)
}

// want describes the values that suit, for an error's text.
func (s Spec) want() string {
	switch s.Unit {
	case TimeDay:
		return "HH:MM"
	case JSON:
		return "JSON"
	case Text:
		return "1–200"
	}
	if s.Max == 0 {
		return "≥ " + strconv.FormatInt(s.Min, 10)
	}
	return strconv.FormatInt(s.Min, 10) + "–" + strconv.FormatInt(s.Max, 10)
}

var mccSuffix = regexp.MustCompile(`^(.+)\.([0-9]{4})$`)

// base splits a parameter of one trade: preauth.cap_ppm.7011.
func base(name string) (string, bool) {
	m := mccSuffix.FindStringSubmatch(name)
	if m == nil {
		return name, false
	}
	return m[1], true
}

// SpecOf returns the declaration of a parameter: what it means and in which unit.
func SpecOf(name string) (Spec, bool) { return specOf(name) }

// specOf returns the declaration of a parameter; one for a trade (MCC) is
// declared with the general one.
func specOf(name string) (Spec, bool) {
	if s, ok := specs[name]; ok {
		return s, true
	}
	general, ofTrade := base(name)
	s, ok := specs[general]
	if !ok || !ofTrade {
		return Spec{}, false
	}
	s.Name = name
	return s, true
}

var specs = func() map[string]Spec {
	m := map[string]Spec{}
	for _, s := range Defaults() {
		if _, dup := m[s.Name]; dup || s.Zh == "" || s.En == "" || s.Source == "" || !s.valid(s.Default) {
			panic("institution: bad declaration of " + s.Name)
		}
		m[s.Name] = s
	}
	return m
}()

// Defaults returns every declared parameter in the order of the table.
func Defaults() []Spec {
	return slices.Concat(feeSpecs, tradeSpecs, limitSpecs(), riskSpecs, timingSpecs, documentSpecs(), gradingSpecs,
		contractSpecs, fieldSpecs, trainingSpecs, messageSpecs, accessSpecs)
}

func fen(name string, value int64, zh, en, source string) Spec {
	return Spec{Name: name, Default: strconv.FormatInt(value, 10), Unit: Fen, Zh: zh, En: en, Source: source}
}

func ppm(name string, value, most int64, zh, en, source string) Spec {
	return Spec{Name: name, Default: strconv.FormatInt(value, 10), Unit: PPM, Max: most, Zh: zh, En: en, Source: source}
}

func number(name string, value int64, unit Unit, least, most int64, zh, en, source string) Spec {
	return Spec{Name: name, Default: strconv.FormatInt(value, 10), Unit: unit, Min: least, Max: most, Zh: zh, En: en, Source: source}
}

func public(s Spec) Spec {
	s.Public = true
	return s
}

// firstDay is when an institution's first values begin to hold: before any
// fact.
var firstDay = day.New(2000, 1, 1)
