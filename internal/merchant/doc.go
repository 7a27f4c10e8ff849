// Package merchant is the shop as the institution knows it after approval: its
// number, its stores, the account that settlements go to, what it may do, and
// whether it is ready to trade.
//
// The words:
//
//   - the merchant number (MID, 15 digits) is institution 3 + area 4 + trade
//     (MCC) 4 + sequence 4. It is never used again (收单办法第25条);
//   - a condition is one thing that must be true before the first sale:
//     contract, deposit, installed, tested, trained. All five met make a
//     merchant active; losing one halts it (S85);
//   - a switch turns a function on or off: sale, void, refund, preauth,
//     wechat, alipay (S102);
//   - the settlement account lies sealed under the party's key; what everybody
//     sees is its last four digits. A change needs two people and cools off
//     before it is used (S99).
//
// Invariants:
//
//   - no trade, name or place of a merchant comes from a request: the numbers
//     are fixed at opening and MCC has no setter (跳码, DESIGN §14);
//   - a merchant that is not active may not trade, whoever asks;
//   - an account is never overwritten; one is in force at a time.
//
// Callers: onboarding opens; contract, billing, fieldwork and training meet
// conditions; payment asks MayTrade and On; settlement asks SettlementAccount.
//
//	merchant            pending ──activate──► active ◄──resume── halted
//	                                            └─────halt─────────►┘     any ──close──► closed
//	settlement_account  proposed ─check─► checked ─approve─► approved ─take_effect─► in_force ─replace─► replaced
//	                    (refuse from the first three)
package merchant
