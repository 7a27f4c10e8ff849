// Package audit keeps who did what to which thing, when and from where.
//
// A line is written in the transaction of the act. Lines hold codes, ids and
// digests, never personal values: they are not erased when a person is (S14).
// Each line's hash covers the line and the hash before it, one chain for each
// institution; the head row knows the chain's end. Verify recomputes all of it
// and names the first line that does not fit (S146).
//
// Everybody calls Write; only the auditor's pages call List and Verify.
package audit
