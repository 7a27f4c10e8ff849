package module_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/vault"
	"tillway/internal/module"
	"tillway/internal/module/moduletest"
	"tillway/internal/wire/cardcrypto"
)

// site is a module on a socket that the test knows.
func site(t testing.TB) (dir, socket string, stop func()) {
	t.Helper()
	dir, err := os.MkdirTemp("", "tw")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	socket = filepath.Join(dir, "s")
	stop = moduletest.Serve(t, dir, socket)
	t.Cleanup(stop)
	return dir, socket, stop
}

func dial(t testing.TB, socket string) *vault.Client {
	t.Helper()
	c, err := vault.Dial(ctx, socket)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func raw(t testing.TB, socket string) net.Conn {
	t.Helper()
	c, err := net.Dial("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func TestKeysSurviveARestart(t *testing.T) {
	dir, socket, stop := site(t)
	v := dial(t, socket)
	tak := must(v.GenerateKey(ctx, inst, vault.TAK))
	mac := must(v.MakeMAC(ctx, tak.Block, []byte("x")))
	index := must(v.BlindIndex(ctx, inst, "pan", []byte(pan)))
	stop()
	short, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	if _, err := v.MakeMAC(short, tak.Block, []byte("x")); !errs.Is(err, vault.ErrUnavailable) {
		t.Errorf("without a module: %v", err)
	}
	t.Cleanup(moduletest.Serve(t, dir, socket))
	if got := must(v.MakeMAC(ctx, tak.Block, []byte("x"))); !bytes.Equal(got, mac) {
		t.Error("the same client and block give another MAC")
	}
	if got := must(v.BlindIndex(ctx, inst, "pan", []byte(pan))); !bytes.Equal(got, index) {
		t.Error("the blind index changed")
	}
}

func TestOnlyTheOwnerMayReadAndConnect(t *testing.T) {
	dir, socket, _ := site(t)
	for _, path := range []string{socket, filepath.Join(dir, "lmk")} {
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v %v", path, info.Mode(), err)
		}
	}
}

func TestStartIsRefused(t *testing.T) {
	dir, socket, stop := site(t)
	serve := func(dir, socket string) error {
		return module.Serve(ctx, module.Config{Socket: socket, Dir: dir, Log: slog.New(slog.DiscardHandler), Embedded: true, Ready: func() { t.Error("it started") }})
	}
	if err := serve(dir, socket+"2"); err == nil {
		t.Error("two modules in one directory")
	}
	if err := serve(filepath.Join(dir, "other"), socket); err == nil {
		t.Error("two modules on one socket")
	}
	stop()
	lmk := filepath.Join(dir, "lmk")
	for name, spoil := range map[string]func() error{
		"readable by others": func() error { return os.Chmod(lmk, 0o644) },
		"one byte short":     func() error { return os.Truncate(lmk, 31) },
		"a link": func() error {
			return os.Rename(lmk, lmk+"x")
		},
	} {
		before, err := os.ReadFile(lmk)
		if err != nil {
			t.Fatal(err)
		}
		if err := spoil(); err != nil {
			t.Fatal(err)
		}
		if name == "a link" {
			if err := os.Symlink(lmk+"x", lmk); err != nil {
				t.Fatal(err)
			}
		}
		if err := serve(dir, socket); err == nil {
			t.Errorf("started with a key file that is %s", name)
		}
		_ = os.Remove(lmk)
		if err := os.WriteFile(lmk, before, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// Callers that are killed, send rubbish or stop reading harm no other.
func TestBadCallersHarmNobody(t *testing.T) {
	_, socket, _ := site(t)
	v := dial(t, socket)
	tak := must(v.GenerateKey(ctx, inst, vault.TAK)).Block
	request := func(n int) []byte {
		return must(vault.AppendFrame(nil, 1, []vault.Item{{Name: vault.VerbMakeMAC, Parts: [][]byte{tak, make([]byte, n)}}}))
	}
	callers := map[string]func(){
		"rubbish":        func() { _, _ = raw(t, socket).Write(bytes.Repeat([]byte{0xFF}, 64)) },
		"half a frame":   func() { _, _ = raw(t, socket).Write(request(100)[:50]) },
		"killed at once": func() { c := raw(t, socket); _, _ = c.Write(request(100)); _ = c.Close() },
		"never reads": func() {
			c := raw(t, socket)
			go func() {
				for {
					if _, err := c.Write(request(10)); err != nil {
						return
					}
				}
			}()
		},
		"unknown verb": func() {
			c := raw(t, socket)
			_, _ = c.Write(must(vault.AppendFrame(nil, 7, []vault.Item{{Name: "pin.decrypt"}, {Name: vault.VerbMakeMAC}})))
			id, items, err := vault.ReadFrame(c)
			if err != nil || id != 7 || len(items) != 2 || items[0].Name != vault.CodeRequest || items[1].Name != vault.CodeRequest {
				t.Errorf("%d %v %v", id, items, err)
			}
		},
	}
	for name, bad := range callers {
		for range 3 {
			bad()
		}
		short, cancel := context.WithTimeout(ctx, 5*time.Second)
		for range 200 {
			if _, err := v.MakeMAC(short, tak, []byte("x")); err != nil {
				t.Fatalf("beside a caller that is %s: %v", name, err)
			}
		}
		cancel()
	}
}

func TestACancelledCallerGoesAndTheRestStay(t *testing.T) {
	_, socket, _ := site(t)
	v := dial(t, socket)
	tak := must(v.GenerateKey(ctx, inst, vault.TAK)).Block
	var wg sync.WaitGroup
	for range 32 {
		wg.Add(2)
		go func() {
			defer wg.Done()
			short, cancel := context.WithCancel(ctx)
			cancel()
			if _, err := v.MakeMAC(short, tak, []byte("x")); err == nil {
				t.Error("a cancelled call succeeded")
			}
		}()
		go func() {
			defer wg.Done()
			for range 50 {
				if _, err := v.MakeMAC(ctx, tak, []byte("x")); err != nil {
					t.Error(err)
				}
			}
		}()
	}
	wg.Wait()
}

// Every answer goes to its own caller.
func TestAnswersDoNotCross(t *testing.T) {
	_, socket, _ := site(t)
	v := dial(t, socket)
	var wg sync.WaitGroup
	for i := range 64 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			value := []byte{byte(i)}
			want := must(v.BlindIndex(ctx, inst, "f", value))
			for range 50 {
				if got := must(v.BlindIndex(ctx, inst, "f", value)); !bytes.Equal(got, want) {
					t.Error("another caller's answer")
					return
				}
			}
		}()
	}
	wg.Wait()
}

// recorder stands between a client and the module and keeps every answer byte.
func recorder(t *testing.T, socket string) (path string, seen func() []byte) {
	t.Helper()
	path = socket + "r"
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	var mu sync.Mutex
	var all bytes.Buffer
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			m, err := net.Dial("unix", socket)
			if err != nil {
				return
			}
			go func() { _, _ = io.Copy(m, c); _ = m.Close() }()
			go func() {
				buf := make([]byte, 32<<10)
				for {
					n, err := m.Read(buf)
					mu.Lock()
					all.Write(buf[:n])
					mu.Unlock()
					if err != nil {
						_ = c.Close()
						return
					}
					if _, err := c.Write(buf[:n]); err != nil {
						return
					}
				}
			}()
		}
	}()
	return path, func() []byte {
		mu.Lock()
		defer mu.Unlock()
		return bytes.Clone(all.Bytes())
	}
}

// Canaries: clear keys that the test knows, because they were exported to it,
// and a clear PIN, must not be in any answer, in bytes or in hexadecimal.
func TestNoAnswerHoldsAClearKeyOrPIN(t *testing.T) {
	dir, socket, _ := site(t)
	path, seen := recorder(t, socket)
	v := dial(t, path)
	dev := newDevice()

	tmk := must(v.GenerateKey(ctx, inst, vault.TMK))
	clearTMK := dev.open(must(v.ExportTMK(ctx, tmk.Block, dev.public)), vault.TMK)
	keys := must(v.GenerateTerminalKeys(ctx, tmk.Block, "004"))
	work := must(cardcrypto.DecodeF62("004", clearTMK, keys.F62))
	zpk, zak := must(v.GenerateKey(ctx, inst, vault.ZPK)), must(v.GenerateKey(ctx, inst, vault.ZAK))
	clearZPK := dev.open(must(v.ExportZone(ctx, zpk.Block, dev.public)), vault.ZPK)
	clearZAK := dev.open(must(v.ExportZone(ctx, zak.Block, dev.public)), vault.ZAK)
	kex := must(v.GenerateKey(ctx, inst, vault.KEX))
	must(v.ImportZone(ctx, kex.Block, vault.ZPK, must(v.ExportZone(ctx, zpk.Block, kex.Public)).Cipher))
	pin := []byte("918273645091")
	f52 := must(cardcrypto.EncryptPIN(work.PIN, pin, pan))
	must(v.TranslatePIN(ctx, keys.TPK.Block, zpk.Block, pan, f52[:]))
	clearBlock := must(cardcrypto.EncodePIN(pin, pan))
	bad := bytes.Clone(f52[:])
	bad[3] ^= 1
	if _, err := v.TranslatePIN(ctx, keys.TPK.Block, zpk.Block, pan, bad); err == nil {
		t.Error("a spoilt PIN block passed")
	}
	for _, b := range [][]byte{tmk.Block, keys.TPK.Block, keys.TAK.Block, keys.TDK.Block, zpk.Block, zak.Block, kex.Block} {
		must(v.Inspect(ctx, b))
	}
	must(v.MakeMAC(ctx, keys.TAK.Block, []byte("x")))
	must(v.VerifyMAC(ctx, keys.TAK.Block, []byte("x"), []byte("00000000")))
	must(v.Status(ctx))
	lmk := must(os.ReadFile(filepath.Join(dir, "lmk")))

	answers := seen()
	if !bytes.Contains(answers, keys.F62) {
		t.Fatal("the recorder missed an answer")
	}
	for name, secret := range map[string][]byte{
		"LMK": lmk, "TMK": clearTMK, "TPK": work.PIN, "TAK": work.MAC, "TDK": work.Track, "ZPK": clearZPK, "ZAK": clearZAK,
		"PIN": pin, "clear PIN block": clearBlock[:],
	} {
		for _, form := range [][]byte{secret, []byte(hexOf(secret)), bytes.ToLower([]byte(hexOf(secret)))} {
			if bytes.Contains(answers, form) {
				t.Errorf("an answer holds the %s", name)
			}
		}
	}
}

func BenchmarkVerifyMAC(b *testing.B) {
	benchmark(b, func(v *vault.Client, k benchKeys, mab, mac []byte) error {
		_, err := v.VerifyMAC(ctx, k.tak, mab, mac)
		return err
	})
}

// BenchmarkPayment is what one payment asks of the module, in one batch:
// verify a MAC, move a PIN, index the card number, make the answer's MAC.
func BenchmarkPayment(b *testing.B) {
	benchmark(b, func(v *vault.Client, k benchKeys, mab, mac []byte) error {
		batch := v.NewBatch()
		batch.VerifyMAC(k.tak, mab, mac)
		moved := batch.TranslatePIN(k.tpk, k.zpk, pan, k.f52)
		batch.BlindIndex(inst, "pan", []byte(pan))
		batch.MakeMAC(k.tak, mab)
		if err := batch.Do(ctx); err != nil {
			return err
		}
		_, err := moved.Get()
		return err
	})
}

type benchKeys struct{ tak, tpk, zpk, f52 []byte }

func benchmark(b *testing.B, call func(v *vault.Client, k benchKeys, mab, mac []byte) error) {
	_, socket, _ := site(b)
	v, dev := dial(b, socket), newDevice()
	tmk := must(v.GenerateKey(ctx, inst, vault.TMK))
	keys := must(v.GenerateTerminalKeys(ctx, tmk.Block, "003"))
	work := must(cardcrypto.DecodeF62("003", dev.open(must(v.ExportTMK(ctx, tmk.Block, dev.public)), vault.TMK), keys.F62))
	f52 := must(cardcrypto.EncryptPIN(work.PIN, []byte("123456"), pan))
	k := benchKeys{keys.TAK.Block, keys.TPK.Block, must(v.GenerateKey(ctx, inst, vault.ZPK)).Block, f52[:]}
	mab := make([]byte, 250)
	mac := must(v.MakeMAC(ctx, k.tak, mab))
	for _, callers := range []int{1, 256} {
		b.Run(map[int]string{1: "alone", 256: "256callers"}[callers], func(b *testing.B) {
			b.ReportAllocs()
			start := clock.Now()
			var wg sync.WaitGroup
			for i := range callers {
				wg.Add(1)
				go func() {
					defer wg.Done()
					for n := i; n < b.N; n += callers {
						if err := call(v, k, mab, mac); err != nil {
							b.Error(err)
							return
						}
					}
				}()
			}
			wg.Wait()
			b.ReportMetric(float64(b.N)/clock.Since(start).Seconds(), "calls/s")
		})
	}
}
