package iso8583

// Outcome is the class of a response code.
type Outcome byte

const (
	ClassApproved Outcome = 'A'
	ClassRetry    Outcome = 'B' // declined, the terminal may try again
	ClassDeclined Outcome = 'C' // declined, do not try again
	ClassOperator Outcome = 'D' // declined, the cashier has something to do
	ClassSystem   Outcome = 'E' // system failure
)

// set is a bit set of what a code means for the machine.
type set uint8

const (
	approved set = 1 << iota
	unknown
	later
	session
	capture
	delivered
)

// Meaning is what a value of F39 says, to people and to the machine.
type Meaning struct {
	Code               string
	Zh, En             string
	Class              Outcome
	AdviceZh, AdviceEn string // to the cashier
	set                set
}

// Response returns the meaning of a code. A code the table lacks is a decline.
func Response(code string) Meaning {
	r, ok := responses[code]
	if !ok {
		r = row{"交易失败", "Transaction failed", ClassDeclined, 0, showCode}
	}
	a := advices[r.advice]
	return Meaning{code, r.zh, r.en, r.class, a.zh, a.en, r.set}
}

// Responses lists the codes of the table, unordered.
func Responses() []string {
	out := make([]string, 0, len(responses))
	for code := range responses {
		out = append(out, code)
	}
	return out
}

// Approved reports whether the money moved: 00, 10 (for the amount in the
// reply only), 11, 16, A2, A4, A5, A6.
func (m Meaning) Approved() bool { return m.set&approved != 0 }

// Unknown reports whether nobody knows if the money moved: reverse, post
// nothing.
func (m Meaning) Unknown() bool { return m.set&unknown != 0 }

// RetryLater reports a passing trouble. A payment is never sent again under a
// new trace without a query.
func (m Meaning) RetryLater() bool { return m.set&later != 0 }

// SignIn reports whether the terminal must sign in before anything else.
func (m Meaning) SignIn() bool { return m.set&session != 0 }

// Capture reports a code by which the issuer wants the card back. Staff are
// told to call the acquirer, never to seize a card.
func (m Meaning) Capture() bool { return m.set&capture != 0 }

// Delivered reports whether a batch upload or notice reached the host: 94 then
// means that it was there already.
func (m Meaning) Delivered() bool { return m.set&(approved|delivered) != 0 }

type row struct {
	zh, en string
	class  Outcome
	set    set
	advice advice
}

type advice uint8

const (
	noAdvice advice = iota
	handOver
	handOverPart
	toBeConfirmed
	callBank
	otherCard
	otherWay
	callAcquirer
	neverSeize
	checkAmount
	checkOriginal
	readAgain
	useChip
	pinAgain
	tryLater
	queryFirst
	signInAgain
	outcomeUnknown
	settleAgain
	showCode
)

var advices = [...]struct{ zh, en string }{
	noAdvice:       {"", ""},
	handOver:       {"交付商品，打印签购单", "Hand over the goods and print the slip"},
	handOverPart:   {"只批准了部分金额，其余请用其他方式收取", "Only part of the amount is approved; collect the rest another way"},
	toBeConfirmed:  {"已批准，待发卡行确认；交付商品，打印签购单", "Approved, the issuer will confirm; hand over the goods and print the slip"},
	callBank:       {"银行未通过，请换一种方式支付；持卡人可联系发卡银行", "The bank did not approve it: please pay another way; the cardholder may call the bank"},
	otherCard:      {"请换一张卡或换一种方式支付", "Please use another card or another way to pay"},
	otherWay:       {"此功能不支持，请换一种方式", "Not supported, please use another way"},
	callAcquirer:   {"请联系收单机构", "Call the acquirer"},
	neverSeize:     {"请换一种方式支付，联系收单机构；任何情况下不要扣留卡片", "Please use another way to pay and call the acquirer; never keep the card"},
	checkAmount:    {"请核对金额后重新输入", "Check the amount and enter it again"},
	checkOriginal:  {"请核对原交易的凭证号、日期和参考号", "Check trace number, date and reference of the original"},
	readAgain:      {"请重新读卡，或换一张卡", "Read the card again, or use another"},
	useChip:        {"请插卡或挥卡，不要刷磁条", "Insert or tap the chip, do not swipe"},
	pinAgain:       {"请持卡人遮挡键盘重新输入密码", "Ask for the PIN again, keypad covered"},
	tryLater:       {"请稍后再试", "Try again later"},
	queryFirst:     {"请先查询上一笔是否成功，不要直接重做", "Query the last transaction before doing it again"},
	signInAgain:    {"请重新签到后再交易", "Sign in, then repeat the transaction"},
	outcomeUnknown: {"结果未知，请勿交付商品；系统将自动冲正", "The outcome is unknown: do not hand over the goods; the system reverses it"},
	settleAgain:    {"请重新结算或重新上送批次", "Settle or upload the batch again"},
	showCode:       {"请记录应答码并联系收单机构", "Note the code and call the acquirer"},
}
