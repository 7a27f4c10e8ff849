package sim

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"syscall"

	"tillway/internal/kit/errs"
)

// Journal is an append-only file of JSON lines. A line is on the disk before
// Wait returns, so a part that answers after Wait never forgets what it said.
// Writers that arrive while the disk is busy share the next flush.
type Journal[T any] struct {
	mu      sync.Mutex
	flushed *sync.Cond
	file    *os.File
	pending []byte
	put     Mark // lines accepted
	durable Mark // lines on the disk
	busy    bool
	err     error
}

// Mark is a line's place in its journal.
type Mark uint64

// ErrInUse tells the person who starts a part twice.
var ErrInUse = errs.Define("sim.in_use", errs.Conflict,
	"{path} 正被另一个沙箱使用。", "Another sandbox is using {path}.",
	"先停止那个沙箱，或用 --data 换一个目录。", "Stop that sandbox first, or choose another folder with --data.")

// OpenJournal opens or creates the journal at path, keeps it from a second
// process and gives every line in it to replay, oldest first. A last line that a crash cut short is removed: it
// was never durable, so nobody was told of it.
func OpenJournal[T any](path string, replay func(T) error) (*Journal[T], error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := readyJournal(file, replay); err != nil {
		file.Close()
		return nil, err
	}
	j := &Journal[T]{file: file}
	j.flushed = sync.NewCond(&j.mu)
	return j, nil
}

func readyJournal[T any](file *os.File, replay func(T) error) error {
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return ErrInUse.Wrap(err, "path", file.Name())
	}
	end, err := replayLines(file, replay)
	if err == nil {
		err = cutAt(file, end)
	}
	if err == nil {
		err = syncDir(filepath.Dir(file.Name()))
	}
	if err != nil {
		return fmt.Errorf("journal %s: %w", filepath.Base(file.Name()), err)
	}
	return nil
}

// replayLines returns the offset after the last whole line.
func replayLines[T any](r io.Reader, replay func(T) error) (end int64, err error) {
	in := bufio.NewReader(r)
	for n := 1; ; n++ {
		line, err := in.ReadBytes('\n')
		if err == io.EOF {
			return end, nil
		}
		if err != nil {
			return end, err
		}
		var v T
		if err := json.Unmarshal(bytes.TrimSpace(line), &v); err != nil {
			return end, fmt.Errorf("line %d: %w", n, err)
		}
		if err := replay(v); err != nil {
			return end, fmt.Errorf("line %d: %w", n, err)
		}
		end += int64(len(line))
	}
}

func cutAt(file *os.File, end int64) error {
	if err := file.Truncate(end); err != nil {
		return err
	}
	_, err := file.Seek(end, io.SeekStart)
	return err
}

// Put appends v in the order of the calls. It does not wait for the disk.
func (j *Journal[T]) Put(v T) Mark {
	line, err := json.Marshal(v)
	j.mu.Lock()
	defer j.mu.Unlock()
	if err != nil && j.err == nil {
		j.err = err
	}
	j.pending = append(append(j.pending, line...), '\n')
	j.put++
	return j.put
}

// Last is the mark of the newest line.
func (j *Journal[T]) Last() Mark {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.put
}

// Wait returns when the line at m and all before it are on the disk. After an
// error the journal stays broken: a disk that lost one write is not trusted
// with the next.
func (j *Journal[T]) Wait(m Mark) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	for j.durable < m && j.err == nil {
		if j.busy {
			j.flushed.Wait()
		} else {
			j.flush()
		}
	}
	return j.err
}

// flush writes what is pending; the lock is free while the disk works.
func (j *Journal[T]) flush() {
	lines, upTo := j.pending, j.put
	j.pending, j.busy = nil, true
	j.mu.Unlock()
	_, err := j.file.Write(lines)
	if err == nil {
		err = j.file.Sync()
	}
	j.mu.Lock()
	j.busy = false
	if err != nil {
		j.err = err
	} else {
		j.durable = upTo
	}
	j.flushed.Broadcast()
}

// Append is Put and Wait.
func (j *Journal[T]) Append(v T) error { return j.Wait(j.Put(v)) }

// Close flushes what is pending and closes the file.
func (j *Journal[T]) Close() error {
	err := j.Wait(j.Last())
	if cerr := j.file.Close(); err == nil {
		err = cerr
	}
	return err
}
