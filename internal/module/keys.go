package module

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"strings"

	"tillway/internal/kit/id"
	"tillway/internal/kit/vault"
	"tillway/internal/wire/cardcrypto"
)

const rsaBits = 2048

// generate: institution, usage → block, KCV, public key.
func (m *Module) generate(args [][]byte) ([][]byte, error) {
	kind, ok := kindOf(vault.Usage(args[1]))
	if !ok {
		return nil, refusal(vault.CodeRequest)
	}
	k, err := newKey(kind, id.Institution(args[0]))
	if err != nil {
		return nil, err
	}
	defer k.wipe()
	return m.give("key made", k)
}

// give wraps a key and returns block, KCV and public key.
func (m *Module) give(what string, k *key) ([][]byte, error) {
	block, err := m.wrap(k)
	if err != nil {
		return nil, err
	}
	kcv, public, err := k.check()
	if err != nil {
		return nil, err
	}
	if k.usage != vault.DEK { // made by the thousand, for parties and documents
		m.log.Info(what, "usage", k.usage, "institution", k.inst, "kcv", kcv)
	}
	return [][]byte{block, []byte(kcv), public}, nil
}

func newKey(kind kind, inst id.Institution) (*key, error) {
	k := &key{kind: kind, inst: inst}
	switch kind.alg {
	case algDES:
		k.clear = randomDES(8)
	case alg3DES:
		k.clear = randomDES(16)
	case algAES:
		k.clear = make([]byte, 32)
		rand.Read(k.clear)
	case algRSA:
		priv, err := rsa.GenerateKey(rand.Reader, rsaBits)
		if err != nil {
			return nil, err
		}
		return k, k.setPrivate(priv)
	case algP256:
		priv, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			return nil, err
		}
		return k, k.setPrivate(priv)
	}
	return k, nil
}

func (k *key) setPrivate(priv any) (err error) {
	k.clear, err = x509.MarshalPKCS8PrivateKey(priv)
	return err
}

// randomDES makes a DES key with odd parity whose halves differ: 3DES with
// equal halves is single DES.
func randomDES(n int) []byte {
	for {
		k := make([]byte, n)
		rand.Read(k)
		cardcrypto.SetParity(k)
		if n == 8 || [8]byte(k[:8]) != [8]byte(k[8:]) {
			return k
		}
	}
}

// check returns a key's check value, six hexadecimal characters, and for a key
// pair its public key.
func (k *key) check() (kcv string, public []byte, err error) {
	var sum []byte
	switch k.alg {
	case algDES, alg3DES:
		v, err := cardcrypto.KCV(k.clear)
		if err != nil {
			return "", nil, err
		}
		sum = v[:]
	case algAES:
		h := hmac.New(sha256.New, k.clear)
		h.Write([]byte("kcv"))
		sum = h.Sum(nil)
	default:
		signer, err := k.signer()
		if err != nil {
			return "", nil, err
		}
		if public, err = x509.MarshalPKIXPublicKey(signer.Public()); err != nil {
			return "", nil, err
		}
		s := sha256.Sum256(public)
		sum = s[:]
	}
	return strings.ToUpper(hex.EncodeToString(sum[:3])), public, nil
}

// terminalKeys: TMK block, network code → F62, then block, KCV and nothing for
// TPK, TAK and TDK.
func (m *Module) terminalKeys(args [][]byte) ([][]byte, error) {
	netCode := string(args[1])
	usages := map[string][]vault.Usage{"003": {vault.TPK, vault.TAK}, "004": {vault.TPK, vault.TAK, vault.TDK}}[netCode]
	if usages == nil {
		return nil, refusal(vault.CodeRequest)
	}
	tmk, err := m.open(args[0], vault.TMK)
	if err != nil {
		return nil, err
	}
	defer tmk.wipe()
	var work [3][]byte
	out := [][]byte{nil}
	for i, usage := range usages {
		kind, _ := kindOf(usage)
		k, err := newKey(kind, tmk.inst)
		if err != nil {
			return nil, err
		}
		defer k.wipe()
		work[i] = k.clear
		given, err := m.give("terminal key made", k)
		if err != nil {
			return nil, err
		}
		out = append(out, given...)
	}
	for len(out) < 1+3*3 {
		out = append(out, nil)
	}
	out[0], err = cardcrypto.EncodeF62(netCode, tmk.clear, cardcrypto.WorkKeys{PIN: work[0], MAC: work[1], Track: work[2]})
	return out, err
}

// export: block, RSA public key, usages that the caller means → cipher, KCV.
func (m *Module) export(args [][]byte) ([][]byte, error) {
	k, err := m.open(args[0], vault.TMK, vault.ZPK, vault.ZAK)
	if err != nil {
		return nil, err
	}
	defer k.wipe()
	meant := false
	for _, u := range args[2:] {
		meant = meant || vault.Usage(u) == k.usage
	}
	if !meant {
		return nil, refusal(vault.CodeUsage)
	}
	if !k.exportable {
		return nil, refusal(vault.CodeExport)
	}
	peer, err := rsaPublic(args[1])
	if err != nil {
		return nil, err
	}
	cipher, err := rsa.EncryptOAEP(sha256.New(), rand.Reader, peer, k.clear, []byte(k.usage))
	if err != nil {
		return nil, err
	}
	kcv, _, err := k.check()
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(args[1])
	m.log.Info("key exported", "usage", k.usage, "institution", k.inst, "kcv", kcv, "to", hex.EncodeToString(sum[:8]))
	return [][]byte{cipher, []byte(kcv)}, nil
}

// rsaPublic reads an RSA public key of at least 2048 bits, PEM or PKIX DER.
func rsaPublic(b []byte) (*rsa.PublicKey, error) {
	if p, _ := pem.Decode(b); p != nil {
		b = p.Bytes
	}
	pub, err := x509.ParsePKIXPublicKey(b)
	if err != nil {
		return nil, refusal(vault.CodeRequest)
	}
	if r, ok := pub.(*rsa.PublicKey); ok && r.N.BitLen() >= rsaBits {
		return r, nil
	}
	return nil, refusal(vault.CodeRequest)
}

// importZone: KEX block, usage, cipher → block, KCV, nothing.
func (m *Module) importZone(args [][]byte) ([][]byte, error) {
	kind, ok := kindOf(vault.Usage(args[1]))
	if !ok || (kind.usage != vault.ZPK && kind.usage != vault.ZAK) {
		return nil, refusal(vault.CodeUsage)
	}
	kex, err := m.open(args[0], vault.KEX)
	if err != nil {
		return nil, err
	}
	defer kex.wipe()
	priv, err := kex.signer()
	if err != nil {
		return nil, err
	}
	material, err := rsa.DecryptOAEP(sha256.New(), nil, priv.(*rsa.PrivateKey), args[2], []byte(kind.usage))
	if err != nil || len(material) != 16 {
		return nil, refusal(vault.CodeKCV)
	}
	kind.exportable = false
	k := &key{kind, kex.inst, material}
	defer k.wipe()
	return m.give("key imported", k)
}

// inspect: block → its header as JSON.
func (m *Module) inspect(args [][]byte) ([][]byte, error) {
	k, err := m.open(args[0])
	if err != nil {
		return nil, err
	}
	defer k.wipe()
	info := vault.Info{Usage: k.usage, Algorithm: k.alg.String(), Institution: k.inst, Exportable: k.exportable}
	if info.KCV, info.Public, err = k.check(); err != nil {
		return nil, err
	}
	b, err := json.Marshal(info)
	return [][]byte{b}, err
}
