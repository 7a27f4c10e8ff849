package terminal

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net"
	"strconv"
	"strings"

	"tillway/internal/kit/rnd"
	"tillway/internal/sim"
	"tillway/internal/wire/cardcrypto"
)

// deviceKey is the key pair of one key loading: made for it, forgotten after it.
type deviceKey = *rsa.PrivateKey

// tmkLabel is the OAEP label of a terminal master key on its way.
const tmkLabel = "TMK"

// KeyPair makes the device's RSA key and returns its public half.
func (e *Engine) KeyPair() (publicPEM string, err error) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return "", err
	}
	e.mu.Lock()
	e.keyPair = key
	e.mu.Unlock()
	out, err := sim.PublicPEM(&key.PublicKey)
	return string(out), err
}

// Load is what the engineer's key loading brings: the master key under the
// device's public key, and the numbers of the binding.
type Load struct {
	EncryptedTMK []byte `json:"encrypted_tmk_b64"`
	KCV          string `json:"kcv"`
	TID          string `json:"tid"`
	MID          string `json:"mid"`
	TUSN         string `json:"tusn"`
	MerchantName string `json:"merchant_name"`
	Host         string `json:"host"` // host:port
	Batch        number `json:"batch"`
}

// Errors of LoadKey.
var (
	ErrLoad       = errors.New("terminal: the key cannot be unwrapped or fails its check value, a number is missing, or it is for another device")
	ErrUnfinished = errors.New("terminal: a reversal or refund of the present merchant is unfinished")
)

// LoadKey installs the terminal: its master key, numbers and host. It begins
// with empty counters, as after a visit to the workshop; what is unfinished
// must be ended before.
func (e *Engine) LoadKey(l Load) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(e.state.Pending) > 0 {
		return ErrUnfinished
	}
	if e.keyPair == nil || len(l.TID) != 8 || len(l.MID) != 15 || l.TUSN != "" && l.TUSN != e.state.TUSN || l.Host == "" {
		return ErrLoad
	}
	tmk, err := rsa.DecryptOAEP(sha256.New(), nil, e.keyPair, l.EncryptedTMK, []byte(tmkLabel))
	if err != nil || len(tmk) != 16 {
		return ErrLoad
	}
	kcv, err := cardcrypto.KCV(tmk)
	if err != nil || len(l.KCV) < 6 || !strings.HasPrefix(hex.EncodeToString(kcv[:]), strings.ToLower(l.KCV)) {
		return ErrLoad
	}
	e.keyPair = nil
	e.state = &state{
		TID: l.TID, MID: l.MID, TUSN: e.state.TUSN, MerchantName: l.MerchantName, Host: l.Host, TMK: tmk, Batch: max(int(l.Batch), 1),
	}
	return e.save()
}

// ErrHost is an address that is none.
var ErrHost = errors.New("terminal: a host is written host:port")

// SetHost tells the terminal where its acquirer is now: keys, counters and what
// is unfinished stay, for it is the same acquirer behind another door.
func (e *Engine) SetHost(host string) error {
	name, port, err := net.SplitHostPort(host)
	if n, bad := strconv.Atoi(port); err != nil || bad != nil || name == "" || n < 1 || n > 65535 {
		return ErrHost
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.state.Host = host
	return e.save()
}

// Replace puts another device on the counter: a new serial number, no keys.
func (e *Engine) Replace() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(e.state.Pending) > 0 {
		return ErrUnfinished
	}
	e.keyPair, e.state = nil, newDevice()
	return e.save()
}

// newDevice is a terminal as it leaves the factory. Its serial number is
// vendor 6, type 2 (04, a smart terminal), serial 12; vendor 999999 is nobody.
func newDevice() *state { return &state{TUSN: "99999904" + rnd.Digits(12), Batch: 1} }
