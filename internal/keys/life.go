package keys

import "tillway/internal/kit/flow"

var life = flow.Draw("key").
	Genesis("pending").
	Edge("pending", "approve", "current").
	Edge("pending", "discard", "destroyed").
	Edge("current", "supersede", "previous").
	Edge("current", "destroy", "destroyed").
	Edge("previous", "destroy", "destroyed").
	End("destroyed").
	Seal()

// The statuses callers compare with.
const (
	Pending   = "pending"
	Current   = "current"
	Previous  = "previous"
	Destroyed = "destroyed"
)
