package disk

import (
	"encoding/json"
	"net/http"
	"os/exec"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"tillway/internal/kit/clock"
	"tillway/test/product"
)

// TestTheDiskFillsUpWhileShopsTrade: what was approved stays, what cannot be
// written is refused, or ends the product where nobody knows any more what is
// on the disk. With room again the trade goes on and the books agree.
func TestTheDiskFillsUpWhileShopsTrade(t *testing.T) {
	for _, d := range disks(t) {
		t.Run(d.name, func(t *testing.T) {
			p := open(t, d.dir)
			run := p.shop.Serve()
			var all []slip
			for range 3 {
				all = append(all, p.sell(1000))
			}
			d.fill(run)
			for range 3 {
				s := p.sell(2000)
				if s.OK {
					t.Errorf("approved on a full disk: %+v", s)
				}
				all = append(all, s)
			}
			if d.dies {
				ended(t, run)
				run = p.shop.Serve()
			} else {
				refusesOthers(t, run)
				d.free(run)
			}
			for range 3 {
				all = append(all, p.sell(3000))
			}
			p.sells(t, all, 6)
			p.agree(all...)
			if code := run.Stop(30 * time.Second); code != 0 {
				t.Errorf("the product ended with %d: %s", code, run.Stderr())
			}
		})
	}
}

// sells counts the approvals.
func (p *place) sells(t *testing.T, all []slip, want int) {
	t.Helper()
	n := 0
	for _, s := range all {
		if s.OK {
			n++
		}
	}
	if n != want {
		t.Errorf("%d of %d sales approved, want %d: %+v", n, len(all), want, all)
	}
}

// ended expects a product that gave up by itself, in one sentence.
func ended(t *testing.T, run product.Running) {
	t.Helper()
	if code := run.Wait(20 * time.Second); code != 1 {
		t.Errorf("the product ended with %d", code)
	}
	oneSentence(t, run.Stderr(), "数据库无法继续写入，程序已停止", "The database cannot be written any more", "→ ")
}

// refusesOthers looks at the console: the same sentence, no loss of the page.
func refusesOthers(t *testing.T, run product.Running) {
	t.Helper()
	resp, err := http.Post(run.Console+"/v1/session", "application/json", strings.NewReader(`{"institution":"999","login":"admin","password":"Lantern-Sandbox-47"}`))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var problem struct {
		Code string `json:"code"`
		Zh   string `json:"detail_zh"`
		En   string `json:"detail_en"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&problem); err != nil {
		t.Fatal(err)
	}
	if resp.StatusCode != http.StatusServiceUnavailable || problem.Code != "store.full" || problem.Zh == "" || problem.En == "" {
		t.Errorf("a sign-in on a full disk: %s %+v", resp.Status, problem)
	}
}

// TestTheDiskFillsUpBetweenTheIssuersYesAndOurs: the worst moment. The terminal
// is not told that it was declined, and the customer is not charged.
func TestTheDiskFillsUpBetweenTheIssuersYesAndOurs(t *testing.T) {
	for _, d := range disks(t) {
		t.Run(d.name, func(t *testing.T) {
			p := open(t, d.dir)
			run := p.shop.Serve()
			post(t, p.world["network_control"]+"/fault", map[string]any{"kind": "late", "delay_ms": 1500}, nil)
			told := make(chan slip, 1)
			go func() { told <- p.sell(7000) }()
			for p.charged() == 0 {
				_ = clock.Sleep(t.Context(), 10*time.Millisecond)
			}
			d.fill(run)
			s := <-told
			if s.OK || !s.Unknown && !s.Reversed {
				t.Errorf("the terminal was told %+v", s)
			}
			if d.dies {
				ended(t, run)
				run = p.shop.Serve()
			} else {
				d.free(run)
			}
			var in slip
			post(t, p.world["terminal"]+"/signin", struct{}{}, &in)
			again := p.sell(8000)
			if !in.OK || !again.OK {
				t.Errorf("with room again: sign-in %+v, sale %+v", in, again)
			}
			p.agree(again)
			_ = run
		})
	}
}

// charged is what the issuer has charged since the test began.
func (p *place) charged() (fen int64) {
	for rrn, net := range p.issuer() {
		if !p.old[rrn] {
			fen += net
		}
	}
	return fen
}

// TestAFullDiskAtTheStart: one sentence and exit 1, whatever there is already;
// afterwards everything is as before.
func TestAFullDiskAtTheStart(t *testing.T) {
	for name, full := range map[string]struct {
		dir   func(t *testing.T) (string, bool)
		limit func(cmd *exec.Cmd)
		say   string
	}{
		"file size limit":   {dir: func(t *testing.T) (string, bool) { return t.TempDir(), true }, limit: noFiles, say: "磁盘"},
		"small file system": {dir: func(t *testing.T) (string, bool) { return small(t, 16<<20) }, limit: func(*exec.Cmd) {}, say: "磁盘已满"},
	} {
		t.Run(name, func(t *testing.T) {
			dir, ok := full.dir(t)
			if !ok {
				return // said by small; the limit shows the same
			}
			p := open(t, dir)
			for what, args := range map[string][]string{
				"an old database": {"serve", "--db", p.shop.DB, "--data", p.shop.Data, "--http", "127.0.0.1:0", "--iso", "127.0.0.1:0"},
				"a new database":  {"serve", "--db", "sqlite:" + dir + "/new.db", "--http", "127.0.0.1:0", "--iso", "127.0.0.1:0"},
				"migrate":         {"migrate", "--db", "sqlite:" + dir + "/other.db"},
			} {
				filler := dir + "/filler"
				if name != "file size limit" {
					fill(t, filler)
				}
				cmd := exec.Command(product.Binary(t), args...)
				full.limit(cmd)
				run := product.LaunchAs(t, cmd)
				if run.Ready(20*time.Second) || run.Wait(20*time.Second) != 1 {
					t.Errorf("%s: it started, or ended with another code", what)
				}
				oneSentence(t, run.Stderr(), full.say)
				if name != "file size limit" {
					if err := unix.Unlink(filler); err != nil {
						t.Fatal(err)
					}
				}
			}
			p.shop.Serve()
			s := p.sell(1000)
			p.sells(t, []slip{s}, 1)
			p.agree(s)
			again := product.Serve(t, "sqlite:"+dir+"/new.db", "--seed") // begun on the full disk
			again.Stop(20 * time.Second)
		})
	}
}

// noFiles makes every write of a process fail.
func noFiles(cmd *exec.Cmd) {
	cmd.Args = append([]string{"sh", "-c", `ulimit -f 0 && exec "$0" "$@"`}, append([]string{cmd.Path}, cmd.Args[1:]...)...)
	cmd.Path = "/bin/sh"
}
