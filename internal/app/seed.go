package app

import (
	"context"
	"fmt"

	"tillway/internal/audit"
	"tillway/internal/identity"
	"tillway/internal/institution"
	"tillway/internal/kit/day"
	"tillway/internal/kit/secret"
	"tillway/internal/kit/store"
	"tillway/internal/party"
)

// The sandbox's institution and the password of all its invented people.
const (
	sandboxCode     = "999"
	sandboxPassword = "Lantern-Sandbox-47"
)

// person is an invented member of the bank's staff.
type person struct {
	login, name, zh, en string
	role                string
}

// staff are the people of the sandbox's bank, one for each duty that may not be
// combined with another.
var staff = []person{
	{"sales", "钱客户", "客户经理", "Account manager", audit.AccountMgr},
	{"entry", "孙录入", "录入员", "Entry clerk", audit.Entry},
	{"reviewer1", "李初审", "初审员", "First reviewer", audit.Reviewer1},
	{"reviewer2", "周复审", "复审员", "Second reviewer", audit.Reviewer2},
	{"risk", "吴风控", "风控员", "Risk officer", audit.Risk},
	{"compliance", "郑合规", "合规员", "Compliance officer", audit.Compliance},
	{"ops", "王运营", "终端运营", "Terminal operations", audit.Operations},
	{"engineer", "冯装机", "装机工程师", "Field engineer", audit.Engineer},
	{"maker", "陈经办", "结算经办", "Settlement maker", audit.SettleMaker},
	{"checker", "褚复核", "结算复核", "Settlement checker", audit.SettleChecker},
	{"support", "卫客服", "客服", "Customer service", audit.Support},
	{"trainer", "蒋培训", "培训师", "Trainer", audit.Trainer},
	{"auditor", "沈审计", "审计", "Auditor", audit.Auditor},
	{"key1", "韩密钥", "密钥管理员甲", "Key holder one", audit.KeyHolder1},
	{"key2", "杨密钥", "密钥管理员乙", "Key holder two", audit.KeyHolder2},
}

var administrator = person{"admin", "赵管理", "系统管理员", "Administrator", audit.Admin}

// seed makes the sandbox's institutions and its bank's staff where they are
// wanted and not there yet.
func (h *house) seed(ctx context.Context, wanted bool) error {
	if !wanted || h.DB.Kind() != store.Sandbox {
		return nil
	}
	if err := h.seedInstitutions(ctx); err != nil {
		return err
	}
	return h.seedPeople(ctx)
}

// seedInstitutions makes the sandbox's institutions by the product's own use
// cases. On a database that has some it does nothing.
func (h *house) seedInstitutions(ctx context.Context) error {
	known, err := h.Institution.List(ctx)
	if err != nil || len(known) > 0 {
		return err
	}
	for _, n := range []institution.NewInstitution{
		{Code: sandboxCode, NameZh: "沙箱银行", NameEn: "Sandbox Bank", Kind: institution.Bank, LicenceNo: "B9990000S0001",
			Scope: "银行卡收单", Mode: institution.Sandbox, Hotline: "400-999-0000", Hours: "09:00-18:00",
			Params: map[string]string{"deposit.account_name": "沙箱银行押金专户", "deposit.account_no": "999000000000001", "deposit.account_bank": "沙箱银行营业部",
				"reserve.account_no": "999000000000002"}},
		{Code: "998", NameZh: "沙箱支付", NameEn: "Sandbox Payments", Kind: institution.PSP, LicenceNo: "Z9980000S0001",
			Scope: "支付交易处理Ⅰ类", Mode: institution.Sandbox, Hotline: "400-998-0000", Hours: "00:00-24:00",
			Params: map[string]string{"fee.debit.ppm": "5500", "deposit.fen": "19900", "review.target_days": "2", "review.limit_days": "3",
				"deposit.account_name": "沙箱支付押金专户", "deposit.account_no": "998000000000001", "deposit.account_bank": "沙箱银行营业部"}},
	} {
		of, err := h.Institution.Create(ctx, audit.System(institution.IDOf(n.Code), "seed"), n)
		if err != nil {
			return fmt.Errorf("institution %s: %w", n.Code, err)
		}
		if err := h.Institution.Enable(ctx, audit.System(of, "seed"), of); err != nil {
			return fmt.Errorf("institution %s: %w", n.Code, err)
		}
	}
	return nil
}

// publishedCost is what a password hash of an invented person costs, in KiB:
// the password is printed at every start, and there is nothing to protect.
const publishedCost = 64

// seedPeople enrols whoever of the bank's staff is not there yet, the
// administrator first, the others at once.
func (h *house) seedPeople(ctx context.Context) error {
	inst := institution.IDOf(sandboxCode)
	by := audit.System(inst, "seed")
	there, err := h.Identity.List(ctx, by)
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, u := range there {
		known[u.Login] = true
	}
	published := identity.NewCosting(h.DB, h.Party, publishedCost)
	if len(there) == 0 {
		if _, err := published.Bootstrap(ctx, inst, newUser(administrator, 0)); err != nil {
			return err
		}
	}
	var enrol []func() error
	for i, p := range staff {
		if !known[p.login] {
			enrol = append(enrol, func() error {
				_, err := published.Enrol(ctx, by, newUser(p, i+1))
				return err
			})
		}
	}
	return together(enrol...)
}

// newUser invents a person: a number of a county that does not exist, a mobile
// of the sandbox's range.
func newUser(p person, n int) identity.NewUser {
	return identity.NewUser{Login: p.login, Roles: []string{p.role}, Password: secret.New(sandboxPassword), Person: party.Person{
		Kind: party.Natural, Name: p.name, IDNo: party.FictionalID("11", day.New(1985, 1, 1).AddDays(n*37)),
		Mobile: fmt.Sprintf("139999%05d", n)}}
}
