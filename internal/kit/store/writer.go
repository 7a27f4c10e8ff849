package store

import (
	"context"
	"fmt"
	"runtime/debug"
	"time"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/errs"
)

// maxGroup bounds how many functions share a commit. Beyond some hundreds the
// flush is paid for and a longer group only delays its first member.
const maxGroup = 512

// writer is the one goroutine that changes the database.
type writer struct {
	on      writeSession
	opt     *Options
	queue   chan *request
	group   []*request // reused from turn to turn
	started bool
	dead    error         // why the writer stopped before it was asked to
	ended   chan struct{} // closed when the loop is over
	news    news
}

func newWriter(on writeSession, opt *Options) *writer {
	return &writer{on: on, opt: opt, queue: make(chan *request, opt.Queue), ended: make(chan struct{})}
}

// loop serves the queue until it is closed. Leaving it any other way, by a
// panic or by a function that ended the goroutine, ends the process: a writer
// that is gone would leave everyone waiting.
func (w *writer) loop() {
	orderly := false
	defer func() {
		if p := recover(); p != nil {
			w.die(fmt.Errorf("the writer panicked: %v\n%s", p, debug.Stack()))
		} else if !orderly && w.dead == nil {
			w.die(bug("a function ended the writer's goroutine (runtime.Goexit; t.Fatal inside Write does this)"))
		}
		close(w.ended)
	}()
	beat := w.heartbeat()
	for w.take(beat) {
		w.commit(w.group)
		if w.dead != nil {
			return
		}
	}
	orderly = true
}

func (w *writer) heartbeat() <-chan time.Time {
	if every := w.on.beatEvery(); every > 0 {
		return clock.Ticker(every).C
	}
	return nil
}

// take waits for work and gathers whatever is queued. It does not linger: a
// longer wait for company only adds to everyone's delay. An empty group is a
// heartbeat. It returns false when the queue is closed and empty.
func (w *writer) take(beat <-chan time.Time) bool {
	w.group = w.group[:0]
	select {
	case r, ok := <-w.queue:
		if !ok {
			return false
		}
		w.admit(r)
	case <-beat:
		return true
	}
	for len(w.group) < maxGroup {
		select {
		case r, ok := <-w.queue:
			if !ok {
				return true
			}
			w.admit(r)
		default:
			return true
		}
	}
	return true
}

func (w *writer) admit(r *request) {
	if r.state.CompareAndSwap(waiting, taken) {
		w.group = append(w.group, r)
	}
}

// commit brings a group to its end, however often parts of it must be rerun,
// and answers every member.
func (w *writer) commit(group []*request) {
	for w.dead == nil { // once dead, Write tells the callers
		killer, fate, err := w.attempt(group)
		switch fate {
		case committed:
			for _, r := range group {
				r.done <- r.err
			}
			w.news.tell()
			return
		case refused: // nobody's fault in particular: the same for all
			for _, r := range group {
				r.done <- err
			}
			return
		case lost: // one function took the transaction down: the others rerun
			killer.done <- killer.err
			group = without(group, killer)
			if len(group) == 0 {
				return
			}
		case spoiled: // a check at commit failed: each answers for itself
			for _, r := range group {
				w.commit([]*request{r})
			}
			return
		}
	}
}

// fate is how an attempt to commit a group ended.
type fate int

const (
	committed fate = iota // durable; each request holds its own verdict
	refused               // nothing happened, and a rerun would not help
	lost                  // one function broke the transaction
	spoiled               // the commit failed for a group of several
)

// attempt runs a group in one transaction.
func (w *writer) attempt(group []*request) (*request, fate, error) {
	ctx := context.Background() // a cancelled statement could roll a whole group back
	if err := w.begin(ctx); err != nil {
		return nil, refused, w.check(err)
	}
	alone, failed := len(group) == 1 && !w.opt.Rehearse, 0
	for i, r := range group {
		if !alone { // alone, its failure undoes the transaction
			if err := w.on.mark(ctx, i == 0); err != nil {
				w.rollback(ctx)
				return nil, refused, w.check(err)
			}
		}
		if w.opt.Rehearse {
			_ = w.call(ctx, r)
			w.undo(ctx)
		}
		if r.err = w.call(ctx, r); r.err == nil {
			continue
		}
		failed++
		if !alone && !w.undo(ctx) || isIO(r.err) || !w.on.alive() {
			w.rollback(ctx)
			r.err = w.check(r.err)
			return r, lost, nil
		}
	}
	if failed > 0 && failed == len(group) {
		w.rollback(ctx)
		return nil, committed, nil // nothing to make durable; the verdicts stand
	}
	if err := w.flush(ctx); err != nil {
		w.rollback(ctx)
		err = w.check(err)
		if len(group) <= 1 || w.dead != nil || errs.As(err) != nil {
			return nil, refused, err
		}
		return nil, spoiled, err
	}
	return nil, committed, nil
}

func (w *writer) begin(ctx context.Context) error {
	if err := w.fault("begin"); err != nil {
		return err
	}
	return w.on.begin(ctx)
}

func (w *writer) flush(ctx context.Context) error {
	if w.opt.FlushDelay > 0 {
		_ = clock.Sleep(ctx, w.opt.FlushDelay)
	}
	if err := w.fault("commit"); err != nil {
		return err
	}
	_, err := w.on.exec(ctx, "COMMIT", nil)
	return err
}

func (w *writer) fault(point string) error {
	if w.opt.Fault == nil {
		return nil
	}
	return w.opt.Fault(point)
}

// call gives one function its turn.
func (w *writer) call(ctx context.Context, r *request) error {
	tx := &Tx{call: call{ctx: ctx, on: guarded{w.on}}, now: w.opt.Clock.Now()}
	return tx.end(protect(r.fn, tx))
}

// undo takes back the function that just failed and reports whether the
// transaction around it still lives: some errors end it (a full disk, a
// trigger's ROLLBACK), and then the work of others is gone too.
func (w *writer) undo(ctx context.Context) bool {
	_, err := w.on.exec(ctx, "ROLLBACK TO SAVEPOINT f", nil)
	return err == nil
}

// rollback ends what is left of the transaction; there may be nothing.
func (w *writer) rollback(ctx context.Context) { _, _ = w.on.exec(ctx, "ROLLBACK", nil) }

// protect turns a panic of fn into an error that keeps the stack for the log.
func protect(fn func(*Tx) error, tx *Tx) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = ErrPanic.Wrap(fmt.Errorf("%v\n%s", p, debug.Stack()))
		}
	}()
	return fn(tx)
}

// check ends the process when err means that nobody knows any more what is on
// the disk, and gives err its sentence otherwise.
func (w *writer) check(err error) error {
	if isIO(err) || !w.on.alive() || errs.Is(err, ErrLease) {
		w.die(err)
		return ErrStopped.Wrap(err)
	}
	return explain(err)
}

func (w *writer) die(err error) {
	if w.dead == nil {
		w.dead = err
		w.opt.Fatal(err)
	}
}

// close lets the queue run empty and closes the connection. Nobody may
// enqueue any more.
func (w *writer) close() error {
	close(w.queue)
	if w.started {
		<-w.ended
	}
	if w.dead != nil { // it may have died inside a transaction
		w.rollback(context.Background())
	}
	return w.on.close()
}

func without(group []*request, gone *request) []*request {
	kept := make([]*request, 0, len(group))
	for _, r := range group {
		if r != gone {
			kept = append(kept, r)
		}
	}
	return kept
}
