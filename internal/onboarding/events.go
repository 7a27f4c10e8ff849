package onboarding

import (
	"tillway/internal/kit/outbox"
	"tillway/internal/merchant"
)

// What the room tells.
var _ = outbox.Declare(
	outbox.Says(Approved{}, "进件获批，商户已建立", "An application became a merchant."),
	outbox.Says(Overdue{}, "承诺日已过仍未审结", "A promised date passed without a decision."),
	outbox.Says(Moved{Verb: "submitted"}, "申请已提交", "An application was sent in."),
	outbox.Says(Moved{Verb: "verification_delayed"}, "外部核验暂无答复", "A registry has not answered yet."),
	outbox.Says(Moved{Verb: "verified"}, "核验完成，等待初审", "The checks are done; the first review is next."),
	outbox.Says(Moved{Verb: "passed_first"}, "初审通过", "The first review passed."),
	outbox.Says(Moved{Verb: "returned"}, "退回补件", "The application was returned to be mended."),
	outbox.Says(Moved{Verb: "rejected"}, "申请被拒绝", "The application was rejected."),
	outbox.Says(Moved{Verb: "withdrawn"}, "申请人撤回", "The applicant took it back."),
	outbox.Says(Moved{Verb: "expired"}, "草稿或补件超期失效", "A draft or a return was left too long."),
)

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
