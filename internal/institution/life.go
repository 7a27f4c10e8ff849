package institution

import "tillway/internal/kit/flow"

var institutionLife = flow.Draw("institution").
	Genesis("draft").
	Edge("draft", "enable", "enabled").
	Edge("enabled", "suspend", "suspended").
	Edge("suspended", "enable", "enabled").
	Seal()

var changeLife = flow.Draw("parameter_change").
	Genesis("proposed").
	Edge("proposed", "approve", "approved").
	Edge("proposed", "refuse", "refused").
	End("approved", "refused").
	Seal()
