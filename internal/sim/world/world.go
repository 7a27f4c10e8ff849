// Package world runs all parts of the outside world in one process, lets the
// channels pay every morning what they owe for the day before, and writes
// their addresses into endpoints.json of the data directory:
//
//	registry sms bank wechat alipay   base URLs
//	network                           host:port of the acquirers' line
//	network_control                   base URL of its control port
//	terminal, terminal-<name>         base URLs of the terminals
//	clock                             base URL whose POST /clock moves all parts
package world

import (
	"context"
	"errors"
	"maps"
	"path/filepath"
	"sync"

	"tillway/internal/kit/run"
	"tillway/internal/sim"
	"tillway/internal/sim/alipay"
	"tillway/internal/sim/bank"
	"tillway/internal/sim/network"
	"tillway/internal/sim/registry"
	"tillway/internal/sim/sms"
	"tillway/internal/sim/terminal"
	"tillway/internal/sim/wechat"
)

// Ports are the fixed ports of the sandbox; 0 lets the system choose.
type Ports struct {
	Registry, SMS, Bank, WeChat, Alipay, Network, NetworkControl, Terminal int
}

// FixedPorts are what `tillway sim world` takes unless told otherwise.
var FixedPorts = Ports{
	Registry: 18081, SMS: 18082, Bank: 18083, WeChat: 18084, Alipay: 18085,
	Network: 18086, NetworkControl: 18087, Terminal: 18088,
}

// Config says where the world lives.
type Config struct {
	Dir       string
	Ports     Ports
	Clock     *sim.Clock // nil: the one kept in Dir
	Terminals []string   // names; nil: one, called 1. Those after the first take any port.
	Patience  terminal.Config
}

// World is all parts, open and ready to run.
type World struct {
	dir   string
	Clock *sim.Clock
	parts []sim.Part
}

// opener opens one part.
type opener func() (sim.Part, error)

// Open takes all ports, replays all journals and writes endpoints.json.
func Open(c Config) (*World, error) {
	w := &World{dir: c.Dir, Clock: c.Clock}
	if w.Clock == nil {
		var err error
		if w.Clock, err = sim.OpenClock(filepath.Join(c.Dir, "sim", "clock.json")); err != nil {
			return nil, err
		}
	}
	if err := w.open(w.openers(c)); err != nil {
		return nil, err
	}
	return w, sim.WriteJSON(filepath.Join(c.Dir, "endpoints.json"), w.Endpoints())
}

func (w *World) openers(c Config) []opener {
	at := func(port int) sim.Config { return sim.Config{Dir: c.Dir, Port: port, Clock: w.Clock} }
	p := c.Ports
	out := []opener{
		func() (sim.Part, error) { return registry.Open(at(p.Registry)) },
		func() (sim.Part, error) { return sms.Open(at(p.SMS)) },
		func() (sim.Part, error) { return bank.Open(at(p.Bank)) },
		func() (sim.Part, error) { return wechat.Open(at(p.WeChat)) },
		func() (sim.Part, error) { return alipay.Open(at(p.Alipay)) },
		func() (sim.Part, error) {
			return network.OpenWith(network.Config{Config: at(p.Network), ControlPort: p.NetworkControl})
		},
	}
	names := c.Terminals
	if names == nil {
		names = []string{"1"}
	}
	port := p.Terminal
	for i, name := range names {
		conf, own := c.Patience, port
		conf.Dir, conf.Clock, conf.Name, conf.First = c.Dir, w.Clock, name, i == 0
		out = append(out, func() (sim.Part, error) { return terminal.OpenPart(conf, own) })
		port = 0
	}
	return out
}

// open opens the parts side by side: making RSA keys takes a while the first time.
func (w *World) open(openers []opener) error {
	parts, errs := make([]sim.Part, len(openers)), make([]error, len(openers))
	var wg sync.WaitGroup
	for i, o := range openers {
		wg.Go(func() { parts[i], errs[i] = o() })
	}
	wg.Wait()
	for i, err := range errs {
		if err == nil {
			w.parts = append(w.parts, parts[i])
		}
	}
	if err := errors.Join(errs...); err != nil {
		w.close()
		return err
	}
	return nil
}

// close ends parts that never ran, by running them in a world that is over.
func (w *World) close() {
	over, cancel := context.WithCancel(context.Background())
	cancel()
	_ = w.Run(over)
}

// Parts returns the parts in the order of the command line.
func (w *World) Parts() []sim.Part { return w.parts }

// Endpoints returns name and address of every part.
func (w *World) Endpoints() map[string]string {
	out := map[string]string{}
	for _, p := range w.parts {
		maps.Copy(out, p.Endpoints())
	}
	out["clock"] = out["registry"]
	return out
}

// Run serves until ctx ends or a part fails.
func (w *World) Run(ctx context.Context) error {
	g := run.New(ctx)
	for _, p := range w.parts {
		g.Go(p.Name(), p.Run)
	}
	g.Go("clearing", w.clearing().run)
	return g.Wait()
}
