package identity

import (
	"slices"

	"tillway/internal/kit/errs"
)

// Role is a thing a person does in the house.
type Role struct {
	Name   string `json:"name"`
	Zh     string `json:"name_zh"`
	En     string `json:"name_en"`
	Shop   bool   `json:"shop"`  // held at a merchant
	Money  bool   `json:"money"` // moves or decides about money
	Reader bool   `json:"-"`     // may stand beside no other role
}

// Roles is the catalogue, in the order of the road from application to payout.
var Roles = []Role{
	{Name: "owner", Zh: "商户老板", En: "Merchant owner", Shop: true, Money: true},
	{Name: "manager", Zh: "店长", En: "Shop manager", Shop: true, Money: true},
	{Name: "cashier", Zh: "收银员", En: "Cashier", Shop: true, Money: true},
	{Name: "rm", Zh: "客户经理", En: "Account manager"},
	{Name: "entry", Zh: "录入员", En: "Entry clerk"},
	{Name: "reviewer1", Zh: "初审员", En: "First reviewer"},
	{Name: "reviewer2", Zh: "复审员", En: "Second reviewer"},
	{Name: "risk", Zh: "风控员", En: "Risk officer", Money: true},
	{Name: "compliance", Zh: "合规员", En: "Compliance officer"},
	{Name: "ops", Zh: "终端运营", En: "Terminal operations"},
	{Name: "engineer", Zh: "现场工程师", En: "Field engineer"},
	{Name: "settle_maker", Zh: "清算经办", En: "Settlement maker", Money: true},
	{Name: "settle_checker", Zh: "清算复核", En: "Settlement checker", Money: true},
	{Name: "cs", Zh: "客服", En: "Customer service"},
	{Name: "trainer", Zh: "培训师", En: "Trainer"},
	{Name: "auditor", Zh: "审计员", En: "Auditor", Reader: true},
	{Name: "admin", Zh: "系统管理员", En: "Administrator"},
	{Name: "keyholder1", Zh: "密钥保管员甲", En: "Key holder one"},
	{Name: "keyholder2", Zh: "密钥保管员乙", En: "Key holder two"},
	{Name: "integrator", Zh: "开发者", En: "Integrator"},
}

// exclusive lists pairs no person may hold together.
var exclusive = [][2]string{
	{"rm", "reviewer1"}, {"rm", "reviewer2"}, // 收单办法第10条: 拓展岗与资质审核岗不得兼岗
	{"entry", "reviewer1"}, {"entry", "reviewer2"}, // 录入员 ≠ 初审 ≠ 复审
	{"settle_maker", "settle_checker"}, // whoever draws up a payout does not release it
	{"keyholder1", "keyholder2"},       // dual control of keys
}

func roleNamed(name string) (Role, bool) {
	i := slices.IndexFunc(Roles, func(r Role) bool { return r.Name == name })
	if i < 0 {
		return Role{}, false
	}
	return Roles[i], true
}

// isShop tells whether a role is held at a merchant.
func isShop(role string) bool {
	r, ok := roleNamed(role)
	return ok && r.Shop
}

// checkRoles checks a set of roles that one person is to hold.
func checkRoles(names []string) []errs.FieldFault {
	if len(names) == 0 {
		return []errs.FieldFault{{Path: "roles", Code: "ROLE_NONE", Zh: "至少选择一个角色", En: "Choose at least one role"}}
	}
	var shop, bank, money, reader, admin bool
	for _, n := range names {
		r, ok := roleNamed(n)
		if !ok {
			return []errs.FieldFault{{Path: "roles", Code: "ROLE_UNKNOWN", Zh: "没有这个角色", En: "There is no such role"}}
		}
		shop, bank = shop || r.Shop, bank || !r.Shop
		money, reader, admin = money || r.Money, reader || r.Reader, admin || n == "admin"
	}
	switch {
	case shop && bank:
		return excluded("商户角色与机构角色不能由同一人兼任", "A shop's role and an institution's role exclude each other")
	case admin && money:
		return excluded("系统管理员不能兼任资金类角色", "An administrator holds no role that moves money")
	case reader && len(names) > 1:
		return excluded("审计员只读，不能兼任其他角色", "An auditor only reads and holds no other role")
	}
	for _, pair := range exclusive {
		if slices.Contains(names, pair[0]) && slices.Contains(names, pair[1]) {
			a, _ := roleNamed(pair[0])
			b, _ := roleNamed(pair[1])
			return excluded(a.Zh+"与"+b.Zh+"不能由同一人兼任", a.En+" and "+b.En+" exclude each other")
		}
	}
	return nil
}

func excluded(zh, en string) []errs.FieldFault {
	return []errs.FieldFault{{Path: "roles", Code: "ROLE_EXCLUDED", Zh: zh, En: en}}
}

// union merges the roles of one person's accounts.
func union(a, b []string) []string {
	out := slices.Concat(a, b)
	slices.Sort(out)
	return slices.Compact(out)
}
