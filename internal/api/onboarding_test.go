package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"tillway/internal/audit"
	"tillway/internal/institution"
	"tillway/internal/kit/day"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
	"tillway/internal/module/moduletest"
	"tillway/internal/onboarding/onboardingtest"
	"tillway/internal/payment"
)

// door is the API over a stage of applications.
type door struct {
	*onboardingtest.Stage
	t       *testing.T
	handler http.Handler
	keys    int
}

func openDoor(t *testing.T) *door {
	t.Helper()
	db := storetest.Open(t, store.SQLite, append(append([]store.Migration{}, onboardingtest.Migrations...), payment.Migrations, Migrations))
	stage := onboardingtest.Set(t, db, moduletest.Start(t))
	s := New(Rooms{DB: db, Clock: db.Clock(), Party: stage.Parties, Identity: stage.Users, Institution: institution.New(db),
		Merchant: stage.Merchants, Onboarding: stage.Room}, slog.New(slog.DiscardHandler))
	return &door{Stage: stage, t: t, handler: s.Handler()}
}

// browser is one person's session.
type browser struct {
	*door
	cookie string
}

func (d *door) signIn(login string) browser {
	d.t.Helper()
	b := browser{door: d}
	res := b.send("POST", "/v1/session", "application/json",
		fmt.Appendf(nil, `{"institution":"999","login":%q,"password":%q}`, login, onboardingtest.Password))
	if res.Code != http.StatusOK {
		d.t.Fatalf("sign-in of %s: %d %s", login, res.Code, res.Body)
	}
	b.cookie, _, _ = strings.Cut(res.Header().Get("Set-Cookie"), ";")
	return b
}

func (b browser) send(method, path, contentType string, body []byte) *httptest.ResponseRecorder {
	b.keys++
	r := httptest.NewRequest(method, path, bytes.NewReader(body))
	r.Header.Set("Content-Type", contentType)
	r.Header.Set("Idempotency-Key", fmt.Sprintf("key-%p-%d", b.door, b.keys))
	if b.cookie != "" {
		r.Header.Set("Cookie", b.cookie)
	}
	w := httptest.NewRecorder()
	b.handler.ServeHTTP(w, r)
	return w
}

// call sends JSON and wants a status; the answer comes back decoded.
func (b browser) call(want int, method, path string, body any) map[string]any {
	b.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		b.t.Fatal(err)
	}
	if body == nil {
		raw = nil
	}
	res := b.send(method, path, "application/json", raw)
	if res.Code != want {
		b.t.Fatalf("%s %s: %d, want %d: %s", method, path, res.Code, want, res.Body)
	}
	out := map[string]any{}
	if err := json.Unmarshal(res.Body.Bytes(), &out); err != nil {
		b.t.Fatalf("%s %s: %v in %s", method, path, err, res.Body)
	}
	return out
}

func (b browser) upload(path, docType string, content []byte) *httptest.ResponseRecorder {
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	_ = w.WriteField("type", docType) // into memory
	f, _ := w.CreateFormFile("file", docType+".png")
	_, _ = f.Write(content)
	_ = w.Close()
	return b.send("POST", path, w.FormDataContentType(), body.Bytes())
}

// filled begins an application and fills its form in.
func (b browser) filled() map[string]any {
	b.t.Helper()
	app := b.call(http.StatusCreated, "POST", "/v1/applications", map[string]any{"institution": "ins_999", "kind": "IND"})
	b.call(http.StatusOK, "PUT", "/v1/applications/"+app["id"].(string), onboardingtest.Whole(b.Form(day.Of(b.DB.Clock().Now()))))
	return app
}

// papers uploads what is asked for and gives every consent.
func (b browser) papers(path string) {
	b.t.Helper()
	list := b.call(http.StatusOK, "GET", "/v1/institutions/ins_999/checklist?kind=IND&mcc=7011", nil)["documents"].([]any)
	for _, x := range list {
		doc := x.(map[string]any)
		if doc["required"] != true {
			continue
		}
		if res := b.upload(path+"/documents", doc["type"].(string), onboardingtest.Picture()); res.Code != http.StatusOK {
			b.t.Fatalf("upload of %v: %d %s", doc["type"], res.Code, res.Body)
		}
	}
	b.call(http.StatusOK, "POST", path+"/consents", map[string]any{"terms": true, "privacy": true, "sensitive": true})
}

func TestS071_TheServerRefusesWhatThePageLetThrough(t *testing.T) {
	d := openDoor(t)
	owner := d.signIn("owner.one")
	app := owner.call(http.StatusCreated, "POST", "/v1/applications", map[string]any{"kind": "IND"})
	path := "/v1/applications/" + app["id"].(string)
	form := d.Form(day.Of(d.DB.Clock().Now()))
	bad := form.Legal
	bad.IDNo = bad.IDNo[:17] + string('0'+(bad.IDNo[17]-'0'+1)%10)
	bad.Mobile = "12345"
	problem := owner.call(http.StatusUnprocessableEntity, "PUT", path, map[string]any{"legal": bad})
	seen := map[string]bool{}
	for _, f := range problem["fields"].([]any) {
		field := f.(map[string]any)
		seen[field["path"].(string)+"="+field["code"].(string)] = field["message_zh"] != "" && field["message_en"] != ""
	}
	if !seen["legal.id_no=ID_CHECK"] || !seen["legal.mobile=MOBILE_FORM"] || len(seen) != 2 {
		t.Fatalf("field messages: %v", seen)
	}
	if text := fmt.Sprint(problem); strings.Contains(text, bad.IDNo) || strings.Contains(text, bad.Mobile) {
		t.Fatal("the problem repeats a rejected value")
	}
	if kept := owner.call(http.StatusOK, "GET", path, nil)["legal"].(map[string]any); len(kept) != 0 {
		t.Fatalf("a refused section was stored: %v", kept)
	}
	for name, body := range map[string]string{"unknown": `{"legal":{"name":"韩测试","mcc":"7011"}}`, "duplicate": `{"legal":{},"legal":{}}`} {
		if res := owner.send("PUT", path, "application/json", []byte(body)); res.Code < 400 || res.Code >= 500 {
			t.Errorf("a body with an %s member: %d", name, res.Code)
		}
	}
	owner.call(http.StatusOK, "PUT", path, onboardingtest.Whole(form))
	if got := owner.call(http.StatusOK, "GET", path, nil)["legal"].(map[string]any)["id_no"]; strings.Contains(got.(string), form.Legal.IDNo[4:14]) {
		t.Fatalf("the page shows %v", got)
	}
}

func TestS030_TheWholeReviewOverHTTP(t *testing.T) {
	d := openDoor(t)
	owner := d.signIn("owner.one")
	app := owner.filled()
	path := "/v1/applications/" + app["id"].(string)
	if res := owner.upload(path+"/documents", "licence", []byte("MZ not a picture at all")); res.Code != http.StatusUnprocessableEntity {
		t.Fatalf("a program as a picture: %d %s", res.Code, res.Body)
	}
	owner.call(http.StatusUnprocessableEntity, "POST", path+"/submit", nil) // no papers and no consents yet
	owner.papers(path)
	receipt := owner.call(http.StatusOK, "POST", path+"/submit", nil)
	again := owner.call(http.StatusOK, "POST", path+"/submit", nil)
	if receipt["number"] != again["number"] || !strings.HasPrefix(receipt["number"].(string), "AP") {
		t.Fatalf("receipts %v and %v", receipt, again)
	}

	d.Enrol("owner.two", d.Person("别家老板", 60), audit.Owner)
	stranger := d.signIn("owner.two")
	stranger.call(http.StatusNotFound, "GET", path, nil)
	if items := stranger.call(http.StatusOK, "GET", "/v1/applications", nil)["items"].([]any); len(items) != 0 {
		t.Fatalf("another applicant sees %d applications", len(items))
	}

	one, two := d.signIn("review.one"), d.signIn("review.two")
	review := "/v1/reviews/" + app["id"].(string)
	pass := func(level int) map[string]any {
		return map[string]any{"level": level, "decision": "pass", "originals_sighted": true,
			"checklist": map[string]bool{"identity": true, "license": true, "account": true, "premises": true, "lists": true}}
	}
	owner.call(http.StatusForbidden, "POST", review+"/decision", pass(1))
	one.call(http.StatusOK, "POST", review+"/claim", nil)
	two.call(http.StatusConflict, "POST", review+"/decision", pass(1)) // claimed by the other
	one.call(http.StatusOK, "POST", review+"/decision", pass(1))
	one.call(http.StatusConflict, "POST", review+"/decision", pass(2)) // the same person
	done := two.call(http.StatusOK, "POST", review+"/decision", pass(2))
	if done["status"] != "approved" || done["merchant"] == "" {
		t.Fatalf("after two passes: %v", done["status"])
	}
	merchant := owner.call(http.StatusOK, "GET", "/v1/merchants/"+done["merchant"].(string), nil)
	if len(merchant["conditions"].([]any)) != 5 {
		t.Fatalf("conditions %v", merchant["conditions"])
	}
	stranger.call(http.StatusNotFound, "GET", "/v1/merchants/"+done["merchant"].(string), nil)
	if items := stranger.call(http.StatusOK, "GET", "/v1/merchants", nil)["items"].([]any); len(items) != 0 {
		t.Fatalf("an applicant without a shop sees %d merchants", len(items))
	}
	if items := stranger.call(http.StatusOK, "GET", "/v1/users", nil)["items"].([]any); len(items) != 0 {
		t.Fatalf("an applicant without a shop sees %d users", len(items))
	}
}
