package api

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"

	"golang.org/x/time/rate"

	"tillway/internal/audit"
)

const sessionCookie = "tillway_session"

// authorise finds the caller's session and checks the route's table entry
// before anything of the request is read.
func (s *Server) authorise(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, pattern := s.mux.Handler(r)
		o, known := s.ops[pattern]
		if !known || o.Public {
			if c, err := r.Cookie(sessionCookie); err == nil && known {
				if by, err := s.Identity.Session(r.Context(), c.Value); err == nil {
					r = withActor(r, by, c.Value)
				}
			}
			next.ServeHTTP(w, r)
			return
		}
		c, err := r.Cookie(sessionCookie)
		if err != nil {
			writeProblem(w, r, errSignIn.New())
			return
		}
		by, err := s.Identity.Session(r.Context(), c.Value)
		if err != nil {
			writeProblem(w, r, err)
			return
		}
		if !o.AnyUser && !slices.ContainsFunc(o.Roles, by.Has) {
			writeProblem(w, r, errRole.New())
			return
		}
		next.ServeHTTP(w, withActor(r, by, c.Value))
	})
}

func withActor(r *http.Request, by audit.Actor, token string) *http.Request {
	by.IP = remoteIP(r)
	return r.WithContext(context.WithValue(context.WithValue(r.Context(), keyActor, by), keyToken, token))
}

func remoteIP(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return ""
	}
	return host
}

// strictJSON reads a JSON body whole and refuses what decoders would resolve
// in silence.
func (s *Server) strictJSON(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Body == nil || r.ContentLength == 0 || !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
			next.ServeHTTP(w, r)
			return
		}
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxJSONBytes))
		if err != nil {
			writeProblem(w, r, tooLong())
			return
		}
		if err := checkJSON(body); err != nil {
			writeProblem(w, r, err)
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		next.ServeHTTP(w, r)
	})
}

// limiter gives each address its own token bucket. Sign-in has a bucket of its
// own, since guessing passwords must be slower than working.
type limiter struct {
	mu      sync.Mutex
	general map[string]*rate.Limiter
	signIn  map[string]*rate.Limiter
}

func newLimiter() *limiter {
	return &limiter{general: map[string]*rate.Limiter{}, signIn: map[string]*rate.Limiter{}}
}

func (l *limiter) allow(ip string, signIn bool) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	set, r, burst := l.general, rate.Limit(200), 400
	if signIn {
		set, r, burst = l.signIn, rate.Limit(2), 60
	}
	if len(set) > 10_000 { // a flood of addresses must not fill the memory
		clear(set)
	}
	b := set[ip]
	if b == nil {
		b = rate.NewLimiter(r, burst)
		set[ip] = b
	}
	return b.Allow()
}

func (s *Server) rateLimit(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/v1/") {
			signIn := r.Method == http.MethodPost && r.URL.Path == "/v1/session"
			if !s.limits.allow(remoteIP(r), signIn) {
				w.Header().Set("Retry-After", "1")
				writeProblem(w, r, errTooMany.New())
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}
