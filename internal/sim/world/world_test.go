package world

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"tillway/internal/kit/errs"
	"tillway/internal/sim"
	"tillway/internal/sim/simtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func raise(t *testing.T, c Config) (*World, func()) {
	t.Helper()
	w, err := Open(c)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- w.Run(ctx) }()
	return w, func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
		http.DefaultClient.CloseIdleConnections()
	}
}

func TestWorldStartsWritesItsAddressesAndStops(t *testing.T) {
	c := Config{Dir: t.TempDir(), Terminals: []string{"1", "2"}}
	w, stop := raise(t, c)
	data, err := os.ReadFile(filepath.Join(c.Dir, "endpoints.json"))
	if err != nil {
		t.Fatal(err)
	}
	var at map[string]string
	if err := json.Unmarshal(data, &at); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"registry", "sms", "bank", "wechat", "alipay", "network_control", "terminal", "terminal-2", "clock"} {
		if !strings.HasPrefix(at[name], "http://127.0.0.1:") {
			t.Errorf("%s is at %q", name, at[name])
			continue
		}
		var clock struct {
			OffsetMicros int64 `json:"offset_us"`
		}
		if got := simtest.Get(t, at[name]+"/clock", &clock); got != 200 || clock.OffsetMicros != 0 {
			t.Errorf("%s: %d %+v", name, got, clock)
		}
	}
	conn, err := net.Dial("tcp", at["network"])
	if err != nil {
		t.Fatal(err)
	}
	conn.Close()

	simtest.Post(t, at["clock"]+"/clock", map[string]int64{"offset_us": 3_600_000_000}, nil)
	var clock struct {
		OffsetMicros int64 `json:"offset_us"`
	}
	if simtest.Get(t, at["terminal"]+"/clock", &clock); clock.OffsetMicros != 3_600_000_000 {
		t.Errorf("the terminal's clock did not move: %+v", clock)
	}
	before := w.Clock.Now()
	stop()

	w, stop = raise(t, c)
	defer stop()
	if w.Clock.Now().Before(before) {
		t.Error("the clock went back at a restart")
	}
}

func TestATakenPortIsAnErrorAndLeavesNothingRunning(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	taken := l.Addr().(*net.TCPAddr).Port
	for name, ports := range map[string]Ports{
		"registry": {Registry: taken}, "sms": {SMS: taken}, "bank": {Bank: taken}, "wechat": {WeChat: taken}, "alipay": {Alipay: taken},
		"network": {Network: taken}, "network control": {NetworkControl: taken}, "terminal": {Terminal: taken},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Open(Config{Dir: t.TempDir(), Ports: ports})
			if !errs.Is(err, sim.ErrPort) || !strings.Contains(errs.As(err).En(), l.Addr().String()) {
				t.Fatalf("%v", err)
			}
		})
	}
}

func TestAWorldIsRunOnce(t *testing.T) {
	c := Config{Dir: t.TempDir()}
	_, stop := raise(t, c)
	defer stop()
	if _, err := Open(c); !errs.Is(err, sim.ErrInUse) {
		t.Fatalf("a second world on the same journals: %v", err)
	}
}

func TestAPartThatCannotBeMadeIsAnError(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "network"), []byte("in the way"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(Config{Dir: dir}); err == nil {
		t.Fatal("a world without its network was opened")
	}
}
