package payment

import "tillway/internal/kit/flow"

// The statuses and events of a payment.
const (
	stIntent     = "intent"
	stApproved   = "approved"
	stDeclined   = "declined"
	stUncertain  = "uncertain"
	stForwarding = "forwarding"
	stReversing  = "reversing"
	stReversed   = "reversed"

	evApprove = "approve"
	evDecline = "decline"
	evLose    = "lose"
	evForward = "forward"
	evReverse = "reverse"
	evConfirm = "confirm"
)

var life = flow.Draw("payment").Genesis(stIntent).
	Edge(stIntent, evApprove, stApproved).
	Edge(stIntent, evDecline, stDeclined).
	Edge(stIntent, evLose, stUncertain).
	Edge(stIntent, evForward, stForwarding).
	Edge(stForwarding, evApprove, stApproved).
	Edge(stForwarding, evDecline, stDeclined).
	Edge(stApproved, evReverse, stReversing).
	Edge(stUncertain, evConfirm, stReversed).
	Edge(stReversing, evConfirm, stReversed).
	End(stDeclined, stReversed).
	Seal()

// once are the columns that a step fills and nothing changes afterwards.
var once = []string{
	"approved_at", "declined_at", "uncertain_at", "forwarding_at", "reversing_at", "reversed_at", "late_at", "unwanted_at",
	"approved_fen",
}

// immutable are the columns that never change once the intent is written.
var immutable = []string{
	"institution_id", "merchant_id", "id", "kind", "channel", "product", "terminal_id", "tid", "mid",
	"merchant_name", "mcc", "batch", "trace", "entry_mode", "requested_fen", "currency", "pan_token", "pan_cipher", "pan_key",
	"pan_index", "pan_mask", "original_id", "rrn", "stan", "plan_id", "binding_version", "business_date",
	"limit_date", "occurred_at", "deadline_at", "boot", "life", "intent_at", "hold_id",
}
