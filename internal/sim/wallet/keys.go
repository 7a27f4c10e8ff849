package wallet

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"path/filepath"
	"strings"

	"tillway/internal/sim"
)

// Keys are a wallet's own RSA key and where it finds the merchant's public
// key. Both sides put their public halves into the wallet's folder, as a
// merchant would upload and download them on the wallet's site.
type Keys struct {
	platform *rsa.PrivateKey
	merchant string // path; read at each use, since it comes later and may change
	Serial   string
}

// OpenKeys reads the platform's key in dir or makes one.
func OpenKeys(dir string) (*Keys, error) {
	platform, err := sim.RSAKey(filepath.Join(dir, "platform_private.pem"), filepath.Join(dir, "platform_public.pem"))
	if err != nil {
		return nil, err
	}
	name := sha1.Sum(x509.MarshalPKCS1PublicKey(&platform.PublicKey)) // a name, not a protection
	return &Keys{
		platform: platform,
		merchant: filepath.Join(dir, "merchant_public.pem"),
		Serial:   strings.ToUpper(hex.EncodeToString(name[:])),
	}, nil
}

// Sign signs with SHA256-RSA2048, in base64.
func (k *Keys) Sign(message string) (string, error) {
	sum := sha256.Sum256([]byte(message))
	sig, err := rsa.SignPKCS1v15(rand.Reader, k.platform, crypto.SHA256, sum[:])
	return base64.StdEncoding.EncodeToString(sig), err
}

// Errors of Verify.
var (
	ErrNoMerchantKey = errors.New("the merchant's public key is not in the wallet's folder as merchant_public.pem")
	ErrBadSignature  = errors.New("the signature is not the merchant's")
)

// Verify checks the merchant's SHA256-RSA2048 signature in base64.
func (k *Keys) Verify(message, signature string) error {
	merchant, err := sim.RSAPublicKey(k.merchant)
	if err != nil {
		return ErrNoMerchantKey
	}
	sig, err := base64.StdEncoding.DecodeString(signature)
	if err != nil {
		return ErrBadSignature
	}
	sum := sha256.Sum256([]byte(message))
	if rsa.VerifyPKCS1v15(merchant, crypto.SHA256, sum[:], sig) != nil {
		return ErrBadSignature
	}
	return nil
}
