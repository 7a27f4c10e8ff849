package billing

import "tillway/internal/kit/flow"

var life = flow.Draw("deposit").
	Genesis(Due).
	Edge(Due, "receive", Paid).
	Edge(Due, "waive", Waived).
	Edge(Due, "exempt", Exempt).
	Edge(Paid, "recall", Due).
	Edge(Paid, "device_returned", RefundDue).
	Edge(RefundDue, "refund", Refunded).
	End(Waived, Exempt, Refunded).
	Seal()

// The statuses of a deposit.
const (
	Due       = "due"
	Paid      = "paid"
	Waived    = "waived"
	Exempt    = "exempt"
	RefundDue = "refund_due"
	Refunded  = "refunded"
)
