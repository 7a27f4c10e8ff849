package billing

import "tillway/internal/kit/errs"

// What can go wrong with a deposit.
var (
	ErrDeposit = errs.Define("billing.deposit", errs.NotFound,
		"没有这张押金单。", "There is no such deposit order.", "核对押金单号。", "Check its number.")
	ErrBankRef = errs.Define("billing.bank_ref", errs.Conflict,
		"该银行流水号已登记为另一笔来款。", "This bank reference is already recorded for another receipt.",
		"核对银行回单。", "Check the bank's advice.")
	ErrAmount = errs.Define("billing.amount", errs.Invalid,
		"来款金额须大于 0。", "A receipt is more than zero.", "核对银行回单。", "Check the bank's advice.")
	ErrProposed = errs.Define("billing.proposed", errs.Conflict,
		"该押金单已有待批准的申请。", "This deposit already has a request that waits for approval.",
		"请另一人批准。", "Have another person approve it.")
	ErrNotProposed = errs.Define("billing.not_proposed", errs.Conflict,
		"没有待批准的申请。", "There is no request to approve.", "先提出申请并说明原因。", "Make the request first, with its reason.")
	ErrSamePerson = errs.Define("billing.same_person", errs.Forbidden,
		"须由另一人批准，您是申请人。", "Another person has to approve this; you asked for it.",
		"请有权限的同事批准。", "Ask a colleague with the right to do so.")
	ErrReceipt = errs.Define("billing.receipt", errs.NotFound,
		"没有这笔待查来款，或已处理完毕。", "There is no such receipt under inquiry, or it has been dealt with.", "刷新后重试。", "Reload and try again.")
	ErrClaimed = errs.Define("billing.claimed", errs.Conflict,
		"这笔来款已有待批准的处理申请。", "This receipt has a claim that waits for approval.", "请另一人批准。", "Have another person decide.")
	ErrNotDue = errs.Define("billing.not_due", errs.Conflict,
		"押金单 {number} 现在无需缴纳。", "Nothing is due on order {number} now.", "请改为退回来款。", "Return the receipt instead.")
	ErrRaced = errs.Define("billing.raced", errs.Conflict,
		"押金单刚被他人更新。", "Someone else has just changed this deposit.", "刷新后重试。", "Reload and try again.")
)
