package module

import (
	"errors"
	"fmt"
	"os"
	"runtime/debug"

	"golang.org/x/sys/unix"
)

// harden closes what would show memory to others: tracebacks, core dumps and
// the debugger of another process.
func harden() error {
	debug.SetTraceback("none")
	if err := unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}); err != nil {
		return fmt.Errorf("core dumps cannot be switched off: %w", err)
	}
	if err := unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0); err != nil {
		return fmt.Errorf("the process cannot be closed to debuggers: %w", err)
	}
	return nil
}

// page returns memory outside the Go heap, where the collector makes no
// copies, that is not dumped and, where the system allows, never swapped out.
func page(size int) (mem []byte, locked bool, err error) {
	size = (size + os.Getpagesize() - 1) / os.Getpagesize() * os.Getpagesize()
	mem, err = unix.Mmap(-1, 0, size, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
	if err != nil {
		return nil, false, err
	}
	if err := unix.Madvise(mem, unix.MADV_DONTDUMP); err != nil {
		return nil, false, errors.Join(err, unix.Munmap(mem))
	}
	return mem, unix.Mlock(mem) == nil, nil
}

// release wipes a page and gives it back.
func release(mem []byte) error {
	clear(mem)
	return unix.Munmap(mem)
}
