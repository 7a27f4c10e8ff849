// Package signature signs documents and proves who signed what.
//
// A signature is a detached CMS SignedData (RFC 5652) over the bytes of a
// document, with SHA-256, the signing time and the signer's certificate chain,
// so that any verifier, OpenSSL for one, can check it without this program:
//
//	openssl cms -verify -binary -inform DER -in agreement.pdf.p7s \
//	        -content agreement.pdf -CAfile ca.pem -out /dev/null
//
// The signing key arrives as a crypto.Signer and stays where it lives. With the
// key used by its holder alone, any change of the document or of the signature
// is detected: conditions 3 and 4 of 电子签名法 art. 13; conditions 1 and 2 are
// kept by whoever holds the keys.
//
// Evidence is everything around the signature that a court would ask for
// (art. 8): each part with its digest in one manifest, the manifest itself
// signed, all of it in one zip file that is the same whenever it is made.
package signature
