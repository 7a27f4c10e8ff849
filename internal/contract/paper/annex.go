package paper

import (
	"strconv"

	"tillway/internal/kit/money"
)

func (a Agreement) feeAnnex(p *page) {
	p.title("附件一　费率与费用表", "")
	p.heading("一、交易手续费")
	columns := []Column{
		{"产品", 4, "L"}, {"费率", 2, "R"}, {"封顶", 2.2, "R"}, {"最低", 1.8, "R"}, {"生效日期", 2.4, "C"}, {"退货时手续费", 2.4, "C"},
	}
	var rows [][]string
	for _, r := range a.Fees {
		feeCap, back := "不封顶", "不退还"
		if r.Cap != money.NoCap {
			feeCap = yuan(r.Cap)
		}
		if r.ReturnOnRefund {
			back = "按比例退还"
		}
		rows = append(rows, []string{r.Product, r.Rate.String(), feeCap, yuan(r.Min), r.From.String(), back})
	}
	p.table(columns, rows)
	p.paragraph(style{size: smallSize, colour: soft}, "手续费＝交易金额×费率，逐笔计算并四舍五入到分；高于封顶金额的按封顶金额，低于最低金额的按最低金额。例：100.00元的交易，"+a.example())
	p.heading("二、其他费用")
	if len(a.Charges) == 0 && a.Deposit.IsZero() {
		p.paragraph(body, "无。")
		return
	}
	rows = nil
	if !a.Deposit.IsZero() {
		rows = append(rows, []string{"终端押金（每台，可退还）", yuan(a.Deposit), "装机前，以单独标明用途的付款单支付"})
	}
	for _, c := range a.Charges {
		rows = append(rows, []string{c.Name, yuan(c.Amount), c.When})
	}
	p.table([]Column{{"项目", 4, "L"}, {"金额（元）", 2.4, "R"}, {"收取方式", 6, "L"}}, rows)
	p.paragraph(style{size: smallSize, colour: soft}, "本表没有列出的任何费用，甲方均不收取。")
}

// example works the first product's fee out on 100.00 yuan.
func (a Agreement) example() string {
	if len(a.Fees) == 0 {
		return "无手续费。"
	}
	r := a.Fees[0]
	fee, err := money.Fee(money.FromFen(10000), r.Rate, r.Cap, r.Min)
	if err != nil {
		return "（费率有误：" + err.Error() + "）"
	}
	return r.Product + "手续费为" + fee.String() + "元。"
}

func (a Agreement) ruleAnnex(p *page) {
	p.title("附件二　交易规则", "依乙方开通的参数生成")
	p.heading("一、交易类型")
	var rows [][]string
	for i, t := range a.Types {
		state := "未开通"
		if t.On {
			state = "开通"
		}
		rows = append(rows, []string{strconv.Itoa(i + 1), t.Name, state, t.Note})
	}
	p.table([]Column{{"序号", 1, "C"}, {"交易类型", 3, "L"}, {"状态", 1.6, "C"}, {"说明", 6, "L"}}, rows)
	if len(a.Limits) == 0 {
		return
	}
	p.heading("二、交易限额（元）")
	rows = nil
	for _, l := range a.Limits {
		rows = append(rows, []string{l.Name, limit(l.Single), limit(l.Daily), limit(l.Monthly)})
	}
	p.table([]Column{{"适用范围", 4, "L"}, {"单笔", 2.4, "R"}, {"单日累计", 2.6, "R"}, {"单月累计", 2.8, "R"}}, rows)
}

func (a Agreement) terminalAnnex(p *page) {
	p.room(60)
	p.title("附件三　受理终端清单", "")
	if len(a.Terminals) == 0 {
		p.paragraph(body, "终端在安装时登记，由双方在装机单上确认后成为本附件的内容。")
		return
	}
	var rows [][]string
	for i, t := range a.Terminals {
		rows = append(rows, []string{strconv.Itoa(i + 1), t.Model, t.TID, t.TUSN, t.Address})
	}
	p.table([]Column{{"序号", 1, "C"}, {"型号", 2, "L"}, {"终端号", 2, "C"}, {"序列号", 3.6, "C"}, {"装机地址", 4.4, "L"}}, rows)
}

func rateText(r FeeRow) string {
	s := r.Rate.String()
	if r.Cap != money.NoCap {
		s += "，封顶" + yuan(r.Cap)
	}
	return s
}

func yuan(a money.Amount) string { return a.String() + "元" }

func limit(a money.Amount) string {
	if a.IsZero() {
		return "不限"
	}
	return a.String()
}
