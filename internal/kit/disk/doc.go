// Package disk writes files that must be there whole, or not at all, after a
// power cut.
package disk
