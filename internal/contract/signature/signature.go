package signature

import (
	"bytes"
	"crypto"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"fmt"
	"time"

	"github.com/smallstep/pkcs7"
)

// What a verification can say against a signature.
var (
	ErrMalformed = errors.New("signature: not a detached signature of one signer")
	ErrAltered   = errors.New("signature: the document or the signature was altered")
	ErrUntrusted = errors.New("signature: the signer's certificate is not trusted or was not valid at signing")
)

// Signed is what a good signature proves.
type Signed struct {
	By     *x509.Certificate
	At     time.Time // by the signer's clock
	Digest [sha256.Size]byte
}

// Sign returns a detached signature of the document in DER. The issuers, from
// the certificate's own upwards, travel with it.
func Sign(document []byte, key crypto.Signer, certificate *x509.Certificate, issuers ...*x509.Certificate) ([]byte, error) {
	if !samePublicKey(key, certificate) {
		return nil, errors.New("signature: the key is not the certificate's")
	}
	sd, err := pkcs7.NewSignedData(document)
	if err != nil {
		return nil, fmt.Errorf("signature: %w", err)
	}
	sd.SetDigestAlgorithm(pkcs7.OIDDigestAlgorithmSHA256)
	if err := sd.AddSignerChain(certificate, key, withoutRoots(issuers), pkcs7.SignerInfoConfig{}); err != nil {
		return nil, fmt.Errorf("signature: %w", err)
	}
	sd.Detach()
	der, err := sd.Finish()
	if err != nil {
		return nil, fmt.Errorf("signature: %w", err)
	}
	return der, nil
}

// withoutRoots leaves self-signed certificates out: the verifier has its own,
// and nothing would protect the copy.
func withoutRoots(issuers []*x509.Certificate) []*x509.Certificate {
	var out []*x509.Certificate
	for _, c := range issuers {
		if !bytes.Equal(c.RawSubject, c.RawIssuer) {
			out = append(out, c)
		}
	}
	return out
}

func samePublicKey(key crypto.Signer, certificate *x509.Certificate) bool {
	public, ok := certificate.PublicKey.(interface{ Equal(crypto.PublicKey) bool })
	return ok && public.Equal(key.Public())
}

// Verify checks a detached signature against the document and the roots. The
// certificate is judged at the time of signing: one that expired since then
// signed validly. Whether it was revoked is asked of its issuer, by Signed.By.
func Verify(document, der []byte, roots *x509.CertPool) (Signed, error) {
	if roots == nil {
		return Signed{}, ErrUntrusted
	}
	p7, err := parse(der)
	if err != nil {
		return Signed{}, err
	}
	p7.Content = document
	if err := p7.Verify(); err != nil {
		var expired *pkcs7.SigningTimeNotValidError
		if errors.As(err, &expired) {
			return Signed{}, fmt.Errorf("%w: %w", ErrUntrusted, err)
		}
		return Signed{}, fmt.Errorf("%w: %w", ErrAltered, err)
	}
	var at time.Time
	if err := p7.UnmarshalSignedAttribute(pkcs7.OIDAttributeSigningTime, &at); err != nil {
		return Signed{}, fmt.Errorf("%w: no signing time", ErrMalformed)
	}
	if err := p7.VerifyWithChainAtTime(roots, at); err != nil {
		return Signed{}, fmt.Errorf("%w: %w", ErrUntrusted, err)
	}
	return Signed{By: p7.GetOnlySigner(), At: at, Digest: sha256.Sum256(document)}, nil
}

// parse refuses whatever is not exactly the form Sign writes.
func parse(der []byte) (*pkcs7.PKCS7, error) {
	if err := strict(der); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	p7, err := pkcs7.Parse(der)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	if p7.GetOnlySigner() == nil {
		return nil, fmt.Errorf("%w: the signer's certificate is not in it", ErrMalformed)
	}
	return p7, nil
}
