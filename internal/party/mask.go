package party

import (
	"strings"
	"unicode/utf8"
)

// The masks of screens and receipts. What is too short to be what it claims is
// hidden whole: a mask that shows more the less it understands is no mask.

// MaskPAN shows the first six and the last four digits and keeps the length.
func MaskPAN(number string) string {
	s := NormalCardNumber(number)
	if len(s) < 13 {
		return stars(len(s))
	}
	return keep(s, 6, 4)
}

// MaskID shows the first three and the last four characters.
func MaskID(number string) string {
	s := narrow(number)
	if len(s) < 15 {
		return stars(len(s))
	}
	return keep(s, 3, 4)
}

// MaskMobile shows the first three and the last four digits.
func MaskMobile(number string) string {
	s := narrow(number)
	if len(s) != 11 {
		return stars(len(s))
	}
	return keep(s, 3, 4)
}

// MaskAccount shows the last four digits of a corporate account.
func MaskAccount(number string) string {
	s := NormalCardNumber(number)
	if len(s) < 8 {
		return stars(len(s))
	}
	return keep(s, 0, 4)
}

// MaskToken shows the last four characters of an identifier such as an openid.
func MaskToken(token string) string {
	if len(token) < 12 {
		return "****"
	}
	return "****" + token[len(token)-4:]
}

// compoundSurnames are the two-character family names still met.
const compoundSurnames = "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 令狐 慕容 司徒 夏侯 长孙 宇文 端木 南宫 独孤 " +
	"轩辕 钟离 闾丘 东郭 百里 呼延 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 公羊 赫连 拓跋 第五 左丘"

// MaskName shows the family name of a person: 张*, 欧阳**. Companies' names
// are public and are not masked.
func MaskName(name string) string {
	runes := []rune(strings.TrimSpace(name))
	if len(runes) == 0 {
		return ""
	}
	show := 1
	if len(runes) >= 3 && strings.Contains(compoundSurnames, string(runes[:2])) {
		show = 2
	}
	if len(runes) == 1 {
		return "*"
	}
	for i := show; i < len(runes); i++ {
		if runes[i] != '·' && runes[i] != ' ' { // the parts of a longer name stay visible
			runes[i] = '*'
		}
	}
	return string(runes)
}

// MaskEmail shows the first character and the domain.
func MaskEmail(address string) string {
	local, domain, ok := strings.Cut(address, "@")
	if !ok || local == "" {
		return stars(utf8.RuneCountInString(address))
	}
	first, _ := utf8.DecodeRuneInString(local)
	return string(first) + "***@" + domain
}

func keep(s string, head, tail int) string {
	return s[:head] + stars(len(s)-head-tail) + s[len(s)-tail:]
}

func stars(n int) string { return strings.Repeat("*", n) }
