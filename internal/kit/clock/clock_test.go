package clock

import (
	"testing"
	"time"
)

func TestBusinessNeverRunsBackwards(t *testing.T) {
	b := NewBusiness(0)
	start := b.Now()
	if b.Set(start.Add(-time.Second)) {
		t.Fatal("a move to the past was accepted")
	}
	if !b.Set(start.Add(24 * time.Hour)) {
		t.Fatal("a move forward was refused")
	}
	if got := b.Now(); got.Before(start.Add(24 * time.Hour)) {
		t.Fatalf("clock did not move: %s", got)
	}
	b.offset = -time.Hour // a stepped machine clock
	if got := b.Now(); got.Before(start.Add(24 * time.Hour)) {
		t.Fatalf("clock ran backwards to %s", got)
	}
}

func TestMicrosRoundTrip(t *testing.T) {
	want := time.Date(2026, 3, 2, 1, 0, 0, 123456000, time.UTC)
	if got := FromMicros(Micros(want)); !got.Equal(want) {
		t.Fatalf("got %s, want %s", got, want)
	}
}
