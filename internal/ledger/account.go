package ledger

import (
	"sort"
	"strings"
)

// Account names an account: the code of a title, and after a slash its owner
// where the title is kept per merchant.
type Account string

// Side is the side on which a title normally grows.
type Side string

// The two sides of the books.
const (
	Dr Side = "debit"
	Cr Side = "credit"
)

// Title is a line of the chart of accounts.
type Title struct {
	Code   string `json:"code"`
	Zh     string `json:"name_zh"`
	En     string `json:"name_en"`
	Side   Side   `json:"side"`
	Owners bool   `json:"per_merchant"` // kept per merchant
}

// chart is the acquirer's own chart of accounts.
var chart = map[string]Title{}

func title(code, zh, en string, side Side, owners bool) {
	chart[code] = Title{code, zh, en, side, owners}
}

func init() {
	title("1002", "银行存款—自有资金", "Cash at bank, own funds", Dr, false)
	title("1003", "备付金存款", "Client reserve deposit", Dr, false)
	title("1122", "应收商户款", "Due from merchants", Dr, true)
	title("2202.card", "待清算渠道应收—银行卡", "Card network clearing receivable", Dr, false)
	title("2202.wechat", "待清算渠道应收—微信支付", "WeChat Pay clearing receivable", Dr, false)
	title("2202.alipay", "待清算渠道应收—支付宝", "Alipay clearing receivable", Dr, false)
	title("2203", "待结算商户款", "Merchant funds, unsettled", Cr, true)
	title("2204", "已结算在途", "Merchant funds, payout in transit", Cr, true)
	title("2205", "冻结商户款", "Merchant funds, frozen", Cr, true)
	title("2206", "风险准备金", "Merchant risk reserve", Cr, true)
	title("2221", "应交税费", "Taxes payable", Cr, false)
	title("2241.01", "其他应付款—终端押金", "Terminal deposits payable", Cr, true)
	title("2241.02", "其他应付款—待查来款", "Receipts under inquiry", Cr, false)
	title("2241.03", "其他应付款—清算差错待查", "Clearing differences under inquiry", Cr, false)
	title("6051", "手续费收入", "Merchant fee income", Cr, false)
	title("6301", "营业外收入—押金没收", "Forfeited deposits", Cr, false)
	title("6401", "终端折旧", "Terminal depreciation", Dr, false)
	title("6421", "渠道成本", "Channel cost", Dr, false)
}

// The accounts that have one instance in an institution.
const (
	OwnFunds    Account = "1002" // 银行存款—自有资金
	Reserve     Account = "1003" // 备付金存款
	FeeIncome   Account = "6051" // 手续费收入
	ChannelCost Account = "6421" // 渠道成本
	TaxPayable  Account = "2221" // 应交税费
	Forfeited   Account = "6301" // 押金没收

	Receipts    Account = "2241.02" // 待查来款: money that fits no order yet
	Differences Account = "2241.03" // 清算差错待查: what a channel sees otherwise than we do
)

// Channel is what a channel ("card", "wechat", "alipay") owes us until it pays.
func Channel(channel string) Account { return Account("2202." + channel) }

// Unsettled is what we owe a merchant and have not begun to pay: 待结算商户款.
func Unsettled(merchant string) Account { return of("2203", merchant) }

// InTransit is what has been sent to a merchant's bank: 已结算在途.
func InTransit(merchant string) Account { return of("2204", merchant) }

// Frozen is a merchant's money under a freeze: 冻结商户款.
func Frozen(merchant string) Account { return of("2205", merchant) }

// RiskReserve is a merchant's 风险准备金.
func RiskReserve(merchant string) Account { return of("2206", merchant) }

// DueFrom is what a merchant owes us: 应收商户款.
func DueFrom(merchant string) Account { return of("1122", merchant) }

// Deposit is a merchant's terminal deposit, a liability: 终端押金.
func Deposit(merchant string) Account { return of("2241.01", merchant) }

func of(code, owner string) Account { return Account(code + "/" + owner) }

// Code returns the title's code.
func (a Account) Code() string { code, _, _ := strings.Cut(string(a), "/"); return code }

// Owner returns the merchant an account is kept for, or "".
func (a Account) Owner() string { _, owner, _ := strings.Cut(string(a), "/"); return owner }

// Title returns the account's line in the chart, and false when there is none
// or the owner is missing or too many.
func (a Account) Title() (Title, bool) {
	t, ok := chart[a.Code()]
	return t, ok && t.Owners == (a.Owner() != "")
}

// Chart returns the chart of accounts in the order of its codes.
func Chart() []Title {
	out := make([]Title, 0, len(chart))
	for _, t := range chart {
		out = append(out, t)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Code < out[j].Code })
	return out
}
