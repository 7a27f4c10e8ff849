package paper

import "strings"

// Clause is one article of an agreement.
type Clause struct {
	ID        string // a mandatory item, or "item.part"
	TitleZh   string
	BodyZh    string // paragraphs separated by line feeds
	TitleEn   string
	SummaryZh string // one plain sentence
	SummaryEn string
	Key       bool // affects the merchant's consent: highlighted, read and confirmed one by one
}

// Item is something every acceptance agreement must contain, with the words
// without which it is not contained. Sources: 银行卡收单业务管理办法 (2013) art. 11
// to 13, 非银行支付机构监督管理条例 (2024) art. 20 and 34, 个人信息保护法 art. 17 and
// 28 to 30, and the public templates of acquirers.
type Item struct {
	ID     string
	Zh, En string
	Words  []string
}

// MandatoryItems lists what an agreement must contain, in the usual order.
func MandatoryItems() []Item { return append([]Item(nil), mandatory...) }

var mandatory = []Item{
	{"parties", "双方主体与签约授权", "Parties and authority to sign",
		[]string{"营业执照", "统一社会信用代码", "法定代表人", "受益所有人", "地址", "联系", "授权"}},
	{"definitions", "定义", "Definitions",
		[]string{"银行卡", "境外卡", "扫码支付", "受理终端", "交易手续费", "退单", "调单", "退货", "差错", "否认交易", "可疑交易", "交易证明材料"}},
	{"products", "受理卡种与开通的交易类型", "Accepted cards and enabled transaction types",
		[]string{"借记卡", "贷记卡", "消费", "撤销", "退货", "预授权", "分期", "小费", "扫码", "附件二"}},
	{"settlement", "资金结算", "Settlement",
		[]string{"结算账户", "变更", "结算周期", "T+1", "D+1", "D+0", "日切", "节假日", "最低结算金额", "交易扣收", "月结", "四舍五入", "退票"}},
	{"fees", "费用", "Fees",
		[]string{"附件一", "费率", "封顶", "最低", "生效日期", "服务费", "押金", "快速结算费", "通讯费", "纸卷", "违约金", "不得收取任何未予标明的费用"}},
	{"terminal", "受理终端", "Terminals",
		[]string{"所有权", "数量", "序列号", "装机地址", "移机", "转借", "出租", "拆", "遗失", "归还"}},
	{"merchant", "特约商户的义务", "Duties of the merchant",
		[]string{"真实交易", "歧视", "加收", "保密", "签购单", "磁道", "验证码", "密码", "调单", "分单"}},
	{"acquirer", "收单机构的义务", "Duties of the acquirer",
		[]string{"培训", "巡检", "按时", "30个自然日", "投诉", "保密"}},
	{"risk", "风险管理", "Risk management",
		[]string{"监测", "延迟结算", "暂停", "风险准备金", "抵扣", "赔偿", "举证", "黑名单", "共享"}},
	{"dispute", "差错、调单与退单", "Errors, retrievals and chargebacks",
		[]string{"调单", "退单", "工作日", "期限", "承担"}},
	{"privacy", "个人信息保护", "Personal information",
		[]string{"目的", "单独同意", "10年", "受托", "查阅", "删除"}},
	{"general", "责任、变更、终止与争议解决", "Liability, change, termination and disputes",
		[]string{"违约责任", "不可抗力", "变更", "30日", "终止", "法律", "仲裁", "人民法院", "附件", "签署页", "电子签名"}},
}

// Gap is a mandatory item an agreement lacks, wholly or in some words.
type Gap struct {
	Item  Item
	Words []string // all of the item's words when the clause itself is absent
}

// Lint returns what the clauses lack of the mandatory items; nil is a complete
// agreement. Words hide no bad clause from a reader, but an item deleted or
// emptied by an edit of the template cannot pass.
func Lint(clauses []Clause) []Gap {
	var gaps []Gap
	for _, item := range mandatory {
		body := bodyOf(clauses, item.ID)
		var absent []string
		for _, w := range item.Words {
			if !strings.Contains(body, w) {
				absent = append(absent, w)
			}
		}
		if absent != nil {
			gaps = append(gaps, Gap{item, absent})
		}
	}
	return gaps
}

// bodyOf joins the bodies of an item's clauses.
func bodyOf(clauses []Clause, item string) string {
	var b strings.Builder
	for _, c := range clauses {
		if c.ID == item || strings.HasPrefix(c.ID, item+".") {
			b.WriteString(c.BodyZh + "\n")
		}
	}
	return b.String()
}
