package api

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"tillway/internal/audit"
	"tillway/internal/identity"
	"tillway/internal/institution"
	"tillway/internal/merchant"
	"tillway/internal/onboarding"
)

// applicationBody is an application on the wire; personal values are masked.
type applicationBody struct {
	ID          string             `json:"id"`
	Number      string             `json:"number"`
	Institution string             `json:"institution"`
	Kind        string             `json:"kind" enum:"ENT,IND,MICRO,PUB"`
	Status      string             `json:"status"`
	Version     int64              `json:"version"`
	Owner       string             `json:"owner"`
	OwnerName   string             `json:"owner_name,omitempty" who:"Owner"`
	Merchant    string             `json:"merchant,omitempty"`
	Base        onboarding.Base    `json:"base"`
	Address     onboarding.Address `json:"address"`
	License     onboarding.License `json:"license"`
	Legal       onboarding.Legal   `json:"legal"`
	Contact     onboarding.Contact `json:"contact"`
	Settle      onboarding.Settle  `json:"settle"`
	Products    []string           `json:"products"`
	Promised    string             `json:"promised_date,omitempty"`
	Limit       string             `json:"limit_date,omitempty"`
	Provisional bool               `json:"provisional" doc:"nothing is promised: the working calendar of that year is not published"`
	CreatedAt   string             `json:"created_at"`
	SubmittedAt string             `json:"submitted_at,omitempty"`
	ClaimedBy   string             `json:"claimed_by,omitempty"`
	ClaimedName string             `json:"claimed_by_name,omitempty" who:"ClaimedBy"`
	Overdue     bool               `json:"overdue"`
	RiskScore   *int64             `json:"risk_score,omitempty"`
	RiskLevel   string             `json:"risk_level,omitempty"`
	Papers      []paperBody        `json:"documents"`
	Consents    map[string]bool    `json:"consents"`
	Checks      []registryBody     `json:"checks"`
	Decisions   []reviewBody       `json:"decisions"`
	Changed     []string           `json:"changed" doc:"fields that differ from the version before"`
	Reason      string             `json:"return_reason,omitempty"`
	Steps       []lifeStep         `json:"steps"`
}

type paperBody struct {
	ID     string `json:"id"`
	Type   string `json:"type"`
	MIME   string `json:"mime"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
	At     string `json:"at"`
}

type registryBody struct {
	Kind    string `json:"kind" enum:"identity,business,card"`
	Result  string `json:"result"`
	OK      bool   `json:"ok"`
	Ref     string `json:"ref"`
	At      string `json:"at"`
	Version int64  `json:"version"`
}

type reviewBody struct {
	Level      int             `json:"level"`
	Decision   string          `json:"decision"`
	ReasonCode string          `json:"reason_code"`
	Reason     string          `json:"reason"`
	By         string          `json:"by"`
	ByName     string          `json:"by_name,omitempty" who:"By"`
	At         string          `json:"at"`
	Version    int64           `json:"version"`
	Checklist  map[string]bool `json:"checklist"`
	Originals  bool            `json:"originals_sighted"`
}

func applicationOf(a onboarding.Application) applicationBody {
	b := applicationBody{ID: a.ID.String(), Number: a.Number, Institution: a.Institution.String(), Kind: a.Kind, Status: a.Status,
		Version: a.Version, Owner: a.Owner.String(), Merchant: a.Merchant, Base: a.Base, Address: a.Address, License: a.License,
		Legal: a.Legal, Contact: a.Contact, Settle: a.Settle, Products: append([]string{}, a.Products...), Promised: a.PromisedDate,
		Limit: a.LimitDate, Provisional: a.Provisional, CreatedAt: civil(a.CreatedAt), ClaimedBy: a.ClaimedBy, Overdue: a.Overdue,
		RiskScore: a.RiskScore, RiskLevel: a.RiskLevel, Consents: map[string]bool{}, Changed: append([]string{}, a.Changed...),
		Reason: a.ReturnReason, Papers: []paperBody{}, Checks: []registryBody{}, Decisions: []reviewBody{}, Steps: []lifeStep{}}
	if a.SubmittedAt != nil {
		b.SubmittedAt = civil(*a.SubmittedAt)
	}
	for _, d := range a.Documents {
		b.Papers = append(b.Papers, paperOf(d))
	}
	for _, c := range a.Consents {
		b.Consents[c.Kind] = c.Agreed
	}
	for _, c := range a.Checks {
		b.Checks = append(b.Checks, registryBody{c.Kind, c.Result, c.OK, c.Ref, civil(c.At), c.Version})
	}
	for _, d := range a.Decisions {
		b.Decisions = append(b.Decisions, reviewBody{Level: d.Level, Decision: d.Decision, ReasonCode: d.ReasonCode, Reason: d.Reason, By: d.By,
			At: civil(d.At), Version: d.Version, Checklist: d.Checklist, Originals: d.Originals})
	}
	return b
}

func paperOf(d onboarding.Document) paperBody {
	return paperBody{d.ID.String(), d.Type, d.MIME, d.Size, d.SHA256, civil(d.At)}
}

type applicationPath struct {
	ID string `path:"id"`
}

type createApplicationInput struct {
	Body struct {
		Institution string `json:"institution,omitempty" maxLength:"32" doc:"code; the session's when absent"`
		Kind        string `json:"kind" enum:"ENT,IND,MICRO,PUB"`
		Owner       string `json:"owner,omitempty" maxLength:"40" doc:"the owner for whom a clerk begins it"`
	}
}

type saveApplicationInput struct {
	ID   string `path:"id"`
	Body onboarding.Patch
}

type consentInput struct {
	ID   string `path:"id"`
	Body struct {
		Terms     *bool `json:"terms,omitempty"`
		Privacy   *bool `json:"privacy,omitempty"`
		Sensitive *bool `json:"sensitive,omitempty"`
	}
}

type revealInput struct {
	ID   string `path:"id"`
	Body struct {
		Purpose string `json:"purpose" minLength:"2" maxLength:"100"`
	}
}

type unmaskInput struct {
	ID   string `path:"id"`
	Body struct {
		Field  string `json:"field" maxLength:"40" doc:"path of a masked value, such as legal.id_no"`
		Reason string `json:"reason" maxLength:"200"`
	}
}

type unmasked struct {
	Field string `json:"field"`
	Value string `json:"value"`
	Times int64  `json:"times" doc:"looks at this value, this one included"`
	Left  int64  `json:"left" doc:"looks that the caller still has today"`
}

type decisionInput struct {
	ID   string `path:"id"`
	Body struct {
		Level      int             `json:"level" minimum:"1" maximum:"2"`
		Decision   string          `json:"decision" enum:"pass,return,reject"`
		ReasonCode string          `json:"reason_code,omitempty" maxLength:"40"`
		Reason     string          `json:"reason,omitempty" maxLength:"400"`
		Checklist  map[string]bool `json:"checklist,omitempty"`
		Originals  bool            `json:"originals_sighted,omitempty"`
	}
}

func (s *Server) onboarding() {
	write := []string{audit.Owner, audit.AccountMgr, audit.Entry}
	see := append([]string{audit.Reviewer1, audit.Reviewer2, audit.Compliance, audit.Risk, audit.Operations, audit.Support, audit.Auditor}, write...)
	s.applicationRoutes(write, see)
	s.paperRoutes(write, see)
	s.reviewRoutes()
	s.accountRoutes()
}

func (s *Server) applicationRoutes(write, see []string) {
	route(s, "GET /v1/consents", op{ID: "listConsents", Summary: "The texts an applicant consents to, each by itself", Public: true, Tag: "applications"},
		func(context.Context, audit.Actor, *struct{}) (listPage[onboarding.ConsentText], error) {
			return listPage[onboarding.ConsentText]{Items: onboarding.ConsentTexts()}, nil
		})
	route(s, "POST /v1/applications", op{ID: "createApplication", Summary: "Begin an application", Roles: write, Status: http.StatusCreated},
		func(ctx context.Context, by audit.Actor, in *createApplicationInput) (applicationBody, error) {
			if in.Body.Institution != "" && institutionOf(in.Body.Institution) != by.Institution {
				return applicationBody{}, institution.ErrUnknown.New()
			}
			a, err := s.Onboarding.Create(ctx, by, in.Body.Kind, identity.UserID(in.Body.Owner))
			return applicationOf(a), err
		})
	route(s, "GET /v1/applications", op{ID: "listApplications", Summary: "Applications the caller may see", Roles: see},
		func(ctx context.Context, by audit.Actor, in *pageInput) (listPage[applicationBody], error) {
			rows, err := s.Onboarding.List(ctx, by, in.Status, onboarding.ApplicationID(in.After), in.Limit)
			return pageOf(rows, in.Limit, applicationOf, func(a onboarding.Application) string { return a.ID.String() }), err
		})
	route(s, "GET /v1/applications/{id}", op{ID: "getApplication", Summary: "An application with documents, checks and decisions", Roles: see},
		func(ctx context.Context, by audit.Actor, in *applicationPath) (applicationBody, error) {
			return s.oneApplication(ctx, by, in.ID)
		})
	route(s, "PUT /v1/applications/{id}", op{ID: "saveApplication", Summary: "Save sections of the form", Roles: write},
		func(ctx context.Context, by audit.Actor, in *saveApplicationInput) (applicationBody, error) {
			if _, err := s.Onboarding.Save(ctx, by, onboarding.ApplicationID(in.ID), in.Body); err != nil {
				return applicationBody{}, err
			}
			return s.oneApplication(ctx, by, in.ID)
		})
	route(s, "POST /v1/applications/{id}/consents", op{ID: "consent", Summary: "Give or withdraw consents", Roles: []string{audit.Owner}},
		func(ctx context.Context, by audit.Actor, in *consentInput) (applicationBody, error) {
			given := map[string]bool{}
			for kind, v := range map[string]*bool{"terms": in.Body.Terms, "privacy": in.Body.Privacy, "sensitive": in.Body.Sensitive} {
				if v != nil {
					given[kind] = *v
				}
			}
			if err := s.Onboarding.Consent(ctx, by, onboarding.ApplicationID(in.ID), given); err != nil {
				return applicationBody{}, err
			}
			return s.oneApplication(ctx, by, in.ID)
		})
	route(s, "POST /v1/applications/{id}/submit", op{ID: "submitApplication", Summary: "Submit; again gives the same receipt", Roles: []string{audit.Owner}},
		func(ctx context.Context, by audit.Actor, in *applicationPath) (onboarding.Receipt, error) {
			return s.Onboarding.Submit(ctx, by, onboarding.ApplicationID(in.ID))
		})
	route(s, "POST /v1/applications/{id}/withdraw", op{ID: "withdrawApplication", Summary: "Take an application back", Roles: []string{audit.Owner}},
		func(ctx context.Context, by audit.Actor, in *applicationPath) (applicationBody, error) {
			if err := s.Onboarding.Withdraw(ctx, by, onboarding.ApplicationID(in.ID)); err != nil {
				return applicationBody{}, err
			}
			return s.oneApplication(ctx, by, in.ID)
		})
}

func (s *Server) oneApplication(ctx context.Context, by audit.Actor, of string) (applicationBody, error) {
	a, err := s.Onboarding.Get(ctx, by, onboarding.ApplicationID(of))
	if err != nil {
		return applicationBody{}, err
	}
	body := applicationOf(a)
	steps, err := s.Onboarding.Steps(ctx, by, a.ID)
	body.Steps = lifeSteps(steps)
	return body, err
}

// paperBytes bounds an upload: the file and its multipart dress.
const paperBytes = 6 << 20

func (s *Server) paperRoutes(write, see []string) {
	routeRaw(s, "POST /v1/applications/{id}/documents", op{ID: "uploadDocument", Summary: "Upload a document (multipart: type, file)",
		Roles: write, MaxBody: paperBytes, Bytes: bytesOf{Files: []string{"file"}, Texts: []string{"type"}, JSON: paperBody{}}},
		func(w http.ResponseWriter, r *http.Request, by audit.Actor) error {
			content, err := formFile(r, "file")
			if err != nil {
				return err
			}
			d, err := s.Onboarding.Upload(r.Context(), by, onboarding.ApplicationID(r.PathValue("id")), r.FormValue("type"), content)
			if err != nil {
				return err
			}
			return sendJSON(w, paperOf(d))
		})
	routeRaw(s, "GET /v1/applications/{id}/documents/{doc}", op{ID: "getDocument", Summary: "A document's bytes; every look is recorded", Roles: see,
		Bytes: bytesOf{Media: "image/*"}},
		func(w http.ResponseWriter, r *http.Request, by audit.Actor) error {
			d, content, err := s.Onboarding.Document(r.Context(), by, onboarding.ApplicationID(r.PathValue("id")), onboarding.DocumentID(r.PathValue("doc")))
			if err != nil {
				return err
			}
			w.Header().Set("Content-Type", d.MIME)
			w.Header().Set("Content-Length", strconv.Itoa(len(content)))
			w.Header().Set("Content-Disposition", `inline; filename="`+d.ID.String()+`"`)
			_, err = w.Write(content)
			return err
		})
}

type accountInput struct {
	ID   string `path:"id"`
	Body onboarding.Settle
}

type accountDecisionInput struct {
	ID   string `path:"id"`
	Body struct {
		Decision string `json:"decision" enum:"check,approve,refuse"`
	}
}

type accountAnswer struct {
	ID string `json:"id"`
}

func (s *Server) accountRoutes() {
	route(s, "POST /v1/merchants/{id}/account", op{ID: "changeAccount", Summary: "Ask for another settlement account; it is verified first",
		Roles: []string{audit.Owner}, Status: http.StatusCreated},
		func(ctx context.Context, by audit.Actor, in *accountInput) (accountAnswer, error) {
			made, err := s.Onboarding.ChangeAccount(ctx, by, merchant.ID(in.ID), in.Body)
			return accountAnswer{made.String()}, err
		})
	route(s, "POST /v1/account-changes/{id}/decision", op{ID: "decideAccount",
		Summary: "Check, then approve, by two people; the new account cools off before it is used", Roles: []string{audit.Reviewer1, audit.Reviewer2, audit.Operations}},
		func(ctx context.Context, by audit.Actor, in *accountDecisionInput) (accountAnswer, error) {
			return accountAnswer{in.ID}, s.Merchant.DecideAccount(ctx, by, merchant.AccountID(in.ID), in.Body.Decision)
		})
	route(s, "GET /v1/account-changes", op{ID: "listAccountChanges", Summary: "Changes of settlement accounts under way",
		Roles: []string{audit.Owner, audit.Reviewer1, audit.Reviewer2, audit.Operations, audit.Compliance, audit.Auditor}},
		func(ctx context.Context, by audit.Actor, _ *struct{}) (listPage[merchant.AccountChange], error) {
			rows, err := s.Merchant.AccountChanges(ctx, by)
			return listPage[merchant.AccountChange]{Items: append([]merchant.AccountChange{}, rows...)}, err
		})
}

// reviewItem is a line of the review queue.
type reviewItem struct {
	ID          string `json:"id"`
	Number      string `json:"number"`
	Name        string `json:"name"`
	Kind        string `json:"kind"`
	MCC         string `json:"mcc"`
	Status      string `json:"status"`
	Level       int    `json:"level"`
	ClaimedBy   string `json:"claimed_by,omitempty"`
	ClaimedName string `json:"claimed_by_name,omitempty" who:"ClaimedBy"`
	SubmittedAt string `json:"submitted_at"`
	Promised    string `json:"promised_date,omitempty"`
	Limit       string `json:"limit_date,omitempty"`
	Overdue     bool   `json:"overdue"`
	RiskLevel   string `json:"risk_level,omitempty"`
}

func reviewItemOf(a onboarding.Application) reviewItem {
	level := 1
	if a.Status == "r2_pending" {
		level = 2
	}
	at := time.Time{}
	if a.SubmittedAt != nil {
		at = *a.SubmittedAt
	}
	return reviewItem{ID: a.ID.String(), Number: a.Number, Name: a.Base.LicenseName, Kind: a.Kind, MCC: a.Base.MCC, Status: a.Status, Level: level,
		ClaimedBy: a.ClaimedBy, SubmittedAt: civil(at), Promised: a.PromisedDate, Limit: a.LimitDate, Overdue: a.Overdue, RiskLevel: a.RiskLevel}
}

func (s *Server) reviewRoutes() {
	reviewers := []string{audit.Reviewer1, audit.Reviewer2}
	route(s, "GET /v1/reviews", op{ID: "listReviews", Summary: "What waits for review, most urgent first",
		Roles: append([]string{audit.Compliance, audit.Operations, audit.Auditor}, reviewers...)},
		func(ctx context.Context, by audit.Actor, _ *struct{}) (listPage[reviewItem], error) {
			rows, err := s.Onboarding.Queue(ctx, by)
			return pageOf(rows, 0, reviewItemOf, nil), err
		})
	route(s, "POST /v1/reviews/{id}/claim", op{ID: "claimReview", Summary: "Take an application off the queue", Roles: reviewers},
		func(ctx context.Context, by audit.Actor, in *applicationPath) (applicationBody, error) {
			if err := s.Onboarding.Claim(ctx, by, onboarding.ApplicationID(in.ID)); err != nil {
				return applicationBody{}, err
			}
			return s.oneApplication(ctx, by, in.ID)
		})
	route(s, "POST /v1/reviews/{id}/decision", op{ID: "decideReview", Summary: "Pass, return or reject", Roles: reviewers},
		func(ctx context.Context, by audit.Actor, in *decisionInput) (applicationBody, error) {
			b := in.Body
			_, err := s.Onboarding.Decide(ctx, by, onboarding.ApplicationID(in.ID), onboarding.Ruling{Level: b.Level, Decision: b.Decision,
				ReasonCode: b.ReasonCode, Reason: b.Reason, Checklist: b.Checklist, Originals: b.Originals})
			if err != nil {
				return applicationBody{}, err
			}
			return s.oneApplication(ctx, by, in.ID)
		})
	// No keys here: the answer of a keyed POST is kept, and these hold personal values.
	route(s, "POST /v1/applications/{id}/unmask", op{ID: "unmaskValue", Summary: "One personal value in the clear, for a reason; counted and on record", NoKey: true,
		Roles: append([]string{audit.Compliance, audit.Risk}, reviewers...)},
		func(ctx context.Context, by audit.Actor, in *unmaskInput) (unmasked, error) {
			v, err := s.Onboarding.Unmask(ctx, by, onboarding.ApplicationID(in.ID), in.Body.Field, in.Body.Reason)
			return unmasked{v.Field, v.Value, v.Times, v.Left}, err
		})
	route(s, "POST /v1/reviews/{id}/reveal", op{ID: "revealApplication", Summary: "The form unmasked, for a purpose that is recorded", NoKey: true,
		Roles: append([]string{audit.Compliance}, reviewers...)},
		func(ctx context.Context, by audit.Actor, in *revealInput) (onboarding.Form, error) {
			return s.Onboarding.Reveal(ctx, by, onboarding.ApplicationID(in.ID), in.Body.Purpose)
		})
}
