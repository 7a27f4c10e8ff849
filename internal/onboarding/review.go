package onboarding

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tillway/internal/audit"
	"tillway/internal/identity"
	"tillway/internal/institution"
	"tillway/internal/kit/day"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/secret"
	"tillway/internal/kit/store"
	"tillway/internal/merchant"
	"tillway/internal/party"
)

// ReturnCodes are the reasons of a return or a rejection: each names what to
// mend (acquiring-rules §1.9).
var ReturnCodes = []string{"DOC_BLUR", "DOC_MISSING", "DOC_EXPIRED", "NAME_MISMATCH", "MISMATCH", "ADDR_MISMATCH", "PHOTO_NOT_STORE",
	"MCC_WRONG", "ACCT_MISMATCH", "QUAL_MISSING", "SCOPE_CONFLICT", "LEASE", "LIST", "OTHER"}

// ReviewPoints must all be ticked before a review passes.
var ReviewPoints = []string{"identity", "license", "account", "premises", "lists"}

const leastReason = 10

// Queue returns what waits for review, most urgent first.
func (s *Service) Queue(ctx context.Context, by audit.Actor) (out []Application, err error) {
	now := s.db.Clock().Now().UnixMicro()
	err = s.db.Read(ctx, func(q store.Q) (err error) {
		out, err = queue(q, by.Institution)
		return err
	})
	for i := range out {
		out[i].markOverdue(now)
	}
	return out, err
}

// Claim takes an application off the queue for one reviewer.
func (s *Service) Claim(ctx context.Context, by audit.Actor, of ApplicationID) error {
	return s.db.Write(ctx, func(tx *store.Tx) error {
		a, err := load(tx, by.Institution, of)
		if err != nil {
			return err
		}
		if _, err := s.mayReview(tx, by, a, a.level()); err != nil {
			return err
		}
		a.ClaimedBy, a.claimParty = by.User, by.Party
		if err := save(tx, a, a.pos.Step); err != nil {
			return err
		}
		return audit.Write(tx, by, "onboarding.claim", "application", of.String(), nil)
	})
}

// level is the level of review at which an application waits.
func (a Application) level() int {
	switch {
	case a.pos.Status.Is("r1_pending"):
		return 1
	case a.pos.Status.Is("r2_pending"):
		return 2
	}
	return 0
}

// mayReview keeps the four eyes apart: role, level, claim, and the person.
func (s *Service) mayReview(q store.Q, by audit.Actor, a Application, level int) ([]Decision, error) {
	role := map[int]string{1: audit.Reviewer1, 2: audit.Reviewer2}[level]
	switch {
	case level == 0 || a.level() != level:
		return nil, ErrWrongLevel.New()
	case !by.Has(role):
		return nil, ErrNotReviewer.New()
	case by.Party == a.creatorParty || by.Party == a.makerParty:
		return nil, ErrSamePerson.New()
	case a.claimParty != "" && a.claimParty != by.Party:
		return nil, ErrClaimed.New()
	}
	done, err := decisions(q, a.Institution, a.ID)
	if err != nil {
		return nil, err
	}
	owner, err := identity.PartyOf(q, a.Institution, a.Owner)
	if err != nil {
		return nil, err
	}
	first := slices.ContainsFunc(done, func(d Decision) bool {
		return level == 2 && d.Version == a.Version && d.Level == 1 && d.party == by.Party
	})
	if first || owner.String() == by.Party {
		return nil, ErrSamePerson.New()
	}
	return done, nil
}

// Ruling is what a reviewer decides.
type Ruling struct {
	Level      int
	Decision   string // pass, return, reject
	ReasonCode string
	Reason     string
	Checklist  map[string]bool
	Originals  bool
}

func (r Ruling) validate() error {
	if r.Decision == "pass" {
		if !r.Originals {
			return ErrOriginals.New()
		}
		if slices.ContainsFunc(ReviewPoints, func(p string) bool { return !r.Checklist[p] }) {
			return ErrReviewList.New()
		}
		return nil
	}
	short := r.ReasonCode == "OTHER" && utf8.RuneCountInString(strings.TrimSpace(r.Reason)) < leastReason
	if r.Decision != "return" && r.Decision != "reject" || !slices.Contains(ReturnCodes, r.ReasonCode) || short {
		return ErrReason.New()
	}
	return nil
}

// Decide records a reviewer's decision. The second pass makes the merchant.
func (s *Service) Decide(ctx context.Context, by audit.Actor, of ApplicationID, r Ruling) (Application, error) {
	if err := r.validate(); err != nil {
		return Application{}, err
	}
	opening := &merchant.Opening{}
	if r.Level == 2 && r.Decision == "pass" {
		made, err := s.prepare(ctx, by, of)
		if err != nil {
			return Application{}, err
		}
		opening = made
	}
	err := s.db.Write(ctx, func(tx *store.Tx) error {
		a, err := load(tx, by.Institution, of)
		if err != nil {
			return err
		}
		done, err := s.mayReview(tx, by, a, r.Level)
		if err != nil {
			return err
		}
		d := Decision{Level: r.Level, Decision: r.Decision, ReasonCode: r.ReasonCode, Reason: r.Reason, Checklist: r.Checklist,
			Originals: r.Originals, party: by.Party}
		if err := insertDecision(tx, a, d, by.User); err != nil {
			return err
		}
		a.ClaimedBy, a.claimParty = "", ""
		return s.rule(tx, by, a, r, done, *opening)
	})
	if err != nil {
		return Application{}, err
	}
	return s.Get(ctx, by, of)
}

func (s *Service) rule(tx *store.Tx, by audit.Actor, a Application, r Ruling, done []Decision, o merchant.Opening) error {
	switch {
	case r.Decision == "reject":
		return move(tx, by, a, "reject", r.ReasonCode)
	case r.Decision == "return":
		most, err := institution.ParamInt(tx, a.Institution, "review.max_returns", day.Of(tx.Now()))
		if err != nil {
			return err
		}
		if a.returns >= most {
			return ErrTooManyReturns.New("n", strconv.FormatInt(a.returns, 10))
		}
		a.returns++
		return move(tx, by, a, "return", r.ReasonCode)
	case r.Level == 1:
		if err := checksPassed(tx, a); err != nil {
			return err
		}
		return move(tx, by, a, "pass1", "")
	}
	return approve(tx, by, a, o, s.users)
}

// checksPassed refuses a first pass against the registries' word (S6, S31).
func checksPassed(q store.Q, a Application) error {
	all, err := checks(q, a)
	if err != nil {
		return err
	}
	var bad []string
	for _, c := range all {
		if !c.OK {
			bad = append(bad, c.Kind+" "+c.Result)
		}
	}
	if len(bad) > 0 || len(all) == 0 {
		return ErrChecksFailed.New("checks", strings.Join(bad, ", "))
	}
	return nil
}

// prepare registers the party and seals the account that an approval needs:
// the vault is asked before the transaction, never in it.
func (s *Service) prepare(ctx context.Context, by audit.Actor, of ApplicationID) (*merchant.Opening, error) {
	var a Application
	var inst institution.Institution
	var area institution.Value
	err := s.db.Read(ctx, func(q store.Q) (err error) {
		if a, err = load(q, by.Institution, of); err != nil {
			return err
		}
		if _, err = s.mayReview(q, by, a, 2); err != nil {
			return err
		}
		if inst, err = institution.Get(q, by.Institution); err != nil {
			return err
		}
		area, err = institution.Param(q, by.Institution, "mid.area", s.today())
		return err
	})
	if err != nil {
		return nil, err
	}
	f, err := s.open(ctx, by.Institution, a.prospect, a.sealed)
	if err != nil {
		return nil, err
	}
	t, err := s.terms(ctx, by.Institution)
	if err != nil {
		return nil, err
	}
	legal, err := s.parties.Register(ctx, by, party.Person{Kind: party.Natural, Name: f.Legal.Name, IDNo: f.Legal.IDNo, Mobile: f.Legal.Mobile, Verified: true})
	if err != nil {
		return nil, err
	}
	account, err := s.merchants.SealAccount(ctx, by.Institution, merchant.NewAccount{Party: legal, Type: f.Settle.AcctType, Holder: f.Settle.AcctName,
		Number: secret.New(f.Settle.AcctNo), BankCode: f.Settle.BankCode, BankName: f.Settle.BankName, Cycle: f.Settle.Cycle})
	if err != nil {
		return nil, err
	}
	return &merchant.Opening{ApplicationID: of.String(), Code: inst.Code, Area: area.Value, Name: f.Base.LicenseName, ShortName: f.Base.ShortName,
		MCC: f.Base.MCC, Kind: a.Kind, USCC: f.License.USCC, LegalParty: legal, RiskLevel: a.RiskLevel, Products: f.granted(t.preauth),
		Store: f.store(), Account: account}, nil
}

// approve makes the merchant and gives it to its owner.
func approve(tx *store.Tx, by audit.Actor, a Application, o merchant.Opening, users *identity.Service) error {
	m, err := merchant.OpenTx(tx, by, o)
	if err != nil {
		return err
	}
	a.Merchant = m.ID.String()
	if err := users.AttachMerchantTx(tx, by, a.Owner, a.Merchant); err != nil {
		return err
	}
	if err := move(tx, by, a, "pass2", ""); err != nil {
		return err
	}
	return outbox.Emit(tx, a.Institution, Approved{ApplicationID: a.ID, MerchantID: m.ID, Number: a.Number, OwnerUser: a.Owner.String()})
}
