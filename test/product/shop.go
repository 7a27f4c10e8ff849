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

// Shop is a place where shops trade, as the product's own script left it:
// nothing runs.
type Shop struct {
	t       testing.TB
	DB      string // as --db takes it
	Data    string // the product's folder
	Outside string // the folder of the outside world: Data, unless it was moved away
	count   int
}

// Trading returns a copy, in a folder of the test's choice, of a place with one
// or two shops, each with a terminal of its own. The script walks the road for
// each, once for a test process.
func Trading(t testing.TB, dir string, shops int) Shop {
	t.Helper()
	from, err := walk(shops)
	if err != nil {
		t.Fatal(err)
	}
	s := Shop{t: t, DB: "sqlite:" + filepath.Join(dir, "t.db"), Data: filepath.Join(dir, "data"), count: shops}
	s.copyAll(from, dir)
	s.Outside = s.Data
	return s
}

// ShopAt is a place that Road has made.
func ShopAt(t testing.TB, dsn, data string) Shop {
	return Shop{t: t, DB: dsn, Data: data, Outside: data, count: 1}
}

func (s Shop) copyAll(from, to string) {
	s.t.Helper()
	if out, err := exec.Command("cp", "-a", from+"/.", to).CombinedOutput(); err != nil { // modes and all
		s.t.Fatalf("%v: %s", err, out)
	}
}

// MoveOutside gives the outside world a folder of its own, so that what befalls
// the product's disk does not befall the world's.
func (s *Shop) MoveOutside(dir string) {
	s.t.Helper()
	s.copyAll(s.Data, dir)
	s.Outside = dir
}

var (
	walking sync.Mutex
	walked  = map[int]string{}
)

func walk(shops int) (string, error) {
	walking.Lock()
	defer walking.Unlock()
	if dir, ok := walked[shops]; ok {
		return dir, nil
	}
	bin, err := build()
	if err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp("", "tillway-shops-")
	if err != nil {
		return "", err
	}
	made = append(made, dir)
	for range shops {
		if err := Road(bin, "sqlite:"+filepath.Join(dir, "t.db"), filepath.Join(dir, "data")); err != nil {
			return "", err
		}
	}
	walked[shops] = dir
	return dir, nil
}

// Road drives one more shop down the whole road by the product's own script.
func Road(bin, dsn, data string) error {
	out, err := exec.Command(bin, "demo", "--script", "--json", "--db", dsn, "--data", data).CombinedOutput()
	if err != nil {
		return fmt.Errorf("bringing a shop to trade: %w\n%s", err, out)
	}
	return nil
}

// World runs the outside world of the place and returns its addresses.
func (s Shop) World() map[string]string {
	s.t.Helper()
	p := Launch(s.t, "sim", "world", "--any-port", "--data", s.Outside, "--terminals", []string{"1", "1", "1,2"}[s.count])
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
	return Serve(s.t, s.DB, slices.Concat(s.Args(), args)...)
}

// Args are what serve is told of the place.
func (s Shop) Args() []string {
	return []string{"--data", s.Data, "--world", filepath.Join(s.Outside, "endpoints.json")}
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
	b, err := os.ReadFile(filepath.Join(s.Outside, filepath.FromSlash(name)))
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
