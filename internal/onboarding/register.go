package onboarding

import (
	"context"

	"tillway/internal/audit"
	"tillway/internal/identity"
	"tillway/internal/institution"
	"tillway/internal/kit/id"
	"tillway/internal/kit/secret"
	"tillway/internal/kit/store"
	"tillway/internal/party"
)

// sandboxOTP is the SMS code that the sandbox always accepts (platform §D.2).
// A live institution proves the mobile at its counter: until an SMS gateway
// with codes is connected, nobody registers themselves there.
const sandboxOTP = "000000"

// Register makes an owner of somebody who wants to apply: a party and a user,
// without a merchant until approval.
func (s *Service) Register(ctx context.Context, inst id.Institution, name, idNo, mobile, otp, login string, password secret.String) (identity.UserID, error) {
	err := s.db.Read(ctx, func(q store.Q) error {
		i, err := institution.MustBeEnabled(q, inst)
		if err == nil && (i.Mode != institution.Sandbox || otp != sandboxOTP) {
			err = identity.ErrOTP.New()
		}
		return err
	})
	if err != nil {
		return "", err
	}
	return s.users.Enrol(ctx, audit.System(inst, "registration"), identity.NewUser{Login: login, Password: password, Roles: []string{audit.Owner},
		Person: party.Person{Kind: party.Natural, Name: name, IDNo: idNo, Mobile: mobile}})
}
