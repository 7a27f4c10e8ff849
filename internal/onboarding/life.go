package onboarding

import "tillway/internal/kit/flow"

var life = flow.Draw("application").
	Genesis("draft").
	Edge("draft", "submit", "submitted").
	Edge("draft", "withdraw", "withdrawn").
	Edge("draft", "expire", "expired").
	Edge("submitted", "verify", "r1_pending").
	Edge("submitted", "wait", "verifying").
	Edge("verifying", "verify", "r1_pending").
	Edge("r1_pending", "pass1", "r2_pending").
	Edge("r1_pending", "return", "returned").
	Edge("r1_pending", "reject", "rejected").
	Edge("r2_pending", "pass2", "approved").
	Edge("r2_pending", "return", "returned").
	Edge("r2_pending", "reject", "rejected").
	Edge("returned", "submit", "submitted").
	Edge("returned", "withdraw", "withdrawn").
	Edge("returned", "expire", "expired").
	End("approved", "rejected", "withdrawn", "expired").
	Seal()
