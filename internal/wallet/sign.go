package wallet

import (
	"context"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"net"
	"time"

	"tillway/internal/kit/vault"
	"tillway/internal/payment"
)

// ExchangeTime bounds one HTTP exchange with a wallet.
const ExchangeTime = 10 * time.Second

// SendError tells a request that surely did not leave, because there was no
// connection, from one whose fate is unknown.
func SendError(err error, where string) error {
	var op *net.OpError
	if errors.As(err, &op) && op.Op == "dial" {
		return payment.ErrNotSent.Wrap(err, "where", where)
	}
	return err
}

// ErrSignature says that an answer was not signed by the wallet.
var ErrSignature = errors.New("wallet: the answer's signature is not the platform's")

// Signer makes and checks SHA256-RSA2048 signatures in base64, as both wallets
// use them.
type Signer struct {
	vault    vault.Vault
	block    []byte
	platform *rsa.PublicKey
}

// NewSigner reads the platform's public key.
func NewSigner(v vault.Vault, block, platformPEM []byte) (*Signer, error) {
	p, _ := pem.Decode(platformPEM)
	if p == nil {
		return nil, errors.New("wallet: the platform's public key is not PEM")
	}
	pub, err := x509.ParsePKIXPublicKey(p.Bytes)
	if err != nil {
		return nil, err
	}
	key, ok := pub.(*rsa.PublicKey)
	if !ok {
		return nil, errors.New("wallet: the platform's public key is not RSA")
	}
	return &Signer{v, block, key}, nil
}

// Sign signs a text in the security module.
func (s *Signer) Sign(ctx context.Context, text string) (string, error) {
	sum := sha256.Sum256([]byte(text))
	sig, err := s.vault.SignDigest(ctx, s.block, sum[:])
	return base64.StdEncoding.EncodeToString(sig), err
}

// Verify checks the platform's signature.
func (s *Signer) Verify(text, signature string) error {
	sig, err := base64.StdEncoding.DecodeString(signature)
	if err != nil {
		return ErrSignature
	}
	sum := sha256.Sum256([]byte(text))
	if rsa.VerifyPKCS1v15(s.platform, crypto.SHA256, sum[:], sig) != nil {
		return ErrSignature
	}
	return nil
}
