// Package billing takes what a merchant owes before it trades: today the
// deposit for its terminals.
//
// Words. A deposit order has its own number (DEP…) that the payer writes into
// the transfer; it is never a card sale (S77). A receipt is money that arrived
// with a bank's reference: matched when order and amount fit, else unmatched
// and waiting for a person.
//
//	due ──receive──► paid ──device_returned──► refund_due ──refund──► refunded
//	 ▲ ◄───recall─────┘
//	 ├────waive────► waived
//	 └────exempt───► exempt   (an order of 0.00)
//
// Money that fits no order stays under inquiry (2241.02) until two people
// assign it to an order of its amount, or send it back.
//
// Invariants.
//   - The amount is the signed contract's, not the present default's (S78).
//   - A bank reference counts once, however often it is told.
//   - A deposit is a liability: Dr 1002, Cr 2241.01/<merchant>; the sum of the
//     deposits held equals the account every day (S77).
//   - A waiver and a refund take two people, compared by party (S75).
//   - The shop's condition "deposit" is met by paid, waived or exempt only: a
//     transfer that its bank takes back, or a refund, ends it.
//
// Callers: settlement (bank statements), fieldwork (a device came back), api.
package billing
