package onboarding

import "tillway/internal/merchant"

// Moved says where an application went. Notify tells the applicant.
type Moved struct {
	Verb          string        `json:"-"`
	ApplicationID ApplicationID `json:"application_id"`
	Number        string        `json:"number"`
	Version       int64         `json:"version"`
	OwnerUser     string        `json:"owner_user"`
	ReasonCode    string        `json:"reason_code,omitempty"`
	PromisedDate  string        `json:"promised_date,omitempty"`
}

// Topic implements outbox.Event.
func (m Moved) Topic() string { return "onboarding." + m.Verb + ".v1" }

// moved words the life's events in the past.
var moved = map[string]string{"submit": "submitted", "wait": "verification_delayed", "verify": "verified", "pass1": "passed_first",
	"return": "returned", "reject": "rejected", "withdraw": "withdrawn", "expire": "expired"}

// Approved says that an application became a merchant.
type Approved struct {
	ApplicationID ApplicationID `json:"application_id"`
	MerchantID    merchant.ID   `json:"merchant_id"`
	Number        string        `json:"number"`
	OwnerUser     string        `json:"owner_user"`
}

// Topic implements outbox.Event.
func (Approved) Topic() string { return "onboarding.approved.v1" }

// Overdue says that a promised date passed without a decision.
type Overdue struct {
	ApplicationID ApplicationID `json:"application_id"`
	Number        string        `json:"number"`
	OwnerUser     string        `json:"owner_user"`
}

// Topic implements outbox.Event.
func (Overdue) Topic() string { return "onboarding.overdue.v1" }
