package onboarding

import (
	"time"

	"tillway/internal/identity"
	"tillway/internal/kit/flow"
	"tillway/internal/kit/id"
	"tillway/internal/party"
)

type applicationKind struct{}

func (applicationKind) Prefix() string { return "app" }

// ApplicationID names an application.
type ApplicationID = id.Of[applicationKind]

type documentKind struct{}

func (documentKind) Prefix() string { return "doc" }

// DocumentID names a document.
type DocumentID = id.Of[documentKind]

// Application is an application as its page shows it; personal values are
// masked.
type Application struct {
	ID          ApplicationID   `json:"id"`
	Number      string          `json:"number"`
	Institution id.Institution  `json:"institution"`
	Kind        string          `json:"kind"`
	Status      string          `json:"status"`
	Version     int64           `json:"version"`
	Owner       identity.UserID `json:"owner"`
	Merchant    string          `json:"merchant,omitempty"`
	Form
	PromisedDate string     `json:"promised_date,omitempty"`
	LimitDate    string     `json:"limit_date,omitempty"`
	Provisional  bool       `json:"provisional,omitempty"` // the calendar of that year is not published
	CreatedAt    time.Time  `json:"created_at"`
	SubmittedAt  *time.Time `json:"submitted_at,omitempty"`
	ClaimedBy    string     `json:"claimed_by,omitempty"`
	Overdue      bool       `json:"overdue"`
	RiskScore    *int64     `json:"risk_score,omitempty"`
	RiskLevel    string     `json:"risk_level,omitempty"`

	Documents    []Document `json:"documents"`
	Consents     []Consent  `json:"consents"`
	Checks       []Check    `json:"checks"`
	Decisions    []Decision `json:"decisions"`
	Changed      []string   `json:"changed,omitempty"` // fields that differ from the version before
	ReturnReason string     `json:"return_reason,omitempty"`

	pos          flow.Pos
	prospect     party.ID
	sealed       []byte
	creatorParty string
	makerParty   string // who submitted
	claimParty   string
	returns      int64
	changedUS    int64
	targetUS     int64
	limitUS      int64
	told         bool // that it is overdue
	firstUS      int64
}

// Document is a paper's image.
type Document struct {
	ID     DocumentID `json:"id"`
	Type   string     `json:"type"`
	MIME   string     `json:"mime"`
	Size   int64      `json:"size"`
	SHA256 string     `json:"sha256"`
	At     time.Time  `json:"at"`

	address string
}

// Check is a registry's answer.
type Check struct {
	Kind    string    `json:"kind"`
	Result  string    `json:"result"`
	OK      bool      `json:"ok"`
	Ref     string    `json:"ref"`
	At      time.Time `json:"at"`
	Version int64     `json:"version"`
}

// Decision is what a reviewer decided.
type Decision struct {
	Level      int             `json:"level"`
	Decision   string          `json:"decision"`
	ReasonCode string          `json:"reason_code"`
	Reason     string          `json:"reason"`
	By         string          `json:"by"`
	At         time.Time       `json:"at"`
	Version    int64           `json:"version"`
	Checklist  map[string]bool `json:"checklist"`
	Originals  bool            `json:"originals_sighted"`

	party string
}
