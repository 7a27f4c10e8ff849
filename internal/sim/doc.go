// Package sim is the outside world of a sandbox: everything Tillway talks to
// and does not own. Each part is a server of its own with a journal of its own,
// so that a test can ask the world, and not us, what really happened:
//
//	registry   identity, company and bank card look-ups
//	sms        a text message gateway and the phones behind it
//	bank       the settlement bank: payout files in, results and statements out
//	wechat     WeChat Pay, API v3
//	alipay     Alipay, open platform gateway
//	network    the card network with the issuers behind it, ISO 8583 over TCP
//	terminal   a POS terminal: keys, PIN pad, card reader, printer
//	world      all of them in one process
//
// What a part answers is chosen by the data it is given, never by a hidden
// flag: a card, an amount, the last digits of a code or an account. A fault
// switch, where there is one, goes before the amount, the amount before the
// card.
//
// Here are what the parts share: a journal that is durable before an answer
// leaves, files that appear whole or not at all, a server that listens on
// 127.0.0.1 only and refuses web pages from elsewhere, the movable clock and
// the mask for card numbers. Parts import kit and wire, never a room of the
// house: the world must not share our mistakes.
package sim
