package module_test

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/vault"
	"tillway/internal/module"
)

// TestMain lets the test binary be the module as a process of its own.
func TestMain(m *testing.M) {
	if len(os.Args) == 3 && os.Args[1] == "serve-module" {
		err := module.Serve(context.Background(), module.Config{
			Socket: filepath.Join(os.Args[2], "s"), Dir: os.Args[2], Log: slog.New(slog.DiscardHandler), Ready: func() { fmt.Println("ready") },
		})
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// process starts a module and returns when it is ready.
func process(t *testing.T, dir string) *exec.Cmd {
	t.Helper()
	cmd, ready := begin(t, dir)
	if line := <-ready; line != "ready\n" {
		t.Fatalf("%q", line)
	}
	return cmd
}

// begin starts a module; its first line, or nothing, comes when it has one.
func begin(t *testing.T, dir string) (cmd *exec.Cmd, ready <-chan string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd = exec.Command(self, "serve-module", dir)
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	first := make(chan string, 1)
	go func() {
		line, _ := bufio.NewReader(out).ReadString('\n')
		first <- line
	}()
	return cmd, first
}

// A module that is started while the one before still lives waits for it to
// end, and gives up on one that stays. Callers notice nothing.
func TestProcessWaitsForTheOneBefore(t *testing.T) {
	dir, err := os.MkdirTemp("", "tw")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	old := process(t, dir)
	v := dial(t, filepath.Join(dir, "s"))
	tak := must(v.GenerateKey(ctx, inst, vault.TAK)).Block
	want := must(v.MakeMAC(ctx, tak, []byte("x")))

	_, ready := begin(t, dir)
	select {
	case line := <-ready:
		t.Fatalf("beside a living module: %q", line)
	case <-clock.Timer(300 * time.Millisecond).C:
	}
	if err := old.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if got := must(v.MakeMAC(ctx, tak, []byte("x"))); string(got) != string(want) { // while the next one starts
		t.Errorf("%s, want %s", got, want)
	}
	if line := <-ready; line != "ready\n" {
		t.Fatalf("after the module before: %q", line)
	}
	third, ready := begin(t, dir)
	if line := <-ready; line != "" {
		t.Fatalf("beside a module that stays: %q", line)
	}
	if err := third.Wait(); err == nil {
		t.Error("a module that may not run ended well")
	}
}

func TestProcessDumpsNoCoreAndComesBackAfterAKill(t *testing.T) {
	dir, err := os.MkdirTemp("", "tw")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	first := process(t, dir)
	limits := string(must(os.ReadFile(fmt.Sprintf("/proc/%d/limits", first.Process.Pid))))
	for line := range strings.Lines(limits) {
		if strings.HasPrefix(line, "Max core file size") && strings.Fields(line)[4] != "0" {
			t.Error(line)
		}
	}
	v := dial(t, filepath.Join(dir, "s"))
	tak := must(v.GenerateKey(ctx, inst, vault.TAK)).Block
	want := must(v.MakeMAC(ctx, tak, []byte("x")))

	var wg sync.WaitGroup
	for range 16 { // callers whose module dies under them get an error, not silence
		wg.Add(1)
		go func() {
			defer wg.Done()
			for {
				if _, err := v.MakeMAC(ctx, tak, []byte("x")); err != nil {
					if !errs.Is(err, vault.ErrUnavailable) {
						t.Error(err)
					}
					return
				}
			}
		}()
	}
	if err := first.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	wg.Wait()
	_ = first.Wait()
	process(t, dir) // the dead one's socket is still there
	if got := must(v.MakeMAC(ctx, tak, []byte("x"))); string(got) != string(want) {
		t.Errorf("%s, want %s", got, want)
	}
}
