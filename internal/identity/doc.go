// Package identity says who somebody is and what they may do: users, roles,
// sessions, passwords, and the second pair of eyes that a change of roles
// needs.
//
// The words:
//
//   - a user is an account; a party is the person behind it. Four eyes count
//     parties, so two accounts of one person are one pair of eyes;
//   - a session is a signed-in browser: a 256-bit token of which only the
//     SHA-256 is stored. It ends after 15 idle minutes, after 8 hours, at
//     sign-out, and when the password or the roles change;
//   - a temporary password, and one older than 90 days, lets its user in
//     without any role until it is changed.
//
// Invariants:
//
//   - no person holds two roles that exclude each other (收单办法第10条: who
//     wins merchants may not review them), whatever number of accounts;
//   - the answer to a wrong password, an unknown name and a disabled user is
//     the same, and takes the same time; five failures close a name for 15
//     minutes, whether it exists or not (book acquiring-rules §7.6);
//   - sessions and locks live on the real clock, facts such as a password's
//     age on the business clock.
//
// Callers: api at every request; onboarding at approval (AttachMerchantTx);
// notify asks for Recipients.
//
//	user         active ──disable──► disabled ──enable──► active
//	role_change  proposed ──approve──► approved
//	             proposed ──refuse───► refused
package identity
