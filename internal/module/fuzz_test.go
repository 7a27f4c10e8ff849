package module

import (
	"bytes"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"tillway/internal/kit/vault"
)

// F19: whatever a caller sends, the module answers every verb, never panics
// its way out, and no answer holds a clear key.
func FuzzAnswer(f *testing.F) {
	master, err := openMaster(f.TempDir())
	if err != nil {
		f.Fatal(err)
	}
	m := newModule(master, slog.New(slog.DiscardHandler))
	var clears [][]byte
	for _, kind := range kinds {
		if kind.alg == algRSA {
			continue // slow to make
		}
		k, err := newKey(kind, "ins_999")
		if err != nil {
			f.Fatal(err)
		}
		block, err := m.wrap(k)
		if err != nil {
			f.Fatal(err)
		}
		clears = append(clears, k.clear)
		for name := range verbs {
			f.Add(name, block, []byte("003"), block, []byte("12345678"))
		}
	}
	clears = append(clears, master.mem[:3*masterLen])
	f.Add(vault.VerbBlindIndex, []byte("ins_999"), []byte("pan"), []byte("6224242900000113"), []byte{})
	f.Fuzz(func(t *testing.T, name string, a, b, c, d []byte) {
		if name == vault.VerbGenerate {
			if k, ok := kindOf(vault.Usage(b)); ok && k.alg == algRSA {
				return
			}
		}
		out := m.answer([]vault.Item{{Name: name, Parts: [][]byte{a, b, c, d}}, {Name: vault.VerbStatus}})
		if len(out) != 2 || out[1].Name != "" {
			t.Fatalf("%d answers, %q", len(out), out[1].Name)
		}
		if out[0].Name == vault.CodeInternal {
			t.Errorf("%s failed inside", name)
		}
		for _, p := range out[0].Parts {
			for _, secret := range clears {
				if bytes.Contains(p, secret) && !bytes.Contains(c, secret) {
					t.Fatalf("%s answers a clear key", name)
				}
			}
		}
	})
}

func TestAPanicInAVerbIsAnAnswer(t *testing.T) {
	master, err := openMaster(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	m := newModule(master, slog.New(slog.DiscardHandler))
	verbs["test.panic"] = verb{0, false, func(*Module, [][]byte) ([][]byte, error) { panic("the key is 1234") }}
	defer delete(verbs, "test.panic")
	m.calls["test.panic"] = m.calls[vault.VerbStatus]
	out := m.answer([]vault.Item{{Name: "test.panic"}, {Name: vault.VerbStatus}})
	if out[0].Name != vault.CodeInternal || len(out[0].Parts) != 0 || out[1].Name != "" {
		t.Errorf("%+v", out[0])
	}
}

func TestAKeyDoesNotPrint(t *testing.T) {
	k := &key{kind: kinds[0], inst: "ins_999", clear: []byte("canarycanarycana")}
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "key", k)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%q", "%d"} {
		s := fmt.Sprintf(verb, k)
		if strings.Contains(s, "canary") || strings.Contains(s, "63616e617279") || strings.Contains(s, "99 97 110") {
			t.Errorf("%s prints %s", verb, s)
		}
	}
	if bytes.Contains(log.Bytes(), []byte("canary")) {
		t.Error(log.String())
	}
	k.wipe()
	if !bytes.Equal(k.clear, make([]byte, 16)) {
		t.Error("wipe leaves the key")
	}
}
