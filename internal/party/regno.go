package party

// CheckRegNo checks an old 15-digit 工商注册号 (GS15-2006, ISO 7064 MOD 11,10):
// six digits of the office, eight of the sequence, one check digit. It serves
// as a previous number only; a licence that still shows it is to be replaced.
func CheckRegNo(number string) *Fault {
	s := narrow(number)
	switch {
	case len(s) != 15:
		return fault("REGNO_LEN", "工商注册号应为15位", "An old registration number has 15 digits")
	case !digitsOnly(s):
		return fault("REGNO_CHAR", "工商注册号只能包含数字", "An old registration number has digits only")
	case regNoCheck(s[:14]) != s[14]:
		return fault("REGNO_CHECK", "工商注册号校验位不符", "The registration number's check digit does not fit")
	}
	return nil
}

// regNoCheck is the hybrid system MOD 11,10.
func regNoCheck(first14 string) byte {
	p := 10
	for i := range len(first14) {
		s := (p + int(first14[i]-'0')) % 10
		if s == 0 {
			s = 10
		}
		p = s * 2 % 11
	}
	return byte('0' + (11-p)%10)
}
