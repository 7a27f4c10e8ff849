package disk

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWriteIsWholeOrNothing(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a", "b", "file")
	for _, content := range []string{"first", "second, longer", ""} {
		if err := Write(path, []byte(content)); err != nil {
			t.Fatal(err)
		}
		if b, err := os.ReadFile(path); err != nil || string(b) != content {
			t.Fatalf("%q, %v; want %q", b, err, content)
		}
	}
	if at, err := os.Stat(path); err != nil || at.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v: others can read it", at.Mode(), err)
	}
	if err := Write(filepath.Join(path, "below a file"), nil); err == nil {
		t.Error("a file was written below a file")
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(entries) != 1 || strings.HasPrefix(entries[0].Name(), ".part-") {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}

// TestAFailedWriteKeepsWhatWasThere: the old file stays when the new one cannot
// be put in its place.
func TestAFailedWriteKeepsWhatWasThere(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "taken")
	if err := Write(filepath.Join(path, "inside"), []byte("kept")); err != nil {
		t.Fatal(err)
	}
	if err := Write(path, []byte("new")); err == nil {
		t.Fatal("a folder with something in it was replaced by a file")
	}
	if b, err := os.ReadFile(filepath.Join(path, "inside")); err != nil || string(b) != "kept" {
		t.Fatalf("%q, %v", b, err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}
