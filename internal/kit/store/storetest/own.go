package storetest

import (
	"errors"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"tillway/internal/kit/clock"
)

// Server is a PostgreSQL server of a test's own, which the test may kill.
type Server struct {
	DSN     string // of an empty database
	t       testing.TB
	cluster *cluster
}

// Own starts a server with the given settings. It goes with the test.
func Own(t testing.TB, settings ...string) *Server {
	t.Helper()
	dir, err := os.MkdirTemp("", "tillway-pg-") // short: a socket's path has at most 107 bytes
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	c, err := locate(dir)
	if err == nil {
		err = c.start(settings...)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if out, err := c.command("pg_ctl", "-D", c.path("data"), "-m", "immediate", "-w", "stop").CombinedOutput(); err != nil {
			t.Errorf("stopping the server: %v: %s", err, out)
		}
	})
	return &Server{c.dsn("postgres"), t, c}
}

// Kill kills the postmaster: no shutdown, no checkpoint. Its children notice
// and end by themselves.
func (s *Server) Kill() {
	s.t.Helper()
	b, err := os.ReadFile(s.cluster.path("data/postmaster.pid"))
	if err != nil {
		s.t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(b), "\n")
	pid, err := strconv.Atoi(first)
	if err == nil {
		err = syscall.Kill(pid, syscall.SIGKILL)
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

// Restart starts a killed server on what it left, once its children are gone.
func (s *Server) Restart() {
	s.t.Helper()
	var err error
	for began := clock.Now(); clock.Since(began) < 30*time.Second; {
		if err = s.cluster.up(); err == nil {
			return
		}
		if e := clock.Sleep(s.t.Context(), 200*time.Millisecond); e != nil {
			err = errors.Join(err, e)
			break
		}
	}
	s.t.Fatalf("PostgreSQL does not come back: %v", err)
}
