// Package party keeps people and bodies: one record behind users, applicants,
// owners and agents, so that four eyes can be counted by person and not by
// account.
//
// The words:
//
//   - a Person is a natural or legal person with a paper (身份证, 营业执照);
//   - a Prospect (潜在客户) is an applicant whose papers are not known yet; an
//     application's whole file is sealed under the prospect's key;
//   - a mask is what everybody may see; Open is the audited way to the rest.
//
// Invariants:
//
//   - the same paper in the same institution is the same party, whoever
//     registers it;
//   - personal values lie sealed under a key of their party (JR/T 0171 C2,
//     book acquiring-rules §7.1); Destroy throws that key away, and with it
//     every value sealed under it anywhere in the house (PIPL 47);
//   - a name confirmed by the registry replaces one that was only typed in;
//     a typed name never replaces another.
//
// The number checks (identity card, unified code, bank card, mobile) and the
// masks are pure functions of this package too; they need no service.
//
// Callers: identity, merchant, onboarding, training. Party calls nobody but
// the kit and audit.
//
//	Prospect ──► values sealed ──► Destroy
//	Register ──► (corrected, verified) ──► Destroy
package party
