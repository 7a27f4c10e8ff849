package sim

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"io/fs"
	"os"
)

// RSAKey reads the private key at path, or makes one of 2048 bits and keeps it
// there, and puts its public half into publicPath for the other side.
func RSAKey(path, publicPath string) (*rsa.PrivateKey, error) {
	key, err := readRSAKey(path)
	if errors.Is(err, fs.ErrNotExist) {
		key, err = newRSAKey(path)
	}
	if err != nil {
		return nil, err
	}
	public, err := PublicPEM(&key.PublicKey)
	if err != nil {
		return nil, err
	}
	return key, WriteFile(publicPath, public)
}

func newRSAKey(path string) (*rsa.PrivateKey, error) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return nil, err
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, err
	}
	return key, WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
}

func readRSAKey(path string) (*rsa.PrivateKey, error) {
	der, err := readPEM(path)
	if err != nil {
		return nil, err
	}
	key, err := x509.ParsePKCS8PrivateKey(der)
	if err != nil {
		return nil, err
	}
	if key, ok := key.(*rsa.PrivateKey); ok {
		return key, nil
	}
	return nil, errNotRSA
}

// RSAPublicKey reads a PKIX public key in PEM.
func RSAPublicKey(path string) (*rsa.PublicKey, error) {
	der, err := readPEM(path)
	if err != nil {
		return nil, err
	}
	key, err := x509.ParsePKIXPublicKey(der)
	if err != nil {
		return nil, err
	}
	if key, ok := key.(*rsa.PublicKey); ok {
		return key, nil
	}
	return nil, errNotRSA
}

// PublicPEM writes a public key as PKIX in PEM.
func PublicPEM(key *rsa.PublicKey) ([]byte, error) {
	der, err := x509.MarshalPKIXPublicKey(key)
	if err != nil {
		return nil, err
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}), nil
}

var errNotRSA = errors.New("the file does not hold an RSA key in PEM")

func readPEM(path string) ([]byte, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(data)
	if block == nil {
		return nil, errNotRSA
	}
	return block.Bytes, nil
}
