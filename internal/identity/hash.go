package identity

import (
	"context"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"

	"tillway/internal/kit/rnd"
)

// argon2id at the cost of OWASP's second recommendation: 19 MiB, two passes,
// one lane. Hashes that were made at another cost verify at theirs.
const (
	hashMemory = 19 * 1024 // KiB
	hashPasses = 2
	hashLanes  = 1
	hashSalt   = 16
	hashBytes  = 32
)

// hasher makes and verifies password hashes, a few at a time: each takes 19 MiB
// and a whole core, so without a cap a flood of sign-ins is a way to stop us.
type hasher struct {
	slots  chan struct{}
	memory uint32 // KiB, of new hashes
}

func newHasher(atOnce int, memory uint32) hasher {
	return hasher{make(chan struct{}, atOnce), memory}
}

func (h hasher) enter(ctx context.Context) error {
	select {
	case h.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ErrBusy.Wrap(ctx.Err())
	}
}

// make returns the PHC string of a password with a new salt.
func (h hasher) make(ctx context.Context, password string) (string, error) {
	if err := h.enter(ctx); err != nil {
		return "", err
	}
	defer func() { <-h.slots }()
	salt := rnd.Bytes(hashSalt)
	sum := argon2.IDKey([]byte(password), salt, hashPasses, h.memory, hashLanes, hashBytes)
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, h.memory, hashPasses, hashLanes,
		b64.EncodeToString(salt), b64.EncodeToString(sum)), nil
}

// verify reports whether the password has this hash.
func (h hasher) verify(ctx context.Context, phc, password string) (bool, error) {
	p, err := parsePHC(phc)
	if err != nil {
		return false, err
	}
	if err := h.enter(ctx); err != nil {
		return false, err
	}
	defer func() { <-h.slots }()
	sum := argon2.IDKey([]byte(password), p.salt, p.passes, p.memory, p.lanes, uint32(len(p.sum)))
	return subtle.ConstantTimeCompare(sum, p.sum) == 1, nil
}

type phcString struct {
	memory, passes uint32
	lanes          uint8
	salt, sum      []byte
}

func parsePHC(s string) (p phcString, err error) {
	part := strings.Split(s, "$")
	var version int
	if len(part) != 6 || part[1] != "argon2id" {
		return p, fmt.Errorf("identity: not an argon2id hash")
	}
	if _, err = fmt.Sscanf(part[2], "v=%d", &version); err != nil || version != argon2.Version {
		return p, fmt.Errorf("identity: argon2 version %q is not known", part[2])
	}
	if _, err = fmt.Sscanf(part[3], "m=%d,t=%d,p=%d", &p.memory, &p.passes, &p.lanes); err != nil {
		return p, fmt.Errorf("identity: argon2 cost: %w", err)
	}
	if p.salt, err = base64.RawStdEncoding.DecodeString(part[4]); err != nil {
		return p, fmt.Errorf("identity: argon2 salt: %w", err)
	}
	if p.sum, err = base64.RawStdEncoding.DecodeString(part[5]); err != nil {
		return p, fmt.Errorf("identity: argon2 sum: %w", err)
	}
	return p, nil
}

// nobody is a hash no password has: signing in under an unknown name costs the
// same work as under a known one.
func (h hasher) nobody() string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
		argon2.Version, h.memory, hashPasses, hashLanes)
}
