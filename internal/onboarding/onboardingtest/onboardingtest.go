// Package onboardingtest sets the stage for tests of applications: an
// institution with its people, registries that answer what they are told to,
// and a form that passes every rule.
package onboardingtest

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"testing"

	"tillway/internal/audit"
	"tillway/internal/identity"
	"tillway/internal/institution"
	"tillway/internal/kit/day"
	"tillway/internal/kit/outbox/outboxtest"
	"tillway/internal/kit/secret"
	"tillway/internal/kit/store"
	"tillway/internal/kit/vault"
	"tillway/internal/merchant"
	"tillway/internal/merchant/merchanttest"
	"tillway/internal/onboarding"
	"tillway/internal/party"
)

// Migrations are the rooms an application needs, for storetest.Each.
var Migrations = append(append([]store.Migration{}, merchanttest.Migrations...), identity.Migrations, onboarding.Migrations)

// Registries answer what their fields say; nil Down means that they answer.
type Registries struct {
	Who  onboarding.IdentityAnswer
	Firm onboarding.BusinessAnswer
	Bank onboarding.CardAnswer
	Down error
}

// Good returns registries that confirm everything.
func Good() *Registries {
	return &Registries{Who: onboarding.IdentityAnswer{Ref: "R1", Result: "match_photo"}, Bank: onboarding.CardAnswer{Ref: "R3"},
		Firm: onboarding.BusinessAnswer{Ref: "R2", Result: "match", Status: "存续", NameMatch: true, LegalMatch: true, ScopeMatch: true}}
}

// Identity implements onboarding.Registries.
func (r *Registries) Identity(context.Context, onboarding.IdentityQuery) (onboarding.IdentityAnswer, error) {
	return r.Who, r.Down
}

// Business implements onboarding.Registries.
func (r *Registries) Business(context.Context, onboarding.BusinessQuery) (onboarding.BusinessAnswer, error) {
	return r.Firm, r.Down
}

// Card implements onboarding.Registries.
func (r *Registries) Card(context.Context, onboarding.CardQuery) (onboarding.CardAnswer, error) {
	return r.Bank, r.Down
}

// Stage is an institution with its people.
type Stage struct {
	T          testing.TB
	DB         *store.DB
	Parties    *party.Service
	Users      *identity.Service
	Merchants  *merchant.Service
	Room       *onboarding.Service
	Registries *Registries
	Dir        string // where documents lie

	Owner, Reviewer1, Reviewer2, Entry audit.Actor
	OwnerID                            party.Person
}

// Password is everybody's in tests.
const Password = "Kx7#mQ2v!Rz9pL"

// Set builds the stage.
func Set(tb testing.TB, db *store.DB, v vault.Vault) *Stage {
	tb.Helper()
	merchanttest.Institution(tb, db)
	s := &Stage{T: tb, DB: db, Parties: party.New(db, v), Registries: Good(), Dir: tb.TempDir()}
	s.Users = identity.NewCosting(db, s.Parties, 8)
	s.Merchants = merchant.New(db, s.Parties)
	s.Room = onboarding.New(db, s.Parties, s.Users, s.Merchants, s.Registries, s.Dir)
	s.OwnerID = party.Person{Kind: party.Natural, Name: "韩测试", IDNo: party.FictionalID("11", day.New(1985, 5, 20)), Mobile: "13900000001"}
	s.Owner = s.Enrol("owner.one", s.OwnerID, audit.Owner)
	s.Entry = s.Enrol("entry.one", s.Person("录入员", 1), audit.Entry)
	s.Reviewer1 = s.Enrol("review.one", s.Person("初审员", 2), audit.Reviewer1, audit.Reviewer2)
	s.Reviewer2 = s.Enrol("review.two", s.Person("复审员", 3), audit.Reviewer1, audit.Reviewer2)
	return s
}

// Person returns a fictional person.
func (s *Stage) Person(name string, n int) party.Person {
	return party.Person{Kind: party.Natural, Name: name, IDNo: party.FictionalID("31", day.New(1990, 1, 1).AddDays(n)), Mobile: "13700000000"}
}

// Enrol makes a user and returns who acts when they do.
func (s *Stage) Enrol(login string, p party.Person, roles ...string) audit.Actor {
	s.T.Helper()
	by := audit.System(merchanttest.Inst, "test")
	made, err := s.Users.Enrol(context.Background(), by, identity.NewUser{Login: login, Person: p, Roles: roles, Password: secret.New(Password)})
	if err != nil {
		s.T.Fatalf("enrol %s: %v", login, err)
	}
	u, err := s.Users.Get(context.Background(), by, made)
	if err != nil {
		s.T.Fatal(err)
	}
	return audit.Actor{Institution: merchanttest.Inst, User: made.String(), Party: u.Party.String(), Name: u.Name, Roles: roles}
}

// Form returns a form that passes every rule on the date: a guest house of a
// sole trader, run by the stage's owner.
func (s *Stage) Form(on day.Date) onboarding.Form {
	p := s.OwnerID
	return onboarding.Form{
		Base: onboarding.Base{LicenseName: "北京市测试区山水客栈", ShortName: "山水客栈", MCC: "7011", BusinessScope: "住宿服务", StaffCount: 4,
			AreaM2: 300, MonthTurnoverFen: 20_000_000, AvgTicketFen: 40_000, MaxTicketFen: 500_000},
		Address: onboarding.Address{Province: "北京市", City: "北京市", District: "测试区", Detail: "测试路100号"},
		License: onboarding.License{USCC: party.FictionalUSCC("92", 7), Start: "2020-01-01", End: "2099-12-31"},
		Legal: onboarding.Legal{Name: p.Name, IDNo: p.IDNo, IDStart: on.AddMonths(-12).String(), IDEnd: on.AddMonths(12 * 19).String(),
			Mobile: p.Mobile},
		Contact: onboarding.Contact{Name: p.Name, Mobile: p.Mobile},
		Settle: onboarding.Settle{AcctType: merchant.Personal, AcctName: p.Name, AcctNo: "6222000000000009", BankCode: "999100000001",
			BankName: "测试银行营业部", ReservedMobile: p.Mobile, Cycle: "T1"},
		Products: []string{"card", "wechat", "alipay"},
	}
}

// Whole returns a form as a patch.
func Whole(f onboarding.Form) onboarding.Patch {
	return onboarding.Patch{Base: &f.Base, Address: &f.Address, License: &f.License, Legal: &f.Legal, Contact: &f.Contact, Settle: &f.Settle, Products: f.Products}
}

// Picture returns a small valid PNG.
func Picture() []byte {
	m := image.NewGray(image.Rect(0, 0, 8, 8))
	m.Set(1, 1, color.White)
	var b bytes.Buffer
	_ = png.Encode(&b, m) // into memory
	return b.Bytes()
}

// Draft makes a complete application that has not been submitted.
func (s *Stage) Draft() onboarding.ApplicationID {
	s.T.Helper()
	ctx := context.Background()
	a, err := s.Room.Create(ctx, s.Owner, institution.SoleTrader, "")
	if err != nil {
		s.T.Fatal(err)
	}
	if _, err := s.Room.Save(ctx, s.Owner, a.ID, Whole(s.Form(day.Of(s.DB.Clock().Now())))); err != nil {
		s.T.Fatal(err)
	}
	s.Papers(a.ID)
	if err := s.Room.Consent(ctx, s.Owner, a.ID, map[string]bool{"terms": true, "privacy": true, "sensitive": true}); err != nil {
		s.T.Fatal(err)
	}
	return a.ID
}

// Papers uploads every required document.
func (s *Stage) Papers(of onboarding.ApplicationID) {
	s.T.Helper()
	list, err := institution.New(s.DB).ChecklistOf(context.Background(), merchanttest.Inst, institution.SoleTrader, "7011")
	if err != nil {
		s.T.Fatal(err)
	}
	for _, d := range list {
		if !d.Required {
			continue
		}
		if _, err := s.Room.Upload(context.Background(), s.Owner, of, d.Type, Picture()); err != nil {
			s.T.Fatalf("upload %s: %v", d.Type, err)
		}
	}
}

// Submitted makes a submitted application.
func (s *Stage) Submitted() onboarding.ApplicationID {
	s.T.Helper()
	of := s.Draft()
	if _, err := s.Room.Submit(context.Background(), s.Owner, of); err != nil {
		s.T.Fatal(err)
	}
	return of
}

// Pass is a ruling that passes a level.
func Pass(level int) onboarding.Ruling {
	r := onboarding.Ruling{Level: level, Decision: "pass", ReasonCode: "PASS", Checklist: map[string]bool{}, Originals: true}
	for _, p := range onboarding.ReviewPoints {
		r.Checklist[p] = true
	}
	return r
}

// Approved makes an approved application and returns its merchant.
func (s *Stage) Approved() merchant.Merchant {
	s.T.Helper()
	of := s.Submitted()
	s.Decide(s.Reviewer1, of, Pass(1))
	a := s.Decide(s.Reviewer2, of, Pass(2))
	m, err := s.Merchants.Get(context.Background(), s.Reviewer2, merchant.ID(a.Merchant))
	if err != nil {
		s.T.Fatal(err)
	}
	return m
}

// Decide rules and fails the test on an error.
func (s *Stage) Decide(by audit.Actor, of onboarding.ApplicationID, r onboarding.Ruling) onboarding.Application {
	s.T.Helper()
	a, err := s.Room.Decide(context.Background(), by, of, r)
	if err != nil {
		s.T.Fatal(err)
	}
	return a
}

// Get returns an application as a reviewer sees it.
func (s *Stage) Get(of onboarding.ApplicationID) onboarding.Application {
	s.T.Helper()
	a, err := s.Room.Get(context.Background(), s.Reviewer1, of)
	if err != nil {
		s.T.Fatal(err)
	}
	return a
}

// Resubmit submits a returned application as it is.
func (s *Stage) Resubmit(of onboarding.ApplicationID) onboarding.Receipt {
	s.T.Helper()
	r, err := s.Room.Submit(context.Background(), s.Owner, of)
	if err != nil {
		s.T.Fatal(err)
	}
	return r
}

// Count returns how many events of a topic were told so far. A second count
// includes the first.
func (s *Stage) Count(topic string) int {
	s.T.Helper()
	return len(outboxtest.Told(s.T, s.DB, topic))
}
