package wallettest

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"testing"

	"tillway/internal/kit/vault"
	"tillway/internal/module/moduletest"
	"tillway/internal/wallet"
)

// Institution is the one whose account the tests use.
const Institution = "ins_999"

// Platform is a wallet's side: its key and its server.
type Platform struct {
	tb     testing.TB
	key    *rsa.PrivateKey
	URL    string
	Signer *wallet.Signer // what the house holds of it
}

// Start serves h and makes the keys of both sides.
func Start(tb testing.TB, h http.Handler) *Platform {
	tb.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		tb.Fatal(err)
	}
	der, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		tb.Fatal(err)
	}
	v := moduletest.Start(tb)
	ours, err := v.GenerateKey(tb.Context(), Institution, vault.RSA)
	if err != nil {
		tb.Fatal(err)
	}
	s, err := wallet.NewSigner(v, ours.Block, wallet.Key{Public: der}.PublicPEM())
	if err != nil {
		tb.Fatal(err)
	}
	server := httptest.NewServer(h)
	tb.Cleanup(server.Close)
	return &Platform{tb: tb, key: key, URL: server.URL, Signer: s}
}

// Sign signs as the platform does.
func (p *Platform) Sign(text string) string {
	sum := sha256.Sum256([]byte(text))
	sig, err := rsa.SignPKCS1v15(rand.Reader, p.key, crypto.SHA256, sum[:])
	if err != nil {
		p.tb.Error(err)
	}
	return base64.StdEncoding.EncodeToString(sig)
}
