// Package authz walks every route of the running product with every role:
// what is not allowed is refused, what needs a session is refused without one
// (deny by default).
package authz

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"slices"
	"strings"
	"testing"
	"time"

	"tillway/test/product"
)

func TestMain(m *testing.M) { product.Main(m) }

const password = "Lantern-Sandbox-47"

// people are the sandbox's sign-in names and the role each holds.
var people = map[string]string{"admin": "admin", "sales": "rm", "entry": "entry", "reviewer1": "reviewer1", "reviewer2": "reviewer2",
	"risk": "risk", "compliance": "compliance", "ops": "ops", "engineer": "engineer", "maker": "settle_maker", "checker": "settle_checker",
	"support": "cs", "trainer": "trainer", "auditor": "auditor", "key1": "keyholder1", "key2": "keyholder2"}

func TestS118_EveryRouteRefusesEveryOtherRole(t *testing.T) {
	base := product.Start(t).Console
	routes := describe(t, base)
	if len(routes) < 80 {
		t.Fatalf("only %d routes are described", len(routes))
	}
	stranger := &http.Client{Timeout: 10 * time.Second}
	for _, r := range routes {
		if r.closed {
			if status, _ := call(t, stranger, base, r); status != http.StatusUnauthorized {
				t.Errorf("%s %s answers %d without a session", r.method, r.path, status)
			}
		}
	}
	refused, reached := 0, 0
	for login, role := range people {
		c := signIn(t, base, login)
		for _, r := range routes {
			if len(r.roles) == 0 {
				continue
			}
			allowed := slices.Contains(r.roles, role)
			if allowed && r.method != http.MethodGet {
				continue // what it would do is its room's test
			}
			status, code := call(t, c, base, r)
			switch {
			case !allowed && (status != http.StatusForbidden || code != "api.role"):
				t.Errorf("%s: %s %s answers %d %s, want 403", role, r.method, r.path, status, code)
			case allowed && (code == "api.role" || status >= 500):
				t.Errorf("%s: %s %s answers %d %s, but the role is listed", role, r.method, r.path, status, code)
			case allowed:
				reached++
			default:
				refused++
			}
		}
	}
	t.Logf("%d routes, %d refusals, %d reached", len(routes), refused, reached)
	if refused < 1000 || reached < 50 {
		t.Errorf("the walk is too short to prove anything: %d refused, %d reached", refused, reached)
	}
}

type route struct {
	method, path string
	roles        []string
	closed       bool // needs a session
}

func describe(t *testing.T, base string) (out []route) {
	t.Helper()
	resp, err := http.Get(base + "/openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var doc struct {
		OpenAPI string `json:"openapi"`
		Paths   map[string]map[string]struct {
			Roles  []string `json:"x-roles"`
			Access string   `json:"x-access"`
		} `json:"paths"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&doc); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(doc.OpenAPI, "3.1") {
		t.Fatalf("the description is OpenAPI %s", doc.OpenAPI)
	}
	for path, methods := range doc.Paths {
		for method, op := range methods {
			if op.Access == "" {
				t.Errorf("%s %s does not say who may call it", method, path)
			}
			out = append(out, route{strings.ToUpper(method), path, op.Roles, op.Access != "public"})
		}
	}
	return out
}

// call waits when it is asked to slow down: a walk is quicker than a person.
func call(t *testing.T, c *http.Client, base string, r route) (status int, code string) {
	t.Helper()
	for range 50 {
		if status, code = once(t, c, base, r); status != http.StatusTooManyRequests {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	return status, code
}

func once(t *testing.T, c *http.Client, base string, r route) (status int, code string) {
	t.Helper()
	path := r.path
	for strings.Contains(path, "{") {
		open, end := strings.Index(path, "{"), strings.Index(path, "}")
		path = path[:open] + "2026-03-02" + path[end+1:]
	}
	req, err := http.NewRequest(r.method, base+path, bytes.NewReader([]byte("{}")))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Idempotency-Key", fmt.Sprintf("walk-%d", time.Now().UnixNano()))
	resp, err := c.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, _ := io.ReadAll(resp.Body)
	var p struct {
		Code string `json:"code"`
	}
	_ = json.Unmarshal(b, &p)
	return resp.StatusCode, p.Code
}

func signIn(t *testing.T, base, login string) *http.Client {
	t.Helper()
	jar, _ := cookiejar.New(nil)
	c := &http.Client{Jar: jar, Timeout: 20 * time.Second}
	body, _ := json.Marshal(map[string]string{"institution": "999", "login": login, "password": password})
	resp, err := c.Post(base+"/v1/session", "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		b, _ := io.ReadAll(resp.Body)
		t.Fatalf("%s cannot sign in: %s", login, b)
	}
	return c
}
