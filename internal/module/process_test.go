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

func process(t *testing.T, dir string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, "serve-module", dir)
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "ready\n" {
		t.Fatalf("%q %v", line, err)
	}
	return cmd
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
