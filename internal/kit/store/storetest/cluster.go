package storetest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver of the administrator's connection

	"tillway/internal/kit/clock"
)

// cluster is a PostgreSQL server that the test processes of one user share:
// the first to come starts it, and it stops by itself when nobody has used it
// for a while. Its data live in the temporary directory and are made anew at
// each start.
//
//	tillway-pg-UID/start.lock   held while looking whether it runs, and starting it
//	tillway-pg-UID/users.lock   held, shared, by every process that uses it
//	tillway-pg-UID/data         the cluster; its Unix socket lies in run/
type cluster struct {
	dir   string
	bin   string
	owner *syscall.Credential // who runs the server when we are root
	users *os.File
}

var shared = sync.OnceValues(join)

// idleCheck is how often the watchman looks for users.
const idleCheck = 45 * time.Second

// join takes part in the shared cluster, starting it if need be.
func join() (*cluster, error) {
	c, err := locate(filepath.Join(os.TempDir(), "tillway-pg-"+strconv.Itoa(os.Getuid())))
	if err != nil {
		return nil, err
	}
	if c.users, err = c.flock("users.lock", syscall.LOCK_SH); err != nil {
		return nil, err
	}
	start, err := c.flock("start.lock", syscall.LOCK_EX)
	if err != nil {
		return nil, err
	}
	defer start.Close()
	if c.ping() == nil {
		return c, nil
	}
	if err := c.start(); err != nil {
		return nil, fmt.Errorf("starting PostgreSQL for the tests: %w", err)
	}
	return c, c.watch()
}

// locate finds the server's programs and the user to run them as.
func locate(dir string) (*cluster, error) {
	c := &cluster{dir: dir}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil {
		return nil, err
	}
	if path, err := exec.LookPath("initdb"); err == nil {
		found = append(found, path)
	}
	if len(found) == 0 {
		return nil, errors.New("PostgreSQL is not installed, and the store is tested on both engines: apt-get install postgresql")
	}
	sort.Slice(found, func(i, j int) bool { return version(found[i]) > version(found[j]) })
	c.bin = filepath.Dir(found[0])
	if os.Getuid() == 0 {
		u, err := user.Lookup("postgres")
		if err != nil {
			return nil, fmt.Errorf("PostgreSQL refuses to run as root and there is no user postgres: %w", err)
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		c.owner = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	}
	return c, c.makeDir(dir)
}

// version reads the number out of /usr/lib/postgresql/15/bin/initdb.
func version(path string) int {
	n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path))))
	return n
}

// makeDir makes a directory that belongs to the server's user alone, and
// refuses one that somebody else has put there.
func (c *cluster) makeDir(dir string) error {
	uid, gid := os.Getuid(), os.Getgid()
	if c.owner != nil {
		uid, gid = int(c.owner.Uid), int(c.owner.Gid)
	}
	if err := os.Mkdir(dir, 0o700); err == nil {
		return os.Chown(dir, uid, gid)
	} else if !errors.Is(err, os.ErrExist) {
		return err
	}
	st, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	owner := int(st.Sys().(*syscall.Stat_t).Uid)
	if !st.IsDir() || owner != uid && owner != os.Getuid() {
		return fmt.Errorf("%s belongs to somebody else", dir)
	}
	return os.Chown(dir, uid, gid)
}

func (c *cluster) flock(name string, how int) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(c.dir, name), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), how); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// command runs a program of the server as the server's user, without our
// environment (the tests run under odd locales and time zones).
func (c *cluster) command(name string, args ...string) *exec.Cmd {
	if !filepath.IsAbs(name) {
		name = filepath.Join(c.bin, name)
	}
	cmd := exec.Command(name, args...)
	cmd.Dir = c.dir
	cmd.Env = []string{"PATH=/usr/bin:/bin", "LANG=C", "LC_ALL=C", "TZ=UTC"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: c.owner, Setsid: true}
	return cmd
}

func (c *cluster) path(name string) string { return filepath.Join(c.dir, name) }

// start makes a fresh cluster and starts it.
func (c *cluster) start(settings ...string) error {
	for _, name := range []string{"data", "run"} {
		if err := os.RemoveAll(c.path(name)); err != nil {
			return err
		}
		if err := c.makeDir(c.path(name)); err != nil {
			return err
		}
	}
	out, err := c.command("initdb", "-D", c.path("data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-instructions").CombinedOutput()
	if err != nil {
		return fmt.Errorf("initdb: %w: %s", err, out)
	}
	return c.up(settings...)
}

// up starts the server on the data it has. Durability stays on: the tests are
// about what is on the disk.
func (c *cluster) up(settings ...string) error {
	options := []string{
		"listen_addresses=", "unix_socket_directories=" + c.path("run"), "port=5432",
		"max_connections=300", "shared_buffers=64MB", "max_wal_senders=0", "wal_level=minimal",
		"log_min_messages=fatal", "autovacuum_naptime=60s",
	}
	line := ""
	for _, o := range append(options, settings...) {
		line += " -c " + o
	}
	// pg_ctl's children must not hold our pipes open, or `go test` would wait for them.
	cmd := c.command("pg_ctl", "-D", c.path("data"), "-l", c.path("run/log"), "-o", line, "-w", "-t", "60", "start")
	if err := cmd.Run(); err != nil {
		log, _ := os.ReadFile(c.path("run/log"))
		return fmt.Errorf("pg_ctl start: %w: %s", err, log)
	}
	return c.ping()
}

// watch leaves a watchman behind who stops the server when no process holds
// users.lock. While he stops it he holds the lock himself, so that a newcomer
// waits and then starts it afresh.
func (c *cluster) watch() error {
	const script = `while sleep "$1"; do
  if [ ! -d "$2/data" ]; then exit 0; fi
  flock -n -x -E 9 "$2/users.lock" "$3/pg_ctl" -D "$2/data" -m fast -w stop
  if [ $? -ne 9 ]; then exit 0; fi
done`
	cmd := c.command("/bin/sh", "-c", script, "tillway-pg-watch", strconv.Itoa(int(idleCheck.Seconds())), c.dir, c.bin)
	if err := os.Chmod(c.path("users.lock"), 0o666); err != nil { // inside a directory of mode 0700
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	return cmd.Process.Release()
}

// dsn addresses one of the cluster's databases.
func (c *cluster) dsn(database string) string {
	return fmt.Sprintf("postgres:///%s?host=%s&port=5432&user=postgres", database, c.path("run"))
}

func (c *cluster) ping() error {
	return c.admin(func(ctx context.Context, db *sql.Conn) error { return nil })
}

// admin runs fn on a connection to the maintenance database.
func (c *cluster) admin(fn func(ctx context.Context, db *sql.Conn) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	defer cancel()
	db, err := sql.Open("pgx", c.dsn("postgres"))
	if err != nil {
		return err
	}
	defer db.Close()
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	return fn(ctx, conn)
}

// create makes a database. CREATE DATABASE fails while another session still
// touches its template, which passes.
func (c *cluster) create(name, rest string) error {
	return c.admin(func(ctx context.Context, db *sql.Conn) error {
		for try := 0; ; try++ {
			_, err := db.ExecContext(ctx, "CREATE DATABASE "+name+" "+rest)
			if err == nil || try == 50 || !strings.Contains(err.Error(), "being accessed by other users") {
				return err
			}
			if err := clock.Sleep(ctx, 100*time.Millisecond); err != nil {
				return err
			}
		}
	})
}

func (c *cluster) drop(name string) error {
	return c.admin(func(ctx context.Context, db *sql.Conn) error {
		_, err := db.ExecContext(ctx, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)")
		return err
	})
}

// template returns the name of a database that build has filled, building it
// unless some test process has done so before.
func (c *cluster) template(digest string, build func(dsn string) error) (string, error) {
	name := "template_" + digest[:24]
	err := c.admin(func(ctx context.Context, db *sql.Conn) error {
		if _, err := db.ExecContext(ctx, "SELECT pg_advisory_lock(1)"); err != nil {
			return err
		}
		var ready bool
		err := db.QueryRowContext(ctx, "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", name).Scan(&ready)
		if err != nil || ready {
			return err
		}
		half := name + "_half" // renamed when it is whole
		if err := c.drop(half); err != nil {
			return err
		}
		if err := c.create(half, ""); err != nil {
			return err
		}
		if err := build(c.dsn(half)); err != nil {
			return err
		}
		_, err = db.ExecContext(ctx, "ALTER DATABASE "+half+" RENAME TO "+name)
		return err
	})
	return name, err
}
