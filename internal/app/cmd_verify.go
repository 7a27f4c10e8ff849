package app

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"tillway/internal/audit"
	"tillway/internal/kit/store"
	"tillway/internal/ledger"
	"tillway/internal/payment"
	"tillway/internal/settlement"
)

// proof recomputes one part of the books: how many things it checked, and each
// that does not hold, named by its row.
type proof func(ctx context.Context, db *store.DB) (checked int64, faults []string, err error)

// named turns a room's faults into sentences.
func named[F any](verify func(context.Context, *store.DB) (int64, []F, error), say func(F) string) proof {
	return func(ctx context.Context, db *store.DB) (int64, []string, error) {
		n, faults, err := verify(ctx, db)
		out := make([]string, 0, len(faults))
		for _, f := range faults {
			out = append(out, say(f))
		}
		return n, out, err
	}
}

func sayRow(f ledger.Fault) string { return f.Row + ": " + f.Zh + " · " + f.En }

var proofs = map[string]proof{
	"ledger":     named(ledger.Verify, sayRow),
	"payments":   named(payment.Verify, sayRow),
	"settlement": named(settlement.Verify, func(f settlement.Fault) string { return sayRow(ledger.Fault(f)) }),
	"audit":      named(audit.Verify, audit.Fault.String),
}

// verifyCommand proves the books on a database that may be in use.
func verifyCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:       "verify ledger|payments|settlement|audit",
		Short:     "Recompute a part of the books and name every row that does not hold",
		Args:      cobra.MatchAll(cobra.ExactArgs(1), cobra.OnlyValidArgs),
		ValidArgs: []string{"ledger", "payments", "settlement", "audit"},
		RunE: func(cmd *cobra.Command, args []string) error {
			cfg, err := Load(cmd.Flags())
			if err != nil {
				return err
			}
			db, err := store.Open(cmd.Context(), cfg.DB, store.Options{Log: logger(os.Stderr, cfg.Log), Migrations: allMigrations(), ReadOnly: true})
			if err != nil {
				return err
			}
			defer db.Close()
			checked, faults, err := proofs[args[0]](cmd.Context(), db)
			if err != nil {
				return err
			}
			return verdict(cmd, args[0], asJSON, checked, faults)
		},
	}
	Flags(c.Flags())
	c.Flags().BoolVar(&asJSON, "json", false, "one JSON object")
	return c
}

// verdict prints the outcome. Nothing checked is not a proof.
func verdict(cmd *cobra.Command, what string, asJSON bool, checked int64, faults []string) error {
	ok := len(faults) == 0 && checked > 0
	if asJSON {
		b, err := json.Marshal(map[string]any{"verify": what, "ok": ok, "checked": checked, "faults": faults})
		if err != nil {
			return err
		}
		fmt.Fprintln(cmd.OutOrStdout(), string(b))
	} else {
		for _, f := range faults {
			fmt.Fprintln(cmd.OutOrStdout(), "✗ "+f)
		}
		fmt.Fprintf(cmd.OutOrStdout(), "checked: %d\n", checked)
	}
	if !ok {
		return errSaid
	}
	return nil
}
