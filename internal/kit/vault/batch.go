package vault

import (
	"context"
	"encoding/json"

	"tillway/internal/kit/id"
)

// doer carries items to the module and its answers back, one for each.
type doer interface {
	do(ctx context.Context, items []Item) ([]Item, error)
}

// Batch collects verbs that travel together. It is used once, by one goroutine.
type Batch struct {
	via     doer
	items   []Item
	deliver []func(Item, error)
}

// Result is what becomes of one verb of a batch.
type Result[T any] struct {
	value T
	err   error
}

// Get returns the verb's outcome after Do.
func (r *Result[T]) Get() (T, error) { return r.value, r.err }

// Do sends the batch and waits for its answers. The error is the transport's,
// and every result then has it too.
func (b *Batch) Do(ctx context.Context) error {
	if len(b.items) == 0 {
		return nil
	}
	answers, err := b.via.do(ctx, b.items)
	if err == nil && len(answers) != len(b.items) {
		err = ErrUnavailable.Wrap(ErrProto)
	}
	for i, deliver := range b.deliver {
		if err != nil {
			deliver(Item{}, err)
		} else {
			deliver(answers[i], nil)
		}
	}
	b.items, b.deliver = nil, nil
	return err
}

// ask adds a verb whose answer has n parts.
func ask[T any](b *Batch, verb string, n int, read func(parts [][]byte) (T, error), args ...[]byte) *Result[T] {
	r := &Result[T]{err: ErrRequest.New()} // until Do
	b.items = append(b.items, Item{verb, args})
	b.deliver = append(b.deliver, func(answer Item, err error) {
		switch {
		case err != nil:
			r.err = err
		case answer.Name != "":
			r.err = errorOf(answer.Name)
		case len(answer.Parts) != n:
			r.err = ErrInternal.Wrap(ErrProto)
		default:
			r.value, r.err = read(answer.Parts)
		}
	})
	return r
}

func first(parts [][]byte) ([]byte, error) { return parts[0], nil }

func readKey(p [][]byte) (Key, error) {
	k := Key{Block: p[0], KCV: string(p[1])}
	if len(p[2]) > 0 {
		k.Public = p[2]
	}
	return k, nil
}

func readTerminalKeys(p [][]byte) (TerminalKeys, error) {
	k := TerminalKeys{F62: p[0]}
	k.TPK, _ = readKey(p[1:4])
	k.TAK, _ = readKey(p[4:7])
	k.TDK, _ = readKey(p[7:10])
	return k, nil
}

func readExport(p [][]byte) (Export, error) { return Export{p[0], string(p[1])}, nil }

func readJSON[T any](p [][]byte) (v T, err error) {
	if err := json.Unmarshal(p[0], &v); err != nil {
		return v, ErrInternal.Wrap(err)
	}
	return v, nil
}

// NewDataKey makes a DEK.
func (b *Batch) NewDataKey(inst id.Institution) *Result[[]byte] {
	return ask(b, VerbGenerate, 3, first, []byte(inst), []byte(DEK))
}

// Seal encrypts a value for one place.
func (b *Batch) Seal(dek []byte, aad string, plain []byte) *Result[[]byte] {
	return ask(b, VerbSeal, 1, first, dek, []byte(aad), plain)
}

// Open decrypts a value at its place.
func (b *Batch) Open(dek []byte, aad string, sealed []byte) *Result[[]byte] {
	return ask(b, VerbOpen, 1, first, dek, []byte(aad), sealed)
}

// BlindIndex makes the search index of a value.
func (b *Batch) BlindIndex(inst id.Institution, field string, value []byte) *Result[[]byte] {
	return ask(b, VerbBlindIndex, 1, first, []byte(inst), []byte(field), value)
}

// GenerateKey makes a key.
func (b *Batch) GenerateKey(inst id.Institution, usage Usage) *Result[Key] {
	return ask(b, VerbGenerate, 3, readKey, []byte(inst), []byte(usage))
}

// GenerateTerminalKeys makes the work keys of a sign-in.
func (b *Batch) GenerateTerminalKeys(tmk []byte, netCode string) *Result[TerminalKeys] {
	return ask(b, VerbTerminalKeys, 10, readTerminalKeys, tmk, []byte(netCode))
}

// ExportTMK encrypts a TMK to a device.
func (b *Batch) ExportTMK(tmk, devicePublic []byte) *Result[Export] {
	return ask(b, VerbExport, 2, readExport, tmk, devicePublic, []byte(TMK))
}

// ExportZone encrypts a ZPK or ZAK to a network.
func (b *Batch) ExportZone(zone, peerPublic []byte) *Result[Export] {
	return ask(b, VerbExport, 2, readExport, zone, peerPublic, []byte(ZPK), []byte(ZAK))
}

// ImportZone takes a ZPK or ZAK from a network.
func (b *Batch) ImportZone(kex []byte, usage Usage, cipher []byte) *Result[Key] {
	return ask(b, VerbImport, 3, readKey, kex, []byte(usage), cipher)
}

// Inspect reads a block's header.
func (b *Batch) Inspect(block []byte) *Result[Info] {
	return ask(b, VerbInspect, 1, readJSON[Info], block)
}

// MakeMAC makes F64.
func (b *Batch) MakeMAC(key, mab []byte) *Result[[]byte] {
	return ask(b, VerbMakeMAC, 1, first, key, mab)
}

// VerifyMAC checks F64.
func (b *Batch) VerifyMAC(key, mab, f64 []byte) *Result[bool] {
	return ask(b, VerbVerifyMAC, 1, func(p [][]byte) (bool, error) { return string(p[0]) == "1", nil }, key, mab, f64)
}

// TranslatePIN moves a PIN block from a TPK to a ZPK.
func (b *Batch) TranslatePIN(tpk, zpk []byte, pan string, pinBlock []byte) *Result[[]byte] {
	return ask(b, VerbTranslatePIN, 1, first, tpk, zpk, []byte(pan), pinBlock)
}

// SignDigest signs a SHA-256 digest.
func (b *Batch) SignDigest(key, digest []byte) *Result[[]byte] {
	return ask(b, VerbSign, 1, first, key, digest)
}

// MakeCertificate makes a certificate of the local test authority.
func (b *Batch) MakeCertificate(issuer, subject []byte, c Certificate) *Result[[]byte] {
	spec, _ := json.Marshal(c) // plain fields
	return ask(b, VerbCertificate, 1, first, issuer, subject, spec)
}

// Status asks how the module is.
func (b *Batch) Status() *Result[Status] { return ask(b, VerbStatus, 1, readJSON[Status]) }
