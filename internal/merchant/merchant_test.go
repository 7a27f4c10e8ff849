package merchant_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"tillway/internal/audit"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/secret"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
	"tillway/internal/kit/vault"
	"tillway/internal/merchant"
	"tillway/internal/merchant/merchanttest"
	"tillway/internal/module/moduletest"
	"tillway/internal/party"
)

const inst = merchanttest.Inst

var (
	ctx    = context.Background()
	system = audit.System(inst, "test")
)

func each(t *testing.T, fn func(t *testing.T, db *store.DB, v vault.Vault)) {
	t.Helper()
	storetest.Each(t, merchanttest.Migrations, func(t *testing.T, db *store.DB) {
		merchanttest.Institution(t, db)
		fn(t, db, moduletest.Start(t))
	})
}

func wantErr(t *testing.T, err error, d *errs.Definition) {
	t.Helper()
	if !errs.Is(err, d) {
		t.Fatalf("want %s, got %v", d.Code, err)
	}
}

func mayTrade(t *testing.T, db *store.DB, of merchant.ID) (ok bool, missing []string) {
	t.Helper()
	err := db.Read(ctx, func(q store.Q) (err error) { ok, missing, err = merchant.MayTrade(q, inst, of); return err })
	if err != nil {
		t.Fatal(err)
	}
	return ok, missing
}

// status returns where a merchant's life stands.
func status(t *testing.T, db *store.DB, of merchant.ID) string {
	t.Helper()
	var m merchant.Merchant
	err := db.Read(ctx, func(q store.Q) (err error) { m, err = merchant.Get(q, inst, of); return err })
	if err != nil {
		t.Fatal(err)
	}
	return m.Status
}

func TestNumbersAreGivenOnce(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, v vault.Vault) {
		for want := 1; want <= 3; want++ {
			if m := merchanttest.Pending(t, db, v); m.MID != fmt.Sprintf("99999007011%04d", want) {
				t.Fatalf("merchant %d has the number %s", want, m.MID)
			}
		}
	})
}

func TestS085_AllConditionsOrNoTrade(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, v vault.Vault) {
		for _, left := range merchant.Conditions {
			m := merchanttest.Pending(t, db, v)
			if ok, missing := mayTrade(t, db, m.ID); ok || len(missing) != len(merchant.Conditions) {
				t.Fatalf("a new merchant may trade: %v, missing %v", ok, missing)
			}
			meet := func(name string) {
				t.Helper()
				if err := db.Write(ctx, func(tx *store.Tx) error { return merchant.MeetTx(tx, system, m.ID, name, "ref") }); err != nil {
					t.Fatal(err)
				}
			}
			for _, c := range merchant.Conditions {
				if c != left {
					meet(c)
				}
			}
			if ok, missing := mayTrade(t, db, m.ID); ok || !slices.Equal(missing, []string{left}) {
				t.Fatalf("without %s: may trade %v, missing %v", left, ok, missing)
			}
			meet(left)
			if ok, _ := mayTrade(t, db, m.ID); !ok || status(t, db, m.ID) != "active" {
				t.Fatalf("with all conditions met it is %s and may trade: %v", status(t, db, m.ID), ok)
			}
			err := db.Write(ctx, func(tx *store.Tx) error { return merchant.UnmeetTx(tx, system, m.ID, left, "lost") })
			if err != nil {
				t.Fatal(err)
			}
			if ok, missing := mayTrade(t, db, m.ID); ok || !slices.Equal(missing, []string{left}) || status(t, db, m.ID) != "halted" {
				t.Fatalf("after losing %s: %s, may trade %v, missing %v", left, status(t, db, m.ID), ok, missing)
			}
			meet(left)
			if ok, _ := mayTrade(t, db, m.ID); !ok {
				t.Fatalf("after getting %s back it may not trade", left)
			}
		}
	})
}

func TestS102_Switches(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, v vault.Vault) {
		rooms := merchant.New(db, party.New(db, v))
		m := merchanttest.Active(t, db, v)
		owner := audit.Actor{Institution: inst, User: "usr_o", Party: "pty_o", Roles: []string{"owner"}, Merchant: m.ID.String()}
		if err := rooms.SetSwitches(ctx, owner, m.ID, merchant.Switches{merchant.Refund: false}, "店里不办退货"); err != nil {
			t.Fatal(err)
		}
		view, err := rooms.View(ctx, owner, m.ID)
		if err != nil || view.Switches[merchant.Refund] || !view.Switches[merchant.Sale] || !view.Switches[merchant.Preauth] {
			t.Fatalf("switches %v: %v", view.Switches, err)
		}
		wantErr(t, rooms.SetSwitches(ctx, owner, m.ID, merchant.Switches{"cashout": true}, "想开通套现"), merchant.ErrSwitch)
		wantErr(t, rooms.SetSwitches(ctx, owner, m.ID, merchant.Switches{merchant.Sale: false}, ""), merchant.ErrReason)
		other := owner
		other.Merchant = "mer_other"
		wantErr(t, rooms.SetSwitches(ctx, other, m.ID, merchant.Switches{merchant.Sale: false}, "不是自己的店"), merchant.ErrUnknown)
		_, err = rooms.View(ctx, other, m.ID)
		wantErr(t, err, merchant.ErrUnknown)
	})
}

func TestS099_AccountChangeNeedsThreePeopleAndADay(t *testing.T) {
	each(t, func(t *testing.T, db *store.DB, v vault.Vault) {
		rooms := merchant.New(db, party.New(db, v))
		m := merchanttest.Active(t, db, v)
		who := func(n string) audit.Actor {
			return audit.Actor{Institution: inst, User: "usr_" + n, Party: "pty_" + n, Roles: []string{"ops"}}
		}
		fresh := merchant.NewAccount{Type: merchant.Personal, Holder: "测试人", Number: secret.New("6217000000000000004"), BankCode: "999100000001",
			BankName: "测试银行第二支行", Cycle: "T1"}
		change, err := rooms.ProposeAccount(ctx, who("owner"), m.ID, fresh, "REG1")
		if err != nil {
			t.Fatal(err)
		}
		_, err = rooms.ProposeAccount(ctx, who("owner"), m.ID, fresh, "REG1")
		wantErr(t, err, merchant.ErrAccountPending)
		if err := rooms.DecideAccount(ctx, who("owner"), change, "check"); !errs.Is(err, merchant.ErrSamePerson) {
			t.Fatalf("the maker checked: %v", err)
		}
		if err := rooms.DecideAccount(ctx, who("checker"), change, "check"); err != nil {
			t.Fatal(err)
		}
		wantErr(t, rooms.DecideAccount(ctx, who("checker"), change, "approve"), merchant.ErrSamePerson)
		if err := rooms.DecideAccount(ctx, who("approver"), change, "approve"); err != nil {
			t.Fatal(err)
		}
		pays := func(last4 string) {
			t.Helper()
			a, err := rooms.SettlementAccount(ctx, system, m.ID)
			if err != nil || a.Last4 != last4 || a.Number.Reveal()[len(a.Number.Reveal())-4:] != last4 {
				t.Fatalf("the next payout goes to …%s, want …%s: %v", a.Last4, last4, err)
			}
		}
		pays("0009")
		db.Clock().Set(db.Clock().Now().Add(24*time.Hour - time.Minute))
		pays("0009")
		db.Clock().Set(db.Clock().Now().Add(2 * time.Minute))
		pays("0004")
		if got, err := rooms.Get(ctx, system, m.ID); err != nil || got.Settlement.Last4 != "0004" {
			t.Fatalf("the page shows …%s: %v", got.Settlement.Last4, err)
		}
	})
}
