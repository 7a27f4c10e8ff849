package onboarding

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"tillway/internal/institution"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/merchant"
	"tillway/internal/party"
)

// terms are the parameters that the rules need, as they hold on the day.
type terms struct {
	on        day.Date
	papersMin int      // days a paper must still be valid
	cycles    []string // settlement cycles on offer
	forbidden []string // trades
	preauth   []string // trades that may pre-authorise
}

// checker collects the faults of a form, each at its field (S71). A draft is
// checked where it is filled; a submission must be complete.
type checker struct {
	Form
	kind     string
	complete bool
	terms    terms
	faults   []errs.FieldFault
}

// check returns the faults of a form.
func check(f Form, kind string, complete bool, t terms) []errs.FieldFault {
	c := &checker{Form: f, kind: kind, complete: complete, terms: t}
	c.base()
	c.address()
	c.license()
	c.legal()
	c.contact()
	c.settle()
	c.products()
	return c.faults
}

func (c *checker) fault(path, code, zh, en string) {
	c.faults = append(c.faults, errs.FieldFault{Path: path, Code: code, Zh: zh, En: en})
}

func (c *checker) refuse(bad bool, path, code, zh, en string) {
	if bad {
		c.fault(path, code, zh, en)
	}
}

func (c *checker) paper(path string, f *party.Fault) {
	if f != nil {
		c.fault(path, f.Code, f.Zh, f.En)
	}
}

// given tells whether a field is filled, and complains when it must be.
func (c *checker) given(path, value string) bool {
	if value == "" && c.complete {
		c.fault(path, "REQUIRED", "请填写此项", "Please fill this in")
	}
	return value != ""
}

// length checks the characters of a text.
func (c *checker) length(path, value string, least, most int) bool {
	n := utf8.RuneCountInString(value)
	bad := n < least || n > most || strings.IndexFunc(value, unicode.IsControl) >= 0
	c.refuse(bad, path, "LENGTH", "长度应为"+strconv.Itoa(least)+"至"+strconv.Itoa(most)+"个字，且不含控制字符",
		"Give "+strconv.Itoa(least)+" to "+strconv.Itoa(most)+" characters, none of them a control character")
	return !bad
}

var (
	nameForm  = regexp.MustCompile(`^[\p{Han}A-Za-z0-9（）()·&．.\-\s]+$`)
	shortForm = regexp.MustCompile(`^[\p{Han}A-Za-z0-9]+$`)
	human     = regexp.MustCompile(`^[\p{Han}]+(·[\p{Han}]+)*$`)
	emailForm = regexp.MustCompile(`^[^@\s]{1,64}@[^@\s]+\.[^@\s]{2,}$`)
	bankForm  = regexp.MustCompile(`^[0-9]{12}$`)
	corpForm  = regexp.MustCompile(`^[0-9]{8,32}$`)
)

func (c *checker) base() {
	b := c.Base
	if c.given("base.license_name", b.LicenseName) && c.length("base.license_name", b.LicenseName, 2, 40) {
		c.refuse(!nameForm.MatchString(b.LicenseName), "base.license_name", "E1001",
			"注册名称只能使用汉字、字母、数字和括号，应与营业执照一致", "The registered name has Chinese characters, letters, digits and brackets, as on the licence")
	}
	if c.given("base.short_name", b.ShortName) && c.length("base.short_name", b.ShortName, 2, 20) {
		switch {
		case !shortForm.MatchString(b.ShortName):
			c.fault("base.short_name", "E1002", "小票名称不能含有特殊字符", "The name on receipts has no special characters")
		case b.LicenseName != "" && c.kind != institution.Micro && !share(b.ShortName, b.LicenseName):
			c.fault("base.short_name", "E1002", "小票名称应取自注册名称，使持卡人认得出（真实显示）", "The name on receipts is taken from the registered name, so that cardholders recognise it")
		}
	}
	c.trade()
	if c.kind != institution.Micro && c.given("base.business_scope", b.BusinessScope) {
		c.length("base.business_scope", b.BusinessScope, 2, 500)
	}
	c.positive("base.staff_count", b.StaffCount, 100_000)
	c.positive("base.area_m2", b.AreaM2, 1_000_000)
	c.positive("base.est_month_turnover_fen", b.MonthTurnoverFen, 1e13)
	c.positive("base.est_avg_ticket_fen", b.AvgTicketFen, 1e12)
	c.positive("base.est_max_ticket_fen", b.MaxTicketFen, 1e12)
	if b.AvgTicketFen > 0 && b.MaxTicketFen > 0 {
		c.refuse(b.AvgTicketFen > b.MaxTicketFen, "base.est_avg_ticket_fen", "AVG_OVER_MAX", "平均单笔不能大于最大单笔", "The average ticket is not above the largest")
	}
	if b.MaxTicketFen > 0 && b.MonthTurnoverFen > 0 {
		c.refuse(b.MaxTicketFen > b.MonthTurnoverFen, "base.est_max_ticket_fen", "MAX_OVER_MONTH", "最大单笔不能大于月流水", "The largest ticket is not above the month's turnover")
	}
}

func (c *checker) trade() {
	mcc := c.Base.MCC
	if !c.given("base.mcc", mcc) {
		return
	}
	t, known := merchant.TradeOf(mcc)
	switch {
	case !known:
		c.fault("base.mcc", "MCC_UNKNOWN", "没有这个行业代码（MCC）", "There is no such trade (MCC)")
	case t.Group == merchant.GroupForbidden || slices.Contains(c.terms.forbidden, mcc):
		c.fault("base.mcc", "MCC_FORBIDDEN", "该行业禁止准入", "This trade is not accepted")
	}
}

// positive checks a figure: given when complete, and within reason.
func (c *checker) positive(path string, n, most int64) {
	if n == 0 {
		c.given(path, "")
		return
	}
	c.refuse(n < 0 || n > most, path, "RANGE", "请填写大于0的合理数值", "Give a figure above 0 and within reason")
}

// share tells whether two names have two characters in a row in common.
func share(a, b string) bool {
	r := []rune(a)
	for i := 0; i+2 <= len(r); i++ {
		if strings.Contains(b, string(r[i:i+2])) {
			return true
		}
	}
	return false
}

// provinces of GB/T 2260: the code and the characters every writing of the name
// begins with.
var provinces = strings.Fields("11北京 12天津 13河北 14山西 15内蒙古 21辽宁 22吉林 23黑龙江 31上海 32江苏 33浙江 34安徽 35福建 36江西 " +
	"37山东 41河南 42湖北 43湖南 44广东 45广西 46海南 50重庆 51四川 52贵州 53云南 54西藏 61陕西 62甘肃 63青海 64宁夏 65新疆 " +
	"71台湾 81香港 82澳门")

var provinceCode = regexp.MustCompile(`^[0-9]{2}(0000)?$`)

// isProvince takes a province by its name or by its code.
func isProvince(s string) bool {
	return slices.ContainsFunc(provinces, func(p string) bool {
		if provinceCode.MatchString(s) {
			return s[:2] == p[:2]
		}
		return strings.HasPrefix(s, p[2:])
	})
}

func (c *checker) address() {
	a := c.Address
	if c.given("address.province", a.Province) {
		c.refuse(!isProvince(a.Province), "address.province", "PROVINCE", "没有这个省级行政区", "There is no such province")
	}
	for _, f := range []struct{ path, value string }{{"address.city", a.City}, {"address.district", a.District}} {
		if c.given(f.path, f.value) {
			c.length(f.path, f.value, 2, 20)
		}
	}
	if c.given("address.detail", a.Detail) {
		c.length("address.detail", a.Detail, 5, 40)
	}
	c.degrees("address.lon", a.Lon, 73, 136)
	c.degrees("address.lat", a.Lat, 3, 54)
}

// degrees checks an optional coordinate to lie in China.
func (c *checker) degrees(path, value string, least, most float64) {
	if value == "" {
		return
	}
	v, err := strconv.ParseFloat(value, 64)
	c.refuse(err != nil || v < least || v > most, path, "POSITION", "坐标不在中国境内", "The position does not lie in China")
}

// longTerm is how 长期 is written as a date; providers differ by days.
var longTerm = day.New(2099, 12, 30)

func (c *checker) license() {
	l := c.License
	if c.kind == institution.Micro {
		c.refuse(l.USCC != "", "license.uscc", "LICENCE_NOT_FOR_MICRO", "小微商户没有营业执照；有执照请选择个体工商户", "A micro merchant has no licence; with one, choose sole trader")
		return
	}
	if c.given("license.uscc", l.USCC) {
		f := party.CheckUSCC(l.USCC)
		if f == nil {
			f = party.CheckUSCCKind(l.USCC, party.LicenceKind(c.kind))
		}
		c.paper("license.uscc", f)
	}
	start, _ := c.date("license.start", l.Start)
	end, haveEnd := c.date("license.end", l.End)
	c.refuse(!start.IsZero() && start.After(c.terms.on), "license.start", "NOT_YET_VALID", "营业执照起始日期晚于今天", "The licence begins in the future")
	if haveEnd {
		c.expiry("license.end", start, end)
	}
}

// date reads a civil date.
func (c *checker) date(path, value string) (day.Date, bool) {
	if !c.given(path, value) {
		return day.Date{}, false
	}
	d, err := day.Parse(value)
	if err != nil {
		c.fault(path, "DATE", "日期格式为2026-03-02，长期填2099-12-31", "A date is written 2026-03-02; for no end write 2099-12-31")
		return day.Date{}, false
	}
	return d, true
}

// expiry checks the end of a paper (acquiring-rules §1.4).
func (c *checker) expiry(path string, start, end day.Date) {
	switch left := end.DaysSince(c.terms.on); {
	case !start.IsZero() && !start.Before(end):
		c.fault(path, "DATE_ORDER", "截止日期应晚于起始日期", "The end lies after the beginning")
	case left < 0:
		c.fault(path, "DOC_EXPIRED", "证件已过期", "This paper has expired")
	case left < c.terms.papersMin:
		n := strconv.Itoa(c.terms.papersMin)
		c.fault(path, "DOC_EXPIRING", "证件有效期不足"+n+"天，请先换证", "This paper is valid for less than "+n+" days: renew it first")
	}
}

func (c *checker) legal() {
	l := c.Legal
	c.person("legal.name", l.Name)
	if c.given("legal.id_no", l.IDNo) {
		_, f := party.CheckID(l.IDNo, c.terms.on, party.AgeContract)
		c.paper("legal.id_no", f)
	}
	start, _ := c.date("legal.id_start", l.IDStart)
	end, haveEnd := c.date("legal.id_end", l.IDEnd)
	c.refuse(!start.IsZero() && start.After(c.terms.on), "legal.id_start", "NOT_YET_VALID", "证件起始日期晚于今天", "The document begins in the future")
	if haveEnd {
		c.expiry("legal.id_end", start, end)
		c.idTerm(start, end)
	}
	c.mobile("legal.mobile", l.Mobile)
}

// idTerm: cards run 5, 10 or 20 years or without end (居民身份证法第5条).
func (c *checker) idTerm(start, end day.Date) {
	if start.IsZero() || !end.Before(longTerm) {
		return
	}
	for _, years := range []int{5, 10, 20} {
		if d := end.DaysSince(start.AddMonths(12 * years)); d >= -1 && d <= 1 {
			return
		}
	}
	c.fault("legal.id_end", "ID_TERM", "身份证有效期应为5年、10年、20年或长期，请核对起止日期", "A card runs 5, 10 or 20 years or without end; compare the dates with the card")
}

func (c *checker) person(path, name string) {
	if c.given(path, name) && c.length(path, name, 2, 40) {
		c.refuse(!human.MatchString(name), path, "NAME_FORM", "姓名使用汉字，少数民族姓名中间可用“·”", "A name is written in Chinese characters, with · between the parts of longer ones")
	}
}

func (c *checker) mobile(path, number string) {
	if c.given(path, number) {
		_, f := party.CheckMobile(number)
		c.paper(path, f)
	}
}

func (c *checker) contact() {
	k := c.Contact
	c.person("contact.name", k.Name)
	c.mobile("contact.mobile", k.Mobile)
	c.refuse(k.Email != "" && !emailForm.MatchString(k.Email), "contact.email", "EMAIL", "电子邮箱格式不正确", "This is no e-mail address")
	agent := k.Name != "" && c.Legal.Name != "" && k.Name != c.Legal.Name
	c.refuse(agent && c.kind == institution.Micro, "contact.name", "AGENT_NOT_ALLOWED", "小微商户须本人办理，不能委托经办人", "A micro merchant applies in person, without an agent")
}

// agent tells whether somebody else than the legal representative handles the
// application, which needs a written authority (反洗钱法第31条).
func (f Form) agent() bool { return f.Contact.Name != "" && f.Contact.Name != f.Legal.Name }
