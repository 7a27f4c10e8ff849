package day

import (
	"errors"
	"time"
)

// The review clock: an application complete by 17:30 on a working day counts
// from that day (day 0); the target is the close of the third working day
// after it and the limit the close of the fifth.
const (
	lastIntake   = 17*time.Hour + 30*time.Minute
	closeOfDay   = 18 * time.Hour
	targetInDays = 3
	limitInDays  = 5
)

// ErrProvisional says that a date would lie in a year whose calendar has not
// been published, so that nobody may promise it.
var ErrProvisional = errors.New("day: the working calendar of that year is not published yet")

// A Pause is a span in which the review clock stands still because the
// applicant has the file (补件): from the return to the complete re-submission.
type Pause struct{ From, To time.Time }

// Promise returns when a review is due: the target and the limit, each at
// 18:00. Each pause moves both by the working days it spanned.
func Promise(submittedAt time.Time, pauses ...Pause) (target, limit time.Time, err error) {
	zero := intakeDay(submittedAt)
	paused := 0
	for _, p := range pauses {
		paused += WorkdaysBetween(intakeDay(p.From), intakeDay(p.To))
	}
	targetDay := AddWorkdays(zero, targetInDays+paused)
	limitDay := AddWorkdays(zero, limitInDays+paused)
	if Provisional(limitDay) || Provisional(zero) {
		return time.Time{}, time.Time{}, ErrProvisional
	}
	return targetDay.At(closeOfDay), limitDay.At(closeOfDay), nil
}

// intakeDay is the working day an arrival is booked on.
func intakeDay(t time.Time) Date {
	d := Of(t)
	if !IsWorkday(d) || TimeOfDay(t) > lastIntake {
		return NextWorkday(d)
	}
	return d
}
