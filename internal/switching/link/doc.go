// Package link is the line to a card network: one supervised connection that
// many payments share, in the net-3des dialect.
package link
