// Package product builds Tillway and runs it for a test: the real binary on a
// database of the test's own, with or without the outside world.
package product

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"tillway/internal/kit/clock"
)

// build makes the binary once for a test process.
var build = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "tillway-product-")
	if err != nil {
		return "", err
	}
	if err := os.Chmod(dir, 0o755); err != nil { // a test may run it as somebody else
		return "", err
	}
	bin := filepath.Join(dir, "tillway")
	cmd := exec.Command("go", "build", "-o", bin, "tillway/cmd/tillway")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	made = append(made, dir)
	return bin, nil
})

// made are the folders that outlive a test and go with the process.
var made []string

// Main runs a package's tests and cleans up after them.
func Main(m *testing.M) {
	code := m.Run()
	for _, dir := range made {
		_ = os.RemoveAll(dir)
	}
	os.Exit(code)
}

// Binary returns the path of the product.
func Binary(t testing.TB) string {
	t.Helper()
	bin, err := build()
	if err != nil {
		t.Fatal(err)
	}
	return bin
}

// Running is a product that answers.
type Running struct {
	*Process
	Console   string // http://host:port
	Terminals string // host:port
	DB        string // as --db takes it
	Binary    string
}

// Start runs the product with its invented people on a new SQLite database,
// without the outside world, until the test ends.
func Start(t testing.TB) Running {
	t.Helper()
	return Serve(t, "sqlite:"+filepath.Join(t.TempDir(), "t.db"), "--seed")
}

// Serve runs the product on a database, on ports of the system's choice unless
// args say otherwise.
func Serve(t testing.TB, dsn string, args ...string) Running {
	t.Helper()
	r := Running{DB: dsn, Binary: Binary(t)}
	r.Process = Launch(t, append([]string{"serve", "--db", dsn, "--http", "127.0.0.1:0", "--iso", "127.0.0.1:0"}, args...)...)
	if !r.Ready(30 * time.Second) {
		t.Fatalf("the product did not become ready: %s", r.Stderr())
	}
	r.Console, r.Terminals, _ = strings.Cut(r.Line, " ")
	return r
}

// Process is a part of the product. It ends with the test at the latest.
type Process struct {
	Line  string // what followed "ready "
	cmd   *exec.Cmd
	ready chan string
	ended chan struct{}
	mu    sync.Mutex
	said  bytes.Buffer
}

// Launch starts `tillway args…`.
func Launch(t testing.TB, args ...string) *Process {
	t.Helper()
	return LaunchAs(t, exec.Command(Binary(t), args...))
}

// LaunchAs starts a command that ends up as the product, so that a test can put
// limits on it.
func LaunchAs(t testing.TB, cmd *exec.Cmd) *Process {
	t.Helper()
	p := &Process{cmd: cmd, ready: make(chan string, 1), ended: make(chan struct{})}
	cmd.Stderr = p
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Setpgid, cmd.SysProcAttr.Pdeathsig = true, syscall.SIGKILL
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	go p.listen(out)
	t.Cleanup(func() { p.Stop(20 * time.Second) })
	return p
}

// Write keeps what the process says on stderr.
func (p *Process) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.said.Write(b)
}

// Stderr returns what the process has said so far.
func (p *Process) Stderr() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.said.String()
}

func (p *Process) listen(out io.Reader) {
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if rest, ok := strings.CutPrefix(lines.Text(), "ready "); ok {
			p.ready <- rest
			break
		}
	}
	_, _ = io.Copy(io.Discard, out)
	_ = p.cmd.Wait()
	close(p.ended)
}

// Ready waits for the process to say that it is ready; false when it ended or
// took too long.
func (p *Process) Ready(wait time.Duration) bool {
	limit := clock.Timer(wait)
	defer limit.Stop()
	select {
	case p.Line = <-p.ready:
		return true
	case <-p.ended:
	case <-limit.C:
	}
	return false
}

// PID is the number of the process.
func (p *Process) PID() int { return p.cmd.Process.Pid }

// Alive tells whether the process has not ended.
func (p *Process) Alive() bool {
	select {
	case <-p.ended:
		return false
	default:
		return true
	}
}

// Stop asks the process to end and insists after a while. It returns the exit
// code, -1 when it had to be killed.
func (p *Process) Stop(wait time.Duration) int {
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	return p.Wait(wait)
}

// Wait waits for the process to end by itself and returns its exit code, -1
// when it had to be killed.
func (p *Process) Wait(wait time.Duration) int {
	limit := clock.Timer(wait)
	defer limit.Stop()
	select {
	case <-p.ended:
	case <-limit.C:
		p.Kill()
	}
	return p.cmd.ProcessState.ExitCode()
}

// Kill ends the process as a power cut would.
func (p *Process) Kill() {
	_ = p.cmd.Process.Kill()
	<-p.ended
}
