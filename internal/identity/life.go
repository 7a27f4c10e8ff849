package identity

import "tillway/internal/kit/flow"

var userLife = flow.Draw("user").
	Genesis("active").
	Edge("active", "disable", "disabled").
	Edge("disabled", "enable", "active").
	Seal()

var roleChangeLife = flow.Draw("role_change").
	Genesis("proposed").
	Edge("proposed", "approve", "approved").
	Edge("proposed", "refuse", "refused").
	End("approved", "refused").
	Seal()
