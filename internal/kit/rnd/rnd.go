// Package rnd is the house's source of unpredictable bytes, so that one place
// shows where secrets come from. It never fails: the kernel's generator does
// not, and a program without randomness must not go on.
package rnd

import (
	"crypto/rand"
	"encoding/hex"
	"math/big"
)

// Bytes returns n unpredictable bytes.
func Bytes(n int) []byte {
	b := make([]byte, n)
	if _, err := rand.Read(b); err != nil {
		panic("rnd: the system's generator failed: " + err.Error())
	}
	return b
}

// Hex returns n unpredictable bytes as 2n lower-case hex digits.
func Hex(n int) string { return hex.EncodeToString(Bytes(n)) }

// Int returns an unpredictable number in [0, n). It panics if n < 1.
func Int(n int) int {
	v, err := rand.Int(rand.Reader, big.NewInt(int64(n)))
	if err != nil {
		panic("rnd: the system's generator failed: " + err.Error())
	}
	return int(v.Int64())
}

// Digits returns n unpredictable decimal digits.
func Digits(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte('0' + Int(10))
	}
	return string(b)
}
