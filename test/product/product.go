// Package product builds Tillway and runs it for a test: the real binary on a
// new SQLite database of its own, without the outside world.
package product

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// Running is a product that answers.
type Running struct {
	Console   string // http://host:port
	Terminals string // host:port
	DB        string // as --db takes it
	Binary    string
}

// Start builds and runs the product until the test ends.
func Start(t testing.TB) Running {
	t.Helper()
	dir := t.TempDir()
	r := Running{Binary: filepath.Join(dir, "tillway"), DB: "sqlite:" + filepath.Join(dir, "t.db")}
	build := exec.Command("go", "build", "-o", r.Binary, "tillway/cmd/tillway")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, r.Binary, "serve", "--seed", "--db", r.DB, "--http", "127.0.0.1:0", "--iso", "127.0.0.1:0")
	cmd.Stderr = os.Stderr
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cancel(); _ = cmd.Wait() })
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if rest, ok := strings.CutPrefix(lines.Text(), "ready "); ok {
			r.Console, r.Terminals, _ = strings.Cut(rest, " ")
			return r
		}
	}
	t.Fatal("the product did not become ready")
	return r
}
