// Package wallet is WeChat Pay and Alipay as payment sees them: one port, one
// adapter per wallet, chosen by the order's channel.
//
// The words:
//
//   - an order is a payment of ours; its id is the number both sides know it by
//     (out_trade_no), so that every request can be repeated;
//   - a merchant key is the RSA key with which the house signs. It lives in the
//     security module; its public half is given to the wallet;
//   - a platform key is the wallet's own public key. An answer whose signature
//     it does not confirm is no answer.
//
// An adapter never decides: it says paid, waiting, failed, closed or missing,
// or nothing. Payment asks again, cancels and proves (R9).
//
//	Pay ─► waiting ─► Query … Query ─► paid | failed
//	                     └─► Cancel ─► Query ─► closed
package wallet
