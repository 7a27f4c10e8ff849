package party

import (
	"strings"

	"tillway/internal/kit/day"
)

// Ages a check can ask for. The upper bound catches a century typed wrong.
const (
	AgeLegalRep = 16 // a legal representative
	AgeContract = 18 // whoever signs a contract
	ageMax      = 120
)

// An IDCard is what a resident identity number says about its holder.
type IDCard struct {
	Number string // normalised: 18 characters, capital X
	Area   string // the six-digit code at first registration, current or not
	Born   day.Date
	Male   bool
}

// idWeights and idChecks are GB 11643-1999: r = Σ dᵢ·Wᵢ mod 11.
var idWeights = [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}

const idChecks = "10X98765432"

// idProvinces are the two-digit prefixes in use. The six-digit code is not
// looked up: codes are abolished, the cards bearing them stay valid.
const idProvinces = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 " +
	"50 51 52 53 54 61 62 63 64 65 71 81 82 83"

// CheckID checks an 18-digit resident identity number (GB 11643-1999) for a
// holder who must be at least minAge on the given date. The checks run in the
// order length, characters, date, area, check digit, and the first that fails
// is reported, so that the clerk sees which part to look at.
func CheckID(number string, on day.Date, minAge int) (IDCard, *Fault) {
	s := narrow(number)
	switch {
	case len(s) != 18:
		return IDCard{}, fault("ID_LEN", "身份证号码应为18位", "An identity number has 18 characters")
	case !digitsOnly(s[:17]) || s[17] != 'X' && !digitsOnly(s[17:]):
		return IDCard{}, fault("ID_CHAR", "身份证号码前17位应为数字，末位为数字或X", "The first 17 characters are digits, the last a digit or X")
	}
	born, f := idBirth(s[6:14], on, minAge)
	switch {
	case f != nil:
		return IDCard{}, f
	case !strings.Contains(idProvinces, s[:2]):
		return IDCard{}, fault("ID_AREA", "身份证号码前两位不是省级代码", "The first two digits are no province code")
	case idCheck(s[:17]) != s[17]:
		return IDCard{}, fault("ID_CHECK", "身份证号码校验位不符，请核对是否输错", "The check digit does not fit; please compare with the card")
	}
	return IDCard{Number: s, Area: s[:6], Born: born, Male: s[16]%2 == 1}, nil
}

func idBirth(yyyymmdd string, on day.Date, minAge int) (day.Date, *Fault) {
	born, err := day.Parse(yyyymmdd[:4] + "-" + yyyymmdd[4:6] + "-" + yyyymmdd[6:])
	if err != nil {
		return born, fault("ID_DATE", "身份证号码中的出生日期不存在", "The date of birth does not exist")
	}
	if born.After(on) {
		return born, fault("ID_DATE", "身份证号码中的出生日期晚于今天", "The date of birth lies in the future")
	}
	switch age := AgeOn(born, on); {
	case age < minAge:
		return born, fault("ID_DATE", "未达到办理业务的年龄", "The holder is below the age required")
	case age > ageMax:
		return born, fault("ID_DATE", "出生年份有误：年龄超过120岁", "The year of birth makes the holder older than 120")
	}
	return born, nil
}

// AgeOn returns the age in completed years; a year is completed on the birthday.
func AgeOn(born, on day.Date) int {
	y, m, d := born.Civil()
	ty, tm, td := on.Civil()
	age := ty - y
	if tm < m || tm == m && td < d {
		age--
	}
	return age
}

// idCheck returns the check character of 17 digits.
func idCheck(first17 string) byte {
	sum := 0
	for i, w := range idWeights {
		sum += int(first17[i]-'0') * w
	}
	return idChecks[sum%11]
}

// UpgradeID15 turns a first-generation 15-digit number into its 18-digit form.
// Those cards ended on 2013-01-01: the result serves to find old records, never
// as a current document.
func UpgradeID15(number string) (string, *Fault) {
	s := narrow(number)
	if len(s) != 15 || !digitsOnly(s) {
		return "", fault("ID_LEN", "旧版身份证号码应为15位数字", "An old identity number has 15 digits")
	}
	s = s[:6] + "19" + s[6:]
	return s + string(idCheck(s)), nil
}
