package keys

import (
	"time"

	"tillway/internal/kit/flow"
	"tillway/internal/kit/id"
)

type keyKind struct{}

func (keyKind) Prefix() string { return "key" }

// ID identifies a key.
type ID = id.Of[keyKind]

// Usage says what a key may do.
type Usage string

// The usages. Z keys belong to the line to a network, T keys to a terminal.
const (
	ZPK Usage = "ZPK"
	ZAK Usage = "ZAK"
	TMK Usage = "TMK"
	TPK Usage = "TPK"
	TAK Usage = "TAK"
	TDK Usage = "TDK"
)

// workUsages are the keys of one sign-in; TDK only where the terminal asks.
var workUsages = []Usage{TPK, TAK, TDK}

// LinkNetwork owns the zone keys of the line to the card network.
const LinkNetwork = "link:network"

// Key is a key without its clear value.
type Key struct {
	ID         ID
	Owner      string
	Usage      Usage
	Block      []byte // under the module's storage master key; empty when destroyed
	KCV        string // three bytes, upper-case hex
	Maker      string // party
	Checker    string // party
	CreatedAt  time.Time
	ChangedAt  time.Time
	ExportedAt time.Time // zero: never left the module

	pos flow.Pos
}

// Status returns where the key is in its life.
func (k Key) Status() string { return k.pos.Status.String() }

// Pair is the PIN and the MAC key of one sign-on, and its track key if any.
type Pair struct {
	PIN, MAC, Track Key
}

// Ring is a terminal's work keys. A pair that does not exist has no blocks.
type Ring struct {
	Current, Previous, Pending Pair
}

// Empty tells whether the terminal has to sign on.
func (r Ring) Empty() bool { return r.Current.MAC.ID == "" && r.Pending.MAC.ID == "" }
