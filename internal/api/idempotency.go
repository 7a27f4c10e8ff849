package api

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"

	"tillway/internal/kit/store"
)

//go:embed migrations/*.sql
var migrationsFS embed.FS

// Migrations holds the table of answered POSTs.
var Migrations = store.Migration{Room: "api", FS: migrationsFS}

const idempotencyHeader = "Idempotency-Key"

// recorder keeps an answer so that it can be stored and then sent.
type recorder struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

func (r *recorder) WriteHeader(status int) { r.status = status }

func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	return r.body.Write(b)
}

type answer struct {
	digest, contentType string
	status              int
	body                []byte
}

// inFlight serialises requests with the same key, so that a double click does
// not do the work twice while the first is still at it.
var inFlight = struct {
	sync.Mutex
	keys map[string]*sync.Mutex
}{keys: map[string]*sync.Mutex{}}

// idempotent answers a repeated POST with the answer of the first (book
// platform §D.4). Answers that say "try again" are not kept.
func (s *Server) idempotent(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, pattern := s.mux.Handler(r)
		o, known := s.ops[pattern]
		if !known || !o.keyed(r.Method) {
			next.ServeHTTP(w, r)
			return
		}
		key := r.Header.Get(idempotencyHeader)
		if key == "" || len(key) > 200 {
			writeProblem(w, r, errKeyMissing.New())
			return
		}
		s.once(w, r, next, key, o.Secret)
	})
}

func (s *Server) once(w http.ResponseWriter, r *http.Request, next http.Handler, key string, secret bool) {
	by := actor(r.Context())
	scope := by.Institution.String() + "|" + by.User + "|" + key
	lock := lockFor(scope)
	lock.Lock()
	defer lock.Unlock()

	body, err := io.ReadAll(r.Body)
	if err != nil {
		writeProblem(w, r, tooLong())
		return
	}
	told := comparable(r, body)
	if secret { // an unkeyed digest of a body with a password would let a thief of the database try passwords
		told = nil
	}
	sum := sha256.Sum256([]byte(r.Method + " " + r.URL.Path + "\n" + withoutBoundary(r) + "\n" + string(told)))
	digest := hex.EncodeToString(sum[:])
	if old, err := s.storedAnswer(r, by.Institution.String(), by.User, key); err == nil {
		replay(w, r, old, digest)
		return
	} else if !errors.Is(err, store.ErrNoRows) {
		writeProblem(w, r, err)
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	rec := &recorder{ResponseWriter: w}
	next.ServeHTTP(rec, r)
	if rec.status < 500 && rec.status != http.StatusTooManyRequests {
		if err := s.keepAnswer(r, by.Institution.String(), by.User, key, digest, rec); err != nil {
			s.log.Error("answer not kept", "id", requestID(r.Context()), "err", err)
		}
	}
	w.WriteHeader(rec.status)
	_, _ = w.Write(rec.body.Bytes())
}

// comparable leaves a multipart body out of the digest's boundary noise: its
// boundary differs at each try, so it is cut out.
func comparable(r *http.Request, body []byte) []byte {
	if _, boundary, ok := strings.Cut(r.Header.Get("Content-Type"), "boundary="); ok {
		return bytes.ReplaceAll(body, []byte(boundary), nil)
	}
	return body
}

func withoutBoundary(r *http.Request) string {
	kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	return kind
}

func replay(w http.ResponseWriter, r *http.Request, old answer, digest string) {
	if old.digest != digest {
		writeProblem(w, r, errKeyReused.New())
		return
	}
	w.Header().Set("Content-Type", old.contentType)
	w.Header().Set("Idempotent-Replayed", "true")
	w.WriteHeader(old.status)
	_, _ = w.Write(old.body)
}

func lockFor(scope string) *sync.Mutex {
	inFlight.Lock()
	defer inFlight.Unlock()
	if len(inFlight.keys) > 100_000 {
		clear(inFlight.keys)
	}
	m := inFlight.keys[scope]
	if m == nil {
		m = &sync.Mutex{}
		inFlight.keys[scope] = m
	}
	return m
}
