package onboarding

import (
	"slices"

	"tillway/internal/institution"
	"tillway/internal/merchant"
	"tillway/internal/party"
)

func (c *checker) settle() {
	s := c.Settle
	if c.given("settle.acct_type", s.AcctType) {
		c.accountType()
	}
	if c.given("settle.acct_no", s.AcctNo) {
		if s.AcctType == merchant.Personal {
			_, f := party.CheckSettlementCard(party.SandboxBINs, s.AcctNo)
			c.paper("settle.acct_no", f)
		} else {
			c.refuse(!corpForm.MatchString(s.AcctNo), "settle.acct_no", "ACCT_FORM", "对公账号为8至32位数字", "A corporate account has 8 to 32 digits")
		}
	}
	if c.given("settle.acct_name", s.AcctName) {
		c.holder()
	}
	if c.given("settle.bank_code", s.BankCode) {
		c.refuse(!bankForm.MatchString(s.BankCode), "settle.bank_code", "BANK_CODE", "联行号为12位数字", "A bank code (联行号) has 12 digits")
	}
	if c.given("settle.bank_name", s.BankName) {
		c.length("settle.bank_name", s.BankName, 4, 60)
	}
	if s.AcctType == merchant.Personal || s.ReservedMobile != "" {
		c.mobile("settle.reserved_mobile", s.ReservedMobile)
	}
	if c.given("settle.cycle", s.Cycle) {
		c.refuse(!slices.Contains(c.terms.cycles, s.Cycle), "settle.cycle", "CYCLE", "该机构不提供这种结算周期", "This institution does not offer that settlement cycle")
	}
}

// accountType is the matrix of §5.6: who may be paid on what account.
func (c *checker) accountType() {
	const path = "settle.acct_type"
	switch t := c.Settle.AcctType; {
	case t != merchant.Personal && t != merchant.Corporate:
		c.fault(path, "ACCT_TYPE", "账户类型为个人或对公", "The account is personal or a company's")
	case t == merchant.Personal && (c.kind == institution.Enterprise || c.kind == institution.PublicBody):
		c.fault(path, "ACCT_TYPE", "企业和事业单位须使用对公账户", "Enterprises and public bodies are paid on a corporate account")
	case t == merchant.Corporate && c.kind == institution.Micro:
		c.fault(path, "ACCT_TYPE", "小微商户须使用本人借记卡", "A micro merchant is paid on a debit card of their own")
	}
}

// holder: the account belongs to the shop or its operator (收单办法第29条).
func (c *checker) holder() {
	want := c.Base.LicenseName
	if c.Settle.AcctType == merchant.Personal {
		want = c.Legal.Name
	}
	c.refuse(want != "" && c.Settle.AcctName != want, "settle.acct_name", "ACCT_NAME",
		"账户名称应与法定代表人/经营者姓名（个人账户）或注册名称（对公账户）一致", "The account is in the name of the operator (personal) or of the shop as registered (company)")
}

// Products that can be applied for. card stands for debit and credit.
var productNames = []string{"card", "debit", "credit", "wechat", "alipay", merchant.Preauth, merchant.Refund}

func (c *checker) products() {
	if len(c.Products) == 0 {
		c.given("products", "")
		return
	}
	pays := false
	for _, p := range c.Products {
		if !slices.Contains(productNames, p) {
			c.fault("products", "PRODUCT", "没有这种产品", "There is no such product")
			return
		}
		pays = pays || p != merchant.Preauth && p != merchant.Refund
	}
	c.refuse(!pays, "products", "PRODUCT_NONE", "至少选择一种收款方式", "Choose at least one way to be paid")
	c.refuse(slices.Contains(c.Products, merchant.Preauth) && c.Base.MCC != "" && !slices.Contains(c.terms.preauth, c.Base.MCC),
		"products", "PREAUTH_TRADE", "该行业不能开通预授权", "This trade may not pre-authorise")
}

// granted returns what the merchant gets: card is debit and credit, refunds
// come with every way to be paid, pre-authorisation with cards where the trade
// may have it.
func (f Form) granted(preauth []string) []string {
	has := func(p string) bool { return slices.Contains(f.Products, p) }
	var out []string
	for _, p := range []string{"debit", "credit"} {
		if has("card") || has(p) {
			out = append(out, p)
		}
	}
	cards := len(out) > 0
	for _, p := range []string{"wechat", "alipay"} {
		if has(p) {
			out = append(out, p)
		}
	}
	if cards && slices.Contains(preauth, f.Base.MCC) {
		out = append(out, merchant.Preauth)
	}
	return append(out, merchant.Refund)
}
