package party

import (
	"bytes"
	"context"
	"fmt"
	"sync"
	"testing"

	"tillway/internal/audit"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/flow"
	"tillway/internal/kit/id"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
	"tillway/internal/module/moduletest"
)

var (
	ctx = context.Background()
	by  = audit.System("ins_999", "test")
)

func each(t *testing.T, fn func(t *testing.T, s *Service)) {
	t.Helper()
	storetest.Each(t, []store.Migration{flow.Migrations, outbox.Migrations, audit.Migrations, Migrations}, func(t *testing.T, db *store.DB) {
		fn(t, New(db, moduletest.Start(t)))
	})
}

func someone(name string) Person {
	return Person{Kind: Natural, Name: name, IDNo: FictionalID("11", day.New(1990, 1, 1)), Mobile: "138 0000 0000"}
}

func TestOnePaperIsOneParty(t *testing.T) {
	each(t, func(t *testing.T, s *Service) {
		var wg sync.WaitGroup
		ids := make([]ID, 8)
		for i := range ids {
			wg.Add(1)
			go func() {
				defer wg.Done()
				made, err := s.Register(ctx, by, someone("欧阳测试"))
				if err != nil {
					t.Error(err)
				}
				ids[i] = made
			}()
		}
		wg.Wait()
		for _, other := range ids[1:] {
			if other != ids[0] {
				t.Fatalf("one paper became %s and %s", ids[0], other)
			}
		}
		elsewhere := by
		elsewhere.Institution = "ins_998"
		if far, err := s.Register(ctx, elsewhere, someone("欧阳测试")); err != nil || far == ids[0] {
			t.Fatalf("another institution got the same party: %v %v", far, err)
		}
	})
}

func TestNamesAreReplacedByTheRegistryOnly(t *testing.T) {
	each(t, func(t *testing.T, s *Service) {
		who, err := s.Register(ctx, by, someone("欧阳错"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Register(ctx, by, someone("欧阳对")); !errs.Is(err, ErrOtherName) {
			t.Fatalf("a typed name replaced another: %v", err)
		}
		right := someone("欧阳对")
		right.Verified, right.Mobile = true, "13911111111"
		if again, err := s.Register(ctx, by, right); err != nil || again != who {
			t.Fatal(again, err)
		}
		p, err := s.Open(ctx, by, who, "test")
		if err != nil || p.Name != "欧阳对" || p.Mobile != "13911111111" || !p.Verified {
			t.Fatalf("%+v: %v", p, err)
		}
		err = s.db.Read(ctx, func(q store.Q) error {
			m, err := MaskedOf(q, by.Institution, who)
			if want := (Masked{ID: who, Kind: Natural, Name: "欧阳*", IDNo: "110***********" + p.IDNo[14:], Mobile: "139****1111"}); err == nil && m != want {
				err = fmt.Errorf("mask %+v, want %+v", m, want)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestS014_DestroyedValuesCannotBeRead(t *testing.T) {
	each(t, func(t *testing.T, s *Service) {
		who, err := s.Register(ctx, by, someone("欧阳测试"))
		if err != nil {
			t.Fatal(err)
		}
		sealed, err := s.SealValue(ctx, by.Institution, who, "test/value", []byte("6222000000000009"))
		if err != nil || bytes.Contains(sealed, []byte("6222")) {
			t.Fatalf("sealed %q: %v", sealed, err)
		}
		if plain, err := s.OpenValue(ctx, by.Institution, who, "test/value", sealed); err != nil || string(plain) != "6222000000000009" {
			t.Fatalf("opened %q: %v", plain, err)
		}
		if _, err := s.OpenValue(ctx, by.Institution, who, "test/other", sealed); err == nil {
			t.Fatal("the value opened in another place")
		}
		if err := s.Destroy(ctx, by, who); err != nil {
			t.Fatal(err)
		}
		if _, err := s.OpenValue(ctx, by.Institution, who, "test/value", sealed); !errs.Is(err, ErrDestroyed) {
			t.Fatalf("after destruction: %v", err)
		}
		if _, err := s.Open(ctx, by, who, "test"); !errs.Is(err, ErrDestroyed) {
			t.Fatalf("after destruction: %v", err)
		}
		if again, err := s.Register(ctx, by, someone("欧阳测试")); err != nil || again == who {
			t.Fatalf("the destroyed party came back: %v %v", again, err)
		}
	})
}

func TestProspects(t *testing.T) {
	each(t, func(t *testing.T, s *Service) {
		a, err := s.Prospect(ctx, by)
		if err != nil {
			t.Fatal(err)
		}
		b, err := s.Prospect(ctx, by)
		if err != nil || a == b {
			t.Fatal("two prospects are one", err)
		}
		sealed, err := s.SealValue(ctx, by.Institution, a, "test/form", []byte("form"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.OpenValue(ctx, by.Institution, b, "test/form", sealed); err == nil {
			t.Fatal("another party's key opened it")
		}
		if _, err := s.Open(ctx, by, id.Of[partyKind]("pty_none"), "test"); !errs.Is(err, ErrUnknown) {
			t.Fatalf("unknown: %v", err)
		}
		if _, err := s.Register(ctx, by, Person{Kind: Natural, Name: "无证"}); !errs.Is(err, ErrIncomplete) {
			t.Fatalf("without a paper: %v", err)
		}
	})
}
