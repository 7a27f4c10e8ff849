package app

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"tillway/internal/kit/clock"
)

// child is another process of the same binary: the security module, the
// simulators. It tells that it is ready by a line beginning with "ready".
type child struct {
	name string
	cmd  *exec.Cmd
	line string // what followed "ready "
	done chan struct{}
	err  error
}

// launch starts `tillway args…` and waits for its ready line. The child dies
// with this process (PDEATHSIG), so a killed parent leaves nothing behind.
func launch(ctx context.Context, log *slog.Logger, name string, wait time.Duration, args ...string) (*child, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	c := &child{name: name, cmd: exec.Command(self, args...), done: make(chan struct{})}
	c.cmd.Stderr = os.Stderr
	c.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM}
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.cmd.Start(); err != nil {
		return nil, fmt.Errorf("%s cannot be started: %w", name, err)
	}
	ready := make(chan string, 1)
	go c.watch(out, ready)
	timer := clock.Timer(wait)
	defer timer.Stop()
	select {
	case c.line = <-ready:
		log.Debug("started", "part", name, "pid", c.cmd.Process.Pid)
		return c, nil
	case <-c.done:
		return nil, fmt.Errorf("%s ended at its start: %w", name, c.err)
	case <-timer.C:
		c.stop()
		return nil, fmt.Errorf("%s did not become ready in %s", name, wait)
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

// stop asks the child to end and insists after five seconds.
func (c *child) stop() {
	_ = c.cmd.Process.Signal(syscall.SIGTERM)
	timer := clock.Timer(5 * time.Second)
	defer timer.Stop()
	select {
	case <-c.done:
	case <-timer.C:
		_ = c.cmd.Process.Kill()
		<-c.done
	}
}

// supervise waits until ctx ends, then stops the child. A child that ends by
// itself is an error of the whole program: without its security module the
// switch can approve nothing.
func (c *child) supervise(ctx context.Context) error {
	select {
	case <-ctx.Done():
		c.stop()
		return nil
	case <-c.done:
		return fmt.Errorf("%s: %w", c.name, c.err)
	}
}
