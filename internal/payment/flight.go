package payment

import (
	"bytes"
	"context"
	"sync"
)

// flights are the requests on the road in this process. A copy of one joins it
// and gets the same answer, never a decline of its own (R5).
type flights struct {
	mu sync.Mutex
	by map[key]*flight
}

type flight struct {
	digest []byte
	landed chan struct{}
	answer Answer
	err    error
}

// board joins the flight under a key, or starts it: then first is true and the
// caller must land it.
func (f *flights) board(k key, digest []byte) (fl *flight, first bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if fl, ok := f.by[k]; ok {
		return fl, false
	}
	if f.by == nil {
		f.by = map[key]*flight{}
	}
	fl = &flight{digest: digest, landed: make(chan struct{})}
	f.by[k] = fl
	return fl, true
}

// land tells everybody aboard the answer.
func (f *flights) land(k key, fl *flight, a Answer, err error) {
	f.mu.Lock()
	delete(f.by, k)
	f.mu.Unlock()
	fl.answer, fl.err = a, err
	close(fl.landed)
}

// aloft tells whether a request is on the road in this process.
func (f *flights) aloft(k key) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	_, ok := f.by[k]
	return ok
}

// wait returns the answer of the flight, if the request is a copy of its own.
func (fl *flight) wait(ctx context.Context, digest []byte) (Answer, error) {
	if !bytes.Equal(fl.digest, digest) {
		return Answer{}, ErrDuplicate.New()
	}
	select {
	case <-fl.landed:
		a := fl.answer
		a.Stored = true
		return a, fl.err
	case <-ctx.Done():
		return Answer{}, ctx.Err()
	}
}
