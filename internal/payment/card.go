package payment

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"sync"

	"tillway/internal/kit/id"
	"tillway/internal/kit/secret"
	"tillway/internal/kit/store"
	"tillway/internal/party"
)

// sealedCard is what outlives a card's visit: nothing of it is the card.
type sealedCard struct {
	token  string // stands for the card in this institution
	mask   string // first six, last four
	cipher []byte
	key    int64
	index  []byte
}

// dataKeys are the keys card numbers are sealed under, by institution and
// version; version 0 stands for the newest.
type dataKeys struct{ sync.Map }

type dataKeyID struct {
	inst    id.Institution
	version int64
}

type dataKey struct {
	version int64
	block   []byte
}

// sealCard makes the stored form of a card, before any transaction is open.
func (s *Service) sealCard(ctx context.Context, inst id.Institution, pid ID, c *CardData) (sealedCard, error) {
	if c == nil {
		return sealedCard{}, nil
	}
	dk, err := s.newestKey(ctx, inst)
	if err != nil {
		return sealedCard{}, err
	}
	pan := c.PAN.Reveal()
	b := s.vault.NewBatch()
	index := b.BlindIndex(inst, "pan", []byte(pan))
	cipher := b.Seal(dk.block, panAAD(inst, pid), []byte(pan))
	if err := b.Do(ctx); err != nil {
		return sealedCard{}, err
	}
	out := sealedCard{mask: party.MaskPAN(pan), key: dk.version}
	if out.index, err = index.Get(); err != nil {
		return sealedCard{}, err
	}
	out.cipher, err = cipher.Get()
	out.token = tokenOf(out.index)
	return out, err
}

// openCard returns the card number of a payment, or of its original where it
// was made by reference; secret and empty where there is none.
func (s *Service) openCard(ctx context.Context, inst id.Institution, p Payment) (secret.String, error) {
	if p.panCipher == nil && p.OriginalID != "" {
		var original Payment
		err := s.read(ctx, func(q store.Q) (err error) {
			original, err = load(q, inst, p.OriginalID)
			return err
		})
		if err != nil {
			return secret.String{}, err
		}
		p = original
	}
	if p.panCipher == nil {
		return secret.String{}, nil
	}
	dk, err := s.keyOfVersion(ctx, inst, p.panKey)
	if err != nil {
		return secret.String{}, err
	}
	pan, err := s.vault.Open(ctx, dk.block, panAAD(inst, p.ID), p.panCipher)
	return secret.New(string(pan)), err
}

// panAAD is where a sealed card number lives: it opens nowhere else.
func panAAD(inst id.Institution, pid ID) string {
	return fmt.Sprintf("%s/payment/%s/pan", inst, pid)
}

// tokenOf names a card without telling anything about it, its index included.
func tokenOf(index []byte) string {
	sum := sha256.Sum256(append([]byte("card token "), index...))
	return "crd_" + hex.EncodeToString(sum[:10])
}

func (s *Service) keyOfVersion(ctx context.Context, inst id.Institution, version int64) (dataKey, error) {
	if k, ok := s.keys.Load(dataKeyID{inst, version}); ok {
		return k.(dataKey), nil
	}
	var dk dataKey
	err := s.read(ctx, func(q store.Q) (err error) {
		dk, err = readDataKey(q, inst, version)
		return err
	})
	if err == nil {
		s.keys.Store(dataKeyID{inst, version}, dk)
	}
	return dk, err
}

// newestKey returns the institution's key, and makes the first one.
func (s *Service) newestKey(ctx context.Context, inst id.Institution) (dataKey, error) {
	dk, err := s.keyOfVersion(ctx, inst, 0)
	if !errors.Is(err, store.ErrNoRows) {
		return dk, err
	}
	block, err := s.vault.NewDataKey(ctx, inst)
	if err != nil {
		return dk, err
	}
	err = s.db.Write(ctx, func(tx *store.Tx) error { return insertDataKey(tx, inst, dataKey{1, block}) })
	if err != nil {
		return dk, err
	}
	return s.keyOfVersion(ctx, inst, 0) // whoever was first
}
