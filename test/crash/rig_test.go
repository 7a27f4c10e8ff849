package crash

import (
	"bufio"
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest" // registers both drivers
)

// rig is one shop at trade: the outside world lives through the whole test,
// the product is killed and started again.
type rig struct {
	t                *testing.T
	bin, dsn, data   string
	host             string // the address that the terminal knows
	terminal, issuer string // HTTP doors of the outside
	product          *process
	restarts         time.Duration
}

// newRig brings a shop to trade by the product's own script, whose processes
// end, and starts the outside and the product on what it left.
func newRig(t *testing.T, bin, engine string) *rig {
	r := &rig{t: t, bin: bin, dsn: storetest.DSN(t, engine), data: filepath.Join(t.TempDir(), "data")}
	out, err := exec.Command(bin, "demo", "--script", "--json", "--db", r.dsn, "--data", r.data).CombinedOutput()
	if err != nil {
		t.Fatalf("bringing a shop to trade: %v\n%s", err, out)
	}
	r.readdress()
	launch(t, bin, "sim", "world", "--any-port", "--data", r.data)
	var places map[string]string
	readJSON(t, filepath.Join(r.data, "endpoints.json"), &places)
	r.terminal, r.issuer = places["terminal"], places["network_control"]
	r.start()
	return r
}

// readdress gives the terminal, which is off, an address of the product that
// stays free while the product is dead: on 127.0.0.1 any connection may take a
// port that the script once had.
func (r *rig) readdress() {
	r.t.Helper()
	path := filepath.Join(r.data, "sim", "terminal-1.json")
	var device map[string]json.RawMessage
	readJSON(r.t, path, &device)
	var host string
	if err := json.Unmarshal(device["host"], &host); err != nil {
		r.t.Fatal(err)
	}
	r.host = strings.Replace(host, "127.0.0.1:", "127.0.0.2:", 1)
	device["host"] = json.RawMessage(`"` + r.host + `"`)
	b, err := json.Marshal(device)
	if err == nil {
		err = os.WriteFile(path, b, 0o600)
	}
	if err != nil {
		r.t.Fatal(err)
	}
}

// start starts the product where the terminal expects it.
func (r *rig) start() {
	r.t.Helper()
	began := clock.Now()
	r.product = launch(r.t, r.bin, "serve", "--db", r.dsn, "--data", r.data, "--http", "127.0.0.1:0", "--iso", r.host,
		"--world", filepath.Join(r.data, "endpoints.json"))
	r.restarts = clock.Since(began)
}

// process is a running part. It dies with the test.
type process struct{ cmd *exec.Cmd }

// launch returns when the part says that it is ready.
func launch(t *testing.T, bin string, args ...string) *process {
	t.Helper()
	cmd := exec.Command(bin, args...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	p := &process{cmd}
	t.Cleanup(p.kill)
	limit := clock.AfterFunc(60*time.Second, p.signal)
	defer limit.Stop()
	in := bufio.NewScanner(out)
	for in.Scan() {
		if strings.HasPrefix(in.Text(), "ready") {
			go func() { _, _ = io.Copy(io.Discard, out) }() // ends with the process
			return p
		}
	}
	_ = cmd.Wait()
	t.Fatalf("tillway %s did not become ready: %s", args[0], said.String())
	return nil
}

// signal is the kill itself: no handler runs, nothing is flushed.
func (p *process) signal() { _ = p.cmd.Process.Kill() }

// kill returns when the process is gone. A second kill does nothing.
func (p *process) kill() {
	p.signal()
	_ = p.cmd.Wait()
}

func readJSON(t *testing.T, path string, into any) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(b, into)
	}
	if err != nil {
		t.Fatal(err)
	}
}

var door = &http.Client{Timeout: 90 * time.Second}

// call asks one of the outside's doors: GET without a body, POST with one.
func call(url string, body, into any) error {
	method, r := http.MethodGet, io.Reader(nil)
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			return err
		}
		method, r = http.MethodPost, bytes.NewReader(b)
	}
	req, err := http.NewRequest(method, url, r)
	if err != nil {
		return err
	}
	resp, err := door.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	switch {
	case err != nil:
		return err
	case resp.StatusCode >= 300:
		return fmt.Errorf("%s answered %d: %s", url, resp.StatusCode, b)
	case into == nil:
		return nil
	}
	return json.Unmarshal(b, into)
}

func (r *rig) ask(url string, body, into any) {
	r.t.Helper()
	if err := call(url, body, into); err != nil {
		r.t.Fatal(err)
	}
}

// look opens our own books for reading only, past the product. A connection is
// kept for no longer than a look, or it would keep a dead writer's traces alive.
func (r *rig) look(fn func(db *sql.DB) error) {
	r.t.Helper()
	driver, source := "pgx", r.dsn
	if path, ok := strings.CutPrefix(r.dsn, store.SQLite+":"); ok {
		driver, source = "sqlite", "file:"+path+"?mode=ro&_pragma=busy_timeout(10000)"
	}
	db, err := sql.Open(driver, source)
	if err != nil {
		r.t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if err := fn(db); err != nil {
		r.t.Fatal(err)
	}
}

// buried waits until the database itself has let go of a killed product: a
// PostgreSQL session may still be ending what it was told last.
func (r *rig) buried() {
	r.t.Helper()
	if strings.HasPrefix(r.dsn, store.SQLite+":") {
		return
	}
	r.look(func(db *sql.DB) error {
		return r.until("the killed product's sessions end", func() (bool, error) {
			var n int
			err := db.QueryRow(`SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`).Scan(&n)
			return n == 0, err
		})
	})
}

// until waits for a fact.
func (r *rig) until(what string, fact func() (bool, error)) error {
	deadline := clock.Now().Add(30 * time.Second)
	for {
		ok, err := fact()
		if ok || err != nil {
			return err
		}
		if clock.Now().After(deadline) {
			return fmt.Errorf("30 s passed before this: %s", what)
		}
		if err := clock.Sleep(r.t.Context(), 20*time.Millisecond); err != nil {
			return err
		}
	}
}
