package app

import (
	"context"
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"tillway/internal/sim"
	"tillway/internal/sim/alipay"
	"tillway/internal/sim/bank"
	"tillway/internal/sim/network"
	"tillway/internal/sim/registry"
	"tillway/internal/sim/sms"
	"tillway/internal/sim/terminal"
	"tillway/internal/sim/wechat"
	"tillway/internal/sim/world"
)

// simCommand runs the outside world of a sandbox, whole or part by part.
func simCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "sim",
		Short: "Run the sandbox's outside world: card network, wallets, bank, SMS, registries, terminal · 沙箱外部世界",
	}
	fixed := world.FixedPorts
	root.AddCommand(
		simWorldCommand(),
		simPartCommand("registry", "identity, company and bank card look-ups · 身份、工商、银行卡核验", fixed.Registry, part(registry.Open)),
		simPartCommand("sms", "text message gateway and inbox · 短信网关与收件箱", fixed.SMS, part(sms.Open)),
		simPartCommand("bank", "settlement bank with its exchange folders · 结算银行", fixed.Bank, part(bank.Open)),
		simPartCommand("wechat", "WeChat Pay, API v3 · 微信支付", fixed.WeChat, part(wechat.Open)),
		simPartCommand("alipay", "Alipay open platform · 支付宝", fixed.Alipay, part(alipay.Open)),
		simNetworkCommand(),
		simTerminalCommand(),
	)
	return root
}

// partOpener opens one part of the world.
type partOpener func(sim.Config) (sim.Part, error)

func part[P sim.Part](open func(sim.Config) (P, error)) partOpener {
	return func(c sim.Config) (sim.Part, error) { return open(c) }
}

// simFlags are what every part takes.
type simFlags struct {
	dir  string
	port int
}

func (f *simFlags) add(c *cobra.Command, port int) {
	c.Flags().StringVar(&f.dir, "data", "tillway-data", "folder for journals, keys and files · 数据目录")
	c.Flags().IntVar(&f.port, "port", port, "port on 127.0.0.1, 0 for any free one · 端口，0为任意")
}

// run opens a part with the world's clock and serves it. What is printed last
// is one line that says it is ready.
func (f *simFlags) run(cmd *cobra.Command, open partOpener) error {
	clock, err := sim.OpenClock(filepath.Join(f.dir, "sim", "clock.json"))
	if err != nil {
		return err
	}
	p, err := open(sim.Config{Dir: f.dir, Port: f.port, Clock: clock})
	if err != nil {
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "ready %s %s\n", p.Name(), p.Endpoints()[p.Name()])
	return p.Run(cmd.Context())
}

func simPartCommand(name, what string, port int, open partOpener) *cobra.Command {
	var f simFlags
	c := &cobra.Command{
		Use: name, Short: what, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return f.run(cmd, open) },
	}
	f.add(c, port)
	return c
}

func simNetworkCommand() *cobra.Command {
	var f simFlags
	var control int
	c := &cobra.Command{
		Use: "network", Short: "card network and issuers, ISO 8583 over TCP · 银行卡网络与发卡行", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.run(cmd, func(c sim.Config) (sim.Part, error) {
				return network.OpenWith(network.Config{Config: c, ControlPort: control})
			})
		},
	}
	f.add(c, world.FixedPorts.Network)
	c.Flags().IntVar(&control, "control-port", world.FixedPorts.NetworkControl, "control port on 127.0.0.1 · 控制端口")
	return c
}

func simTerminalCommand() *cobra.Command {
	var f simFlags
	var name string
	c := &cobra.Command{
		Use: "terminal", Short: "a virtual POS terminal · 虚拟POS终端", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.run(cmd, func(c sim.Config) (sim.Part, error) {
				return terminal.OpenPart(terminal.Config{Dir: c.Dir, Clock: c.Clock, Name: name}, c.Port)
			})
		},
	}
	f.add(c, world.FixedPorts.Terminal)
	c.Flags().StringVar(&name, "name", "1", "name of its files · 终端文件名")
	return c
}

func simWorldCommand() *cobra.Command {
	var dir string
	var anyPort bool
	var terminals []string
	c := &cobra.Command{
		Use: "world", Short: "all parts in one process; addresses in endpoints.json · 全部外部系统", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			conf := world.Config{Dir: dir, Ports: world.FixedPorts, Terminals: terminals}
			if anyPort {
				conf.Ports = world.Ports{}
			}
			return runWorld(cmd.Context(), conf, cmd.OutOrStdout())
		},
	}
	c.Flags().StringVar(&dir, "data", "tillway-data", "folder for journals, keys and files · 数据目录")
	c.Flags().BoolVar(&anyPort, "any-port", false, "take any free ports instead of the fixed ones · 使用任意空闲端口")
	c.Flags().StringSliceVar(&terminals, "terminals", []string{"1"}, "names of the terminals · 终端名称")
	return c
}

func runWorld(ctx context.Context, c world.Config, out io.Writer) error {
	w, err := world.Open(c)
	if err != nil {
		return err
	}
	for _, p := range w.Parts() {
		for name, at := range p.Endpoints() {
			fmt.Fprintf(out, "%s %s\n", name, at)
		}
	}
	fmt.Fprintf(out, "ready %s\n", filepath.Join(c.Dir, "endpoints.json"))
	return w.Run(ctx)
}
