// Package settlement puts the day's money into the merchants' accounts.
//
// The words: a business day is cut, reconciled against what each channel says,
// cleared (fees by the signed plans) and closed. A difference is a payment that
// a channel and we do not see alike; one that is open holds the day. A run is
// a file of payouts; a payout is what one merchant is paid by it. What only
// stands under another date with a channel, because its day turns at another
// moment than ours, is no difference: it is carried to the next day's file.
//
// Invariants: a payment has one fee row; a merchant has one payout in a run; a
// run is planned by one person and approved by another; the file of a run made
// again has the same bytes and the same id; the bank's answer to a payout is
// applied once. Payouts draw on what is cleared, never on what is only posted,
// and on money of the reserve that the channels have brought.
//
//	business_day  open ──cut──► cut ──reconcile──► reconciled ──clear──► cleared ──close──► closed
//	payout        planned ──approve──► approved ──send──► sent ──pay──► paid
//	              planned ──drop──► dropped                sent ──fail──► failed
//	                                                       paid ──return──► failed
//	adjustment    proposed ──approve──► booked | ──refuse──► refused
//	freeze        frozen ──release──► released
//
// The books (acquiring-rules §5.2): clearing Dr 2203 Cr 6051 for the fee and
// Dr 6421 Cr 2202 for the cost; a channel's money Dr 1003 Cr 2202; approval
// Dr 2203 Cr 2204; payment Dr 2204 Cr 1003; failure Dr 2204 Cr 2203; a booked
// difference 2202 against 2241.03. When a channel has paid, its 2202 is zero,
// and the reserve holds what merchants are owed and our own margin.
//
// The accountant's pages and the cut-off job call it; it calls payment,
// contract, billing, merchant and the ledger.
package settlement
