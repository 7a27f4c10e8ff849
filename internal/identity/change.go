package identity

import (
	"context"
	"strings"

	"tillway/internal/audit"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/id"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/secret"
	"tillway/internal/kit/store"
	"tillway/internal/party"
)

func (s *Service) today() day.Date { return day.Of(s.db.Clock().Now()) }

// checkPerson checks the form of a natural person's numbers.
func checkPerson(p party.Person, on day.Date) (party.Person, []errs.FieldFault) {
	var faults []errs.FieldFault
	add := func(path string, f *party.Fault) {
		if f != nil {
			faults = append(faults, errs.FieldFault{Path: path, Code: f.Code, Zh: f.Zh, En: f.En})
		}
	}
	p.Kind, p.IDType = party.Natural, party.ResidentID
	if n := len([]rune(strings.TrimSpace(p.Name))); n < 2 || n > 40 {
		faults = append(faults, errs.FieldFault{Path: "name", Code: "NAME_LEN", Zh: "姓名为2至40个字", En: "A name has 2 to 40 characters"})
	}
	card, f := party.CheckID(p.IDNo, on, party.AgeLegalRep)
	add("id_no", f)
	mobile, f := party.CheckMobile(p.Mobile)
	add("mobile", f)
	if len(faults) == 0 {
		p.IDNo, p.Mobile = card.Number, mobile
	}
	return p, faults
}

// ChangePassword replaces the actor's own password and ends their other
// sessions. token is the session to keep.
func (s *Service) ChangePassword(ctx context.Context, by audit.Actor, token string, old, fresh secret.String) error {
	u, err := s.own(ctx, by)
	if err != nil {
		return err
	}
	good, err := s.hashes.verify(ctx, u.hash, old.Reveal())
	if err != nil {
		return err
	}
	if !good {
		return ErrOldPassword.New()
	}
	return s.setPassword(ctx, by, u, fresh, "new", false, digest(token))
}

func (s *Service) own(ctx context.Context, by audit.Actor) (u User, err error) {
	err = s.db.Read(ctx, func(q store.Q) (err error) {
		u, err = userByID(q, by.Institution, UserID(by.User))
		return err
	})
	return u, err
}

// ResetPassword sets a temporary password, to be changed at the next sign-in.
func (s *Service) ResetPassword(ctx context.Context, by audit.Actor, of UserID, temporary secret.String) error {
	u, err := s.Get(ctx, by, of)
	if err != nil {
		return err
	}
	if err := mayEnrol(by, NewUser{Roles: u.Roles, Merchant: u.Merchant}); err != nil {
		return err
	}
	return s.setPassword(ctx, by, u, temporary, "password", true, nil)
}

func (s *Service) setPassword(ctx context.Context, by audit.Actor, u User, fresh secret.String, path string, reset bool, keep []byte) error {
	who, err := s.about(ctx, by, u)
	if err != nil {
		return err
	}
	if err := s.checkNew(ctx, u, who, fresh, path); err != nil {
		return err
	}
	hash, err := s.hashes.make(ctx, fresh.Reveal())
	if err != nil {
		return err
	}
	if keep == nil {
		keep = []byte{}
	}
	now := s.now()
	return s.db.Write(ctx, func(tx *store.Tx) error {
		if err := addPassword(tx, u.inst, u.ID, hash, reset); err != nil {
			return err
		}
		if err := endSessions(tx, u.inst, u.ID, keep, now); err != nil {
			return err
		}
		if err := audit.Write(tx, by, "identity.password", "user", u.ID.String(), nil); err != nil {
			return err
		}
		return outbox.Emit(tx, u.inst, PasswordChanged{UserID: u.ID, PartyID: u.Party, Reset: reset})
	})
}

// Disable closes a user and ends their sessions; Enable opens them again.
func (s *Service) Disable(ctx context.Context, by audit.Actor, of UserID, reason string) error {
	return s.switchUser(ctx, by, of, "disable", reason)
}

// Enable opens a disabled user again.
func (s *Service) Enable(ctx context.Context, by audit.Actor, of UserID, reason string) error {
	return s.switchUser(ctx, by, of, "enable", reason)
}

func (s *Service) switchUser(ctx context.Context, by audit.Actor, of UserID, event, reason string) error {
	if of.String() == by.User { // nobody locks themselves out, or back in
		return ErrSelf.New()
	}
	now := s.now()
	return s.db.Write(ctx, func(tx *store.Tx) error {
		u, err := userByID(tx, by.Institution, of)
		if err != nil {
			return err
		}
		if err := mayEnrol(by, NewUser{Roles: u.Roles, Merchant: u.Merchant}); err != nil {
			return err
		}
		to, err := userLife.Fire(tx, u.inst, u.ID.String(), u.pos, event, by.User)
		if err != nil {
			return err
		}
		if err := setUserPos(tx, u, to); err != nil {
			return err
		}
		if err := endSessions(tx, u.inst, u.ID, []byte{}, now); err != nil {
			return err
		}
		return audit.Write(tx, by, "identity."+event, "user", u.ID.String(), map[string]string{"reason": reason})
	})
}

// ProposeRoles asks for new roles for a user. A second person approves.
func (s *Service) ProposeRoles(ctx context.Context, by audit.Actor, of UserID, roles []string, reason string) (ChangeID, error) {
	roles = union(roles, nil)
	if faults := checkRoles(roles); len(faults) > 0 {
		return "", errs.Fields(faults...)
	}
	var made ChangeID
	err := s.db.Write(ctx, func(tx *store.Tx) error {
		u, err := userByID(tx, by.Institution, of)
		if err != nil {
			return err
		}
		u.Roles = roles
		if err := s.apart(tx, u); err != nil {
			return err
		}
		c := RoleChange{ID: id.New[changeKind](tx.Now()), User: of, Roles: roles, Reason: reason, maker: by.Party}
		if c.pos, err = roleChangeLife.Begin(tx, u.inst, c.ID.String(), by.User); err != nil {
			return err
		}
		made = c.ID
		if err := insertChange(tx, u.inst, c); err != nil {
			return err
		}
		return audit.Write(tx, by, "identity.propose_roles", "user", of.String(), map[string]string{"roles": strings.Join(roles, ","), "change": c.ID.String()})
	})
	return made, err
}

// ApproveRoles lets a proposed change take effect; RefuseRoles drops it.
func (s *Service) ApproveRoles(ctx context.Context, by audit.Actor, of ChangeID) error {
	return s.decideRoles(ctx, by, of, "approve")
}

// RefuseRoles drops a proposed change.
func (s *Service) RefuseRoles(ctx context.Context, by audit.Actor, of ChangeID) error {
	return s.decideRoles(ctx, by, of, "refuse")
}

func (s *Service) decideRoles(ctx context.Context, by audit.Actor, of ChangeID, event string) error {
	return s.db.Write(ctx, func(tx *store.Tx) error {
		c, err := loadChange(tx, by.Institution, of)
		if err != nil {
			return err
		}
		if by.Party == c.maker {
			return ErrSamePerson.New()
		}
		to, err := roleChangeLife.Fire(tx, by.Institution, c.ID.String(), c.pos, event, by.User)
		if err != nil {
			return err
		}
		if err := decideChange(tx, by.Institution, c, to, by.Party); err != nil {
			return err
		}
		err = audit.Write(tx, by, "identity."+event+"_roles", "user", c.User.String(), map[string]string{"change": c.ID.String()})
		if err != nil || event == "refuse" {
			return err
		}
		return s.giveRoles(tx, by, c)
	})
}

func (s *Service) giveRoles(tx *store.Tx, by audit.Actor, c RoleChange) error {
	u, err := userByID(tx, by.Institution, c.User)
	if err != nil {
		return err
	}
	u.Roles = c.Roles
	if err := s.apart(tx, u); err != nil { // the person may have gained another since
		return err
	}
	if err := setRoles(tx, u.inst, u.ID, c.Roles); err != nil {
		return err
	}
	if err := endSessions(tx, u.inst, u.ID, []byte{}, s.now()); err != nil {
		return err
	}
	return outbox.Emit(tx, u.inst, RolesChanged{UserID: u.ID, Roles: c.Roles})
}

// RoleChanges lists the changes that wait for a second person.
func (s *Service) RoleChanges(ctx context.Context, by audit.Actor) (out []RoleChange, err error) {
	err = s.db.Read(ctx, func(q store.Q) (err error) {
		if out, err = openChanges(q, by.Institution); err != nil {
			return err
		}
		for i, c := range out {
			steps, err := roleChangeLife.Steps(q, by.Institution, c.ID.String())
			if err != nil {
				return err
			}
			if len(steps) > 0 {
				out[i].Maker = steps[0].By
			}
		}
		return nil
	})
	return out, err
}
