// Package wallet is what WeChat Pay and Alipay have in common in the sandbox:
// the customer's phone behind a payment code, the book of orders and its
// journal, and the signing keys. Packages wechat and alipay give it their two
// ways of speaking.
//
// The last two digits of the payment code say what the customer does:
//
//	00  pays at once                      06  the wallet fails, the money did not move
//	01  enters a password, pays in 8 s    07  the code has expired
//	02  enters nothing and cancels        08  the code was used before
//	03  thinks for ever; cancel works     09  too little money
//	04  as 03, but cancel fails once      10  over the customer's daily limit
//	05  the wallet fails, the money moved 11  over the merchant's limit
//
// Any other ending pays at once. Codes are not used up, so that one can be
// typed again and again on a test bench.
//
// An order is known by the merchant's own number. Asking twice gives the same
// order; the same number with another amount is refused. To cancel a number
// nobody paid under closes it: a payment that arrives later is refused.
package wallet
