package notify

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/day"
	kitmoney "tillway/internal/kit/money"
	"tillway/internal/settlement"
)

// signature begins every text (acquiring-rules §7.7).
const signature = "【收单通】"

// MaxRunes is what fits into one short message in Chinese.
const MaxRunes = 70

// Render words a message in a language, from its kind and arguments.
func Render(kind, language string, args map[string]string, at time.Time, hotline string) string {
	r, ok := ruleOf(kind)
	if !ok {
		return signature + kind
	}
	text := r.zh
	if language == "en" {
		text = r.en
	}
	var pairs []string
	for k, v := range args {
		pairs = append(pairs, "{"+k+"}", v)
	}
	for k, v := range made(language, args, at) {
		pairs = append(pairs, "{"+k+"}", v)
	}
	pairs = append(pairs, "{hotline}", hotline)
	return cut(signature + strings.NewReplacer(pairs...).Replace(text))
}

// made are the placeholders that are worded from the event's fields.
func made(language string, args map[string]string, at time.Time) map[string]string {
	local := at.In(clock.Shanghai)
	out := map[string]string{"time": local.Format("01月02日15:04")}
	if language == "en" {
		out["time"] = local.Format("01-02 15:04")
	}
	if fen, err := strconv.ParseInt(args["amount_fen"], 10, 64); err == nil {
		out["signed"] = kitmoney.FromFen(fen).String()
		out["amount"] = kitmoney.FromFen(fen).Abs().String()
		if fen > 0 {
			out["signed"] = "+" + out["signed"]
		}
	}
	if d, err := day.Parse(args["date"]); err == nil {
		_, month, dom := d.Civil()
		out["day"] = fmt.Sprintf("%02d月%02d日", month, dom)
		if language == "en" {
			out["day"] = fmt.Sprintf("%02d-%02d", month, dom)
		}
	}
	zh, en := settlement.ReasonText(args["reason"])
	if out["why"] = zh; language == "en" {
		out["why"] = en
	}
	sayChoice(out, language, args)
	return out
}

// sayChoice words which class of messages was switched, and how.
func sayChoice(out map[string]string, language string, args map[string]string) {
	i := slices.IndexFunc(Classes, func(c Class) bool { return c.Name == args["class"] })
	if i < 0 {
		return
	}
	zh, _, _ := strings.Cut(Classes[i].Zh, "（")
	en, _, _ := strings.Cut(Classes[i].En, ":")
	out["class_name"], out["switched"] = zh, map[string]string{"true": "开启", "false": "关闭"}[args["on"]]
	if language == "en" {
		out["class_name"], out["switched"] = en, map[string]string{"true": "switched on", "false": "switched off"}[args["on"]]
	}
}

// cut keeps a text within one message; only a free reason can make it longer.
func cut(text string) string {
	r := []rune(text)
	if len(r) <= MaxRunes {
		return text
	}
	return string(r[:MaxRunes-1]) + "…"
}
