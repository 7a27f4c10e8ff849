package party

import (
	"context"
	"encoding/json"

	"tillway/internal/audit"
	"tillway/internal/kit/id"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
	"tillway/internal/kit/vault"
)

// Service holds the room's use cases.
type Service struct {
	db    *store.DB
	vault vault.Vault
}

// New returns the room.
func New(db *store.DB, v vault.Vault) *Service { return &Service{db: db, vault: v} }

// Prospect makes a party of an applicant about whom nothing is known yet.
func (s *Service) Prospect(ctx context.Context, by audit.Actor) (ID, error) {
	key, err := s.vault.NewDataKey(ctx, by.Institution)
	if err != nil {
		return "", err
	}
	var made ID
	err = s.db.Write(ctx, func(tx *store.Tx) error {
		r := record{id: id.New[partyKind](tx.Now()), kind: Prospect, idType: string(Prospect), dataKey: key}
		if _, err := insert(tx, by.Institution, r); err != nil {
			return err
		}
		made = r.id
		return s.announce(tx, by, r)
	})
	return made, err
}

// Register returns the party of a paper, made or completed as needed.
func (s *Service) Register(ctx context.Context, by audit.Actor, p Person) (ID, error) {
	p = p.normal()
	if p.Name == "" || p.IDNo == "" || p.IDType == "" {
		return "", ErrIncomplete.New()
	}
	index, err := s.Index(ctx, by.Institution, p.IDType, p.IDNo)
	if err != nil {
		return "", err
	}
	for {
		var known record
		var found bool
		err = s.db.Read(ctx, func(q store.Q) (err error) {
			known, found, err = loadByPaper(q, by.Institution, p.IDType, index)
			return err
		})
		if err != nil {
			return "", err
		}
		if found {
			return known.id, s.complete(ctx, by, known, p)
		}
		made, ok, err := s.create(ctx, by, p, index)
		if err != nil || ok {
			return made, err
		} // somebody registered the same paper in between: complete theirs
	}
}

func (s *Service) create(ctx context.Context, by audit.Actor, p Person, index []byte) (ID, bool, error) {
	key, err := s.vault.NewDataKey(ctx, by.Institution)
	if err != nil {
		return "", false, err
	}
	r := record{id: id.New[partyKind](s.db.Clock().Now()), kind: p.Kind, idType: p.IDType, dataKey: key, idNoIndex: index}
	if err := s.fill(ctx, by.Institution, &r, p); err != nil {
		return "", false, err
	}
	var made bool
	err = s.db.Write(ctx, func(tx *store.Tx) error {
		ok, err := insert(tx, by.Institution, r)
		made = ok
		if err != nil || !ok {
			return err
		}
		return s.announce(tx, by, r)
	})
	return r.id, made, err
}

// complete lays newly given facts over a known party.
func (s *Service) complete(ctx context.Context, by audit.Actor, r record, p Person) error {
	old, err := s.unseal(ctx, by.Institution, r)
	if err != nil {
		return err
	}
	merged, ok := old.merge(p)
	if !ok {
		return ErrOtherName.New()
	}
	if merged == old {
		return nil
	}
	if err := s.fill(ctx, by.Institution, &r, merged); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *store.Tx) error {
		if err := update(tx, by.Institution, r); err != nil {
			return err
		}
		return audit.Write(tx, by, "party.correct", "party", r.id.String(), map[string]string{"verified": yesNo(merged.Verified)})
	})
}

// fill seals a person into its record.
func (s *Service) fill(ctx context.Context, inst id.Institution, r *record, p Person) (err error) {
	plain, err := json.Marshal(p)
	if err != nil {
		return err
	}
	if r.sealed, err = s.vault.Seal(ctx, r.dataKey, aad(inst, r.id, "person"), plain); err != nil {
		return err
	}
	if p.Mobile != "" {
		if r.mobileIdx, err = s.Index(ctx, inst, "mobile", p.Mobile); err != nil {
			return err
		}
	}
	r.masked, r.verified = p.masked(r.id), p.Verified
	return nil
}

func (s *Service) unseal(ctx context.Context, inst id.Institution, r record) (Person, error) {
	if r.destroyedU.Valid {
		return Person{}, ErrDestroyed.New()
	}
	if r.sealed == nil { // a prospect
		return Person{Kind: r.kind}, nil
	}
	plain, err := s.vault.Open(ctx, r.dataKey, aad(inst, r.id, "person"), r.sealed)
	if err != nil {
		return Person{}, err
	}
	var p Person
	return p, json.Unmarshal(plain, &p)
}

// Open returns a party in the clear. Who opened it, and what for, is recorded
// before anything is returned.
func (s *Service) Open(ctx context.Context, by audit.Actor, of ID, purpose string) (Person, error) {
	r, err := s.read(ctx, by.Institution, of)
	if err != nil {
		return Person{}, err
	}
	p, err := s.unseal(ctx, by.Institution, r)
	if err != nil {
		return Person{}, err
	}
	err = s.db.Write(ctx, func(tx *store.Tx) error {
		return audit.Write(tx, by, "party.open", "party", of.String(), map[string]string{"purpose": purpose})
	})
	if err != nil {
		return Person{}, err
	}
	return p, nil
}

// OwnName returns the actor's own name. Looking at oneself is no look at
// somebody's data, so nothing is recorded.
func (s *Service) OwnName(ctx context.Context, by audit.Actor) (string, error) {
	r, err := s.read(ctx, by.Institution, ID(by.Party))
	if err != nil {
		return "", err
	}
	p, err := s.unseal(ctx, by.Institution, r)
	return p.Name, err
}

// Destroy throws a party's key away. Values sealed under it stay where they
// are and can never be read again.
func (s *Service) Destroy(ctx context.Context, by audit.Actor, of ID) error {
	return s.db.Write(ctx, func(tx *store.Tx) error {
		if _, err := load(tx, by.Institution, of); err != nil {
			return err
		}
		gone, err := destroy(tx, by.Institution, of)
		if err != nil || !gone {
			return err
		}
		if err := audit.Write(tx, by, "party.destroy", "party", of.String(), nil); err != nil {
			return err
		}
		return outbox.Emit(tx, by.Institution, Destroyed{PartyID: of})
	})
}

func (s *Service) announce(tx *store.Tx, by audit.Actor, r record) error {
	err := audit.Write(tx, by, "party.register", "party", r.id.String(), map[string]string{"kind": string(r.kind)})
	if err != nil {
		return err
	}
	return outbox.Emit(tx, by.Institution, Registered{PartyID: r.id, Kind: r.kind})
}

func (s *Service) read(ctx context.Context, inst id.Institution, of ID) (r record, err error) {
	err = s.db.Read(ctx, func(q store.Q) (err error) {
		r, err = load(q, inst, of)
		return err
	})
	return r, err
}

// MaskedOf returns what everybody may see of a party.
func MaskedOf(q store.Q, inst id.Institution, of ID) (Masked, error) {
	r, err := load(q, inst, of)
	return r.masked, err
}

// SharesMobile tells whether another party gave the same mobile number as of
// (261号文 wants one number for one person; book acquiring-rules §1.3.5).
func SharesMobile(q store.Q, inst id.Institution, of ID) (bool, error) {
	r, err := load(q, inst, of)
	if err != nil || r.mobileIdx == nil {
		return false, err
	}
	n, err := sharedMobile(q, inst, r.mobileIdx, of)
	return n > 0, err
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
