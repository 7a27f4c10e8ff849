package merchant

import "tillway/internal/kit/errs"

// What can go wrong with a merchant.
var (
	ErrUnknown = errs.Define("merchant.unknown", errs.NotFound,
		"没有这个商户。", "There is no such merchant.",
		"核对编号。", "Check the identifier.")
	ErrNumbersUsed = errs.Define("merchant.numbers_used", errs.Conflict,
		"该地区和行业的商户号已用完。", "All merchant numbers of this area and trade are used.",
		"请管理员启用下一个地区代码。", "Ask an administrator to set the next area code.")
	ErrBadNumber = errs.Define("merchant.bad_number", errs.Internal,
		"商户号的组成部分不正确。", "A part of the merchant number has the wrong form.",
		"检查机构代码、地区代码和行业代码。", "Check the codes of institution, area and trade.")
	ErrCondition = errs.Define("merchant.condition", errs.Internal,
		"没有这个开通条件。", "There is no such condition of trade.",
		"请联系技术支持。", "Please contact support.")
	ErrSwitch = errs.Define("merchant.switch", errs.Invalid,
		"没有名为“{name}”的功能开关。", "There is no switch named {name}.",
		"开关名见商户页面。", "See the merchant's page for the names.")
	ErrNotForTrade = errs.Define("merchant.not_for_trade", errs.Conflict,
		"该行业不允许开通预授权。", "This trade may not have pre-authorisation.",
		"只有酒店、租车、医院和4S店可以开通。", "Only hotels, car rental, hospitals and car dealers may.")
	ErrReason = errs.Define("merchant.reason", errs.Invalid,
		"请写明原因（至少5个字）。", "Give the reason (at least five characters).",
		"补充原因。", "Add the reason.")
	ErrNoAccount = errs.Define("merchant.no_account", errs.Conflict,
		"商户没有生效的结算账户。", "The merchant has no settlement account in force.",
		"先登记结算账户。", "Record one first.")
	ErrAccountUnknown = errs.Define("merchant.account_unknown", errs.NotFound,
		"没有这个结算账户变更申请。", "There is no such change of the settlement account.",
		"核对编号。", "Check the identifier.")
	ErrAccountPending = errs.Define("merchant.account_pending", errs.Conflict,
		"已有一个结算账户变更在办理中。", "A change of the settlement account is under way already.",
		"等待办理完毕。", "Wait until it is finished.")
	ErrSamePerson = errs.Define("merchant.same_person", errs.Conflict,
		"结算账户变更的申请、核验和批准必须由不同的人完成。", "Proposing, checking and approving a settlement account is done by different people.",
		"请另一位人员办理。", "Ask another person.")
)
