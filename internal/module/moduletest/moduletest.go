// Package moduletest starts a security module for the tests of other rooms: a
// real one, on a socket of its own, inside the test's process.
package moduletest

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"tillway/internal/kit/vault"
	"tillway/internal/module"
)

// Start returns a client of a new module with a new master key. Both end with
// the test.
func Start(tb testing.TB) *vault.Client {
	tb.Helper()
	return StartIn(tb, tempDir(tb))
}

// StartIn is Start with a directory whose master key may exist already, for
// tests that restart the house on its data.
func StartIn(tb testing.TB, dir string) *vault.Client {
	tb.Helper()
	socket := filepath.Join(tempDir(tb), "module.sock")
	tb.Cleanup(Serve(tb, dir, socket))
	c, err := vault.Dial(context.Background(), socket)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = c.Close() })
	return c
}

// Serve starts a module on dir and socket and returns what stops it.
func Serve(tb testing.TB, dir, socket string) (stop func()) {
	tb.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ready, done := make(chan struct{}), make(chan error, 1)
	go func() {
		done <- module.Serve(ctx, module.Config{
			Socket: socket, Dir: dir, Log: slog.New(slog.DiscardHandler), Ready: func() { close(ready) }, Embedded: true,
		})
	}()
	select {
	case <-ready:
	case err := <-done:
		cancel()
		tb.Fatalf("the module did not start: %v", err)
	}
	return sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			tb.Errorf("the module ended with %v", err)
		}
	})
}

// tempDir is short enough for a socket's path, which testing's own is not always.
func tempDir(tb testing.TB) string {
	tb.Helper()
	dir, err := os.MkdirTemp("", "tw")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}
