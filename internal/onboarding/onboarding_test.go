package onboarding_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"tillway/internal/audit"
	"tillway/internal/identity"
	"tillway/internal/institution/institutiontest"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/secret"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
	"tillway/internal/merchant"
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

func TestS006_AccountMustBeConfirmed(t *testing.T) {
	each(t, func(t *testing.T, s *onboardingtest.Stage) {
		for code, result := range map[int]string{1: "mismatch", 2: "unverifiable", 3: "card_abnormal", 4: "card_invalid"} {
			s.Registries.Bank.Code = code
			of := s.Submitted()
			_, err := s.Room.Decide(ctx, s.Reviewer1, of, onboardingtest.Pass(1))
			wantErr(t, err, onboarding.ErrChecksFailed)
			if a := s.Get(of); a.Status != "r1_pending" || check(a, "card").Result != result {
				t.Fatalf("code %d: %s, %+v", code, a.Status, a.Checks)
			}
		}
		// 96 says nothing about the card: the application waits and is asked again.
		s.Registries.Bank.Code = 96
		of := s.Submitted()
		if a := s.Get(of); a.Status != "verifying" {
			t.Fatalf("after 96: %s", a.Status)
		}
		_, err := s.Room.Decide(ctx, s.Reviewer1, of, onboardingtest.Pass(1))
		wantErr(t, err, onboarding.ErrWrongLevel)
		s.Registries.Bank.Code = 0
		if err := s.Room.VerifyPending(ctx, s.Owner.Institution); err != nil {
			t.Fatal(err)
		}
		if a := s.Get(of); a.Status != "r1_pending" || !check(a, "card").OK {
			t.Fatalf("after the answer: %s, %+v", a.Status, a.Checks)
		}
		s.Decide(s.Reviewer1, of, onboardingtest.Pass(1))
	})
}

func check(a onboarding.Application, kind string) onboarding.Check {
	for _, c := range a.Checks {
		if c.Kind == kind {
			return c
		}
	}
	return onboarding.Check{}
}

func TestS031_RegistriesDecideWhatIsTrue(t *testing.T) {
	each(t, func(t *testing.T, s *onboardingtest.Stage) {
		for _, result := range []string{"not_found", "name_mismatch"} {
			s.Registries.Who = onboarding.IdentityAnswer{Ref: "R9", Result: result}
			of := s.Submitted()
			_, err := s.Room.Decide(ctx, s.Reviewer1, of, onboardingtest.Pass(1))
			wantErr(t, err, onboarding.ErrChecksFailed)
			if c := check(s.Get(of), "identity"); c.Result != result || c.OK || c.Ref != "R9" || c.At.IsZero() {
				t.Fatalf("%s is on record as %+v", result, c)
			}
		}
		// Silence never passes.
		s.Registries.Who, s.Registries.Down = onboardingtest.Good().Who, errors.New("no route")
		of := s.Submitted()
		if a := s.Get(of); a.Status != "verifying" || check(a, "identity").Result != "no_answer" {
			t.Fatalf("after silence: %s %+v", a.Status, a.Checks)
		}
	})
}

func TestS032_ClosedBusinessIsNotAccepted(t *testing.T) {
	each(t, func(t *testing.T, s *onboardingtest.Stage) {
		for _, status := range []string{"注销", "吊销"} {
			s.Registries.Firm.Status = status
			of := s.Submitted()
			_, err := s.Room.Decide(ctx, s.Reviewer1, of, onboardingtest.Pass(1))
			wantErr(t, err, onboarding.ErrChecksFailed)
		}
	})
}

func TestS037_ListedAndDuplicate(t *testing.T) {
	each(t, func(t *testing.T, s *onboardingtest.Stage) {
		s.Registries.Who.WatchList = true
		of := s.Submitted()
		_, err := s.Room.Decide(ctx, s.Reviewer1, of, onboardingtest.Pass(1))
		wantErr(t, err, onboarding.ErrChecksFailed)
		mine, err := s.Room.Get(ctx, s.Owner, of)
		if err != nil || check(mine, "identity").Result == "listed" || mine.RiskLevel != "" {
			t.Fatalf("the applicant sees the list: %+v %v", mine.Checks, err)
		}
		s.Registries.Who.WatchList = false
		s.Approved()
		_, err = s.Room.Submit(ctx, s.Owner, s.Draft())
		wantErr(t, err, onboarding.ErrDuplicate)
	})
}

func TestS035_ReturnMendAndSubmitAgain(t *testing.T) {
	each(t, func(t *testing.T, s *onboardingtest.Stage) {
		of := s.Submitted()
		_, err := s.Room.Decide(ctx, s.Reviewer1, of, onboarding.Ruling{Level: 1, Decision: "return", ReasonCode: "OTHER", Reason: "不清楚"})
		wantErr(t, err, onboarding.ErrReason)
		_, err = s.Room.Save(ctx, s.Owner, of, onboarding.Patch{Products: []string{"card"}})
		wantErr(t, err, onboarding.ErrNotEditable)
		back := onboarding.Ruling{Level: 1, Decision: "return", ReasonCode: "ADDR_MISMATCH", Reason: "地址与租赁合同不一致"}
		a := s.Decide(s.Reviewer1, of, back)
		if a.Status != "returned" || !strings.Contains(a.ReturnReason, "ADDR_MISMATCH") {
			t.Fatalf("%s %q", a.Status, a.ReturnReason)
		}
		f := s.Form(day.Of(s.DB.Clock().Now()))
		f.Address.Detail = "测试路200号二层"
		if _, err := s.Room.Save(ctx, s.Owner, of, onboarding.Patch{Address: &f.Address}); err != nil {
			t.Fatal(err)
		}
		second, err := s.Room.Submit(ctx, s.Owner, of)
		if err != nil || second.Version != 2 || second.Number != a.Number {
			t.Fatalf("%+v: %v", second, err)
		}
		if a = s.Get(of); !slices.Equal(a.Changed, []string{"address.detail"}) {
			t.Fatalf("changed %v", a.Changed)
		}
		s.Decide(s.Reviewer1, of, back)
		s.Resubmit(of)
		s.Decide(s.Reviewer1, of, back)
		s.Resubmit(of)
		_, err = s.Room.Decide(ctx, s.Reviewer1, of, back)
		wantErr(t, err, onboarding.ErrTooManyReturns)
		a = s.Decide(s.Reviewer1, of, onboarding.Ruling{Level: 1, Decision: "reject", ReasonCode: "ADDR_MISMATCH"})
		if a.Status != "rejected" {
			t.Fatal(a.Status)
		}
		_, err = s.Room.Submit(ctx, s.Owner, s.Draft())
		wantErr(t, err, onboarding.ErrCooldown)
		s.DB.Clock().Set(s.DB.Clock().Now().AddDate(0, 0, 31))
		if _, err = s.Room.Submit(ctx, s.Owner, s.Draft()); err != nil {
			t.Fatal(err)
		}
	})
}

// TestS073_TheInstitutionSetsThePromise: two people move it, and what was
// promised before stays.
func TestS073_TheInstitutionSetsThePromise(t *testing.T) {
	each(t, func(t *testing.T, s *onboardingtest.Stage) {
		before := s.Get(s.Submitted())
		institutiontest.Set(t, s.DB, s.Owner.Institution, "review.target_days", "1")
		institutiontest.Set(t, s.DB, s.Owner.Institution, "review.limit_days", "2")
		if before.PromisedDate != "2026-03-05" || before.LimitDate != "2026-03-09" {
			t.Fatalf("promised %s, limit %s", before.PromisedDate, before.LimitDate)
		}
		if again := s.Get(before.ID); again.PromisedDate != before.PromisedDate {
			t.Errorf("a promise moved from %s to %s", before.PromisedDate, again.PromisedDate)
		}
		if after := s.Get(s.Submitted()); after.PromisedDate != "2026-03-03" || after.LimitDate != "2026-03-04" {
			t.Errorf("promised %s, limit %s", after.PromisedDate, after.LimitDate)
		}
	})
}

func TestS073_PromiseStopsWhileTheApplicantHasTheFile(t *testing.T) {
	each(t, func(t *testing.T, s *onboardingtest.Stage) {
		at := func(date string, hour int) {
			if !s.DB.Clock().Set(day.MustParse(date).At(time.Duration(hour) * time.Hour)) {
				t.Fatalf("the clock is past %s already", date)
			}
		}
		of := s.Submitted()
		got := s.Get(of)
		clock := day.ReviewClock{Intake: 17*time.Hour + 30*time.Minute, Close: 18 * time.Hour, TargetDays: 3, LimitDays: 5}
		target, limit, err := clock.Promise(*got.SubmittedAt)
		if err != nil {
			t.Fatal(err)
		}
		if got.PromisedDate != day.Of(target).String() || got.LimitDate != day.Of(limit).String() {
			t.Fatalf("promised %s, limit %s; the calendar says %s and %s", got.PromisedDate, got.LimitDate, day.Of(target), day.Of(limit))
		}
		sent := day.Of(*got.SubmittedAt)
		returned := day.NextWorkday(sent)
		at(returned.String(), 10)
		s.Decide(s.Reviewer1, of, onboarding.Ruling{Level: 1, Decision: "return", ReasonCode: "DOC_BLUR"})
		again := day.AddWorkdays(returned, 2)
		at(again.String(), 10)
		r := s.Resubmit(of)
		want, _, err := clock.Promise(*got.SubmittedAt, day.Pause{From: returned.At(10 * time.Hour), To: again.At(10 * time.Hour)})
		if err != nil || r.PromisedDate != day.Of(want).String() || r.PromisedDate == got.PromisedDate {
			t.Fatalf("after two days with the applicant: promised %s, want %s (before: %s)", r.PromisedDate, day.Of(want), got.PromisedDate)
		}
		// Past the promise it is told once.
		if err := s.Room.Escalate(ctx, s.Owner.Institution); err != nil {
			t.Fatal(err)
		}
		if n := s.Count("onboarding.overdue.v1"); n != 0 {
			t.Fatalf("%d complaints before the time", n)
		}
		at(day.Of(want).AddDays(1).String(), 9)
		for range 2 {
			if err := s.Room.Escalate(ctx, s.Owner.Institution); err != nil {
				t.Fatal(err)
			}
		}
		if n := s.Count("onboarding.overdue.v1"); n != 1 || !s.Get(of).Overdue {
			t.Fatalf("%d complaints after the time", n)
		}
	})
}

func TestS033_EveryMoveIsTold(t *testing.T) {
	each(t, func(t *testing.T, s *onboardingtest.Stage) {
		s.Approved()
		for _, topic := range []string{"onboarding.submitted.v1", "onboarding.verified.v1", "onboarding.passed_first.v1", "onboarding.approved.v1"} {
			if n := s.Count(topic); n != 1 {
				t.Errorf("%s told %d times", topic, n)
			}
		}
	})
}

func TestDraftsExpire(t *testing.T) {
	each(t, func(t *testing.T, s *onboardingtest.Stage) {
		of := s.Draft()
		if err := s.Room.Expire(ctx, s.Owner.Institution); err != nil || s.Get(of).Status != "draft" {
			t.Fatalf("%s: %v", s.Get(of).Status, err)
		}
		s.DB.Clock().Set(s.DB.Clock().Now().AddDate(0, 0, 31))
		if err := s.Room.Expire(ctx, s.Owner.Institution); err != nil || s.Get(of).Status != "expired" {
			t.Fatalf("%s: %v", s.Get(of).Status, err)
		}
	})
}

func TestRegistration(t *testing.T) {
	each(t, func(t *testing.T, s *onboardingtest.Stage) {
		p := s.Person("新老板", 40)
		register := func(otp string) error {
			_, err := s.Room.Register(ctx, s.Owner.Institution, p.Name, p.IDNo, p.Mobile, otp, "new.owner", secret.New(onboardingtest.Password))
			return err
		}
		wantErr(t, register("123456"), identity.ErrOTP)
		if err := register("000000"); err != nil {
			t.Fatal(err)
		}
		wantErr(t, register("000000"), identity.ErrLoginTaken)
	})
}

func TestS099_NewAccountIsVerifiedBeforeAnybodyDecides(t *testing.T) {
	each(t, func(t *testing.T, s *onboardingtest.Stage) {
		m := s.Approved()
		owner := s.Owner
		owner.Merchant = m.ID.String()
		fresh := s.Form(day.Of(s.DB.Clock().Now())).Settle
		fresh.AcctNo = "6217000000000000004"
		bad := fresh
		bad.AcctName = "别人"
		_, err := s.Room.ChangeAccount(ctx, owner, m.ID, bad)
		if !slices.Equal(codes(err), []string{"acct_name=ACCT_NAME"}) {
			t.Fatalf("somebody else's account: %v", err)
		}
		s.Registries.Bank.Code = 1
		_, err = s.Room.ChangeAccount(ctx, owner, m.ID, fresh)
		wantErr(t, err, onboarding.ErrChecksFailed)
		s.Registries.Bank.Code = 96
		_, err = s.Room.ChangeAccount(ctx, owner, m.ID, fresh)
		wantErr(t, err, onboarding.ErrRegistry)
		s.Registries.Bank.Code = 0
		change, err := s.Room.ChangeAccount(ctx, owner, m.ID, fresh)
		if err != nil {
			t.Fatal(err)
		}
		wantErr(t, s.Merchants.DecideAccount(ctx, owner, change, "check"), merchant.ErrSamePerson)
		if err := s.Merchants.DecideAccount(ctx, s.Reviewer1, change, "check"); err != nil {
			t.Fatal(err)
		}
		if err := s.Merchants.DecideAccount(ctx, s.Reviewer2, change, "approve"); err != nil {
			t.Fatal(err)
		}
		if now, err := s.Merchants.Get(ctx, owner, m.ID); err != nil || now.Settlement.Last4 != "0009" {
			t.Fatalf("the new account did not cool off: %+v %v", now.Settlement, err)
		}
	})
}
