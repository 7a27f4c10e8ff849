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
	root := group(&cobra.Command{
		Use:   "sim",
		Short: "运行沙箱外部世界 · run the sandbox's outside world: card network, wallets, bank, SMS, registries, terminal",
	})
	fixed := world.FixedPorts
	root.AddCommand(
		simWorldCommand(),
		simPartCommand("registry", "身份、工商、银行卡核验 · identity, company and bank card look-ups", fixed.Registry, part(registry.Open)),
		simPartCommand("sms", "短信网关与收件箱 · text message gateway and inbox", fixed.SMS, part(sms.Open)),
		simPartCommand("bank", "结算银行 · settlement bank with its exchange folders", fixed.Bank, part(bank.Open)),
		simPartCommand("wechat", "微信支付 · WeChat Pay, API v3", fixed.WeChat, part(wechat.Open)),
		simPartCommand("alipay", "支付宝 · Alipay open platform", fixed.Alipay, part(alipay.Open)),
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
	c.Flags().StringVar(&f.dir, "data", "tillway-data", "数据目录 · folder for journals, keys and files")
	c.Flags().IntVar(&f.port, "port", port, "端口，0为任意 · port on 127.0.0.1, 0 for any free one")
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
		Use: name, Short: what, Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return f.run(cmd, open) },
	}
	f.add(c, port)
	return c
}

func simNetworkCommand() *cobra.Command {
	var f simFlags
	var control int
	c := &cobra.Command{
		Use: "network", Short: "银行卡网络与发卡行 · card network and issuers, ISO 8583 over TCP", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.run(cmd, func(c sim.Config) (sim.Part, error) {
				return network.OpenWith(network.Config{Config: c, ControlPort: control})
			})
		},
	}
	f.add(c, world.FixedPorts.Network)
	c.Flags().IntVar(&control, "control-port", world.FixedPorts.NetworkControl, "控制端口 · control port on 127.0.0.1")
	return c
}

func simTerminalCommand() *cobra.Command {
	var f simFlags
	var name string
	c := &cobra.Command{
		Use: "terminal", Short: "虚拟POS终端 · a virtual POS terminal", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return f.run(cmd, func(c sim.Config) (sim.Part, error) {
				return terminal.OpenPart(terminal.Config{Dir: c.Dir, Clock: c.Clock, Name: name}, c.Port)
			})
		},
	}
	f.add(c, world.FixedPorts.Terminal)
	c.Flags().StringVar(&name, "name", "1", "终端文件名 · name of its files")
	return c
}

func simWorldCommand() *cobra.Command {
	var dir string
	var anyPort bool
	var terminals []string
	c := &cobra.Command{
		Use: "world", Short: "全部外部系统 · all parts in one process; addresses in endpoints.json", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			conf := world.Config{Dir: dir, Ports: world.FixedPorts, Terminals: terminals}
			if anyPort {
				conf.Ports = world.Ports{}
			}
			return runWorld(cmd.Context(), conf, cmd.OutOrStdout())
		},
	}
	c.Flags().StringVar(&dir, "data", "tillway-data", "数据目录 · folder for journals, keys and files")
	c.Flags().BoolVar(&anyPort, "any-port", false, "使用任意空闲端口 · take any free ports instead of the fixed ones")
	c.Flags().StringSliceVar(&terminals, "terminals", []string{"1"}, "终端名称 · names of the terminals")
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
