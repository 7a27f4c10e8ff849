// Package cardcrypto is the card payment arithmetic of the UnionPay terminal
// link: MAC, PIN block, key check value, the keys of a sign-in reply, the
// encrypted block of a track. Pure functions of bytes, proven by published
// vectors.
//
// The functions take clear keys and clear PINs, so only the security module
// and the simulators may import the package. No error carries a value, and
// what a function makes in between it wipes.
package cardcrypto
