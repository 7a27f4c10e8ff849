package party

import "strings"

// CardKind tells whose money a card spends.
type CardKind string

// The kinds of card a BIN table knows.
const (
	CardDebit   CardKind = "debit"
	CardCredit  CardKind = "credit"
	CardPrepaid CardKind = "prepaid"
)

// A BIN is a card range: numbers of Length digits that begin with Prefix.
type BIN struct {
	Prefix string
	Length int
	Kind   CardKind
	Bank   string // name in Chinese
	BankEn string
	// Foreign cards belong to a scheme other than UnionPay.
	Foreign bool
	// Test ranges exist in the sandbox only.
	Test bool
}

// BINTable finds the range of a number. Prefixes have 3 to 10 digits.
type BINTable map[string][]BIN

// NewBINTable builds a table; official tables replace the sandbox's.
func NewBINTable(bins ...BIN) BINTable {
	t := BINTable{}
	for _, b := range bins {
		t[b.Prefix] = append(t[b.Prefix], b)
	}
	return t
}

// Lookup returns the range with the longest prefix among those of the number's
// length: a longer prefix of another length is another product.
func (t BINTable) Lookup(number string) (BIN, bool) {
	for n := min(10, len(number)); n >= 3; n-- {
		for _, b := range t[number[:n]] {
			if b.Length == len(number) {
				return b, true
			}
		}
	}
	return BIN{}, false
}

// SandboxBINs are the ranges of the test cards; no real card lies in them.
var SandboxBINs = NewBINTable(
	BIN{Prefix: "62000000", Length: 16, Kind: CardCredit, Bank: "测试银行信用卡", BankEn: "Test Bank credit", Test: true},
	BIN{Prefix: "62220000", Length: 16, Kind: CardDebit, Bank: "测试银行借记卡", BankEn: "Test Bank debit", Test: true},
	BIN{Prefix: "62170000", Length: 19, Kind: CardDebit, Bank: "测试银行借记卡", BankEn: "Test Bank debit", Test: true},
	BIN{Prefix: "62090000", Length: 16, Kind: CardPrepaid, Bank: "测试银行预付卡", BankEn: "Test Bank prepaid", Test: true},
	BIN{Prefix: "40000000", Length: 16, Kind: CardCredit, Bank: "测试外卡", BankEn: "Test foreign card", Foreign: true, Test: true},
	BIN{Prefix: "51000000", Length: 16, Kind: CardCredit, Bank: "测试外卡", BankEn: "Test foreign card", Foreign: true, Test: true},
)

// NormalCardNumber drops spaces and hyphens and narrows full-width digits.
func NormalCardNumber(number string) string {
	return strings.ReplaceAll(narrow(number), "-", "")
}

// CheckCardNumber checks length, digits and the Luhn digit.
func CheckCardNumber(number string) *Fault {
	s := NormalCardNumber(number)
	if f := cardForm(s); f != nil {
		return f
	}
	if luhnSum(s)%10 != 0 {
		return fault("CARD_CHECK", "银行卡号校验位不符，请核对是否输错", "The card number's check digit does not fit; please compare with the card")
	}
	return nil
}

// CheckSettlementCard checks a personal card that is to receive settlements:
// of a known domestic bank, and a debit card. A wrong Luhn digit alone is
// overridable, because some genuine domestic accounts fail it and the bank's
// four-element answer decides; in a test range it is a plain error.
func CheckSettlementCard(t BINTable, number string) (BIN, *Fault) {
	s := NormalCardNumber(number)
	if f := cardForm(s); f != nil {
		return BIN{}, f
	}
	bin, known := t.Lookup(s)
	switch {
	case !known || bin.Foreign:
		return bin, fault("CARD_BIN", "无法识别该卡号所属的境内银行", "The number belongs to no known domestic bank")
	case bin.Kind != CardDebit:
		return bin, fault("SETTLE_CARD_TYPE", "结算卡必须是借记卡，不能使用信用卡或预付卡", "The settlement card must be a debit card, not credit or prepaid")
	}
	f := CheckCardNumber(s)
	if f != nil {
		f.Overridable = !bin.Test
	}
	return bin, f
}

func cardForm(s string) *Fault {
	if !digitsOnly(s) {
		return fault("CARD_CHAR", "银行卡号只能包含数字", "A card number has digits only")
	}
	if len(s) < 13 || len(s) > 19 {
		return fault("CARD_LEN", "银行卡号应为13至19位", "A card number has 13 to 19 digits")
	}
	return nil
}

// luhnSum doubles every second digit from the right (ISO/IEC 7812-1).
func luhnSum(digits string) int {
	sum := 0
	for i := range len(digits) {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum
}
