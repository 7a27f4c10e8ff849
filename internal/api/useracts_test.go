package api

import (
	"net/http"
	"strings"
	"testing"

	"tillway/internal/audit"
	"tillway/internal/onboarding/onboardingtest"
)

func TestS118_RolesAreChangedByTwoPeople(t *testing.T) {
	d := openDoor(t)
	d.Enrol("admin.one", d.Person("管理员", 70), audit.Admin)
	d.Enrol("comp.one", d.Person("合规员", 71), audit.Compliance)
	admin, compliance := d.signIn("admin.one"), d.signIn("comp.one")
	entry := "/v1/users/" + d.Entry.User
	bad := admin.call(http.StatusUnprocessableEntity, "POST", entry+"/roles", map[string]any{"roles": []string{"settle_maker", "settle_checker"}, "reason": "人手不足"})
	if f := bad["fields"].([]any)[0].(map[string]any); f["path"] != "roles" || f["code"] != "ROLE_EXCLUDED" {
		t.Fatalf("two roles that exclude each other: %v", bad)
	}
	change := admin.call(http.StatusCreated, "POST", entry+"/roles", map[string]any{"roles": []string{"cs"}, "reason": "转岗到客服"})["id"].(string)
	admin.call(http.StatusConflict, "POST", "/v1/role-changes/"+change+"/decision", map[string]any{"approve": true})
	waiting := compliance.call(http.StatusOK, "GET", "/v1/role-changes", nil)["items"].([]any)[0].(map[string]any)
	if !strings.HasSuffix(waiting["user_name"].(string), "entry.one") || !strings.HasSuffix(waiting["maker_name"].(string), "admin.one") {
		t.Fatalf("waiting: %v", waiting)
	}
	old := d.signIn("entry.one")
	compliance.call(http.StatusOK, "POST", "/v1/role-changes/"+change+"/decision", map[string]any{"approve": true})
	old.call(http.StatusUnauthorized, "GET", "/v1/session", nil) // signed out: the roles are others now
	if roles := d.signIn("entry.one").call(http.StatusOK, "GET", "/v1/session", nil)["roles"].([]any); len(roles) != 1 || roles[0] != "cs" {
		t.Fatalf("roles %v", roles)
	}
}

func TestS018_AnAccountIsClosedAndOpenedAgain(t *testing.T) {
	d := openDoor(t)
	me := d.Enrol("admin.one", d.Person("管理员", 70), audit.Admin)
	admin, entry := d.signIn("admin.one"), d.signIn("entry.one")
	path := "/v1/users/" + d.Entry.User
	why := map[string]any{"reason": "员工离岗"}
	admin.call(http.StatusConflict, "POST", "/v1/users/"+me.User+"/disable", why)
	entry.call(http.StatusForbidden, "POST", path+"/disable", why)
	admin.call(http.StatusOK, "POST", path+"/disable", why)
	entry.call(http.StatusUnauthorized, "GET", "/v1/session", nil)
	admin.call(http.StatusOK, "POST", path+"/enable", why)
	admin.call(http.StatusOK, "POST", path+"/password", map[string]any{"password": "Zq8#nW3x!Tb6kM"})
	res := entry.send("POST", "/v1/session", "application/json", []byte(`{"institution":"999","login":"entry.one","password":"`+onboardingtest.Password+`"}`))
	if res.Code != http.StatusUnauthorized {
		t.Fatalf("the old password still works: %d", res.Code)
	}
	again := entry.call(http.StatusOK, "POST", "/v1/session", map[string]any{"institution": "999", "login": "entry.one", "password": "Zq8#nW3x!Tb6kM"})
	if again["must_change_password"] != true {
		t.Fatal("a temporary password serves for more than its change")
	}
}
