package fieldwork

import "tillway/internal/kit/errs"

// atField says that a failure belongs at one field of the form.
func atField(path string, e *errs.E) error {
	e.Faults = []errs.FieldFault{{Path: path, Code: e.Def.Code, Zh: e.Zh(), En: e.En()}}
	return e
}

// What can go wrong in the field.
var (
	ErrOrder = errs.Define("fieldwork.order", errs.NotFound,
		"没有这张工单。", "There is no such work order.", "核对工单号。", "Check its number.")
	ErrOpen = errs.Define("fieldwork.open", errs.Conflict,
		"该商户已有未完成的工单。", "This merchant has an open work order already.", "请在原工单上继续。", "Go on with that one.")
	ErrNoTerminal = errs.Define("fieldwork.no_terminal", errs.Conflict,
		"商户还没有可安装的终端。", "The merchant has no terminal to install yet.",
		"先配机、绑定并灌装密钥。", "Allocate one, bind it and load its key first.")
	ErrNotKeyed = errs.Define("fieldwork.not_keyed", errs.Conflict,
		"终端还没有灌装主密钥，不能安装。", "The terminal has no master key yet; it cannot be installed.",
		"由两名密钥保管员完成灌装。", "Have two key holders load it.")
	ErrItem = errs.Define("fieldwork.item", errs.NotFound,
		"清单中没有第 {no} 项，或该型号不适用。", "The checklist has no step {no}, or it does not apply to this model.",
		"按页面列出的项目填写。", "Answer the steps that are listed.")
	ErrOrderOfSteps = errs.Define("fieldwork.order_of_steps", errs.Conflict,
		"第 {open} 项还没有通过，请按顺序进行。", "Step {open} has not passed yet; keep to the order.",
		"先完成前面阶段的项目。", "Finish the stages before first.")
	ErrProven = errs.Define("fieldwork.proven", errs.Conflict,
		"第 {no} 项由真实测试证明，不能手工勾选。", "Step {no} is proven by real tests and cannot be ticked.",
		"请登记测试用例。", "Record the test cases.")
	ErrValue = errs.Define("fieldwork.value", errs.Invalid,
		"第 {no} 项需要填写测量值或编号。", "Step {no} needs its measured value or number.",
		"填写整数测量值，或所要求的编号。", "Give a whole number, or the number asked for.")
	ErrRemedy = errs.Define("fieldwork.remedy", errs.Invalid,
		"不通过的项目须填写处理说明。", "A step that fails needs a note on its remedy.",
		"填写将如何处理。", "Say what will be done.")
	ErrCase = errs.Define("fieldwork.case", errs.Invalid,
		"没有这个测试用例，或该商户不适用。", "There is no such test case, or it does not apply to this merchant.",
		"从页面列出的用例中选择。", "Choose one of the listed cases.")
	ErrNotInstalled = errs.Define("fieldwork.not_installed", errs.Conflict,
		"安全检查之前的项目还没有全部通过，不能测试。", "The steps up to the security checks have not all passed; tests cannot start.",
		"先完成前四个阶段。", "Finish the first four stages.")
	ErrUsed = errs.Define("fieldwork.rrn_used", errs.Conflict,
		"该参考号已用于另一个用例。", "This reference number already proves another case.",
		"每个用例用一笔不同的交易。", "Use a different payment for each case.")
	ErrSignature = errs.Define("fieldwork.signature", errs.Invalid,
		"签收需要商户签名和现场定位。", "The sign-off needs the merchant's signature and the place.",
		"请商户签名并允许定位。", "Have the merchant sign and allow the location.")
	ErrFar = errs.Define("fieldwork.far", errs.Conflict,
		"签收位置距登记的布放地址 {metres} 米，超过 {most} 米。", "The sign-off is {metres} m from the registered place, more than {most} m.",
		"到现场签收；如地址有误，先更新五要素绑定。", "Sign on site; if the address is wrong, renew the binding first.")
	ErrRaced = errs.Define("fieldwork.raced", errs.Conflict,
		"工单刚被他人更新。", "Someone else has just changed this order.", "刷新后重试。", "Reload and try again.")
	ErrMoves = errs.Define("fieldwork.moves", errs.Conflict,
		"预约已改期 {times} 次，不能再改。", "The appointment has been moved {times} times already.", "请联系服务人员。", "Call the service desk.")
)
