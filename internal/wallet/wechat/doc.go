// Package wechat speaks WeChat Pay's API v3: payment codes, query, reverse,
// refund and trade bill. Requests carry WECHATPAY2-SHA256-RSA2048; answers
// count only when the platform's key confirms them and they are not older than
// five minutes (acquiring rules §4.5, reliability book I24).
package wechat
