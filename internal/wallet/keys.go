package wallet

import (
	"bytes"
	"context"
	"encoding/pem"
	"errors"
	"os"
	"path/filepath"

	"tillway/internal/audit"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
	"tillway/internal/kit/vault"
	"tillway/internal/payment"
)

// Key is the house's signing key at one wallet.
type Key struct {
	Block  []byte // wrapped; opens in the security module only
	Public []byte // PKIX DER
}

// PublicPEM is the half that is given to the wallet.
func (k Key) PublicPEM() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: k.Public})
}

// MerchantKey returns the institution's signing key at a wallet, and makes it
// the first time.
func MerchantKey(ctx context.Context, db *store.DB, v vault.Vault, by audit.Actor, channel payment.Channel) (Key, error) {
	k, err := readKey(ctx, db, by.Institution, channel)
	if !errors.Is(err, store.ErrNoRows) {
		return k, err
	}
	made, err := v.GenerateKey(ctx, by.Institution, vault.RSA)
	if err != nil {
		return k, err
	}
	err = db.Write(ctx, func(tx *store.Tx) error {
		first, err := insertKey(tx, by.Institution, channel, Key{made.Block, made.Public})
		if err != nil || !first {
			return err
		}
		return audit.Write(tx, by, "wallet.make_key", "wallet", string(channel), nil)
	})
	if err != nil {
		return k, err
	}
	return readKey(ctx, db, by.Institution, channel)
}

func readKey(ctx context.Context, db *store.DB, inst id.Institution, channel payment.Channel) (k Key, err error) {
	err = db.Read(ctx, func(q store.Q) (err error) {
		k, err = key(q, inst, channel)
		return err
	})
	return k, err
}

// Introduce exchanges public keys with a wallet through a folder both sides
// know, as one would on the wallet's site: ours is written as
// merchant_public.pem, the wallet's is read from platform_public.pem. It
// returns what signs and checks the wallet's messages.
func Introduce(ctx context.Context, db *store.DB, v vault.Vault, by audit.Actor, channel payment.Channel, dir string) (*Signer, error) {
	k, err := MerchantKey(ctx, db, v, by, channel)
	if err != nil {
		return nil, err
	}
	if err := publish(filepath.Join(dir, "merchant_public.pem"), k.PublicPEM()); err != nil {
		return nil, err
	}
	platform, err := os.ReadFile(filepath.Join(dir, "platform_public.pem"))
	if err != nil {
		return nil, err
	}
	return NewSigner(v, k.Block, platform)
}

// publish puts a file in its place in one step: the wallet may be reading.
func publish(path string, data []byte) error {
	if there, err := os.ReadFile(path); err == nil && bytes.Equal(there, data) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(path+".new", data, 0o644); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}
