package party

import "strings"

// CheckMobile returns a mainland mobile number as eleven digits, without +86,
// spaces and hyphens.
func CheckMobile(number string) (string, *Fault) {
	s := strings.ReplaceAll(narrow(number), "-", "")
	s = strings.TrimPrefix(s, "+86")
	if len(s) != 11 || !digitsOnly(s) || s[0] != '1' || s[1] < '3' {
		return "", fault("MOBILE_FORM", "手机号码应为11位，以13至19开头", "A mobile number has 11 digits and begins with 13 to 19")
	}
	return s, nil
}

// MobileRange is a number range that risk looks at twice.
type MobileRange string

// Ranges that are no ordinary subscription.
const (
	MobileOrdinary MobileRange = ""
	MobileVirtual  MobileRange = "virtual" // 虚拟运营商号段
	MobileThings   MobileRange = "things"  // 物联网号段
)

// RangeOfMobile classifies a number that passed CheckMobile.
func RangeOfMobile(number string) MobileRange {
	if len(number) < 3 {
		return MobileOrdinary
	}
	switch number[:3] {
	case "162", "165", "167", "170", "171":
		return MobileVirtual
	case "144":
		return MobileThings
	}
	return MobileOrdinary
}
