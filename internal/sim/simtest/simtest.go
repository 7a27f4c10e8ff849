// Package simtest starts parts of the world inside a test.
package simtest

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"testing"

	"tillway/internal/sim"
)

// Start opens a part, runs it until the test ends and checks that it stopped
// without an error.
func Start[P sim.Part](t testing.TB, open func(sim.Config) (P, error), c sim.Config) P {
	t.Helper()
	part, stop := StartStoppable(t, open, c)
	t.Cleanup(stop)
	return part
}

// StartStoppable is Start for a test that stops and starts the part itself.
func StartStoppable[P sim.Part](t testing.TB, open func(sim.Config) (P, error), c sim.Config) (P, func()) {
	t.Helper()
	part, err := open(c)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- part.Run(ctx) }()
	return part, func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("%s stopped with %v", part.Name(), err)
		}
	}
}

// Post sends JSON and decodes the JSON answer into out, when out is not nil.
func Post(t testing.TB, url string, in, out any) int {
	t.Helper()
	body, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.Post(url, "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	return decode(t, resp, out)
}

// Get fetches JSON.
func Get(t testing.TB, url string, out any) int {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	return decode(t, resp, out)
}

func decode(t testing.TB, resp *http.Response, out any) int {
	t.Helper()
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	if out != nil {
		if err := json.Unmarshal(data, out); err != nil {
			t.Fatalf("%v in %s", err, data)
		}
	}
	return resp.StatusCode
}
