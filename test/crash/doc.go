// Package crash kills the product and looks at what is left: the terminals'
// journals, the issuers' and our own books are written by different programs,
// and after every restart they must tell of the same money.
//
// The test stands on the wires between the programs, so that a kill falls where
// it is meant to: a message is held on its way, the security module is stopped
// while it is asked, the database's writer is kept waiting. The product is the
// shipped binary and knows nothing of it. docs/internals/kill-test.md tells how
// to run it and read its table.
package crash
