package cards

// Row is one trigger of the sandbox: what to present, and what then happens.
type Row struct {
	Group    string `json:"group"` // card, amount, code, registry, account, phone
	Trigger  string `json:"trigger"`
	Zh       string `json:"zh"`
	En       string `json:"en"`
	PIN      string `json:"pin,omitempty"`      // of cards
	Response string `json:"response,omitempty"` // F39, when there is one
}

// Table is every trigger of the outside world.
func Table() []Row {
	var rows []Row
	for _, c := range All {
		rows = append(rows, Row{Group: "card", Trigger: c.PAN, Zh: c.Zh, En: c.En, PIN: c.PIN, Response: c.Code})
	}
	return append(rows, others...)
}

var others = []Row{
	{Group: "amount", Trigger: "< 1.00", Zh: "一律按卡片决定（装机测试用）", En: "the card alone decides (commissioning)"},
	{Group: "amount", Trigger: "x.01 … x.98", Zh: "从1.00元起，分位在表中时即为应答码", En: "from 1.00 up, the fen are the response code when they are one of the table"},
	{Group: "amount", Trigger: "x.10", Zh: "部分批准一半（终端支持时）", En: "half is approved, when the terminal accepts that", Response: "10"},
	{Group: "amount", Trigger: "9801.00", Zh: "8秒后才应答", En: "answered after 8 s"},
	{Group: "amount", Trigger: "9802.00", Zh: "发卡行已扣款，无应答，冲正成功", En: "charged, never answered, the reversal succeeds"},
	{Group: "amount", Trigger: "9803.00", Zh: "无应答，前两次冲正失败，第三次成功", En: "never answered, two reversals fail, the third succeeds"},
	{Group: "amount", Trigger: "9804.00", Zh: "已扣款，应答丢失", En: "charged, the answer is lost"},
	{Group: "amount", Trigger: "9805.00", Zh: "应答MAC错误", En: "the answer's MAC is wrong", Response: "A0"},
	{Group: "amount", Trigger: "9806.00", Zh: "重复应答", En: "the answer comes twice"},
	{Group: "amount", Trigger: "9807.00", Zh: "应答的流水号不符", En: "the answer is for another trace number"},
	{Group: "amount", Trigger: "9808.00", Zh: "扣款后断线", En: "the line drops after the charge"},
	{Group: "amount", Trigger: "9809.00", Zh: "扣款前断线", En: "the line drops before the charge"},
	{Group: "amount", Trigger: "9812.00", Zh: "清算文件中缺少该笔", En: "missing in the clearing file"},
	{Group: "amount", Trigger: "9813.00", Zh: "清算文件中多出一笔", En: "an extra line in the clearing file"},
	{Group: "amount", Trigger: "9814.00", Zh: "清算文件手续费差0.01", En: "the file's fee differs by 0.01"},
	{Group: "amount", Trigger: "9815.00", Zh: "清算文件金额差0.01", En: "the file's amount differs by 0.01"},
	{Group: "amount", Trigger: "9816.00", Zh: "次日清算文件才出现", En: "appears in the next day's file"},

	{Group: "code", Trigger: "13 … 00", Zh: "微信付款码（18位，10–15开头）末两位00：立即支付", En: "WeChat payment code (18 digits, 10–15), ending 00: pays at once"},
	{Group: "code", Trigger: "28 … 00", Zh: "支付宝付款码（16–24位，25–30开头）末两位00：立即支付", En: "Alipay payment code (16–24 digits, 25–30), ending 00: pays at once"},
	{Group: "code", Trigger: "… 01", Zh: "输入密码，8秒后支付", En: "enters a password, pays after 8 s"},
	{Group: "code", Trigger: "… 02", Zh: "等待密码，顾客取消", En: "waits for a password, the customer cancels"},
	{Group: "code", Trigger: "… 03", Zh: "等待密码直到超时，撤销成功", En: "waits until time-out, cancel succeeds"},
	{Group: "code", Trigger: "… 04", Zh: "等待密码直到超时，首次撤销失败", En: "waits until time-out, the first cancel fails"},
	{Group: "code", Trigger: "… 05", Zh: "系统错误，实际已支付", En: "system error, paid all the same"},
	{Group: "code", Trigger: "… 06", Zh: "系统错误，未支付", En: "system error, not paid"},
	{Group: "code", Trigger: "… 07", Zh: "付款码已过期", En: "the code has expired"},
	{Group: "code", Trigger: "… 08", Zh: "付款码已使用", En: "the code was used before"},
	{Group: "code", Trigger: "… 09", Zh: "余额不足", En: "too little money"},
	{Group: "code", Trigger: "… 10", Zh: "超出顾客单日限额", En: "over the customer's daily limit"},
	{Group: "code", Trigger: "… 11", Zh: "超出商户限额", En: "over the merchant's limit"},

	{Group: "registry", Trigger: "测试不符", Zh: "姓名中含此字样：信息不符", En: "in a name: the particulars do not match"},
	{Group: "registry", Trigger: "测试查无", Zh: "姓名中含此字样：号码不存在", En: "in a name: no such identity number"},
	{Group: "registry", Trigger: "测试过期", Zh: "姓名中含此字样：证件过期", En: "in a name: the document has expired"},
	{Group: "registry", Trigger: "测试名单命中", Zh: "姓名中含此字样：命中名单", En: "in a name: on a watch list"},
	{Group: "registry", Trigger: "USCC … 11", Zh: "统一社会信用代码末两位11：查无此企业", En: "credit code ending 11: not found"},
	{Group: "registry", Trigger: "USCC … 12", Zh: "末两位12：名称不符", En: "ending 12: another name"},
	{Group: "registry", Trigger: "USCC … 13", Zh: "末两位13：已吊销", En: "ending 13: revoked"},
	{Group: "registry", Trigger: "USCC … 14", Zh: "末两位14：经营范围不符", En: "ending 14: another scope"},
	{Group: "registry", Trigger: "USCC … 15", Zh: "末两位15：营业期限已过", En: "ending 15: expired"},

	{Group: "account", Trigger: "… 11", Zh: "结算账号末两位11：户名不符，退票", En: "settlement account ending 11: another holder, returned"},
	{Group: "account", Trigger: "… 12", Zh: "末两位12：账户已销户", En: "ending 12: closed"},
	{Group: "account", Trigger: "… 13", Zh: "末两位13：银行排队2小时", En: "ending 13: queues for 2 h at the bank"},
	{Group: "account", Trigger: "… 14", Zh: "末两位14：付款成功，次日退票", En: "ending 14: paid, returned the next day"},
	{Group: "account", Trigger: "POST /accounts", Zh: "在沙箱银行销户或重新开户：结算款退回", En: "at the sandbox bank: a holder closes an account, or opens it again"},
	{Group: "account", Trigger: "POST /recall", Zh: "在沙箱银行追回一笔来款：押金重新待缴", En: "at the sandbox bank: a transfer is taken back and the deposit is due again"},

	{Group: "phone", Trigger: "13800000001", Zh: "收不到短信", En: "never receives a message"},
	{Group: "phone", Trigger: "13800000002", Zh: "60秒后收到短信", En: "receives after 60 s"},
}
