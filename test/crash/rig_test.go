package crash

import (
	"bufio"
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/rnd"
	"tillway/internal/kit/store"
	"tillway/internal/kit/store/storetest" // registers both drivers
	"tillway/internal/sim"
)

// rig is one shop at trade. Terminal, card network and wallets are programs of
// their own, with journals of their own; the product between them is killed
// and started again.
//
//	terminal ── counter ──► product ── network ──► card network and issuers
//	                           │ ├──── wechat ───► WeChat Pay
//	                        module └── alipay ───► Alipay
type rig struct {
	root, t          *testing.T // of the engine; of what is going on
	bin, dsn, data   string
	server           *storetest.Server // PostgreSQL's own
	terminal         string            // the terminal's HTTP door
	counter, network *wire
	wechat, alipay   *wire
	outside          map[string]*process
	product          *process
	ready            time.Duration // how long the product took to be ready

	batch  string // the terminal's, before what is killed
	frozen int    // the module that was stopped for this kill, with what it had not read
	unread int
}

// shipped builds the program once, in a folder that goes with the tests.
var shipped = sync.OnceValues(func() (bin string, err error) {
	if shippedTo, err = os.MkdirTemp("", "tw-crash-"); err != nil {
		return "", err
	}
	bin = filepath.Join(shippedTo, "tillway")
	out, err := exec.Command("go", "build", "-o", bin, "tillway/cmd/tillway").CombinedOutput()
	if err != nil {
		err = fmt.Errorf("%w\n%s", err, out)
	}
	return bin, err
})

var shippedTo string

func TestMain(m *testing.M) {
	code := m.Run()
	os.RemoveAll(shippedTo)
	os.Exit(code)
}

// newRig brings a shop to trade by the product's own script, whose programs
// end, and starts the outside and the product on what it left.
func newRig(t *testing.T, engine string) *rig {
	t.Helper()
	bin, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	r := &rig{root: t, t: t, bin: bin, data: filepath.Join(t.TempDir(), "data"), outside: map[string]*process{}}
	if engine == store.Postgres {
		r.server = storetest.Own(t)
		r.dsn = r.server.DSN
	} else {
		r.dsn = storetest.DSN(t, engine)
	}
	out, err := exec.Command(bin, "demo", "--script", "--json", "--db", r.dsn, "--data", r.data).CombinedOutput()
	if err != nil {
		t.Fatalf("bringing a shop to trade: %v\n%s", err, out)
	}
	r.counter = newWire(t, "counter", isoMessage, isoKind)
	r.network = newWire(t, "card network", isoMessage, isoKind)
	r.wechat, r.alipay = newWire(t, "WeChat Pay", httpPiece, httpKind), newWire(t, "Alipay", httpPiece, httpKind)
	r.readdress()
	r.people()
	r.start()
	return r
}

// readdress gives the terminal, which is off, the wire as its host.
func (r *rig) readdress() {
	r.t.Helper()
	path := filepath.Join(r.data, "sim", "terminal-1.json")
	var device map[string]any
	readJSON(r.t, path, &device)
	device["host"] = r.counter.addr
	if err := sim.WriteJSON(path, device); err != nil {
		r.t.Fatal(err)
	}
}

// people starts the outside and writes down where the product finds it.
func (r *rig) people() {
	r.t.Helper()
	line, control := freePort(r.t), freePort(r.t)
	r.live("network", "--port", fmt.Sprint(line), "--control-port", fmt.Sprint(control))
	r.network.lead(fmt.Sprintf("127.0.0.1:%d", line))
	for _, w := range []*wire{r.wechat, r.alipay} {
		name := map[*wire]string{r.wechat: "wechat", r.alipay: "alipay"}[w]
		port := freePort(r.t)
		r.live(name, "--port", fmt.Sprint(port))
		w.lead(fmt.Sprintf("127.0.0.1:%d", port))
	}
	counter := freePort(r.t)
	r.live("terminal", "--port", fmt.Sprint(counter))
	r.terminal = fmt.Sprintf("http://127.0.0.1:%d", counter)
	places := map[string]string{"network": r.network.addr, "network_control": fmt.Sprintf("http://127.0.0.1:%d", control),
		"wechat": "http://" + r.wechat.addr, "alipay": "http://" + r.alipay.addr}
	if err := sim.WriteJSON(filepath.Join(r.data, "endpoints.json"), places); err != nil {
		r.t.Fatal(err)
	}
}

// live starts a program of the outside, or starts it again as it was.
func (r *rig) live(name string, args ...string) {
	r.t.Helper()
	if p := r.outside[name]; p != nil {
		args = p.cmd.Args[5:]
	}
	r.outside[name] = r.launch(append([]string{"sim", name, "--data", r.data}, args...)...)
}

// freePort picks a port below those that the system gives to connections.
func freePort(t *testing.T) int {
	t.Helper()
	for range 100 {
		port := 20_000 + rnd.Int(10_000)
		if l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port)); err == nil {
			l.Close()
			return port
		}
	}
	t.Fatal("no free port between 20000 and 30000")
	return 0
}

// start starts the product between the wires.
func (r *rig) start() {
	r.t.Helper()
	began := clock.Now()
	r.product = r.launch(r.serveArgs()...)
	r.ready = clock.Since(began)
	_, host, _ := strings.Cut(r.product.said, "http://")
	_, host, _ = strings.Cut(host, " ")
	r.counter.lead(host)
}

func (r *rig) serveArgs() []string {
	return []string{"serve", "--db", r.dsn, "--data", r.data, "--http", "127.0.0.1:0", "--iso", "127.0.0.1:0",
		"--world", filepath.Join(r.data, "endpoints.json")}
}

// process is a running program. It dies with the test.
type process struct {
	cmd  *exec.Cmd
	said string // its ready line
	log  bytes.Buffer
	over chan struct{}
}

// launch returns when the program says that it is ready.
func (r *rig) launch(args ...string) *process {
	r.t.Helper()
	p, ready := r.spawn(args...)
	limit := clock.Timer(60 * time.Second)
	defer limit.Stop()
	select {
	case p.said = <-ready:
		return p
	case <-p.over:
	case <-limit.C:
		p.kill()
	}
	r.t.Fatalf("tillway %s did not become ready: %s", args[0], p.log.String())
	return nil
}

// spawn starts a program and returns at once.
func (r *rig) spawn(args ...string) (p *process, ready chan string) {
	r.t.Helper()
	p = &process{cmd: exec.Command(r.bin, args...), over: make(chan struct{})}
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	p.cmd.Stderr = &p.log
	out, err := p.cmd.StdoutPipe()
	if err == nil {
		err = p.cmd.Start()
	}
	if err != nil {
		r.t.Fatal(err)
	}
	r.root.Cleanup(p.kill)
	ready = make(chan string, 1)
	go func() {
		for in := bufio.NewScanner(out); in.Scan(); {
			if strings.HasPrefix(in.Text(), "ready") {
				ready <- in.Text()
				break
			}
		}
		_, _ = io.Copy(io.Discard, out)
		_ = p.cmd.Wait()
		close(p.over)
	}()
	return p, ready
}

// kill is SIGKILL: no handler runs, nothing is flushed. It returns when the
// program is gone; a second kill does nothing.
func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	<-p.over
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

// call asks the terminal: GET without a body, POST with one.
func call(url string, body, into any) error {
	method, in := http.MethodGet, io.Reader(nil)
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			return err
		}
		method, in = http.MethodPost, bytes.NewReader(b)
	}
	req, err := http.NewRequest(method, url, in)
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
	if r.server == nil {
		return
	}
	r.look(func(db *sql.DB) error {
		r.must("the killed product's sessions end", func() (bool, error) {
			var n int
			err := db.QueryRow(`SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
				AND application_name LIKE 'tillway %'`).Scan(&n)
			return n == 0, err
		})
		return nil
	})
}

// must waits for a fact.
func (r *rig) must(what string, fact func() (bool, error)) {
	r.t.Helper()
	for began := clock.Now(); ; r.pause(5 * time.Millisecond) {
		ok, err := fact()
		if err != nil {
			r.t.Fatalf("waiting until %s: %v", what, err)
		}
		if ok {
			return
		}
		if clock.Since(began) > patience {
			r.t.Fatalf("%s passed before this: %s\n%s", patience, what, r.product.log.String())
		}
	}
}
