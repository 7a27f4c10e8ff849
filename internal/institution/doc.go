// Package institution is the bank, or the licensed payment institution, whose
// books the house keeps, and everything about it that may change without a
// release: parameters with a date, fees, limits, document lists.
//
// The words:
//
//   - an institution is a BANK or a PSP (支付机构). A PSP needs its licence
//     number on record before it can be enabled (S63);
//   - a parameter is a named value that holds from a date on. It is read at
//     the date of the fact, never at today's, and its version is stored with
//     the fact;
//   - a checklist is the list of documents a merchant of one kind and trade
//     brings; it is made of parameters, so a new document needs no release
//     (S23, S64).
//
// Invariants:
//
//   - a parameter is changed by two people: maker and checker are different
//     parties;
//   - values are appended, never edited: yesterday's fact is judged by
//     yesterday's value;
//   - every parameter is declared in Defaults with unit, meaning and source; a
//     value that does not fit its declaration is refused.
//
// Callers: nearly every room above reads Param; api and app create and list.
//
//	institution       draft ──enable──► enabled ──suspend──► suspended ──enable──► enabled
//	parameter_change  proposed ──approve──► approved
//	                  proposed ──refuse───► refused
package institution
