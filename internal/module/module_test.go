package module_test

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"slices"
	"strings"
	"testing"

	"tillway/internal/kit/errs"
	"tillway/internal/kit/id"
	"tillway/internal/kit/vault"
	"tillway/internal/module/moduletest"
	"tillway/internal/wire/cardcrypto"
)

const (
	inst  = id.Institution("ins_999")
	other = id.Institution("ins_998")
	pan   = "6224242900000113"
)

var ctx = context.Background()

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func hexOf(b []byte) string { return strings.ToUpper(hex.EncodeToString(b)) }

// device is what a terminal or a network has at the other end of an export.
type device struct {
	priv   *rsa.PrivateKey
	public []byte
}

func newDevice() device {
	priv := must(rsa.GenerateKey(rand.Reader, 2048))
	der := must(x509.MarshalPKIXPublicKey(priv.Public()))
	return device{priv, pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})}
}

func (d device) open(e vault.Export, usage vault.Usage) []byte {
	return must(rsa.DecryptOAEP(sha256.New(), nil, d.priv, e.Cipher, []byte(usage)))
}

func TestS061_SignInKeysMatchTheirCheckValues(t *testing.T) {
	v := moduletest.Start(t)
	dev := newDevice()
	tmk := must(v.GenerateKey(ctx, inst, vault.TMK))
	export := must(v.ExportTMK(ctx, tmk.Block, dev.public))
	clearTMK := dev.open(export, vault.TMK)
	if kcv := must(cardcrypto.KCV(clearTMK)); hexOf(kcv[:3]) != tmk.KCV || export.KCV != tmk.KCV {
		t.Errorf("TMK: %X at the device, %s in the module", kcv, tmk.KCV)
	}
	for code, size := range map[string]int{"003": 40, "004": 60} {
		keys := must(v.GenerateTerminalKeys(ctx, tmk.Block, code))
		if len(keys.F62) != size {
			t.Errorf("%s: F62 of %d bytes", code, len(keys.F62))
		}
		work, err := cardcrypto.DecodeF62(code, clearTMK, keys.F62)
		if err != nil {
			t.Fatal(code, err)
		}
		for _, k := range []struct {
			key   vault.Key
			clear []byte
			usage vault.Usage
		}{{keys.TPK, work.PIN, vault.TPK}, {keys.TAK, work.MAC, vault.TAK}, {keys.TDK, work.Track, vault.TDK}} {
			if k.clear == nil {
				if len(k.key.Block) != 0 {
					t.Errorf("%s: %s without a key", code, k.usage)
				}
				continue
			}
			kcv := must(cardcrypto.KCV(k.clear))
			info := must(v.Inspect(ctx, k.key.Block))
			if hexOf(kcv[:3]) != k.key.KCV || info.KCV != k.key.KCV || info.Usage != k.usage || info.Institution != inst || info.Exportable {
				t.Errorf("%s %s: %X, %+v", code, k.usage, kcv, info)
			}
		}
	}
	if _, err := v.GenerateTerminalKeys(ctx, tmk.Block, "001"); !errs.Is(err, vault.ErrRequest) {
		t.Errorf("single DES sign-in: %v", err)
	}
}

func TestMAC(t *testing.T) {
	v := moduletest.Start(t)
	dev := newDevice()
	zak := must(v.GenerateKey(ctx, inst, vault.ZAK))
	clearZAK := dev.open(must(v.ExportZone(ctx, zak.Block, dev.public)), vault.ZAK)
	mab := []byte("0200 and what follows up to F63")
	mac := must(v.MakeMAC(ctx, zak.Block, mab))
	if want := must(cardcrypto.CUPMAC(clearZAK, mab)); !bytes.Equal(mac, want[:]) {
		t.Errorf("%s, want %s", mac, want)
	}
	if !must(v.VerifyMAC(ctx, zak.Block, mab, mac)) {
		t.Error("its own MAC is refused")
	}
	for i := range mac {
		bad := bytes.Clone(mac)
		bad[i] ^= 1
		if must(v.VerifyMAC(ctx, zak.Block, mab, bad)) {
			t.Errorf("byte %d of the MAC may change", i)
		}
	}
}

func TestS002_PINIsTranslatedAndNeverShown(t *testing.T) {
	v := moduletest.Start(t)
	dev := newDevice()
	tmk := must(v.GenerateKey(ctx, inst, vault.TMK))
	clearTMK := dev.open(must(v.ExportTMK(ctx, tmk.Block, dev.public)), vault.TMK)
	keys := must(v.GenerateTerminalKeys(ctx, tmk.Block, "003"))
	work := must(cardcrypto.DecodeF62("003", clearTMK, keys.F62))
	zpk := must(v.GenerateKey(ctx, inst, vault.ZPK))
	clearZPK := dev.open(must(v.ExportZone(ctx, zpk.Block, dev.public)), vault.ZPK)

	f52 := must(cardcrypto.EncryptPIN(work.PIN, []byte("135792"), pan))
	moved := must(v.TranslatePIN(ctx, keys.TPK.Block, zpk.Block, pan, f52[:]))
	if pin := must(cardcrypto.DecryptPIN(clearZPK, [8]byte(moved), pan)); string(pin) != "135792" {
		t.Error("the PIN changed on its way")
	}
	for name, in := range map[string]struct {
		pan   string
		block []byte
	}{
		"another card":      {"6224242911111113", f52[:]},
		"a flipped bit":     {pan, append([]byte{f52[0] ^ 1}, f52[1:]...)},
		"a short block":     {pan, f52[:7]},
		"no card number":    {"", f52[:]},
		"letters as number": {"62242429000001AB", f52[:]},
	} {
		if out, err := v.TranslatePIN(ctx, keys.TPK.Block, zpk.Block, in.pan, in.block); !errs.Is(err, vault.ErrPINBlock) || out != nil {
			t.Errorf("%s: %X %v", name, out, err)
		}
	}
	foreign := must(v.GenerateKey(ctx, other, vault.ZPK))
	if _, err := v.TranslatePIN(ctx, keys.TPK.Block, foreign.Block, pan, f52[:]); !errs.Is(err, vault.ErrInstitution) {
		t.Errorf("to another institution's key: %v", err)
	}
}

// A key of one usage serves no verb of another.
func TestUsageMatrix(t *testing.T) {
	v := moduletest.Start(t)
	dev := newDevice()
	blocks := map[vault.Usage][]byte{}
	for _, u := range vault.Usages() {
		blocks[u] = must(v.GenerateKey(ctx, inst, u)).Block
	}
	digest := make([]byte, 32)
	sealed := must(v.Seal(ctx, blocks[vault.DEK], "a", []byte("x")))
	cert := vault.Certificate{CommonName: "x", Serial: 1, NotBefore: 1, NotAfter: 2}
	verbs := []struct {
		name string
		may  []vault.Usage
		call func(b []byte) error
	}{
		{"terminal keys", []vault.Usage{vault.TMK}, func(b []byte) error { _, err := v.GenerateTerminalKeys(ctx, b, "003"); return err }},
		{"export TMK", []vault.Usage{vault.TMK}, func(b []byte) error { _, err := v.ExportTMK(ctx, b, dev.public); return err }},
		{"export zone", []vault.Usage{vault.ZPK, vault.ZAK}, func(b []byte) error { _, err := v.ExportZone(ctx, b, dev.public); return err }},
		{"import with", []vault.Usage{vault.KEX}, func(b []byte) error { _, err := v.ImportZone(ctx, b, vault.ZPK, make([]byte, 256)); return err }},
		{"make MAC", []vault.Usage{vault.TAK, vault.ZAK}, func(b []byte) error { _, err := v.MakeMAC(ctx, b, digest); return err }},
		{"verify MAC", []vault.Usage{vault.TAK, vault.ZAK}, func(b []byte) error { _, err := v.VerifyMAC(ctx, b, digest, digest[:8]); return err }},
		{"PIN from", []vault.Usage{vault.TPK}, func(b []byte) error {
			_, err := v.TranslatePIN(ctx, b, blocks[vault.ZPK], pan, digest[:8])
			return err
		}},
		{"PIN to", []vault.Usage{vault.ZPK}, func(b []byte) error {
			_, err := v.TranslatePIN(ctx, blocks[vault.TPK], b, pan, digest[:8])
			return err
		}},
		{"seal", []vault.Usage{vault.DEK}, func(b []byte) error { _, err := v.Seal(ctx, b, "a", nil); return err }},
		{"open", []vault.Usage{vault.DEK}, func(b []byte) error { _, err := v.Open(ctx, b, "a", sealed); return err }},
		{"sign", []vault.Usage{vault.RSA, vault.SIGN}, func(b []byte) error { _, err := v.SignDigest(ctx, b, digest); return err }},
		{"certify by", []vault.Usage{vault.SIGN}, func(b []byte) error { _, err := v.MakeCertificate(ctx, b, blocks[vault.SIGN], cert); return err }},
		{"certify", []vault.Usage{vault.SIGN}, func(b []byte) error { _, err := v.MakeCertificate(ctx, blocks[vault.SIGN], b, cert); return err }},
	}
	for _, verb := range verbs {
		for usage, block := range blocks {
			err := verb.call(block)
			if refused := errs.Is(err, vault.ErrUsage); refused == slices.Contains(verb.may, usage) {
				t.Errorf("%s with a %s: %v", verb.name, usage, err)
			}
		}
	}
	for _, u := range vault.Usages() {
		if u != vault.ZPK && u != vault.ZAK {
			if _, err := v.ImportZone(ctx, blocks[vault.KEX], u, make([]byte, 256)); !errs.Is(err, vault.ErrUsage) {
				t.Errorf("import of a %s: %v", u, err)
			}
		}
	}
	if _, err := v.GenerateKey(ctx, inst, "PIN"); !errs.Is(err, vault.ErrRequest) {
		t.Errorf("a key of no known usage: %v", err)
	}
}

func TestOneFlippedBitIsNoBlock(t *testing.T) {
	v := moduletest.Start(t)
	block := must(v.GenerateKey(ctx, inst, vault.TAK)).Block
	b := v.NewBatch()
	var results []*vault.Result[vault.Info]
	for i := range block {
		for bit := range 8 {
			bad := bytes.Clone(block)
			bad[i] ^= 1 << bit
			results = append(results, b.Inspect(bad))
		}
		if len(results)%512 == 0 || i == len(block)-1 {
			if err := b.Do(ctx); err != nil {
				t.Fatal(err)
			}
		}
	}
	for i, r := range results {
		if info, err := r.Get(); !errs.Is(err, vault.ErrBlock) {
			t.Errorf("bit %d: %+v %v", i, info, err)
		}
	}
	for n := range block {
		if _, err := v.Inspect(ctx, block[:n]); !errs.Is(err, vault.ErrBlock) {
			t.Fatalf("cut at %d: %v", n, err)
		}
	}
}

func TestBlocksOfAnotherModuleAreRefused(t *testing.T) {
	a, b := moduletest.Start(t), moduletest.Start(t)
	if _, err := b.Inspect(ctx, must(a.GenerateKey(ctx, inst, vault.TAK)).Block); !errs.Is(err, vault.ErrBlock) {
		t.Errorf("%v", err)
	}
	if sa, sb := must(a.Status(ctx)), must(b.Status(ctx)); sa.Fingerprint == sb.Fingerprint || sa.Backend != "software" {
		t.Errorf("%+v %+v", sa, sb)
	}
}

func TestSealedValuesOpenOnlyAtTheirPlace(t *testing.T) {
	v := moduletest.Start(t)
	one, two := must(v.NewDataKey(ctx, inst)), must(v.NewDataKey(ctx, inst))
	plain := []byte("一个名字")
	sealed := must(v.Seal(ctx, one, "party/1/name", plain))
	if got := must(v.Open(ctx, one, "party/1/name", sealed)); !bytes.Equal(got, plain) {
		t.Errorf("%q", got)
	}
	if bytes.Contains(sealed, plain) {
		t.Error("sealed value shows its content")
	}
	if again := must(v.Seal(ctx, one, "party/1/name", plain)); bytes.Equal(again, sealed) {
		t.Error("equal values are sealed equally")
	}
	refused := func(name string, dek []byte, aad string, sealed []byte) {
		t.Helper()
		if got, err := v.Open(ctx, dek, aad, sealed); !errs.Is(err, vault.ErrOpen) || got != nil {
			t.Errorf("%s: %q %v", name, got, err)
		}
	}
	refused("another row", one, "party/2/name", sealed)
	refused("another key", two, "party/1/name", sealed)
	refused("nothing", one, "party/1/name", nil)
	for i := range sealed {
		bad := bytes.Clone(sealed)
		bad[i] ^= 0x80
		refused("a flipped bit", one, "party/1/name", bad)
	}
	large := make([]byte, vault.MaxSeal)
	if got := must(v.Open(ctx, one, "file", must(v.Seal(ctx, one, "file", large)))); len(got) != len(large) {
		t.Errorf("%d bytes", len(got))
	}
	if _, err := v.Seal(ctx, one, "file", make([]byte, vault.MaxSeal+1)); !errs.Is(err, vault.ErrRequest) {
		t.Errorf("one byte too long: %v", err)
	}
}

func TestBlindIndex(t *testing.T) {
	dir := t.TempDir()
	v := moduletest.StartIn(t, dir)
	index := func(of id.Institution, field, value string) string {
		b := must(v.BlindIndex(ctx, of, field, []byte(value)))
		if len(b) != 16 {
			t.Fatalf("%d bytes", len(b))
		}
		return string(b)
	}
	first := index(inst, "pan", pan)
	if index(inst, "pan", pan) != first {
		t.Error("an index must repeat")
	}
	for name, got := range map[string]string{
		"another value": index(inst, "pan", "6224242900000121"), "another field": index(inst, "mobile", pan), "another institution": index(other, "pan", pan),
	} {
		if got == first {
			t.Errorf("%s has the same index", name)
		}
	}
}

func TestZoneKeyTravelsBothWaysOnce(t *testing.T) {
	v := moduletest.Start(t)
	kex := must(v.GenerateKey(ctx, inst, vault.KEX))
	zpk := must(v.GenerateKey(ctx, inst, vault.ZPK))
	export := must(v.ExportZone(ctx, zpk.Block, kex.Public))
	got := must(v.ImportZone(ctx, kex.Block, vault.ZPK, export.Cipher))
	if got.KCV != zpk.KCV {
		t.Errorf("%s came back as %s", zpk.KCV, got.KCV)
	}
	if _, err := v.ExportZone(ctx, got.Block, kex.Public); !errs.Is(err, vault.ErrNotExportable) {
		t.Errorf("an imported key left again: %v", err)
	}
	if _, err := v.ImportZone(ctx, kex.Block, vault.ZAK, export.Cipher); !errs.Is(err, vault.ErrKCV) {
		t.Errorf("a PIN key came in as MAC key: %v", err)
	}
	weak := must(rsa.GenerateKey(rand.Reader, 1024))
	der := must(x509.MarshalPKIXPublicKey(weak.Public()))
	if _, err := v.ExportZone(ctx, zpk.Block, der); !errs.Is(err, vault.ErrRequest) {
		t.Errorf("to a key of 1024 bits: %v", err)
	}
}

func TestSignaturesAndCertificates(t *testing.T) {
	v := moduletest.Start(t)
	authority, leaf, wallet := must(v.GenerateKey(ctx, inst, vault.SIGN)), must(v.GenerateKey(ctx, inst, vault.SIGN)), must(v.GenerateKey(ctx, inst, vault.RSA))
	rootDER := must(v.MakeCertificate(ctx, authority.Block, authority.Block, vault.Certificate{CommonName: "Tillway sandbox CA", Serial: 1, NotBefore: 1767225600, NotAfter: 2082758400}))
	leafDER := must(v.MakeCertificate(ctx, authority.Block, leaf.Block, vault.Certificate{CommonName: "签署人", Serial: 2, NotBefore: 1767225600, NotAfter: 2082758400, Authority: rootDER}))
	root, cert := must(x509.ParseCertificate(rootDER)), must(x509.ParseCertificate(leafDER))
	pool := x509.NewCertPool()
	pool.AddCert(root)
	if _, err := cert.Verify(x509.VerifyOptions{Roots: pool, CurrentTime: root.NotBefore.AddDate(1, 0, 0), KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny}}); err != nil {
		t.Error(err)
	}
	if cert.IsCA || !root.IsCA || cert.Subject.Organization[0] != "测试证书 TEST no legal effect" {
		t.Errorf("%v %v", cert.Subject, root.Subject)
	}
	if _, err := v.MakeCertificate(ctx, leaf.Block, authority.Block, vault.Certificate{CommonName: "x", Serial: 3, NotBefore: 1, NotAfter: 2, Authority: rootDER}); !errs.Is(err, vault.ErrRequest) {
		t.Errorf("signed by another key than the authority's: %v", err)
	}
	digest := sha256.Sum256([]byte("contract"))
	for name, key := range map[string]vault.Key{"ecdsa": leaf, "rsa": wallet} {
		signer := must(vault.NewSigner(ctx, v, key.Block, key.Public))
		sig := must(signer.Sign(nil, digest[:], crypto.SHA256))
		template := &x509.Certificate{PublicKey: signer.Public()}
		alg := map[string]x509.SignatureAlgorithm{"ecdsa": x509.ECDSAWithSHA256, "rsa": x509.SHA256WithRSA}[name]
		if err := template.CheckSignature(alg, []byte("contract"), sig); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := template.CheckSignature(alg, []byte("contract!"), sig); err == nil {
			t.Errorf("%s: signs everything", name)
		}
	}
	if _, err := v.SignDigest(ctx, leaf.Block, digest[:20]); !errs.Is(err, vault.ErrRequest) {
		t.Errorf("a short digest: %v", err)
	}
}

func TestVerbsOfABatchFailAlone(t *testing.T) {
	v := moduletest.Start(t)
	tak := must(v.GenerateKey(ctx, inst, vault.TAK)).Block
	b := v.NewBatch()
	good, bad := b.MakeMAC(tak, []byte("x")), b.MakeMAC([]byte("no block"), []byte("x"))
	if _, err := good.Get(); err == nil {
		t.Error("a result before Do")
	}
	if err := b.Do(ctx); err != nil {
		t.Fatal(err)
	}
	if mac, err := good.Get(); err != nil || len(mac) != 8 {
		t.Errorf("%X %v", mac, err)
	}
	if _, err := bad.Get(); !errs.Is(err, vault.ErrBlock) {
		t.Error(err)
	}
	status := must(v.Status(ctx))
	if status.Calls[vault.VerbMakeMAC] != 2 || status.Refused[vault.CodeBlock] != 1 {
		t.Errorf("%+v", status)
	}
	over := v.NewBatch()
	for range 1100 {
		over.Status()
	}
	if err := over.Do(ctx); err == nil || errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a batch of 1100 verbs: %v", err)
	}
}
