// Package keys is the key hierarchy as the rest of the house sees it:
// sealed blocks, check values and who agreed to them. Clear keys exist only in
// the security module (kit/vault); nothing here could decrypt a PIN.
//
// Words. A usage is ZPK, ZAK (the line to a network) or TMK, TPK, TAK, TDK (a
// terminal): PIN, MAC, master and track key. An owner is a terminal's id or
// "link:network". A check value (KCV) is the first three bytes of the
// encryption of zeros; the four-byte form of the UnionPay sign-in is made for
// the wire and never stored (book, reliability-security §4.3).
//
// The life of a key:
//
//	pending ──approve──► current ──supersede──► previous
//	   │                    │                      │
//	   └──────discard───────┴───────destroy────────┴──► destroyed
//
// Invariants.
//   - A master key becomes current only when a second person approves it: the
//     two are compared by party, not by account (S61).
//   - A master key leaves the module once, under the device's own public key.
//   - Work keys are made at every sign-in, pending until a message arrives
//     with a good MAC under them; the one before stays for messages in flight,
//     a minute long. Two sign-ons in a row: the last one wins.
//   - A destroyed key has no block: messages under it cannot be checked.
//
// Callers: switching (work keys, zone keys), terminal (master keys), api.
package keys
