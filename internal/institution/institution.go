package institution

import (
	"regexp"
	"strings"

	"tillway/internal/kit/errs"
	"tillway/internal/kit/flow"
	"tillway/internal/kit/id"
)

// Kinds of institution.
const (
	Bank = "BANK"
	PSP  = "PSP" // 非银行支付机构
)

// Modes. Sandbox and live data never meet.
const (
	Sandbox = "sandbox"
	Live    = "live"
)

// Institution is a bank or a licensed payment institution.
type Institution struct {
	ID        id.Institution `json:"id"`
	Code      string         `json:"code"` // three digits, the head of every merchant number
	NameZh    string         `json:"name_zh"`
	NameEn    string         `json:"name_en"`
	Kind      string         `json:"kind"`
	LicenceNo string         `json:"licence_no"`
	Scope     string         `json:"scope"` // of the licence
	Mode      string         `json:"mode"`
	Hotline   string         `json:"hotline"`
	Hours     string         `json:"hours"` // of the hotline
	Status    string         `json:"status"`

	pos flow.Pos
}

// NewInstitution is what Create needs. Params overrides defaults from the first day on.
type NewInstitution struct {
	Code, NameZh, NameEn, Kind, LicenceNo, Scope, Mode, Hotline, Hours string

	Params map[string]string
}

// IDOf returns the identifier of the institution with a code.
func IDOf(code string) id.Institution { return id.Institution("ins_" + code) }

var codeForm = regexp.MustCompile(`^[0-9]{3}$`)

// validate checks the form; kind is the database's, sandbox or live.
func (n NewInstitution) validate(kind string) []errs.FieldFault {
	var faults []errs.FieldFault
	refuse := func(bad bool, path, code, zh, en string) {
		if bad {
			faults = append(faults, errs.FieldFault{Path: path, Code: code, Zh: zh, En: en})
		}
	}
	refuse(!codeForm.MatchString(n.Code), "code", "INST_CODE", "机构代码为3位数字", "The institution code has three digits")
	refuse(strings.TrimSpace(n.NameZh) == "" || strings.TrimSpace(n.NameEn) == "", "name", "INST_NAME", "请填写中英文名称", "Give the name in Chinese and English")
	refuse(n.Kind != Bank && n.Kind != PSP, "kind", "INST_KIND", "机构类型为银行或支付机构", "The kind is BANK or PSP")
	refuse(n.Mode != kind, "mode", "INST_MODE", "机构的环境须与数据库一致：沙箱与生产互不相通", "An institution's mode is its database's: sandbox and live never meet")
	return faults
}

// mayEnable is the licence guard (S63; 非银行支付机构监督管理条例第10条): a
// payment institution's anywhere, and everybody's in a live installation.
func (i Institution) mayEnable() error {
	if (i.Kind == PSP || i.Mode == Live) && (i.LicenceNo == "" || i.Scope == "") {
		return ErrNoLicence.New()
	}
	return nil
}
