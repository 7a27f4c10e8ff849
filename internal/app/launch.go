package app

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"

	"tillway/internal/kit/clock"
)

// child is another process of the same binary: the security module, the
// simulators. It tells that it is ready by a line beginning with "ready".
type child struct {
	part partName
	cmd  *exec.Cmd
	line string // what followed "ready "
	done chan struct{}
	err  error
}

// partName is what people call a process, and the signal it gets when this one
// dies without a word. The security module dies at once, even while it is
// stopped: nobody is left to ask it, and the next one wants its lock and socket.
type partName struct {
	zh, en string
	orphan syscall.Signal
}

var (
	theModule = partName{"安全模块", "the security module", syscall.SIGKILL}
	theWorld  = partName{"沙箱外部世界", "the sandbox's outside world", syscall.SIGTERM}
	theServer = partName{"tillway serve", "tillway serve", syscall.SIGTERM}
)

// startFailure is a child's own last words: they are the sentence.
type startFailure struct{ said string }

func (f *startFailure) Error() string { return f.said }

// mouth is a child's stderr: held back until the child is ready, so that what
// it says when it cannot start is said once.
type mouth struct {
	mu   sync.Mutex
	held bytes.Buffer
	open bool
}

// Write implements io.Writer.
func (m *mouth) Write(b []byte) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.open {
		return os.Stderr.Write(b)
	}
	return m.held.Write(b)
}

// release lets out what was held and lets the rest through.
func (m *mouth) release() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.open = true
	_, _ = os.Stderr.Write(m.held.Bytes())
	m.held.Reset()
}

func (m *mouth) said() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return strings.TrimSpace(m.held.String())
}

// launch starts `tillway args…` and waits for its ready line. The child dies
// with this process (PDEATHSIG), so a killed parent leaves nothing behind.
func launch(ctx context.Context, log *slog.Logger, p partName, wait time.Duration, args ...string) (*child, error) {
	return launchTold(ctx, log, p, wait, nil, args...)
}

// launchTold is launch with something to read on the child's standard input.
func launchTold(ctx context.Context, log *slog.Logger, p partName, wait time.Duration, in io.Reader, args ...string) (*child, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	c := &child{part: p, cmd: exec.Command(self, args...), done: make(chan struct{})}
	var stderr mouth
	c.cmd.Stderr, c.cmd.Stdin = &stderr, in
	c.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: p.orphan}
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.cmd.Start(); err != nil {
		return nil, c.ended(err)
	}
	ready := make(chan string, 1)
	go c.watch(out, ready)
	timer := clock.Timer(wait)
	defer timer.Stop()
	select {
	case c.line = <-ready:
		stderr.release()
		log.Debug("started", "part", p.en, "pid", c.cmd.Process.Pid)
		return c, nil
	case <-c.done:
		if said := stderr.said(); said != "" {
			return nil, &startFailure{said}
		}
		return nil, c.ended(c.err)
	case <-timer.C:
		c.stop()
		stderr.release()
		return nil, errSlow.New("part", p.en, "part@zh", p.zh, "seconds", fmt.Sprint(int(wait.Seconds())))
	case <-ctx.Done():
		c.stop()
		return nil, ctx.Err()
	}
}

// watch reads the child's output to its end and then collects the process.
func (c *child) watch(out io.Reader, ready chan<- string) {
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if rest, ok := strings.CutPrefix(lines.Text(), "ready"); ok {
			select {
			case ready <- strings.TrimSpace(rest):
			default:
			}
		}
	}
	c.err = c.cmd.Wait()
	if c.err == nil {
		c.err = errors.New("it ended by itself")
	}
	close(c.done)
}

// patience is how long a child may take to end: its own parts have ten seconds.
const patience = 15 * time.Second

// stop asks the child to end, and insists.
func (c *child) stop() {
	_ = c.cmd.Process.Signal(syscall.SIGTERM)
	timer := clock.Timer(patience)
	defer timer.Stop()
	select {
	case <-c.done:
	case <-timer.C:
		_ = c.cmd.Process.Kill()
		<-c.done
	}
}

func (c *child) ended(err error) error {
	return errPart.WithReason(err, "part", c.part.en, "part@zh", c.part.zh)
}
