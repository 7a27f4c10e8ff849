// Package cards is the sandbox's purse: the test cards, the amounts with a
// meaning of their own, and the table of every trigger of the outside world,
// from which the documentation and the console's help are made.
//
// All numbers pass the Luhn check and belong to nobody. The pattern of the
// refusing cards is 6200 0000 00 RR 000 C, RR being the response code.
package cards

import "strings"

// Kind is what sort of account stands behind a card.
type Kind string

const (
	Credit  Kind = "credit"
	Debit   Kind = "debit"
	Prepaid Kind = "prepaid"
	Foreign Kind = "foreign"
)

// Card is one test card.
type Card struct {
	ID     string // short name, also used in journals instead of the number
	PAN    string
	PIN    string // empty: the card has none
	Expiry string // YYMM
	Kind   Kind
	Code   string // F39 of every answer; empty: the issuer decides
	Issuer string
	Zh, En string
}

// Track2 is what a terminal reads: number, expiry, service code 201 (chip,
// international) and filler.
func (c Card) Track2() string {
	return c.PAN + "=" + c.Expiry + "20100000000000"[:min(14, 37-len(c.PAN)-5)]
}

const (
	expiry  = "3012"
	pin     = "123456"
	bankOne = "99010000" // issuers' institution numbers, as F44 and slips have them
	bankTwo = "99020000"
	abroad  = "99990000"
)

func refusing(code, pan, zh, en string) Card {
	return Card{ID: "c" + code, PAN: pan, PIN: pin, Expiry: expiry, Kind: Credit, Code: code, Issuer: bankOne, Zh: zh, En: en}
}

// All are the test cards in the order of the table.
var All = []Card{
	{"credit", "6200000000000005", pin, expiry, Credit, "", bankOne, "信用卡，批准", "credit card, approved"},
	{"debit", "6222000000000009", "111111", expiry, Debit, "", bankTwo, "借记芯片卡，批准", "debit chip card, approved"},
	{"debit19", "6217000000000000004", "111111", expiry, Debit, "", bankTwo, "19位借记卡，批准", "debit card of 19 digits, approved"},
	{"prepaid", "6209000000000006", "", expiry, Prepaid, "", bankTwo, "预付卡，无密码，批准", "prepaid card without PIN, approved"},
	refusing("01", "6200000000010004", "请联系发卡行", "refer to the issuer"),
	refusing("04", "6200000000040001", "发卡行要求核查", "the issuer wants to check the card"),
	refusing("05", "6200000000050000", "不予承兑", "do not honour"),
	refusing("14", "6200000000140009", "无效卡号", "invalid card number"),
	refusing("41", "6200000000410006", "挂失卡", "reported lost"),
	refusing("43", "6200000000430004", "被窃卡", "reported stolen"),
	refusing("51", "6200000000510003", "资金不足", "insufficient funds"),
	refusing("54", "6200000000540000", "卡已过期", "expired card"),
	refusing("55", "6200000000550009", "密码总是错误", "the PIN is always wrong"),
	refusing("57", "6200000000570007", "不允许持卡人交易", "not permitted to the cardholder"),
	refusing("58", "6200000000580006", "不允许终端交易", "not permitted to the terminal"),
	refusing("61", "6200000000610001", "超出金额限制", "over the amount limit"),
	refusing("62", "6200000000620000", "受限制的卡", "restricted card"),
	refusing("65", "6200000000650007", "超出次数限制", "over the count limit"),
	refusing("75", "6200000000750005", "密码次数超限", "PIN tries exceeded"),
	refusing("91", "6200000000910005", "发卡行故障", "issuer down"),
	refusing("96", "6200000000960000", "系统故障", "system fault"),
	{"visa", "4000000000000002", "1234", expiry, Foreign, "57", abroad, "境外卡，未开通外卡业务", "foreign card, not accepted without a contract for it"},
	{"mastercard", "5100000000000008", "1234", expiry, Foreign, "57", abroad, "境外卡，未开通外卡业务", "foreign card, not accepted without a contract for it"},
}

// benchPrefix begins the numbers of the load tests: any number of cards, with
// any amount of money.
const benchPrefix = "622999"

// Bench is the ID of every card of the load tests.
const Bench = "bench"

var byPAN = func() map[string]Card {
	m := make(map[string]Card, len(All))
	for _, c := range All {
		m[c.PAN] = c
	}
	return m
}()

// Find returns the card of a number.
func Find(pan string) (Card, bool) {
	if c, ok := byPAN[pan]; ok {
		return c, true
	}
	if strings.HasPrefix(pan, benchPrefix) && len(pan) == 16 {
		return Card{Bench, pan, pin, expiry, Credit, "", bankOne, "压测卡", "load test card"}, true
	}
	return Card{}, false
}

// Ref names a card without its number where that can be done: a load test
// card is its number, every other its short name.
func (c Card) Ref() string {
	if c.ID == Bench {
		return c.PAN
	}
	return c.ID
}

// ByRef finds a card by short name or number.
func ByRef(ref string) (Card, bool) {
	if c, ok := ByID(ref); ok {
		return c, true
	}
	return Find(ref)
}

// IssuerName returns what a slip prints for an issuer's number.
func IssuerName(number string) string {
	switch number {
	case bankOne:
		return "测试甲银行 TEST BANK A"
	case bankTwo:
		return "测试乙银行 TEST BANK B"
	}
	return number
}

// ByID returns a card by its short name.
func ByID(id string) (Card, bool) {
	for _, c := range All {
		if c.ID == id {
			return c, true
		}
	}
	return Card{}, false
}
