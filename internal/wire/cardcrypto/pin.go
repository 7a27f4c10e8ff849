package cardcrypto

import (
	"crypto/subtle"
	"errors"
)

// ErrPIN is every fault of a PIN block: control nibble, length, a digit, the
// filler. One error, so that an answer tells nothing about the PIN. On the
// wire it is F39 = 99.
var ErrPIN = errors.New("cardcrypto: not a PIN block of this card number")

// ErrPAN is a card number too short or not of digits.
var ErrPAN = errors.New("cardcrypto: not a card number")

// EncodePIN makes the clear block of format 0: length, PIN and F filler, over
// the rightmost twelve digits of the card number without its check digit.
func EncodePIN(pin []byte, pan string) ([8]byte, error) {
	out, err := EncodePINWithoutPAN(pin)
	if err != nil {
		return out, err
	}
	field, err := panField(pan)
	if err != nil {
		clear(out[:])
		return out, err
	}
	subtle.XORBytes(out[:], out[:], field[:])
	return out, nil
}

// EncodePINWithoutPAN makes the clear block that terminals send with F53
// beginning with 1: not combined with the card number.
func EncodePINWithoutPAN(pin []byte) (out [8]byte, err error) {
	if len(pin) < 4 || len(pin) > 12 {
		return out, ErrPIN
	}
	out[0] = byte(len(pin))
	for i := range 14 {
		nibble := byte(0xF)
		if i < len(pin) {
			if nibble = pin[i] - '0'; nibble > 9 {
				clear(out[:])
				return out, ErrPIN
			}
		}
		out[1+i/2] |= nibble << (4 * (1 - i%2))
	}
	return out, nil
}

// DecodePIN reads the PIN of a clear block of format 0. The caller wipes it.
func DecodePIN(clearBlock [8]byte, pan string) ([]byte, error) {
	field, err := panField(pan)
	if err != nil {
		return nil, err
	}
	b := clearBlock
	defer clear(b[:])
	subtle.XORBytes(b[:], b[:], field[:])
	n := int(b[0])
	bad := 0
	if n < 4 || n > 12 { // also a control nibble other than 0
		n, bad = 4, 1
	}
	pin := make([]byte, n)
	for i := range 14 {
		nibble := b[1+i/2] >> (4 * (1 - i%2)) & 15
		if i < n {
			pin[i] = '0' + nibble
			bad |= subtle.ConstantTimeLessOrEq(10, int(nibble))
		} else {
			bad |= subtle.ConstantTimeByteEq(nibble, 0xF) ^ 1
		}
	}
	if bad != 0 {
		clear(pin)
		return nil, ErrPIN
	}
	return pin, nil
}

// EncryptPIN makes a format 0 block under a PIN key.
func EncryptPIN(key, pin []byte, pan string) ([8]byte, error) {
	b, err := EncodePIN(pin, pan)
	if err != nil {
		return b, err
	}
	defer clear(b[:])
	return one(key, b, Encrypt)
}

// DecryptPIN reads the PIN of a block under a PIN key. The caller wipes it.
func DecryptPIN(key []byte, pinBlock [8]byte, pan string) ([]byte, error) {
	b, err := one(key, pinBlock, Decrypt)
	if err != nil {
		return nil, err
	}
	defer clear(b[:])
	return DecodePIN(b, pan)
}

// TranslatePIN moves a format 0 block from one PIN key to another. The card
// number stays the same: a block moved to another number would tell its PIN.
func TranslatePIN(in, out []byte, pinBlock [8]byte, pan string) ([8]byte, error) {
	pin, err := DecryptPIN(in, pinBlock, pan)
	if err != nil {
		return [8]byte{}, err
	}
	defer clear(pin)
	return EncryptPIN(out, pin, pan)
}

func one(key []byte, b [8]byte, f func(key, data []byte) ([]byte, error)) ([8]byte, error) {
	out, err := f(key, b[:])
	if err != nil {
		return [8]byte{}, err
	}
	defer clear(out)
	return [8]byte(out), nil
}

func panField(pan string) (out [8]byte, err error) {
	if len(pan) < 13 || len(pan) > 19 {
		return out, ErrPAN
	}
	for i := range len(pan) {
		if pan[i] < '0' || pan[i] > '9' {
			return out, ErrPAN
		}
	}
	digits := pan[len(pan)-13 : len(pan)-1]
	for i := range 6 {
		out[2+i] = (digits[2*i]-'0')<<4 | (digits[2*i+1] - '0')
	}
	return out, nil
}
