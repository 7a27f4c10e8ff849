// Package script runs the built command as a person at a terminal would, from
// scripts in testdata: right and wrong flags, databases that are none, taken
// ports, frames that are none. What a person is told is checked by the command
// sentence: one, in both languages, with a next step and nothing of our insides.
package script

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest"
	"tillway/test/product"
)

func TestMain(m *testing.M) { product.Main(m) }

func TestScripts(t *testing.T) {
	bin := product.Binary(t)
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(env *testscript.Env) error {
			env.Setenv("PATH", filepath.Dir(bin)+string(os.PathListSeparator)+env.Getenv("PATH"))
			env.Values[runningKey{}] = &running{parts: map[string]*exec.Cmd{}}
			env.Values[testKey{}] = t
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"sentence": sentence, "start": start, "stop": stop, "taken": taken, "shop": shop, "postgres": postgres, "vectors": vectors, "jsonline": jsonLine,
		},
	})
}

type (
	runningKey struct{}
	testKey    struct{}
)

// running are the parts that a script has started.
type running struct {
	mu    sync.Mutex
	parts map[string]*exec.Cmd
}

// insides must never be told to a person.
var insides = []string{"goroutine", "panic", "runtime error", ".go:", "internal/", "errs.", "%!", "<nil>", "exit status"}

// sentence checks the stderr of the last command: one refusal, Chinese first,
// English below, each with a next step. Its arguments must be in it.
//
//	! exec tillway serve --mode x
//	sentence 'sandbox 或 live' 'sandbox or live'
func sentence(ts *testscript.TestScript, neg bool, args []string) {
	said := ts.ReadFile("stderr")
	lines := strings.Split(strings.TrimRight(said, "\n"), "\n")
	if neg || len(lines) != 4 {
		ts.Fatalf("want four lines, the sentence and the next step in two languages, got:\n%s", said)
	}
	chinese := func(s string) bool {
		return strings.ContainsFunc(s, func(r rune) bool { return r >= 0x4e00 && r <= 0x9fff })
	}
	switch {
	case !strings.HasPrefix(lines[0], "tillway: ") || !strings.HasSuffix(lines[0], "。") || !chinese(lines[0]):
		ts.Fatalf("the first line is no sentence in Chinese:\n%s", said)
	case !strings.HasPrefix(lines[1], "         ") || !strings.HasSuffix(lines[1], ".") || chinese(lines[1]):
		ts.Fatalf("the second line is no sentence in English:\n%s", said)
	case !strings.HasPrefix(lines[2], "         → ") || !chinese(lines[2]) || !strings.HasPrefix(lines[3], "         → ") || chinese(lines[3]):
		ts.Fatalf("no next step in both languages:\n%s", said)
	}
	for _, w := range insides {
		if strings.Contains(said, w) {
			ts.Fatalf("%q is told to a person:\n%s", w, said)
		}
	}
	for _, w := range args {
		if !strings.Contains(said, w) {
			ts.Fatalf("%q is not said:\n%s", w, said)
		}
	}
}

// start runs a part until it says that it is ready, and puts what followed into
// the environment: start NAME args… sets $NAME, and $NAME_1, $NAME_2 to its words.
func start(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: start NAME args…")
	}
	cmd := exec.Command("tillway", args[1:]...)
	cmd.Path, cmd.Err = product.Binary(tb(ts)), nil
	cmd.Dir, cmd.Env = ts.Getenv("WORK"), os.Environ()
	for _, name := range []string{"TILLWAY_DB", "TILLWAY_HTTP", "TILLWAY_ISO"} {
		cmd.Env = append(cmd.Env, name+"="+ts.Getenv(name))
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	said, err := os.Create(filepath.Join(cmd.Dir, args[0]+".stderr"))
	ts.Check(err)
	cmd.Stderr = said
	out, err := cmd.StdoutPipe()
	ts.Check(err)
	ts.Check(cmd.Start())
	ts.Defer(func() { end(cmd) })
	limit := clock.AfterFunc(30*time.Second, func() { _ = cmd.Process.Kill() })
	defer limit.Stop()
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		rest, ok := strings.CutPrefix(lines.Text(), "ready ")
		if !ok {
			continue
		}
		ts.Setenv(args[0], rest)
		for i, word := range strings.Fields(rest) {
			ts.Setenv(fmt.Sprintf("%s_%d", args[0], i+1), word)
		}
		r := ts.Value(runningKey{}).(*running)
		r.mu.Lock()
		r.parts[args[0]] = cmd
		r.mu.Unlock()
		return
	}
	b, _ := os.ReadFile(said.Name())
	ts.Fatalf("%s did not become ready: %s", args[0], b)
}

// stop ends a part as Ctrl-C does and expects exit code 0.
func stop(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: stop NAME")
	}
	r := ts.Value(runningKey{}).(*running)
	r.mu.Lock()
	cmd := r.parts[args[0]]
	delete(r.parts, args[0])
	r.mu.Unlock()
	if code := end(cmd); code != 0 {
		b, _ := os.ReadFile(filepath.Join(cmd.Dir, args[0]+".stderr"))
		ts.Fatalf("%s ended with %d: %s", args[0], code, b)
	}
}

func end(cmd *exec.Cmd) int {
	if cmd.ProcessState == nil {
		_ = cmd.Process.Signal(os.Interrupt)
		limit := clock.AfterFunc(20*time.Second, func() { _ = cmd.Process.Kill() })
		defer limit.Stop()
		_ = cmd.Wait()
	}
	return cmd.ProcessState.ExitCode()
}

// taken holds a port of this machine for the rest of the script and puts its
// number into a variable.
func taken(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: taken VARIABLE")
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Defer(func() { _ = ln.Close() })
	_, port, err := net.SplitHostPort(ln.Addr().String())
	ts.Check(err)
	ts.Setenv(args[0], port)
}

// shop puts the database and the folder of a shop at trade into a folder.
func shop(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: shop DIR")
	}
	dir := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(dir, 0o700))
	product.Trading(tb(ts), dir, 1)
}

// postgres puts the address of an empty PostgreSQL database into a variable;
// with a user and a method the server asks that user for a password.
func postgres(ts *testscript.TestScript, neg bool, args []string) {
	switch {
	case neg || len(args) < 1:
		ts.Fatalf("usage: postgres VARIABLE [USER METHOD]")
	case len(args) == 1:
		ts.Setenv(args[0], storetest.DSN(tb(ts), store.Postgres))
	default:
		dir, err := os.MkdirTemp("", "tillway-hba-")
		ts.Check(err)
		ts.Defer(func() { _ = os.RemoveAll(dir) })
		ts.Check(os.Chmod(dir, 0o755))
		hba := filepath.Join(dir, "hba")
		ts.Check(os.WriteFile(hba, []byte("local all "+strings.Join(args[1:], " ")+"\nlocal all postgres trust\n"), 0o644))
		ts.Setenv(args[0], storetest.Weak(tb(ts), "hba_file="+hba))
	}
}

// tb is the test that all scripts belong to; what it cleans up, it cleans up
// when all are done.
func tb(ts *testscript.TestScript) *testing.T { return ts.Value(testKey{}).(*testing.T) }
