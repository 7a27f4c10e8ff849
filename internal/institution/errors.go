package institution

import "tillway/internal/kit/errs"

// What can go wrong with institutions and parameters.
var (
	ErrUnknown = errs.Define("institution.unknown", errs.NotFound,
		"没有这家机构。", "There is no such institution.",
		"从机构列表中选择。", "Choose from the list of institutions.")
	ErrExists = errs.Define("institution.exists", errs.Conflict,
		"该机构代码已存在。", "This institution code exists already.",
		"换一个代码。", "Use another code.")
	ErrNoLicence = errs.Define("institution.no_licence", errs.Conflict,
		"没有登记支付业务许可证编号和业务范围，不能启用。", "An institution without licence number and scope on record cannot be enabled.",
		"先登记许可证编号和业务范围。", "Record licence number and scope first.")
	ErrNotEnabled = errs.Define("institution.not_enabled", errs.Conflict,
		"该机构尚未启用，不能受理业务。", "This institution is not enabled and takes no business.",
		"选择其他机构。", "Choose another institution.")
	ErrNoParam = errs.Define("institution.no_param", errs.NotFound,
		"没有名为“{name}”的参数。", "There is no parameter named {name}.",
		"参数名见参数表。", "See the table of parameters for the names.")
	ErrParamValue = errs.Define("institution.param_value", errs.Invalid,
		"参数“{name}”的值不符合要求：{want}。", "The value does not suit the parameter {name}: {want}.",
		"按要求填写。", "Give a value of that form.")
	ErrParamPast = errs.Define("institution.param_past", errs.Invalid,
		"参数只能从今天或以后的日期起生效，过去的业务按当时的参数。", "A parameter can take effect today or later: past facts keep the values of their day.",
		"选择今天或以后的日期。", "Choose today or a later date.")
	ErrChangeUnknown = errs.Define("institution.change_unknown", errs.NotFound,
		"没有这个参数变更申请。", "There is no such change of a parameter.",
		"核对编号。", "Check the identifier.")
	ErrSamePerson = errs.Define("institution.same_person", errs.Conflict,
		"参数变更的申请和批准必须由不同的人完成。", "A change of a parameter is proposed and approved by two different people.",
		"请另一位人员批准。", "Ask another person to approve.")
	ErrReason = errs.Define("institution.reason", errs.Invalid,
		"请写明变更原因（至少5个字）。", "Give the reason for the change (at least five characters).",
		"补充原因。", "Add the reason.")
)

// ErrKind refuses a kind of merchant that does not exist.
var ErrKind = errs.Define("institution.merchant_kind", errs.Invalid,
	"没有这种商户类型。", "There is no such kind of merchant.",
	"选择企业、个体工商户、小微或事业单位。", "Choose ENT, IND, MICRO or PUB.")
