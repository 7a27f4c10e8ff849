package identity

import (
	"context"
	"slices"
	"testing"
	"time"

	"tillway/internal/audit"
	"tillway/internal/institution"
	"tillway/internal/institution/institutiontest"
	"tillway/internal/kit/clock"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/flow"
	"tillway/internal/kit/id"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/outbox/outboxtest"
	"tillway/internal/kit/secret"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
	"tillway/internal/module/moduletest"
	"tillway/internal/party"
)

const (
	inst     = id.Institution("ins_999")
	password = "Kx7#mQ2v!Rz9pL"
)

var (
	ctx    = context.Background()
	system = audit.System(inst, "test")
)

// house is the room with a real clock that the test moves.
type house struct {
	*Service
	t    *testing.T
	real time.Time
}

func each(t *testing.T, fn func(t *testing.T, h *house)) {
	t.Helper()
	rooms := []store.Migration{flow.Migrations, outbox.Migrations, audit.Migrations, party.Migrations, institution.Migrations, Migrations}
	storetest.Each(t, rooms, func(t *testing.T, db *store.DB) {
		h := &house{Service: NewCosting(db, party.New(db, moduletest.Start(t)), 8), t: t, real: clock.Now()}
		h.now = func() time.Time { return h.real }
		fn(t, h)
	})
}

func person(n int) party.Person {
	return party.Person{Kind: party.Natural, Name: "测试人", IDNo: party.FictionalID("11", day.New(1990, 1, 1).AddDays(n)), Mobile: "13800000000"}
}

func (h *house) enrol(login string, n int, roles ...string) UserID {
	h.t.Helper()
	made, err := h.Enrol(ctx, system, NewUser{Login: login, Person: person(n), Roles: roles, Password: secret.New(password)})
	if err != nil {
		h.t.Fatal(err)
	}
	return made
}

func (h *house) signIn(login, pw string) (Session, error) {
	return h.SignIn(ctx, Credentials{Institution: inst, Login: login, Password: secret.New(pw), Device: "test browser"})
}

func (h *house) mustSignIn(login, pw string) Session {
	h.t.Helper()
	s, err := h.signIn(login, pw)
	if err != nil {
		h.t.Fatal(err)
	}
	return s
}

func wantErr(t *testing.T, err error, d *errs.Definition) {
	t.Helper()
	if !errs.Is(err, d) {
		t.Fatalf("want %s, got %v", d.Code, err)
	}
}

func wantFault(t *testing.T, err error, code string) {
	t.Helper()
	e := errs.As(err)
	if e == nil || !slices.ContainsFunc(e.Faults, func(f errs.FieldFault) bool { return f.Code == code }) {
		t.Fatalf("want the fault %s, got %v", code, err)
	}
}

func TestS018_FiveFailuresLockAName(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.enrol("somebody", 1, "cs")
		for _, login := range []string{"somebody", "nobody"} { // both answer alike
			for i := range 5 {
				if _, err := h.signIn(login, "wrong"); !errs.Is(err, ErrCredentials) {
					t.Fatalf("%s, try %d: %v", login, i+1, err)
				}
			}
			_, err := h.signIn(login, password)
			wantErr(t, err, ErrLocked)
		}
		h.real = h.real.Add(15*time.Minute - time.Second)
		_, err := h.signIn("somebody", password)
		wantErr(t, err, ErrLocked)
		h.real = h.real.Add(2 * time.Second)
		h.mustSignIn("somebody", password)
		_, err = h.signIn("nobody", password)
		wantErr(t, err, ErrCredentials)
	})
}

// TestS018_TheInstitutionSetsTheNumbers changes them by two people.
func TestS018_TheInstitutionSetsTheNumbers(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		who := h.enrol("somebody", 1, "cs")
		for name, value := range map[string]string{"signin.lock_after": "3", "signin.lock_minutes": "60", "session.idle_minutes": "5",
			"password.min_length": "16", "password.days": "30"} {
			institutiontest.Set(t, h.db, inst, name, value)
		}
		s := h.mustSignIn("somebody", password)
		if s.DaysLeft > 30 {
			t.Errorf("a password of 30 days has %d left", s.DaysLeft)
		}
		err := h.ResetPassword(ctx, system, who, secret.New(password+"-x1"))
		if err != nil {
			t.Fatal(err)
		}
		wantFault(t, h.ResetPassword(ctx, system, who, secret.New("Kx7#mQ2v!Rz9p8X")), "PW_LENGTH")
		token := h.mustSignIn("somebody", password+"-x1").Token.Reveal()
		h.real = h.real.Add(6 * time.Minute)
		_, err = h.Session(ctx, token)
		wantErr(t, err, ErrSession)
		for range 3 {
			_, err = h.signIn("somebody", "wrong")
			wantErr(t, err, ErrCredentials)
		}
		h.real = h.real.Add(59 * time.Minute)
		_, err = h.signIn("somebody", password+"-x1")
		wantErr(t, err, ErrLocked)
		h.real = h.real.Add(2 * time.Minute)
		h.mustSignIn("somebody", password+"-x1")
	})
}

const idle = 15 * time.Minute

func TestS018_SessionsEnd(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		who := h.enrol("somebody", 1, "cs")
		s := h.mustSignIn("Somebody", password) // names are not case-sensitive
		token := s.Token.Reveal()
		if len(token) != 43 { // 32 bytes
			t.Fatalf("a token of %d characters", len(token))
		}
		by, err := h.Session(ctx, token)
		if err != nil || by.User != who.String() || !by.Has("cs") || by.Party == "" {
			t.Fatalf("actor %+v: %v", by, err)
		}
		for range 40 { // used every 14 minutes it lives, but no longer than 8 hours
			h.real = h.real.Add(idle - time.Minute)
			if _, err = h.Session(ctx, token); err != nil {
				break
			}
		}
		wantErr(t, err, ErrSession)
		if lived := h.real.Sub(s.ExpiresAt); lived < 0 || lived > idle {
			t.Fatalf("it ended %s after its time", lived)
		}
		token = h.mustSignIn("somebody", password).Token.Reveal()
		h.real = h.real.Add(idle + time.Second)
		_, err = h.Session(ctx, token)
		wantErr(t, err, ErrSession)

		token = h.mustSignIn("somebody", password).Token.Reveal()
		if err := h.SignOut(ctx, by, token); err != nil {
			t.Fatal(err)
		}
		_, err = h.Session(ctx, token)
		wantErr(t, err, ErrSession)
		_, err = h.Session(ctx, "made up")
		wantErr(t, err, ErrSession)

		token = h.mustSignIn("somebody", password).Token.Reveal()
		if err := h.Disable(ctx, system, who, "left the bank"); err != nil {
			t.Fatal(err)
		}
		_, err = h.Session(ctx, token)
		wantErr(t, err, ErrSession)
		_, err = h.signIn("somebody", password)
		wantErr(t, err, ErrCredentials)
	})
}

func TestS018_NewDeviceIsTold(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.enrol("somebody", 1, "cs")
		for _, device := range []string{"home", "home", "café", "café"} {
			_, err := h.SignIn(ctx, Credentials{Institution: inst, Login: "somebody", Password: secret.New(password), Device: device})
			if err != nil {
				t.Fatal(err)
			}
		}
		if told := outboxtest.Told(t, h.db, "identity.new_device.v1"); len(told) != 1 {
			t.Fatalf("told %d times", len(told))
		}
	})
}

func TestS016_PasswordsAgeAndAreNotReused(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.enrol("somebody", 1, "cs")
		s := h.mustSignIn("somebody", password)
		if s.MustChange || s.DaysLeft != 90 && s.DaysLeft != 89 {
			t.Fatalf("a new password: %+v", s)
		}
		h.db.Clock().Set(h.db.Clock().Now().AddDate(0, 0, 90))
		s = h.mustSignIn("somebody", password)
		if !s.MustChange || len(s.Actor.Roles) != 0 {
			t.Fatalf("after 90 days: must change %v, roles %v", s.MustChange, s.Actor.Roles)
		}
		change := func(old, fresh string) error {
			return h.ChangePassword(ctx, s.Actor, s.Token.Reveal(), secret.New(old), secret.New(fresh))
		}
		wantErr(t, change("wrong", "vR!8tWq2#nZb"), ErrOldPassword)
		wantFault(t, change(password, "Password123!"), "PW_COMMON")
		wantFault(t, change(password, password), "PW_REUSED")
		history := []string{password, "vR!8tWq2#nZb", "9w#Gd2Lx&Yp4", "zH4$kT9@wP2mX", "hQ3^vN8*bY5&cU", "Moss!Anvil42Ribbon"}
		for i := 1; i < len(history); i++ {
			if err := change(history[i-1], history[i]); err != nil {
				t.Fatal(err)
			}
		}
		last := history[len(history)-1]
		wantFault(t, change(last, history[1]), "PW_REUSED") // the fifth back
		if err := change(last, password); err != nil {      // the sixth may come again
			t.Fatal(err)
		}
		if s = h.mustSignIn("somebody", password); s.MustChange || !s.Actor.Has("cs") {
			t.Fatalf("after the change: %+v", s)
		}
	})
}

func TestRolesNeedTwoPeopleAndOnePersonStaysOne(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		if _, err := h.Bootstrap(ctx, inst, NewUser{Login: "first.admin", Person: person(1), Password: secret.New(password)}); err != nil {
			t.Fatal(err)
		}
		_, err := h.Bootstrap(ctx, inst, NewUser{Login: "second.admin", Person: person(2), Password: secret.New(password)})
		wantErr(t, err, ErrBootstrapped)
		first := h.mustSignIn("first.admin", password).Actor
		h.enrol("other.admin", 3, "admin")
		other := h.mustSignIn("other.admin", password).Actor
		who := h.enrol("clerk", 4, "entry")

		// A second account of the same person cannot collect what excludes the first.
		_, err = h.Enrol(ctx, first, NewUser{Login: "clerk.again", Person: person(4), Roles: []string{"reviewer1"}, Password: secret.New(password)})
		wantFault(t, err, "ROLE_EXCLUDED")

		change, err := h.ProposeRoles(ctx, first, who, []string{"reviewer1"}, "promoted")
		if err != nil {
			t.Fatal(err)
		}
		same := first
		same.User = "usr_second_account"
		wantErr(t, h.ApproveRoles(ctx, same, change), ErrSamePerson)
		old := h.mustSignIn("clerk", password)
		if err := h.ApproveRoles(ctx, other, change); err != nil {
			t.Fatal(err)
		}
		_, err = h.Session(ctx, old.Token.Reveal())
		wantErr(t, err, ErrSession)
		if s := h.mustSignIn("clerk", password); !s.Actor.Has("reviewer1") || s.Actor.Has("entry") {
			t.Fatalf("roles %v", s.Actor.Roles)
		}
		wantErr(t, h.ApproveRoles(ctx, other, change), flow.ErrIllegal)
	})
}

func TestAnApplicantsScopeIsNotEverybody(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.enrol("clerk", 1, "cs")
		h.enrol("applicant", 2, "owner")
		s := h.mustSignIn("applicant", password)
		if s.Actor.Merchant != NoMerchant {
			t.Fatalf("the scope of an applicant is %q: empty means all merchants", s.Actor.Merchant)
		}
		users, err := h.List(ctx, s.Actor)
		if err != nil || len(users) != 0 {
			t.Fatalf("an applicant sees %d users: %v", len(users), err)
		}
		_, err = h.Enrol(ctx, s.Actor, NewUser{Login: "friend", Person: person(3), Roles: []string{"cashier"}, Merchant: NoMerchant, Password: secret.New(password)})
		wantErr(t, err, ErrMayNotEnrol)
		if staff := h.mustSignIn("clerk", password); staff.Actor.Merchant != "" {
			t.Fatalf("the institution's people are scoped to %q", staff.Actor.Merchant)
		}
		who := UserID(s.Actor.User)
		if err := h.db.Write(ctx, func(tx *store.Tx) error { return h.AttachMerchantTx(tx, system, who, "mer_1") }); err != nil {
			t.Fatal(err)
		}
		if by, err := h.Session(ctx, s.Token.Reveal()); err != nil || by.Merchant != "mer_1" {
			t.Fatalf("after approval the scope is %q: %v", by.Merchant, err)
		}
	})
}

func TestWhoMayEnrolWhom(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		try := func(by audit.Actor, merchant string, n int, roles ...string) error {
			_, err := h.Enrol(ctx, by, NewUser{Login: "staff." + roles[0], Person: person(n), Roles: roles, Merchant: merchant, Password: secret.New(password)})
			return err
		}
		owner := audit.Actor{Institution: inst, User: "usr_o", Party: "pty_o", Roles: []string{"owner"}, Merchant: "mer_1"}
		if err := try(owner, "mer_1", 1, "cashier"); err != nil {
			t.Fatal(err)
		}
		wantErr(t, try(owner, "mer_2", 2, "manager"), ErrMayNotEnrol)
		wantErr(t, try(owner, "mer_1", 2, "admin"), ErrMayNotEnrol)
		wantErr(t, try(audit.Actor{Institution: inst, User: "usr_x", Roles: []string{"cs"}}, "", 2, "cs"), ErrMayNotEnrol)
		wantErr(t, try(system, "", 2, "cashier"), ErrLoginTaken)
		_, err := h.Enrol(ctx, system, NewUser{Login: "Bad Login", Person: party.Person{Name: "王", IDNo: "123", Mobile: "12"}, Password: secret.New("x")})
		for _, code := range []string{"NAME_LEN", "ID_LEN", "MOBILE_FORM"} {
			wantFault(t, err, code)
		}
	})
}

func TestS016_RemindersAt14And7And1(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.enrol("somebody", 1, "cs")
		for d := 0; d < 92; d++ {
			for range 2 { // a job may run twice
				if err := h.RemindPasswords(ctx, inst); err != nil {
					t.Fatal(err)
				}
			}
			h.db.Clock().Set(h.db.Clock().Now().Add(24 * time.Hour))
		}
		var told []int
		for _, e := range outboxtest.Told(t, h.db, "identity.password_due.v1") {
			due, err := outbox.Decode[PasswordDue](e)
			if err != nil {
				t.Fatal(err)
			}
			told = append(told, due.DaysLeft)
		}
		if !slices.Equal(told, []int{14, 7, 1}) {
			t.Fatalf("told at %v", told)
		}
	})
}
