package fieldwork

import (
	"strconv"
	"strings"

	"tillway/internal/institution"
	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
	"tillway/internal/terminal"
)

// Limits are the bounds of what an engineer measures: the institution's
// parameters on the day of the order, so that a form keeps the limits it was
// handed out with (acquiring-rules §3.6).
type Limits struct {
	SignalDBm    int // weakest mobile signal
	LossPercent  int // most packets a wired line may lose
	VoltsPercent int // from the adapter's plate
	ClockSeconds int
}

func limitsOf(q store.Q, inst id.Institution, o Order) (Limits, error) {
	p := institution.On(q, inst, day.Of(o.CreatedAt))
	l := Limits{SignalDBm: int(p.Int("install.signal_dbm")), LossPercent: int(p.Int("install.loss_percent")),
		VoltsPercent: int(p.Int("install.volts_percent")), ClockSeconds: int(p.Int("install.clock_seconds"))}
	return l, p.Err()
}

// word writes the limits into the text of a step.
func (l Limits) word(text string) string {
	return strings.NewReplacer("{dbm}", strings.ReplaceAll(strconv.Itoa(l.SignalDBm), "-", "−"), "{loss}", strconv.Itoa(l.LossPercent),
		"{volts}", strconv.Itoa(l.VoltsPercent), "{seconds}", strconv.Itoa(l.ClockSeconds)).Replace(text)
}

// allow tells whether a measured value of a kind of step is within them.
func (l Limits) allow(kind string, m terminal.Model, n int) bool {
	switch kind {
	case "volts":
		return n*100 >= m.Volts*(100-l.VoltsPercent) && n*100 <= m.Volts*(100+l.VoltsPercent)
	case "signal":
		if m.SIM {
			return n < 0 && n >= l.SignalDBm
		}
		return n >= 0 && n <= l.LossPercent
	case "seconds":
		return n >= -l.ClockSeconds && n <= l.ClockSeconds
	}
	return false
}
