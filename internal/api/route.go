package api

import (
	"context"
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"tillway/internal/audit"
)

// op says who may call a route and how it reads in the reference. A route that
// names neither roles nor Public nor AnyUser does not start: deny by default.
type op struct {
	ID, Summary string
	Roles       []string // any of these
	Public      bool     // no session needed
	AnyUser     bool     // any signed-in person
	Status      int      // success status; 200 unless given
	MaxBody     int64    // bytes; 1 MiB unless given
	Tag         string   // the room; taken from the path unless given
	NoKey       bool     // a POST that needs no Idempotency-Key (sign-in, verification)
	Secret      bool     // the body holds a password: its digest is not kept beside the answer
	Bytes       bytesOf  // of a raw route: what it reads and writes
	Machine     bool     // called by programs without a browser session (wallet notices)
}

// Route is an entry of the authorisation table, walked by a test.
type Route struct {
	Method, Path string
	Roles        []string
	Public       bool
	AnyUser      bool
}

// access tells readers of the description who may call an operation.
func (o op) access() map[string]any {
	kind := "roles"
	switch {
	case o.Public:
		kind = "public"
	case o.AnyUser:
		kind = "any user"
	}
	return map[string]any{"x-roles": o.Roles, "x-access": kind}
}

// split divides "POST /v1/x" into its two words.
func split(pattern string) (method, path string) {
	method, path, ok := strings.Cut(pattern, " ")
	if !ok {
		panic("api: bad pattern " + pattern)
	}
	return method, path
}

func (s *Server) enter(pattern string, o *op) (method, path string) {
	method, path = split(pattern)
	if !o.Public && !o.AnyUser && len(o.Roles) == 0 {
		panic("api: " + pattern + " says nobody may call it")
	}
	if o.Tag == "" {
		o.Tag, _, _ = strings.Cut(strings.TrimPrefix(path, "/v1/"), "/")
	}
	s.routes = append(s.routes, Route{method, path, o.Roles, o.Public, o.AnyUser})
	s.ops[method+" "+path] = *o
	return method, path
}

// Routes returns the authorisation table.
func (s *Server) Routes() []Route { return s.routes }

type output[O any] struct{ Body O }

// route registers a JSON operation. in is a struct with huma tags (path, query,
// header, Body); the result is the response body.
func route[I, O any](s *Server, pattern string, o op, h func(ctx context.Context, by audit.Actor, in *I) (O, error)) {
	method, path := s.enter(pattern, &o)
	maxBody := o.MaxBody
	if maxBody == 0 {
		maxBody = maxJSONBytes
	}
	namesPeople(reflect.TypeFor[O]()) // looked up once, before anybody asks
	describable(reflect.TypeFor[O](), pattern)
	d := o.operation(method, path)
	d.MaxBodyBytes = maxBody
	huma.Register(s.huma, d, func(ctx context.Context, in *I) (*output[O], error) {
		out, err := h(ctx, actor(ctx), in)
		if err == nil {
			err = s.nameEveryone(ctx, actor(ctx), &out)
		}
		if err != nil {
			return nil, s.fail(ctx, err)
		}
		return &output[O]{emptyLists(out)}, nil
	})
}

// routeFull registers an operation whose output struct also sets headers.
func routeFull[I, O any](s *Server, pattern string, o op, h func(ctx context.Context, in *I) (*O, error)) {
	method, path := s.enter(pattern, &o)
	d := o.operation(method, path)
	d.MaxBodyBytes = maxJSONBytes
	huma.Register(s.huma, d, func(ctx context.Context, in *I) (*O, error) {
		out, err := h(ctx, in)
		if err != nil {
			return nil, s.fail(ctx, err)
		}
		return out, nil
	})
}

// emptyLists turns a nil slice result into an empty one, so that JSON shows []
// and not null at the top level.
func emptyLists[O any](out O) O {
	v := reflect.ValueOf(&out).Elem()
	if v.Kind() == reflect.Slice && v.IsNil() {
		v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	}
	return out
}

// routeRaw registers an operation that reads or writes bytes (files, uploads).
func routeRaw(s *Server, pattern string, o op, h func(w http.ResponseWriter, r *http.Request, by audit.Actor) error) {
	method, path := s.enter(pattern, &o)
	s.mux.HandleFunc(method+" "+path, func(w http.ResponseWriter, r *http.Request) {
		if o.MaxBody > 0 {
			r.Body = http.MaxBytesReader(w, r.Body, o.MaxBody)
		}
		if err := h(w, r, actor(r.Context())); err != nil {
			s.logFailure(r.Context(), err)
			writeProblem(w, r, err)
		}
	})
	s.huma.OpenAPI().AddOperation(s.rawOperation(o, method, path))
}

// fail logs our own faults and words every failure for the caller.
func (s *Server) fail(ctx context.Context, err error) error {
	s.logFailure(ctx, err)
	return problemOf(err, requestID(ctx), language(ctx))
}
