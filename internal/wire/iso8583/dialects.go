package iso8583

// CUP3DES is the terminal link: UnionPay POS with DES and 3DES keys.
//
// The table follows the field list of the POS specification as used by the
// acquirers: fixed N is right-justified, except F22; a variable N or Z field
// counts digits and stands left; the rest counts bytes.
var CUP3DES = &Dialect{Name: "cup-3des", fields: terminalFields()}

// NET is our own link to the sandbox card network: the same encoding with the
// fields that say who the message comes from.
var NET = &Dialect{Name: "net-3des", fields: networkFields()}

func terminalFields() [65]Field {
	return [65]Field{
		2:  digitsVar(LL, 19).secret(MaskPAN).named("主账号", "primary account number"),
		3:  digits(6).named("交易处理码", "processing code"),
		4:  digits(12).named("交易金额", "amount"),
		11: digits(6).named("终端流水号", "terminal trace number"),
		12: digits(6).named("受卡方所在地时间", "local time"),
		13: digits(4).named("受卡方所在地日期", "local date"),
		14: digits(4).secret(MaskAll).named("卡有效期", "expiry date"),
		15: digits(4).named("清算日期", "settlement date"),
		22: digits(3).left().named("服务点输入方式码", "entry mode"),
		23: digits(3).named("卡序列号", "card sequence number"),
		25: digits(2).named("服务点条件码", "condition code"),
		26: digits(2).named("PIN获取码", "PIN capture code"),
		27: digits(1).named("借贷记标志", "debit or credit flag"),
		32: digitsVar(LL, 11).named("受理方标识码", "acquirer id"),
		35: trackVar(LL, 37).secret(MaskAll).named("二磁道数据", "track 2"),
		36: trackVar(LLL, 104).secret(MaskAll).named("三磁道数据", "track 3"),
		37: text(AN, 12).named("检索参考号", "retrieval reference number"),
		38: text(AN, 6).named("授权标识应答码", "authorisation code"),
		39: text(AN, 2).named("应答码", "response code"),
		41: text(ANS, 8).named("终端标识码", "terminal id"),
		42: text(ANS, 15).named("受卡方标识码", "merchant id"),
		43: text(ANS, 40).named("商户名称", "merchant name"),
		44: textVar(AN, LL, 25).named("附加响应数据", "issuer and acquirer ids"),
		48: digitsVar(LLL, 322).secret(MaskDetails).named("附加数据", "additional data"),
		49: text(AN, 3).named("交易货币代码", "currency"),
		52: bytesFixed(8).secret(MaskAll).named("个人标识码数据", "PIN block"),
		53: digits(16).named("安全控制信息", "security control"),
		54: textVar(AN, LLL, 40).named("附加金额", "additional amounts"),
		55: bytesVar(LLL, 255).secret(MaskICC).named("IC卡数据域", "ICC data"),
		56: textVar(ANS, LLL, 512).named("收单方自定义域", "acquirer private"),
		57: textVar(ANS, LLL, 512).named("收单方自定义域", "acquirer private"),
		58: textVar(ANS, LLL, 100).named("PBOC电子钱包数据", "PBOC purse data"),
		59: bytesVar(LLL, 999).secret(MaskPrivate).named("银联自定义域", "UnionPay private TLV"),
		60: digitsVar(LLL, 19).named("交易信息", "transaction id"),
		61: digitsVar(LLL, 29).named("原始信息域", "original transaction"),
		62: bytesVar(LLL, 999).named("自定义域", "private: keys, parameters"),
		63: textVar(ANS, LLL, 163).named("自定义域", "operator, card organisation"),
		64: bytesFixed(8).named("报文鉴别码", "message authentication code"),
	}
}

func networkFields() [65]Field {
	f := terminalFields()
	f[7] = digits(10).named("传输日期时间", "transmission date and time")
	f[18] = digits(4).named("商户类型", "merchant category code")
	f[33] = digitsVar(LL, 11).named("发送方标识码", "forwarding institution id")
	return f
}

func digits(n int) Field {
	return Field{Class: N, Unit: Digits, Max: n, Justify: Right, Pad: '0'}
}

func digitsVar(form Form, max int) Field {
	return Field{Class: N, Form: form, Unit: Digits, Max: max, Justify: Left, Pad: '0'}
}

func trackVar(form Form, max int) Field {
	return Field{Class: Z, Form: form, Unit: Digits, Max: max, Justify: Left, Pad: '0'}
}

func text(c Class, n int) Field { return Field{Class: c, Max: n, Pad: ' '} }

func textVar(c Class, form Form, max int) Field { return Field{Class: c, Form: form, Max: max} }

func bytesFixed(n int) Field { return Field{Class: B, Max: n} }

func bytesVar(form Form, max int) Field { return Field{Class: B, Form: form, Max: max} }

func (f Field) left() Field { f.Justify = Left; return f }

func (f Field) secret(s Secrecy) Field { f.Secrecy = s; return f }

func (f Field) named(zh, en string) Field { f.Zh, f.En = zh, en; return f }
