package sim

import (
	"errors"
	"io/fs"
	"net/http"
	"sync/atomic"
	"time"

	"tillway/internal/kit/clock"
)

// Clock is the world's calendar: real time plus an offset that the sandbox
// moves. The offset outlives a restart when the clock was opened on a file.
type Clock struct {
	offset atomic.Int64
	path   string
}

// NewClock returns a clock that forgets its offset.
func NewClock(offset time.Duration) *Clock {
	c := &Clock{}
	c.offset.Store(int64(offset))
	return c
}

type clockFile struct {
	OffsetMicros int64 `json:"offset_us"`
}

// OpenClock returns a clock that keeps its offset in the file at path.
func OpenClock(path string) (*Clock, error) {
	var kept clockFile
	if err := ReadJSON(path, &kept); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	c := NewClock(time.Duration(kept.OffsetMicros) * time.Microsecond)
	c.path = path
	return c, nil
}

// Now returns the world's time, +08:00.
func (c *Clock) Now() time.Time {
	return clock.Now().Add(time.Duration(c.offset.Load())).In(clock.Shanghai)
}

// SetOffset says how far the world's time runs ahead of real time.
func (c *Clock) SetOffset(d time.Duration) error {
	if c.path != "" {
		if err := WriteJSON(c.path, clockFile{d.Microseconds()}); err != nil {
			return err
		}
	}
	c.offset.Store(int64(d))
	return nil
}

// Routes adds GET /clock and POST /clock {"offset_us"} to mux.
func (c *Clock) Routes(mux *http.ServeMux) {
	show := func(w http.ResponseWriter) {
		Reply(w, http.StatusOK, map[string]any{
			"offset_us": time.Duration(c.offset.Load()).Microseconds(),
			"now":       c.Now().Format(time.RFC3339),
		})
	}
	mux.HandleFunc("GET /clock", func(w http.ResponseWriter, r *http.Request) { show(w) })
	mux.HandleFunc("POST /clock", func(w http.ResponseWriter, r *http.Request) {
		in, ok := Body[clockFile](w, r)
		if !ok {
			return
		}
		if err := c.SetOffset(time.Duration(in.OffsetMicros) * time.Microsecond); err != nil {
			Broken(w, err)
			return
		}
		show(w)
	})
}
