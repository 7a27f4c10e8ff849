// Package notify turns events into messages to people.
//
// The words: a kind is a message with its texts; a class groups kinds that a
// person switches together; a message is one kind to one person about one
// event. Money messages are on until somebody turns them off, security
// messages cannot be turned off (acquiring-rules §7.7).
//
// Invariants: one message for an event, a person and a kind; a message holds
// kind and arguments, never a telephone number or a secret; the number is
// opened at sending, and the opening is on record; the gateway gets the
// message's id, so that a message sent again is the same message. A text has
// at most 70 characters, begins with the signature and has no link.
//
//	queued ──sent──► sent ──receipt──► delivered | undelivered
//	queued ──refused by the gateway, or never taken──► failed
//	off: the person wants no such message
//
// The relay calls it with events, the jobs runner sends; pages list messages.
package notify
