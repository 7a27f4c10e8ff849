package contract

import "tillway/internal/kit/flow"

var life = flow.Draw("contract").
	Genesis(Drafted).
	Edge(Drafted, "send", Sent).
	Edge(Sent, "open", Reading).
	Edge(Reading, "ask", QuestionOpen).
	Edge(QuestionOpen, "satisfied", Reading).
	Edge(Reading, "sign", Signed).
	Edge(Signed, "countersign", Countersigned).
	Edge(Countersigned, "enter", EffectiveStatus).
	Edge(EffectiveStatus, "suspend", Suspended).
	Edge(Suspended, "resume", EffectiveStatus).
	Edge(EffectiveStatus, "terminate", Terminated).
	Edge(Suspended, "terminate", Terminated).
	Edge(Sent, "expire", Expired).
	Edge(Reading, "expire", Expired).
	Edge(QuestionOpen, "expire", Expired).
	Edge(Expired, "renew", Sent).
	End(Terminated).
	Seal()

// The statuses of a contract.
const (
	Drafted         = "drafted"
	Sent            = "sent"
	Reading         = "reading"
	QuestionOpen    = "question_open"
	Signed          = "signed"
	Countersigned   = "countersigned"
	EffectiveStatus = "effective"
	Suspended       = "suspended"
	Expired         = "expired"
	Terminated      = "terminated"
)
