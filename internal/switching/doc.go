// Package switching is the ISO 8583 host. Terminals arrive by its lane, the
// card network is reached by its link.
//
//	terminal ── lane: frame, parse, MAC, session, batch ── payment ── link ── network
//
// The lane proves who speaks (a terminal is its MAC key, never its numbers),
// turns fields into a payment's words and an answer's words into fields, and
// decides nothing about money. The link keeps one supervised, multiplexed line
// to a network: it translates PIN blocks in the security module, signs and
// checks MACs, matches answers by their time and trace number, and hands late
// ones to payment. When the program stops, the lane closes first and finishes
// what it has in hand; the link stays up for it.
//
// Invariants: messages without a MAC touch session and batch bookkeeping only;
// new work keys stay pending until a good MAC; 0500 never moves money; a stored
// answer is its fields and its F64 is made anew; what the host does not serve
// is answered 40; garbage closes the connection and changes nothing (DESIGN §8,
// dialect book §1).
//
// It has no tables: terminal, keys and payment keep what there is to keep.
package switching
