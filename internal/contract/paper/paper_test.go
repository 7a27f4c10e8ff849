package paper

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tillway/internal/kit/day"
	"tillway/internal/kit/money"
)

var out = flag.String("out", "", "folder to write the sample documents to, to look at them")

func keep(t testing.TB, name string, d Document) {
	if *out != "" {
		if err := os.WriteFile(filepath.Join(*out, name), d.Bytes, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func sample() Agreement {
	from := day.MustParse("2026-03-06")
	return Agreement{
		Number: "CT20260306000001", Date: from, Test: true,
		Institution: Institution{"测试收单银行股份有限公司", "沙箱，无许可", "测试市示范区样例路1号", "95000"},
		Merchant: Merchant{Name: "云上小住客栈", Number: "999100070110001", USCC: "92000000MA0000070X",
			LegalPerson: "欧阳**", Mobile: "138****0008", Address: "测试市示范区古镇街道临河巷23号一层、二层及三层东侧"},
		Settlement: Settlement{AccountName: "欧阳**", Account: "622200******0009", Bank: "测试银行示范支行",
			Cycle: "T+1", Minimum: money.FromFen(1000), FeeMode: "交易扣收"},
		Clauses: StandardClauses(),
		Fees: []FeeRow{
			{"CARD_DEBIT", "银行卡借记卡", 5000, money.FromFen(2000), money.FromFen(0), from, true},
			{"CARD_CREDIT", "银行卡贷记卡", 6000, money.NoCap, money.FromFen(0), from, true},
			{"WECHAT", "微信支付", 3800, money.NoCap, money.FromFen(0), from, true},
			{"ALIPAY", "支付宝", 3800, money.NoCap, money.FromFen(0), from, true},
		},
		Charges: []ChargeRow{{"PAPER", "打印纸卷（每箱）", money.FromFen(6000), "按订购，随单支付"}},
		Deposit: money.FromFen(29900),
		Types: []TypeRow{{"消费", true, "插卡、挥卡、刷卡"}, {"消费撤销", true, "同终端、同批次结算前，全额"}, {"退货", true, "180日内，累计不超过原金额"},
			{"预授权及完成", true, "完成金额不超过预授权的115%，30日内"}, {"分期付款", false, ""}, {"小费", false, ""}, {"扫码支付", true, "微信支付、支付宝"}},
		Limits: []LimitRow{{"借记卡", money.Amount{}, money.FromFen(50000000), money.FromFen(500000000)},
			{"贷记卡", money.FromFen(5000000), money.FromFen(20000000), money.FromFen(500000000)}},
		Terminals: []TerminalRow{{"TW-100", "10000001", "99900001000000000001", "测试市示范区古镇街道临河巷23号"}},
	}
}

func render1(t testing.TB, r interface{ Render() (Document, error) }) Document {
	t.Helper()
	d, err := r.Render()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestAgreementIsDeterministic(t *testing.T) {
	first := render1(t, sample())
	keep(t, "agreement.pdf", first)
	if first.Missing != nil || first.Pages < 6 {
		t.Errorf("%d pages, missing %v", first.Pages, first.Missing)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if again := render1(t, sample()); !bytes.Equal(first.Bytes, again.Bytes) {
				t.Error("the same agreement gave other bytes")
			}
		})
	}
	wg.Wait()
	other := sample()
	other.Fees[0].Rate++
	if bytes.Equal(first.Bytes, render1(t, other).Bytes) {
		t.Error("another rate gave the same bytes")
	}
	if !bytes.Contains(first.Bytes, []byte("D:20260305160000")) {
		t.Error("the creation date must be the agreement's, whatever the clock says")
	}
}

// Every character of a name is printed or named as missing.
func TestMissingGlyphsAreNamed(t *testing.T) {
	a := sample()
	a.Merchant.Name = "𠮷野家\u0007小店"
	d := render1(t, a)
	if len(d.Missing) != 1 || d.Missing[0].Rune != '𠮷' || !strings.Contains(d.Missing[0].In, "野家") {
		t.Fatalf("%+v", d.Missing)
	}
	pages := text(d)
	if !strings.Contains(pages, "〓野家") || !strings.Contains(pages, "U+20BB7") {
		t.Error("the paper itself does not say which character it lacks")
	}
	if m := MissingGlyphs("云上小住客栈·䶮𬎆"); len(m) != 1 || m[0].Rune != '𬎆' {
		t.Errorf("%+v", m)
	}
}

func TestS040_AnnexFollowsTheParameters(t *testing.T) {
	a := sample()
	before := text(render1(t, a))
	for _, want := range []string{"附件二", "预授权及完成", "200,000.00", "不限", "未开通"} {
		if !strings.Contains(before, want) {
			t.Errorf("the annex does not say %q", want)
		}
	}
	a.Limits[1].Daily = money.FromFen(1234500)
	after := text(render1(t, a))
	if strings.Contains(after, "200,000.00") || !strings.Contains(after, "12,345.00") {
		t.Error("a changed limit did not change the annex")
	}
}

func TestS041_FeeAnnexShowsRateCapAndMinimum(t *testing.T) {
	pages := text(render1(t, sample()))
	for _, want := range []string{"附件一", "银行卡借记卡", "0.50%", "20.00元", "不封顶", "0.38%", "299.00元", "打印纸卷", "手续费为0.50元", "2026-03-06"} {
		if !strings.Contains(pages, want) {
			t.Errorf("the fee annex does not say %q", want)
		}
	}
}

func TestEveryPageIsMarkedAndNumbered(t *testing.T) {
	a := sample()
	d := render1(t, a)
	if got := strings.Count(text(d), testMark); got != 2*d.Pages { // the footer and the watermark
		t.Errorf("%d marks on %d pages", got, d.Pages)
	}
	pages := text(d)
	for n := 1; n <= d.Pages; n++ {
		if want := fmt.Sprintf("第 %d 页 / 共 %d 页", n, d.Pages); !strings.Contains(pages, want) {
			t.Errorf("no %q", want)
		}
	}
	a.Test = false
	if strings.Contains(text(render1(t, a)), testMark) {
		t.Error("a live agreement says it is a test")
	}
}

// The agreement carries every clause whole.
func TestS039_PrintedAgreementHasEveryClause(t *testing.T) {
	squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
	pages := squeeze(text(render1(t, sample())))
	for i, c := range StandardClauses() {
		if !strings.Contains(pages, squeeze(article(i)+"　"+c.TitleZh)) {
			t.Errorf("no heading of %s", c.ID)
		}
		for part := range strings.SplitSeq(c.BodyZh, "\n") {
			if rest := squeeze(part); !strings.Contains(pages, rest[:30]) {
				t.Errorf("%s: %q is not on the paper", c.ID, part)
			}
		}
	}
}

func statement(n int) Statement {
	s := Statement{
		Number: "ST20260309000001", Date: day.MustParse("2026-03-09"), Test: true, Institution: "测试收单银行", Hotline: "95000",
		Merchant: "云上小住客栈", MerchantNo: "999100070110001", ClearingFrom: day.MustParse("2026-03-06"), ClearingTo: day.MustParse("2026-03-06"),
		Cycle: "T+1", Account: "622200******0009", BankRef: "BK2026030900001",
		Adjustments: []StatementAdjustment{{"争议冻结", money.FromFen(-5000)}},
	}
	paid := int64(-5000)
	for i := range n {
		fen := int64(10000 + i)
		s.Lines = append(s.Lines, StatementLine{time.Date(2026, 3, 6, 2, i%60, 0, 0, time.UTC), "消费", fmt.Sprintf("%012d", i), "622200******0009", money.FromFen(fen), money.FromFen(50)})
		paid += fen - 50
	}
	s.Paid = money.FromFen(paid)
	return s
}

func TestS012_StatementAddsUp(t *testing.T) {
	s := statement(90)
	d := render1(t, s)
	keep(t, "statement.pdf", d)
	pages := text(d)
	if d.Pages < 2 || !strings.Contains(pages, s.Paid.String()) || !strings.Contains(pages, "10:07") {
		t.Errorf("%d pages; the payment or a civil time is missing", d.Pages)
	}
	if got := strings.Count(pages, "付款卡／钱包"); got != d.Pages {
		t.Errorf("the table's head stands on %d of %d pages", got, d.Pages)
	}
	s.Paid = money.FromFen(s.Paid.Fen() + 1)
	if _, err := s.Render(); err == nil {
		t.Error("a statement one fen off was printed")
	}
}

func TestS104_ReportListsEveryCase(t *testing.T) {
	r := Report{
		Title: "装机调试报告", Number: "WO20260306000001", Issuer: "测试收单银行", Date: day.MustParse("2026-03-06"), Test: true,
		Facts: []Fact{{"商户", "云上小住客栈"}, {"终端号", "10000001"}, {"序列号", "99900001000000000001"}},
		Tables: []Table{{"测试项目", []Column{{"项目", 4, "L"}, {"参考号", 3, "C"}, {"结果", 2, "C"}},
			[][]string{{"插卡消费 0.01", "000000000001", "通过"}, {"消费撤销 0.01", "000000000002", "通过"}}}},
		Totals: []Fact{{"未平金额（元）", "0.00"}}, Notes: "测试交易已全部撤销。", Signers: []string{"装机员", "商户确认", "复核"},
	}
	d := render1(t, r)
	keep(t, "report.pdf", d)
	pages := text(d)
	for _, want := range []string{"装机调试报告", "000000000002", "0.00", "商户确认", "测试交易已全部撤销"} {
		if !strings.Contains(pages, want) {
			t.Errorf("the report does not say %q", want)
		}
	}
}

func TestChineseNumbers(t *testing.T) {
	for n, want := range map[int]string{1: "一", 10: "十", 12: "十二", 20: "二十", 35: "三十五"} {
		if got := chineseNumber(n); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
}

func BenchmarkAgreement(b *testing.B) {
	a := sample()
	for b.Loop() {
		render1(b, a)
	}
}
