package terminal

import (
	"slices"
	"time"

	"tillway/internal/sim"
)

// Status is what the terminal's screen shows.
type Status struct {
	TID          string `json:"tid"`
	MID          string `json:"mid"`
	TUSN         string `json:"tusn"`
	MerchantName string `json:"merchant_name"`
	Host         string `json:"host"`
	KeysLoaded   bool   `json:"keys_loaded"`
	SignedIn     bool   `json:"signed_in"`
	MustSignIn   bool   `json:"must_sign_in"`
	Batch        string `json:"batch"`
	Trace        int    `json:"trace"`
	Fault        Fault  `json:"fault"`
	Pending      int    `json:"pending"`
	Totals       Totals `json:"totals"`
	Time         string `json:"time"`
}

// show takes a snapshot of the state for those who look.
func (e *Engine) show() {
	s := e.state
	shown := snapshot{status: Status{
		TID: s.TID, MID: s.MID, TUSN: s.TUSN, MerchantName: s.MerchantName, Host: s.Host, KeysLoaded: len(s.TMK) > 0,
		SignedIn: s.SignedIn, MustSignIn: s.MustSignIn, Batch: s.batch(), Trace: s.Trace, Pending: len(s.Pending), Totals: s.totals(),
	}, rows: []rowShown{}}
	for _, r := range s.current() {
		v := rowShown{row: *r}
		if r.QR == "" {
			v.PANMask = sim.MaskPAN(pan(r.Card))
		}
		shown.rows = append(shown.rows, v)
	}
	slices.Reverse(shown.rows)
	e.screen.Lock()
	defer e.screen.Unlock()
	e.shown = shown
}

// Status returns the screen. It does not wait for a payment under way.
func (e *Engine) Status() Status {
	e.screen.Lock()
	defer e.screen.Unlock()
	s := e.shown.status
	s.Fault, s.Time = e.fault, e.conf.Clock.Now().Format(time.RFC3339)
	return s
}

// Journal returns the newest lines of the terminal's journal, oldest first.
func (e *Engine) Journal() []Line {
	e.screen.Lock()
	defer e.screen.Unlock()
	return slices.Clone(e.lines[max(0, len(e.lines)-keepLines):])
}
