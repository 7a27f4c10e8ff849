package party

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"

	"tillway/internal/kit/id"
)

// chunkBytes is how much of a document is sealed at a time.
const chunkBytes = 64 << 10

// SealBlob seals a document under a party's key in chunks. Each chunk is tied
// to its number, and the last says that it is the last: chunks cannot be
// swapped and a cut tail is noticed.
func (s *Service) SealBlob(ctx context.Context, inst id.Institution, of ID, field string, plain []byte) ([]byte, error) {
	r, err := s.read(ctx, inst, of)
	if err != nil {
		return nil, err
	}
	if r.destroyedU.Valid {
		return nil, ErrDestroyed.New()
	}
	var out []byte
	for i := 0; ; i++ {
		chunk := plain[:min(chunkBytes, len(plain))]
		plain = plain[len(chunk):]
		sealed, err := s.vault.Seal(ctx, r.dataKey, chunkAAD(inst, of, field, i, len(plain) == 0), chunk)
		if err != nil {
			return nil, err
		}
		out = binary.BigEndian.AppendUint32(out, uint32(len(sealed)))
		out = append(out, sealed...)
		if len(plain) == 0 {
			return out, nil
		}
	}
}

var errBlob = errors.New("party: a sealed document is damaged")

// OpenBlob opens what SealBlob sealed for the same party and field.
func (s *Service) OpenBlob(ctx context.Context, inst id.Institution, of ID, field string, sealed []byte) ([]byte, error) {
	r, err := s.read(ctx, inst, of)
	if err != nil {
		return nil, err
	}
	if r.destroyedU.Valid {
		return nil, ErrDestroyed.New()
	}
	var out []byte
	for i := 0; len(sealed) > 0; i++ {
		if len(sealed) < 4 {
			return nil, errBlob
		}
		n := int(binary.BigEndian.Uint32(sealed))
		if sealed = sealed[4:]; n > len(sealed) {
			return nil, errBlob
		}
		chunk, rest := sealed[:n], sealed[n:]
		plain, err := s.vault.Open(ctx, r.dataKey, chunkAAD(inst, of, field, i, len(rest) == 0), chunk)
		if err != nil {
			return nil, err
		}
		out, sealed = append(out, plain...), rest
	}
	return out, nil
}

func chunkAAD(inst id.Institution, of ID, field string, i int, last bool) string {
	return fmt.Sprintf("%s/%d/%t", aad(inst, of, field), i, last)
}
