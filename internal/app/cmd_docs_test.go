package app

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// TestReferenceIsFresh: docs/reference says what the code says. `make docs`
// writes it anew.
func TestReferenceIsFresh(t *testing.T) {
	pages, err := reference()
	if err != nil {
		t.Fatal(err)
	}
	root := filepath.Join("..", "..", "docs", "reference")
	for name, text := range pages {
		if b, err := os.ReadFile(filepath.Join(root, name)); err != nil || string(b) != text {
			t.Errorf("docs/reference/%s is stale: run make docs (%v)", name, err)
		}
	}
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(root, path)
		if _, known := pages[filepath.ToSlash(name)]; !known {
			t.Errorf("docs/reference/%s is written by nobody", name)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
