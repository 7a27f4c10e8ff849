package payment

import "tillway/internal/kit/errs"

// Declines of the house, before anything leaves it. f39.go gives each its code.
var (
	ErrMerchant = errs.Define("payment.merchant", errs.Forbidden,
		"商户尚未具备收款条件：{missing}。", "The merchant may not trade yet: {missing}.",
		"完成所列事项后再收款。", "Complete what is listed, then take payments.")
	ErrPlan = errs.Define("payment.plan", errs.Forbidden,
		"合同中没有这种付款方式的费率。", "The contract has no price for this way to pay.",
		"请联系客户经理。", "Contact the account manager.")
	ErrBinding = errs.Define("payment.binding", errs.Forbidden,
		"终端绑定信息与登记不符，交易已拒绝。", "The terminal's binding is not what was registered; the payment is refused.",
		"停止使用该终端并联系银行。", "Stop using the terminal and contact the bank.")
	ErrTerminal = errs.Define("payment.terminal", errs.Forbidden,
		"终端未启用或已停用。", "The terminal is not in service.",
		"请联系银行。", "Contact the bank.")
	ErrTest = errs.Define("payment.test", errs.Forbidden,
		"调试期间只能做小额测试交易。", "Before activation only small test payments are possible.",
		"使用不超过 1 元的金额测试。", "Test with at most 1 yuan.")
	ErrAmount = errs.Define("payment.amount", errs.Invalid,
		"金额无效。", "The amount is not valid.",
		"核对金额后重试。", "Check the amount and try again.")
	ErrFormat = errs.Define("payment.format", errs.Invalid,
		"请求缺少字段：{field}。", "The request lacks a field: {field}.",
		"重试一次；仍失败请联系银行。", "Try once more; then contact the bank.")
	ErrCard = errs.Define("payment.card", errs.Invalid,
		"卡号无效。", "The card number is not valid.",
		"重新读卡或换一张卡。", "Read the card again or use another card.")
	ErrIssuer = errs.Define("payment.issuer", errs.Invalid,
		"无法识别发卡机构。", "The card's issuer is not known.",
		"请顾客换一张卡。", "Ask the customer for another card.")
	ErrForeign = errs.Define("payment.foreign", errs.Forbidden,
		"合同未开通境外卡。", "The contract does not cover foreign cards.",
		"请顾客换用其他付款方式。", "Ask the customer for another way to pay.")
	ErrSwitchedOff = errs.Define("payment.switched_off", errs.Forbidden,
		"该商户已关闭此功能。", "This function is switched off for the merchant.",
		"如需使用，请店长在设置中开启。", "The manager can switch it on in the settings.")
	ErrChannelOff = errs.Define("payment.channel_off", errs.Forbidden,
		"该商户未开通这种付款方式。", "This way to pay is not open for the merchant.",
		"请顾客换用其他付款方式。", "Ask the customer for another way to pay.")
	ErrMCC = errs.Define("payment.mcc", errs.Forbidden,
		"该行业不允许预授权。", "Pre-authorisation is not allowed in this line of business.",
		"请改用消费。", "Use a sale.")
	ErrBatch = errs.Define("payment.batch", errs.Conflict,
		"终端批次与主机不一致。", "The terminal's batch differs from the host's.",
		"请重新签到。", "Sign in again.")
	ErrNoOriginal = errs.Define("payment.no_original", errs.NotFound,
		"找不到原交易。", "The original payment is not found.",
		"核对凭证号、参考号和日期。", "Check the trace, the reference number and the date.")
	ErrOriginalState = errs.Define("payment.original_state", errs.Conflict,
		"原交易已撤销、已退完、已完成或未成功。", "The original was voided, refunded, completed or not approved.",
		"查看原交易的明细。", "Look at the original payment.")
	ErrOriginalCard = errs.Define("payment.original_card", errs.Invalid,
		"与原交易不是同一张卡。", "This is not the card of the original payment.",
		"请使用原交易的卡。", "Use the card of the original payment.")
	ErrOriginalAmount = errs.Define("payment.original_amount", errs.Invalid,
		"金额与原交易不符。", "The amount does not fit the original payment.",
		"输入原交易金额。", "Enter the original amount.")
	ErrOverRefund = errs.Define("payment.over_refund", errs.Conflict,
		"累计退货金额超过原交易，最多还可退 {left} 元。", "The refunds would exceed the original; {left} yuan are left.",
		"减少退货金额。", "Refund less.")
	ErrWindow = errs.Define("payment.window", errs.Forbidden,
		"已超过 {days} 天的期限。", "The period of {days} days is over.",
		"请联系银行处理。", "Contact the bank.")
	ErrFunds = errs.Define("payment.funds", errs.Conflict,
		"商户待结算余额不足，暂不能退货。", "The merchant's unsettled funds do not cover the refund.",
		"有新的收款后再退。", "Refund after new payments have come in.")
	ErrBatchVoid = errs.Define("payment.batch_void", errs.Conflict,
		"只能在同一终端、同一批次内撤销。", "A void works on the same terminal within the same batch only.",
		"请改用退货。", "Use a refund.")
	ErrDuplicate = errs.Define("payment.duplicate", errs.Conflict,
		"凭证号已用于另一笔交易。", "The trace belongs to another payment.",
		"先查询，不要重复收款。", "Query first; do not charge again.")
	ErrTombstone = errs.Define("payment.tombstone", errs.Conflict,
		"该交易的冲正先到，已不受理。", "The reversal of this payment came first; it is not accepted.",
		"用新的凭证号重新交易。", "Start a new payment with a new trace.")
	ErrNotTaken = errs.Define("payment.not_taken", errs.Unavailable,
		"系统暂时无法受理，这笔交易没有发生。", "The payment could not be taken in and did not happen.",
		"稍后重试。", "Try again in a moment.")
	ErrUnpaid = errs.Define("payment.unpaid", errs.Forbidden,
		"顾客没有完成付款，订单已关闭。", "The customer did not complete the payment; the order is closed.",
		"请顾客刷新付款码后重新收款。", "Ask the customer for a fresh code and start again.")
)

// Errors of the room's own use cases.
var (
	ErrNotFound = errs.Define("payment.not_found", errs.NotFound,
		"没有这笔交易。", "There is no such payment.",
		"核对参考号。", "Check the reference number.")
	ErrCut = errs.Define("payment.cut", errs.Conflict,
		"新的营业日必须晚于当前营业日 {open}。", "The new business date must be after the open one, {open}.",
		"检查日期。", "Check the date.")
	ErrMoved = errs.Define("payment.moved", errs.Conflict,
		"交易状态已变化。", "The payment has moved on.",
		"重新查询。", "Look it up again.")
)
