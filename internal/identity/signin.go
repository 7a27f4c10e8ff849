package identity

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
	"time"

	"tillway/internal/audit"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/id"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/rnd"
	"tillway/internal/kit/secret"
	"tillway/internal/kit/store"
)

const (
	sessionTouch = 30 * time.Second // how exactly idleness is measured
	tokenBytes   = 32
	forgetAfter  = 30 * 24 * time.Hour // rows of ended sessions
)

// Credentials are what a person types, and from where.
type Credentials struct {
	Institution id.Institution
	Login       string
	Password    secret.String
	IP          string
	Device      string // the browser's own words; kept as a digest
}

// Session is a signed-in browser. The token is shown once, here.
type Session struct {
	Token      secret.String
	Actor      audit.Actor
	Login      string
	MustChange bool // the password is due: until it is changed there are no roles
	DaysLeft   int  // until the password is due
	ExpiresAt  time.Time
}

func digest(s string) []byte {
	sum := sha256.Sum256([]byte(s))
	return sum[:]
}

// SignIn opens a session. All ways to fail look the same from outside, except
// that a name under attack is closed for a while, whether it exists or not.
func (s *Service) SignIn(ctx context.Context, c Credentials) (Session, error) {
	c.Login = strings.ToLower(strings.TrimSpace(c.Login))
	name, now := digest(c.Login), s.now()
	var u User
	var tries attempt
	err := s.db.Read(ctx, func(q store.Q) (err error) {
		if tries, err = loadAttempt(q, c.Institution, name); err != nil {
			return err
		}
		u, err = userByLogin(q, c.Institution, c.Login)
		return ignoreUnknown(err)
	})
	if err != nil {
		return Session{}, err
	}
	if err := tries.closed(now); err != nil {
		return Session{}, err
	}
	hash := u.hash
	if hash == "" {
		hash = s.hashes.nobody()
	}
	good, err := s.hashes.verify(ctx, hash, c.Password.Reveal())
	if err != nil {
		return Session{}, err
	}
	if !good || u.ID == "" || !u.pos.Status.Is("active") {
		return Session{}, s.failed(ctx, c, u, name)
	}
	return s.open(ctx, c, u, name)
}

func ignoreUnknown(err error) error {
	if errs.Is(err, ErrUnknown) {
		return nil
	}
	return err
}

// closed returns an error while the name is locked.
func (a attempt) closed(now time.Time) error {
	if left := a.until.Sub(now); left > 0 {
		return ErrLocked.New("minutes", strconv.Itoa(int(left/time.Minute)+1))
	}
	return nil
}

// next counts one more failure.
func (a attempt) next(now time.Time, p lockPolicy) attempt {
	if now.Sub(a.last) > p.forgetting {
		a = attempt{}
	}
	a.failures, a.last = a.failures+1, now
	if a.failures >= p.after {
		a.failures, a.until = 0, now.Add(p.lasts)
	}
	return a
}

// failed counts a failure and returns what the caller may know.
func (s *Service) failed(ctx context.Context, c Credentials, u User, name []byte) error {
	now := s.now()
	err := s.db.Write(ctx, func(tx *store.Tx) error {
		tries, err := loadAttempt(tx, c.Institution, name)
		if err != nil {
			return err
		}
		rules, err := lockRules(tx, c.Institution, day.Of(tx.Now()))
		if err != nil {
			return err
		}
		tries = tries.next(now, rules)
		if err := saveAttempt(tx, c.Institution, name, tries); err != nil || u.ID == "" {
			return err
		}
		by := u.actor()
		by.IP = c.IP
		if err := audit.Write(tx, by, "identity.sign_in_failed", "user", u.ID.String(), nil); err != nil {
			return err
		}
		if tries.until.After(now) {
			return outbox.Emit(tx, c.Institution, Locked{UserID: u.ID, PartyID: u.Party})
		}
		return nil
	})
	if err != nil {
		return err
	}
	return ErrCredentials.New()
}

// open stores a session of a user whose password was right.
func (s *Service) open(ctx context.Context, c Credentials, u User, name []byte) (Session, error) {
	token := base64.RawURLEncoding.EncodeToString(rnd.Bytes(tokenBytes))
	now := s.now()
	device := base64.RawURLEncoding.EncodeToString(digest(c.Device)[:12])
	by := u.actor()
	by.IP, by.Device = c.IP, device
	var rules sessionPolicy
	err := s.db.Write(ctx, func(tx *store.Tx) error {
		tries, err := loadAttempt(tx, c.Institution, name)
		if err == nil { // guesses that ran beside this one count
			err = tries.closed(now)
		}
		if err != nil {
			return err
		}
		if err := forgetAttempts(tx, c.Institution, name); err != nil {
			return err
		}
		if err := insertSession(tx, digest(token), session{inst: c.Institution, user: u.ID, device: device, started: now}); err != nil {
			return err
		}
		if err := s.noticeDevice(tx, u, device); err != nil {
			return err
		}
		if rules, err = sessionRules(tx, c.Institution, day.Of(tx.Now())); err != nil {
			return err
		}
		return audit.Write(tx, by, "identity.sign_in", "user", u.ID.String(), nil)
	})
	if err != nil {
		return Session{}, err
	}
	return s.describe(u, by, secret.New(token), now, rules), nil
}

// noticeDevice tells about a second device; the first is how one begins.
func (s *Service) noticeDevice(tx *store.Tx, u User, device string) error {
	known, err := devices(tx, u.inst, u.ID)
	if err != nil {
		return err
	}
	fresh, err := knowDevice(tx, u.inst, u.ID, device)
	if err != nil || !fresh || known == 0 {
		return err
	}
	return outbox.Emit(tx, u.inst, NewDevice{UserID: u.ID, PartyID: u.Party, Merchant: u.Merchant})
}

func (s *Service) describe(u User, by audit.Actor, token secret.String, started time.Time, p sessionPolicy) Session {
	now := s.db.Clock().Now()
	out := Session{Token: token, Actor: by, Login: u.Login, MustChange: u.due(now, p.passwordLife), DaysLeft: u.daysLeft(now, p.passwordLife),
		ExpiresAt: started.Add(p.life)}
	if out.MustChange {
		out.Actor.Roles = nil
	}
	return out
}

// Current returns the session of a token, or ErrSession.
func (s *Service) Current(ctx context.Context, token string) (Session, error) {
	key, now := digest(token), s.now()
	var at session
	var u User
	var rules sessionPolicy
	err := s.db.Read(ctx, func(q store.Q) (err error) {
		if at, err = loadSession(q, key); err != nil {
			return ErrSession.Wrap(err)
		}
		if rules, err = sessionRules(q, at.inst, s.today()); err != nil {
			return err
		}
		u, err = userByID(q, at.inst, at.user)
		return err
	})
	if err != nil {
		return Session{}, err
	}
	if at.ended || now.Sub(at.seen) > rules.idle || now.Sub(at.started) > rules.life || !u.pos.Status.Is("active") {
		return Session{}, ErrSession.New()
	}
	if now.Sub(at.seen) > sessionTouch {
		if err := s.db.Write(ctx, func(tx *store.Tx) error { return touchSession(tx, key, now) }); err != nil {
			return Session{}, err
		}
	}
	by := u.actor()
	by.Device = at.device
	return s.describe(u, by, secret.New(token), at.started, rules), nil
}

// Session returns who acts under a token.
func (s *Service) Session(ctx context.Context, token string) (audit.Actor, error) {
	cur, err := s.Current(ctx, token)
	return cur.Actor, err
}

// SignOut ends a session.
func (s *Service) SignOut(ctx context.Context, by audit.Actor, token string) error {
	now := s.now()
	return s.db.Write(ctx, func(tx *store.Tx) error {
		if err := endSession(tx, digest(token), now); err != nil {
			return err
		}
		return audit.Write(tx, by, "identity.sign_out", "user", by.User, nil)
	})
}

// ForgetSessions removes sessions and failed tries of a month ago.
func (s *Service) ForgetSessions(ctx context.Context) error {
	before := s.now().Add(-forgetAfter)
	return s.db.Write(ctx, func(tx *store.Tx) error { return purgeSessions(tx, before) })
}

// NoMerchant is the scope of an applicant: a shop's person whose shop does not
// exist yet. An empty scope is the institution's own people's, who see all.
const NoMerchant = "none"

// actor is who acts when this user does.
func (u User) actor() audit.Actor {
	if u.Merchant == "" && slices.ContainsFunc(u.Roles, isShop) {
		u.Merchant = NoMerchant
	}
	return audit.Actor{Institution: u.inst, User: u.ID.String(), Party: u.Party.String(), Name: u.Name, Roles: u.Roles, Merchant: u.Merchant}
}
