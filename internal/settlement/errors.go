package settlement

import (
	"tillway/internal/kit/errs"
	"tillway/internal/ledger"
)

// What can go wrong in settlement.
var (
	ErrNoDay = errs.Define("settlement.no_day", errs.NotFound,
		"营业日 {date} 还没有日切。", "Business day {date} has not been cut off.",
		"先执行日切。", "Cut the day off first.")
	ErrNotOpen = errs.Define("settlement.not_open", errs.Conflict,
		"当前营业日是 {open}，不能对 {date} 日切。", "The open business day is {open}; {date} cannot be cut off.",
		"请对当前营业日执行日切。", "Cut off the open business day.")
	ErrUnfinished = errs.Define("settlement.unfinished", errs.Conflict,
		"营业日 {date} 还有 {count} 笔交易没有结果，暂不能清分。", "Business day {date} still has {count} payment(s) without an outcome.",
		"等待交易得到结果或完成冲正后重试。", "Try again when they have been answered or reversed.")
	ErrOrder = errs.Define("settlement.order", errs.Conflict,
		"请先清分较早的营业日 {date}。", "The earlier business day {date} is to be cleared first.",
		"按日期先后逐日清分。", "Clear the days one after another.")
	ErrFile = errs.Define("settlement.file", errs.Invalid,
		"{channel} 的对账文件不能使用：{reason}。", "The file of {channel} cannot be used: {reason}.",
		"向渠道重新获取文件；原文件请保留备查。", "Ask the channel for the file again and keep this one as evidence.")
	ErrFileTaken = errs.Define("settlement.file_taken", errs.Conflict,
		"{date} 的 {channel} 对账文件已导入过另一份。", "A different file of {channel} was taken for {date} already.",
		"请核对文件来源，以免重复入账。", "Check where the file comes from; nothing was booked twice.")
	ErrFileOrder = errs.Define("settlement.file_order", errs.Conflict,
		"请先导入 {date} 的 {channel} 对账文件。", "Take the file of {channel} for {date} first.",
		"按日期先后逐日导入。", "Take the files one day after another.")
	ErrNotCarried = errs.Define("settlement.not_carried", errs.Conflict,
		"{next} 的对账文件已经导入，其中没有对应的一笔。", "The file of {next} is in already and does not hold the counterpart.",
		"请改为入账处理。", "Have the difference booked instead.")
	ErrNotReconciled = errs.Define("settlement.not_reconciled", errs.Conflict,
		"营业日 {date} 尚未对平，还有 {open} 笔差异、{missing} 份文件未到。", "Business day {date} is not reconciled: {open} difference(s) open, {missing} file(s) missing.",
		"先导入全部渠道文件并处理差异。", "Take every channel's file and resolve the differences first.")
	ErrSamePerson = errs.Define("settlement.same_person", errs.Conflict,
		"经办和复核不能是同一个人。", "The person who planned the payouts may not approve them.",
		"请由另一位结算人员复核。", "Have another person approve.")
	ErrNoRun = errs.Define("settlement.no_run", errs.NotFound,
		"没有可处理的出款批次。", "There is no payout run to work on.",
		"先为已清分的营业日编制出款批次。", "Plan the payouts of a cleared day first.")
	ErrReserve = errs.Define("settlement.reserve_short", errs.Conflict,
		"备付金可用 {have} 元，不足以支付本批 {need} 元：渠道清算款尚未到账。", "The reserve has {have} CNY left and the run needs {need}: the channels' money has not arrived yet.",
		"等待渠道清算款到账后再复核。", "Approve when the channels have paid.")
	ErrNoReserve = errs.Define("settlement.no_reserve", errs.Conflict,
		"机构还没有登记备付金账号，不能出款。", "The institution has not named its reserve account; nothing can be paid.",
		"在参数中登记 reserve.account_no。", "Set the parameter reserve.account_no.")
	ErrRunState = errs.Define("settlement.run_state", errs.Conflict,
		"出款批次 {run} 已{done}，不能重复操作。", "Run {run} has been {done} already.",
		"查看该批次的当前状态。", "Look at the run's present state.")
	ErrStatement = errs.Define("settlement.statement", errs.Invalid,
		"银行流水文件不能使用：{reason}。", "The bank statement cannot be used: {reason}.",
		"暂不入账；请与银行核对。", "Nothing was booked; check with the bank.")
	ErrResult = errs.Define("settlement.result", errs.Invalid,
		"银行回盘文件不能使用：{reason}。", "The bank's result cannot be used: {reason}.",
		"暂不入账；请与银行核对。", "Nothing was booked; check with the bank.")
	ErrNoAnswer = errs.Define("settlement.no_answer", errs.NotFound,
		"银行还没有回复批次 {run}。", "The bank has not answered run {run} yet.",
		"稍后再读取回单。", "Look again in a moment.")
	ErrNoPayout = errs.Define("settlement.no_payout", errs.NotFound,
		"没有这笔出款。", "There is no such payout.", "请核对编号。", "Check the number.")
	ErrNoDifference = errs.Define("settlement.no_difference", errs.NotFound,
		"没有这笔差异。", "There is no such difference.", "刷新后重试。", "Reload and try again.")
	ErrResolved = errs.Define("settlement.resolved", errs.Conflict,
		"这笔差异已经处理完毕。", "This difference has been dealt with already.", "刷新查看处理结果。", "Reload to see how.")
	ErrBookingWaits = errs.Define("settlement.booking_waits", errs.Conflict,
		"这笔差异已有待复核的入账申请。", "This difference has a booking that waits for its second person.",
		"请另一位结算人员复核。", "Have another settlement person decide.")
	ErrNoBooking = errs.Define("settlement.no_booking", errs.Conflict,
		"没有待复核的入账申请。", "There is no booking to decide.", "先提出入账申请。", "Propose the booking first.")
	ErrReissue = errs.Define("settlement.reissue", errs.Conflict,
		"只有失败且尚未重新出款的付款才能重发。", "Only a payout that failed and was not planned again can be reissued.",
		"刷新查看该商户最新的付款。", "Reload to see the merchant's latest payout.")
	ErrReissueSpent = errs.Define("settlement.reissue_spent", errs.Conflict,
		"退回的款项已随后续批次付出、被冲减或被冻结，余额不足以重发。", "The money that came back has gone out with a later run, was taken off, or is held.",
		"查看商户对账单中的余额。", "See the balance in the merchant's account statement.")
	ErrNoCorrection = errs.Define("settlement.no_correction", errs.NotFound,
		"没有这笔调账或冻结。", "There is no such adjustment or freeze.", "请核对编号。", "Check the number.")
)

// faultReason is the message at the field of a reason that says too little.
func faultReason() error {
	return errs.Fields(errs.FieldFault{Path: "reason", Code: "TOO_SHORT",
		Zh: "请至少用五个字写明原因", En: "Say why in five characters or more"})
}

var (
	reasonFee        = ledger.DefineReason("settlement.fee", "手续费", "Merchant fee")
	reasonFeeBack    = ledger.DefineReason("settlement.fee_return", "退回手续费", "Fee returned")
	reasonCost       = ledger.DefineReason("settlement.cost", "通道成本", "Channel cost")
	reasonReceipt    = ledger.DefineReason("settlement.channel_receipt", "渠道清算款到账", "Money received from the channel")
	reasonTaken      = ledger.DefineReason("settlement.taken", "银行扣款待查", "Money taken from our account, under inquiry")
	reasonPayout     = ledger.DefineReason("settlement.payout", "结算出款", "Payout approved")
	reasonPaid       = ledger.DefineReason("settlement.paid", "结算款已到账", "Payout paid by the bank")
	reasonAdjustment = ledger.DefineReason("settlement.adjustment", "手续费调账", "Fee corrected")
	reasonFreeze     = ledger.DefineReason("settlement.freeze", "暂停结算", "Held from settlement")
	reasonUnfreeze   = ledger.DefineReason("settlement.release", "恢复结算", "Released to settlement")
	reasonDifference = ledger.DefineReason("settlement.difference", "清算差错挂账", "Clearing difference booked")
	reasonFailed     = ledger.DefineReason("settlement.failed", "结算出款失败退回", "Payout failed and came back")
)
