package onboarding

import "context"

// Registries are the look-ups outside (acquiring-rules §1.5). An error means
// that there was no answer; it is never a yes.
type Registries interface {
	Identity(ctx context.Context, q IdentityQuery) (IdentityAnswer, error)
	Business(ctx context.Context, q BusinessQuery) (BusinessAnswer, error)
	Card(ctx context.Context, q CardQuery) (CardAnswer, error)
}

// IdentityQuery asks whether a name belongs to an identity number (联网核查).
type IdentityQuery struct {
	Name string `json:"name"`
	IDNo string `json:"id_no"`
}

// IdentityAnswer is one of the four official outcomes.
type IdentityAnswer struct {
	Ref       string
	Result    string // match_photo, match_no_photo, name_mismatch, not_found
	Expired   bool
	WatchList bool
}

// BusinessQuery asks the company register for the four elements.
type BusinessQuery struct {
	Name      string `json:"name"`
	USCC      string `json:"uscc"`
	LegalName string `json:"legal_name"`
	LegalIDNo string `json:"legal_id_no"`
	Scope     string `json:"scope,omitempty"`
}

// BusinessAnswer says what the register holds.
type BusinessAnswer struct {
	Ref        string
	Result     string // match, not_found, name_mismatch, legal_mismatch, revoked, scope_mismatch, expired
	Status     string // 存续, 注销, 吊销 …
	NameMatch  bool
	LegalMatch bool
	ScopeMatch bool
	Expired    bool
}

// CardQuery is the four-element check of a bank card (银行卡四要素).
type CardQuery struct {
	Name   string `json:"name"`
	IDNo   string `json:"id_no"`
	CardNo string `json:"card_no"`
	Mobile string `json:"mobile,omitempty"`
}

// CardAnswer carries the vendors' code.
type CardAnswer struct {
	Ref  string
	Code int // 0 1 2 3 4 5 9 95 96
}

// Codes of the card check. The last two say nothing about the card: ask again.
const (
	cardMatch       = 0
	cardTooFrequent = 95
	cardRetryLater  = 96
)

// Kinds of check.
const (
	CheckIdentity = "identity"
	CheckBusiness = "business"
	CheckCard     = "card"
)

// verdict is an answer in one word and whether it lets the review pass.
type verdict struct {
	kind, result, ref string
	ok                bool
}

func (a IdentityAnswer) verdict() verdict {
	v := verdict{kind: CheckIdentity, result: a.Result, ref: a.Ref, ok: a.Result == "match_photo" || a.Result == "match_no_photo"}
	switch {
	case a.WatchList: // routed to compliance; the applicant is never told (反洗钱法 第40条)
		v.result, v.ok = "listed", false
	case a.Expired:
		v.result, v.ok = "document_expired", false
	}
	return v
}

func (a BusinessAnswer) verdict() verdict {
	v := verdict{kind: CheckBusiness, result: a.Result, ref: a.Ref}
	v.ok = a.Result == "match" && a.Status == "存续" && a.NameMatch && a.LegalMatch && !a.Expired
	if v.result == "match" && !v.ok {
		v.result = "not_in_operation"
	}
	return v
}

// cardResults words the codes.
var cardResults = map[int]string{0: "match", 1: "mismatch", 2: "unverifiable", 3: "card_abnormal", 4: "card_invalid", 5: "restricted",
	9: "ask_issuer", 95: "too_frequent", 96: "retry_later"}

func (a CardAnswer) verdict() verdict {
	result, known := cardResults[a.Code]
	if !known {
		result = "unverifiable"
	}
	return verdict{kind: CheckCard, result: result, ref: a.Ref, ok: a.Code == cardMatch}
}
