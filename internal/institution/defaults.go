package institution

// The figures are those of the book (acquiring-rules); [P] there marks the
// product's own choice, which an institution is expected to replace.

// Unset is the value of a text that each institution has to give itself.
const Unset = "-"

const unitMax = 1_000_000 // ppm of a whole

var feeSpecs = []Spec{
	public(ppm("fee.debit.ppm", 5000, 30_000, "借记卡手续费率", "Fee on debit cards", "acquiring-rules §1.11")),
	public(fen("fee.debit.cap_fen", 2000, "借记卡手续费封顶", "Most a debit card payment costs", "acquiring-rules §1.11")),
	public(ppm("fee.credit.ppm", 6000, 30_000, "贷记卡手续费率", "Fee on credit cards", "acquiring-rules §1.11")),
	public(ppm("fee.wechat.ppm", 3800, 30_000, "微信支付手续费率", "Fee on WeChat Pay", "acquiring-rules §1.11")),
	public(ppm("fee.alipay.ppm", 3800, 30_000, "支付宝手续费率", "Fee on Alipay", "acquiring-rules §1.11")),
	ppm("cost.debit.issuer_ppm", 3500, 30_000, "借记卡发卡行服务费率", "Issuer's share on debit cards", "发改价格〔2016〕557号; acquiring-rules §1.11"),
	fen("cost.debit.issuer_cap_fen", 1300, "借记卡发卡行服务费封顶", "Cap of the issuer's share on debit cards", "acquiring-rules §1.11"),
	ppm("cost.credit.issuer_ppm", 4500, 30_000, "贷记卡发卡行服务费率（不封顶）", "Issuer's share on credit cards, without a cap", "acquiring-rules §1.11"),
	ppm("cost.network_ppm", 325, 30_000, "网络服务费率（收单侧）", "Network's fee, acquirer's side", "acquiring-rules §1.11"),
	fen("cost.network_cap_fen", 325, "网络服务费封顶（收单侧）", "Cap of the network's fee, acquirer's side", "acquiring-rules §1.11"),
	ppm("cost.wechat.ppm", 2000, 30_000, "微信支付通道成本", "Cost of WeChat Pay", "acquiring-rules §1.11 [P]"),
	ppm("cost.alipay.ppm", 2000, 30_000, "支付宝通道成本", "Cost of Alipay", "acquiring-rules §1.11 [P]"),
	public(fen("deposit.fen", 29900, "终端押金（每台，可退）", "Deposit for a terminal, refundable", "acquiring-rules §2.4")),
	{Name: "deposit.account_name", Default: Unset, Unit: Text, Zh: "押金收款户名", En: "Holder of the account that takes deposits", Source: "acquiring-rules §2.4 (S77)"},
	{Name: "deposit.account_no", Default: Unset, Unit: Text, Zh: "押金收款账号", En: "Number of the account that takes deposits", Source: "acquiring-rules §2.4 (S77)"},
	{Name: "deposit.account_bank", Default: Unset, Unit: Text, Zh: "押金收款开户行", En: "Bank of the account that takes deposits", Source: "acquiring-rules §2.4 (S77)"},
	{Name: "reserve.account_no", Default: Unset, Unit: Text, Zh: "备付金账号：渠道清算款入账、结算款付出", En: "Number of the reserve account: channels pay into it, payouts leave it", Source: "acquiring-rules §5.2"},
	fen("deposit.exempt_turnover_fen", 0, "月均流水达到该值免押金（0为不免）", "Expected monthly turnover that waives the deposit (0: never)", "acquiring-rules §2.4 [P]"),
	fen("settlement.minimum_fen", 1000, "起结金额", "Smallest payout", "acquiring-rules §5.6"),
	public(Spec{Name: "settlement.cycles", Default: `["T1"]`, Unit: JSON, Zh: "可选结算周期", En: "Settlement cycles on offer", Source: "acquiring-rules §1.2", check: isTexts}),
}

var tradeSpecs = []Spec{
	ppm("preauth.cap_ppm", unitMax, 1_150_000, "预授权完成上限（占授权金额）", "Most a completion may be, of the authorised amount", "acquiring-rules §4.1"),
	ppm("preauth.cap_ppm.7011", 1_150_000, 1_150_000, "预授权完成上限：酒店", "Most a completion may be: hotels", "acquiring-rules §4.1"),
	ppm("preauth.cap_ppm.7512", 1_150_000, 1_150_000, "预授权完成上限：租车", "Most a completion may be: car rental", "acquiring-rules §4.1"),
	{Name: "preauth.mcc", Default: `["7011","7512","8062","5511"]`, Unit: JSON, Zh: "允许预授权的行业", En: "Trades that may pre-authorise", Source: "acquiring-rules §4.1", check: isTexts},
	number("preauth.days", 30, Days, 1, 30, "预授权有效期", "Life of a pre-authorisation", "acquiring-rules §4.1"),
	number("refund.card.days", 180, Days, 1, 365, "银行卡退货期限", "Refund window of cards", "acquiring-rules §4.2"),
	number("refund.wechat.days", 365, Days, 1, 365, "微信支付退款期限", "Refund window of WeChat Pay", "acquiring-rules §4.2"),
	number("refund.alipay.days", 365, Days, 1, 365, "支付宝退款期限", "Refund window of Alipay", "acquiring-rules §4.2"),
	{Name: "mcc.forbidden", Default: `["7995","6051","6211"]`, Unit: JSON, Zh: "禁止准入的行业", En: "Trades that are refused", Source: "acquiring-rules §1.11", check: isTexts},
	{Name: "mid.area", Default: "9900", Unit: Text, Zh: "商户号地区代码（4位，沙箱为虚构）", En: "Area digits of merchant numbers (fictional in the sandbox)", Source: "acquiring-rules §1.10"},
}

var timingSpecs = []Spec{
	{Name: "settlement.cutoff", Default: "23:00", Unit: TimeDay, Zh: "日切时间", En: "Cut-off of the business day", Source: "acquiring-rules §5.1"},
	{Name: "clearing.card_turn", Default: "23:00", Unit: TimeDay, Zh: "银行卡清算日切换时间", En: "When the card network's clearing date turns", Source: "acquiring-rules §5.1"},
	number("clearing.neighbours_minutes", 5, Minutes, 0, 60, "日切前后允许跨日核对的时间", "How close to the cut-off a payment may stand under either date", "acquiring-rules §5.4 [P]"),
	public(number("review.target_days", 3, Days, 1, 30, "审核承诺（工作日）", "Review promised within (working days)", "acquiring-rules §1.9 (S73)")),
	public(number("review.limit_days", 5, Days, 1, 30, "审核最长时限（工作日）", "Review takes at most (working days)", "acquiring-rules §1.9 (S73)")),
	{Name: "review.intake", Default: "17:30", Unit: TimeDay, Zh: "当日受理的截止时间", En: "Until when an application counts from the same day", Source: "acquiring-rules §1.9 (S73)"},
	{Name: "review.close", Default: "18:00", Unit: TimeDay, Zh: "承诺日的截止时间", En: "Time of day of a promise", Source: "acquiring-rules §1.9 (S73)"},
	number("review.max_returns", 3, Count, 1, 10, "最多退回补件次数", "Most returns of an application", "acquiring-rules §1.9"),
	number("review.draft_days", 30, Days, 1, 365, "草稿有效期", "Life of a draft", "acquiring-rules §1.9"),
	number("review.returned_days", 15, Days, 1, 365, "补件期限", "Time to mend a returned application", "acquiring-rules §1.9"),
	number("review.cooldown_days", 30, Days, 0, 365, "拒绝后再次申请的间隔", "Wait after a rejection", "acquiring-rules §1.9 (S35)"),
	number("retention.refused_days", 180, Days, 1, 3650, "未通过申请的资料保存期", "How long papers of refused applications are kept", "acquiring-rules §7.2 [P] (S27)"),
	number("papers.min_days", 30, Days, 0, 365, "提交时证件剩余有效期下限", "Least life left in a paper at submission", "acquiring-rules §1.4"),
	number("timeout.host_ms", 45_000, Millis, 100, 120_000, "等待卡组织应答时间", "Wait for the card network's answer", "acquiring-rules §4.5"),
	number("timeout.reversal_ms", 15_000, Millis, 100, 120_000, "等待冲正应答时间", "Wait for the answer to a reversal", "acquiring-rules §4.5"),
	number("reversal.first_ms", 1000, Millis, 10, 600_000, "冲正首次重发间隔", "First wait before a reversal is repeated", "acquiring-rules §4.5"),
	number("reversal.max_ms", 60_000, Millis, 10, 3_600_000, "冲正重发最长间隔", "Longest wait between repeats of a reversal", "acquiring-rules §4.5"),
	number("privacy.unmask_daily", 50, Count, 1, 1000, "每人每日查看完整个人信息的次数", "Looks at unmasked personal values, per person and day", "acquiring-rules §7.4 [P] (S118)"),
	number("account.cooling_hours", 24, Hours, 0, 240, "变更结算账户的冷静期", "Wait before a new settlement account is used", "acquiring-rules §5.6 (S99)"),
}

// limitSpecs are the payment limits by risk level (acquiring-rules §4.4, in fen).
func limitSpecs() []Spec {
	const source = "acquiring-rules §4.4 [P]"
	rows := []struct {
		name, zh, en string
		l, m, h      int64
	}{
		{"single_credit_fen", "单笔贷记卡限额", "one credit card payment", 50_000_00, 20_000_00, 5_000_00},
		{"day_credit_fen", "单日贷记卡限额", "credit cards in a day", 200_000_00, 50_000_00, 10_000_00},
		{"day_debit_fen", "单日借记卡限额", "debit cards in a day", 500_000_00, 200_000_00, 50_000_00},
		{"day_wechat_fen", "单日微信支付限额", "WeChat Pay in a day", 200_000_00, 50_000_00, 10_000_00},
		{"day_alipay_fen", "单日支付宝限额", "Alipay in a day", 200_000_00, 50_000_00, 10_000_00},
	}
	var out []Spec
	for _, r := range rows {
		for _, level := range []struct {
			name, zh string
			value    int64
		}{{"L", "低", r.l}, {"M", "中", r.m}, {"H", "高", r.h}} {
			out = append(out, fen("limit."+level.name+"."+r.name, level.value,
				r.zh+"（"+level.zh+"风险）", "Limit of "+r.en+", risk level "+level.name, source))
		}
	}
	return append(out,
		ppm("limit.probation_ppm", 500_000, unitMax, "新商户观察期的限额比例", "Share of the limits during probation", source),
		number("limit.probation_days", 30, Days, 0, 365, "新商户观察期", "Probation of a new merchant", source),
		fen("nopin.limit_fen", 100_000, "小额免密免签限额", "Largest payment without PIN", "acquiring-rules §4.4"),
	)
}
