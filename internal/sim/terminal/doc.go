// Package terminal is a POS terminal: what a shop has on its counter, without
// the plastic. It speaks the UnionPay POS dialect to the host over TCP and
// keeps its keys, counters, batch and unfinished business in a file of its own,
// so that it can be switched off at any moment.
//
//	engine     the buttons: sign in, sell, void, refund, pre-authorise, settle
//	compose    a payment as a message, with PIN block, chip data and MAC
//	line       one connection per exchange, the answer found by its numbers
//	conclude   what an answer, or none, means for the shop and the customer
//	pending    the reversal that is saved before an answer is waited for
//	settle     batch totals, and the details when they do not balance
//	receipt    the slip, in Chinese and English
//	api        the same buttons over HTTP, for the page
//
// Rules of the dialect (iso8583-unionpay §1.11): the reversal of a payment is
// on the disk before the payment leaves, with reason 06; it goes away only with
// a usable answer. Silence makes the reason 98, a wrong MAC A0. It is sent at
// once and again before the next payment, three times; after that the terminal
// trades on and keeps trying. Refunds have no reversal: an unanswered one is
// sent again as it was, which the host recognises.
//
// The acquirer's address comes with the key loading and can be changed later:
// whoever starts the acquirer on another port tells its terminals.
//
// The terminal never stores a PIN, track or expiry, and names test cards by
// their short name.
package terminal
