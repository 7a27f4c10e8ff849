package registryhttp

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"tillway/internal/kit/errs"
	"tillway/internal/onboarding"
)

// serve answers every call with the next answer, the last for ever.
func serve(t *testing.T, asked *atomic.Int64, answers ...string) *Client {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := int(asked.Add(1)) - 1
		a := answers[min(n, len(answers)-1)]
		if a == "broken" {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		if body, _ := io.ReadAll(r.Body); !strings.Contains(string(body), `"id_no"`) && !strings.Contains(string(body), `"legal_id_no"`) {
			t.Errorf("the question misses a field: %s", body)
		}
		_, _ = io.WriteString(w, a)
	}))
	t.Cleanup(s.Close)
	return New(s.URL + "/")
}

func TestS031_AnswersAreRead(t *testing.T) {
	ctx := context.Background()
	var n atomic.Int64
	who, err := serve(t, &n, `{"ref":"REG1","result":"match_photo","expired":true}`).Identity(ctx, onboarding.IdentityQuery{Name: "测试", IDNo: "1"})
	if want := (onboarding.IdentityAnswer{Ref: "REG1", Result: "match_photo", Expired: true}); err != nil || who != want {
		t.Fatalf("%+v %v", who, err)
	}
	firm, err := serve(t, &n, `{"ref":"REG2","result":"revoked","status":"吊销","name_match":true}`).Business(ctx, onboarding.BusinessQuery{USCC: "9"})
	if want := (onboarding.BusinessAnswer{Ref: "REG2", Result: "revoked", Status: "吊销", NameMatch: true}); err != nil || firm != want {
		t.Fatalf("%+v %v", firm, err)
	}
	card, err := serve(t, &n, `{"ref":"REG3","result_code":96}`).Card(ctx, onboarding.CardQuery{CardNo: "6"})
	if want := (onboarding.CardAnswer{Ref: "REG3", Code: 96}); err != nil || card != want {
		t.Fatalf("%+v %v", card, err)
	}
}

func TestS031_SilenceIsNeverYes(t *testing.T) {
	ctx := context.Background()
	var n atomic.Int64
	if _, err := serve(t, &n, `{}`).Card(ctx, onboarding.CardQuery{}); !errs.Is(err, onboarding.ErrRegistry) {
		t.Fatalf("an answer without a code passed: %v", err)
	}
	n.Store(0)
	if _, err := serve(t, &n, "broken", "broken", `{"result":"match_photo"}`).Identity(ctx, onboarding.IdentityQuery{}); err != nil || n.Load() != 3 {
		t.Fatalf("the third try: %v after %d", err, n.Load())
	}
	n.Store(0)
	c := serve(t, &n, "broken")
	for range openAfter {
		if _, err := c.Identity(ctx, onboarding.IdentityQuery{}); !errs.Is(err, onboarding.ErrRegistry) {
			t.Fatalf("a broken registry: %v", err)
		}
	}
	before := n.Load()
	if _, err := c.Identity(ctx, onboarding.IdentityQuery{}); !errs.Is(err, onboarding.ErrRegistry) || n.Load() != before {
		t.Fatalf("it was asked again at once: %v", err)
	}
}
