// Package arch holds tests about the house itself: who imports whom, who may
// call the clock, who may open a socket. Each complaint names file, line and
// the better place. The rules are DESIGN §3; plan.txt is their text.
package arch
