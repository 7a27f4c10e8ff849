package settlement

import "tillway/internal/kit/flow"

// Statuses of a business day.
const (
	Open       = "open"
	Cut        = "cut"
	Reconciled = "reconciled"
	Cleared    = "cleared"
	Closed     = "closed"
)

// Statuses of a payout.
const (
	Planned  = "planned"
	Approved = "approved"
	Sent     = "sent"
	Paid     = "paid"
	Failed   = "failed"
	Dropped  = "dropped"
)

var dayLife = flow.Draw("business_day").Genesis(Open).
	Edge(Open, "cut", Cut).
	Edge(Cut, "reconcile", Reconciled).
	Edge(Reconciled, "clear", Cleared).
	Edge(Cleared, "close", Closed).
	End(Closed).Seal()

var payoutLife = flow.Draw("payout").Genesis(Planned).
	Edge(Planned, "approve", Approved).
	Edge(Planned, "drop", Dropped).
	Edge(Approved, "send", Sent).
	Edge(Sent, "pay", Paid).
	Edge(Sent, "fail", Failed).
	Edge(Paid, "return", Failed).
	End(Failed, Dropped).Seal()

// Statuses of an adjustment and of a freeze.
const (
	Proposed = "proposed"
	Booked   = "booked"
	Refused  = "refused"
	InForce  = "frozen"
	Released = "released"
)

var adjustmentLife = flow.Draw("adjustment").Genesis(Proposed).
	Edge(Proposed, "approve", Booked).
	Edge(Proposed, "refuse", Refused).
	End(Booked, Refused).Seal()

var freezeLife = flow.Draw("freeze").Genesis(InForce).
	Edge(InForce, "release", Released).
	End(Released).Seal()
