package onboarding_test

import (
	"context"
	"strings"
	"testing"

	"tillway/internal/audit"
	"tillway/internal/identity"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
	"tillway/internal/module/moduletest"
	"tillway/internal/onboarding"
	"tillway/internal/onboarding/onboardingtest"
)

var ctx = context.Background()

// each runs a test on a stage of its own, on both engines.
func each(t *testing.T, fn func(t *testing.T, s *onboardingtest.Stage)) {
	t.Helper()
	storetest.Each(t, onboardingtest.Migrations, func(t *testing.T, db *store.DB) {
		fn(t, onboardingtest.Set(t, db, moduletest.Start(t)))
	})
}

func must[T any](v T, err error) func(t *testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func wantErr(t *testing.T, err error, d *errs.Definition) {
	t.Helper()
	if !errs.Is(err, d) {
		t.Fatalf("want %s, got %v", d.Code, err)
	}
}

// codes returns path=code of every field fault.
func codes(err error) []string {
	e := errs.As(err)
	if e == nil {
		return nil
	}
	var out []string
	for _, f := range e.Faults {
		out = append(out, f.Path+"="+f.Code)
		if f.Zh == "" || f.En == "" {
			out = append(out, f.Path+" has no text in both languages")
		}
	}
	return out
}

func TestS022_DraftSubmitNumber(t *testing.T) {
	each(t, func(t *testing.T, s *onboardingtest.Stage) {
		of := s.Draft()
		first := must(s.Room.Submit(ctx, s.Owner, of))(t)
		today := day.Of(s.DB.Clock().Now()).Compact()
		if first.Number != "AP"+today+"000001" || first.Version != 1 {
			t.Fatalf("receipt %+v", first)
		}
		again := must(s.Room.Submit(ctx, s.Owner, of))(t)
		if again != first {
			t.Fatalf("a second submission gave %+v, the first %+v", again, first)
		}
	})
}

func TestS030_ThreePeople(t *testing.T) {
	each(t, func(t *testing.T, s *onboardingtest.Stage) {
		of := s.Submitted()
		_, err := s.Room.Decide(ctx, s.Entry, of, onboardingtest.Pass(1))
		wantErr(t, err, onboarding.ErrNotReviewer)
		// A second account of the owner with a reviewer's role is still the owner.
		twin := s.Owner
		twin.User, twin.Roles = "usr_other", []string{audit.Reviewer1}
		_, err = s.Room.Decide(ctx, twin, of, onboardingtest.Pass(1))
		wantErr(t, err, onboarding.ErrSamePerson)

		s.Decide(s.Reviewer1, of, onboardingtest.Pass(1))
		_, err = s.Room.Decide(ctx, s.Reviewer1, of, onboardingtest.Pass(2))
		wantErr(t, err, onboarding.ErrSamePerson)
		twin = s.Reviewer1
		twin.User = "usr_other"
		_, err = s.Room.Decide(ctx, twin, of, onboardingtest.Pass(2))
		wantErr(t, err, onboarding.ErrSamePerson)
		if errs.As(err).Def.Kind != errs.Conflict {
			t.Fatal("the same person is a conflict")
		}
		a := s.Decide(s.Reviewer2, of, onboardingtest.Pass(2))
		if a.Status != "approved" || len(a.Decisions) != 2 || !a.Decisions[0].Checklist["identity"] {
			t.Fatalf("%s with decisions %+v", a.Status, a.Decisions)
		}
	})
}

func TestS034_ApprovalMakesTheMerchant(t *testing.T) {
	each(t, func(t *testing.T, s *onboardingtest.Stage) {
		m := s.Approved()
		if !strings.HasPrefix(m.MID, "99999007011") || m.Status != "pending" || m.Settlement.Last4 != "0009" || m.Settlement.HolderMasked != "韩**" {
			t.Fatalf("merchant %+v", m)
		}
		account := must(s.Merchants.SettlementAccount(ctx, audit.System(s.Owner.Institution, "payout"), m.ID))(t)
		if account.Number.Reveal() != "6222000000000009" || account.Holder != "韩测试" {
			t.Fatal("the account does not open to what was entered")
		}
		owner := must(s.Users.Get(ctx, audit.System(s.Owner.Institution, "test"), identity.UserID(s.Owner.User)))(t)
		if owner.Merchant != m.ID.String() {
			t.Fatal("the owner has not got the merchant")
		}
	})
}
