package app

import (
	"errors"
	"fmt"
	"net"

	"github.com/spf13/cobra"

	"tillway/internal/module"
)

// moduleCommand is the security module as a process of its own.
func moduleCommand() *cobra.Command {
	var socket, dir, level string
	c := &cobra.Command{
		Use:   "module",
		Short: "运行安全模块：唯一能见到明文密钥的进程 · run the security module: the only process that sees clear keys",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			err := module.Serve(cmd.Context(), module.Config{
				Socket: socket, Dir: dir, Log: logger(cmd.ErrOrStderr(), level),
				Ready: func() { fmt.Fprintln(cmd.OutOrStdout(), "ready "+socket) },
			})
			if listen := (*net.OpError)(nil); errors.As(err, &listen) {
				return errAddress.WithReason(err, "address", socket, "flag", "--socket", "what", "the security module", "what@zh", "安全模块")
			}
			return err
		},
	}
	c.Flags().StringVar(&socket, "socket", "tillway-data/module.sock", "监听的 Unix 套接字 · Unix socket to listen on")
	c.Flags().StringVar(&dir, "dir", "tillway-data/module", "存放存储主密钥的目录 · folder that holds the storage master key")
	c.Flags().StringVar(&level, "log", "warn", "日志级别 · log level")
	return c
}
