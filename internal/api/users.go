package api

import (
	"context"
	"net/http"

	"tillway/internal/audit"
	"tillway/internal/identity"
	"tillway/internal/kit/secret"
	"tillway/internal/party"
)

type userPage struct {
	Items []identity.User `json:"items"`
}

type rolePage struct {
	Items []identity.Role `json:"items"`
}

type newUserInput struct {
	Body struct {
		Name     string   `json:"name" maxLength:"40"`
		IDNo     string   `json:"id_no" maxLength:"32"`
		Mobile   string   `json:"mobile" maxLength:"20"`
		Login    string   `json:"login" maxLength:"64"`
		Password string   `json:"password" maxLength:"128" format:"password"`
		Roles    []string `json:"roles" minItems:"1" maxItems:"8"`
	}
}

func (s *Server) users() {
	route(s, "GET /v1/users", op{ID: "listUsers", Summary: "Users the caller may see", Roles: []string{audit.Admin, audit.Compliance, audit.Auditor, audit.Owner, audit.Manager}},
		func(ctx context.Context, by audit.Actor, _ *struct{}) (userPage, error) {
			users, err := s.Identity.List(ctx, by)
			return userPage{append([]identity.User{}, users...)}, err
		})
	route(s, "GET /v1/roles", op{ID: "listRoles", Summary: "The roles", AnyUser: true},
		func(context.Context, audit.Actor, *struct{}) (rolePage, error) { return rolePage{identity.Roles}, nil })
	route(s, "POST /v1/users", op{ID: "createUser", Secret: true, Summary: "Enrol a member of the institution's staff", Roles: []string{audit.Admin}, Status: http.StatusCreated},
		func(ctx context.Context, by audit.Actor, in *newUserInput) (registered, error) {
			return s.enrol(ctx, by, in, "")
		})
}

// enrol makes a user whose password somebody else has chosen, so that it serves
// only for its own change.
func (s *Server) enrol(ctx context.Context, by audit.Actor, in *newUserInput, merchant string) (registered, error) {
	b := in.Body
	user, err := s.Identity.Enrol(ctx, by, identity.NewUser{Login: b.Login, Roles: b.Roles, Merchant: merchant, Password: secret.New(b.Password), Temporary: true,
		Person: party.Person{Kind: party.Natural, Name: b.Name, IDNo: b.IDNo, Mobile: b.Mobile}})
	return registered{user.String()}, err
}
