package audit

import (
	"slices"

	"tillway/internal/kit/id"
)

// Actor is who acts. identity builds it from a session; jobs and subscribers
// use System.
type Actor struct {
	Institution id.Institution
	User        string // user id
	Party       string // the person behind the user: four eyes compare this
	Name        string
	Roles       []string
	Merchant    string // set when the actor belongs to a merchant: the scope of everything asked
	IP          string
	Device      string
}

// The roles. What each may do is written at each route of the API.
const (
	Owner         = "owner"          // 商户负责人
	Manager       = "manager"        // 店长
	Cashier       = "cashier"        // 收银员
	AccountMgr    = "rm"             // 客户经理
	Entry         = "entry"          // 录入员
	Reviewer1     = "reviewer1"      // 初审
	Reviewer2     = "reviewer2"      // 复审
	Risk          = "risk"           // 风控
	Compliance    = "compliance"     // 合规
	Operations    = "ops"            // 运营
	Engineer      = "engineer"       // 装机/巡检员
	SettleMaker   = "settle_maker"   // 结算经办
	SettleChecker = "settle_checker" // 结算复核
	Support       = "cs"             // 客服
	Trainer       = "trainer"        // 培训师
	Auditor       = "auditor"        // 审计
	Admin         = "admin"          // 系统管理员
	KeyHolder1    = "keyholder1"     // 密钥管理员甲
	KeyHolder2    = "keyholder2"     // 密钥管理员乙
	Integrator    = "integrator"     // 开发者
)

// Roles lists every role.
var Roles = []string{Owner, Manager, Cashier, AccountMgr, Entry, Reviewer1, Reviewer2, Risk, Compliance, Operations,
	Engineer, SettleMaker, SettleChecker, Support, Trainer, Auditor, Admin, KeyHolder1, KeyHolder2, Integrator}

// Has reports whether the actor holds a role.
func (a Actor) Has(role string) bool { return slices.Contains(a.Roles, role) }

// System is the program itself acting for an institution: part says which job,
// subscriber or listener.
func System(inst id.Institution, part string) Actor {
	return Actor{Institution: inst, User: "system:" + part, Name: part}
}

// IsSystem reports whether the program itself acts.
func (a Actor) IsSystem() bool { return len(a.User) > 7 && a.User[:7] == "system:" }
