package training

import (
	"time"

	"tillway/internal/institution"
	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

// Rules are those of an exam: the institution's parameters on the day it is
// taken (book, acquiring-rules §9.1).
type Rules struct {
	Questions     int
	PassPercent   int
	StrictPercent int // of the part made of T4 and T5
	TriesPerDay   int
	Time          time.Duration
	Months        int // that a certificate is good for
}

// RulesOn returns the rules of exams on a date.
func RulesOn(q store.Q, inst id.Institution, on day.Date) (Rules, error) {
	p := institution.On(q, inst, on)
	r := Rules{Questions: int(p.Int("exam.questions")), PassPercent: int(p.Int("exam.pass_percent")), StrictPercent: int(p.Int("exam.strict_percent")),
		TriesPerDay: int(p.Int("exam.tries_per_day")), Time: p.Duration("exam.minutes"), Months: int(p.Int("certificate.months"))}
	return r, p.Err()
}
