package paper

import (
	"fmt"
	"strings"

	"tillway/internal/kit/day"
	"tillway/internal/kit/money"
)

// Agreement is everything an acceptance agreement prints. Names, masks and
// numbers arrive ready: this package neither looks up nor hides anything.
type Agreement struct {
	Number      string
	Date        day.Date
	Test        bool // sandbox: every page says 测试，无法律效力
	Institution Institution
	Merchant    Merchant
	Settlement  Settlement
	Clauses     []Clause
	Fees        []FeeRow
	Charges     []ChargeRow
	Deposit     money.Amount // per terminal; zero: none
	Types       []TypeRow
	Limits      []LimitRow
	Terminals   []TerminalRow
}

// Institution is 甲方.
type Institution struct {
	Name, Licence, Address, Hotline string
}

// Merchant is 乙方.
type Merchant struct {
	Name, Number, USCC, Address string
	LegalPerson                 string // masked
	Mobile                      string // masked
}

// Settlement says where and when the money goes.
type Settlement struct {
	AccountName, Account, Bank string // the account masked
	Cycle                      string // T+1, D+1, D+0
	Minimum                    money.Amount
	FeeMode                    string // 交易扣收 or 月结
	Court                      string // an arbitration commission; "" leaves it to the courts
}

// FeeRow is a line of the fee schedule. Cap is money.NoCap where there is none.
type FeeRow struct {
	Code, Product string
	Rate          money.Rate
	Cap, Min      money.Amount
	From          day.Date
	// ReturnOnRefund says whether a refund gives its share of the fee back.
	ReturnOnRefund bool
}

// ChargeRow is any other charge; what is not listed cannot be charged.
type ChargeRow struct {
	Code, Name string
	Amount     money.Amount
	When       string
}

// TypeRow is a transaction type and whether it is enabled.
type TypeRow struct {
	Name string
	On   bool
	Note string
}

// LimitRow is a ceiling; zero amounts are printed as 不限.
type LimitRow struct {
	Name                   string
	Single, Daily, Monthly money.Amount
}

// TerminalRow is a bound terminal.
type TerminalRow struct {
	Model, TID, TUSN, Address string
}

// Render prints the agreement: the key clauses in plain words, the parties,
// the articles, the annexes, and the page to sign.
func (a Agreement) Render() (Document, error) {
	f := frame{name: "特约商户受理协议", no: "协议编号 " + a.Number, date: a.Date, test: a.Test}
	return render(f, func(p *page) {
		a.keyTerms(p)
		p.newPage()
		a.parties(p)
		a.articles(p)
		p.newPage()
		a.feeAnnex(p)
		p.newPage()
		a.ruleAnnex(p)
		a.terminalAnnex(p)
		p.newPage()
		a.signatures(p)
	})
}

// keyTerms is the one page that is shown first (条例 art. 20: what can affect
// consent is highlighted).
func (a Agreement) keyTerms(p *page) {
	p.title("关键条款提示", "请在阅读全文之前先看这一页；任何一条不明白，都可以在签署前提问")
	p.facts(a.headline())
	p.gap(2)
	for i, c := range a.Clauses {
		if !c.Key {
			continue
		}
		p.room(15)
		p.paragraph(style{size: bodySize, colour: ink, bold: true, bar: true, indent: 4, lead: 1.6}, article(i)+" "+c.TitleZh)
		p.paragraph(style{size: bodySize, colour: ink, bar: true, indent: 4, lead: 1.55}, c.SummaryZh)
		p.gap(2.6)
	}
}

func (a Agreement) headline() []Fact {
	facts := []Fact{
		{"结算周期", a.Settlement.Cycle}, {"最低结算金额", yuan(a.Settlement.Minimum)},
		{"手续费收取", a.Settlement.FeeMode}, {"终端押金", a.depositText()},
	}
	for _, r := range a.Fees {
		facts = append(facts, Fact{r.Product, rateText(r)})
	}
	return facts
}

func (a Agreement) depositText() string {
	if a.Deposit.IsZero() {
		return "不收取"
	}
	return "每台 " + yuan(a.Deposit) + "，可退还"
}

func (a Agreement) parties(p *page) {
	p.title("特约商户受理协议", "签订日期 "+chineseDate(a.Date))
	p.heading("甲方（收单机构）")
	p.facts([]Fact{
		{"名称", a.Institution.Name}, {"业务许可", a.Institution.Licence},
		{"地址", a.Institution.Address}, {"服务电话", a.Institution.Hotline},
	})
	p.heading("乙方（特约商户）")
	p.facts([]Fact{
		{"名称", a.Merchant.Name}, {"统一社会信用代码", a.Merchant.USCC},
		{"法定代表人／经营者", a.Merchant.LegalPerson}, {"联系电话", a.Merchant.Mobile},
		{"经营地址", a.Merchant.Address}, {"商户编号", a.Merchant.Number},
	})
	p.heading("结算信息")
	p.facts([]Fact{
		{"结算账户户名", a.Settlement.AccountName}, {"开户行", a.Settlement.Bank},
		{"结算账号", a.Settlement.Account}, {"结算周期", a.Settlement.Cycle},
		{"最低结算金额", yuan(a.Settlement.Minimum)}, {"手续费收取", a.Settlement.FeeMode},
		{"终端押金", a.depositText()}, {"争议解决", a.court()},
	})
	p.gap(1)
	p.paragraph(body, "甲乙双方依照《中华人民共和国民法典》《非银行支付机构监督管理条例》《银行卡收单业务管理办法》等规定，在平等、自愿的基础上订立本协议。左侧带竖线的条款与乙方有重大利害关系，甲方已作提示，并应乙方要求予以说明。")
}

func (a Agreement) court() string {
	if a.Settlement.Court == "" {
		return "有管辖权的人民法院"
	}
	return a.Settlement.Court
}

var body = style{size: bodySize, colour: ink, first: 2}

func (a Agreement) articles(p *page) {
	for i, c := range a.Clauses {
		p.heading(article(i) + "　" + c.TitleZh)
		s := style{size: bodySize, colour: ink}
		if c.Key {
			s.bar, s.indent = true, 4
		}
		p.paragraph(s, c.BodyZh)
	}
}

func (a Agreement) signatures(p *page) {
	p.title("签署页", "协议编号 "+a.Number)
	p.paragraph(body, "双方确认已经逐条阅读并理解本协议及全部附件，特别是左侧带竖线的重要条款；乙方对不明白之处已经提问并得到满意的答复。")
	p.paragraph(body, "本协议以可靠的电子签名签署的，签名、签署时间和身份核验记录保存在随附的证据文件中，任何一方都可以用本协议的原始文件查验；以纸质签署的，双方各执一份。")
	p.gap(8)
	y := p.pdf.GetY()
	a.signatureBox(p, margin, y, "甲方（收单机构）", a.Institution.Name)
	a.signatureBox(p, margin+textWidth/2+4, y, "乙方（特约商户）", a.Merchant.Name)
	p.pdf.SetXY(margin, y+78)
}

func (a Agreement) signatureBox(p *page, x, y float64, role, name string) {
	width := textWidth/2 - 4
	p.fill(x, y, width, 9, tint)
	p.pdf.SetXY(x+3, y+1.5)
	p.place(style{size: bodySize, colour: accent, bold: true}, width, 6, "L", role)
	s := style{size: bodySize, colour: ink}
	y += 13
	for _, l := range breakLines(p.clean(name), width-6, func(r rune) float64 { return p.advance(r) * s.em() }) {
		p.pdf.SetXY(x+3, y)
		p.place(s, width, 6, "L", l)
		y += 6
	}
	for _, label := range []string{"签章：", "签署人：", "日期：　　　　年　　月　　日"} {
		y += 13
		p.pdf.SetXY(x+3, y-6)
		p.place(style{size: bodySize, colour: soft}, width, 6, "L", label)
		p.line(x+3, y+1, x+width-3, y+1, rule)
	}
}

// article writes 第一条, as Chinese contracts number.
func article(i int) string { return "第" + chineseNumber(i+1) + "条" }

// chineseNumber writes 1 to 99.
func chineseNumber(n int) string {
	digits := strings.Split("零 一 二 三 四 五 六 七 八 九", " ")
	switch tens, ones := n/10, n%10; {
	case tens == 0:
		return digits[ones]
	case tens == 1 && ones == 0:
		return "十"
	case tens == 1:
		return "十" + digits[ones]
	case ones == 0:
		return digits[tens] + "十"
	default:
		return digits[tens] + "十" + digits[ones]
	}
}

func chineseDate(d day.Date) string {
	y, m, dom := d.Civil()
	return fmt.Sprintf("%d年%d月%d日", y, m, dom)
}
