package app

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"tillway/internal/kit/clock"
)

// TestALineIsSaidOnceAMinute: a full disk is found anew twice a second.
func TestALineIsSaidOnceAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		log := logger(&out, "warn")
		full := errors.New("the disk is full")
		for range 240 { // two minutes
			log.Error("jobs", "err", full)
			log.With("room", "payment").Error("recovery", "err", full)
			log.With("room", "wallet").Error("recovery", "err", full)
			log.Debug("not at this level")
			_ = clock.Sleep(t.Context(), 500*time.Millisecond)
		}
		if n := strings.Count(out.String(), "msg=jobs"); n != 2 {
			t.Errorf("said %d times in two minutes", n)
		}
		if n := strings.Count(out.String(), "room=payment"); n != 2 {
			t.Errorf("with its attributes said %d times", n)
		}
		if n := strings.Count(out.String(), "room=wallet"); n != 2 {
			t.Errorf("of another room said %d times", n)
		}
		log.Error("jobs", "err", errors.New("another"))
		if !strings.Contains(out.String(), "err=another") {
			t.Error("another line was kept back")
		}
	})
}
