package notify

import (
	"tillway/internal/billing"
	"tillway/internal/contract"
	"tillway/internal/fieldwork"
	"tillway/internal/identity"
	"tillway/internal/kit/outbox"
	"tillway/internal/merchant"
	"tillway/internal/onboarding"
	"tillway/internal/payment"
	"tillway/internal/settlement"
)

// Class groups kinds that a person switches together.
type Class struct {
	Name   string
	Zh, En string
	Locked bool // cannot be switched off
}

var (
	money    = Class{"money", "资金提醒（到账、退款、调账、冻结）", "Money: payouts, refunds, adjustments, freezes", false}
	progress = Class{"progress", "办理进度（申请、签约、装机）", "Progress: application, contract, installation", false}
	security = Class{"security", "安全提醒（登录、密码、账户变更、验证码）", "Security: sign-in, password, account changes, codes", true}
)

// Classes lists the classes.
var Classes = []Class{money, progress, security}

// to says who is told.
type to int

const (
	owner     to = iota // the owners of the event's merchant_id
	applicant           // the event's owner_user
	user                // the event's user_id
)

// rule turns a topic into a message. The texts' placeholders are fields of the
// event, and amount, day, time and hotline, which the renderer makes.
type rule struct {
	topic  string
	kind   string
	class  Class
	to     to
	zh, en string
}

func on(e outbox.Event, kind string, class Class, to to, zh, en string) rule {
	return rule{e.Topic(), kind, class, to, zh, en}
}

var rules = []rule{
	on(settlement.PayoutPaid{}, "settlement", money, owner,
		"您尾号{last4}账户{time}到账结算款{amount}元（{day}交易）。客服{hotline}",
		"Paid {amount} CNY to *{last4} for {day}. Tel {hotline}"),
	on(settlement.PayoutFailed{}, "payout_failed", money, owner,
		"结算款{amount}元未能到账（尾号{last4}：{why}），已退回待结算余额。客服{hotline}",
		"Payout {amount} CNY to *{last4} failed. Tel {hotline}"),
	on(payment.Refunded{}, "refund", money, owner,
		"已向顾客退款{amount}元，参考号{rrn}，从待结算款中扣除。客服{hotline}",
		"Refunded {amount} CNY, ref {rrn}. Tel {hotline}"),
	on(settlement.Adjusted{}, "adjustment", money, owner,
		"您的待结算款调账{signed}元，原因：{reason}。客服{hotline}",
		"Balance adjusted {signed} CNY. Tel {hotline}"),
	on(settlement.Frozen{}, "freeze", money, owner,
		"您的待结算款中{amount}元已暂停结算，详情见商户后台。客服{hotline}",
		"Payout of {amount} CNY is on hold. Tel {hotline}"),
	on(settlement.Unfrozen{}, "unfreeze", money, owner,
		"您的待结算款中{amount}元已恢复结算。客服{hotline}",
		"Payout of {amount} CNY is released. Tel {hotline}"),
	on(billing.DepositPaid{}, "deposit_paid", money, owner,
		"已收到终端押金{amount}元，订单{number}。客服{hotline}",
		"Deposit {amount} CNY received. Tel {hotline}"),

	on(billing.DepositRecalled{}, "deposit_recalled", money, owner,
		"押金{amount}元被付款行追回，请重新转账，附言{number}。客服{hotline}",
		"{number} was recalled; pay again. Tel {hotline}"),

	on(onboarding.Moved{Verb: "submitted"}, "application_submitted", progress, applicant,
		"进件申请{number}已提交，预计{promised_date}前答复。客服{hotline}",
		"{number}: answer by {promised_date}. Tel {hotline}"),
	on(onboarding.Moved{Verb: "returned"}, "application_returned", progress, applicant,
		"进件申请{number}需补充资料，请登录查看并修改。客服{hotline}",
		"{number}: changes needed. Tel {hotline}"),
	on(onboarding.Moved{Verb: "rejected"}, "application_rejected", progress, applicant,
		"进件申请{number}未通过审核，详情请登录查看。客服{hotline}",
		"{number}: not approved. Tel {hotline}"),
	on(onboarding.Approved{}, "application_approved", progress, applicant,
		"进件申请{number}已通过审核，下一步请签约。客服{hotline}",
		"{number}: approved. Next: contract. Tel {hotline}"),
	on(onboarding.Overdue{}, "application_overdue", progress, applicant,
		"进件申请{number}审核超过预计时间，我们正在加快处理。客服{hotline}",
		"{number} is late; we are on it. Tel {hotline}"),
	on(contract.SentOut{}, "contract_sent", progress, owner,
		"协议{number}请登录逐条阅读并签署。客服{hotline}",
		"Please read and sign {number}. Tel {hotline}"),
	on(contract.Effective{}, "contract_effective", progress, owner,
		"协议{number}已生效。客服{hotline}",
		"Contract {number} is in force. Tel {hotline}"),
	on(billing.DepositOpened{}, "deposit_due", progress, owner,
		"请转账支付终端押金{amount}元，附言填写{number}。客服{hotline}",
		"Pay {amount} CNY, remark {number}. Tel {hotline}"),
	on(fieldwork.Scheduled{}, "visit_planned", progress, owner,
		"装机工单{number}已预约{planned_on}上门。客服{hotline}",
		"Visit {number} on {planned_on}. Tel {hotline}"),
	on(merchant.Moved{Verb: "activated"}, "merchant_active", progress, owner,
		"商户{mid}已开通收款。客服{hotline}",
		"Shop {mid} is open for payments. Tel {hotline}"),

	on(merchant.Moved{Verb: "halted"}, "merchant_halted", security, owner,
		"商户{mid}已暂停收款，详情请登录查看。客服{hotline}",
		"Shop {mid} is halted, please sign in. Tel {hotline}"),
	on(merchant.Moved{Verb: "resumed"}, "merchant_resumed", security, owner,
		"商户{mid}已恢复收款。客服{hotline}",
		"Shop {mid} takes payments again. Tel {hotline}"),
	on(contract.SignCode{}, "sign_code", security, owner,
		"签约验证码{code}，{minutes}分钟内有效，请勿告诉他人。客服{hotline}",
		"Signing code {code}, valid {minutes} min. Tell nobody. Tel {hotline}"),
	on(merchant.AccountMoved{Verb: "proposed"}, "account_change", security, owner,
		"结算账户变更申请已收到（尾号{last4}）。非本人操作请致电{hotline}",
		"New payout account *{last4} asked for. Not you? {hotline}"),
	on(merchant.AccountMoved{Verb: "approved"}, "account_approved", security, owner,
		"结算账户将变更为尾号{last4}。非本人操作请致电{hotline}",
		"Payout account becomes *{last4}. Not you? {hotline}"),
	on(identity.NewDevice{}, "new_device", security, user,
		"您的账号{time}在新设备登录。非本人操作请改密码并致电{hotline}",
		"Sign-in from a new device. Not you? Call {hotline}"),
	on(identity.Locked{}, "user_locked", security, user,
		"您的账号因多次密码错误已锁定。非本人操作请致电{hotline}",
		"Your login is locked. Not you? Call {hotline}"),
	on(identity.PasswordChanged{}, "password_changed", security, user,
		"您的登录密码{time}已修改。非本人操作请致电{hotline}",
		"Your password was changed. Not you? Call {hotline}"),
	on(Chosen{}, "choice", security, user,
		"您{switched}了短信提醒：{class_name}。非本人操作请致电{hotline}",
		"You {switched} SMS alerts: {class_name}. Not you? {hotline}"),
	on(identity.PasswordDue{}, "password_due", security, user,
		"您的登录密码还有{days_left}天到期，请登录修改。客服{hotline}",
		"Password ends in {days_left} days. Tel {hotline}"),
}

// topics lists what the room listens to.
func topics() (out []string) {
	for _, r := range rules {
		out = append(out, r.topic)
	}
	return out
}

func ruleOf(kind string) (rule, bool) {
	for _, r := range rules {
		if r.kind == kind {
			return r, true
		}
	}
	return rule{}, false
}
