package onboarding_test

import (
	"testing"

	"tillway/internal/audit"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/store"
	"tillway/internal/onboarding"
	"tillway/internal/onboarding/onboardingtest"
)

func TestS118_UnmaskingIsCountedAndOnRecord(t *testing.T) {
	each(t, func(t *testing.T, s *onboardingtest.Stage) {
		of := s.Submitted()
		if _, err := s.Room.Unmask(ctx, s.Reviewer1, of, "legal.id_no", "核对"); faultAt(err) != "reason" {
			t.Fatalf("a short reason: %v", err)
		}
		if _, err := s.Room.Unmask(ctx, s.Reviewer1, of, "base.mcc", "核对身份证原件"); faultAt(err) != "field" {
			t.Fatalf("an open field: %v", err)
		}
		for want := int64(1); want <= 2; want++ {
			got, err := s.Room.Unmask(ctx, s.Reviewer1, of, "legal.id_no", "核对身份证原件")
			if err != nil || got.Value != s.OwnerID.IDNo || got.Times != want {
				t.Fatalf("%+v, %v", got, err)
			}
		}
		other, err := s.Room.Unmask(ctx, s.Reviewer2, of, "legal.mobile", "电话联系法定代表人")
		if err != nil || other.Value != s.OwnerID.Mobile || other.Times != 1 || other.Left != 49 {
			t.Fatalf("%+v, %v", other, err)
		}
		err = s.DB.Read(ctx, func(q store.Q) error {
			lines, err := audit.List(q, s.Owner.Institution, audit.Filter{Verb: "onboarding.unmask", NounID: of.String()})
			if len(lines) != 3 || lines[2].Detail["field"] != "legal.id_no" || lines[2].Detail["reason"] != "核对身份证原件" || lines[2].User != s.Reviewer1.User {
				t.Errorf("on record: %+v", lines)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for range 48 {
			if _, err := s.Room.Unmask(ctx, s.Reviewer1, of, "legal.name", "核对身份证原件"); err != nil {
				t.Fatal(err)
			}
		}
		_, err = s.Room.Unmask(ctx, s.Reviewer1, of, "legal.name", "核对身份证原件")
		wantErr(t, err, onboarding.ErrLooks)
	})
}

func faultAt(err error) string {
	if e := errs.As(err); e != nil && len(e.Faults) == 1 {
		return e.Faults[0].Path
	}
	return ""
}
