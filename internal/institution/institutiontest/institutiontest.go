// Package institutiontest changes an institution's parameters in other rooms'
// tests, by the same doors as everybody.
package institutiontest

import (
	"testing"

	"tillway/internal/audit"
	"tillway/internal/institution"
	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

// Set lets a parameter have a value from today on: one person proposes it,
// another approves.
func Set(t testing.TB, db *store.DB, inst id.Institution, name, value string) {
	t.Helper()
	s := institution.New(db)
	by := func(user, party string) audit.Actor {
		return audit.Actor{Institution: inst, User: user, Party: party, Roles: []string{audit.Admin}}
	}
	change, err := s.ProposeParam(t.Context(), by("usr_maker", "pty_maker"), name, value, day.Of(db.Clock().Now()), "for a test")
	if err == nil {
		err = s.ApproveParam(t.Context(), by("usr_checker", "pty_checker"), change)
	}
	if err != nil {
		t.Fatalf("parameter %s = %s: %v", name, value, err)
	}
}
