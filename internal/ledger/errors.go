package ledger

import "tillway/internal/kit/errs"

// What the books refuse.
var (
	ErrUnbalanced = errs.Define("ledger.unbalanced", errs.Internal,
		"{currency} 借贷不平，分录不成立。", "Debits and credits in {currency} differ; there is no such entry.",
		"请联系技术支持。", "Please contact support.")
	ErrEntry = errs.Define("ledger.entry", errs.Internal,
		"分录不完整：{reason}。", "The entry is not complete: {reason}.",
		"请联系技术支持。", "Please contact support.")
	ErrTwice = errs.Define("ledger.twice", errs.Conflict,
		"这笔业务已经入账，不会重复入账。", "This fact is in the books already and is not posted twice.",
		"查看已有分录。", "Look at the entry that is there.")
	ErrNoEntry = errs.Define("ledger.no_entry", errs.NotFound,
		"没有这笔分录。", "There is no such entry.",
		"检查分录编号。", "Check the entry's number.")
	ErrInsufficient = errs.Define("ledger.insufficient", errs.Conflict,
		"账户可用余额不足。", "The account's available balance is too small.",
		"等待新的结算款入账，或减少金额。", "Wait for new funds or use a smaller amount.")
	ErrStatementLong = errs.Define("ledger.statement_long", errs.Invalid,
		"这段时间的明细过多，一次最多 5000 笔。", "There are more than 5,000 lines in this time.",
		"请缩短日期范围。", "Ask for fewer days.")
	ErrNoHold = errs.Define("ledger.no_hold", errs.NotFound,
		"没有这笔冻结，或已经解除。", "There is no such hold, or it has been released.",
		"检查冻结编号。", "Check the hold's number.")
)
