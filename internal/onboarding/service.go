package onboarding

import (
	"context"
	"encoding/json"
	"path/filepath"
	"slices"

	"tillway/internal/audit"
	"tillway/internal/identity"
	"tillway/internal/institution"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/flow"
	"tillway/internal/kit/id"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
	"tillway/internal/merchant"
	"tillway/internal/party"
)

// Service holds the room's use cases.
type Service struct {
	db         *store.DB
	parties    *party.Service
	users      *identity.Service
	merchants  *merchant.Service
	registries Registries
	files      files
}

// New returns the room. Documents lie under dataDir.
func New(db *store.DB, parties *party.Service, users *identity.Service, merchants *merchant.Service, r Registries, dataDir string) *Service {
	return &Service{db: db, parties: parties, users: users, merchants: merchants, registries: r,
		files: files{root: filepath.Join(dataDir, "documents"), parties: parties}}
}

func (s *Service) today() day.Date { return day.Of(s.db.Clock().Now()) }

const formField = "onboarding_application/form"

func (s *Service) seal(ctx context.Context, inst id.Institution, of party.ID, f Form) (sealed []byte, masked string, err error) {
	plain, err := json.Marshal(f)
	if err != nil {
		return nil, "", err
	}
	shown, err := json.Marshal(f.Masked())
	if err != nil {
		return nil, "", err
	}
	sealed, err = s.parties.SealValue(ctx, inst, of, formField, plain)
	return sealed, string(shown), err
}

func (s *Service) open(ctx context.Context, inst id.Institution, of party.ID, sealed []byte) (f Form, err error) {
	plain, err := s.parties.OpenValue(ctx, inst, of, formField, sealed)
	if err != nil {
		return f, err
	}
	return f, json.Unmarshal(plain, &f)
}

// Create begins a draft. It belongs to the owner who makes it, or to the owner
// for whom the institution's clerk makes it.
func (s *Service) Create(ctx context.Context, by audit.Actor, kind string, owner identity.UserID) (Application, error) {
	if !slices.Contains(institution.Kinds, kind) {
		return Application{}, ErrKind.New()
	}
	if by.Has(audit.Owner) || owner == "" {
		owner = identity.UserID(by.User)
	}
	err := s.db.Read(ctx, func(q store.Q) error {
		if _, err := institution.MustBeEnabled(q, by.Institution); err != nil {
			return err
		}
		_, err := identity.PartyOf(q, by.Institution, owner)
		return err
	})
	if err != nil {
		return Application{}, err
	}
	prospect, err := s.parties.Prospect(ctx, by)
	if err != nil {
		return Application{}, err
	}
	sealed, masked, err := s.seal(ctx, by.Institution, prospect, Form{})
	if err != nil {
		return Application{}, err
	}
	a := Application{ID: id.New[applicationKind](s.db.Clock().Now()), Institution: by.Institution, Kind: kind, Owner: owner,
		prospect: prospect, sealed: sealed, creatorParty: by.Party}
	err = s.db.Write(ctx, func(tx *store.Tx) error {
		a := a
		var err error
		if a.pos, err = life.Begin(tx, a.Institution, a.ID.String(), by.User); err != nil {
			return err
		}
		if err := insertApplication(tx, a, masked); err != nil {
			return err
		}
		return audit.Write(tx, by, "onboarding.create", "application", a.ID.String(), map[string]string{"kind": kind})
	})
	if err != nil {
		return Application{}, err
	}
	return s.Get(ctx, by, a.ID)
}

// sees keeps applicants to their own applications.
func sees(by audit.Actor, a Application) bool {
	return !isShop(by) || a.Owner.String() == by.User || by.Merchant != "" && a.Merchant == by.Merchant
}

func loadFor(q store.Q, by audit.Actor, of ApplicationID) (Application, error) {
	a, err := load(q, by.Institution, of)
	if err == nil && !sees(by, a) {
		err = ErrUnknown.New()
	}
	return a, err
}

// isShop tells whether somebody stands on the applicants' side.
func isShop(by audit.Actor) bool {
	return by.Merchant != "" || by.Has(audit.Owner) || by.Has(audit.Manager) || by.Has(audit.Cashier)
}

// Get returns an application with everything on its page, masked.
func (s *Service) Get(ctx context.Context, by audit.Actor, of ApplicationID) (a Application, err error) {
	now := s.db.Clock().Now().UnixMicro()
	err = s.db.Read(ctx, func(q store.Q) (err error) {
		if a, err = loadFor(q, by, of); err != nil {
			return err
		}
		return fill(q, &a)
	})
	a.markOverdue(now)
	if isShop(by) { // the applicant is never told of a list (反洗钱法 第40条)
		for i := range a.Checks {
			if a.Checks[i].Result == "listed" {
				a.Checks[i].Result = "in_progress"
			}
		}
		a.RiskScore, a.RiskLevel = nil, ""
	}
	return a, err
}

func (a *Application) markOverdue(now int64) {
	waiting := slices.Contains([]string{"submitted", "verifying", "r1_pending", "r2_pending"}, a.Status)
	a.Overdue = waiting && a.targetUS > 0 && a.targetUS < now
}

// fill adds the rows around an application.
func fill(q store.Q, a *Application) (err error) {
	if a.Documents, err = documents(q, a.Institution, a.ID); err != nil {
		return err
	}
	if a.Consents, err = consents(q, a.Institution, a.ID); err != nil {
		return err
	}
	if a.Checks, err = checks(q, *a); err != nil {
		return err
	}
	if a.Decisions, err = decisions(q, a.Institution, a.ID); err != nil {
		return err
	}
	if n := len(a.Decisions); n > 0 && a.Decisions[n-1].Decision != "pass" {
		a.ReturnReason = a.Decisions[n-1].ReasonCode + " " + a.Decisions[n-1].Reason
	}
	_, a.Changed, err = lastVersion(q, a.Institution, a.ID)
	return err
}

// List returns the applications the actor may see, after a cursor.
func (s *Service) List(ctx context.Context, by audit.Actor, status string, after ApplicationID, limit int) (out []Application, err error) {
	f := filter{status: status, after: after, limit: limit}
	if isShop(by) {
		f.owner = by.User
	}
	err = s.db.Read(ctx, func(q store.Q) (err error) {
		out, err = listApplications(q, by.Institution, f)
		return err
	})
	return out, err
}

// Reveal returns the form in the clear to somebody who works on it. Who looked,
// and why, is on record first.
func (s *Service) Reveal(ctx context.Context, by audit.Actor, of ApplicationID, purpose string) (Form, error) {
	var a Application
	err := s.db.Write(ctx, func(tx *store.Tx) error {
		got, err := loadFor(tx, by, of)
		if err != nil {
			return err
		}
		a = got
		return audit.Write(tx, by, "onboarding.reveal", "application", of.String(), map[string]string{"purpose": purpose})
	})
	if err != nil {
		return Form{}, err
	}
	return s.open(ctx, by.Institution, a.prospect, a.sealed)
}

// Save lays a part of the form over the draft. Nothing is kept of a part in
// which something is wrong.
func (s *Service) Save(ctx context.Context, by audit.Actor, of ApplicationID, p Patch) (Application, error) {
	a, f, err := s.editable(ctx, by, of)
	if err != nil {
		return a, err
	}
	f = f.with(p)
	t, err := s.terms(ctx, by.Institution)
	if err != nil {
		return a, err
	}
	if faults := check(f, a.Kind, false, t); len(faults) > 0 {
		return a, errs.Fields(faults...)
	}
	sealed, masked, err := s.seal(ctx, by.Institution, a.prospect, f)
	if err != nil {
		return a, err
	}
	err = s.db.Write(ctx, func(tx *store.Tx) error {
		if err := saveForm(tx, a, sealed, masked, f); err != nil {
			return err
		}
		return audit.Write(tx, by, "onboarding.save", "application", of.String(), nil)
	})
	if err != nil {
		return a, err
	}
	return s.Get(ctx, by, of)
}

// editable returns an application that is with the applicant, and its form.
func (s *Service) editable(ctx context.Context, by audit.Actor, of ApplicationID) (a Application, f Form, err error) {
	err = s.db.Read(ctx, func(q store.Q) (err error) {
		if a, err = loadFor(q, by, of); err != nil {
			return err
		}
		return a.mayEdit()
	})
	if err != nil {
		return a, f, err
	}
	f, err = s.open(ctx, by.Institution, a.prospect, a.sealed)
	return a, f, err
}

func (a Application) mayEdit() error {
	if !a.pos.Status.Is("draft") && !a.pos.Status.Is("returned") {
		return ErrNotEditable.New()
	}
	return nil
}

// terms reads the parameters of today.
func (s *Service) terms(ctx context.Context, inst id.Institution) (t terms, err error) {
	t.on = s.today()
	err = s.db.Read(ctx, func(q store.Q) error {
		days, err := institution.ParamInt(q, inst, "papers.min_days", t.on)
		if err != nil {
			return err
		}
		t.papersMin = int(days)
		for name, into := range map[string]*[]string{"settlement.cycles": &t.cycles, "mcc.forbidden": &t.forbidden, "preauth.mcc": &t.preauth} {
			if *into, err = institution.ParamList(q, inst, name, t.on); err != nil {
				return err
			}
		}
		return nil
	})
	return t, err
}

// Withdraw takes an application back before its review.
func (s *Service) Withdraw(ctx context.Context, by audit.Actor, of ApplicationID) error {
	return s.db.Write(ctx, func(tx *store.Tx) error {
		a, err := loadFor(tx, by, of)
		if err != nil {
			return err
		}
		return move(tx, by, a, "withdraw", "")
	})
}

// move fires an event, stores the application and tells.
func move(tx *store.Tx, by audit.Actor, a Application, event, reason string) (err error) {
	old := a.pos.Step
	if a.pos, err = life.Fire(tx, a.Institution, a.ID.String(), a.pos, event, by.User); err != nil {
		return err
	}
	if err := save(tx, a, old); err != nil {
		return err
	}
	if err := audit.Write(tx, by, "onboarding."+event, "application", a.ID.String(), detail(a, reason)); err != nil {
		return err
	}
	if event == "pass2" { // Approved tells it, with the merchant
		return nil
	}
	return outbox.Emit(tx, a.Institution, Moved{Verb: moved[event], ApplicationID: a.ID, Number: a.Number, Version: a.Version,
		OwnerUser: a.Owner.String(), ReasonCode: reason, PromisedDate: a.PromisedDate})
}

func detail(a Application, reason string) map[string]string {
	d := map[string]string{"number": a.Number}
	if reason != "" {
		d["reason"] = reason
	}
	return d
}

// Steps returns the history of an application.
func (s *Service) Steps(ctx context.Context, by audit.Actor, of ApplicationID) (out []flow.Step, err error) {
	err = s.db.Read(ctx, func(q store.Q) error {
		if _, err := loadFor(q, by, of); err != nil {
			return err
		}
		out, err = life.Steps(q, by.Institution, of.String())
		return err
	})
	return out, err
}
