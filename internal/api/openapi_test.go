package api

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"strings"
	"testing"
)

// description is what the tests read of the OpenAPI document.
type description struct {
	Paths map[string]map[string]struct {
		ID         string   `json:"operationId"`
		Summary    string   `json:"summary"`
		Tags       []string `json:"tags"`
		Access     string   `json:"x-access"`
		Parameters []struct {
			Name, In string
			Required bool
		} `json:"parameters"`
		Body *struct {
			Content map[string]struct{ Schema map[string]any }
		} `json:"requestBody"`
		Responses map[string]struct {
			Content map[string]struct{ Schema map[string]any }
		} `json:"responses"`
		Security []map[string][]string `json:"security"`
	} `json:"paths"`
	Components struct {
		Schemas map[string]struct {
			Properties map[string]any `json:"properties"`
		} `json:"schemas"`
	} `json:"components"`
}

func described(t *testing.T) (d description, s *Server) {
	t.Helper()
	s = New(Rooms{}, slog.New(slog.DiscardHandler))
	b, err := s.OpenAPI()
	if err == nil {
		err = json.Unmarshal(b, &d)
	}
	if err != nil {
		t.Fatal(err)
	}
	return d, s
}

func TestTheDescriptionIsWhole(t *testing.T) {
	d, s := described(t)
	seen := map[string]bool{}
	for path, methods := range d.Paths {
		for method, o := range methods {
			at := strings.ToUpper(method) + " " + path
			if o.ID == "" || o.Summary == "" || len(o.Tags) != 1 || o.Access == "" || seen[o.ID] {
				t.Errorf("%s: id %q, summary %q, tags %v, access %q", at, o.ID, o.Summary, o.Tags, o.Access)
			}
			seen[o.ID] = true
			if _, ok := o.Responses["default"].Content["application/problem+json"]; !ok {
				t.Errorf("%s does not describe its problem document", at)
			}
			if (o.Access == "public") == (len(o.Security) > 0) {
				t.Errorf("%s is %s, but its security is %v", at, o.Access, o.Security)
			}
			good := 0
			for status, r := range o.Responses {
				if strings.HasPrefix(status, "2") && (len(r.Content) > 0 || status == "204") {
					good++
				}
			}
			if good != 1 {
				t.Errorf("%s describes %d good answers", at, good)
			}
			keyed := false
			for _, p := range o.Parameters {
				keyed = keyed || p.Name == idempotencyHeader && p.In == "header" && p.Required
			}
			if op := s.ops[at]; keyed != op.keyed(strings.ToUpper(method)) {
				t.Errorf("%s: idempotency key described: %v", at, keyed)
			}
		}
	}
	if len(seen) < 100 {
		t.Fatalf("only %d operations", len(seen))
	}
}

// Every act on money recognises its repetition.
func TestMoneyRoutesTakeAnIdempotencyKey(t *testing.T) {
	_, s := described(t)
	n := 0
	for _, r := range s.Routes() {
		for _, part := range []string{"/v1/settlement/", "/v1/deposits/", "/v1/receipts/", "/account"} {
			if r.Method != http.MethodGet && strings.Contains(r.Path, part) {
				n++
				if o := s.ops[r.Method+" "+r.Path]; !o.keyed(r.Method) {
					t.Errorf("%s %s can be done twice by a double click", r.Method, r.Path)
				}
			}
		}
	}
	if n < 15 {
		t.Fatalf("only %d routes move money", n)
	}
}

func TestSchemasSpeakOfTheBusiness(t *testing.T) {
	d, _ := described(t)
	for name, s := range d.Components.Schemas {
		for _, program := range []string{"Body", "ListPage", "IDPath", "Struct"} {
			if strings.Contains(name, program) {
				t.Errorf("schema %s is a name of the program", name)
			}
		}
		for property := range s.Properties {
			if property != strings.ToLower(property) {
				t.Errorf("%s.%s is a field of the program", name, property)
			}
		}
	}
	for _, p := range []string{"id", "status", "timeline", "postings", "requested_fen", "pan_mask"} {
		if _, ok := d.Components.Schemas["PaymentDetail"].Properties[p]; !ok {
			t.Errorf("PaymentDetail does not describe %s", p)
		}
	}
}
