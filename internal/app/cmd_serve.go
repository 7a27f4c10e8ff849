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
			return serve(cmd.Context(), cfg, seed, cmd.OutOrStdout(), logger(cmd.ErrOrStderr(), cfg.Log))
		},
	}
	Flags(c.Flags())
	c.Flags().BoolVar(&seed, "seed", false, "沙箱：在新库中建立机构和人员 · sandbox: make the sandbox's institutions and people in a new database")
	return c
}

// serve runs until ctx ends, then lets what is in hand finish.
func serve(ctx context.Context, cfg Config, seed bool, out io.Writer, log *slog.Logger) error {
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
	module, err := launch(ctx, log, theModule, 10*time.Second, "module", "--socket", socket,
		"--dir", filepath.Join(cfg.Data, "module"), "--log", cfg.Log)
	if err != nil {
		return err
	}
	defer module.stop()
	if err := h.furnish(ctx, socket); err != nil {
		return err
	}
	if err := h.prepare(ctx, seed); err != nil {
		return err
	}
	g := run.New(ctx)
	g.Go("security module", module.supervise)
	h.start(g, web, terminals)
	fmt.Fprintf(out, "ready http://%s %s\n", web.Addr(), terminals.Addr())
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
func (h *house) prepare(ctx context.Context, seed bool) error {
	if h.DB.Kind() != store.Sandbox {
		return nil
	}
	if seed {
		if err := h.seed(ctx); err != nil {
			return err
		}
	}
	known, err := h.Institution.List(ctx)
	if err != nil || len(known) == 0 || h.World["network_control"] == "" {
		return err
	}
	if err := h.moveWorld(ctx, h.Clock.Offset()); err != nil {
		return worldFault(err)
	}
	if err := h.exchangeZoneKeys(ctx); err != nil {
		return worldFault(err)
	}
	return h.connectWallets(ctx)
}

// worldFault words a simulator that does not answer; faults of the house keep
// their own sentence.
func worldFault(err error) error {
	if errs.As(err) != nil {
		return err
	}
	return errWorld.WithReason(err)
}

// connectWallets exchanges keys with each wallet and puts it behind the port.
func (h *house) connectWallets(ctx context.Context) error {
	inst := institution.IDOf(sandboxCode)
	for _, w := range []struct {
		channel payment.Channel
		make    func(wallet.Account, *wallet.Signer) wallet.Adapter
	}{
		{payment.WeChat, func(a wallet.Account, s *wallet.Signer) wallet.Adapter { return wechat.New(a, s) }},
		{payment.Alipay, func(a wallet.Account, s *wallet.Signer) wallet.Adapter { return alipay.New(a, s) }},
	} {
		url := h.World[string(w.channel)]
		if url == "" {
			continue
		}
		dir := filepath.Join(h.cfg.Data, string(w.channel))
		signer, err := wallet.Introduce(ctx, h.DB, h.vault, audit.System(inst, "wallet"), w.channel, dir)
		if err != nil {
			return fmt.Errorf("the keys for %s: %w", w.channel, err)
		}
		h.wallet[w.channel] = w.make(wallet.Account{Institution: inst, URL: url, AppID: "app999", MchID: "9990000001", Serial: "TILLWAY999"}, signer)
	}
	return nil
}

// start runs the long-lived parts.
func (h *house) start(g *run.Group, web, terminals net.Listener) {
	inst := institution.IDOf(sandboxCode)
	g.Go("relay", h.Relay.Run)
	g.Go("jobs", h.Jobs.Run)
	g.Go("payments", h.Payment.Run)
	if h.line.Addr != "" {
		g.Go("network line", h.line.Run)
	}
	l := &lane.Lane{Institution: inst, Acquirer: "09990000", DB: h.DB, Vault: h.vault, Keys: h.Keys, Terminals: h.Terminal, Payments: h.Payment, Log: h.log}
	g.Go("terminals", func(ctx context.Context) error { return l.Serve(ctx, terminals) })
	h.World["host"] = terminals.Addr().String()
	server := &http.Server{Handler: api.New(h.Rooms, h.log).Handler(), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second,
		IdleTimeout: 60 * time.Second, MaxHeaderBytes: 16 << 10}
	g.Go("console", func(ctx context.Context) error {
		stop := context.AfterFunc(ctx, func() {
			grace, cancel := context.WithTimeout(context.Background(), 10*time.Second)
			defer cancel()
			_ = server.Shutdown(grace)
		})
		defer stop()
		if err := server.Serve(web); !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	})
}
