package vault

import (
	"context"

	"tillway/internal/kit/id"
)

// Usage is what a key is for. A verb refuses a key of any other usage.
type Usage string

const (
	TMK  Usage = "TMK"  // terminal master key: wraps the work keys of a sign-in
	TPK  Usage = "TPK"  // terminal PIN key (PIK)
	TAK  Usage = "TAK"  // terminal MAC key (MAK)
	TDK  Usage = "TDK"  // terminal track key
	ZPK  Usage = "ZPK"  // PIN key of a link to a network
	ZAK  Usage = "ZAK"  // MAC key of a link to a network
	DEK  Usage = "DEK"  // data key: seals fields and documents
	KEX  Usage = "KEX"  // RSA key pair by which others send zone keys to us
	RSA  Usage = "RSA"  // RSA-2048 signing key, for the wallets' APIs
	SIGN Usage = "SIGN" // ECDSA P-256 signing key, for contracts and certificates
)

// Usages lists them all.
func Usages() []Usage { return []Usage{TMK, TPK, TAK, TDK, ZPK, ZAK, DEK, KEX, RSA, SIGN} }

// Key is a new key.
type Key struct {
	Block  []byte
	KCV    string // check value, six hexadecimal characters
	Public []byte // KEX, RSA, SIGN: the public key, PKIX DER
}

// TerminalKeys are the work keys of one sign-in.
type TerminalKeys struct {
	F62           []byte // ready for the 0810
	TPK, TAK, TDK Key    // TDK only with 60.3 = 004
}

// Export is a key encrypted to somebody's RSA public key: OAEP with SHA-256,
// the usage as label.
type Export struct {
	Cipher []byte
	KCV    string
}

// Info is what a block says of itself.
type Info struct {
	Usage       Usage          `json:"usage"`
	Algorithm   string         `json:"algorithm"` // des, 3des, aes-256, rsa-2048, p-256
	Institution id.Institution `json:"institution"`
	Exportable  bool           `json:"exportable"`
	KCV         string         `json:"kcv"`
	Public      []byte         `json:"public,omitempty"`
}

// Certificate asks for a certificate of the module's local test authority.
type Certificate struct {
	CommonName string `json:"common_name"`
	Serial     int64  `json:"serial"`
	NotBefore  int64  `json:"not_before"` // Unix seconds
	NotAfter   int64  `json:"not_after"`
	Authority  []byte `json:"authority,omitempty"` // issuer's certificate, DER; empty: a self-signed authority is made
}

// Status is how the module is.
type Status struct {
	Backend     string           `json:"backend"`
	Fingerprint string           `json:"fingerprint"` // of the storage master key
	SecretDo    bool             `json:"secret_do"`   // built to erase what a verb leaves in memory
	MemoryLock  bool             `json:"memory_lock"` // the master key's page cannot be swapped out
	Calls       map[string]int64 `json:"calls"`       // by verb
	Refused     map[string]int64 `json:"refused"`     // by code
}

// Vault is the module as its callers see it. Blocks and results belong to the
// caller. Errors are those of errors.go.
type Vault interface {
	// NewDataKey makes a DEK. Destroying the block destroys what it sealed.
	NewDataKey(ctx context.Context, inst id.Institution) (block []byte, err error)
	// Seal encrypts up to MaxSeal bytes; aad is where the value lives, so that it opens nowhere else.
	Seal(ctx context.Context, dek []byte, aad string, plain []byte) ([]byte, error)
	Open(ctx context.Context, dek []byte, aad string, sealed []byte) ([]byte, error)
	// BlindIndex is 16 bytes by which equal values of one field of one institution are found.
	BlindIndex(ctx context.Context, inst id.Institution, field string, value []byte) ([]byte, error)

	GenerateKey(ctx context.Context, inst id.Institution, usage Usage) (Key, error)
	// GenerateTerminalKeys makes the work keys of a sign-in; netCode is 60.3, 003 or 004.
	GenerateTerminalKeys(ctx context.Context, tmk []byte, netCode string) (TerminalKeys, error)
	// ExportTMK encrypts a TMK to a device's RSA public key (PEM or DER).
	ExportTMK(ctx context.Context, tmk, devicePublic []byte) (Export, error)
	// ExportZone does the same with a ZPK or ZAK, to a network.
	ExportZone(ctx context.Context, zone, peerPublic []byte) (Export, error)
	// ImportZone takes a ZPK or ZAK that a network encrypted to our KEX key.
	ImportZone(ctx context.Context, kex []byte, usage Usage, cipher []byte) (Key, error)
	Inspect(ctx context.Context, block []byte) (Info, error)

	// MakeMAC returns the eight bytes of F64 under a TAK or ZAK.
	MakeMAC(ctx context.Context, key, mab []byte) ([]byte, error)
	VerifyMAC(ctx context.Context, key, mab, f64 []byte) (bool, error)
	// TranslatePIN moves a PIN block from a TPK to a ZPK. ErrPINBlock is F39 = 99.
	TranslatePIN(ctx context.Context, tpk, zpk []byte, pan string, pinBlock []byte) ([]byte, error)

	// SignDigest signs a SHA-256 digest: PKCS #1 v1.5 with an RSA key, ASN.1 ECDSA with a SIGN key.
	SignDigest(ctx context.Context, key, digest []byte) ([]byte, error)
	// MakeCertificate certifies subject's public key, signed by issuer; both are SIGN keys. DER.
	MakeCertificate(ctx context.Context, issuer, subject []byte, c Certificate) ([]byte, error)

	Status(ctx context.Context) (Status, error)
	NewBatch() *Batch
}

// MaxSeal is the longest plaintext of one Seal.
const MaxSeal = 8 << 20
