package terminal

import (
	"fmt"
	"regexp"
	"time"

	"tillway/internal/institution"
	"tillway/internal/kit/day"
	"tillway/internal/kit/flow"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

type terminalKind struct{}

func (terminalKind) Prefix() string { return "trm" }

// ID identifies one deployment of a device.
type ID = id.Of[terminalKind]

// CommissioningMaxFen bounds a test payment of a terminal that is installed
// but not yet active: enough for the 0.01 cases of the checklist.
func CommissioningMaxFen(q store.Q, inst id.Institution, on day.Date) (int64, error) {
	return institution.ParamInt(q, inst, "commissioning.max_fen", on)
}

// Terminal is a device with its place in the house.
type Terminal struct {
	ID             ID
	TUSN           string
	Model          string
	TID            string // eight digits; empty before the first binding
	MID            string
	MerchantID     string
	BindingVersion int64
	Batch          string // six digits
	Reason         string // why it was blocked or returned
	CreatedAt      time.Time
	ChangedAt      time.Time

	pos   flow.Pos
	batch int64
}

// Status returns where the terminal is in its life.
func (t Terminal) Status() string { return t.pos.Status.String() }

// Commissioning tells whether the terminal may do small test payments, although the shop is not open yet.
func (t Terminal) Commissioning() bool { return t.Status() == Installed || t.Status() == Tested }

// Deployed tells whether the terminal stands at its merchant's.
func (t Terminal) Deployed() bool {
	switch t.Status() {
	case Installed, Tested, Active, Suspended:
		return true
	}
	return false
}

// Keyless tells whether a terminal in this state can hold no working keys.
func (t Terminal) Keyless() bool {
	switch t.Status() {
	case Stocked, Allocated, Blocked, Returned:
		return true
	}
	return false
}

// A TUSN is up to 20 letters and digits: manufacturer, type and serial number.
var tusnForm = regexp.MustCompile(`^[0-9A-Z]{8,20}$`)

// firstTID is the first number given out; eight digits ever after.
const firstTID = 10000001

func batchText(n int64) string { return fmt.Sprintf("%06d", n) }

// nextBatch counts to 999999 and starts again at 1: F60.2 has six digits.
func nextBatch(n int64) int64 { return n%999_999 + 1 }
