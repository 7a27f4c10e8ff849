package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"tillway/internal/api"
	"tillway/internal/kit/errs"
)

// Main runs one command line and returns the exit code: 0 or 1.
func Main(args []string, in io.Reader, out, errOut io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	root := rootCommand()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errOut)
	if err := root.ExecuteContext(ctx); err != nil {
		if !errors.Is(err, errSaid) {
			fmt.Fprintln(errOut, sentence(err))
		}
		return 1
	}
	return 0
}

// errSaid ends a command that has already told the person what is wrong.
var errSaid = errors.New("said")

// sentence words a failure for a person at a terminal, in both languages where
// the catalogue has them.
func sentence(err error) string {
	e := errs.As(err)
	if e == nil {
		return "tillway: " + err.Error()
	}
	s := "tillway: " + e.Zh() + "\n         " + e.En()
	for _, f := range e.Faults {
		s += "\n           " + f.Path + ": " + f.Zh + " · " + f.En
	}
	if e.NextZh() != "" {
		s += "\n         → " + e.NextZh() + "\n         → " + e.NextEn()
	}
	return s
}

func rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:           "tillway",
		Short:         "Card and wallet acceptance for shops, from application to settled money · 收单通",
		Version:       api.Version,
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.AddCommand(serveCommand(), demoCommand(), moduleCommand(), migrateCommand(), verifyCommand(),
		isoCommand(), simCommand(), docsCommand())
	return root
}

func logger(w io.Writer, level string) *slog.Logger {
	var l slog.Level
	if err := l.UnmarshalText([]byte(level)); err != nil {
		l = slog.LevelWarn
	}
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: l}))
}
