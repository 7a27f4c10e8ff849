// Package contract makes the agreement between acquirer and merchant: drafted
// from the parameters in force, read clause by clause, signed by both, kept and
// proven.
//
// Words. A contract is one agreement with its annexes. Its plan is the fee
// table of the signed annex; what is not in it may not be charged. An event
// certificate is made for one signature by one person; its key is used once in
// the security module and its block forgotten. The evidence is the file a court
// would ask for. See the packages paper and signature.
//
//	drafted ─send─► sent ─open─► reading ─sign─► signed ─countersign─► countersigned ─enter─► effective
//	                  │             │  ▲
//	                  └──expire──►  │  └─satisfied─ question_open
//	                    expired ◄───┴────ask────────────┘            effective ◄─resume/suspend─► suspended
//
// Invariants.
//   - Fees, deposit and clauses are fixed when the contract is drafted; later
//     parameters change nothing in it (S41, S78).
//   - Nothing is signed before it was approved, after its fifteen days, while
//     a question is open or a clause unread (S38, S42, S44, S74).
//   - The document is what was signed: its bytes are found by their SHA-256,
//     sealed on disk, and one changed byte is refused (S48).
//   - Countersigning makes it effective and meets the shop's condition;
//     suspending it takes the condition away, and another person gives it back.
//
// Callers: onboarding's events draft; billing, payment and settlement read the
// plan; api.
package contract
