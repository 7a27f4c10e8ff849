package onboarding

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"tillway/internal/institution"
	"tillway/internal/kit/day"
	"tillway/internal/merchant"
	"tillway/internal/party"
)

var today = day.MustParse("2026-03-02")

var ruleTerms = terms{on: today, papersMin: 30, cycles: []string{"T1"}, forbidden: []string{"7995"}, preauth: []string{"7011"}}

// good is a form that passes every rule.
func good() Form {
	id := party.FictionalID("11", day.MustParse("1985-05-20"))
	return Form{
		Base: Base{LicenseName: "北京市测试区山水客栈", ShortName: "山水客栈", MCC: "7011", BusinessScope: "住宿服务", StaffCount: 4, AreaM2: 300,
			MonthTurnoverFen: 20_000_000, AvgTicketFen: 40_000, MaxTicketFen: 500_000},
		Address: Address{Province: "北京市", City: "北京市", District: "测试区", Detail: "测试路100号", Lon: "116.39", Lat: "39.91"},
		License: License{USCC: party.FictionalUSCC("92", 7), Start: "2020-01-01", End: "2099-12-31"},
		Legal:   Legal{Name: "韩测试", IDNo: id, IDStart: "2020-03-02", IDEnd: "2040-03-02", Mobile: "13900000001"},
		Contact: Contact{Name: "韩测试", Mobile: "13900000001", Email: "han@example.com"},
		Settle: Settle{AcctType: merchant.Personal, AcctName: "韩测试", AcctNo: "6222000000000009", BankCode: "999100000001", BankName: "测试银行营业部",
			ReservedMobile: "13900000001", Cycle: "T1"},
		Products: []string{"card", "wechat", "alipay"},
	}
}

func found(f Form, kind string, complete bool) []string {
	var out []string
	for _, x := range check(f, kind, complete, ruleTerms) {
		out = append(out, x.Path+"="+x.Code)
		if x.Zh == "" || x.En == "" {
			out = append(out, x.Path+" speaks one language only")
		}
	}
	return out
}

func TestS071_AGoodFormPasses(t *testing.T) {
	if got := found(good(), institution.SoleTrader, true); len(got) > 0 {
		t.Fatalf("refused: %v", got)
	}
	if got := found(Form{}, institution.SoleTrader, false); len(got) > 0 {
		t.Fatalf("an empty draft is refused: %v", got)
	}
}

func TestS071_EveryRuleHasItsMessageAtItsField(t *testing.T) {
	young := party.FictionalID("11", day.MustParse("2010-01-01"))
	wrongCheck := func(s string, digits string) string {
		last := strings.IndexByte(digits, s[len(s)-1])
		return s[:len(s)-1] + string(digits[(last+1)%len(digits)])
	}
	for _, c := range []struct {
		want  string
		kind  string
		spoil func(f *Form)
	}{
		{"base.license_name=LENGTH", "", func(f *Form) { f.Base.LicenseName = "店" }},
		{"base.license_name=E1001", "", func(f *Form) { f.Base.LicenseName = "山水客栈<script>" }},
		{"base.short_name=LENGTH", "", func(f *Form) { f.Base.ShortName = strings.Repeat("山", 21) }},
		{"base.short_name=E1002", "", func(f *Form) { f.Base.ShortName = "山水客栈!" }},
		{"base.short_name=E1002", "", func(f *Form) { f.Base.ShortName = "大酒楼" }},
		{"base.mcc=MCC_UNKNOWN", "", func(f *Form) { f.Base.MCC = "0001" }},
		{"base.mcc=MCC_FORBIDDEN", "", func(f *Form) { f.Base.MCC = "7995" }},
		{"base.business_scope=LENGTH", "", func(f *Form) { f.Base.BusinessScope = "住" }},
		{"base.business_scope=LENGTH", "", func(f *Form) { f.Base.BusinessScope = "住宿\x00服务" }},
		{"base.staff_count=RANGE", "", func(f *Form) { f.Base.StaffCount = -1 }},
		{"base.area_m2=RANGE", "", func(f *Form) { f.Base.AreaM2 = 10_000_000 }},
		{"base.est_avg_ticket_fen=AVG_OVER_MAX", "", func(f *Form) { f.Base.AvgTicketFen = 600_000 }},
		{"base.est_max_ticket_fen=MAX_OVER_MONTH", "", func(f *Form) { f.Base.MaxTicketFen = 30_000_000 }},
		{"address.province=PROVINCE", "", func(f *Form) { f.Address.Province = "中原省" }},
		{"address.province=PROVINCE", "", func(f *Form) { f.Address.Province = "99" }},
		{"address.city=LENGTH", "", func(f *Form) { f.Address.City = "京" }},
		{"address.detail=LENGTH", "", func(f *Form) { f.Address.Detail = "路1号" }},
		{"address.lon=POSITION", "", func(f *Form) { f.Address.Lon = "2.35" }},
		{"address.lat=POSITION", "", func(f *Form) { f.Address.Lat = "north" }},
		{"license.uscc=USCC_LEN", "", func(f *Form) { f.License.USCC = "92000000" }},
		{"license.uscc=USCC_CHAR", "", func(f *Form) { f.License.USCC = "9200000OMA000007X0" }},
		{"license.uscc=USCC_CHECK", "", func(f *Form) { f.License.USCC = wrongCheck(f.License.USCC, "0123456789ABCDEFGHJKLMNPQRTUWXY") }},
		{"license.uscc=USCC_KIND", "", func(f *Form) { f.License.USCC = party.FictionalUSCC("91", 7) }},
		{"license.uscc=LICENCE_NOT_FOR_MICRO", institution.Micro, func(*Form) {}},
		{"license.start=DATE", "", func(f *Form) { f.License.Start = "2020-02-30" }},
		{"license.start=NOT_YET_VALID", "", func(f *Form) { f.License.Start = "2026-03-03" }},
		{"license.end=DOC_EXPIRED", "", func(f *Form) { f.License.End = "2026-03-01" }},
		{"license.end=DOC_EXPIRING", "", func(f *Form) { f.License.End = "2026-03-31" }},
		{"license.end=DATE_ORDER", "", func(f *Form) { f.License.End = "2019-01-01" }},
		{"legal.name=LENGTH", "", func(f *Form) { f.Legal.Name = "韩" }},
		{"legal.name=NAME_FORM", "", func(f *Form) { f.Legal.Name = "韩test" }},
		{"legal.id_no=ID_LEN", "", func(f *Form) { f.Legal.IDNo = "1100991985" }},
		{"legal.id_no=ID_CHAR", "", func(f *Form) { f.Legal.IDNo = "1100991985052A0000" }},
		{"legal.id_no=ID_CHECK", "", func(f *Form) { f.Legal.IDNo = wrongCheck(f.Legal.IDNo, "0123456789X") }},
		{"legal.id_no=ID_DATE", "", func(f *Form) { f.Legal.IDNo = young }},
		{"legal.id_start=DATE", "", func(f *Form) { f.Legal.IDStart = "02/03/2020" }},
		{"legal.id_start=NOT_YET_VALID", "", func(f *Form) { f.Legal.IDStart = "2026-05-01" }},
		{"legal.id_end=DOC_EXPIRED", "", func(f *Form) { f.Legal.IDEnd = "2025-03-02" }},
		{"legal.id_end=ID_TERM", "", func(f *Form) { f.Legal.IDEnd = "2033-03-02" }},
		{"legal.mobile=MOBILE_FORM", "", func(f *Form) { f.Legal.Mobile = "12900000001" }},
		{"contact.name=AGENT_NOT_ALLOWED", institution.Micro, func(f *Form) { f.Contact.Name = "王代办" }},
		{"contact.mobile=MOBILE_FORM", "", func(f *Form) { f.Contact.Mobile = "1390000" }},
		{"contact.email=EMAIL", "", func(f *Form) { f.Contact.Email = "han at example" }},
		{"settle.acct_type=ACCT_TYPE", "", func(f *Form) { f.Settle.AcctType = "shoebox" }},
		{"settle.acct_type=ACCT_TYPE", institution.Enterprise, func(*Form) {}},
		{"settle.acct_type=ACCT_TYPE", institution.Micro, func(f *Form) { f.Settle.AcctType = merchant.Corporate }},
		{"settle.acct_name=ACCT_NAME", "", func(f *Form) { f.Settle.AcctName = "别人" }},
		{"settle.acct_no=SETTLE_CARD_TYPE", "", func(f *Form) { f.Settle.AcctNo = "6200000000000005" }},
		{"settle.acct_no=CARD_CHECK", "", func(f *Form) { f.Settle.AcctNo = "6222000000000001" }},
		{"settle.acct_no=CARD_BIN", "", func(f *Form) { f.Settle.AcctNo = "4000000000000002" }},
		{"settle.acct_no=ACCT_FORM", "", func(f *Form) { f.Settle.AcctType, f.Settle.AcctNo = merchant.Corporate, "12-34" }},
		{"settle.bank_code=BANK_CODE", "", func(f *Form) { f.Settle.BankCode = "99910000000" }},
		{"settle.bank_name=LENGTH", "", func(f *Form) { f.Settle.BankName = "行" }},
		{"settle.reserved_mobile=MOBILE_FORM", "", func(f *Form) { f.Settle.ReservedMobile = "139" }},
		{"settle.cycle=CYCLE", "", func(f *Form) { f.Settle.Cycle = "D0" }},
		{"products=PRODUCT", "", func(f *Form) { f.Products = []string{"card", "cashout"} }},
		{"products=PRODUCT_NONE", "", func(f *Form) { f.Products = []string{"refund"} }},
		{"products=PREAUTH_TRADE", "", func(f *Form) { f.Base.MCC, f.Products = "5812", []string{"card", "preauth"} }},
	} {
		f, kind := good(), c.kind
		if kind == "" {
			kind = institution.SoleTrader
		}
		c.spoil(&f)
		if got := found(f, kind, false); !slices.Contains(got, c.want) {
			t.Errorf("want %s, got %v", c.want, got)
		}
	}
}

func TestS071_NothingMayBeMissing(t *testing.T) {
	got := found(Form{}, institution.SoleTrader, true)
	for path := range flat(good()) {
		optional := path == "contact.email" || path == "address.lon" || path == "address.lat" || path == "settle.reserved_mobile"
		if has := slices.Contains(got, path+"=REQUIRED"); has == optional {
			t.Errorf("%s: complained of %v, optional %v", path, has, optional)
		}
	}
	f := good()
	f.Settle.ReservedMobile = ""
	if !slices.Contains(found(f, institution.SoleTrader, true), "settle.reserved_mobile=REQUIRED") {
		t.Error("a personal account needs the mobile the bank knows")
	}
}

func TestS071_ProvinceByNameOrCode(t *testing.T) {
	for s, want := range map[string]bool{"浙江": true, "浙江省": true, "33": true, "330000": true, "内蒙古自治区": true, "北京市": true,
		"99": false, "3301": false, "江": false, "": false} {
		if got := isProvince(s); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
}

func TestS071_FullWidthAndSpacesAreRead(t *testing.T) {
	f := good()
	p := Patch{Legal: &Legal{}, Settle: &Settle{}}
	*p.Legal, *p.Settle = f.Legal, f.Settle
	p.Legal.IDNo = strings.ToLower(f.Legal.IDNo[:6] + "　" + f.Legal.IDNo[6:])
	p.Legal.Mobile, p.Settle.AcctNo = "+86 139-0000-0001", "6222 0000 0000 0009"
	got := Form{}.with(p)
	if got.Legal.IDNo != f.Legal.IDNo || got.Legal.Mobile != "13900000001" || got.Settle.AcctNo != "6222000000000009" {
		t.Fatalf("%+v %+v", got.Legal, got.Settle)
	}
}

func TestS032_ScoreIsExplained(t *testing.T) {
	f := good()
	// sole trader 5, standard trade 5, licence older than a year 0, personal card 6
	var g institution.Grading
	spec := slices.IndexFunc(institution.Defaults(), func(s institution.Spec) bool { return s.Name == "grading.entry" })
	if err := json.Unmarshal([]byte(institution.Defaults()[spec].Default), &g); err != nil {
		t.Fatal(err)
	}
	if n := score(g, institution.SoleTrader, f, today); n != 16 || g.Level(n) != "L" {
		t.Fatalf("%d %s", n, g.Level(n))
	}
	f.License.Start, f.Base.MCC = "2026-01-15", "5944"
	if n := score(g, institution.SoleTrader, f, today); n != 5+15+12+6 || g.Level(n) != "M" {
		t.Fatalf("%d %s", n, g.Level(n))
	}
}
