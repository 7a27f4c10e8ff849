// Package terminal holds the devices that stand on merchants' counters: their
// stock, the merchant each serves, the binding that proves it, and their life.
//
// Words. A device is told by its TUSN, the serial number under which the
// clearing body knows it. A TID is the eight-digit number it works under at
// one merchant; it is never given twice. The binding joins five elements:
// TUSN, acquirer and merchant number, licence code, settlement account and
// place (银发〔2021〕259号). A batch is what the terminal settles at once.
//
//	stocked ─allocate─► allocated ─load_key─► keyed ─install─► installed ─test─► tested ─activate─► active
//	   │                    │                                      ▲──────────────── retest ──────────┤
//	   │                    │                                      active ◄─resume─ suspended ◄─suspend─┤
//	   └──── block (lost, stolen, tampered) ──► blocked ──── return (keys erased) ──► returned ◄───────┘
//
// Suspended is a device that is looked for or asked about: it keeps its keys
// and may come back. Blocked is one that may not.
//
// Invariants.
//   - One device, one merchant: a TUSN has one row that is not returned, by a
//     unique index; a returned device that comes back to stock is a new row.
//   - A binding is never changed. A change is a new version whose hash covers
//     the version before, and every transaction has the hash recomputed: the
//     terminal, not the request, says who the merchant is and where (S36).
//   - No terminal is allocated before contract and deposit (S75).
//   - A master key is loaded before a device is installed; blocking or
//     returning a device destroys its keys in the same transaction.
//   - A model without a valid approval is not allocated.
//   - A shop is installed and tested while one of its terminals is active: the
//     last one that leaves service, for whatever reason, takes the condition
//     with it in the same transaction (S85).
//
// Callers: fieldwork (installed, tested, active), payment and switching (ByTID,
// VerifyBinding, batches), api.
package terminal
