package cardcrypto

import "crypto/subtle"

// CUPMAC is UnionPay's ECB MAC of a message from its MTI to the field before
// F64: the eight bytes of F64, which are upper-case hexadecimal characters.
// The key is single DES (8 bytes) or 3DES (16).
func CUPMAC(key, mab []byte) ([8]byte, error) { return CUPMACOfBlock(key, XORBlocks(mab)) }

// XORBlocks is the MAC's first step: the blocks of the zero-padded message,
// one over the other.
func XORBlocks(mab []byte) [8]byte {
	var r [8]byte
	for len(mab) >= block {
		subtle.XORBytes(r[:], r[:], mab[:block])
		mab = mab[block:]
	}
	subtle.XORBytes(r[:], r[:len(mab)], mab)
	return r
}

// CUPMACOfBlock is the rest of the MAC: the block is written as 16 hexadecimal
// characters, the first eight encrypted, the last eight put over that and
// encrypted again; the first eight characters of the result are F64.
func CUPMACOfBlock(key []byte, r [8]byte) ([8]byte, error) {
	c, err := newCipher(key)
	if err != nil {
		return [8]byte{}, err
	}
	left, right := hexChars([4]byte(r[:4])), hexChars([4]byte(r[4:]))
	var t [8]byte
	c.Encrypt(t[:], left[:])
	subtle.XORBytes(t[:], t[:], right[:])
	c.Encrypt(t[:], t[:])
	return hexChars([4]byte(t[:4])), nil
}

// VerifyCUPMAC compares in constant time.
func VerifyCUPMAC(key, mab, f64 []byte) (bool, error) {
	mac, err := CUPMAC(key, mab)
	return err == nil && subtle.ConstantTimeCompare(mac[:], f64) == 1, err
}

func hexChars(b [4]byte) (out [8]byte) {
	const digits = "0123456789ABCDEF"
	for i, c := range b {
		out[2*i], out[2*i+1] = digits[c>>4], digits[c&15]
	}
	return out
}
