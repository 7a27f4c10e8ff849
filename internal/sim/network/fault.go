package network

import (
	"net/http"
	"slices"
	"sync"
	"time"

	"tillway/internal/sim"
	"tillway/internal/sim/cards"
	"tillway/internal/wire/iso8583"
)

// plan is how the answer to one message goes wrong.
type plan struct {
	before    bool // the line drops, or silence falls, before anything is decided
	drop      bool // close the connection instead of answering
	silent    bool
	delay     time.Duration
	badMAC    bool
	twice     bool
	otherSTAN bool
	garbage   bool
}

// lateBy is how late the answer to 9801.00 is.
const lateBy = 8 * time.Second

// amountPlans are the disturbances that an amount asks for; those of the
// clearing file are in clear.go.
var amountPlans = map[cards.Fault]plan{
	cards.Late: {delay: lateBy}, cards.Silent: {silent: true}, cards.Stubborn: {silent: true},
	cards.LostAnswer: {silent: true}, cards.WrongMAC: {badMAC: true}, cards.DoubleAnswer: {twice: true},
	cards.ForeignAnswer: {otherSTAN: true}, cards.DropAfter: {drop: true}, cards.DropBefore: {before: true, drop: true},
}

// switchPlans are the positions of the fault switch.
var switchPlans = map[string]plan{
	"silent":      {before: true, silent: true}, // nothing is decided
	"lose_answer": {silent: true},               // decided, the answer is lost
	"late":        {delay: lateBy},
	"drop":        {drop: true},
	"drop_before": {before: true, drop: true},
	"duplicate":   {twice: true},
	"garbage":     {garbage: true},
	"bad_mac":     {badMAC: true},
	"other_stan":  {otherSTAN: true},
}

// faultOrder is one order to the switch: what happens to the next Count
// messages that it is about.
type faultOrder struct {
	Kind    string `json:"kind"` // a position of the switch, or none to put all back
	Count   int    `json:"count"`
	DelayMS int    `json:"delay_ms"`
	On      string `json:"on"` // payment (default), reversal, any
}

// faultSwitch holds the orders not yet used up.
type faultSwitch struct {
	mu     sync.Mutex
	orders []faultOrder
}

// next takes the plan for a message: the switch goes before the amount.
func (s *faultSwitch) next(m *iso8583.Message, amount int64) plan {
	on := "payment"
	if m.MTI() == 0x0400 {
		on = "reversal"
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range s.orders {
		o := &s.orders[i]
		if o.On != on && o.On != "any" {
			continue
		}
		p := switchPlans[o.Kind]
		if o.DelayMS > 0 {
			p.delay = time.Duration(o.DelayMS) * time.Millisecond
		}
		if o.Count--; o.Count == 0 {
			s.orders = slices.Delete(s.orders, i, i+1)
		}
		return p
	}
	if m.MTI() == 0x0200 || m.MTI() == 0x0100 {
		if typ := m.Digits(60); len(typ) >= 2 && (typ[:2] == "22" || typ[:2] == "10") {
			return amountPlans[cards.FaultOf(amount)]
		}
	}
	return plan{}
}

func (s *faultSwitch) set(w http.ResponseWriter, r *http.Request) {
	o, ok := sim.Body[faultOrder](w, r)
	if !ok {
		return
	}
	if o.On == "" {
		o.On = "payment"
	}
	_, known := switchPlans[o.Kind]
	if !known && o.Kind != "none" || !slices.Contains([]string{"payment", "reversal", "any"}, o.On) {
		sim.Refuse(w, http.StatusBadRequest, "PARAM_ERROR", "未知的故障种类", "no such fault or message class")
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if o.Kind == "none" {
		s.orders = nil
	} else {
		o.Count = max(o.Count, 1)
		s.orders = append(s.orders, o)
	}
	sim.Reply(w, http.StatusOK, map[string]any{"orders": append([]faultOrder{}, s.orders...)})
}
