// Package report answers questions that cross the rooms: the timeline of a
// shop from its first form to the bank slip, the work waiting for a person, the
// owner's day, a search over every number people have in hand, and the figures
// of the whole installation.
//
// It has no tables and changes nothing: it reads the rooms' tables on a
// read-only snapshot, which no other room may do. Every question carries the
// institution, and the merchant of an actor who belongs to one.
package report
