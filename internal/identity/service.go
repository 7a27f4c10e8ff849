package identity

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"tillway/internal/audit"
	"tillway/internal/kit/clock"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/id"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/secret"
	"tillway/internal/kit/store"
	"tillway/internal/party"
)

// hashesAtOnce bounds the memory and the cores that sign-ins may take.
const hashesAtOnce = 2

// Service holds the room's use cases.
type Service struct {
	db      *store.DB
	parties *party.Service
	hashes  hasher
	now     func() time.Time // the real clock
}

// New returns the room.
func New(db *store.DB, parties *party.Service) *Service { return NewCosting(db, parties, hashMemory) }

// NewCosting returns the room with new password hashes at a cost in KiB: more
// where the machine is strong, next to nothing in the tests of other rooms.
func NewCosting(db *store.DB, parties *party.Service, kib uint32) *Service {
	return &Service{db: db, parties: parties, hashes: newHasher(hashesAtOnce, kib), now: clock.Now}
}

// Bootstrap makes an institution's first administrator. It works once.
func (s *Service) Bootstrap(ctx context.Context, inst id.Institution, n NewUser) (UserID, error) {
	n.Roles, n.Merchant = []string{"admin"}, ""
	return s.enrol(ctx, audit.System(inst, "bootstrap"), n, func(tx *store.Tx) error {
		if some, err := anyUser(tx, inst); err != nil || some {
			return orConflict(err)
		}
		return nil
	})
}

func orConflict(err error) error {
	if err != nil {
		return err
	}
	return ErrBootstrapped.New()
}

// Enrol makes a user. Administrators enrol the institution's people and
// owners; an owner or manager enrols the staff of their own shop.
func (s *Service) Enrol(ctx context.Context, by audit.Actor, n NewUser) (UserID, error) {
	if err := mayEnrol(by, n); err != nil {
		return "", err
	}
	return s.enrol(ctx, by, n, func(*store.Tx) error { return nil })
}

func mayEnrol(by audit.Actor, n NewUser) error {
	if by.Has("admin") || by.IsSystem() {
		return nil
	}
	staff := !slices.ContainsFunc(n.Roles, func(r string) bool { return r != "cashier" && r != "manager" })
	if staff && by.Merchant != "" && by.Merchant != NoMerchant && by.Merchant == n.Merchant && (by.Has("owner") || by.Has("manager") && !slices.Contains(n.Roles, "manager")) {
		return nil
	}
	return ErrMayNotEnrol.New()
}

// enrol checks, registers the party, hashes, and stores; guard runs first in
// the transaction.
func (s *Service) enrol(ctx context.Context, by audit.Actor, n NewUser, guard func(*store.Tx) error) (UserID, error) {
	n.Login = strings.ToLower(strings.TrimSpace(n.Login))
	person, err := s.personOf(ctx, by, &n)
	if err != nil {
		return "", err
	}
	rules, err := s.passwordRules(ctx, by.Institution)
	if err != nil {
		return "", err
	}
	faults := n.validate()
	faults = append(faults, rules.check(n.Password, about{login: n.Login, person: person}, "password")...)
	if len(faults) > 0 {
		return "", errs.Fields(faults...)
	}
	if n.Party == "" {
		if n.Party, err = s.parties.Register(ctx, by, person); err != nil {
			return "", err
		}
	}
	hash, err := s.hashes.make(ctx, n.Password.Reveal())
	if err != nil {
		return "", err
	}
	u := User{ID: id.New[userKind](s.db.Clock().Now()), Login: n.Login, Party: n.Party, Merchant: n.Merchant,
		Temporary: n.Temporary, Roles: union(n.Roles, nil), inst: by.Institution}
	err = s.db.Write(ctx, func(tx *store.Tx) error {
		if err := guard(tx); err != nil {
			return err
		}
		return s.store(tx, by, u, hash)
	})
	return u.ID, err
}

// personOf returns the person behind a new user, checked.
func (s *Service) personOf(ctx context.Context, by audit.Actor, n *NewUser) (party.Person, error) {
	if n.Party != "" {
		return s.parties.Open(ctx, by, n.Party, "password check")
	}
	p, faults := checkPerson(n.Person, s.today())
	if len(faults) > 0 {
		return p, errs.Fields(faults...)
	}
	return p, nil
}

func (s *Service) store(tx *store.Tx, by audit.Actor, u User, hash string) error {
	if err := s.apart(tx, u); err != nil {
		return err
	}
	masked, err := party.MaskedOf(tx, u.inst, u.Party)
	if err != nil {
		return err
	}
	u.Name = masked.Name
	if u.pos, err = userLife.Begin(tx, u.inst, u.ID.String(), by.User); err != nil {
		return err
	}
	free, err := insertUser(tx, u)
	if err != nil {
		return err
	}
	if !free {
		return ErrLoginTaken.New()
	}
	if err := addPassword(tx, u.inst, u.ID, hash, u.Temporary); err != nil {
		return err
	}
	if err := setRoles(tx, u.inst, u.ID, u.Roles); err != nil {
		return err
	}
	err = audit.Write(tx, by, "identity.enrol", "user", u.ID.String(), map[string]string{"roles": strings.Join(u.Roles, ",")})
	if err != nil {
		return err
	}
	return outbox.Emit(tx, u.inst, Enrolled{UserID: u.ID, PartyID: u.Party, Merchant: u.Merchant, Roles: u.Roles})
}

// apart refuses roles that exclude each other over all accounts of a person.
func (s *Service) apart(q store.Q, u User) error {
	others, err := rolesOfParty(q, u.inst, u.Party, u.ID)
	if err != nil {
		return err
	}
	if faults := checkRoles(union(u.Roles, others)); len(faults) > 0 {
		return errs.Fields(faults...)
	}
	return nil
}

// AttachMerchantTx gives an applicant their merchant, at approval.
func (s *Service) AttachMerchantTx(tx *store.Tx, by audit.Actor, of UserID, merchant string) error {
	if err := setMerchant(tx, by.Institution, of, merchant); err != nil {
		return err
	}
	return audit.Write(tx, by, "identity.attach_merchant", "user", of.String(), map[string]string{"merchant": merchant})
}

// List returns the users the actor may see: their shop's, or all.
func (s *Service) List(ctx context.Context, by audit.Actor) (users []User, err error) {
	scope := "*"
	if by.Merchant != "" {
		scope = by.Merchant
	}
	err = s.db.Read(ctx, func(q store.Q) (err error) {
		users, err = listUsers(q, by.Institution, scope)
		return err
	})
	return users, err
}

// Get returns a user.
func (s *Service) Get(ctx context.Context, by audit.Actor, of UserID) (u User, err error) {
	err = s.db.Read(ctx, func(q store.Q) (err error) {
		u, err = userByID(q, by.Institution, of)
		return err
	})
	if err == nil && by.Merchant != "" && by.Merchant != u.Merchant {
		return User{}, ErrUnknown.New()
	}
	return u, err
}

// Recipient is a user to be told something.
type Recipient struct {
	User  UserID
	Party party.ID
}

// Recipients returns the active users of a merchant that hold a role.
func Recipients(q store.Q, inst id.Institution, merchant, role string) ([]Recipient, error) {
	return recipients(q, inst, merchant, role)
}

// PartyOf returns the party behind a user.
func PartyOf(q store.Q, inst id.Institution, of UserID) (party.ID, error) {
	u, err := userByID(q, inst, of)
	return u.Party, err
}

// Name is what pages show of a user.
type Name struct {
	User, Login string
	Masked      string // 王**
	Merchant    string // whose shop they work at; "" for the institution's staff
}

// For returns the name as a reader may see it: the sign-in name, which tells
// two colleagues of one family name apart, stays among colleagues.
func (n Name) For(reader audit.Actor) string {
	if reader.Merchant != "" && reader.Merchant != n.Merchant && reader.User != n.User {
		return n.Masked
	}
	return n.Masked + " · " + n.Login
}

// Names returns the names of users by their ids; who is unknown is left out.
func Names(q store.Q, inst id.Institution, users []string) (map[string]Name, error) {
	return names(q, inst, users)
}

// about collects what a user's password must not be made of.
func (s *Service) about(ctx context.Context, by audit.Actor, u User) (about, error) {
	p, err := s.parties.Open(ctx, by, u.Party, "password check")
	return about{login: u.Login, person: p}, err
}

func (s *Service) passwordRules(ctx context.Context, inst id.Institution) (p passwordPolicy, err error) {
	err = s.db.Read(ctx, func(q store.Q) (err error) {
		p, err = passwordRules(q, inst, s.today())
		return err
	})
	return p, err
}

func (s *Service) checkNew(ctx context.Context, u User, who about, password secret.String, path string) error {
	rules, err := s.passwordRules(ctx, u.inst)
	if err != nil {
		return err
	}
	if faults := rules.check(password, who, path); len(faults) > 0 {
		return errs.Fields(faults...)
	}
	var old []string
	err = s.db.Read(ctx, func(q store.Q) (err error) {
		old, err = lastPasswords(q, u.inst, u.ID, rules.history)
		return err
	})
	if err != nil {
		return err
	}
	for _, hash := range old {
		used, err := s.hashes.verify(ctx, hash, password.Reveal())
		if err != nil {
			return err
		}
		if used {
			return errs.Fields(errs.FieldFault{Path: path, Code: "PW_REUSED",
				Zh: fmt.Sprintf("不能使用最近%d次用过的密码", rules.history), En: fmt.Sprintf("The last %d passwords cannot be used again", rules.history)})
		}
	}
	return nil
}
