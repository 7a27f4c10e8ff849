package module

import (
	"bufio"
	"context"
	"errors"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"time"

	"golang.org/x/sys/unix"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/vault"
)

// Config says where the module lives.
type Config struct {
	Socket    string
	Dir       string // holds the storage master key
	Log       *slog.Logger
	Ready     func()   // called once callers can connect
	AllowUIDs []uint32 // users who may connect besides the module's own
	Embedded  bool     // inside a test: leaves the process's own settings alone
}

// inFlight bounds what one connection may have unanswered; then it is read no
// further until it takes its answers.
const inFlight = 1024

// Serve runs the module until ctx ends.
func Serve(ctx context.Context, cfg Config) error {
	if !cfg.Embedded {
		if err := harden(); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(cfg.Dir, 0o700); err != nil {
		return err
	}
	unlock, err := lock(ctx, filepath.Join(cfg.Dir, "lock"))
	if err != nil {
		return err
	}
	defer unlock()
	master, err := openMaster(cfg.Dir)
	if err != nil {
		return err
	}
	defer func() {
		if err := master.close(); err != nil {
			cfg.Log.Error("master key page not released", "err", err)
		}
	}()
	if !master.locked {
		cfg.Log.Warn("the master key's page cannot be locked in memory: raise the memory lock limit")
	}
	listener, err := listen(ctx, cfg.Socket)
	if err != nil {
		return err
	}
	s := &server{cfg: cfg, module: newModule(master, cfg.Log), fast: make(chan job), slow: make(chan job), stop: make(chan struct{})}
	return s.run(ctx, listener)
}

// lock refuses a second module on one directory. One that is just ending, as
// after a kill of whoever had started it, is waited for.
func lock(ctx context.Context, path string) (unlock func(), err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	err = patiently(ctx, func() error { return unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB) })
	if err != nil {
		return nil, errors.Join(errSecond.Wrap(err, "path", filepath.Dir(path)), f.Close())
	}
	return func() { _ = f.Close() }, nil
}

// patience is how long the module before us may take to end.
const patience = 3 * time.Second

// patiently tries until f succeeds or patience ends.
func patiently(ctx context.Context, f func() error) error {
	for began := clock.Now(); ; {
		err := f()
		if err == nil || clock.Since(began) > patience {
			return err
		}
		if e := clock.Sleep(ctx, 10*time.Millisecond); e != nil {
			return errors.Join(err, e)
		}
	}
}

// listen makes the socket. One left by a module that died is replaced, one
// that keeps answering is not.
func listen(ctx context.Context, path string) (*net.UnixListener, error) {
	err := patiently(ctx, func() error {
		c, err := net.Dial("unix", path)
		if err != nil {
			return nil // nobody is there
		}
		return errors.Join(errSecond.New("path", path), c.Close())
	})
	if err != nil {
		return nil, err
	}
	if info, err := os.Lstat(path); err == nil && info.Mode()&os.ModeSocket != 0 {
		if err := os.Remove(path); err != nil {
			return nil, err
		}
	}
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

type server struct {
	cfg        Config
	module     *Module
	fast, slow chan job
	stop       chan struct{}
	wg         sync.WaitGroup
}

// job is a batch and where its answer goes.
type job struct {
	from    *peer
	frameID uint64
	items   []vault.Item
}

func (s *server) run(ctx context.Context, l *net.UnixListener) error {
	release := context.AfterFunc(ctx, func() { _ = l.Close() })
	defer release()
	for range runtime.GOMAXPROCS(0) {
		s.spawn(func() { s.work(s.fast) })
		s.spawn(func() { s.work(s.slow) })
	}
	if s.cfg.Ready != nil {
		s.cfg.Ready()
	}
	err := s.accept(l)
	close(s.stop)
	s.wg.Wait()
	if ctx.Err() != nil {
		return nil
	}
	return err
}

func (s *server) spawn(f func()) {
	s.wg.Add(1)
	go func() {
		defer s.wg.Done()
		f()
	}()
}

func (s *server) accept(l *net.UnixListener) error {
	for {
		conn, err := l.AcceptUnix()
		if err != nil {
			return err
		}
		if uid, err := peerUID(conn); err != nil || !s.allowed(uid) {
			s.cfg.Log.Warn("connection refused", "uid", uid, "err", err)
			_ = conn.Close()
			continue
		}
		p := &peer{conn: conn, out: make(chan []byte, inFlight), tokens: make(chan struct{}, inFlight), done: make(chan struct{})}
		s.spawn(func() { s.read(p) })
		s.spawn(func() { p.write() })
		s.spawn(func() { p.closeWhen(s.stop) })
	}
}

func (s *server) allowed(uid uint32) bool {
	return uid == uint32(os.Geteuid()) || slices.Contains(s.cfg.AllowUIDs, uid)
}

// peerUID asks the kernel whose process is at the other end.
func peerUID(conn *net.UnixConn) (uint32, error) {
	raw, err := conn.SyscallConn()
	if err != nil {
		return 0, err
	}
	var cred *unix.Ucred
	var credErr error
	err = raw.Control(func(fd uintptr) {
		cred, credErr = unix.GetsockoptUcred(int(fd), unix.SOL_SOCKET, unix.SO_PEERCRED)
	})
	if err = errors.Join(err, credErr); err != nil {
		return 0, err
	}
	return cred.Uid, nil
}

// read takes batches off a connection. Every batch read holds a token until
// its answer is being written, so that answers always fit into out and no
// worker waits for a peer that does not read.
func (s *server) read(p *peer) {
	defer p.end()
	r := bufio.NewReaderSize(p.conn, 64<<10)
	for {
		frameID, items, err := vault.ReadFrame(r)
		if err != nil {
			if errors.Is(err, vault.ErrProto) {
				s.cfg.Log.Warn("connection closed: malformed frame")
			}
			return
		}
		queue := s.fast
		if isSlow(items) {
			queue = s.slow
		}
		select {
		case p.tokens <- struct{}{}:
		case <-p.done:
			return
		}
		select {
		case queue <- job{p, frameID, items}:
		case <-p.done:
			return
		}
	}
}

func (s *server) work(queue <-chan job) {
	for {
		select {
		case j := <-queue:
			frame, err := vault.AppendFrame(nil, j.frameID, s.module.answer(j.items))
			if err != nil { // the answers of a batch together are too large
				frame, _ = vault.AppendFrame(nil, j.frameID, slices.Repeat([]vault.Item{{Name: vault.CodeRequest}}, len(j.items)))
			}
			j.from.out <- frame // has room: the job held a token
		case <-s.stop:
			return
		}
	}
}

// peer is one connection.
type peer struct {
	conn   net.Conn
	out    chan []byte
	tokens chan struct{}
	done   chan struct{}
	once   sync.Once
}

func (p *peer) write() {
	defer p.end()
	_ = vault.Coalesce(p.conn, p.out, p.done, func() { <-p.tokens })
}

func (p *peer) closeWhen(stop <-chan struct{}) {
	select {
	case <-stop:
		p.end()
	case <-p.done:
	}
}

func (p *peer) end() {
	p.once.Do(func() {
		close(p.done)
		_ = p.conn.Close()
	})
}
