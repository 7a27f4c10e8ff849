package api

import (
	"io/fs"
	"net/http"
	"path"
	"strings"

	"tillway/internal/api/console"
)

// consoleHandler serves the embedded console. Any path that is not a file is
// the console's own address and gets its start page.
func consoleHandler() http.Handler {
	files := console.FS()
	server := http.FileServerFS(files)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
		if info, err := fs.Stat(files, name); name != "" && err == nil && !info.IsDir() {
			if strings.HasPrefix(name, "assets/") { // names carry a content hash
				w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
			}
			server.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Cache-Control", "no-cache")
		http.ServeFileFS(w, r, files, "index.html")
	})
}
