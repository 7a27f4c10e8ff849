package sim

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/errs"
)

type line struct {
	N int `json:"n"`
}

func openLines(t *testing.T, path string) (*Journal[line], []int) {
	t.Helper()
	var seen []int
	j, err := OpenJournal(path, func(l line) error { seen = append(seen, l.N); return nil })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { j.Close() })
	return j, seen
}

func TestJournalKeepsEveryLineOfManyWriters(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sim", "x.jsonl")
	j, _ := openLines(t, path)
	var wg sync.WaitGroup
	for i := range 200 {
		wg.Go(func() {
			if err := j.Append(line{i}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if _, err := OpenJournal(path, func(line) error { return nil }); !errs.Is(err, ErrInUse) {
		t.Fatalf("a second writer of the same journal: %v", err)
	}
	j.Close()
	_, seen := openLines(t, path)
	sum := 0
	for _, n := range seen {
		sum += n
	}
	if len(seen) != 200 || sum != 199*200/2 {
		t.Fatalf("replayed %d lines, sum %d", len(seen), sum)
	}
}

func TestJournalDropsOnlyATornLastLine(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.jsonl")
	write(t, path, []byte("{\"n\":1}\n{\"n\":2}\n{\"n\":"))
	j, seen := openLines(t, path)
	if len(seen) != 2 {
		t.Fatalf("replayed %v", seen)
	}
	if err := j.Append(line{3}); err != nil {
		t.Fatal(err)
	}
	if data, _ := os.ReadFile(path); string(data) != "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n" {
		t.Fatalf("file is %q", data)
	}
	j.Close()
	write(t, path, []byte("{\"n\":1}\nnonsense\n{\"n\":3}\n"))
	if _, err := OpenJournal(path, func(line) error { return nil }); err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Fatalf("a damaged line in the middle gave %v", err)
	}
}

func TestJournalStaysBrokenAfterALostWrite(t *testing.T) {
	j, _ := openLines(t, filepath.Join(t.TempDir(), "x.jsonl"))
	j.file.Close()
	if j.Append(line{1}) == nil || j.Append(line{2}) == nil {
		t.Fatal("a lost write was accepted")
	}
}

func TestServerRefusesForeignPages(t *testing.T) {
	h := loopbackOnly(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { Reply(w, 200, "ok") }))
	for _, c := range []struct {
		host, origin string
		want         int
	}{
		{"127.0.0.1:9", "", 200},
		{"localhost:9", "http://127.0.0.1:8080", 200},
		{"[::1]:9", "http://localhost:8080", 200},
		{"127.0.0.1:9", "https://evil.example", 403},
		{"127.0.0.1:9", "http://localhost.evil.example", 403},
		{"127.0.0.1:9", "null", 403},
		{"rebound.example:9", "", 403},
	} {
		r := httptest.NewRequest(http.MethodPost, "/", nil)
		r.Host = c.host
		if c.origin != "" {
			r.Header.Set("Origin", c.origin)
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != c.want {
			t.Errorf("host %s origin %q: %d, want %d", c.host, c.origin, w.Code, c.want)
		}
	}
}

func TestDecodeIsStrict(t *testing.T) {
	for in, ok := range map[string]bool{
		`{"n":1}`: true, `{"n":1,"m":2}`: false, `{"n":1}{}`: false, `{"n":"x"}`: false, ``: false,
	} {
		if _, err := Decode[line](strings.NewReader(in)); (err == nil) != ok {
			t.Errorf("%q: %v", in, err)
		}
	}
}

func TestClockMovesAndRemembers(t *testing.T) {
	path := filepath.Join(t.TempDir(), "clock.json")
	c, err := OpenClock(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.SetOffset(48 * time.Hour); err != nil {
		t.Fatal(err)
	}
	again, err := OpenClock(path)
	if err != nil {
		t.Fatal(err)
	}
	if ahead := again.Now().Sub(clock.Now()); ahead < 47*time.Hour {
		t.Fatalf("the offset was lost: %v", ahead)
	}
	write(t, path, []byte("?"))
	if _, err := OpenClock(path); err == nil || errors.Is(err, os.ErrNotExist) {
		t.Fatalf("a damaged clock file gave %v", err)
	}
}

func TestMasks(t *testing.T) {
	if got := MaskPAN("6200000000000005"); got != "620000******0005" {
		t.Error(got)
	}
	if got := MaskPAN("6200000000"); got != "**********" {
		t.Error(got)
	}
	if got := MaskCode("130000000000000001"); got != "13**************01" {
		t.Error(got)
	}
	for pan, ok := range map[string]bool{"6200000000000005": true, "6200000000000006": false, "6217000000000000004": true, "": false, "62x": false} {
		if Luhn(pan) != ok {
			t.Errorf("Luhn(%q) = %v", pan, !ok)
		}
	}
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}
