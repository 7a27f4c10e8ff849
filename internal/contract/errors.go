package contract

import "tillway/internal/kit/errs"

// What can go wrong with a contract.
var (
	ErrContract = errs.Define("contract.none", errs.NotFound,
		"没有这份合同。", "There is no such contract.", "核对合同编号。", "Check its number.")
	ErrNotApproved = errs.Define("contract.not_approved", errs.Conflict,
		"申请尚未审核通过，不能签约。", "The application is not approved yet; nothing can be signed.",
		"等待审核结果。", "Wait for the review.")
	ErrNoPlan = errs.Define("contract.no_plan", errs.NotFound,
		"商户没有生效的合同。", "The merchant has no contract in force.", "先完成签约。", "Sign the contract first.")
	ErrProduct = errs.Define("contract.product", errs.Forbidden,
		"合同附件没有约定 {code}，不得收取。", "The signed annex does not name {code}; it may not be charged.",
		"按合同附件收费。", "Charge what the annex names.")
	ErrClause = errs.Define("contract.clause", errs.NotFound,
		"合同没有这一条款。", "The contract has no such clause.", "从条款列表中选择。", "Choose one of the listed clauses.")
	ErrUnread = errs.Define("contract.unread", errs.Conflict,
		"还有 {n} 条条款没有阅读，不能签署。", "{n} clauses have not been read; it cannot be signed.",
		"逐条阅读后再签署。", "Read them all, then sign.")
	ErrExpired = errs.Define("contract.expired", errs.Conflict,
		"签约链接已于 {until} 过期。", "The invitation to sign ended on {until}.",
		"请联系客户经理重新发送。", "Ask your account manager to send it again.")
	ErrCode = errs.Define("contract.code", errs.Forbidden,
		"验证码不正确或已过期。", "The one-time code is wrong or has ended.",
		"重新获取验证码。", "Ask for a new code.")
	ErrCodeTries = errs.Define("contract.code_tries", errs.TooMany,
		"验证码错误次数过多。", "Too many wrong codes.", "重新获取验证码。", "Ask for a new code.")
	ErrNotSigner = errs.Define("contract.not_signer", errs.Forbidden,
		"只有商户负责人可以签署。", "Only the merchant's owner may sign.", "请负责人本人登录。", "Have the owner sign in.")
	ErrQuestion = errs.Define("contract.question", errs.NotFound,
		"没有这个问题。", "There is no such question.", "刷新后重试。", "Reload and try again.")
	ErrText = errs.Define("contract.text", errs.Invalid,
		"请填写 2 至 500 字。", "Write 2 to 500 characters.", "补充内容后重试。", "Complete the text and try again.")
	ErrFile = errs.Define("contract.file", errs.NotFound,
		"这份文件还没有生成。", "This file does not exist yet.", "签署完成后再下载。", "Download it after the signature.")
	ErrDamaged = errs.Define("contract.damaged", errs.Internal,
		"存档文件与登记的摘要不符。", "The stored file does not match its recorded digest.",
		"请联系技术支持。", "Please contact support.")
	ErrSamePerson = errs.Define("contract.same_person", errs.Forbidden,
		"恢复合同须由暂停人以外的人办理。", "A contract is resumed by somebody else than who suspended it.",
		"请另一位风控或合规人员办理。", "Ask another risk or compliance officer.")
	ErrRaced = errs.Define("contract.raced", errs.Conflict,
		"合同刚被他人更新。", "Someone else has just changed this contract.", "刷新后重试。", "Reload and try again.")
)
