package identity

import (
	"time"

	"tillway/internal/institution"
	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

// The numbers of passwords, sign-in and sessions are parameters of the
// institution (book acquiring-rules §7.6; PCI DSS 8.2.8, 8.3.4, 8.3.6, 8.3.9).

// passwordPolicy is what a new password must be like.
type passwordPolicy struct {
	minLength, maxLength, classes, score, run, history int
}

func passwordRules(q store.Q, inst id.Institution, on day.Date) (p passwordPolicy, err error) {
	r := institution.On(q, inst, on)
	for name, into := range map[string]*int{"password.min_length": &p.minLength, "password.max_length": &p.maxLength, "password.classes": &p.classes,
		"password.score": &p.score, "password.run": &p.run, "password.history": &p.history} {
		*into = int(r.Int(name))
	}
	return p, r.Err()
}

// sessionPolicy is how long a session and a password serve.
type sessionPolicy struct {
	idle, life, passwordLife time.Duration
}

func sessionRules(q store.Q, inst id.Institution, on day.Date) (sessionPolicy, error) {
	r := institution.On(q, inst, on)
	p := sessionPolicy{idle: r.Duration("session.idle_minutes"), life: r.Duration("session.hours"), passwordLife: r.Duration("password.days")}
	return p, r.Err()
}

// lockPolicy is when a sign-in name is closed, and for how long.
type lockPolicy struct {
	after      int
	lasts      time.Duration
	forgetting time.Duration
}

func lockRules(q store.Q, inst id.Institution, on day.Date) (lockPolicy, error) {
	r := institution.On(q, inst, on)
	p := lockPolicy{after: int(r.Int("signin.lock_after")), lasts: r.Duration("signin.lock_minutes"), forgetting: r.Duration("signin.forget_hours")}
	return p, r.Err()
}
