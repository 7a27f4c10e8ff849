package signature

import (
	"bytes"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"

	"github.com/smallstep/pkcs7"
)

// The outer fields of a SignedData are covered by no signature. They must
// therefore have one value only, or a signature file could be changed without
// being refused; and the library's parser ignores what it does not understand.

type envelope struct {
	ContentType asn1.ObjectIdentifier
	Content     signedData `asn1:"explicit,tag:0"`
}

type signedData struct {
	Version          int
	DigestAlgorithms []pkix.AlgorithmIdentifier `asn1:"set"`
	Encapsulated     struct{ ContentType asn1.ObjectIdentifier }
	Certificates     asn1.RawValue
	SignerInfos      []signerInfo `asn1:"set"`
}

type signerInfo struct {
	Version         int
	Issuer          asn1.RawValue
	DigestAlgorithm pkix.AlgorithmIdentifier
	SignedAttrs     asn1.RawValue
	Algorithm       pkix.AlgorithmIdentifier
	Signature       []byte
}

// maxSignature is far more than a signature with a chain needs.
const maxSignature = 64 << 10

// strict checks that a signature has the one form there is: version 1, SHA-256,
// no content inside, one signer with signed attributes only, DER throughout.
func strict(der []byte) error {
	if len(der) > maxSignature {
		return errors.New("too large")
	}
	var e envelope
	rest, err := asn1.Unmarshal(der, &e)
	if err != nil {
		return err
	}
	if again, err := asn1.Marshal(e); err != nil || len(rest) > 0 || !bytes.Equal(again, der) || !wellFormed(der) {
		return errors.New("not DER")
	}
	sd := e.Content
	if !e.ContentType.Equal(pkcs7.OIDSignedData) || sd.Version != 1 || !sd.Encapsulated.ContentType.Equal(pkcs7.OIDData) ||
		len(sd.DigestAlgorithms) != 1 || !plain(sd.DigestAlgorithms[0], pkcs7.OIDDigestAlgorithmSHA256) {
		return errors.New("not SignedData over data with SHA-256")
	}
	if !context0(sd.Certificates) || len(sd.SignerInfos) != 1 {
		return errors.New("not one signer with certificates")
	}
	s := sd.SignerInfos[0]
	if s.Version != 1 || !context0(s.SignedAttrs) || !plain(s.DigestAlgorithm, pkcs7.OIDDigestAlgorithmSHA256) {
		return errors.New("not a signer with signed attributes and SHA-256")
	}
	if !plain(s.Algorithm, pkcs7.OIDDigestAlgorithmECDSASHA256) && !plain(s.Algorithm, pkcs7.OIDEncryptionAlgorithmRSASHA256) {
		return errors.New("not ECDSA or RSA with SHA-256")
	}
	return nil
}

func plain(a pkix.AlgorithmIdentifier, oid asn1.ObjectIdentifier) bool {
	return a.Algorithm.Equal(oid) && len(a.Parameters.FullBytes) == 0
}

func context0(v asn1.RawValue) bool {
	return v.Class == asn1.ClassContextSpecific && v.Tag == 0 && v.IsCompound
}

// wellFormed walks all of the nested values: certificates and attributes are
// read by parsers that put up with a wrong length or a missing constructed bit.
func wellFormed(der []byte) bool {
	for len(der) > 0 {
		var v asn1.RawValue
		rest, err := asn1.Unmarshal(der, &v)
		if err != nil {
			return false
		}
		isList := v.Class == asn1.ClassUniversal && (v.Tag == asn1.TagSequence || v.Tag == asn1.TagSet)
		if v.Class == asn1.ClassUniversal && v.IsCompound != isList {
			return false
		}
		if v.IsCompound && !wellFormed(v.Bytes) {
			return false
		}
		der = rest
	}
	return true
}
