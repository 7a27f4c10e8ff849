// Package training teaches a merchant's staff before the shop may trade and
// keeps the proof (收单办法 第13条: train before service, keep the records).
//
// Words. A course is a set of pages in both languages; the four mandatory ones
// are T1 operation, T3 common problems, T4 security, T5 fraud and rules. An
// exam is one paper over all four: twenty questions drawn at random from the
// bank, five of each course, questions and options shuffled, thirty minutes.
// A certificate is what a pass earns; it has a number and ends after a year.
//
//	certificate: valid ──expire──► expired
//	               └────revoke───► revoked
//
// Invariants.
//   - An exam needs all four courses completed by the same person.
//   - It is passed with 80 of 100, and 90 of 100 in the half made of T4 and T5
//     (book, acquiring-rules §9.1); three papers a day and person.
//   - The answers never leave the room before the paper is graded; a paper is
//     graded once.
//   - The shop's condition "trained" holds while at least one of its people has
//     a valid certificate (S85, S125).
//
// Callers: api; jobs ends certificates by the business date.
package training
