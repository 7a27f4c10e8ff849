package crash

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/store"
)

// modulePID finds the security module among the product's children.
func (r *rig) modulePID() int {
	r.t.Helper()
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		r.t.Fatal(err)
	}
	for _, path := range stats {
		pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(path)))
		if _, parent := processState(pid); parent == r.product.cmd.Process.Pid {
			return pid
		}
	}
	r.t.Fatal("the product has no security module")
	return 0
}

// processState returns the state letter and the parent of a process; a process
// that is gone, or only waits to be collected, has state 0.
func processState(pid int) (state byte, parent int) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	i := bytes.LastIndexByte(b, ')') // the name before it may contain anything
	if err != nil || i < 0 {
		return 0, 0
	}
	var letter string
	if _, err := fmt.Sscan(string(b[i+1:]), &letter, &parent); err != nil || letter == "Z" || letter == "X" {
		return 0, 0
	}
	return letter[0], parent
}

// freeze stops the security module where it stands (SIGSTOP) and returns its
// number: what is asked of it from now on stays in its socket.
func (r *rig) freeze() (pid int) {
	r.t.Helper()
	pid = r.modulePID()
	if err := syscall.Kill(pid, syscall.SIGSTOP); err != nil {
		r.t.Fatal(err)
	}
	r.must("the security module stops", func() (bool, error) {
		state, _ := processState(pid)
		return state == 'T', nil
	})
	return pid
}

// thaw lets a stopped module go on.
func (r *rig) thaw(pid int) {
	r.t.Helper()
	if err := syscall.Kill(pid, syscall.SIGCONT); err != nil {
		r.t.Fatal(err)
	}
}

// asking waits until the product has written a request that the stopped module
// has not read: the bytes are in the module's socket, as the kernel tells
// everybody (sock_diag, as ss does). The module is at work, and stays so.
func (r *rig) asking() (unread int) {
	r.t.Helper()
	r.must("the product asks the stopped module", func() (ok bool, err error) {
		unread, err = unreadBytes(r.socket())
		return unread > 0, err
	})
	return unread
}

// socket is where the product's module listens: beside the data, or in the
// temporary folder when that path is too long for a socket.
func (r *rig) socket() string {
	if path := filepath.Join(r.data, "module.sock"); len(path) < 90 {
		return path
	}
	return filepath.Join(os.TempDir(), fmt.Sprintf("tillway-%d.sock", r.product.cmd.Process.Pid))
}

// Of the kernel's unix_diag.h and sock_diag.h.
const (
	sockDiagByFamily = 20
	showName         = 1 << 0
	showQueues       = 1 << 4
	attrName         = 0
	attrQueues       = 4
	established      = 1
	diagHead         = 16 // of a unix_diag_msg
)

// unreadBytes is what waits in the accepted sockets of a Unix listener.
func unreadBytes(path string) (n int, err error) {
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, unix.NETLINK_SOCK_DIAG)
	if err != nil {
		return 0, err
	}
	defer unix.Close(fd)
	ask := binary.NativeEndian.AppendUint32(nil, 16+24)
	ask = binary.NativeEndian.AppendUint16(ask, sockDiagByFamily)
	ask = binary.NativeEndian.AppendUint16(ask, unix.NLM_F_REQUEST|unix.NLM_F_DUMP)
	ask = append(ask, make([]byte, 8)...) // sequence, port
	ask = append(ask, unix.AF_UNIX, 0, 0, 0)
	ask = binary.NativeEndian.AppendUint32(ask, 1<<established)
	ask = append(ask, make([]byte, 4)...) // any inode
	ask = binary.NativeEndian.AppendUint32(ask, showName|showQueues)
	ask = append(ask, make([]byte, 8)...) // no cookie
	if err := unix.Sendto(fd, ask, 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}); err != nil {
		return 0, err
	}
	for buf := make([]byte, 1<<16); ; {
		got, _, err := unix.Recvfrom(fd, buf, 0)
		if err != nil {
			return 0, err
		}
		messages, err := syscall.ParseNetlinkMessage(buf[:got])
		if err != nil {
			return 0, err
		}
		for _, m := range messages {
			switch m.Header.Type {
			case unix.NLMSG_DONE:
				return n, nil
			case unix.NLMSG_ERROR:
				return 0, errors.New("the kernel does not tell about Unix sockets (unix_diag)")
			}
			n += queueOf(m.Data, path)
		}
	}
}

// queueOf reads one socket's answer: its unread bytes when it has the name.
func queueOf(msg []byte, path string) (unread int) {
	ours := false
	for at := msg[min(diagHead, len(msg)):]; len(at) >= 4; {
		size, kind := int(binary.NativeEndian.Uint16(at)), binary.NativeEndian.Uint16(at[2:])
		if size < 4 || size > len(at) {
			break
		}
		switch value := at[4:size]; {
		case kind == attrName:
			ours = string(bytes.TrimRight(value, "\x00")) == path
		case kind == attrQueues && len(value) >= 4:
			unread = int(binary.NativeEndian.Uint32(value))
		}
		at = at[min((size+3)&^3, len(at)):]
	}
	if !ours {
		return 0
	}
	return unread
}

// barrier keeps the product's writer waiting, as a slow disk or a foreign
// session would.
type barrier struct {
	r    *rig
	file *os.File  // SQLite
	db   *sql.DB   // PostgreSQL
	conn *sql.Conn // holds the lock
}

// block puts a barrier up. On PostgreSQL it is a lock on one table, which stops
// the writer in the middle of its transaction; on SQLite the lock of the log's
// writer, taken on its byte of the shared file (wal.c, WAL_WRITE_LOCK) by an
// open file description, so that no connection of ours touches the database.
func (r *rig) block(table string) *barrier {
	r.t.Helper()
	b := &barrier{r: r}
	if path, ok := strings.CutPrefix(r.dsn, store.SQLite+":"); ok {
		r.must("the log's write lock is free", func() (bool, error) { return b.lockLog(path + "-shm") })
		return b
	}
	var err error
	if b.db, err = sql.Open("pgx", r.dsn); err == nil {
		b.conn, err = b.db.Conn(r.t.Context())
	}
	if err == nil {
		_, err = b.conn.ExecContext(r.t.Context(), "BEGIN; LOCK TABLE "+table+" IN SHARE MODE")
	}
	if err != nil {
		r.t.Fatal(err)
	}
	return b
}

const walWriteLock = 120

func (b *barrier) lockLog(path string) (bool, error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return false, err
	}
	err = unix.FcntlFlock(f.Fd(), unix.F_OFD_SETLK, &unix.Flock_t{Type: unix.F_WRLCK, Start: walWriteLock, Len: 1})
	if err != nil {
		f.Close()
		if errors.Is(err, unix.EAGAIN) || errors.Is(err, unix.EACCES) {
			err = nil
		}
		return false, err
	}
	b.file = f
	return true, nil
}

// wait returns when the writer stands at the barrier. PostgreSQL says so; on
// SQLite the writer is given the time to come there.
func (b *barrier) wait() {
	b.r.t.Helper()
	if b.db == nil {
		b.r.pause(80 * time.Millisecond)
		return
	}
	b.r.must("the writer waits", func() (waits bool, err error) {
		err = b.conn.QueryRowContext(b.r.t.Context(), `SELECT EXISTS (SELECT FROM pg_stat_activity
			WHERE datname = current_database() AND application_name = 'tillway writer' AND wait_event_type = 'Lock')`).Scan(&waits)
		return waits, err
	})
}

// lift takes the barrier away. A second time does nothing.
func (b *barrier) lift() {
	if b.file != nil {
		b.file.Close()
		b.file = nil
	}
	if b.db != nil {
		_, _ = b.conn.ExecContext(context.Background(), "ROLLBACK")
		b.conn.Close()
		b.db.Close()
		b.db = nil
	}
}

func (r *rig) pause(d time.Duration) {
	r.t.Helper()
	if err := clock.Sleep(r.t.Context(), d); err != nil {
		r.t.Fatal(err)
	}
}
