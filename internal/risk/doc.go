// Package risk decides whether a payment may go ahead and what somebody should
// look at: limits, lists and rules, each with a reason that can be read.
//
// The words:
//
//   - a profile is a merchant's level (L, M, H, X) and the day it began to
//     trade; in its first days a merchant is on probation with a share of the
//     limits;
//   - a limit bounds one payment or a day's sum per product; its figure is a
//     dated parameter of the institution;
//   - a counter is the day's sum against a limit. CheckTx reserves in the
//     transaction of the payment's first write, GiveBackTx gives back what did
//     not become or did not stay a payment: concurrent payments cannot pass a
//     limit together (acquiring rules §4.4);
//   - a list names cards and merchants that are refused;
//   - a rule looks for a pattern (acquiring rules §6.2). In shadow mode it only
//     records what it would have done; in enforce mode it declines.
//
// The caller is payment. Nothing here speaks to merchants: reasons shown to
// them never hint at a suspicion (反洗钱法 第35条).
//
//	facts ─► lists ─► single limit ─► day's counter ─► rules (shadow | enforce)
//	           │62          │61             │61              │ alert, or 61
package risk
