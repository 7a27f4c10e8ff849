package vault

import "tillway/internal/kit/errs"

// Codes with which the module refuses a verb. They travel; the definitions
// below say them to people.
const (
	CodePIN         = "99" // also the F39 of the answer
	CodeBlock       = "block"
	CodeUsage       = "usage"
	CodeInstitution = "institution"
	CodeExport      = "export"
	CodeOpen        = "open"
	CodeKCV         = "kcv"
	CodeRequest     = "request"
	CodeInternal    = "internal"
)

const (
	nextAdminZh = "请联系系统管理员检查密钥与安全模块。"
	nextAdminEn = "Ask the administrator to check the keys and the security module."
)

// What can go wrong with the vault.
var (
	ErrUnavailable = errs.Define("vault.unavailable", errs.Unavailable,
		"安全模块没有应答，本次操作未完成。", "The security module does not answer; nothing was done.",
		"请稍后重试；持续出现时联系系统管理员。", "Try again later; if it stays, call the administrator.")
	ErrPINBlock = errs.Define("vault.pin_block", errs.Invalid,
		"密码数据格式错误。", "The PIN block is not valid for this card and key.",
		"请重新签到后再交易。", "Sign in again and repeat the transaction.")
	ErrBlock = errs.Define("vault.block", errs.Internal,
		"密钥块已损坏，或不属于本安全模块。", "The key block is damaged or belongs to another security module.", nextAdminZh, nextAdminEn)
	ErrUsage = errs.Define("vault.usage", errs.Internal,
		"密钥用途与操作不符。", "The key is not for this use.", nextAdminZh, nextAdminEn)
	ErrInstitution = errs.Define("vault.institution", errs.Internal,
		"密钥不属于同一机构。", "The keys are not of one institution.", nextAdminZh, nextAdminEn)
	ErrNotExportable = errs.Define("vault.export", errs.Forbidden,
		"该密钥不允许导出。", "The key may not leave the module.", nextAdminZh, nextAdminEn)
	ErrOpen = errs.Define("vault.open", errs.Internal,
		"密文无法解开：已损坏，或不属于此处。", "The sealed value cannot be opened: it is damaged or belongs elsewhere.", nextAdminZh, nextAdminEn)
	ErrKCV = errs.Define("vault.kcv", errs.Invalid,
		"密钥无法导入。", "The key cannot be imported.", "请核对对方的公钥和密钥用途后重试。", "Check the public key and usage with the other side and try again.")
	ErrRequest = errs.Define("vault.request", errs.Internal,
		"安全模块不接受该请求。", "The security module does not accept the request.", nextAdminZh, nextAdminEn)
	ErrInternal = errs.Define("vault.internal", errs.Internal,
		"安全模块内部错误。", "The security module failed.", nextAdminZh, nextAdminEn)
)

var byCode = map[string]*errs.Definition{
	CodePIN: ErrPINBlock, CodeBlock: ErrBlock, CodeUsage: ErrUsage, CodeInstitution: ErrInstitution,
	CodeExport: ErrNotExportable, CodeOpen: ErrOpen, CodeKCV: ErrKCV, CodeRequest: ErrRequest, CodeInternal: ErrInternal,
}

func errorOf(code string) error {
	if d, ok := byCode[code]; ok {
		return d.New()
	}
	return ErrInternal.New()
}
