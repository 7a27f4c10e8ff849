package module

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"

	"tillway/internal/kit/vault"
)

// A sealed value is version 1 | nonce 12 | ciphertext and tag, with the
// institution of the key and the place of the value as additional data.
const sealVersion = 1

func place(k *key, aad []byte) []byte { return append(append([]byte(k.inst), 0), aad...) }

// seal: DEK block, place, plaintext → sealed value.
func (m *Module) seal(args [][]byte) ([][]byte, error) {
	if len(args[2]) > vault.MaxSeal {
		return nil, refusal(vault.CodeRequest)
	}
	k, err := m.open(args[0], vault.DEK)
	if err != nil {
		return nil, err
	}
	defer k.wipe()
	aead, err := newGCM(k.clear)
	if err != nil {
		return nil, err
	}
	out := make([]byte, 1+nonceLen, 1+nonceLen+len(args[2])+aead.Overhead())
	out[0] = sealVersion
	nonce := out[1:]
	rand.Read(nonce)
	return [][]byte{aead.Seal(out, nonce, args[2], place(k, args[1]))}, nil
}

// openField: DEK block, place, sealed value → plaintext.
func (m *Module) openField(args [][]byte) ([][]byte, error) {
	k, err := m.open(args[0], vault.DEK)
	if err != nil {
		return nil, err
	}
	defer k.wipe()
	sealed := args[2]
	if len(sealed) < 1+nonceLen || sealed[0] != sealVersion {
		return nil, refusal(vault.CodeOpen)
	}
	aead, err := newGCM(k.clear)
	if err != nil {
		return nil, err
	}
	plain, err := aead.Open(nil, sealed[1:1+nonceLen], sealed[1+nonceLen:], place(k, args[1]))
	if err != nil {
		return nil, refusal(vault.CodeOpen)
	}
	return [][]byte{plain}, nil
}

// blindIndex: institution, field, value → 16 bytes. Each institution's field
// has its own key, so equal values of two of them do not match.
func (m *Module) blindIndex(args [][]byte) ([][]byte, error) {
	inst, field, value := args[0], args[1], args[2]
	if len(inst) == 0 || len(inst) > maxInst || len(field) == 0 {
		return nil, refusal(vault.CodeRequest)
	}
	k := tag(m.master.indexKey(), append(append(append([]byte(nil), inst...), 0), field...))
	defer clear(k)
	return [][]byte{tag(k, value)[:16]}, nil
}

func tag(key, data []byte) []byte {
	h := hmac.New(sha256.New, key)
	h.Write(data)
	return h.Sum(nil)
}
