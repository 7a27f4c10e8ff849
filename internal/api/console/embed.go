// Package console carries the built web console inside the binary.
//
// The pages are made from web/ by `make console`. A binary built without Node
// holds only a page that says so, which then stands in for the start page.
package console

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

const placeholder = "console.placeholder.html"

// FS is the root of the console: index.html and assets/.
func FS() fs.FS {
	root, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // the path is a constant of this file
	}
	if _, err := fs.Stat(root, "index.html"); err != nil {
		return unbuilt{root}
	}
	return root
}

// unbuilt answers for the start page with the page that says how to build it.
type unbuilt struct{ fs.FS }

func (u unbuilt) Open(name string) (fs.File, error) {
	if name == "index.html" {
		name = placeholder
	}
	return u.FS.Open(name)
}
