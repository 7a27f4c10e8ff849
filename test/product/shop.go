package product

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// Shop is a place where shops trade, as the product's own script left it: a
// database and the folder of data, nothing running.
type Shop struct {
	t    testing.TB
	DB   string // as --db takes it
	Data string
}

// Trading returns a copy, in a folder of the test's choice, of a place with two
// shops, each with a terminal of its own. The script walks the road twice, once
// for a test process.
func Trading(t testing.TB, dir string) Shop {
	t.Helper()
	from, err := walk()
	if err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("cp", "-a", from+"/.", dir).CombinedOutput(); err != nil { // modes and all
		t.Fatalf("%v: %s", err, out)
	}
	return Shop{t: t, DB: "sqlite:" + filepath.Join(dir, "t.db"), Data: filepath.Join(dir, "data")}
}

var walk = sync.OnceValues(func() (dir string, err error) {
	bin, err := build()
	if err != nil {
		return "", err
	}
	if dir, err = os.MkdirTemp("", "tillway-shops-"); err != nil {
		return "", err
	}
	made = append(made, dir)
	for range 2 {
		cmd := exec.Command(bin, "demo", "--script", "--json", "--db", "sqlite:"+filepath.Join(dir, "t.db"), "--data", filepath.Join(dir, "data"))
		if out, err := cmd.CombinedOutput(); err != nil {
			return "", fmt.Errorf("bringing shops to trade: %w\n%s", err, out)
		}
	}
	return dir, nil
})

// World runs the outside world of the place and returns its addresses.
func (s Shop) World() map[string]string {
	s.t.Helper()
	p := Launch(s.t, "sim", "world", "--any-port", "--data", s.Data, "--terminals", "1,2")
	if !p.Ready(20 * time.Second) {
		s.t.Fatalf("the outside world did not become ready: %s", p.Stderr())
	}
	var places map[string]string
	s.read("endpoints.json", &places)
	return places
}

// Serve runs the product on the place, in its world.
func (s Shop) Serve(args ...string) Running {
	s.t.Helper()
	return Serve(s.t, s.DB, slices.Concat([]string{"--data", s.Data, "--world", filepath.Join(s.Data, "endpoints.json")}, args)...)
}

// Device is what a terminal keeps in its memory.
type Device struct {
	TID, MID      string
	TPK, TAK      []byte
	Batch, Trace  int
	Pending, Rows []json.RawMessage
}

// Device reads the memory of a terminal, "1" or "2".
func (s Shop) Device(name string) (d Device) {
	s.t.Helper()
	s.read("sim/terminal-"+name+".json", &d)
	return d
}

func (s Shop) read(name string, into any) {
	s.t.Helper()
	b, err := os.ReadFile(filepath.Join(s.Data, filepath.FromSlash(name)))
	if err == nil {
		err = json.Unmarshal(b, into)
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

// Verify runs the four proofs and fails the test when one does not hold.
func (s Shop) Verify() {
	s.t.Helper()
	for _, what := range []string{"ledger", "payments", "settlement", "audit"} {
		out, err := exec.Command(Binary(s.t), "verify", what, "--db", s.DB).CombinedOutput()
		if err != nil || !strings.HasPrefix(string(out), "checked: ") {
			s.t.Errorf("verify %s: %v\n%s", what, err, out)
		}
	}
}
