package cardcrypto

import (
	"crypto/subtle"
	"errors"
)

// Errors of a sign-in reply.
var (
	ErrSignIn = errors.New("cardcrypto: F62 does not have the layout of its network code")
	ErrKCV    = errors.New("cardcrypto: a work key does not match its check value")
)

// WorkKeys are the keys that a sign-in reply carries.
type WorkKeys struct {
	PIN   []byte // PIK, 8 or 16 bytes
	MAC   []byte // MAK, 8 or 16 bytes
	Track []byte // TDK, 16 bytes, only with 60.3 = 004
}

// Wipe overwrites the keys.
func (k *WorkKeys) Wipe() {
	clear(k.PIN)
	clear(k.MAC)
	clear(k.Track)
}

// EncodeF62 wraps work keys under the terminal's master key as F62 of a
// sign-in reply. netCode is 60.3:
//
//	001  24 bytes  PIK 8 KCV 4, MAK 8 KCV 4
//	003  40 bytes  PIK 16 KCV 4, MAK 16 KCV 4
//	004  60 bytes  the same and TDK 16 KCV 4
//
// In 003 and 004 a single-length MAK is followed by eight zero bytes.
func EncodeF62(netCode string, tmk []byte, k WorkKeys) ([]byte, error) {
	slot, ok := map[string]int{"001": 8, "003": 16, "004": 16}[netCode]
	if !ok || len(k.PIN) != slot || (len(k.MAC) != 8 && len(k.MAC) != slot) || (netCode == "004") != (len(k.Track) == 16) {
		return nil, ErrSignIn
	}
	var out []byte
	for _, key := range [][]byte{k.PIN, k.MAC, k.Track} {
		if len(key) == 0 {
			continue
		}
		wrapped, err := Encrypt(tmk, key)
		if err != nil {
			return nil, err
		}
		kcv, err := KCV(key)
		if err != nil {
			return nil, err
		}
		out = append(out, wrapped...)
		out = append(out, make([]byte, slot-len(key))...)
		out = append(out, kcv[:]...)
	}
	return out, nil
}

// DecodeF62 unwraps the work keys of a sign-in reply and checks every check
// value: on ErrKCV the terminal keeps its old keys. The layout follows 60.3,
// then the length; a MAK is single-length when the second half of its
// cipher is all zero.
func DecodeF62(netCode string, tmk, f62 []byte) (k WorkKeys, err error) {
	slot, size := 16, 40
	switch netCode {
	case "001":
		slot, size = 8, 24
	case "003":
	case "004":
		size = 60
	default:
		return k, ErrSignIn
	}
	if len(f62) != size {
		return k, ErrSignIn
	}
	defer func() {
		if err != nil {
			k.Wipe()
			k = WorkKeys{}
		}
	}()
	for i, to := range []*[]byte{&k.PIN, &k.MAC, &k.Track}[:size/(slot+4)] {
		at := f62[i*(slot+4):]
		wrapped, kcv := at[:slot], at[slot:slot+4]
		if to == &k.MAC && slot == 16 && [8]byte(wrapped[8:]) == [8]byte{} {
			wrapped = wrapped[:8]
		}
		if *to, err = Decrypt(tmk, wrapped); err != nil {
			return k, err
		}
		got, err := KCV(*to)
		if err != nil {
			return k, err
		}
		if subtle.ConstantTimeCompare(got[:], kcv) != 1 {
			return k, ErrKCV
		}
	}
	return k, nil
}
