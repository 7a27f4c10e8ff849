package party

import "strings"

const orgAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

var orgWeights = [8]int{3, 7, 9, 10, 5, 8, 4, 2}

// CheckOrgCode checks a 组织机构代码 (GB 11714): eight characters and a check
// character, with or without the hyphen before it. Legacy: today it lives on
// inside the 18-digit code.
func CheckOrgCode(code string) *Fault {
	s := strings.ReplaceAll(narrow(code), "-", "")
	if len(s) != 9 {
		return fault("ORG_LEN", "组织机构代码应为9位", "An organisation code has 9 characters")
	}
	want, ok := orgCheck(s[:8])
	switch {
	case !ok:
		return fault("ORG_CHAR", "组织机构代码只能包含数字和大写字母", "An organisation code has digits and capital letters only")
	case s[8] != want:
		return fault("ORG_CHECK", "组织机构代码校验位不符", "The organisation code's check character does not fit")
	}
	return nil
}

// orgCheck returns C9 = 11 − Σ mod 11, written X for 10 and 0 for 11.
func orgCheck(first8 string) (byte, bool) {
	sum := 0
	for i, w := range orgWeights {
		v := strings.IndexByte(orgAlphabet, first8[i])
		if v < 0 {
			return 0, false
		}
		sum += v * w
	}
	return "0X987654321"[sum%11], true
}

// CheckTaxNo checks a 纳税人识别号: 15, 17, 18 or 20 characters in the legacy
// forms; one of 18 must be the unified code itself when that is known.
func CheckTaxNo(number, uscc string) *Fault {
	s := narrow(number)
	switch len(s) {
	case 15, 17, 18, 20:
	default:
		return fault("TAX_LEN", "纳税人识别号应为15、17、18或20位", "A taxpayer number has 15, 17, 18 or 20 characters")
	}
	if strings.Trim(s, orgAlphabet) != "" {
		return fault("TAX_CHAR", "纳税人识别号只能包含数字和大写字母", "A taxpayer number has digits and capital letters only")
	}
	if len(s) == 18 && uscc != "" && s != narrow(uscc) {
		return fault("TAX_USCC", "18位纳税人识别号应与统一社会信用代码一致", "An 18-character taxpayer number equals the unified social credit code")
	}
	return nil
}
