package risk

import "tillway/internal/kit/errs"

// What is declined, and why.
var (
	ErrListed = errs.Define("risk.listed", errs.Forbidden,
		"该卡受限，不能在此交易。", "This card is restricted and cannot be used here.",
		"请顾客换用其他付款方式。", "Ask the customer for another way to pay.")
	ErrSuspended = errs.Define("risk.suspended", errs.Forbidden,
		"商户已暂停收款。", "The merchant's acceptance is suspended.",
		"请联系客户经理。", "Contact the account manager.")
	ErrSingle = errs.Define("risk.single", errs.Forbidden,
		"单笔金额超过限额 {limit} 元。", "The amount is above the limit of {limit} yuan per payment.",
		"换用其他付款方式；不要拆分金额。", "Use another way to pay; do not split the amount.")
	ErrDay = errs.Define("risk.day", errs.Forbidden,
		"当日累计超过限额 {limit} 元。", "The day's total would pass the limit of {limit} yuan.",
		"换用其他付款方式，或申请提高限额。", "Use another way to pay, or apply for a higher limit.")
	ErrNoPIN = errs.Define("risk.no_pin", errs.Forbidden,
		"免密交易单笔不超过 {limit} 元。", "A payment without PIN may not exceed {limit} yuan.",
		"请插卡并输入密码。", "Insert the card and enter the PIN.")
	ErrRule = errs.Define("risk.rule", errs.Forbidden,
		"交易次数超出限制。", "The number of payments is above what is allowed.",
		"请顾客换用其他付款方式。", "Ask the customer for another way to pay.")
	ErrLevel = errs.Define("risk.level", errs.Invalid,
		"商户风险等级只能是 L、M、H、X。", "A merchant's level is L, M, H or X.",
		"选择其中之一。", "Choose one of them.")
)
