// Package ledger keeps the institution's books: accounts, entries, holds and
// balances, by double entry.
//
// The words:
//
//   - an account is a title of the chart, with the merchant it belongs to where
//     the title is kept per merchant ("2203/mer_…"), in one currency;
//   - an entry is one fact written into the books: a reason, the thing it is
//     about, its business date and at least two lines whose debits equal their
//     credits in every currency;
//   - a hold reserves a part of what an account owes its owner, without moving
//     it: the money stays in the balance and leaves what is available;
//   - a reversing entry takes another entry back, line by line. Nothing is
//     edited: a mistake is corrected by a new entry with its own reason.
//
// What always holds:
//
//  1. an Entry that does not balance cannot be built, and Post takes nothing else;
//  2. entries, lines, holds and releases are only ever inserted; the database
//     itself refuses their change and removal;
//  3. stored balances are written in the transaction of the entry, and are the
//     sums of the lines: Verify recomputes them all;
//  4. one fact is posted once: reason and reference are unique together, and an
//     entry is taken back at most once;
//  5. the debits of all accounts equal their credits, always: Trial shows it.
//
// Post, HoldTx and ReleaseTx run in the transaction of the room whose fact they
// record: payment, settlement, billing. They have no life of their own to draw:
//
//	            ┌ held ─ ReleaseTx ─┐
//	fact ─ Post ┤                   ├ balance = Σ debits − Σ credits
//	            └──── Reverse ──────┘
//
// The chart is the acquirer's own (收单账), not the Ministry of Finance's: see
// acquiring rules §5.2 (accounts and fund flow) and §2.4 (deposits are a
// liability, not income).
package ledger
