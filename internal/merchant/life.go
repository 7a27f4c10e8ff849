package merchant

import "tillway/internal/kit/flow"

var life = flow.Draw("merchant").
	Genesis("pending").
	Edge("pending", "activate", "active").
	Edge("active", "halt", "halted").
	Edge("halted", "resume", "active").
	Edge("pending", "close", "closed").
	Edge("active", "close", "closed").
	Edge("halted", "close", "closed").
	End("closed").
	Seal()

// Two approvals, then a time to cool off in which the shop can object: a
// checker compares the new account with its evidence, another person approves,
// and the old account goes on receiving until the new one takes effect.
var accountLife = flow.Draw("settlement_account").
	Genesis("proposed").
	Edge("proposed", "check", "checked").
	Edge("checked", "approve", "approved").
	Edge("approved", "take_effect", "in_force").
	Edge("in_force", "replace", "replaced").
	Edge("proposed", "refuse", "refused").
	Edge("checked", "refuse", "refused").
	Edge("approved", "refuse", "refused").
	End("replaced", "refused").
	Seal()
