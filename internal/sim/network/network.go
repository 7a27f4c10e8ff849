package network

import (
	"context"
	"errors"
	"net"
	"net/http"
	"path/filepath"
	"sync"

	"tillway/internal/kit/run"
	"tillway/internal/sim"
)

// Network is the running part.
type Network struct {
	clock   *sim.Clock
	dir     string
	book    *book
	keys    *keyStore
	faults  faultSwitch
	lines   net.Listener
	control *sim.Server

	mu    sync.Mutex
	conns map[net.Conn]bool
	wg    sync.WaitGroup
}

// Config adds the control port to what every part needs: Port takes the lines
// of acquirers, ControlPort the orders of tests.
type Config struct {
	sim.Config
	ControlPort int
}

// Open opens a network with a control port of the system's choice.
func Open(c sim.Config) (*Network, error) { return OpenWith(Config{Config: c}) }

// OpenWith replays the journal, reads or makes the keys and takes both ports.
func OpenWith(c Config) (*Network, error) {
	n := &Network{clock: c.Clock, dir: filepath.Join(c.Dir, "network"), conns: map[net.Conn]bool{}}
	if err := n.open(c); err != nil {
		n.close()
		return nil, err
	}
	return n, nil
}

func (n *Network) open(c Config) (err error) {
	if n.keys, err = openKeys(n.dir); err != nil {
		return err
	}
	if n.book, err = openBook(c.Config); err != nil {
		return err
	}
	if n.lines, err = sim.Listen(c.Port); err != nil {
		return err
	}
	n.control, err = sim.NewServer(c.ControlPort, n.routes())
	return err
}

func (n *Network) close() {
	if n.lines != nil {
		n.lines.Close()
	}
	if n.book != nil && n.book.journal != nil {
		n.book.journal.Close()
	}
}

func (n *Network) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /public-key", n.keys.showPublic)
	mux.HandleFunc("POST /zone-keys", n.keys.load)
	mux.HandleFunc("POST /fault", n.faults.set)
	mux.HandleFunc("GET /book", n.showBook)
	mux.HandleFunc("POST /clear", n.clear)
	mux.HandleFunc("GET /clearing/{date}", n.fetch(func(file, _ []byte) []byte { return file }))
	mux.HandleFunc("GET /clearing/{date}/control", n.fetch(func(_, control []byte) []byte { return control }))
	n.clock.Routes(mux)
	return mux
}

// Name implements sim.Part.
func (n *Network) Name() string { return "network" }

// Endpoints implements sim.Part.
func (n *Network) Endpoints() map[string]string {
	return map[string]string{"network": n.lines.Addr().String(), "network_control": n.control.URL()}
}

// Run implements sim.Part.
func (n *Network) Run(ctx context.Context) error {
	defer n.book.journal.Close()
	g := run.New(ctx)
	g.Go("control", n.control.Run)
	g.Go("lines", n.accept)
	return g.Wait()
}

// accept serves every line until ctx ends, then closes them all.
func (n *Network) accept(ctx context.Context) error {
	stop := context.AfterFunc(ctx, n.hangUp)
	defer stop()
	defer n.wg.Wait()
	for {
		conn, err := n.lines.Accept()
		if errors.Is(err, net.ErrClosed) {
			return nil
		}
		if err != nil {
			n.hangUp()
			return err
		}
		n.mu.Lock()
		n.conns[conn] = true
		n.mu.Unlock()
		n.wg.Go(func() {
			defer n.forget(conn)
			(&line{network: n, conn: conn}).serve(ctx)
		})
		if ctx.Err() != nil { // hangUp may have come before the line was noted
			n.hangUp()
		}
	}
}

func (n *Network) hangUp() {
	n.lines.Close()
	n.mu.Lock()
	defer n.mu.Unlock()
	for c := range n.conns {
		c.Close()
	}
}

func (n *Network) forget(c net.Conn) {
	c.Close()
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.conns, c)
}

func (n *Network) showBook(w http.ResponseWriter, _ *http.Request) {
	s, err := n.book.statement()
	if err != nil {
		sim.Broken(w, err)
		return
	}
	sim.Reply(w, http.StatusOK, s)
}
