// Package disk takes the disk away from the running product: full, failing,
// read-only. What was confirmed stays, what cannot be kept is refused or ends
// the process with one sentence, and once there is room again the books agree.
//
// Everything here runs as root and as an ordinary user. A small file system of
// its own takes root; a limit on the size of files, which makes every further
// write fail, takes nobody's permission.
package disk

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
	_ "modernc.org/sqlite" // looks at the database past the product

	"tillway/internal/kit/clock"
	"tillway/test/product"
)

func TestMain(m *testing.M) { product.Main(m) }

// disk is where a test's place lies, and how it is taken away.
type disk struct {
	name string
	dir  string
	fill func(p product.Running) // nothing more can be written
	free func(p product.Running) // it can again
	dies bool                    // a write that fails ends the product: nobody knows what is on the disk
}

// disks returns the kinds of full disk that this machine can show.
func disks(t *testing.T) []disk {
	t.Helper()
	limit := func(to uint64) func(product.Running) {
		return func(p product.Running) {
			if err := unix.Prlimit(p.PID(), unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: to, Max: unix.RLIM_INFINITY}, nil); err != nil && p.Alive() {
				t.Fatal(err)
			}
		}
	}
	out := []disk{{name: "file size limit", dir: t.TempDir(), fill: limit(0), free: limit(unix.RLIM_INFINITY), dies: true}}
	if dir, ok := small(t, 16<<20); ok {
		filler := filepath.Join(dir, "filler")
		out = append(out, disk{name: "small file system", dir: dir, fill: func(product.Running) { fill(t, filler) },
			free: func(product.Running) {
				if err := os.Remove(filler); err != nil {
					t.Fatal(err)
				}
			}})
	}
	return out
}

// small mounts a file system of its own, where that is allowed.
func small(t *testing.T, size int64) (dir string, ok bool) {
	t.Helper()
	return smallAt(t, t.TempDir(), size)
}

func smallAt(t *testing.T, dir string, size int64) (string, bool) {
	t.Helper()
	err := unix.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%d,mode=0700", size))
	if err != nil {
		t.Logf("no file system of our own: %v", err)
		return "", false
	}
	t.Cleanup(func() { _ = unix.Unmount(dir, unix.MNT_DETACH) })
	return dir, true
}

// fill takes what is left of a file system.
func fill(t *testing.T, path string) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for page := make([]byte, 4096); ; {
		if _, err := f.Write(page); err != nil {
			return
		}
	}
}

// post presses a button of the outside world.
func post(t *testing.T, url string, body, into any) {
	t.Helper()
	b, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Timeout: 60 * time.Second}
	resp, err := client.Post(url, "application/json", bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s %v %s", url, resp.Status, err, answer)
	}
	if into != nil {
		if err := json.Unmarshal(answer, into); err != nil {
			t.Fatal(err)
		}
	}
}

// slip is what the terminal's screen says.
type slip struct {
	OK, Reversed, Unknown bool
	Code, RRN             string
	Amount                int64 `json:"amount_fen"`
}

// place is a shop at trade whose product lies on a disk; its outside world
// lies on another.
type place struct {
	t     *testing.T
	shop  product.Shop
	world map[string]string
	old   map[string]bool // references from before the test
}

func open(t *testing.T, dir string) *place {
	t.Helper()
	p := &place{t: t, shop: product.Trading(t, dir, 1), old: map[string]bool{}}
	p.shop.MoveOutside(t.TempDir())
	p.begin()
	return p
}

// begin starts the outside world and notes what is in the books already.
func (p *place) begin() {
	p.t.Helper()
	p.world = p.shop.World()
	for rrn := range p.issuer() {
		p.old[rrn] = true
	}
	before, _ := p.ours() // wallets are in no issuer's book
	for rrn := range before {
		p.old[rrn] = true
	}
}

func (p *place) sell(fen int64) (s slip) {
	p.t.Helper()
	post(p.t, p.world["terminal"]+"/sale", map[string]any{"amount_fen": fen, "card": "credit", "entry": "tap"}, &s)
	return s
}

// issuer returns what the issuer has charged, by reference.
func (p *place) issuer() map[string]int64 {
	p.t.Helper()
	var book struct {
		Payments []struct {
			RRN string `json:"rrn"`
			Net int64  `json:"net_fen"`
		} `json:"payments"`
	}
	get(p.t, p.world["network_control"]+"/book", &book)
	net := map[string]int64{}
	for _, e := range book.Payments {
		net[e.RRN] = e.Net
	}
	return net
}

// agree waits until nothing is open and then compares the three books: what
// the terminal printed, what we have approved, what the issuer has charged.
func (p *place) agree(printed ...slip) {
	p.t.Helper()
	var ours map[string]int64
	for deadline := clock.Now().Add(90 * time.Second); ; {
		var open int
		if ours, open = p.ours(); open == 0 && p.pending() == 0 {
			break
		}
		if clock.Now().After(deadline) {
			p.t.Fatalf("still open: %d of ours, %d of the terminal's", open, p.pending())
		}
		_ = clock.Sleep(p.t.Context(), 100*time.Millisecond)
	}
	paid := map[string]int64{}
	for _, s := range printed {
		if s.OK {
			paid[s.RRN] = s.Amount
		}
	}
	charged := p.issuer()
	for rrn := range charged {
		if p.old[rrn] || charged[rrn] == 0 {
			delete(charged, rrn)
		}
	}
	if fmt.Sprint(paid) != fmt.Sprint(ours) || fmt.Sprint(ours) != fmt.Sprint(charged) {
		p.t.Errorf("the terminal printed %v, we approved %v, the issuer charged %v", paid, ours, charged)
	}
	p.shop.Verify()
}

// pending asks the terminal how much it has not ended.
func (p *place) pending() int {
	p.t.Helper()
	var s struct {
		Pending int `json:"pending"`
	}
	get(p.t, p.world["terminal"]+"/state", &s)
	return s.Pending
}

// ours reads our books past the product: the new approved payments, and how
// many payments have no end yet.
func (p *place) ours() (approved map[string]int64, open int) {
	p.t.Helper()
	driver, source := "pgx", p.shop.DB
	if path, ok := strings.CutPrefix(p.shop.DB, "sqlite:"); ok {
		driver, source = "sqlite", "file:"+path+"?mode=ro&_pragma=busy_timeout(10000)"
	}
	db, err := sql.Open(driver, source)
	if err != nil {
		p.t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query("SELECT rrn, status, coalesce(approved_fen, 0) FROM payment")
	if err != nil {
		p.t.Fatal(err)
	}
	defer rows.Close()
	approved = map[string]int64{}
	for rows.Next() {
		var rrn, status string
		var fen int64
		if err := rows.Scan(&rrn, &status, &fen); err != nil {
			p.t.Fatal(err)
		}
		switch {
		case p.old[rrn] || status == "declined" || status == "reversed":
		case status == "approved":
			approved[rrn] = fen
		default:
			open++
		}
	}
	if err := rows.Err(); err != nil {
		p.t.Fatal(err)
	}
	return approved, open
}

func get(t *testing.T, url string, into any) {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(into); err != nil {
		t.Fatal(err)
	}
}

// oneSentence checks what a person is told: two languages, a next step, no
// stack, no source file.
func oneSentence(t *testing.T, said string, wants ...string) {
	t.Helper()
	for _, w := range wants {
		if !strings.Contains(said, w) {
			t.Errorf("%q is not in:\n%s", w, said)
		}
	}
	for _, w := range []string{"goroutine", ".go:", "panic", "runtime error", "sqlite3", "/internal/"} {
		if strings.Contains(said, w) {
			t.Errorf("%q is in:\n%s", w, said)
		}
	}
	if n := strings.Count(said, "tillway: "); n != 1 {
		t.Errorf("%d sentences:\n%s", n, said)
	}
}
