package party

import (
	"context"

	"tillway/internal/kit/id"
)

// aad ties a sealed value to its place: moved to another row, column or
// institution it does not open (DESIGN §4).
func aad(inst id.Institution, of ID, field string) string {
	return inst.String() + "/party_person/" + of.String() + "/" + field
}

// SealValue seals a value of a party, such as an account number or a document,
// for another room to store. The field names the place, as in
// "merchant_account/number": the value opens nowhere else.
func (s *Service) SealValue(ctx context.Context, inst id.Institution, of ID, field string, plain []byte) ([]byte, error) {
	r, err := s.read(ctx, inst, of)
	if err != nil {
		return nil, err
	}
	if r.destroyedU.Valid {
		return nil, ErrDestroyed.New()
	}
	return s.vault.Seal(ctx, r.dataKey, aad(inst, of, field), plain)
}

// OpenValue opens what SealValue sealed for the same party and field.
func (s *Service) OpenValue(ctx context.Context, inst id.Institution, of ID, field string, sealed []byte) ([]byte, error) {
	r, err := s.read(ctx, inst, of)
	if err != nil {
		return nil, err
	}
	if r.destroyedU.Valid {
		return nil, ErrDestroyed.New()
	}
	return s.vault.Open(ctx, r.dataKey, aad(inst, of, field), sealed)
}

// Index returns the blind index of a value: equal values of a field have equal
// indexes within an institution, and nobody without the key can make one.
func (s *Service) Index(ctx context.Context, inst id.Institution, field, value string) ([]byte, error) {
	return s.vault.BlindIndex(ctx, inst, field, []byte(value))
}
