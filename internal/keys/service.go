package keys

import (
	"context"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"

	"tillway/internal/audit"
	"tillway/internal/kit/flow"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
	"tillway/internal/kit/vault"
)

// Service is the room's use cases.
type Service struct {
	db    *store.DB
	vault vault.Vault
}

// New returns the room.
func New(db *store.DB, v vault.Vault) *Service { return &Service{db: db, vault: v} }

// GenerateTMK makes a terminal's master key, pending a second person.
func (s *Service) GenerateTMK(ctx context.Context, by audit.Actor, terminalID string) (Key, error) {
	made, err := s.propose(ctx, by, terminalID, TMK)
	if err != nil {
		return Key{}, err
	}
	return made[0], nil
}

// ApproveTMK makes a terminal's pending master key current. Whatever worked
// under the one before is destroyed: the terminal has to load and sign in anew.
func (s *Service) ApproveTMK(ctx context.Context, by audit.Actor, terminalID string) (Key, error) {
	approved, err := s.approve(ctx, by, terminalID, []Usage{TMK}, func(tx *store.Tx) error {
		for _, u := range workUsages {
			for _, status := range []string{Pending, Current, Previous} {
				if err := drop(tx, by, terminalID, u, status); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return Key{}, err
	}
	return approved[0], nil
}

// GenerateZone makes the PIN and MAC key of a line, pending a second person.
func (s *Service) GenerateZone(ctx context.Context, by audit.Actor, link string) ([]Key, error) {
	return s.propose(ctx, by, link, ZPK, ZAK)
}

// ApproveZone makes a line's pending keys current.
func (s *Service) ApproveZone(ctx context.Context, by audit.Actor, link string) ([]Key, error) {
	return s.approve(ctx, by, link, []Usage{ZPK, ZAK}, func(*store.Tx) error { return nil })
}

// propose has the module make keys and stores them as pending. Earlier
// proposals of the same usage are discarded.
func (s *Service) propose(ctx context.Context, by audit.Actor, owner string, usages ...Usage) ([]Key, error) {
	if by.Party == "" {
		return nil, ErrSamePerson.New() // a ceremony is held by people
	}
	b := s.vault.NewBatch()
	results := make([]*vault.Result[vault.Key], len(usages))
	for i, u := range usages {
		results[i] = b.GenerateKey(by.Institution, vault.Usage(u))
	}
	if err := b.Do(ctx); err != nil {
		return nil, err
	}
	fromModule := make([]vault.Key, len(usages))
	for i, r := range results {
		k, err := r.Get()
		if err != nil {
			return nil, err
		}
		fromModule[i] = k
	}
	var out []Key
	err := s.db.Write(ctx, func(tx *store.Tx) error {
		out = make([]Key, len(usages))
		for i, u := range usages {
			if err := drop(tx, by, owner, u, Pending); err != nil {
				return err
			}
			k, err := begin(tx, by, owner, u, fromModule[i].Block, fromModule[i].KCV)
			if err != nil {
				return err
			}
			if err := record(tx, by, "keys.generate", k); err != nil {
				return err
			}
			out[i] = k
		}
		return nil
	})
	return out, err
}

// approve is the second person's consent. Persons are compared by party.
func (s *Service) approve(ctx context.Context, by audit.Actor, owner string, usages []Usage, also func(*store.Tx) error) ([]Key, error) {
	var out []Key
	err := s.db.Write(ctx, func(tx *store.Tx) error {
		out = make([]Key, len(usages))
		for i, u := range usages {
			k, ok, err := find(tx, by.Institution, owner, u, Pending)
			switch {
			case err != nil:
				return err
			case !ok:
				return ErrNoKey.New("usage", string(u))
			case by.Party == "" || by.Party == k.Maker:
				return ErrSamePerson.New()
			}
			k.Checker = by.Party
			if k, err = takeOver(tx, by, k, false); err != nil {
				return err
			}
			if err := record(tx, by, "keys.approve", k); err != nil {
				return err
			}
			out[i] = k
		}
		return also(tx)
	})
	return out, err
}

func record(tx *store.Tx, by audit.Actor, verb string, k Key) error {
	return audit.Write(tx, by, verb, "key", k.ID.String(),
		map[string]string{"owner": k.Owner, "usage": string(k.Usage), "kcv": k.KCV})
}

// SealForDevice encrypts a terminal's master key to the device's public key.
// Nothing is recorded yet: the caller does so with MarkExportedTx, in the
// transaction in which the device counts as keyed.
func (s *Service) SealForDevice(ctx context.Context, by audit.Actor, terminalID, publicKeyPEM string) ([]byte, Key, error) {
	if !usablePublicKey(publicKeyPEM) {
		return nil, Key{}, ErrDeviceKey.New()
	}
	var k Key
	err := s.db.Read(ctx, func(q store.Q) (err error) {
		k, err = current(q, by.Institution, terminalID, TMK)
		return err
	})
	if err != nil {
		return nil, Key{}, err
	}
	if !k.ExportedAt.IsZero() {
		return nil, Key{}, ErrExported.New()
	}
	export, err := s.vault.ExportTMK(ctx, k.Block, []byte(publicKeyPEM))
	return export.Cipher, k, err
}

// ZoneExport is a line's keys for the network at its other end.
type ZoneExport struct {
	ZPK, ZAK vault.Export
}

// ExportZone encrypts a line's keys in force to the network's public key.
func (s *Service) ExportZone(ctx context.Context, by audit.Actor, link, publicKeyPEM string) (ZoneExport, error) {
	if !usablePublicKey(publicKeyPEM) {
		return ZoneExport{}, ErrDeviceKey.New()
	}
	var zpk, zak Key
	err := s.db.Read(ctx, func(q store.Q) (err error) {
		zpk, zak, err = Zone(q, by.Institution, link)
		return err
	})
	if err != nil {
		return ZoneExport{}, err
	}
	b := s.vault.NewBatch()
	p, a := b.ExportZone(zpk.Block, []byte(publicKeyPEM)), b.ExportZone(zak.Block, []byte(publicKeyPEM))
	if err := b.Do(ctx); err != nil {
		return ZoneExport{}, err
	}
	var out ZoneExport
	if out.ZPK, err = p.Get(); err != nil {
		return ZoneExport{}, err
	}
	if out.ZAK, err = a.Get(); err != nil {
		return ZoneExport{}, err
	}
	return out, s.db.Write(ctx, func(tx *store.Tx) error {
		for _, k := range []Key{zpk, zak} {
			if err := record(tx, by, "keys.export", k); err != nil {
				return err
			}
		}
		return nil
	})
}

func usablePublicKey(text string) bool {
	block, _ := pem.Decode([]byte(text))
	if block == nil {
		return false
	}
	parsed, err := x509.ParsePKIXPublicKey(block.Bytes)
	key, ok := parsed.(*rsa.PublicKey)
	return err == nil && ok && key.N.BitLen() >= 2048
}

// SignOn makes a terminal's work keys of this sign-in, pending, and returns
// F62 of the answer. netCode is 60.3: 003, or 004 with a track key.
func (s *Service) SignOn(ctx context.Context, by audit.Actor, terminalID, netCode string) (f62 []byte, err error) {
	var tmk Key
	err = s.db.Read(ctx, func(q store.Q) (err error) {
		tmk, err = current(q, by.Institution, terminalID, TMK)
		return err
	})
	if err != nil {
		return nil, err
	}
	made, err := s.vault.GenerateTerminalKeys(ctx, tmk.Block, netCode)
	if err != nil {
		return nil, err
	}
	fresh := map[Usage]vault.Key{TPK: made.TPK, TAK: made.TAK, TDK: made.TDK}
	err = s.db.Write(ctx, func(tx *store.Tx) error {
		for _, u := range workUsages {
			if err := drop(tx, by, terminalID, u, Pending); err != nil {
				return err
			}
			if len(fresh[u].Block) == 0 {
				continue
			}
			if _, err := begin(tx, by, terminalID, u, fresh[u].Block, fresh[u].KCV); err != nil {
				return err
			}
		}
		return audit.Write(tx, by, "keys.sign_on", "terminal", terminalID,
			map[string]string{"tpk": made.TPK.KCV, "tak": made.TAK.KCV})
	})
	return made.F62, err
}

// Work returns a terminal's work keys now.
func (s *Service) Work(ctx context.Context, inst id.Institution, terminalID string) (r Ring, err error) {
	err = s.db.Read(ctx, func(q store.Q) error {
		r, err = Work(q, inst, terminalID, s.db.Clock().Now())
		return err
	})
	return r, err
}

// Promote is PromoteTx in a transaction of its own.
func (s *Service) Promote(ctx context.Context, by audit.Actor, terminalID string) error {
	return s.db.Write(ctx, func(tx *store.Tx) error { return PromoteTx(tx, by, terminalID) })
}

// History returns every key of an owner, for the people who hold ceremonies.
func (s *Service) History(ctx context.Context, by audit.Actor, owner string) (out []Key, err error) {
	err = s.db.Read(ctx, func(q store.Q) error {
		out, err = history(q, by.Institution, owner)
		return err
	})
	return out, err
}

// Held returns the keys of an owner that two people made, newest first: master
// keys of a terminal, or keys of a line.
func Held(q store.Q, inst id.Institution, owner string) ([]Key, error) { return held(q, inst, owner) }

// Steps returns a key's life: who made it and who agreed to it.
func Steps(q store.Q, inst id.Institution, key ID) ([]flow.Step, error) {
	return life.Steps(q, inst, key.String())
}
