// Package merchanttest makes merchants for the tests of the rooms above, by
// use cases and never by SQL.
package merchanttest

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"

	"tillway/internal/audit"
	"tillway/internal/institution"
	"tillway/internal/kit/day"
	"tillway/internal/kit/flow"
	"tillway/internal/kit/id"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/secret"
	"tillway/internal/kit/store"
	"tillway/internal/kit/vault"
	"tillway/internal/merchant"
	"tillway/internal/party"
)

// Migrations are the rooms that a merchant needs, for storetest.Each.
var Migrations = []store.Migration{flow.Migrations, outbox.Migrations, audit.Migrations, party.Migrations, institution.Migrations, merchant.Migrations}

// Inst is the institution of the tests.
const Inst = id.Institution("ins_999")

var serial atomic.Int64

// Institution makes institution 999 and enables it.
func Institution(tb testing.TB, db *store.DB) {
	tb.Helper()
	svc := institution.New(db)
	by := audit.System(Inst, "test")
	_, err := svc.Create(context.Background(), by, institution.NewInstitution{Code: "999", NameZh: "测试银行", NameEn: "Test Bank",
		Kind: institution.Bank, Mode: institution.Sandbox, Hotline: "4000000999"})
	if err == nil {
		err = svc.Enable(context.Background(), by, Inst)
	}
	if err != nil {
		tb.Fatal(err)
	}
}

// Pending returns a merchant that has just been opened: a guest house of a
// sole trader, so that everything including pre-authorisation may be used.
func Pending(tb testing.TB, db *store.DB, v vault.Vault) merchant.Merchant {
	tb.Helper()
	ctx, by := context.Background(), audit.System(Inst, "test")
	n := int(serial.Add(1))
	parties := party.New(db, v)
	who, err := parties.Register(ctx, by, party.Person{Kind: party.Natural, Name: "测试人", Mobile: "13800000000",
		IDNo: party.FictionalID("11", day.New(1980, 1, 1).AddDays(n))})
	if err != nil {
		tb.Fatal(err)
	}
	account, err := merchant.New(db, parties).SealAccount(ctx, Inst, merchant.NewAccount{Party: who, Type: merchant.Personal, Holder: "测试人",
		Number: secret.New("6222000000000009"), BankCode: "999100000001", BankName: "测试银行营业部", Cycle: "T1"})
	if err != nil {
		tb.Fatal(err)
	}
	var m merchant.Merchant
	err = db.Write(ctx, func(tx *store.Tx) (err error) {
		m, err = merchant.OpenTx(tx, by, merchant.Opening{ApplicationID: fmt.Sprintf("app_test%d", n), Code: "999", Area: "9900",
			Name: "测试客栈（个体工商户）", ShortName: "测试客栈", MCC: "7011", Kind: institution.SoleTrader, USCC: party.FictionalUSCC("92", n),
			LegalParty: who, RiskLevel: "L", Products: []string{"debit", "credit", "wechat", "alipay", "preauth", "refund"}, Account: account,
			Store: merchant.Store{Province: "北京市", City: "北京市", District: "测试区", Detail: fmt.Sprintf("测试路%d号", n)}})
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

// Active returns a merchant whose conditions of trade are all met.
func Active(tb testing.TB, db *store.DB, v vault.Vault) merchant.Merchant {
	tb.Helper()
	m := Pending(tb, db, v)
	err := db.Write(context.Background(), func(tx *store.Tx) (err error) {
		for _, c := range merchant.Conditions {
			if err := merchant.MeetTx(tx, audit.System(Inst, "test"), m.ID, c, "test"); err != nil {
				return err
			}
		}
		m, err = merchant.Get(tx, Inst, m.ID)
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return m
}
