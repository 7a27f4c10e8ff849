package journey

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
)

// The programs under test, the product and the one that counts it again, and a
// folder that lives as long as the tests.
var tillway, recompute, lasting string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "journey-")
	if lasting = dir; err == nil {
		err = build(dir)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

// build makes both programs once. TILLWAY_BIN names a product built before.
func build(dir string) error {
	tillway, recompute = os.Getenv("TILLWAY_BIN"), filepath.Join(dir, "recompute")
	targets := map[string]string{recompute: "./recompute"}
	if tillway == "" {
		tillway = filepath.Join(dir, "tillway")
		targets[tillway] = "../../cmd/tillway"
	}
	for to, from := range targets {
		if out, err := exec.Command("go", "build", "-o", to, from).CombinedOutput(); err != nil {
			return fmt.Errorf("go build %s: %w\n%s", from, err, out)
		}
	}
	return nil
}

// run is a program that has ended.
type run struct {
	code           int
	stdout, stderr string
}

// last returns the last line of what it printed.
func (r run) last() string {
	lines := strings.Split(strings.TrimSpace(r.stdout), "\n")
	return lines[len(lines)-1]
}

func execute(t *testing.T, stdin, program string, args ...string) run {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir, cmd.Stdin, cmd.WaitDelay = t.TempDir(), strings.NewReader(stdin), 5*time.Second
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	if cmd.ProcessState == nil || cmd.ProcessState.ExitCode() < 0 {
		t.Fatalf("%s %s: %v\n%s", filepath.Base(program), strings.Join(args, " "), err, errs.String())
	}
	return run{cmd.ProcessState.ExitCode(), out.String(), errs.String()}
}

// place is a database and its data folder.
type place struct{ dsn, data string }

func (p place) flags() []string { return []string{"--db", p.dsn, "--data", p.data, "--json"} }

// figures of the last line.
type figures struct {
	OK        bool  `json:"ok"`
	Stages    int   `json:"stages"`
	Payments  int64 `json:"payments"`
	Declines  int64 `json:"declines"`
	Reversals int64 `json:"reversals"`
	PaidFen   int64 `json:"paid_fen"`
	SMS       int64 `json:"sms"`
	TrialFen  int64 `json:"trial_balance_fen"`
}

// script walks the road once and returns the last line.
func script(t *testing.T, at place, seed string) (string, figures) {
	t.Helper()
	r := execute(t, "", tillway, append([]string{"demo", "--script", "--seed", seed}, at.flags()...)...)
	if r.code != 0 {
		t.Fatalf("the script ended with %d: %s\n%s", r.code, r.last(), r.stderr)
	}
	for line := range strings.Lines(r.stdout) {
		if !json.Valid([]byte(line)) {
			t.Fatalf("not a JSON line: %q", line)
		}
	}
	var f figures
	if err := json.Unmarshal([]byte(r.last()), &f); err != nil {
		t.Fatalf("the last line %q: %v", r.last(), err)
	}
	if !f.OK || f.Stages != 8 || f.TrialFen != 0 {
		t.Errorf("the last line: %s", r.last())
	}
	return r.last(), f
}

var (
	walk       sync.Once
	walked     place
	walkedLast string
)

// finished is a SQLite database at the end of one road, for tests that only
// read it, and the road's last line.
func finished(t *testing.T) (place, string) {
	t.Helper()
	walk.Do(func() {
		at := place{"sqlite:" + filepath.Join(lasting, "t.db"), filepath.Join(lasting, "data")}
		walkedLast, _ = script(t, at, "1")
		walked = at
	})
	if walkedLast == "" {
		t.Fatal("the road did not end")
	}
	return walked, walkedLast
}

// verdict is what verify prints.
type verdict struct {
	OK      bool     `json:"ok"`
	Checked int64    `json:"checked"`
	Faults  []string `json:"faults"`
}

func verify(t *testing.T, at place, what string) (int, verdict) {
	t.Helper()
	r := execute(t, "", tillway, append([]string{"verify", what}, at.flags()...)...)
	var v verdict
	if err := json.Unmarshal([]byte(r.stdout), &v); err != nil {
		t.Fatalf("verify %s ended with %d and said %q %q: %v", what, r.code, r.stdout, r.stderr, err)
	}
	return r.code, v
}

// proved expects every proof to hold and to have looked at something.
func proved(t *testing.T, at place) {
	t.Helper()
	for _, what := range []string{"ledger", "payments", "settlement", "audit"} {
		if code, v := verify(t, at, what); code != 0 || !v.OK || v.Checked == 0 || len(v.Faults) > 0 {
			t.Errorf("verify %s ended with %d: %+v", what, code, v)
		}
	}
}

// recounted holds the last line against the world outside.
func recounted(t *testing.T, at place, last string) {
	t.Helper()
	if r := execute(t, last, recompute, "--db", at.dsn, "--data", at.data); r.code != 0 {
		t.Errorf("%s\ndoes not hold:\n%s%s", last, r.stdout, r.stderr)
	}
}

// places are empty databases: SQLite, PostgreSQL, and PostgreSQL with a
// linguistic collation, as others may have made it.
var places = map[string]func(t *testing.T) string{
	"sqlite":       func(t *testing.T) string { return storetest.DSN(t, store.SQLite) },
	"postgres":     func(t *testing.T) string { return storetest.DSN(t, store.Postgres) },
	"postgres_icu": func(t *testing.T) string { return storetest.ICU(t) },
}

// The whole road on both engines, twice on each database: the second shop is
// another one, and what the first left behind still holds. A seed gives the
// same figures on every engine, and two seeds are two different days.
func TestS001_OneRoadFromFirstFormToSettledPayment(t *testing.T) {
	var mu sync.Mutex
	seen := map[string]figures{} // by seed
	t.Run("each", func(t *testing.T) {
		for _, c := range []struct{ engine, seed string }{
			{"sqlite", "1"}, {"sqlite", "7"}, {"postgres", "1"}, {"postgres_icu", "7"},
		} {
			t.Run(c.engine+"/seed"+c.seed, func(t *testing.T) {
				t.Parallel()
				first := twice(t, place{places[c.engine](t), filepath.Join(t.TempDir(), "data")}, c.seed)
				mu.Lock()
				defer mu.Unlock()
				if other, ok := seen[c.seed]; ok && other != first {
					t.Errorf("seed %s: %+v, on another engine %+v", c.seed, first, other)
				}
				seen[c.seed] = first
			})
		}
	})
	if seen["1"].PaidFen == seen["7"].PaidFen {
		t.Errorf("two seeds paid the same: %+v", seen)
	}
}

// twice walks the road two times on one database and returns the figures of the
// first; those of the second are twice as much.
func twice(t *testing.T, at place, seed string) figures {
	t.Helper()
	last, first := script(t, at, seed)
	if first.Payments == 0 || first.Declines == 0 || first.Reversals == 0 || first.PaidFen == 0 || first.SMS == 0 {
		t.Errorf("a figure is missing: %s", last)
	}
	recounted(t, at, last)
	last, second := script(t, at, seed)
	want := figures{first.OK, first.Stages, 2 * first.Payments, 2 * first.Declines, 2 * first.Reversals, 2 * first.PaidFen, 2 * first.SMS, 0}
	if second != want {
		t.Errorf("the second run on the same database: %s, after %+v", last, first)
	}
	recounted(t, at, last)
	proved(t, at)
	return first
}

// A figure that is off by one is named, and so is one that the world outside
// does not bear out.
func TestS001_TheRecountNamesTheFigure(t *testing.T) {
	at, last := finished(t)
	for _, figure := range []string{"payments", "declines", "reversals", "paid_fen", "sms", "trial_balance_fen"} {
		var f map[string]any
		if err := json.Unmarshal([]byte(last), &f); err != nil {
			t.Fatal(err)
		}
		f[figure] = f[figure].(float64) + 1
		off, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		if r := execute(t, string(off), recompute, "--db", at.dsn, "--data", at.data); r.code != 1 || !strings.Contains(r.stdout, "✗ "+figure+": ") {
			t.Errorf("%s off by one: %d %s%s", figure, r.code, r.stdout, r.stderr)
		}
	}
	for figure, edit := range map[string]struct{ journal, old, new string }{
		"payments":          {"wechat.jsonl", `"effect":"debited"`, `"effect":"none"`},
		"declines":          {"terminal-1.jsonl", `"outcome":"declined"`, `"outcome":"failed"`},
		"reversals":         {"network.jsonl", `"effect":"reversed"`, `"effect":"none"`},
		"paid_fen":          {"bank.jsonl", `"status":"S"`, `"status":"F"`},
		"sms":               {"sms.jsonl", `未能到账`, `到账`},
		"trial_balance_fen": {"bank.jsonl", `"kind":"transfer"`, `"kind":"gift"`},
	} {
		r := execute(t, last, recompute, "--db", at.dsn, "--data", edited(t, at.data, edit.journal, edit.old, edit.new))
		if r.code != 1 || !strings.Contains(r.stdout, "✗ "+figure+": ") {
			t.Errorf("%s, %s changed: %d %s%s", figure, edit.journal, r.code, r.stdout, r.stderr)
		}
	}
}

// edited copies a data folder with one text of one journal changed.
func edited(t *testing.T, data, journal, from, to string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "data")
	if err := os.CopyFS(dir, os.DirFS(data)); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "sim", journal)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(text, []byte(from)) {
		t.Fatalf("%s has no %s", journal, from)
	}
	if err := os.WriteFile(path, bytes.ReplaceAll(text, []byte(from), []byte(to)), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// What counts the product again must not share its mistakes.
func TestS001_TheRecountSharesNoCode(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "./recompute").Output()
	if err != nil {
		t.Fatal(err)
	}
	deps := strings.Fields(string(out))
	if len(deps) < 10 {
		t.Fatalf("go list found only %v", deps)
	}
	for _, dep := range deps {
		if strings.HasPrefix(dep, "tillway/") && dep != "tillway/test/journey/recompute" {
			t.Errorf("recompute imports %s", dep)
		}
	}
}
