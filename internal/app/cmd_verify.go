package app

import (
	"context"
	"encoding/json"
	"fmt"

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
	"settlement": named(settlement.Verify, sayRow),
	"audit":      named(audit.Verify, audit.Fault.String),
}

// verifyCommand proves the books on a database that may be in use.
func verifyCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:       "verify ledger|payments|settlement|audit",
		Short:     "重算一部分账并指出不成立的每一行 · recompute a part of the books and name every row that does not hold",
		Args:      oneOf("of", "名称", proofNames...),
		ValidArgs: proofNames,
		RunE: func(cmd *cobra.Command, args []string) error {
			checked, faults, err := prove(cmd, args[0])
			if err != nil && asJSON {
				return refusedVerdict(cmd, args[0], err)
			}
			if err != nil {
				return err
			}
			return verdict(cmd, args[0], asJSON, checked, faults)
		},
	}
	Flags(c.Flags(), "db", "data", "log")
	c.Flags().BoolVar(&asJSON, "json", false, "输出一个 JSON 对象 · one JSON object")
	return c
}

var proofNames = []string{"ledger", "payments", "settlement", "audit"}

// prove runs one proof beside whoever writes.
func prove(cmd *cobra.Command, name string) (checked int64, faults []string, err error) {
	cfg, err := Load(cmd.Flags())
	if err != nil {
		return 0, nil, err
	}
	db, err := store.Open(cmd.Context(), cfg.DB, store.Options{Log: logger(cmd.ErrOrStderr(), cfg.Log), Migrations: allMigrations(), ReadOnly: true})
	if err != nil {
		return 0, nil, err
	}
	defer db.Close()
	return proofs[name](cmd.Context(), db)
}

// refusedVerdict says to a program that nothing could be checked; the person
// gets the sentence as well.
func refusedVerdict(cmd *cobra.Command, what string, err error) error {
	b, failed := json.Marshal(map[string]any{"verify": what, "ok": false, "checked": 0, "faults": []string{}, "error": inEnglish(err)})
	if failed == nil {
		fmt.Fprintln(cmd.OutOrStdout(), string(b))
	}
	return err
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
	switch {
	case ok:
		return nil
	case len(faults) == 0:
		return errNothing.New()
	}
	return errSaid
}
