package app

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tillway/internal/kit/clock"
	"tillway/internal/kit/store"
)

// demoCommand starts Tillway with its sandbox world, or drives it through the
// whole journey and stops.
func demoCommand() *cobra.Command {
	var isScript, asJSON bool
	var seed int64
	c := &cobra.Command{
		Use:   "demo",
		Short: "启动整套沙箱；--script 走完全程 · start Tillway with its sandbox world; --script drives the whole journey",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !cmd.Flags().Changed("db") {
				_ = cmd.Flags().Set("db", "sqlite:tillway-demo/tillway.db")
			}
			cfg, err := Load(cmd.Flags())
			if err != nil {
				return err
			}
			if cfg.Mode != store.Sandbox {
				return errSetting.New("name", "mode", "want", "sandbox: the demo is nothing else", "want@zh", "sandbox：演示只在沙箱中进行")
			}
			if path, ok := strings.CutPrefix(cfg.DB, "sqlite:"); ok {
				if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
					return err
				}
			}
			log := logger(cmd.ErrOrStderr(), cfg.Log)
			if isScript {
				return runScript(cmd.Context(), cfg, seed, asJSON, cmd.OutOrStdout(), log)
			}
			return runDemo(cmd.Context(), cfg, cmd.OutOrStdout(), log)
		},
	}
	Flags(c.Flags())
	c.Flags().BoolVar(&isScript, "script", false, "带一家商户走完全程后退出 · drive one shop down the whole road and exit")
	c.Flags().Int64Var(&seed, "seed", 1, "与 --script 合用：姓名、金额和顺序 · with --script: names, amounts and order")
	c.Flags().BoolVar(&asJSON, "json", false, "与 --script 合用：每步一行 JSON · with --script: a JSON line for each step")
	return c
}

// stage is the processes of a demo: the world and the product.
type stage struct {
	world, product *child
	base, host     string
	places         map[string]string
}

// raise starts the sandbox world and the product side by side; the product
// learns the world's addresses on its standard input.
func raise(ctx context.Context, cfg Config, log *slog.Logger, ports bool) (*stage, error) {
	if err := os.MkdirAll(cfg.Data, 0o700); err != nil {
		return nil, err
	}
	told, tell, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer told.Close()
	st := &stage{places: map[string]string{}}
	err = together(
		func() error { defer tell.Close(); return st.raiseWorld(ctx, cfg, log, ports, tell) },
		func() error { return st.raiseProduct(ctx, cfg, log, told) },
	)
	if err != nil {
		st.lower()
		return nil, firstOf(err)
	}
	st.base, st.host, _ = strings.Cut(st.product.line, " ")
	st.places["host"] = st.host
	return st, nil
}

// firstOf is the first of several faults: what followed is its echo.
func firstOf(err error) error {
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		return many.Unwrap()[0]
	}
	return err
}

func (st *stage) raiseWorld(ctx context.Context, cfg Config, log *slog.Logger, ports bool, tell io.Writer) (err error) {
	args := []string{"sim", "world", "--data", cfg.Data, "--terminals"}
	if ports {
		args = append(args, demoTerminal)
	} else {
		args = append(args, strings.Join(counters(cfg.Data), ","), "--any-port")
	}
	if st.world, err = launch(ctx, log, theWorld, 15*time.Second, args...); err != nil {
		return err
	}
	b, err := os.ReadFile(filepath.Join(cfg.Data, "endpoints.json"))
	if err == nil {
		err = json.Unmarshal(b, &st.places)
	}
	if err == nil {
		_, err = tell.Write(b)
	}
	return err
}

func (st *stage) raiseProduct(ctx context.Context, cfg Config, log *slog.Logger, told io.Reader) (err error) {
	args := []string{"serve", "--seed", "--db", cfg.DB, "--data", cfg.Data, "--http", cfg.HTTP, "--iso", cfg.ISO, "--log", cfg.Log, "--world", fromInput}
	if cfg.BusinessTime != "" {
		args = append(args, "--business-time", cfg.BusinessTime)
	}
	st.product, err = launchTold(ctx, log, theServer, 30*time.Second, told, args...)
	return err
}

// demoTerminal is the device on the counter of the demo's shop: no run of the
// script uses it.
const demoTerminal = "demo"

// counters names the terminals that runs of the script have used, and one more:
// a device serves one merchant only, so each run brings its own.
func counters(data string) (names []string) {
	for i := range pastRuns(data) + 1 {
		names = append(names, fmt.Sprint(i+1))
	}
	return names
}

func pastRuns(data string) int {
	runs, _ := filepath.Glob(filepath.Join(data, "runs", "*")) // the pattern is well formed
	return len(runs)
}

func (st *stage) lower() {
	for _, c := range []*child{st.product, st.world} {
		if c != nil {
			c.stop()
		}
	}
}

// watch waits for ctx, or for one of the processes to end by itself.
func (st *stage) watch(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return nil
	case <-st.product.done:
		return st.product.ended(st.product.err)
	case <-st.world.done:
		return st.world.ended(st.world.err)
	}
}

func runDemo(ctx context.Context, cfg Config, out io.Writer, log *slog.Logger) error {
	began := clock.Now()
	st, err := raise(ctx, cfg, log, true)
	if err != nil {
		return err
	}
	defer st.lower()
	there, err := prepareShops(ctx, cfg, st)
	if err != nil {
		return err
	}
	welcome(out, st.base, fmt.Sprintf("%.1f s", clock.Since(began).Seconds()), there)
	return st.watch(ctx)
}

func newScript(cfg Config, st *stage, seed int64, asJSON bool, out io.Writer) *script {
	r := rand.New(rand.NewPCG(uint64(seed), 0x7411))
	runs := pastRuns(cfg.Data)
	if own := st.places[fmt.Sprintf("terminal-%d", runs+1)]; own != "" {
		st.places["terminal"] = own
	}
	return &script{out: out, json: asJSON, seed: seed, rnd: r, base: st.base, world: st.places, db: cfg.DB, data: cfg.Data,
		people: newPeople(st.base), ids: map[string]string{}, shop: newShop(r, runs+1)}
}

// scriptStart is the Monday on which the journey begins on a new database.
const scriptStart = "2026-03-02T09:00:00+08:00"

func runScript(ctx context.Context, cfg Config, seed int64, asJSON bool, out io.Writer, log *slog.Logger) error {
	stage, err := walk(ctx, cfg, seed, asJSON, out, log)
	if err == nil || !asJSON {
		return err
	}
	b, failed := json.Marshal(map[string]any{"ok": false, "stage": stage, "error": inEnglish(err)})
	if failed != nil {
		return failed
	}
	fmt.Fprintln(out, string(b))
	return errSaid
}

// walk raises the stage and drives the journey; it says at which stage it was.
func walk(ctx context.Context, cfg Config, seed int64, asJSON bool, out io.Writer, log *slog.Logger) (stage string, err error) {
	cfg.HTTP, cfg.ISO = "127.0.0.1:0", "127.0.0.1:0"
	if cfg.BusinessTime == "" {
		cfg.BusinessTime = scriptStart
	}
	st, err := raise(ctx, cfg, log, false)
	if err != nil {
		return "start", err
	}
	defer st.lower()
	s := newScript(cfg, st, seed, asJSON, out)
	if err := noteRun(cfg.Data, s.shop.login); err != nil {
		return "start", err
	}
	if err := s.morning(ctx); err != nil {
		return "start", err
	}
	err = s.run(ctx)
	return s.stage, err
}

// noteRun remembers that a run began, so that the next invents other people.
func noteRun(data, name string) error {
	dir := filepath.Join(data, "runs")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, name), nil, 0o600)
}

// morning moves the business clock to a working morning: a second run on the
// same database begins on the next working day.
func (s *script) morning(ctx context.Context) error {
	admin, err := s.as(ctx, "admin")
	if err != nil {
		return err
	}
	c, err := admin.get(ctx, "/v1/sandbox/clock")
	if err != nil {
		return err
	}
	t, err := time.Parse(time.RFC3339, c.text("business_time"))
	if err != nil {
		return err
	}
	if h := t.In(clock.Shanghai).Hour(); h >= 9 && h < 16 {
		return nil
	}
	return s.clockTo(ctx, object{"next_workday": true})
}
