package identity

import "tillway/internal/kit/errs"

// What can go wrong with users and sessions.
var (
	ErrCredentials = errs.Define("identity.credentials", errs.Unauthenticated,
		"登录名或密码不正确，或该用户已停用。", "The sign-in name or the password is wrong, or the user is disabled.",
		"核对后重试；连续5次失败将锁定15分钟。忘记密码请联系管理员。", "Check and try again; five failures lock the name for 15 minutes. If you forgot the password, ask an administrator.")
	ErrLocked = errs.Define("identity.locked", errs.TooMany,
		"连续多次登录失败，该登录名已暂时锁定。", "Too many failed tries: this sign-in name is locked for a while.",
		"{minutes}分钟后再试；如果不是您本人操作，请联系客服。", "Try again in {minutes} minutes; if it was not you, tell customer service.")
	ErrSession = errs.Define("identity.session", errs.Unauthenticated,
		"登录已过期。", "The session has ended.",
		"请重新登录。", "Sign in again.")
	ErrUnknown = errs.Define("identity.unknown", errs.NotFound,
		"没有这个用户。", "There is no such user.",
		"核对编号。", "Check the identifier.")
	ErrLoginTaken = errs.Define("identity.login_taken", errs.Conflict,
		"该登录名已被使用。", "This sign-in name is taken.",
		"换一个登录名。", "Choose another.")
	ErrMayNotEnrol = errs.Define("identity.may_not_enrol", errs.Forbidden,
		"您不能开立这种角色的用户。", "You may not enrol a user with these roles.",
		"店内员工由老板或店长开立，机构员工由管理员开立。", "Owners and managers enrol their shop's staff; administrators enrol the institution's.")
	ErrBootstrapped = errs.Define("identity.bootstrapped", errs.Conflict,
		"首位管理员已经开立过。", "The first administrator exists already.",
		"请用现有管理员登录。", "Sign in as an existing administrator.")
	ErrSelf = errs.Define("identity.self", errs.Conflict,
		"不能停用或启用自己的账号。", "Nobody closes or opens their own account.",
		"请另一位管理员办理。", "Ask another administrator.")
	ErrSamePerson = errs.Define("identity.same_person", errs.Conflict,
		"申请和批准必须由不同的人完成。", "Proposing and approving must be done by two different people.",
		"请另一位管理员批准。", "Ask another administrator to approve.")
	ErrOldPassword = errs.Define("identity.old_password", errs.Invalid,
		"原密码不正确。", "The present password is wrong.",
		"重新输入原密码。", "Type the present password again.")
	ErrBusy = errs.Define("identity.busy", errs.Unavailable,
		"登录人数过多，请稍候。", "Too many people are signing in at this moment.",
		"几秒后重试。", "Try again in a few seconds.")
	ErrOTP = errs.Define("identity.otp", errs.Invalid,
		"短信验证码不正确或已过期。", "The SMS code is wrong or has expired.",
		"重新获取验证码。", "Ask for a new code.")
	ErrChangeUnknown = errs.Define("identity.change_unknown", errs.NotFound,
		"没有这个角色变更申请。", "There is no such change of roles.",
		"核对编号。", "Check the identifier.")
)
