package vault

import (
	"context"

	"tillway/internal/kit/id"
)

// verbs is every verb as a batch of one.
type verbs struct{ via doer }

func one[T any](ctx context.Context, v verbs, add func(*Batch) *Result[T]) (T, error) {
	b := v.NewBatch()
	r := add(b)
	_ = b.Do(ctx) // the result has the error too
	return r.Get()
}

// NewBatch begins a batch.
func (v verbs) NewBatch() *Batch { return &Batch{via: v.via} }

func (v verbs) NewDataKey(ctx context.Context, inst id.Institution) ([]byte, error) {
	return one(ctx, v, func(b *Batch) *Result[[]byte] { return b.NewDataKey(inst) })
}

func (v verbs) Seal(ctx context.Context, dek []byte, aad string, plain []byte) ([]byte, error) {
	return one(ctx, v, func(b *Batch) *Result[[]byte] { return b.Seal(dek, aad, plain) })
}

func (v verbs) Open(ctx context.Context, dek []byte, aad string, sealed []byte) ([]byte, error) {
	return one(ctx, v, func(b *Batch) *Result[[]byte] { return b.Open(dek, aad, sealed) })
}

func (v verbs) BlindIndex(ctx context.Context, inst id.Institution, field string, value []byte) ([]byte, error) {
	return one(ctx, v, func(b *Batch) *Result[[]byte] { return b.BlindIndex(inst, field, value) })
}

func (v verbs) GenerateKey(ctx context.Context, inst id.Institution, usage Usage) (Key, error) {
	return one(ctx, v, func(b *Batch) *Result[Key] { return b.GenerateKey(inst, usage) })
}

func (v verbs) GenerateTerminalKeys(ctx context.Context, tmk []byte, netCode string) (TerminalKeys, error) {
	return one(ctx, v, func(b *Batch) *Result[TerminalKeys] { return b.GenerateTerminalKeys(tmk, netCode) })
}

func (v verbs) ExportTMK(ctx context.Context, tmk, devicePublic []byte) (Export, error) {
	return one(ctx, v, func(b *Batch) *Result[Export] { return b.ExportTMK(tmk, devicePublic) })
}

func (v verbs) ExportZone(ctx context.Context, zone, peerPublic []byte) (Export, error) {
	return one(ctx, v, func(b *Batch) *Result[Export] { return b.ExportZone(zone, peerPublic) })
}

func (v verbs) ImportZone(ctx context.Context, kex []byte, usage Usage, cipher []byte) (Key, error) {
	return one(ctx, v, func(b *Batch) *Result[Key] { return b.ImportZone(kex, usage, cipher) })
}

func (v verbs) Inspect(ctx context.Context, block []byte) (Info, error) {
	return one(ctx, v, func(b *Batch) *Result[Info] { return b.Inspect(block) })
}

func (v verbs) MakeMAC(ctx context.Context, key, mab []byte) ([]byte, error) {
	return one(ctx, v, func(b *Batch) *Result[[]byte] { return b.MakeMAC(key, mab) })
}

func (v verbs) VerifyMAC(ctx context.Context, key, mab, f64 []byte) (bool, error) {
	return one(ctx, v, func(b *Batch) *Result[bool] { return b.VerifyMAC(key, mab, f64) })
}

func (v verbs) TranslatePIN(ctx context.Context, tpk, zpk []byte, pan string, pinBlock []byte) ([]byte, error) {
	return one(ctx, v, func(b *Batch) *Result[[]byte] { return b.TranslatePIN(tpk, zpk, pan, pinBlock) })
}

func (v verbs) SignDigest(ctx context.Context, key, digest []byte) ([]byte, error) {
	return one(ctx, v, func(b *Batch) *Result[[]byte] { return b.SignDigest(key, digest) })
}

func (v verbs) MakeCertificate(ctx context.Context, issuer, subject []byte, c Certificate) ([]byte, error) {
	return one(ctx, v, func(b *Batch) *Result[[]byte] { return b.MakeCertificate(issuer, subject, c) })
}

func (v verbs) Status(ctx context.Context) (Status, error) {
	return one(ctx, v, func(b *Batch) *Result[Status] { return b.Status() })
}
