package module

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"fmt"
	"slices"

	"tillway/internal/kit/id"
	"tillway/internal/kit/vault"
)

// A key block is
//
//	"TWK1" | master fingerprint 8 | usage 1 | algorithm 1 | exportable 1 |
//	institution length 1 | institution | nonce 12 | key and tag, AES-256-GCM
//
// with everything in front of the nonce as additional data.

const (
	blockMagic = "TWK1"
	maxInst    = 64
	nonceLen   = 12
)

// algorithm of a key.
type algorithm byte

const (
	algDES algorithm = iota + 1
	alg3DES
	algAES
	algRSA
	algP256
)

func (a algorithm) String() string {
	return [...]string{"", "des", "3des", "aes-256", "rsa-2048", "p-256"}[a]
}

// kind is what the module knows of a usage. The list is part of the block
// format: new kinds go to its end.
type kind struct {
	usage      vault.Usage
	alg        algorithm
	exportable bool // when made here; what came in from others never leaves again
}

var kinds = []kind{
	{vault.TMK, alg3DES, true},
	{vault.TPK, alg3DES, false},
	{vault.TAK, algDES, false},
	{vault.TDK, alg3DES, false},
	{vault.ZPK, alg3DES, true},
	{vault.ZAK, alg3DES, true},
	{vault.DEK, algAES, false},
	{vault.KEX, algRSA, false},
	{vault.RSA, algRSA, false},
	{vault.SIGN, algP256, false},
}

func kindOf(usage vault.Usage) (kind, bool) {
	i := slices.IndexFunc(kinds, func(k kind) bool { return k.usage == usage })
	if i < 0 {
		return kind{}, false
	}
	return kinds[i], true
}

// key is an unwrapped key. It prints without its material.
type key struct {
	kind
	inst  id.Institution
	clear []byte
}

func (k *key) wipe() { clear(k.clear) }

// Format keeps the material out of every printer.
func (k *key) Format(s fmt.State, _ rune) { fmt.Fprintf(s, "key(%s, %s)", k.usage, k.inst) }

// wrap makes a key's block.
func (m *Module) wrap(k *key) ([]byte, error) {
	if len(k.inst) == 0 || len(k.inst) > maxInst {
		return nil, refusal(vault.CodeRequest)
	}
	aead, err := newGCM(m.master.blockKey())
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(kinds, func(x kind) bool { return x.usage == k.usage })
	head := append([]byte(blockMagic), m.master.fingerprint...)
	head = append(head, byte(i), byte(k.alg), flag(k.exportable), byte(len(k.inst)))
	head = append(head, k.inst...)
	nonce := make([]byte, nonceLen)
	rand.Read(nonce)
	out := append(bytes.Clone(head), nonce...)
	return aead.Seal(out, nonce, k.clear, head), nil
}

// open unwraps a block and refuses it unless it is for one of the usages.
// The caller wipes the key.
func (m *Module) open(block []byte, usages ...vault.Usage) (*key, error) {
	const fixed = len(blockMagic) + 8 + 4
	if len(block) < fixed || len(block) < fixed+int(block[fixed-1])+nonceLen {
		return nil, refusal(vault.CodeBlock)
	}
	n := fixed + int(block[fixed-1])
	head, nonce, sealed := block[:n], block[n:n+nonceLen], block[n+nonceLen:]
	known := string(head[:4]) == blockMagic && bytes.Equal(head[4:12], m.master.fingerprint) && int(head[12]) < len(kinds)
	if !known {
		return nil, refusal(vault.CodeBlock)
	}
	aead, err := newGCM(m.master.blockKey())
	if err != nil {
		return nil, err
	}
	material, err := aead.Open(nil, nonce, sealed, head)
	if err != nil {
		return nil, refusal(vault.CodeBlock)
	}
	k := &key{kind: kinds[head[12]], inst: id.Institution(head[fixed:]), clear: material}
	k.alg, k.exportable = algorithm(head[13]), head[14] == 1
	if len(usages) > 0 && !slices.Contains(usages, k.usage) {
		k.wipe()
		return nil, refusal(vault.CodeUsage)
	}
	return k, nil
}

func newGCM(key []byte) (cipher.AEAD, error) {
	c, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(c)
}

func flag(b bool) byte {
	if b {
		return 1
	}
	return 0
}
