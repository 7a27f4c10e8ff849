package party

import "strings"

// LicenceKind is what a merchant's paper makes of it.
type LicenceKind string

// The kinds that have a unified code; a micro merchant (小微) has no licence.
const (
	LicenceEnterprise LicenceKind = "ENT" // 企业
	LicenceSoleTrader LicenceKind = "IND" // 个体工商户
	LicencePublicBody LicenceKind = "PUB" // 事业单位、机关
)

// usccAlphabet has no I, O, S, V, Z: they look like 1, 0, 5, U, 2.
const usccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// usccWeights are 3^(i−1) mod 31.
var usccWeights = [17]int{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28}

// usccPrefixes are the pairs of registering department and kind of body.
const usccPrefixes = "11 12 13 19 21 29 31 32 33 34 35 39 41 49 51 52 53 54 59 61 62 69 " +
	"71 72 79 81 89 91 92 93 A1 A9 N1 N2 N3 N9 Y1"

var usccKinds = map[LicenceKind]string{
	LicenceEnterprise: "91 93",
	LicenceSoleTrader: "92",
	LicencePublicBody: "11 12 13 19",
}

// NormalUSCC returns the code as it is stored and compared.
func NormalUSCC(code string) string { return narrow(code) }

// CheckUSCC checks a unified social credit code (GB 32100-2015): length,
// characters, registering department, its own check character and that of the
// organisation code inside it (GB 11714). The two check characters are
// overridable: licences that fail the arithmetic and yet exist are known.
func CheckUSCC(code string) *Fault {
	s := narrow(code)
	switch {
	case len(s) != 18:
		return fault("USCC_LEN", "统一社会信用代码应为18位", "A unified social credit code has 18 characters")
	case strings.Trim(s, usccAlphabet) != "" || !digitsOnly(s[2:8]):
		return fault("USCC_CHAR", "统一社会信用代码含有不允许的字符（不使用I、O、S、V、Z，第3至8位为数字）",
			"The code has a character that is not allowed (no I, O, S, V, Z; characters 3 to 8 are digits)")
	case !strings.Contains(usccPrefixes, s[:2]):
		return fault("USCC_PREFIX", "统一社会信用代码前两位不是登记管理部门和机构类别代码", "The first two characters name no registering department")
	case usccCheck(s[:17]) != s[17]:
		f := fault("USCC_CHECK", "统一社会信用代码校验位不符，请核对营业执照", "The check character does not fit; please compare with the licence")
		f.Overridable = true
		return f
	}
	if want, ok := orgCheck(s[8:16]); !ok || s[16] != want {
		f := fault("USCC_ORG", "统一社会信用代码中的组织机构代码（第9至17位）校验不符", "The organisation code inside (characters 9 to 17) does not fit its check character")
		f.Overridable = true
		return f
	}
	return nil
}

// CheckUSCCKind checks that a code which passed CheckUSCC belongs to the kind of
// merchant declared.
func CheckUSCCKind(code string, kind LicenceKind) *Fault {
	s := narrow(code)
	if len(s) == 18 && usccKinds[kind] != "" && strings.Contains(usccKinds[kind], s[:2]) {
		return nil
	}
	return fault("USCC_KIND", "统一社会信用代码的机构类别与所选商户类型不符", "The code's kind of body is not the kind of merchant chosen")
}

// usccCheck returns the check character of 17 characters of the alphabet.
func usccCheck(first17 string) byte {
	sum := 0
	for i, w := range usccWeights {
		sum += strings.IndexByte(usccAlphabet, first17[i]) * w
	}
	return usccAlphabet[(31-sum%31)%31]
}
