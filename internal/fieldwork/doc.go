// Package fieldwork brings a device to the counter: the engineer's order, the
// 24 steps of the installation form, the commissioning cases and the
// merchant's signature (book, acquiring-rules §3.6).
//
// Words. A work order is one visit for one terminal. A step is an item of the
// checklist; it applies or not by the device's model, is answered with yes, no
// or a measured value, and counts by its latest answer. Stages are ordered:
// site, cabling, peripherals, security, function, handover. A case is a test
// that the house can prove: a sign-in by its keys, a payment by its reference.
//
//	planned ──begin──► on_site ──sign_off──► done
//	   │                │   ▲
//	   │           fault│   │repair
//	   │                ▼   │
//	   └──cancel──►   faulty ◄──reopen── done     (cancelled is an end)
//
// Invariants.
//   - A step is answered only when every step of the stages before it that
//     applies has passed; an order is not signed off while one is open (S50).
//   - A measured value is judged by the rule, not by the engineer: 180 V on a
//     220 V ±10 % adapter fails whatever is ticked (S53, S58).
//   - When site, cabling, peripherals and security have passed, the terminal is
//     installed and may do test payments of cents.
//   - A payment case counts only with a real payment of this terminal that was
//     given back in full: after the tests nobody's money has moved (S104).
//   - A failed case makes the order faulty until it passes (S108).
//   - Sign-off makes the terminal active and meets the shop's conditions
//     "installed" and "tested" in one transaction.
//   - A case found not to hold after the sign-off reopens the order: the
//     terminal goes back to its tests, the shop stops, and the merchant signs
//     again when they have passed.
//
// Callers: api, which looks the payments up; billing's events open the orders.
package fieldwork
