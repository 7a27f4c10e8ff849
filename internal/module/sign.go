package module

import (
	"crypto"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"math/big"
	"time"

	"tillway/internal/kit/vault"
)

// testMark stands in the subject of every certificate that this authority
// makes: no one may take it for one with legal effect.
const testMark = "测试证书 TEST no legal effect"

// signer returns a key pair's private key.
func (k *key) signer() (crypto.Signer, error) {
	priv, err := x509.ParsePKCS8PrivateKey(k.clear)
	if err != nil {
		return nil, refusal(vault.CodeUsage) // a symmetric key
	}
	s, ok := priv.(crypto.Signer)
	if !ok {
		return nil, refusal(vault.CodeUsage)
	}
	return s, nil
}

// sign: RSA or SIGN block, SHA-256 digest → signature.
func (m *Module) sign(args [][]byte) ([][]byte, error) {
	if len(args[1]) != sha256.Size {
		return nil, refusal(vault.CodeRequest)
	}
	k, err := m.open(args[0], vault.RSA, vault.SIGN)
	if err != nil {
		return nil, err
	}
	defer k.wipe()
	priv, err := k.signer()
	if err != nil {
		return nil, err
	}
	sig, err := priv.Sign(rand.Reader, args[1], crypto.SHA256)
	return [][]byte{sig}, err
}

// certificate: issuer's SIGN block, subject's SIGN block, request → DER.
func (m *Module) certificate(args [][]byte) ([][]byte, error) {
	var req vault.Certificate
	if json.Unmarshal(args[2], &req) != nil || req.CommonName == "" || req.Serial < 1 || req.NotAfter <= req.NotBefore {
		return nil, refusal(vault.CodeRequest)
	}
	issuer, err := m.open(args[0], vault.SIGN)
	if err != nil {
		return nil, err
	}
	defer issuer.wipe()
	subject, err := m.open(args[1], vault.SIGN)
	if err != nil {
		return nil, err
	}
	defer subject.wipe()
	if issuer.inst != subject.inst {
		return nil, refusal(vault.CodeInstitution)
	}
	by, err := issuer.signer()
	if err != nil {
		return nil, err
	}
	of, err := subject.signer()
	if err != nil {
		return nil, err
	}
	template, parent, err := templateOf(req)
	if err != nil {
		return nil, err
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, of.Public(), by)
	if err != nil { // the authority's certificate is not of the issuer's key
		return nil, refusal(vault.CodeRequest)
	}
	m.log.Info("certificate made", "institution", issuer.inst, "serial", req.Serial, "authority", template.IsCA)
	return [][]byte{der}, nil
}

func templateOf(req vault.Certificate) (template, parent *x509.Certificate, err error) {
	template = &x509.Certificate{
		SerialNumber:          big.NewInt(req.Serial),
		Subject:               pkix.Name{CommonName: req.CommonName, Organization: []string{testMark}},
		NotBefore:             time.Unix(req.NotBefore, 0).UTC(),
		NotAfter:              time.Unix(req.NotAfter, 0).UTC(),
		BasicConstraintsValid: true,
	}
	if len(req.Authority) == 0 {
		template.IsCA, template.MaxPathLenZero = true, true
		template.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageCRLSign
		return template, template, nil
	}
	template.KeyUsage = x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment
	if parent, err = x509.ParseCertificate(req.Authority); err != nil {
		return nil, nil, refusal(vault.CodeRequest)
	}
	return template, parent, nil
}
