package institution

import "slices"

// accessSpecs are the numbers of passwords, sign-in and sessions.
var accessSpecs = []Spec{
	number("password.min_length", 12, Count, 8, 64, "密码最短长度", "Least characters of a password", "acquiring-rules §7.6; PCI DSS 8.3.6"),
	number("password.max_length", 64, Count, 64, 128, "密码最长长度", "Most characters of a password", "acquiring-rules §7.6"),
	number("password.classes", 3, Count, 1, 4, "密码至少包含的字符类数", "Least classes of characters in a password", "acquiring-rules §7.6"),
	number("password.score", 3, Count, 1, 4, "密码强度下限（zxcvbn，0–4）", "Least strength of a password by zxcvbn, 0 to 4", "acquiring-rules §7.6 [P]"),
	number("password.run", 4, Count, 3, 8, "密码中相同或连续字符达到该长度即拒绝", "Equal or consecutive characters that are refused in a password", "acquiring-rules §7.6"),
	number("password.history", 5, Count, 0, 24, "不得重复使用的历史密码数", "Earlier passwords that cannot be used again", "acquiring-rules §7.6"),
	number("password.days", 90, Days, 1, 365, "密码有效期", "Life of a password", "acquiring-rules §7.6; PCI DSS 8.3.9"),
	{Name: "password.warn_days", Default: `[14,7,1]`, Unit: JSON, Zh: "密码到期前提醒的天数", En: "Days before a password is due on which its user is told", Source: "acquiring-rules §7.6 (S16)", check: isCounts},
	number("signin.lock_after", 5, Count, 3, 10, "连续失败多少次后锁定登录名", "Failures in a row that close a sign-in name", "acquiring-rules §7.6; PCI DSS 8.3.4"),
	number("signin.lock_minutes", 15, Minutes, 1, 1440, "登录名锁定时长", "For how long a sign-in name is closed", "acquiring-rules §7.6"),
	number("signin.forget_hours", 24, Hours, 1, 720, "失败次数多久后清零", "After how long failures are forgotten", "acquiring-rules §7.6 [P]"),
	number("session.idle_minutes", 15, Minutes, 1, 60, "会话闲置多久后失效", "Idleness that ends a session", "acquiring-rules §7.6; PCI DSS 8.2.8"),
	number("session.hours", 8, Hours, 1, 24, "会话最长时长", "Longest session", "acquiring-rules §7.6"),
}

// contractSpecs are the numbers of invitations and signatures.
var contractSpecs = []Spec{
	number("contract.invited_days", 15, Days, 1, 90, "签约邀请有效期", "Life of an invitation to sign", "acquiring-rules §2.3 (S38)"),
	number("contract.code_minutes", 5, Minutes, 1, 30, "签署验证码有效期", "Life of a signer's one-time code", "acquiring-rules §2.2 [P]"),
	number("contract.code_tries", 5, Count, 1, 10, "签署验证码可输错次数", "Wrong tries of a one-time code", "acquiring-rules §2.2 [P]"),
}

// fieldSpecs are the numbers of terminals, keys and installation.
var fieldSpecs = []Spec{
	number("install.visit_days", 2, Days, 0, 30, "押金到账后几个工作日内上门", "Working days from the deposit to the planned visit", "acquiring-rules §3.6 [P]"),
	number("install.moves", 2, Count, 0, 10, "上门日期最多可改次数", "Most changes of a visit's date", "acquiring-rules §3.6 [P]"),
	number("install.ahead_days", 30, Days, 1, 365, "上门日期最多可约到几天后", "How many days ahead a visit may be moved", "acquiring-rules §3.6 [P]"),
	number("install.signal_dbm", -95, DBm, -140, -40, "移动信号强度下限", "Weakest mobile signal", "acquiring-rules §3.6"),
	number("install.loss_percent", 5, Percent, 0, 100, "有线网络丢包率上限", "Most packets a wired line may lose", "acquiring-rules §3.6 [P]"),
	number("install.volts_percent", 10, Percent, 1, 20, "实测电压允许偏差", "How far the measured voltage may be from the adapter's plate", "acquiring-rules §3.6"),
	number("install.clock_seconds", 60, Seconds, 1, 600, "终端时钟允许偏差", "How far a terminal's clock may be off", "acquiring-rules §3.6"),
	number("install.far_metres", 500, Metres, 10, 10_000, "签收定位与装机地址的最大距离", "How far from the bound place an installation may be signed off", "acquiring-rules §3.7"),
	fen("commissioning.max_fen", 100, "装机测试交易单笔上限", "Largest test payment of an installation", "acquiring-rules §3.6 [P]"),
	number("keys.previous_seconds", 60, Seconds, 0, 600, "签到后旧工作密钥的保留时间", "How long the work keys before a sign-on still serve", "reliability-security §4.5"),
}

// trainingSpecs are the numbers of exams and certificates.
var trainingSpecs = []Spec{
	number("exam.questions", 20, Count, 4, 44, "考试题数", "Questions of an exam", "acquiring-rules §9.1"),
	number("exam.minutes", 30, Minutes, 5, 240, "考试时长", "Time for an exam", "acquiring-rules §9.1"),
	number("exam.pass_percent", 80, Percent, 1, 100, "考试及格分", "Score that passes an exam", "acquiring-rules §9.1"),
	number("exam.strict_percent", 90, Percent, 1, 100, "安全与合规部分的及格分", "Score that passes the part on security and fraud", "acquiring-rules §9.1"),
	number("exam.tries_per_day", 3, Count, 1, 10, "每天可考次数", "Exams in a day", "acquiring-rules §9.1"),
	number("certificate.months", 12, Months, 1, 60, "证书有效期", "Life of a certificate", "acquiring-rules §9.1"),
}

// riskSpecs are the rules of the watch over payments.
var riskSpecs = []Spec{
	{Name: "risk.RK01.mode", Default: "shadow", Unit: Text, Zh: "单卡单日同商户多笔：off 停用、shadow 只记录、enforce 拒绝", En: "One card, many payments at a merchant in a day: off, shadow or enforce",
		Source: "acquiring-rules §6.2 [P]", check: func(v string) bool { return slices.Contains([]string{"off", "shadow", "enforce"}, v) }},
	number("risk.RK01.limit", 5, Count, 1, 1000, "单卡单日同商户笔数上限", "Payments of one card at a merchant in a day", "acquiring-rules §6.2 [P]"),
	number("risk.RK01.points", 10, Count, 0, 100, "单卡单日同商户多笔的风险分", "Points of an alert RK01", "acquiring-rules §6.2 [P]"),
	number("risk.RK31.points", 30, Count, 0, 100, "名单内卡片的风险分", "Points of an alert RK31, a listed card", "acquiring-rules §6.2 [P]"),
}

// messageSpecs are the numbers of text messages and wallets' answers.
var messageSpecs = []Spec{
	number("sms.tries", 12, Count, 1, 50, "短信发送最多尝试次数", "Most tries of a text message", "acquiring-rules §7.7 [P]"),
	{Name: "wallet.poll_seconds", Default: `[2,5,10,20,40]`, Unit: JSON, Zh: "扫码结果未知时的查询时刻（秒）", En: "Moments at which a wallet is asked for an unknown result, in seconds", Source: "acquiring-rules §4.5 [P]", check: isCounts},
	number("wallet.code_seconds", 120, Seconds, 30, 600, "付款码有效期", "Life of a payment code", "acquiring-rules §4.5 [P]"),
}
