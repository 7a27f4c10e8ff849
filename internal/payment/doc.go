// Package payment is one transaction's life: authorise, void, refund,
// pre-authorise, complete, reverse.
//
// The words:
//
//   - a payment is one request of a terminal and all that became of it. Voids,
//     refunds and completions are payments of their own that name an original;
//   - the road is what every request walks: decide, write one, ask, write two,
//     answer. Write one makes the intent durable before a byte leaves the
//     house; write two makes outcome, ledger entry and event durable before the
//     answer does;
//   - uncertain is what nobody may guess about: no answer came. From the moment
//     it is written the payment will be reversed, whatever arrives later;
//   - a due is what the house still owes the outside about a payment: its
//     reversal, or the repeat of a refund. It is kept until it is confirmed;
//   - a tombstone remembers a reversal that came before its original, which is
//     refused when it arrives;
//   - the business date is a fact set by the cut-off, not read off a clock.
//
// The life, kept in the payment's own row (the hot form): each status has its
// time, and the database refuses a change that is not an edge, any change of
// identity or amount, and deletion.
//
//	         ┌─ decline ──────────────► declined
//	intent ──┼─ approve ──────────────► approved ── reverse ──► reversing ─ confirm ─┐
//	         ├─ lose ────► uncertain ───────────────────────────── confirm ──────────┤
//	         └─ forward ─► forwarding ─┬ approve ► approved                          ▼
//	                                   └ decline ► declined                       reversed
//
// The rules R1 to R12 are those of the reliability book §2.2; tests carry their
// names. Callers are switching/lane (terminals), wallet (callbacks) and the
// jobs. Card data: the PAN is kept as token, ciphertext and blind index; track,
// PIN block, CVN2 and expiry are never stored, so what is repeated after a
// crash is made from what is stored.
package payment
