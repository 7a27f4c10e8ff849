// Package api is the one door for people and programs: a REST interface with
// an OpenAPI 3.1 description made from its Go types, sessions, and the
// embedded console. One file per room registers that room's routes; every
// route says who may call it (DESIGN §11).
package api

import (
	"context"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"tillway/internal/audit"
	"tillway/internal/kit/clock"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/rnd"
)

// Server answers HTTP.
type Server struct {
	Rooms
	log    *slog.Logger
	mux    *http.ServeMux
	huma   huma.API
	routes []Route
	ops    map[string]op // by method and path pattern
	limits *limiter
}

// New registers every room's routes.
func New(rooms Rooms, log *slog.Logger) *Server {
	s := &Server{Rooms: rooms, log: log, mux: http.NewServeMux(), ops: map[string]op{}, limits: newLimiter()}
	huma.NewErrorWithContext = humaProblem
	huma.NewError = func(status int, msg string, details ...error) huma.StatusError {
		return humaProblem(nil, status, msg, details...)
	}
	s.huma = humago.New(s.mux, describe())
	s.registerRooms()
	s.mux.HandleFunc("/v1/", func(w http.ResponseWriter, r *http.Request) { writeProblem(w, r, errRoute.New()) })
	s.mux.Handle("/", consoleHandler())
	return s
}

// Version is the release, set by the linker.
var Version = "0.1.0"

// Handler is the whole chain, from the outside in: headers, request id,
// recovery, cross-origin protection, rate limit, session, strict JSON,
// idempotency, route.
func (s *Server) Handler() http.Handler {
	var h http.Handler = s.mux
	h = s.idempotent(h)
	h = s.strictJSON(h)
	h = s.authorise(h)
	h = s.rateLimit(h)
	h = s.sameOrigin(h)
	h = s.recovered(h)
	h = s.identified(h)
	return securityHeaders(h)
}

// OpenAPI returns the description as JSON.
func (s *Server) OpenAPI() ([]byte, error) { return s.huma.OpenAPI().MarshalJSON() }

type ctxKey int

const (
	keyActor ctxKey = iota
	keyRequest
	keyLanguage
	keyToken
	keyAddress
)

func actor(ctx context.Context) audit.Actor {
	a, _ := ctx.Value(keyActor).(audit.Actor)
	return a
}

func requestID(ctx context.Context) string {
	id, _ := ctx.Value(keyRequest).(string)
	return id
}

func token(ctx context.Context) string {
	t, _ := ctx.Value(keyToken).(string)
	return t
}

func address(ctx context.Context) string {
	a, _ := ctx.Value(keyAddress).(string)
	return a
}

func language(ctx context.Context) string {
	l, _ := ctx.Value(keyLanguage).(string)
	return l
}

// contentPolicy allows own scripts only. Ant Design writes style elements at
// run time, hence 'unsafe-inline' for styles; connect-src names loopback for
// the sandbox's terminal engine, which is another process (DESIGN §11).
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
	"font-src 'self' data:; connect-src 'self' http://127.0.0.1:* http://localhost:*; frame-src 'self' blob:; object-src 'none'; " +
	"frame-ancestors 'none'; base-uri 'none'; form-action 'self'"

func securityHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", contentPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(self)")
		if strings.HasPrefix(r.URL.Path, "/v1/") {
			h.Set("Cache-Control", "no-store")
		}
		next.ServeHTTP(w, r)
	})
}

func (s *Server) identified(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := "req_" + rnd.Hex(8)
		w.Header().Set("X-Request-Id", id)
		ctx := context.WithValue(r.Context(), keyRequest, id)
		ctx = context.WithValue(ctx, keyLanguage, r.Header.Get("Accept-Language"))
		ctx = context.WithValue(ctx, keyAddress, remoteIP(r))
		start := clock.Now()
		next.ServeHTTP(w, r.WithContext(ctx))
		s.log.Debug("request", "id", id, "method", r.Method, "path", r.URL.Path, "ms", clock.Since(start).Milliseconds())
	})
}

// recovered answers a panic as our fault. The stack goes to the log without
// the panic's value, which could hold a secret.
func (s *Server) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if v := recover(); v != nil {
				s.log.Error("panic in a request", "id", requestID(r.Context()), "stack", string(debug.Stack()))
				writeProblem(w, r, errInternal.New())
			}
		}()
		next.ServeHTTP(w, r)
	})
}

func (s *Server) sameOrigin(next http.Handler) http.Handler {
	p := http.NewCrossOriginProtection()
	p.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		writeProblem(w, r, errCrossSite.New())
	}))
	return p.Handler(next)
}

func (s *Server) logFailure(ctx context.Context, err error) {
	if e := errs.As(err); e == nil || e.Def.Kind == errs.Internal {
		s.log.Error("request failed", "id", requestID(ctx), "err", err)
	}
}
