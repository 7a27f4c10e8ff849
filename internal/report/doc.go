// Package report answers questions that cross rooms: one application's whole
// road, what waits for whom, where a number leads, and the figures of the day.
//
// It reads every room's tables and writes none; its connection is the
// read-only pool. Nobody decides on what it says: decisions read the room that
// owns the fact.
package report
