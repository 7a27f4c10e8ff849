package api

import (
	"context"

	"tillway/internal/audit"
	"tillway/internal/identity"
	"tillway/internal/kit/secret"
)

type temporaryInput struct {
	IDPath
	Body struct {
		Password string `json:"password" maxLength:"128" format:"password"`
	}
}

type rolesInput struct {
	IDPath
	Body struct {
		Roles  []string `json:"roles" minItems:"1" maxItems:"8"`
		Reason string   `json:"reason" minLength:"4" maxLength:"200"`
	}
}

// roleChange is a proposal with the names of those it is about.
type roleChange struct {
	identity.RoleChange
	UserName  string `json:"user_name,omitempty" who:"UserID"`
	UserID    string `json:"-"`
	MakerName string `json:"maker_name,omitempty" who:"Maker"`
}

type roleDecision struct {
	IDPath
	Body struct {
		Approve bool `json:"approve"`
	}
}

// userActs registers what is done to a user's account after it was made. New
// roles take two people: the administrator asks, compliance agrees, or another
// administrator.
func (s *Server) userActs() {
	admin := []string{audit.Admin}
	turn := func(verb, id, summary string, do func(context.Context, audit.Actor, identity.UserID, string) error) {
		route(s, "POST /v1/users/{id}/"+verb, op{ID: id, Summary: summary, Roles: admin},
			func(ctx context.Context, by audit.Actor, in *reasonInput) (done, error) {
				err := do(ctx, by, identity.UserID(in.ID), in.Body.Reason)
				return done{err == nil}, err
			})
	}
	turn("disable", "disableUser", "Close a user's account and end their sessions", s.Identity.Disable)
	turn("enable", "enableUser", "Open a user's account again", s.Identity.Enable)
	route(s, "POST /v1/users/{id}/password", op{ID: "resetPassword", Secret: true, Summary: "Give a temporary password, to be changed at the next sign-in", Roles: admin},
		func(ctx context.Context, by audit.Actor, in *temporaryInput) (done, error) {
			err := s.Identity.ResetPassword(ctx, by, identity.UserID(in.ID), secret.New(in.Body.Password))
			return done{err == nil}, err
		})
	route(s, "POST /v1/users/{id}/roles", op{ID: "proposeRoles", Summary: "Ask for other roles for a user", Roles: admin, Status: 201},
		func(ctx context.Context, by audit.Actor, in *rolesInput) (created, error) {
			of, err := s.Identity.ProposeRoles(ctx, by, identity.UserID(in.ID), in.Body.Roles, in.Body.Reason)
			return created{of.String()}, err
		})
	deciders := []string{audit.Admin, audit.Compliance}
	route(s, "GET /v1/role-changes", op{ID: "listRoleChanges", Summary: "Changes of roles that wait for their second person", Roles: append(deciders, audit.Auditor)},
		func(ctx context.Context, by audit.Actor, _ *struct{}) (listPage[roleChange], error) {
			rows, err := s.Identity.RoleChanges(ctx, by)
			return pageOf(rows, 0, func(c identity.RoleChange) roleChange {
				return roleChange{RoleChange: c, UserID: c.User.String()}
			}, nil), err
		})
	route(s, "POST /v1/role-changes/{id}/decision", op{ID: "decideRoles", Summary: "The second person's yes or no about roles", Roles: deciders},
		func(ctx context.Context, by audit.Actor, in *roleDecision) (done, error) {
			do := s.Identity.RefuseRoles
			if in.Body.Approve {
				do = s.Identity.ApproveRoles
			}
			err := do(ctx, by, identity.ChangeID(in.ID))
			return done{err == nil}, err
		})
}
