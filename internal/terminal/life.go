package terminal

import "tillway/internal/kit/flow"

var life = flow.Draw("terminal").
	Genesis(Stocked).
	Edge(Stocked, "allocate", Allocated).
	Edge(Allocated, "load_key", Keyed).
	Edge(Keyed, "install", Installed).
	Edge(Installed, "test", Tested).
	Edge(Tested, "activate", Active).
	Edge(Active, "suspend", Suspended).
	Edge(Suspended, "resume", Active).
	Edge(Active, "retest", Installed).
	Edge(Stocked, "block", Blocked).
	Edge(Allocated, "block", Blocked).
	Edge(Keyed, "block", Blocked).
	Edge(Installed, "block", Blocked).
	Edge(Tested, "block", Blocked).
	Edge(Active, "block", Blocked).
	Edge(Suspended, "block", Blocked).
	Edge(Allocated, "return", Returned).
	Edge(Keyed, "return", Returned).
	Edge(Installed, "return", Returned).
	Edge(Tested, "return", Returned).
	Edge(Active, "return", Returned).
	Edge(Suspended, "return", Returned).
	Edge(Blocked, "return", Returned).
	End(Returned).
	Seal()

// The statuses of a terminal.
const (
	Stocked   = "stocked"
	Allocated = "allocated"
	Keyed     = "keyed"
	Installed = "installed"
	Tested    = "tested"
	Active    = "active"
	Suspended = "suspended"
	Blocked   = "blocked"
	Returned  = "returned"
)
