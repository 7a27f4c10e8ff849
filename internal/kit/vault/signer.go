package vault

import (
	"context"
	"crypto"
	"crypto/x509"
	"io"
)

// Signer is a crypto.Signer whose key stays in the module: for certificate
// requests, CMS signatures and TLS libraries. It signs SHA-256 digests only.
type Signer struct {
	ctx    context.Context
	vault  Vault
	block  []byte
	public crypto.PublicKey
}

// NewSigner wraps a SIGN or RSA key. public is Key.Public.
func NewSigner(ctx context.Context, v Vault, block, public []byte) (*Signer, error) {
	pub, err := x509.ParsePKIXPublicKey(public)
	if err != nil {
		return nil, ErrRequest.Wrap(err)
	}
	return &Signer{ctx, v, block, pub}, nil
}

// Public returns the public key.
func (s *Signer) Public() crypto.PublicKey { return s.public }

// Sign signs a SHA-256 digest. The randomness is the module's own.
func (s *Signer) Sign(_ io.Reader, digest []byte, opts crypto.SignerOpts) ([]byte, error) {
	if opts.HashFunc() != crypto.SHA256 {
		return nil, ErrRequest.New()
	}
	return s.vault.SignDigest(s.ctx, s.block, digest)
}
