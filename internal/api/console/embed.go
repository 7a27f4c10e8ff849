// Package console carries the built web console inside the binary.
//
// The pages are made from web/ by `make console`. A binary built without Node
// holds only the note that keeps the folder; Built tells the two apart, so that
// the API can answer with a sentence instead of an empty page.
package console

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// FS is the root of the built console: index.html and assets/.
func FS() fs.FS {
	sub, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // the path is a constant of this file
	}
	return sub
}

// Built says whether the console was built into this binary.
func Built() bool {
	_, err := fs.Stat(dist, "dist/index.html")
	return err == nil
}
