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
		Short: "把数据库升级到本程序的结构 · bring the database to this program's schema",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := Load(cmd.Flags())
			if err != nil {
				return err
			}
			db, err := store.Open(cmd.Context(), cfg.DB, store.Options{Log: logger(cmd.ErrOrStderr(), cfg.Log), Migrations: allMigrations(), Kind: cfg.Mode})
			if err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), "数据库已就绪 · the database is ready")
			return db.Close()
		},
	}
	Flags(c.Flags(), "db", "data", "mode", "log")
	return c
}
