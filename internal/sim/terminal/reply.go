package terminal

import "tillway/internal/wire/iso8583"

// Reply is what the terminal's screen says after a button.
type Reply struct {
	OK        bool     `json:"ok"`
	Code      string   `json:"code"` // F39, or X and a letter for what the terminal found itself
	MessageZh string   `json:"message_zh"`
	MessageEn string   `json:"message_en"`
	AdviceZh  string   `json:"advice_zh"`
	AdviceEn  string   `json:"advice_en"`
	Kind      string   `json:"kind"`
	Receipt   *Receipt `json:"receipt,omitempty"`
	Trace     string   `json:"trace,omitempty"`
	Batch     string   `json:"batch,omitempty"`
	RRN       string   `json:"rrn,omitempty"`
	Date      string   `json:"date,omitempty"` // MMDD, what a refund asks for
	AuthCode  string   `json:"auth_code,omitempty"`
	AmountFen int64    `json:"amount_fen"`
	Reversed  bool     `json:"reversed"` // the payment was taken back
	Unknown   bool     `json:"unknown"`  // nobody knows yet; the terminal keeps trying
	Totals    *Totals  `json:"totals,omitempty"`
	Host      *Totals  `json:"host_totals,omitempty"`
}

// text is a sentence in both languages with what to do about it.
type text struct{ zh, en, adviceZh, adviceEn string }

// Codes of the terminal itself.
const (
	NoKeys       = "XK"
	NotSignedIn  = "XS"
	NoLine       = "XN"
	NoAnswer     = "XT"
	BadAnswer    = "XM"
	NoOriginal   = "XO"
	WrongInput   = "XI"
	Unfinished   = "XR"
	BadKeyValue  = "XV"
	EmptyBatch   = "XE"
	NotBalanced  = "XB"
	BrokenMemory = "XD"
)

var texts = map[string]text{
	NoKeys:       {"终端未下载主密钥", "The terminal has no master key", "请联系收单机构装机人员", "Call the acquirer's engineer"},
	NotSignedIn:  {"终端未签到", "The terminal is not signed in", "请先签到", "Sign in first"},
	NoLine:       {"无法连接收单主机，交易未发出", "No connection to the host; nothing was sent", "请检查网络后重试", "Check the network and try again"},
	NoAnswer:     {"未收到应答，结果未知", "No answer; the outcome is not known", "请勿交付商品，终端会自动冲正；可请顾客核对账户", "Do not hand over goods; the terminal reverses by itself. The customer may check the account"},
	BadAnswer:    {"应答校验失败，结果未知", "The answer's check failed; the outcome is not known", "请勿交付商品，重新签到后再试", "Do not hand over goods; sign in again, then try again"},
	NoOriginal:   {"当前批次中找不到可撤销的原交易", "No such payment to void in the open batch", "请核对凭证号；已结算的交易请办理退货", "Check the number on the slip; refund a payment that is settled"},
	WrongInput:   {"输入不正确", "The input is not right", "请核对金额、卡片和凭证信息", "Check amount, card and the numbers of the slip"},
	Unfinished:   {"仍有未完成的冲正或退货", "A reversal or refund is still unfinished", "请恢复网络后重试", "Restore the network and try again"},
	BadKeyValue:  {"密钥校验值不符，原密钥保留", "A key failed its check value; the old keys stay", "请重新签到；多次失败请联系收单机构", "Sign in again; call the acquirer if it keeps failing"},
	EmptyBatch:   {"当前批次没有交易，无需结算", "The batch is empty; there is nothing to settle", "无需操作", "Nothing to do"},
	NotBalanced:  {"账不平，已上送明细", "The totals differ; the details were uploaded", "请联系收单机构核对差异", "Call the acquirer to check the difference"},
	BrokenMemory: {"终端存储故障，已停止交易", "The terminal's memory failed; it stopped trading", "请联系收单机构维修", "Call the acquirer for repair"},
}

// local is a reply that the terminal makes without the host.
func local(code, kind string) Reply {
	t := texts[code]
	return Reply{Code: code, Kind: kind, MessageZh: t.zh, MessageEn: t.en, AdviceZh: t.adviceZh, AdviceEn: t.adviceEn}
}

// told is a reply in the words of a response code.
func told(code, kind string) Reply {
	m := iso8583.Response(code)
	return Reply{
		OK: m.Approved(), Code: code, Kind: kind, MessageZh: m.Zh, MessageEn: m.En, AdviceZh: m.AdviceZh, AdviceEn: m.AdviceEn,
	}
}

// reversed turns a reply about an unknown outcome into one about a payment
// that was taken back.
func (r Reply) reversed() Reply {
	r.Reversed, r.Unknown = true, false
	r.MessageZh += "；已冲正，顾客未被扣款"
	r.MessageEn += "; reversed, the customer is not charged"
	r.AdviceZh, r.AdviceEn = "可以重新发起交易", "The payment may be made again"
	return r
}
