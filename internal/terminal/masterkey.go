package terminal

import (
	"context"

	"tillway/internal/audit"
	"tillway/internal/keys"
	"tillway/internal/kit/store"
)

// GenerateKey makes a master key for a bound terminal; a second key holder
// approves it.
func (s *Service) GenerateKey(ctx context.Context, by audit.Actor, terminal ID) (keys.Key, error) {
	if err := s.maybeKeyed(ctx, by, terminal); err != nil {
		return keys.Key{}, err
	}
	return s.keys.GenerateTMK(ctx, by, terminal.String())
}

// ApproveKey is the second key holder's consent.
func (s *Service) ApproveKey(ctx context.Context, by audit.Actor, terminal ID) (keys.Key, error) {
	if err := s.maybeKeyed(ctx, by, terminal); err != nil {
		return keys.Key{}, err
	}
	return s.keys.ApproveTMK(ctx, by, terminal.String())
}

// Loaded is what a device receives: its master key under its own public key,
// and what it has to show afterwards.
type Loaded struct {
	EncryptedTMK []byte
	KCV          string
	Terminal     Terminal
}

// LoadKey hands the approved master key to the device that holds the private
// half of the given RSA key, once. A device in allocation becomes keyed.
func (s *Service) LoadKey(ctx context.Context, by audit.Actor, terminal ID, publicKeyPEM string) (Loaded, error) {
	if err := s.maybeKeyed(ctx, by, terminal); err != nil {
		return Loaded{}, err
	}
	sealed, key, err := s.keys.SealForDevice(ctx, by, terminal.String(), publicKeyPEM)
	if err != nil {
		return Loaded{}, err
	}
	out := Loaded{EncryptedTMK: sealed, KCV: key.KCV}
	err = s.db.Write(ctx, func(tx *store.Tx) (err error) {
		if err = keys.MarkExportedTx(tx, by, key.ID, publicKeyPEM); err != nil {
			return err
		}
		if out.Terminal, err = Get(tx, by.Institution, terminal); err != nil || out.Terminal.Status() != Allocated {
			return err
		}
		out.Terminal, err = fire(tx, by, terminal, "load_key", nil)
		return err
	})
	if err != nil {
		return Loaded{}, err
	}
	return out, nil
}

// maybeKeyed refuses keys for a device that is bound to nobody or out of
// service.
func (s *Service) maybeKeyed(ctx context.Context, by audit.Actor, terminal ID) error {
	return s.db.Read(ctx, func(q store.Q) error {
		t, err := Get(q, by.Institution, terminal)
		if err != nil {
			return err
		}
		if t.TID == "" || t.Status() == Blocked || t.Status() == Returned {
			return ErrNotBound.New()
		}
		return nil
	})
}
