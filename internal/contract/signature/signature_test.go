package signature

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"io"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// authority is a test CA with an intermediate. Validity is wide on purpose: the
// signing time inside a signature is the machine's.
type authority struct {
	root, mid *x509.Certificate
	midKey    crypto.Signer
}

var (
	early = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	late  = time.Date(2090, 1, 1, 0, 0, 0, 0, time.UTC)
)

func newAuthority(t testing.TB) authority {
	rootKey, midKey := newKey(t), newKey(t)
	root := issue(t, "测试根证书", nil, rootKey, rootKey.Public(), true, early, late)
	mid := issue(t, "测试签发证书", root, rootKey, midKey.Public(), true, early, late)
	return authority{root, mid, midKey}
}

func (a authority) certify(t testing.TB, name string, public crypto.PublicKey, until time.Time) *x509.Certificate {
	return issue(t, name, a.mid, a.midKey, public, false, early, until)
}

func (a authority) roots() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(a.root)
	return pool
}

func newKey(t testing.TB) crypto.Signer {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func issue(t testing.TB, name string, parent *x509.Certificate, by crypto.Signer, public crypto.PublicKey, ca bool, from, until time.Time) *x509.Certificate {
	serial, err := rand.Int(rand.Reader, big.NewInt(1<<62))
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: serial, Subject: pkix.Name{CommonName: name}, NotBefore: from, NotAfter: until,
		IsCA: ca, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature}
	if ca {
		template.KeyUsage = x509.KeyUsageCertSign
	}
	if parent == nil {
		parent = template
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, public, by)
	if err != nil {
		t.Fatal(err)
	}
	c, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// remote is a key that is not in this process: only Public and Sign.
type remote struct{ crypto.Signer }

func signed(t testing.TB) (document, der []byte, a authority) {
	a = newAuthority(t)
	key := remote{newKey(t)}
	document = []byte("%PDF-1.3 特约商户受理协议 编号 CT20260306000001")
	der, err := Sign(document, key, a.certify(t, "云上小住客栈", key.Public(), late), a.mid, a.root)
	if err != nil {
		t.Fatal(err)
	}
	return document, der, a
}

func TestS048_GoodSignature(t *testing.T) {
	document, der, a := signed(t)
	s, err := Verify(document, der, a.roots())
	if err != nil || s.By.Subject.CommonName != "云上小住客栈" || s.At.IsZero() {
		t.Fatal(s, err)
	}
	if bytes.Contains(der, document) {
		t.Error("the signature is not detached")
	}
}

func TestS048_AnyFlippedByteOfTheDocumentIsRefused(t *testing.T) {
	document, der, a := signed(t)
	for i := range document {
		changed := bytes.Clone(document)
		changed[i] ^= 0x01
		if _, err := Verify(changed, der, a.roots()); !errors.Is(err, ErrAltered) {
			t.Fatalf("byte %d: %v", i, err)
		}
	}
	for _, changed := range [][]byte{nil, document[:len(document)-1], append(bytes.Clone(document), 0)} {
		if _, err := Verify(changed, der, a.roots()); !errors.Is(err, ErrAltered) {
			t.Errorf("%d bytes: %v", len(changed), err)
		}
	}
}

func TestS048_AnyFlippedByteOfTheSignatureIsRefused(t *testing.T) {
	document, der, a := signed(t)
	for i := range der {
		for _, bit := range []byte{0x01, 0x20, 0x80} {
			changed := bytes.Clone(der)
			changed[i] ^= bit
			if _, err := Verify(document, changed, a.roots()); err == nil {
				t.Errorf("byte %d of %d, bit %02x: accepted", i, len(der), bit)
			}
		}
	}
	if _, err := Verify(document, append(bytes.Clone(der), 0), a.roots()); !errors.Is(err, ErrMalformed) {
		t.Errorf("a byte more: %v", err)
	}
	if _, err := Verify(document, nil, a.roots()); !errors.Is(err, ErrMalformed) {
		t.Errorf("nothing: %v", err)
	}
}

func TestS048_StrangersAreNotTrusted(t *testing.T) {
	document, der, _ := signed(t)
	if _, err := Verify(document, der, newAuthority(t).roots()); !errors.Is(err, ErrUntrusted) {
		t.Errorf("another root: %v", err)
	}
	if _, err := Verify(document, der, nil); !errors.Is(err, ErrUntrusted) {
		t.Errorf("no roots at all: %v", err)
	}
}

func TestS048_CertificateMustBeValidWhenSigning(t *testing.T) {
	a, key := newAuthority(t), newKey(t)
	expired := a.certify(t, "已过期", key.Public(), early.AddDate(0, 1, 0))
	der, err := Sign([]byte("x"), key, expired, a.mid)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Verify([]byte("x"), der, a.roots()); !errors.Is(err, ErrUntrusted) {
		t.Errorf("signed after its certificate had expired: %v", err)
	}
}

func TestSignRefusesAnotherKey(t *testing.T) {
	a, key := newAuthority(t), newKey(t)
	if _, err := Sign([]byte("x"), newKey(t), a.certify(t, "甲", key.Public(), late), a.mid); err == nil {
		t.Error("signed with a key that is not the certificate's")
	}
}

func TestRSASignature(t *testing.T) {
	a := newAuthority(t)
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	der, err := Sign([]byte("x"), key, a.certify(t, "RSA", key.Public(), late), a.mid)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Verify([]byte("x"), der, a.roots()); err != nil {
		t.Error(err)
	}
}

// Another implementation agrees, both ways.
func TestS048_OpenSSLAgrees(t *testing.T) {
	document, der, a := signed(t)
	dir := t.TempDir()
	ca := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.root.Raw})
	verify := func(document []byte) error {
		for name, content := range map[string][]byte{"a.pdf": document, "a.p7s": der, "ca.pem": ca} {
			if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		cmd := exec.Command("openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "a.p7s",
			"-content", "a.pdf", "-CAfile", "ca.pem", "-purpose", "any", "-out", os.DevNull)
		cmd.Dir = dir
		msg, err := cmd.CombinedOutput()
		if errors.Is(err, exec.ErrNotFound) {
			t.Fatal("this test needs openssl on the path")
		}
		if err != nil {
			return errors.New(string(msg))
		}
		return nil
	}
	if err := verify(document); err != nil {
		t.Error(err)
	}
	document[5] ^= 1
	if err := verify(document); err == nil || !strings.Contains(err.Error(), "Verification failure") {
		t.Errorf("a flipped byte: %v", err)
	}
}

func evidence(t testing.TB) (*Evidence, authority, func([]byte) ([]byte, error)) {
	document, der, a := signed(t)
	e := &Evidence{Agreement: "CT20260306000001", Institution: "999", Merchant: "999100070110001", Test: true}
	for name, content := range map[string][]byte{"agreement.pdf": document, "merchant.p7s": der, "checks/identity.json": []byte(`{"result":"match"}`)} {
		if err := e.Add(name, "application/octet-stream", content); err != nil {
			t.Fatal(err)
		}
	}
	e.Record(Event{At: time.Date(2026, 3, 6, 10, 0, 0, 0, time.FixedZone("", 8*3600)), Kind: "clause.opened", Actor: "usr_1",
		Values: map[string]string{"version": "1", "clause": "fees"}})
	key := newKey(t)
	certificate := a.certify(t, "测试收单银行", key.Public(), late)
	return e, a, func(m []byte) ([]byte, error) { return Sign(m, key, certificate, a.mid) }
}

func TestS048_EvidenceIsCanonical(t *testing.T) {
	e, _, seal := evidence(t)
	manifest, err := e.Manifest()
	if err != nil || !bytes.Contains(manifest, []byte(`"at":"2026-03-06T02:00:00Z","kind":"clause.opened","actor":"usr_1","values":{"clause":"fees","version":"1"}`)) {
		t.Fatalf("%s, %v", manifest, err)
	}
	sealed, err := seal(manifest)
	if err != nil {
		t.Fatal(err)
	}
	var first, second bytes.Buffer
	for _, w := range []io.Writer{&first, &second} {
		if err := e.Export(w, func([]byte) ([]byte, error) { return sealed, nil }); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("the same evidence gave other bytes")
	}
	for _, bad := range []string{"", "agreement.pdf", "manifest.json", "manifest.json.p7s", "../x", "/x", `a\b`} {
		if e.Add(bad, "", nil) == nil {
			t.Errorf("a part named %q was taken", bad)
		}
	}
}

func TestS048_EvidenceReadsBackAndRefusesChanges(t *testing.T) {
	e, a, seal := evidence(t)
	var file bytes.Buffer
	if err := e.Export(&file, seal); err != nil {
		t.Fatal(err)
	}
	back, by, err := OpenEvidence(file.Bytes(), a.roots())
	if err != nil || by.By.Subject.CommonName != "测试收单银行" || len(back.Parts) != 3 || len(back.Events) != 1 {
		t.Fatal(back, err)
	}
	content, ok := back.File("checks/identity.json")
	if !ok || string(content) != `{"result":"match"}` {
		t.Error(string(content))
	}
	was, _ := e.Digest()
	if is, _ := back.Digest(); is != was {
		t.Error("the digest changed on the way")
	}

	manifest, _ := e.Manifest()
	sealed, _ := seal(manifest)
	keepSeal := func([]byte) ([]byte, error) { return sealed, nil }
	spoil := map[string]func(*Evidence){
		"another content":  func(e *Evidence) { e.files["agreement.pdf"][0] ^= 1 },
		"a missing part":   func(e *Evidence) { e.files["agreement.pdf"] = nil },
		"an event removed": func(e *Evidence) { e.Events = nil },
		"another merchant": func(e *Evidence) { e.Merchant = "999100070110002" },
		"a digest changed": func(e *Evidence) { e.Parts[0].SHA256 = digest(nil) },
	}
	for name, change := range spoil {
		changed, _, err := OpenEvidence(file.Bytes(), a.roots())
		if err != nil {
			t.Fatal(err)
		}
		change(changed)
		var f bytes.Buffer
		if err := changed.Export(&f, keepSeal); err != nil {
			t.Fatal(err)
		}
		if _, _, err := OpenEvidence(f.Bytes(), a.roots()); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if _, _, err := OpenEvidence(file.Bytes()[:100], a.roots()); !errors.Is(err, ErrEvidence) {
		t.Errorf("half a file: %v", err)
	}
}
