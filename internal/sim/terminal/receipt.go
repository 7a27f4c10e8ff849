package terminal

import (
	"encoding/hex"
	"fmt"
	"strings"
	"unicode"

	"tillway/internal/sim"
	"tillway/internal/sim/cards"
	"tillway/internal/wire/tlv"
)

// Receipt is a slip: the customer's copy and the shop's.
type Receipt struct {
	Lines    []string `json:"lines"`
	Merchant []string `json:"merchant_lines"`
}

const (
	paper     = 40 // columns of the roll; a Chinese character takes two
	watermark = "测试，无法律效力"
	inEnglish = "TEST ONLY, NO LEGAL EFFECT"
)

// receipt prints a row (签购单, acquiring-rules §4.7).
func (e *Engine) receipt(r row, reprint bool) *Receipt {
	body := e.slipBody(r, reprint)
	return &Receipt{
		Lines:    slip("持卡人存根 CUSTOMER COPY", body, nil),
		Merchant: slip("商户存根 MERCHANT COPY", body, signatureLines(r)),
	}
}

func slip(copyName string, body, end []string) []string {
	out := []string{center("POS签购单 SALES SLIP"), center(watermark), center(inEnglish), copyName, rule()}
	out = append(append(out, body...), end...)
	return append(out, rule(), center(watermark))
}

func (e *Engine) slipBody(r row, reprint bool) []string {
	f := forms[r.Kind]
	var p printer
	if reprint {
		p.add(center("** 重打印 DUPLICATE **"))
	}
	p.pair("商户名称 MERCHANT", e.state.MerchantName)
	p.pair("商户号 MID", e.state.MID)
	p.pair("终端号 TID", e.state.TID)
	p.pair("收单机构 ACQUIRER", r.Acquirer)
	p.payer(r)
	p.pair("交易类型 TYPE", f.zh+" "+f.en)
	p.pair("批次号 BATCH", r.Batch)
	p.pair("凭证号 TRACE", r.Trace)
	p.pair("参考号 RRN", r.RRN)
	p.pair("授权码 AUTH", r.AuthCode)
	p.pair("日期时间 TIME", r.At)
	p.pair("原凭证号 ORIGINAL TRACE", r.OrigTrace)
	p.pair("原参考号 ORIGINAL RRN", r.OrigRRN)
	if r.Kind == Completion || r.Kind == PreauthVoid {
		p.pair("原授权码 ORIGINAL AUTH", r.OrigAuth)
	}
	p.pair("金额 AMOUNT", "RMB "+signed(r))
	if r.Code == "10" {
		p.add("部分批准，余款请另行支付 PARTIAL APPROVAL")
	}
	p.chip(r)
	p.pair("程序版本 VERSION", appVersion)
	return p.lines
}

// payer prints card or wallet. The letter says how the card was read: I
// inserted, C tapped.
func (p *printer) payer(r row) {
	if r.QR != "" {
		p.pair("付款方式 PAID BY", "付款码 QR CODE")
		return
	}
	p.pair("发卡机构 ISSUER", cards.IssuerName(r.Issuer))
	letter := "I"
	if strings.HasPrefix(r.Entry, "07") {
		letter = "C"
	}
	p.pair("卡号 CARD", sim.MaskPAN(pan(r.Card))+"/"+letter+" CUP")
	p.pair("有效期 EXPIRY", "****")
}

func (p *printer) chip(r row) {
	if len(r.ICC) == 0 {
		return
	}
	p.pair("AID", strings.ToUpper(hex.EncodeToString(aid)))
	list, err := tlv.Parse(r.ICC)
	if err != nil {
		return
	}
	for _, t := range slipTags {
		if v, ok := list.Get(t.tag); ok {
			p.pair(t.name, strings.ToUpper(hex.EncodeToString(v)))
		}
	}
}

// signatureLines end the shop's copy.
func signatureLines(r row) []string {
	if r.QR == "" && r.NoPIN && strings.HasPrefix(r.Entry, "07") && r.AmountFen <= 1000_00 {
		return []string{"交易金额未超过1000元，免密免签", "NO PIN AND NO SIGNATURE NEEDED"}
	}
	return []string{
		"持卡人签名 SIGNATURE:", "", "",
		"本人确认以上交易，同意将其计入本卡账户",
		"I ACKNOWLEDGE THE TRANSACTION ABOVE",
	}
}

// signed is the amount with a minus where money goes back.
func signed(r row) string {
	sign := ""
	switch r.Kind {
	case Void, Refund, PreauthVoid, CompletionVoid:
		sign = "-"
	}
	return sign + yuan(r.AmountFen)
}

func yuan(fen int64) string { return fmt.Sprintf("%d.%02d", fen/100, fen%100) }

// settlementSlip prints the totals of a batch (结算单).
func (e *Engine) settlementSlip(ours, theirs Totals, balanced bool) *Receipt {
	var p printer
	p.add(center("结算总计单 SETTLEMENT"), center(watermark), center(inEnglish), rule())
	p.pair("商户名称 MERCHANT", e.state.MerchantName)
	p.pair("商户号 MID", e.state.MID)
	p.pair("终端号 TID", e.state.TID)
	p.pair("批次号 BATCH", e.state.batch())
	p.pair("日期时间 TIME", e.conf.Clock.Now().Format("2006-01-02 15:04:05"))
	p.add(rule())
	p.sums("终端 TERMINAL", ours)
	p.sums("主机 HOST", theirs)
	result := "对账平 BALANCED"
	if !balanced {
		result = "对账不平，已上送明细 NOT BALANCED, DETAILS UPLOADED"
	}
	p.add(rule(), result, rule(), center(watermark))
	return &Receipt{Lines: p.lines, Merchant: p.lines}
}

func (p *printer) sums(who string, t Totals) {
	p.add(who)
	p.pair("  借记 DEBIT", fmt.Sprintf("%d / %s", t.DebitCount, yuan(t.DebitFen)))
	p.pair("  贷记 CREDIT", fmt.Sprintf("%d / %s", t.CreditCount, yuan(t.CreditFen)))
}

// printer collects lines.
type printer struct{ lines []string }

func (p *printer) add(lines ...string) { p.lines = append(p.lines, lines...) }

// pair prints a label and its value, the value at the right edge where it
// fits; a pair without value is left out.
func (p *printer) pair(label, value string) {
	if value == "" {
		return
	}
	gap := paper - width(label) - 1 - width(value)
	if gap < 1 {
		p.add(label+":", strings.Repeat(" ", max(0, paper-width(value)))+value)
		return
	}
	p.add(label + ":" + strings.Repeat(" ", gap) + value)
}

func rule() string { return strings.Repeat("-", paper) }

func center(s string) string { return strings.Repeat(" ", max(0, (paper-width(s))/2)) + s }

// width counts columns.
func width(s string) int {
	n := 0
	for _, r := range s {
		n++
		if unicode.Is(unicode.Han, r) || r == '，' || r == '；' {
			n++
		}
	}
	return n
}

// Reprint prints the slip of a trace again; without one, the last slip.
func (e *Engine) Reprint(trace string) Reply {
	e.mu.Lock()
	defer e.mu.Unlock()
	for i := len(e.state.Rows) - 1; i >= 0; i-- {
		r := e.state.Rows[i]
		if trace != "" && r.Trace != trace {
			continue
		}
		out := told(r.Code, string(r.Kind))
		out.Trace, out.Batch, out.RRN, out.AuthCode, out.AmountFen = r.Trace, r.Batch, r.RRN, r.AuthCode, r.AmountFen
		out.Date = mmdd(r.At)
		out.Receipt = e.receipt(r, true)
		return out
	}
	return local(NoOriginal, "reprint")
}
