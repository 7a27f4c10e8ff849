// Package module is the security module: the only process that sees clear keys
// and PIN blocks (DESIGN §9). This is the software back end: for the sandbox,
// for tests and for pilots without live PINs. Production PINs want certified
// hardware behind the same verbs.
//
// What it keeps is one storage master key (LMK), in a file that it makes at its
// first start, and in memory in a page that is locked and left out of dumps.
// Every other key exists outside as a key block: encrypted under the LMK with
// its usage, algorithm, institution and exportability bound to it. A caller
// hands in the blocks that a verb needs; the module unwraps them, checks that
// each is for that use and of one institution, works, and wipes them. It
// remembers nothing, so that it can be restarted at any moment and a verb can
// be sent twice.
//
//	caller ── block, data ──► verb: open block ► usage? ► work ► wipe ──► result
//	                                     ▲
//	                                    LMK
//
// Invariants, each a test:
//
//   - no verb returns a clear key or a PIN
//   - a key of one usage serves no verb of another; a TPK does not sign, a TAK
//     does not move PINs
//   - one flipped bit anywhere in a block makes it no block
//   - keys of two institutions do not meet in one verb
//   - a caller that sends rubbish, stops reading or is killed harms no other
//
// Who may connect: processes of the module's own user, and those of the users
// it was told of, by the kernel's word (SO_PEERCRED). Key verbs are logged with
// usage, institution and check value.
//
// What Go cannot promise: the expanded key of a cipher lies on the heap until
// it is collected. Built with GOEXPERIMENT=runtimesecret, what a verb leaves
// behind is erased by the runtime; Status says whether it was.
package module
