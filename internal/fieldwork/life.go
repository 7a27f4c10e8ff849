package fieldwork

import "tillway/internal/kit/flow"

var life = flow.Draw("work_order").
	Genesis(Planned).
	Edge(Planned, "begin", OnSite).
	Edge(OnSite, "fault", Faulty).
	Edge(Faulty, "repair", OnSite).
	Edge(OnSite, "sign_off", Done).
	Edge(Done, "reopen", Faulty).
	Edge(Planned, "cancel", Cancelled).
	Edge(OnSite, "cancel", Cancelled).
	Edge(Faulty, "cancel", Cancelled).
	End(Cancelled).
	Seal()

// The statuses of a work order.
const (
	Planned   = "planned"
	OnSite    = "on_site"
	Faulty    = "faulty"
	Done      = "done"
	Cancelled = "cancelled"
)
