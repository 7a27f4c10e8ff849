package arch

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestHouse walks the real tree: no complaints.
func TestHouse(t *testing.T) {
	faults, err := Check(filepath.Join("..", ".."), "tillway", ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range faults {
		t.Error(f)
	}
}

// TestPlantedFaults walks a tree that breaks each rule once and expects each
// complaint, so that a rule that stopped seeing is seen.
func TestPlantedFaults(t *testing.T) {
	faults, err := Check("testdata", "planted", "testdata")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join("testdata", "want.txt"))
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(strings.TrimSpace(string(text)), "\n")
	got := strings.Join(faults, "\n")
	for _, w := range want {
		if !strings.Contains(got, w) {
			t.Errorf("no complaint about: %s", w)
		}
	}
	if len(faults) != len(want) {
		t.Errorf("%d complaints, want %d:\n%s", len(faults), len(want), got)
	}
}

// TestPlanRefusesCycles shows that a cycle cannot be written down.
func TestPlanRefusesCycles(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "plan.txt"), []byte("a : b\nb : a\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Check("testdata", "planted", dir); err == nil || !strings.Contains(err.Error(), "before it is written") {
		t.Fatalf("a cycle was accepted: %v", err)
	}
}
