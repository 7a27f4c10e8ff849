package institution

import (
	"context"
	"slices"
	"testing"
	"time"

	"tillway/internal/audit"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/flow"
	"tillway/internal/kit/id"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
)

var (
	ctx    = context.Background()
	system = audit.System("ins_999", "test")
	maker  = audit.Actor{Institution: "ins_999", User: "usr_m", Party: "pty_m", Roles: []string{"admin"}}
	check  = audit.Actor{Institution: "ins_999", User: "usr_c", Party: "pty_c", Roles: []string{"admin"}}
)

func each(t *testing.T, fn func(t *testing.T, s *Service)) {
	t.Helper()
	storetest.Each(t, []store.Migration{flow.Migrations, outbox.Migrations, audit.Migrations, Migrations}, func(t *testing.T, db *store.DB) {
		fn(t, New(db))
	})
}

func bank(code string, params map[string]string) NewInstitution {
	return NewInstitution{Code: code, NameZh: "测试银行", NameEn: "Test Bank", Kind: Bank, Mode: Sandbox, Params: params}
}

func create(t *testing.T, s *Service, n NewInstitution) id.Institution {
	t.Helper()
	made, err := s.Create(ctx, system, n)
	if err == nil {
		err = s.Enable(ctx, system, made)
	}
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func wantErr(t *testing.T, err error, d *errs.Definition) {
	t.Helper()
	if !errs.Is(err, d) {
		t.Fatalf("want %s, got %v", d.Code, err)
	}
}

// value reads a parameter on a date.
func value(t *testing.T, s *Service, inst id.Institution, name string, on day.Date) (v Value) {
	t.Helper()
	err := s.db.Read(ctx, func(q store.Q) (err error) { v, err = Param(q, inst, name, on); return err })
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestS063_PaymentInstitutionNeedsItsLicence(t *testing.T) {
	each(t, func(t *testing.T, s *Service) {
		create(t, s, bank("999", nil))
		psp := bank("998", nil)
		psp.Kind = PSP
		made, err := s.Create(ctx, system, psp)
		if err != nil {
			t.Fatal(err)
		}
		wantErr(t, s.Enable(ctx, system, made), ErrNoLicence)
		offers, err := s.Offers(ctx)
		if err != nil || len(offers) != 1 {
			t.Fatalf("%d offers while one institution has no licence: %v", len(offers), err)
		}
		by := system
		by.Institution = made
		if err := s.SetLicence(ctx, by, "Z9999000000001", "支付交易处理Ⅰ类"); err != nil {
			t.Fatal(err)
		}
		if err := s.Enable(ctx, system, made); err != nil {
			t.Fatal(err)
		}
		offers, err = s.Offers(ctx)
		if err != nil || len(offers) != 2 || offers[0].Code != "998" || offers[0].Kind != PSP || offers[0].LicenceNo == "" {
			t.Fatalf("offers %+v: %v", offers, err)
		}
		_, err = s.Create(ctx, system, psp)
		wantErr(t, err, ErrExists)
	})
}

func TestS064_TwoInstitutionsTwoChecklistsAndTerms(t *testing.T) {
	each(t, func(t *testing.T, s *Service) {
		create(t, s, bank("999", nil))
		create(t, s, bank("998", map[string]string{"fee.credit.ppm": "5500", "deposit.fen": "0",
			"documents.IND": `[{"type":"licence","required":true},{"type":"health_certificate","required":true}]`}))
		a, err := s.ChecklistOf(ctx, "ins_999", SoleTrader, "")
		if err != nil {
			t.Fatal(err)
		}
		b, err := s.ChecklistOf(ctx, "ins_998", SoleTrader, "")
		if err != nil {
			t.Fatal(err)
		}
		if len(b) != 2 || len(a) == len(b) || b[1].Type != "health_certificate" {
			t.Fatalf("checklists %v and %v", a, b)
		}
		today := day.Of(s.db.Clock().Now())
		if x, y := value(t, s, "ins_999", "fee.credit.ppm", today), value(t, s, "ins_998", "fee.credit.ppm", today); x.Value != "6000" || y.Value != "5500" {
			t.Fatalf("fees %v and %v", x, y)
		}
	})
}

// types lists the types of a checklist; required ones only when asked.
func types(list []Document, required bool) []string {
	var out []string
	for _, d := range list {
		if d.Required || !required {
			out = append(out, d.Type)
		}
	}
	return out
}

func TestS005_MicroBringsNoLicence(t *testing.T) {
	each(t, func(t *testing.T, s *Service) {
		inst := create(t, s, bank("999", nil))
		micro, err := s.ChecklistOf(ctx, inst, Micro, "5812")
		if want := []string{"id_front", "id_back", "bank_card", "storefront"}; err != nil || !slices.Equal(types(micro, false), want) {
			t.Fatalf("micro brings %v: %v", types(micro, false), err)
		}
		hotel, err := s.ChecklistOf(ctx, inst, SoleTrader, "7011")
		if err != nil || !slices.Contains(types(hotel, true), "licence") || !slices.Contains(types(hotel, true), "special_trade_permit") {
			t.Fatalf("a guest house brings %v: %v", types(hotel, true), err)
		}
		_, err = s.ChecklistOf(ctx, inst, "KING", "")
		wantErr(t, err, ErrKind)
	})
}

func TestS023_NewDocumentWithoutARelease(t *testing.T) {
	each(t, func(t *testing.T, s *Service) {
		inst := create(t, s, bank("999", nil))
		today := day.Of(s.db.Clock().Now())
		list := `[{"type":"id_front","required":true},{"type":"fire_certificate","required":true}]`
		c, err := s.ProposeParam(ctx, maker, "documents.MICRO", list, today, "消防要求自今日起")
		if err != nil {
			t.Fatal(err)
		}
		if err := s.ApproveParam(ctx, check, c); err != nil {
			t.Fatal(err)
		}
		got, err := s.ChecklistOf(ctx, inst, Micro, "")
		if err != nil || !slices.Equal(types(got, true), []string{"id_front", "fire_certificate"}) {
			t.Fatalf("%v: %v", got, err)
		}
	})
}

func TestParametersHaveDatesVersionsAndTwoPeople(t *testing.T) {
	each(t, func(t *testing.T, s *Service) {
		inst := create(t, s, bank("999", nil))
		today := day.Of(s.db.Clock().Now())
		next := today.AddDays(7)
		c, err := s.ProposeParam(ctx, maker, "fee.credit.ppm", "5800", next, "市场竞争需要调整")
		if err != nil {
			t.Fatal(err)
		}
		second := maker
		second.User = "usr_second_account"
		wantErr(t, s.ApproveParam(ctx, second, c), ErrSamePerson)
		if v := value(t, s, inst, "fee.credit.ppm", next); v.Value != "6000" {
			t.Fatalf("a proposal holds already: %+v", v)
		}
		if err := s.ApproveParam(ctx, check, c); err != nil {
			t.Fatal(err)
		}
		if v := value(t, s, inst, "fee.credit.ppm", next.AddDays(-1)); v.Value != "6000" || v.Version != 1 {
			t.Fatalf("the day before: %+v", v)
		}
		if v := value(t, s, inst, "fee.credit.ppm", next); v.Value != "5800" || v.Version != 2 || v.From != next {
			t.Fatalf("on the day: %+v", v)
		}
		wantErr(t, s.ApproveParam(ctx, check, c), flow.ErrIllegal)

		// A value approved after its day holds from the approval, not before.
		late, err := s.ProposeParam(ctx, maker, "fee.credit.ppm", "5700", today, "临时调整费率")
		if err != nil {
			t.Fatal(err)
		}
		s.db.Clock().Set(s.db.Clock().Now().Add(48 * time.Hour))
		if err := s.ApproveParam(ctx, check, late); err != nil {
			t.Fatal(err)
		}
		if v := value(t, s, inst, "fee.credit.ppm", today.AddDays(1)); v.Value != "6000" {
			t.Fatalf("yesterday changed its meaning: %+v", v)
		}
		if v := value(t, s, inst, "fee.credit.ppm", today.AddDays(2)); v.Value != "5700" {
			t.Fatalf("from the approval on: %+v", v)
		}
	})
}

func TestParametersAreDeclared(t *testing.T) {
	each(t, func(t *testing.T, s *Service) {
		inst := create(t, s, bank("999", nil))
		today := day.Of(s.db.Clock().Now())
		propose := func(name, v string) error {
			_, err := s.ProposeParam(ctx, maker, name, v, today, "测试用的变更")
			return err
		}
		wantErr(t, propose("fee.unheard_of", "1"), ErrNoParam)
		for name, bad := range map[string]string{"fee.credit.ppm": "0.6%", "settlement.cutoff": "25:00", "documents.IND": "[]",
			"preauth.cap_ppm": "2000000", "deposit.fen": "-1", "documents.mcc": "{"} {
			wantErr(t, propose(name, bad), ErrParamValue)
		}
		_, err := s.ProposeParam(ctx, maker, "deposit.fen", "1", today.AddDays(-1), "测试用的变更")
		wantErr(t, err, ErrParamPast)
		_, err = s.ProposeParam(ctx, maker, "deposit.fen", "1", today, "")
		wantErr(t, err, ErrReason)

		err = s.db.Read(ctx, func(q store.Q) error { _, err := Param(q, "ins_998", "fee.unheard_of", today); return err })
		wantErr(t, err, ErrNoParam)
		if v := value(t, s, "ins_998", "deposit.fen", today); v.Value != "29900" || v.Version != 0 {
			t.Fatalf("declared after the institution was made: %+v", v)
		}

		// A parameter of one trade stands over the general one.
		if v := value(t, s, inst, "preauth.cap_ppm.7011", today); v.Value != "1150000" {
			t.Fatalf("hotels: %+v", v)
		}
		if v := value(t, s, inst, "preauth.cap_ppm.8062", today); v.Value != "1000000" || v.Name != "preauth.cap_ppm" {
			t.Fatalf("hospitals: %+v", v)
		}
	})
}

// TestSandboxAndLiveNeverMeet: an institution is of its database's kind, and a
// live one has its licence on record, whatever it is.
func TestSandboxAndLiveNeverMeet(t *testing.T) {
	each(t, func(t *testing.T, s *Service) {
		n := bank("997", nil)
		n.Mode = Live
		if _, err := s.Create(ctx, system, n); errs.As(err) == nil || len(errs.As(err).Faults) != 1 || errs.As(err).Faults[0].Code != "INST_MODE" {
			t.Fatalf("a live institution in a sandbox: %v", err)
		}
	})
	db := storetest.OpenAt(t, storetest.DSN(t, store.SQLite), store.Options{Kind: store.Live,
		Migrations: []store.Migration{flow.Migrations, outbox.Migrations, audit.Migrations, Migrations}})
	s, n := New(db), bank("997", nil)
	if _, err := s.Create(ctx, system, n); errs.As(err) == nil {
		t.Fatalf("a sandbox institution in a live database: %v", err)
	}
	n.Mode = Live
	of, err := s.Create(ctx, system, n)
	if err != nil {
		t.Fatal(err)
	}
	wantErr(t, s.Enable(ctx, system, of), ErrNoLicence)
	by := system
	by.Institution = of
	if err := s.SetLicence(ctx, by, "B0000000S0001", "银行卡收单"); err != nil {
		t.Fatal(err)
	}
	if err := s.Enable(ctx, system, of); err != nil {
		t.Fatal(err)
	}
}
