package identity

import (
	"context"
	"slices"
	"strings"
	"testing"

	"tillway/internal/kit/secret"
	"tillway/internal/party"
)

// li is nobody: the county was never assigned and the sequence is 000.
var li = about{
	login:   "li.xiaoming",
	person:  party.Person{Name: "李小明", Pinyin: "li xiaoming", Mobile: "13912345678", IDNo: "110099198503120005"},
	numbers: []string{"999990070110042", "92000000MA0000427P"},
	email:   "xiaoming85@example.com",
}

// profile is the book's (acquiring-rules §7.6).
var profile = passwordPolicy{minLength: 12, maxLength: 64, classes: 3, score: 3, run: 4, history: 5}

func reasons(pw string) []string {
	var out []string
	for _, f := range profile.check(secret.New(pw), li, "password") {
		out = append(out, f.Code)
		if f.Zh == "" || f.En == "" || pw != "" && (strings.Contains(f.Zh, pw) || strings.Contains(f.En, pw)) {
			out = append(out, "BAD_TEXT")
		}
	}
	return out
}

func TestS015_WeakPasswordsAreRefusedWithTheirReason(t *testing.T) {
	weak := []struct{ password, reason string }{
		{"Ab1!xyzQ", "PW_LENGTH"},
		{"Aq7!mK", "PW_LENGTH"},
		{strings.Repeat("Kx7#mQ2v", 9), "PW_LENGTH"},
		{"", "PW_LENGTH"},
		{"kxmqvrzplwtbnd", "PW_CLASSES"},
		{"739518264037", "PW_CLASSES"},
		{"KXMQVRZPLWTBND", "PW_CLASSES"},
		{"kxmq7vrz3plwt", "PW_CLASSES"},
		{"Password123!", "PW_COMMON"},
		{"P@ssw0rd2026", "PW_COMMON"},
		{"Woaini1314!!", "PW_COMMON"},
		{"Woaini520@520", "PW_COMMON"},
		{"Zhongguo@2026", "PW_COMMON"},
		{"Yinhang#8888", "PW_COMMON"},
		{"Facai!168168", "PW_COMMON"},
		{"Administrator1!", "PW_COMMON"},
		{"Iloveyou#2025", "PW_COMMON"},
		{"Kx7#aaaaQ2vR", "PW_RUN"},
		{"Kx7#1234Q2vR", "PW_RUN"},
		{"Kx7#dcbaQ2vR", "PW_RUN"},
		{"Kx7#9876Q2vR", "PW_RUN"},
		{"Kx7#qwertyMz", "PW_WALK"},
		{"Mz!1qaz2wsxK", "PW_WALK"},
		{"Kx!lkjhgf72Q", "PW_WALK"},
		{"Kx7!@#$%^Q2v", "PW_WALK"},
		{"Xiaoming#72Kv", "PW_PERSONAL"},
		{"gnimoaiX#72Kv", "PW_PERSONAL"},
		{"Kx!19850312vQ", "PW_PERSONAL"},
		{"Kx!5678#mQvRz", "PW_PERSONAL"},
		{"Hello.World.1", "PW_GUESSABLE"},
	}
	if len(weak) != 30 {
		t.Fatalf("%d weak samples, the requirement wants 30", len(weak))
	}
	for _, w := range weak {
		if got := reasons(w.password); !slices.Contains(got, w.reason) || slices.Contains(got, "BAD_TEXT") {
			t.Errorf("%q: want %s, got %v", w.password, w.reason, got)
		}
	}
}

func TestS015_StrongPasswordsAreAccepted(t *testing.T) {
	strong := []string{
		"Kx7#mQ2v!Rz9pL", "vR!8tWq2#nZb", "Tangerine-Kettle-93-Fog", "fog.Lantern7Quilt-moss", "9w#Gd2Lx&Yp4",
		"Moss!Anvil42Ribbon", "zH4$kT9@wP2mX", "Plum_Otter_77_Glacier", "青石板-Rain77-Umbra", "hQ3^vN8*bY5&cU",
	}
	for _, pw := range strong {
		if got := reasons(pw); len(got) > 0 {
			t.Errorf("%q refused: %v", pw, got)
		}
	}
}

func TestS017_NothingOfThePerson(t *testing.T) {
	for name, pw := range map[string]string{
		"four digits of the mobile": "Vz#1234kQ!mW",
		"birthday, year first":      "Vz#19850312kQ",
		"birthday, day first":       "Vz#12031985kQ",
		"birthday, month first":     "Vz#03121985kQ",
		"pinyin":                    "Vz#lixiaoming7",
		"pinyin reversed":           "Vz#gnimoaixil7",
		"family name last":          "Vz#xiaomingli7",
		"Chinese name":              "Vz#李小明kQ72!mW",
		"end of the document":       "Vz#120005kQ!mW",
		"merchant number":           "Vz#110042kQ!mW",
		"licence number":            "Vz#00427PkQ!mW",
		"sign-in name":              "Vz#li.xiaoming7",
		"e-mail":                    "Vz#xiaoming85!Q",
	} {
		if got := reasons(pw); !slices.Contains(got, "PW_PERSONAL") {
			t.Errorf("%s: want PW_PERSONAL, got %v", name, got)
		}
	}
}

func TestS015_HashesAreArgon2idAndDiffer(t *testing.T) {
	h, ctx := newHasher(1, hashMemory), context.Background()
	a, err := h.make(ctx, "Kx7#mQ2v!Rz9pL")
	if err != nil || !strings.HasPrefix(a, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Fatalf("hash %q: %v", a, err)
	}
	b, err := h.make(ctx, "Kx7#mQ2v!Rz9pL")
	if err != nil || a == b {
		t.Fatal("two hashes of one password are equal: no salt")
	}
	for pw, want := range map[string]bool{"Kx7#mQ2v!Rz9pL": true, "Kx7#mQ2v!Rz9pl": false, "": false} {
		if ok, err := h.verify(ctx, a, pw); err != nil || ok != want {
			t.Errorf("verify %q: %v, %v", pw, ok, err)
		}
	}
	if ok, err := h.verify(ctx, h.nobody(), ""); err != nil || ok {
		t.Errorf("the hash of nobody verified: %v, %v", ok, err)
	}
	busy, cancel := context.WithCancel(ctx)
	cancel()
	h.slots <- struct{}{}
	if _, err := h.make(busy, "x"); err == nil {
		t.Error("a full house let one more in")
	}
}

func TestRolesExcludeEachOther(t *testing.T) {
	for _, bad := range [][]string{{"rm", "reviewer1"}, {"entry", "reviewer2"}, {"settle_maker", "settle_checker"}, {"admin", "risk"},
		{"admin", "owner"}, {"auditor", "cs"}, {"keyholder1", "keyholder2"}, {"owner", "reviewer1"}, {"king"}, {}} {
		if len(checkRoles(bad)) == 0 {
			t.Errorf("%v was accepted", bad)
		}
	}
	for _, good := range [][]string{{"reviewer1", "reviewer2"}, {"owner", "manager"}, {"admin"}, {"auditor"}, {"ops", "engineer"}} {
		if f := checkRoles(good); len(f) > 0 {
			t.Errorf("%v was refused: %s", good, f[0].Code)
		}
	}
}
