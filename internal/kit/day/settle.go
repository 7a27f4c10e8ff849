package day

import "time"

// ClearingDate returns the clearing date of an instant under a cut-off given
// as time since midnight. The instant of the cut-off is already the next date.
func ClearingDate(at time.Time, cutoff time.Duration) Date {
	d := Of(at)
	if TimeOfDay(at) >= cutoff {
		return d.AddDays(1)
	}
	return d
}

// T1 is the payment date of cycle T+1: the first working day after the
// clearing date.
func T1(clearing Date) Date { return NextWorkday(clearing) }

// D1 is the payment date of cycle D+1: the next calendar day, worked or not.
func D1(clearing Date) Date { return clearing.AddDays(1) }
