package payment

import "strings"

// ChannelOf tells the wallet of a payment code by its prefix and length: WeChat
// has 18 digits from 10 to 15, Alipay 16 to 24 digits from 25 to 30 (acquiring
// rules §4.1). A code of no open channel gives "".
func ChannelOf(code string) Channel {
	if strings.Trim(code, "0123456789") != "" || len(code) < 16 {
		return ""
	}
	switch prefix := code[:2]; {
	case len(code) == 18 && prefix >= "10" && prefix <= "15":
		return WeChat
	case len(code) <= 24 && prefix >= "25" && prefix <= "30":
		return Alipay
	}
	return ""
}
