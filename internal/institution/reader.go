package institution

import (
	"encoding/json"
	"fmt"
	"time"

	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

// Reader reads parameters as they hold on one date. It keeps the first error,
// so that a use case asks for all it needs and looks once.
type Reader struct {
	q    store.Q
	inst id.Institution
	on   day.Date
	err  error
}

// On returns a reader of an institution's parameters on a fact's date.
func On(q store.Q, inst id.Institution, date day.Date) *Reader {
	return &Reader{q: q, inst: inst, on: date}
}

// Err is the first error of the reader.
func (r *Reader) Err() error { return r.err }

// Int returns a whole number.
func (r *Reader) Int(name string) (n int64) {
	if r.err == nil {
		n, r.err = ParamInt(r.q, r.inst, name, r.on)
	}
	return n
}

// Text returns a value as it is written.
func (r *Reader) Text(name string) string {
	var v Value
	if r.err == nil {
		v, r.err = Param(r.q, r.inst, name, r.on)
	}
	return v.Value
}

var lengths = map[Unit]time.Duration{Millis: time.Millisecond, Seconds: time.Second, Minutes: time.Minute, Hours: time.Hour, Days: 24 * time.Hour}

// Duration returns a length of time, in whatever unit it is declared.
func (r *Reader) Duration(name string) time.Duration {
	spec, _ := specOf(name)
	length, isTime := lengths[spec.Unit]
	if !isTime && r.err == nil {
		r.err = fmt.Errorf("institution: parameter %s is no length of time", name)
	}
	return time.Duration(r.Int(name)) * length
}

// TimeOfDay returns a time of day as the time since midnight.
func (r *Reader) TimeOfDay(name string) time.Duration {
	text := r.Text(name)
	if r.err != nil {
		return 0
	}
	t, err := time.Parse("15:04", text)
	r.err = err
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute
}

// JSON decodes a structured value.
func (r *Reader) JSON(name string, into any) {
	if text := r.Text(name); r.err == nil {
		r.err = json.Unmarshal([]byte(text), into)
	}
}

// Cutoff returns the time of day at which a date's business day closes.
func Cutoff(q store.Q, inst id.Institution, date day.Date) (time.Duration, error) {
	r := On(q, inst, date)
	at := r.TimeOfDay("settlement.cutoff")
	return at, r.Err()
}

// ReviewClock returns how a review that began on a date is counted (S73).
func ReviewClock(q store.Q, inst id.Institution, date day.Date) (day.ReviewClock, error) {
	r := On(q, inst, date)
	c := day.ReviewClock{Intake: r.TimeOfDay("review.intake"), Close: r.TimeOfDay("review.close"),
		TargetDays: int(r.Int("review.target_days")), LimitDays: int(r.Int("review.limit_days"))}
	return c, r.Err()
}
