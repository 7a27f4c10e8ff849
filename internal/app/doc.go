// Package app puts the house together: configuration, the rooms in the order
// in which a reader climbs the stairs, the processes around the main one, and
// the sub-commands. Nothing here decides anything about money.
package app
