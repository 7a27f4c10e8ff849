package app

import (
	"fmt"

	"github.com/spf13/cobra"

	"tillway/internal/kit/store"
)

// migrateCommand brings a database to this program's schema and stops.
func migrateCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "migrate",
		Short: "Bring the database to this program's schema",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := Load(cmd.Flags())
			if err != nil {
				return err
			}
			db, err := store.Open(cmd.Context(), cfg.DB, store.Options{Log: logger(cmd.ErrOrStderr(), cfg.Log), Migrations: allMigrations(), Kind: cfg.Mode})
			if err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), "the database is ready · 数据库已就绪")
			return db.Close()
		},
	}
	Flags(c.Flags())
	return c
}
