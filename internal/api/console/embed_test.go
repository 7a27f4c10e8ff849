package console

import (
	"io/fs"
	"strings"
	"testing"
)

func TestUnbuiltConsoleSaysHowToBuildIt(t *testing.T) {
	root, err := fs.Sub(dist, "dist")
	if err != nil {
		t.Fatal(err)
	}
	page, err := fs.ReadFile(unbuilt{root}, "index.html")
	if err != nil || !strings.Contains(string(page), "make console") {
		t.Fatalf("index.html of an unbuilt console: %v, %q", err, page)
	}
}

func TestThereIsAlwaysAStartPage(t *testing.T) {
	if _, err := fs.Stat(FS(), "index.html"); err != nil {
		t.Fatal(err)
	}
}
