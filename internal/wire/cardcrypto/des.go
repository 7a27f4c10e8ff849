package cardcrypto

import (
	"crypto/cipher"
	"crypto/des"
	"errors"
)

// Errors carry no content: they say which rule was broken.
var (
	ErrKeyLength  = errors.New("cardcrypto: a key is 8, 16 or 24 bytes")
	ErrDataLength = errors.New("cardcrypto: data is not whole blocks of 8 bytes")
)

const block = des.BlockSize

// newCipher makes single DES of 8 bytes, 3DES of 16 (K1 K2 K1) or 24.
func newCipher(key []byte) (cipher.Block, error) {
	switch len(key) {
	case 8:
		return des.NewCipher(key)
	case 16:
		var k [24]byte
		defer clear(k[:])
		copy(k[copy(k[:], key):], key[:8])
		return des.NewTripleDESCipher(k[:])
	case 24:
		return des.NewTripleDESCipher(key)
	}
	return nil, ErrKeyLength
}

// Encrypt is ECB under an 8, 16 or 24-byte key: how a work key is wrapped.
func Encrypt(key, data []byte) ([]byte, error) { return ecb(key, data, cipher.Block.Encrypt) }

// Decrypt undoes Encrypt.
func Decrypt(key, data []byte) ([]byte, error) { return ecb(key, data, cipher.Block.Decrypt) }

func ecb(key, data []byte, one func(cipher.Block, []byte, []byte)) ([]byte, error) {
	if len(data) == 0 || len(data)%block != 0 {
		return nil, ErrDataLength
	}
	c, err := newCipher(key)
	if err != nil {
		return nil, err
	}
	out := make([]byte, len(data))
	for i := 0; i < len(data); i += block {
		one(c, out[i:], data[i:])
	}
	return out, nil
}

// KCV is the check value that UnionPay puts on the wire: the first four bytes
// of eight zero bytes under the key.
func KCV(key []byte) ([4]byte, error) {
	out, err := Encrypt(key, make([]byte, block))
	if err != nil {
		return [4]byte{}, err
	}
	return [4]byte(out), nil
}

// SetParity gives every byte of a DES key odd parity.
func SetParity(key []byte) {
	for i, b := range key {
		p := b
		p ^= p >> 4
		p ^= p >> 2
		p ^= p >> 1
		key[i] = b ^ (p&1 ^ 1)
	}
}
