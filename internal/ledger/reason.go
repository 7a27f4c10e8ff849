package ledger

import (
	"sort"
	"sync"
)

// Reason says why an entry or a hold was written: a code, rendered in the
// reader's language.
type Reason struct{ Code, Zh, En string }

var (
	reasonsMu sync.Mutex
	reasons   = map[string]Reason{}
)

// DefineReason registers a reason once, as room.what. A second definition is a
// programming error and panics at start.
func DefineReason(code, zh, en string) Reason {
	reasonsMu.Lock()
	defer reasonsMu.Unlock()
	if _, dup := reasons[code]; dup || code == "" || zh == "" || en == "" {
		panic("ledger: bad or double definition of reason " + code)
	}
	r := Reason{code, zh, en}
	reasons[code] = r
	return r
}

// ReasonOf returns a stored code's reason; a code no longer defined names itself.
func ReasonOf(code string) Reason {
	reasonsMu.Lock()
	defer reasonsMu.Unlock()
	if r, ok := reasons[code]; ok {
		return r
	}
	return Reason{code, code, code}
}

// Reasons returns every reason, sorted by code.
func Reasons() []Reason {
	reasonsMu.Lock()
	defer reasonsMu.Unlock()
	out := make([]Reason, 0, len(reasons))
	for _, r := range reasons {
		out = append(out, r)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Code < out[j].Code })
	return out
}
