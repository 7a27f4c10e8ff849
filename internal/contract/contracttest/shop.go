// Package contracttest opens a shop for the tests of the rooms above contract:
// a fictional guest house, approved, with or without its contract in force.
package contracttest

import (
	"context"
	"testing"

	"tillway/internal/audit"
	"tillway/internal/contract"
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

// Migrations are the tables a shop needs; a room's test appends its own.
var Migrations = []store.Migration{flow.Migrations, outbox.Migrations, audit.Migrations, party.Migrations,
	institution.Migrations, merchant.Migrations, contract.Migrations}

// Inst is the institution of every test.
const Inst = id.Institution("ins_999")

// The institution's two accounts at its bank.
const (
	OwnAccount     = "999000000000001"
	ReserveAccount = "999000000000002"
)

// Shop is an approved merchant and the people around it.
type Shop struct {
	DB        *store.DB
	Merchants *merchant.Service
	Contracts *contract.Service
	Merchant  merchant.Merchant
	Owner     audit.Actor
	Officer   audit.Actor // the bank's

	t testing.TB
}

// Person is someone of the institution, distinct by user and party.
func Person(name string, roles ...string) audit.Actor {
	return audit.Actor{Institution: Inst, User: "usr_" + name, Party: "pty_" + name, Name: name, Roles: roles}
}

// Open makes institution, owner and merchant.
func Open(t testing.TB, db *store.DB, v vault.Vault) *Shop {
	t.Helper()
	ctx := context.Background()
	parties := party.New(db, v)
	s := &Shop{DB: db, Merchants: merchant.New(db, parties), Contracts: contract.New(db, v, t.TempDir()),
		Officer: Person("officer", audit.Operations), t: t}
	_, err := institution.New(db).Create(ctx, s.Officer, institution.NewInstitution{Code: "999", NameZh: "测试收单银行", NameEn: "Test Acquiring Bank",
		Kind: institution.Bank, LicenceNo: "T999", Scope: "全国", Mode: institution.Sandbox, Hotline: "95000",
		Params: map[string]string{"deposit.account_no": OwnAccount, "reserve.account_no": ReserveAccount}})
	s.must(err)
	s.open(ctx, parties)
	return s
}

func (s *Shop) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *Shop) open(ctx context.Context, parties *party.Service) {
	who, err := parties.Register(ctx, s.Officer, party.Person{Kind: party.Natural, Name: "欧阳测试", IDType: party.ResidentID,
		IDNo: party.FictionalID("11", day.MustParse("1990-01-01")), Mobile: "13800000008"})
	s.must(err)
	account, err := s.Merchants.SealAccount(ctx, Inst, merchant.NewAccount{Party: who, Type: merchant.Personal, Holder: "欧阳测试",
		Number: secret.New(party.CompleteLuhn("622848000000009")), BankCode: "999000000001", BankName: "测试银行", Cycle: "T1"})
	s.must(err)
	s.must(s.DB.Write(ctx, func(tx *store.Tx) (err error) {
		s.Merchant, err = merchant.OpenTx(tx, s.Officer, merchant.Opening{ApplicationID: "app_1", Code: "999", Area: "9900",
			Name: "云上小住客栈", ShortName: "云上小住", MCC: "7011", Kind: "IND", USCC: party.FictionalUSCC("92", 70), LegalParty: who,
			RiskLevel: "L", Products: []string{"debit", "credit", "wechat", "alipay", "preauth", "refund"},
			Store:   merchant.Store{Province: "测试省", City: "测试市", District: "示范区", Detail: "临河巷23号", Lon: "121.473701", Lat: "31.230416"},
			Account: account})
		return err
	}))
	s.Owner = Person("owner", audit.Owner)
	s.Owner.Merchant = s.Merchant.ID.String()
}

// Draft drafts and sends the contract.
func (s *Shop) Draft() contract.Contract {
	s.t.Helper()
	ctx := context.Background()
	var c contract.Contract
	s.must(s.DB.Write(ctx, func(tx *store.Tx) (err error) {
		c, err = contract.DraftTx(tx, s.Officer, s.Merchant.ApplicationID, s.Merchant.ID.String())
		return err
	}))
	s.must(s.Contracts.SendDrafted(ctx))
	v, err := s.Contracts.Look(ctx, s.Officer, c.ID)
	s.must(err)
	return v.Contract
}

// ReadAll opens every clause as the owner.
func (s *Shop) ReadAll(c contract.Contract) {
	s.t.Helper()
	for _, cl := range c.Clauses {
		_, err := s.Contracts.Read(context.Background(), s.Owner, c.ID, cl.ID)
		s.must(err)
	}
}

// Sign takes the one-time code and signs as the owner.
func (s *Shop) Sign(c contract.Contract) {
	s.t.Helper()
	ctx := context.Background()
	s.must(s.Contracts.RequestCode(ctx, s.Owner, c.ID))
	code, err := s.Contracts.SignCode(ctx, Inst, c.ID)
	s.must(err)
	_, err = s.Contracts.Sign(ctx, s.Owner, c.ID, code)
	s.must(err)
}

// InForce walks a contract to its end: drafted, read, signed, countersigned.
func (s *Shop) InForce() contract.Contract {
	s.t.Helper()
	c := s.Draft()
	s.ReadAll(c)
	s.Sign(c)
	v, err := s.Contracts.Countersign(context.Background(), s.Officer, c.ID)
	s.must(err)
	return v.Contract
}

// Met tells whether a condition of trade is met.
func (s *Shop) Met(condition string) bool {
	s.t.Helper()
	var all []merchant.Condition
	s.must(s.DB.Read(context.Background(), func(q store.Q) (err error) {
		all, err = merchant.Readiness(q, Inst, s.Merchant.ID)
		return err
	}))
	for _, c := range all {
		if c.Name == condition {
			return c.Met
		}
	}
	return false
}
