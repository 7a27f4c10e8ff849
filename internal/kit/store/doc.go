// Package store keeps the house's facts, on SQLite or on PostgreSQL, with one
// text of SQL (DESIGN §4).
//
// Write is the only way to change anything. One writer goroutine takes
// whatever functions are queued, runs each in its own savepoint, commits once
// and wakes everyone, so that many callers share one flush. What Write has
// answered with nil is on disk: settings that would make this untrue are
// refused at start, and a failed flush ends the process, because nobody can
// say what is on the disk after one.
//
//	Write ──► queue ──► BEGIN  (PostgreSQL: the lease's token is checked)
//	                    SAVEPOINT · fn₁ · RELEASE
//	                    SAVEPOINT · fn₂ · ROLLBACK TO     (its caller alone gets the error)
//	                    COMMIT ──► everyone is answered
//
// The rules for a function given to Write:
//
//   - it may run more than once, so it touches nothing but its Tx and
//     variables it makes itself;
//   - it makes no call out of the process, and none to Write or Read;
//   - a statement that fails dooms it, on both engines: use ON CONFLICT DO
//     NOTHING and the count of rows where a duplicate is expected;
//   - one result set is open at a time.
//
// Read gives one consistent snapshot from a pool of read-only connections.
//
// The SQL is what both engines share: $1 placeholders in ascending order, the
// types TEXT BIGINT INTEGER BOOLEAN BYTEA, no clock, no identity columns.
// Schema text is PostgreSQL's; see Migration for what is made of it.
package store
