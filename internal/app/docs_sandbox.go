package app

import (
	"fmt"
	"strings"

	"tillway/internal/sim/cards"
)

var triggerGroups = []struct{ name, title string }{
	{"card", "卡片 · Cards"}, {"amount", "金额 · Amounts"}, {"code", "付款码 · Payment codes"}, {"registry", "登记核验 · Registries"},
	{"account", "结算账号 · Settlement accounts"}, {"phone", "手机号 · Phones"},
}

// sandboxPage is everything that decides an outcome in the sandbox.
func sandboxPage() string {
	var b strings.Builder
	b.WriteString("# Sandbox · 沙箱\n\n这些卡号、金额、号码和账号决定模拟的外部世界怎样反应。都是虚构的，只在沙箱有效。\n\n" +
		"These cards, amounts, numbers and accounts decide what the simulated outside does. All are invented and mean nothing elsewhere.\n")
	rows := cards.Table()
	for _, g := range triggerGroups {
		fmt.Fprintf(&b, "\n## %s\n\n| trigger | 结果 | outcome | PIN | F39 |\n|---|---|---|---|---|\n", g.title)
		for _, r := range rows {
			if r.Group == g.name {
				fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", r.Trigger, r.Zh, r.En, r.PIN, r.Response)
			}
		}
	}
	return b.String()
}
