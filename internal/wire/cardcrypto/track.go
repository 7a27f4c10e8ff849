package cardcrypto

import (
	"encoding/hex"
	"errors"
	"strings"
)

// ErrTrack is a track too short to hold an encrypted block.
var ErrTrack = errors.New("cardcrypto: not a track")

// TDB returns where the block to encrypt lies in a track: the 16 nibbles that
// end one byte before the last byte of its BCD form.
func TDB(track string) (from, to int, err error) {
	from = len(track) - 17
	if len(track)%2 == 0 {
		from = len(track) - 18
	}
	if from < 0 {
		return 0, 0, ErrTrack
	}
	return from, from + 16, nil
}

// EncryptTrack encrypts that block of a track under the track key; its length
// does not change. The separator is D, an = is taken for one.
func EncryptTrack(tdk []byte, track string) (string, error) { return tdb(tdk, track, Encrypt) }

// DecryptTrack undoes EncryptTrack.
func DecryptTrack(tdk []byte, track string) (string, error) { return tdb(tdk, track, Decrypt) }

func tdb(tdk []byte, track string, f func(key, data []byte) ([]byte, error)) (string, error) {
	track = strings.ReplaceAll(track, "=", "D")
	from, to, err := TDB(track)
	if err != nil {
		return "", err
	}
	b, err := hex.DecodeString(track[from:to])
	if err != nil {
		return "", ErrTrack
	}
	out, err := f(tdk, b)
	if err != nil {
		return "", err
	}
	return track[:from] + strings.ToUpper(hex.EncodeToString(out)) + track[to:], nil
}
