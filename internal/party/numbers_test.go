package party

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tillway/internal/kit/day"
)

var today = day.MustParse("2026-03-02")

func code(f *Fault) string {
	if f == nil {
		return ""
	}
	return f.Code
}

// Every number here is the standard's or a textbook's example, or nobody's.
func TestS008_IdentityNumbers(t *testing.T) {
	for _, c := range []struct{ number, want, why string }{
		{"11010519491231002X", "", "the standard's example"},
		{"11010519491231002x", "", "small x"},
		{"１１０１０５１９４９１２３１００２Ｘ", "", "full width"},
		{"110105 19491231 002X", "", "spaces"},
		{"440524188001010014", "ID_DATE", "the standard's second example was born in 1880"},
		{"11010519491231002", "ID_LEN", "17"},
		{"610104620927690", "ID_LEN", "a first-generation number is no current document"},
		{"", "ID_LEN", "nothing"},
		{"1101O519491231002X", "ID_CHAR", "letter O"},
		{"11010519491231002A", "ID_CHAR", "A at the end"},
		{"1101051949123100Ⅹ2", "ID_LEN", "a Roman ten has three bytes"},
		{"110105194902300020", "ID_DATE", "30 February"},
		{"110105202603030020", "ID_DATE", "tomorrow"},
		{"110105201503020020", "ID_DATE", "eleven years old"},
		{"990105194912310020", "ID_AREA", "no province 99"},
		{"110105194912310021", "ID_CHECK", "one off"},
		{"110105194912310202", "ID_CHECK", "two digits changed places"},
	} {
		if _, f := CheckID(c.number, today, AgeContract); code(f) != c.want {
			t.Errorf("%s (%s): %q, want %q", c.number, c.why, code(f), c.want)
		}
	}
	card, f := CheckID("11010519491231002x", today, AgeContract)
	if f != nil || card.Number != "11010519491231002X" || card.Born != day.MustParse("1949-12-31") || card.Male || card.Area != "110105" {
		t.Errorf("%+v, %+v", card, f)
	}
	if got := string(idCheck("44052418800101001")); got != "4" {
		t.Errorf("check digit of the standard's second example: %s", got)
	}
}

func TestS008_AgeBounds(t *testing.T) {
	for _, c := range []struct {
		born   string
		minAge int
		want   string
	}{
		{"2008-03-02", AgeContract, ""}, {"2008-03-03", AgeContract, "ID_DATE"},
		{"2010-03-02", AgeLegalRep, ""}, {"2010-03-03", AgeLegalRep, "ID_DATE"},
		{"1905-03-03", AgeContract, ""}, {"1905-03-02", AgeContract, "ID_DATE"}, // 121 years
		{"2008-02-29", AgeContract, ""},
	} {
		if _, f := CheckID(FictionalID("11", day.MustParse(c.born)), today, c.minAge); code(f) != c.want {
			t.Errorf("born %s, at least %d: %q, want %q", c.born, c.minAge, code(f), c.want)
		}
	}
	if AgeOn(day.MustParse("2008-02-29"), day.MustParse("2026-02-28")) != 17 {
		t.Error("born on a leap day: 18 on 1 March of a common year")
	}
}

func TestS008_OldIdentityNumber(t *testing.T) {
	if got, f := UpgradeID15("610104620927690"); f != nil || got != "610104196209276908" {
		t.Errorf("%q, %+v", got, f)
	}
	for _, bad := range []string{"61010462092769", "61010462092769X", "11010519491231002X"} {
		if _, f := UpgradeID15(bad); code(f) != "ID_LEN" {
			t.Errorf("%s: %q", bad, code(f))
		}
	}
}

func TestS008_OneWrongDigitNeverPasses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		born := day.MustParse("1930-01-01").AddDays(rapid.IntRange(0, 28000).Draw(t, "born"))
		s := []byte(FictionalID(rapid.SampledFrom(strings.Fields(idProvinces)).Draw(t, "province"), born))
		if _, f := CheckID(string(s), today, 0); f != nil {
			t.Fatalf("%s: %+v", s, f)
		}
		// ISO 7064 MOD 11-2: with powers of 2 as weights the sum is 1 mod 11.
		sum := 0
		for _, c := range s[:17] {
			sum = (sum + int(c-'0')) * 2 % 11
		}
		if last := strings.IndexByte("0123456789X", s[17]); (sum+last)%11 != 1 {
			t.Fatalf("%s: sum %d", s, sum+last)
		}
		i := rapid.IntRange(0, 16).Draw(t, "position")
		s[i] = '0' + (s[i]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		if _, f := CheckID(string(s), today, 0); f == nil {
			t.Fatalf("%s passed", s)
		}
	})
}

func TestS028_UnifiedCodes(t *testing.T) {
	for _, c := range []struct{ code, want, why string }{
		{"91350100M000100Y43", "", "the standard's example"},
		{" 91350100m000100y43", "", "small letters, space"},
		{"91110000101623741K", "", "published"},
		{"911101066976941872", "", "published"},
		{"91310115MA1H8R7C6D", "USCC_CHECK", "a printed sample that fails; 7 is expected"},
		{"91350211M0000XUF46", "USCC_CHECK", "fails, though reported to exist; R is expected"},
		{"91350100M000100Y4", "USCC_LEN", "17"},
		{"91350100M000100Y4O", "USCC_CHAR", "letter O"},
		{"9135A100M000100Y43", "USCC_CHAR", "letter in the area"},
		{"99350100M000100Y43", "USCC_PREFIX", "no department 99"},
	} {
		f := CheckUSCC(c.code)
		if code(f) != c.want {
			t.Errorf("%s (%s): %q, want %q", c.code, c.why, code(f), c.want)
		}
		if f != nil && f.Overridable != (c.want == "USCC_CHECK") {
			t.Errorf("%s: overridable %v", c.code, f.Overridable)
		}
	}
	for first17, want := range map[string]byte{
		"91350100M000100Y4": '3', "91110000101623741": 'K', "91110106697694187": '2',
		"91310115MA1H8R7C6": '7', "91350211M0000XUF4": 'R',
	} {
		if got := usccCheck(first17); got != want {
			t.Errorf("%s: check %c, want %c", first17, got, want)
		}
	}
}

// A code whose own check character fits but whose inner organisation code does not.
func TestS028_OrganisationCodeInside(t *testing.T) {
	s := "91350100M000100Y5"
	f := CheckUSCC(s + string(usccCheck(s)))
	if code(f) != "USCC_ORG" || !f.Overridable {
		t.Errorf("%+v", f)
	}
}

func TestS028_KindOfBody(t *testing.T) {
	for _, c := range []struct {
		prefix string
		kind   LicenceKind
		want   string
	}{
		{"91", LicenceEnterprise, ""}, {"93", LicenceEnterprise, ""}, {"92", LicenceEnterprise, "USCC_KIND"},
		{"92", LicenceSoleTrader, ""}, {"91", LicenceSoleTrader, "USCC_KIND"},
		{"12", LicencePublicBody, ""}, {"91", LicencePublicBody, "USCC_KIND"}, {"92", "MICRO", "USCC_KIND"},
	} {
		if got := code(CheckUSCCKind(FictionalUSCC(c.prefix, 7), c.kind)); got != c.want {
			t.Errorf("%s as %s: %q, want %q", c.prefix, c.kind, got, c.want)
		}
	}
}

func TestS028_OldRegistrationNumbers(t *testing.T) {
	for number, want := range map[string]string{
		"310115600985533": "", "110108000000016": "", "310115600985535": "REGNO_CHECK",
		"31011560098553": "REGNO_LEN", "31011560098553X": "REGNO_CHAR",
	} {
		if got := code(CheckRegNo(number)); got != want {
			t.Errorf("%s: %q, want %q", number, got, want)
		}
	}
}

func TestS028_OrganisationCodes(t *testing.T) {
	for number, want := range map[string]string{
		"D2143569-X": "", "78305975-3": "", "783059753": "", "M000100Y4": "", "101623741": "", "697694187": "",
		"790E3765-0": "ORG_CHECK", "E0000000-X": "ORG_CHECK", "7830597-3": "ORG_LEN", "7830*975-3": "ORG_CHAR",
	} {
		if got := code(CheckOrgCode(number)); got != want {
			t.Errorf("%s: %q, want %q", number, got, want)
		}
	}
	for first8, want := range map[string]byte{"790E3765": '1', "E0000000": '2'} {
		if got, _ := orgCheck(first8); got != want {
			t.Errorf("%s: check %c, want %c", first8, got, want)
		}
	}
}

func TestS028_TaxpayerNumbers(t *testing.T) {
	uscc := FictionalUSCC("91", 1)
	for number, want := range map[string]string{
		uscc: "", "350100783059753": "", "61010462092769000": "", "11010519491231002X00": "",
		"1234567890123456": "TAX_LEN", "35010078305975-": "TAX_CHAR", FictionalUSCC("91", 2): "TAX_USCC",
	} {
		if got := code(CheckTaxNo(number, uscc)); got != want {
			t.Errorf("%s: %q, want %q", number, got, want)
		}
	}
}

func TestS026_CardNumbers(t *testing.T) {
	for number, want := range map[string]string{
		"6221550000000012": "", "6222020000000000125": "", "6221 5500-0000 0012": "", "６２２１５５００００００００１２": "",
		"6222021234567890123": "CARD_CHECK", "6221550000000021": "CARD_CHECK",
		"622155000000": "CARD_LEN", "62215500000000120000": "CARD_LEN", "622155000000001X": "CARD_CHAR", "": "CARD_LEN",
	} {
		if got := code(CheckCardNumber(number)); got != want {
			t.Errorf("%s: %q, want %q", number, got, want)
		}
	}
	for number, want := range map[string]int{"6221550000000012": 20, "6222020000000000125": 30, "6222021234567890123": 75} {
		if got := luhnSum(number); got != want {
			t.Errorf("Luhn sum of %s: %d, want %d", number, got, want)
		}
	}
}

func TestS026_SettlementCardIsDebit(t *testing.T) {
	for number, want := range map[string]string{
		"6222000000000009": "", "6217000000000000004": "",
		"6200000000000005": "SETTLE_CARD_TYPE", "6209000000000006": "SETTLE_CARD_TYPE",
		"4000000000000002": "CARD_BIN", "5100000000000008": "CARD_BIN",
		"6221550000000012":    "CARD_BIN",   // a good number of no known bank
		"6222000000000000004": "CARD_BIN",   // the debit range has 16 digits
		"6222000000000008":    "CARD_CHECK", // in a test range an error, not a warning
	} {
		_, f := CheckSettlementCard(SandboxBINs, number)
		if code(f) != want || f != nil && f.Overridable {
			t.Errorf("%s: %+v, want %q", number, f, want)
		}
	}
	table := NewBINTable(BIN{Prefix: "103", Length: 19, Kind: CardDebit})
	if _, f := CheckSettlementCard(table, "1030000000000000001"); code(f) != "CARD_CHECK" || !f.Overridable {
		t.Errorf("a genuine range may fail Luhn with a reviewer's word: %+v", f)
	}
}

func TestS026_LongestPrefixOfTheSameLength(t *testing.T) {
	table := NewBINTable(
		BIN{Prefix: "622", Length: 16, Kind: CardDebit, Bank: "短"},
		BIN{Prefix: "6222021", Length: 19, Kind: CardCredit, Bank: "长"},
		BIN{Prefix: "622202", Length: 16, Kind: CardCredit, Bank: "中"},
		BIN{Prefix: "622202", Length: 19, Kind: CardDebit, Bank: "中十九"},
	)
	for number, want := range map[string]string{
		"6222021000000000": "中", "6222021000000000000": "长", "6222030000000000": "短", "6222020000000000000": "中十九", "623": "", "6230000000000000": "",
	} {
		if b, _ := table.Lookup(number); b.Bank != want {
			t.Errorf("%s: %q, want %q", number, b.Bank, want)
		}
	}
}

// The sandbox's own cards must lie in its ranges, with the kind their row says.
func TestS026_SandboxCards(t *testing.T) {
	for number, want := range map[string]CardKind{
		"6200000000000005": CardCredit, "6200000000510003": CardCredit, "6200000000960000": CardCredit,
		"6222000000000009": CardDebit, "6217000000000000004": CardDebit, "6209000000000006": CardPrepaid,
		"4000000000000002": CardCredit, "5100000000000008": CardCredit,
	} {
		b, ok := SandboxBINs.Lookup(number)
		if !ok || b.Kind != want || !b.Test || CheckCardNumber(number) != nil {
			t.Errorf("%s: %+v", number, b)
		}
	}
}

func TestS008_MobileNumbers(t *testing.T) {
	for number, want := range map[string]string{
		"13800000001": "13800000001", "+86 138-0000-0001": "13800000001", "１３８０００００００１": "13800000001",
		"12800000001": "", "1380000000": "", "138000000011": "", "23800000001": "", "1380000000x": "", "": "",
	} {
		if got, f := CheckMobile(number); got != want || (f == nil) != (want != "") {
			t.Errorf("%q: %q, %+v", number, got, f)
		}
	}
	for number, want := range map[string]MobileRange{"17000000000": MobileVirtual, "14400000000": MobileThings, "13800000001": MobileOrdinary, "": MobileOrdinary} {
		if got := RangeOfMobile(number); got != want {
			t.Errorf("%s: %q", number, got)
		}
	}
}

func TestS118_Masks(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{MaskPAN("6222020000000000125"), "622202*********0125"},
		{MaskPAN("6221 5500 0000 0012"), "622155******0012"},
		{MaskPAN("622155000000"), "************"},
		{MaskID("11010519491231002x"), "110***********002X"},
		{MaskID("610104620927690"), "610********7690"},
		{MaskID("1101"), "****"},
		{MaskMobile("13812345678"), "138****5678"},
		{MaskMobile("138123"), "******"},
		{MaskName("张三"), "张*"},
		{MaskName("欧阳修远"), "欧阳**"},
		{MaskName("欧阳修"), "欧阳*"},
		{MaskName("高明"), "高*"},
		{MaskName("单于"), "单*"},
		{MaskName("阿依古丽·买买提"), "阿***·***"},
		{MaskName("李"), "*"},
		{MaskName(""), ""},
		{MaskAccount("6222000000000009"), "************0009"},
		{MaskAccount("1234567"), "*******"},
		{MaskEmail("owner@example.com"), "o***@example.com"},
		{MaskEmail("nonsense"), "********"},
		{MaskToken("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"), "****eS6o"},
		{MaskToken("short"), "****"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestFictionalNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := FictionalUSCC(rapid.SampledFrom([]string{"91", "92", "12"}).Draw(t, "prefix"), rapid.IntRange(0, 999_999).Draw(t, "serial"))
		if f := CheckUSCC(s); f != nil || s[2:8] != "000000" {
			t.Fatalf("%s: %+v", s, f)
		}
		// The standard's own definition: with powers of 3 as weights, and 1 for the
		// check character, the sum is a multiple of 31.
		sum, weight := strings.IndexByte(usccAlphabet, s[17]), 1
		for _, c := range []byte(s[:17]) {
			sum, weight = sum+strings.IndexByte(usccAlphabet, c)*weight, weight*3%31
		}
		if sum%31 != 0 {
			t.Fatalf("%s: sum %d is no multiple of 31", s, sum)
		}
		card := CompleteLuhn("62220000" + rapid.StringMatching(`[0-9]{7}`).Draw(t, "card"))
		if f := CheckCardNumber(card); f != nil {
			t.Fatalf("%s: %+v", card, f)
		}
	})
	id := FictionalID("11", day.MustParse("1990-01-01"))
	if id[2:6] != "0099" || id[14:17] != "000" {
		t.Error(id)
	}
	for _, suffix := range []string{"00", "11", "12", "13", "14", "15"} {
		s := FictionalUSCCEnding("92", suffix, 0)
		if !strings.HasSuffix(s, suffix) || CheckUSCC(s) != nil {
			t.Errorf("no code ends in %s: %q", suffix, s)
		}
	}
	if FictionalUSCCEnding("92", "I0", 0) != "" {
		t.Error("the alphabet has no I")
	}
}
