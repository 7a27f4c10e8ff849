package terminal

import "tillway/internal/kit/errs"

// What can go wrong with a terminal.
var (
	ErrUnknown = errs.Define("terminal.unknown", errs.NotFound,
		"没有这台终端。", "There is no such terminal.",
		"核对终端号或序列号。", "Check the terminal or serial number.")
	ErrModel = errs.Define("terminal.model", errs.Invalid,
		"型号不在目录中。", "The model is not in the catalogue.",
		"从型号目录中选择。", "Choose a model of the catalogue.")
	ErrApproval = errs.Define("terminal.approval", errs.Conflict,
		"该型号的安全认证已于 {until} 到期，不能再布放。", "The model's security approval ended on {until}; it may not be deployed.",
		"换用认证有效的型号。", "Use a model with a valid approval.")
	ErrTUSN = errs.Define("terminal.tusn_taken", errs.Conflict,
		"该序列号的设备已在库或在用，一机只能登记一次。", "A device with this serial number is already in stock or in use; one device is one record.",
		"核对机身标签；如为退回设备，请先办理回收。", "Check the label; if the device came back, record its return first.")
	ErrNotReady = errs.Define("terminal.merchant_not_ready", errs.Conflict,
		"商户尚未满足：{missing}，不能配机。", "The merchant still lacks: {missing}; no terminal can be allocated.",
		"先完成签约并缴清押金或批准减免。", "Complete the contract and the deposit, or have its waiver approved.")
	ErrNotBound = errs.Define("terminal.not_bound", errs.Conflict,
		"终端还没有五要素绑定。", "The terminal has no five-element binding yet.",
		"先登记布放位置完成绑定。", "Record the place and bind it first.")
	ErrBindingBroken = errs.Define("terminal.binding_broken", errs.Conflict,
		"终端五要素绑定校验不符，交易已拒绝。", "The terminal's five-element binding does not check; the transaction is refused.",
		"停用该终端并联系收单机构。", "Stop using the terminal and call the acquirer.")
	ErrPlace = errs.Define("terminal.place", errs.Invalid,
		"布放位置不完整。", "The place is incomplete.",
		"填写地址和经纬度。", "Give the address and the coordinates.")
	ErrRaced = errs.Define("terminal.raced", errs.Conflict,
		"终端刚被他人更新。", "Someone else has just changed this terminal.",
		"刷新后重试。", "Reload and try again.")
)
