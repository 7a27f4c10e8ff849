package day

import (
	"errors"
	"time"
)

// ReviewClock says how a review is counted: an application complete by Intake
// on a working day counts from that day (day 0); the target is the Close of the
// working day TargetDays after it and the limit that of LimitDays. Intake and
// Close are times since midnight.
type ReviewClock struct {
	Intake, Close         time.Duration
	TargetDays, LimitDays int
}

// ErrProvisional says that a date would lie in a year whose calendar has not
// been published, so that nobody may promise it.
var ErrProvisional = errors.New("day: the working calendar of that year is not published yet")

// A Pause is a span in which the review clock stands still because the
// applicant has the file (补件): from the return to the complete re-submission.
type Pause struct{ From, To time.Time }

// Promise returns when a review is due: the target and the limit. Each pause
// moves both by the working days it spanned.
func (c ReviewClock) Promise(submittedAt time.Time, pauses ...Pause) (target, limit time.Time, err error) {
	zero := c.intakeDay(submittedAt)
	paused := 0
	for _, p := range pauses {
		paused += WorkdaysBetween(c.intakeDay(p.From), c.intakeDay(p.To))
	}
	targetDay := AddWorkdays(zero, c.TargetDays+paused)
	limitDay := AddWorkdays(zero, c.LimitDays+paused)
	if Provisional(limitDay) || Provisional(zero) {
		return time.Time{}, time.Time{}, ErrProvisional
	}
	return targetDay.At(c.Close), limitDay.At(c.Close), nil
}

// intakeDay is the working day an arrival is booked on.
func (c ReviewClock) intakeDay(t time.Time) Date {
	d := Of(t)
	if !IsWorkday(d) || TimeOfDay(t) > c.Intake {
		return NextWorkday(d)
	}
	return d
}
