package api

import (
	"net/http"
	"strings"
	"testing"
)

// Whoever is signed in sees the own name; others see it masked, and the
// sign-in name only where they are colleagues.
func TestS118_NamesAreMaskedForOthers(t *testing.T) {
	d := openDoor(t)
	one := d.signIn("review.one")
	me := one.call(http.StatusOK, "GET", "/v1/session", nil)
	own, _ := me["name"].(string)
	if own == "" || strings.Contains(own, "*") || me["login"] != "review.one" {
		t.Fatalf("own session: %v %v", me["name"], me["login"])
	}
	owner := d.signIn("owner.one")
	app := owner.filled()
	path := "/v1/applications/" + app["id"].(string)
	owner.papers(path)
	owner.call(http.StatusOK, "POST", path+"/submit", nil)

	byOwner := firstStep(t, owner.call(http.StatusOK, "GET", path, nil))
	if name, _ := byOwner["by_name"].(string); !strings.Contains(name, "*") || !strings.HasSuffix(name, "owner.one") {
		t.Errorf("the owner's own step reads %q", name)
	}
	review := "/v1/reviews/" + app["id"].(string)
	one.call(http.StatusOK, "POST", review+"/claim", nil)
	colleague := d.signIn("review.two").call(http.StatusOK, "GET", path, nil)
	if name, _ := colleague["claimed_by_name"].(string); !strings.HasSuffix(name, "review.one") || strings.Contains(name, own) {
		t.Errorf("a colleague reads %q", name)
	}
	if name, _ := owner.call(http.StatusOK, "GET", path, nil)["claimed_by_name"].(string); name == "" || strings.Contains(name, "review.one") || strings.Contains(name, own) {
		t.Errorf("the applicant reads %q", name)
	}
}

func firstStep(t *testing.T, body map[string]any) map[string]any {
	t.Helper()
	steps, _ := body["steps"].([]any)
	if len(steps) == 0 {
		t.Fatal("no steps")
	}
	return steps[0].(map[string]any)
}
