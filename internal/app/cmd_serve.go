package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"tillway/internal/api"
	"tillway/internal/audit"
	"tillway/internal/institution"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/run"
	"tillway/internal/kit/store"
	"tillway/internal/payment"
	"tillway/internal/switching/lane"
	"tillway/internal/wallet"
	"tillway/internal/wallet/alipay"
	"tillway/internal/wallet/wechat"
)

// serveCommand runs the product.
func serveCommand() *cobra.Command {
	var seed bool
	c := &cobra.Command{
		Use:   "serve",
		Short: "运行 Tillway：控制台与接口、终端接入、安全模块 · run Tillway: console and API, terminals' port, security module",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := Load(cmd.Flags())
			if err != nil {
				return err
			}
			return serve(cmd.Context(), cfg, seed, cmd.InOrStdin(), cmd.OutOrStdout(), logger(cmd.ErrOrStderr(), cfg.Log))
		},
	}
	Flags(c.Flags())
	c.Flags().BoolVar(&seed, "seed", false, "沙箱：在新库中建立机构和人员 · sandbox: make the sandbox's institutions and people in a new database")
	return c
}

// serve runs until ctx ends, then lets what is in hand finish.
func serve(ctx context.Context, cfg Config, seed bool, in io.Reader, out io.Writer, log *slog.Logger) error {
	if err := fitForLive(cfg, seed); err != nil {
		return err
	}
	web, terminals, err := listen(cfg)
	if err != nil {
		return err
	}
	defer web.Close()
	defer terminals.Close()
	h, err := open(ctx, cfg, log)
	if err != nil {
		return err
	}
	defer h.DB.Close()
	if err := os.MkdirAll(cfg.Data, 0o700); err != nil {
		return err
	}
	socket := socketPath(cfg.Data)
	module, err := guardModule(ctx, cfg, log, socket)
	if err != nil {
		return err
	}
	defer module.stop()
	if err := h.found(ctx, socket); err != nil {
		return err
	}
	err = together(
		func() error { return h.seed(ctx, seed) },
		func() error { return h.meetWorld(in) },
	)
	if err != nil {
		return firstOf(err)
	}
	h.World["host"] = door(terminals.Addr())
	h.build()
	if err := h.prepare(ctx); err != nil {
		return firstOf(err)
	}
	module.same = h.sameModule
	g := run.New(ctx)
	h.start(g, web, terminals, module)
	fmt.Fprintf(out, "ready http://%s %s\n", door(web.Addr()), door(terminals.Addr()))
	return g.Wait()
}

// socketPath keeps the module's socket where its name is short enough for the
// system (108 bytes), however deep the data folder lies.
func socketPath(data string) string {
	if p := filepath.Join(data, "module.sock"); len(p) < 90 {
		return p
	}
	return filepath.Join(os.TempDir(), fmt.Sprintf("tillway-%d.sock", os.Getpid()))
}

func listen(cfg Config) (web, terminals net.Listener, err error) {
	if web, err = net.Listen("tcp", cfg.HTTP); err != nil {
		return nil, nil, errAddress.WithReason(err, "address", cfg.HTTP, "flag", "--http", "what", "the console", "what@zh", "控制台")
	}
	if terminals, err = net.Listen("tcp", cfg.ISO); err != nil {
		_ = web.Close()
		return nil, nil, errAddress.WithReason(err, "address", cfg.ISO, "flag", "--iso", "what", "the terminals", "what@zh", "终端接入")
	}
	return web, terminals, nil
}

// prepare does what a sandbox needs before the doors open.
func (h *house) prepare(ctx context.Context) error {
	if h.DB.Kind() != store.Sandbox {
		return nil
	}
	known, err := h.Institution.List(ctx)
	if err != nil || len(known) == 0 || h.World["network_control"] == "" {
		return err
	}
	return together(
		func() error { return worldFault(h.exchangeZoneKeys(ctx)) },
		func() error { return h.connectWallets(ctx) },
		func() error {
			h.tellTerminals(ctx)
			return worldFault(h.moveWorld(ctx, h.Clock.Offset()))
		},
	)
}

// worldFault words a simulator that does not answer; faults of the house keep
// their own sentence.
func worldFault(err error) error {
	if err == nil || errs.As(err) != nil {
		return err
	}
	return errWorld.WithReason(err)
}

// connectWallets puts each wallet behind its port. Making its RSA key takes a
// while the first time, so they are met side by side.
func (h *house) connectWallets(ctx context.Context) error {
	var we, ali wallet.Adapter
	err := together(
		func() error {
			a, signer, err := h.meetWallet(ctx, payment.WeChat)
			if signer != nil {
				we = wechat.New(a, signer)
			}
			return err
		},
		func() error {
			a, signer, err := h.meetWallet(ctx, payment.Alipay)
			if signer != nil {
				ali = alipay.New(a, signer)
			}
			return err
		})
	for channel, adapter := range map[payment.Channel]wallet.Adapter{payment.WeChat: we, payment.Alipay: ali} {
		if adapter != nil {
			h.wallet[channel] = adapter
		}
	}
	return err
}

// meetWallet exchanges keys with a wallet; the signer is nil where the world
// has none.
func (h *house) meetWallet(ctx context.Context, channel payment.Channel) (wallet.Account, *wallet.Signer, error) {
	inst := institution.IDOf(sandboxCode)
	a := wallet.Account{Institution: inst, URL: h.World[string(channel)], AppID: "app999", MchID: "9990000001", Serial: "TILLWAY999"}
	if a.URL == "" {
		return a, nil, nil
	}
	signer, err := wallet.Introduce(ctx, h.DB, h.vault, audit.System(inst, "wallet"), channel, filepath.Join(h.cfg.Data, string(channel)))
	if err != nil {
		return a, nil, fmt.Errorf("the keys for %s: %w", channel, err)
	}
	return a, signer, nil
}

// together runs functions side by side and returns what went wrong.
func together(fns ...func() error) error {
	faults := make([]error, len(fns))
	var wg sync.WaitGroup
	for i, fn := range fns {
		wg.Go(func() { faults[i] = fn() })
	}
	wg.Wait()
	return errors.Join(faults...)
}

// start runs the long-lived parts. At the end the doors close first: what they
// have in hand still needs the security module and the line to the network.
func (h *house) start(g *run.Group, web, terminals net.Listener, module *guard) {
	backstage, over := context.WithCancel(context.WithoutCancel(g.Context()))
	var doors sync.WaitGroup
	serving := func(name string, serve func(context.Context) error) {
		doors.Add(1)
		g.Go(name, func(ctx context.Context) error { defer doors.Done(); return serve(ctx) })
	}
	serving("terminals", func(ctx context.Context) error { return h.lane().Serve(ctx, terminals) })
	serving("console", func(ctx context.Context) error { return h.console(ctx, web) })
	g.Go("doors", func(context.Context) error { doors.Wait(); over(); return nil })
	g.Go("security module", func(context.Context) error { return module.run(backstage) })
	if h.line.Addr != "" {
		g.Go("network line", func(context.Context) error { return h.line.Run(backstage) })
	}
	g.Go("relay", h.Relay.Run)
	g.Go("jobs", h.Jobs.Run)
	g.Go("payments", h.Payment.Run)
}

func (h *house) lane() *lane.Lane {
	return &lane.Lane{Institution: institution.IDOf(sandboxCode), Acquirer: "09990000", DB: h.DB, Vault: h.vault, Keys: h.Keys,
		Terminals: h.Terminal, Payments: h.Payment, Log: h.log}
}

// console serves the pages and the API until ctx ends and what is in hand is
// answered.
func (h *house) console(ctx context.Context, web net.Listener) error {
	server := &http.Server{Handler: api.New(h.Rooms, h.log).Handler(), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second,
		IdleTimeout: 60 * time.Second, MaxHeaderBytes: 16 << 10}
	drained := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(drained)
		grace, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		_ = server.Shutdown(grace)
	})
	err := server.Serve(web)
	if !stop() {
		<-drained
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}
