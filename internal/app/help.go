package app

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"tillway/internal/api"
)

// rootCommand is the tree of commands. Its words are our own: cobra's are in
// English only.
func rootCommand() *cobra.Command {
	root := group(&cobra.Command{
		Use:           "tillway",
		Short:         "收单通：从进件到资金到账的收单系统 · card and wallet acceptance for shops, from application to settled money",
		Version:       api.Version,
		SilenceUsage:  true,
		SilenceErrors: true,
	})
	root.AddCommand(serveCommand(), demoCommand(), moduleCommand(), migrateCommand(), verifyCommand(),
		isoCommand(), simCommand(), docsCommand())
	root.SetHelpCommand(helpCommand(root))
	root.SetHelpFunc(showHelp)
	root.SetUsageFunc(func(c *cobra.Command) error { showHelp(c, nil); return nil })
	root.SetFlagErrorFunc(flagFault)
	root.PersistentFlags().BoolP("help", "h", false, "显示用法 · show how it is used")
	root.Flags().BoolP("version", "v", false, "显示版本 · show the version")
	root.CompletionOptions.HiddenDefaultCmd = true
	return root
}

// group makes c a command that only holds others: alone it shows its help.
func group(c *cobra.Command) *cobra.Command {
	c.SuggestionsMinimumDistance = 2
	c.Args = func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return nil
		}
		zh, en := fmt.Sprintf("没有命令 %q", args[0]), fmt.Sprintf("there is no command %q", args[0])
		if like := c.SuggestionsFor(args[0]); len(like) > 0 {
			zh, en = zh+"，是否要写 "+strings.Join(like, "、"), en+", perhaps "+strings.Join(like, " or ")+" is meant"
		}
		return misused(c, zh, en)
	}
	c.RunE = func(c *cobra.Command, _ []string) error { return c.Help() }
	return c
}

// misused is a usage error of c.
func misused(c *cobra.Command, zh, en string) error {
	return errUsage.New("what", en, "what@zh", zh, "help", c.CommandPath()+" --help")
}

// noArgs refuses arguments where there are flags only.
func noArgs(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return misused(c, fmt.Sprintf("这里没有参数 %q 的位置", args[0]), fmt.Sprintf("there is no place for %q", args[0]))
}

// oneOf wants exactly one argument out of a list; an empty list takes any.
func oneOf(what, whatZh string, known ...string) cobra.PositionalArgs {
	list := strings.Join(known, ", ")
	return func(c *cobra.Command, args []string) error {
		switch {
		case len(args) == 1 && (len(known) == 0 || slices.Contains(known, args[0])):
			return nil
		case len(known) == 0:
			return misused(c, "需要且只需要一个"+whatZh, "it takes exactly one "+what)
		}
		return misused(c, "需要且只需要一个"+whatZh+"："+list, "it takes exactly one "+what+": "+list)
	}
}

func flagFault(c *cobra.Command, err error) error {
	var (
		missing *pflag.NotExistError
		empty   *pflag.ValueRequiredError
		value   *pflag.InvalidValueError
	)
	switch {
	case errors.As(err, &missing):
		name := "--" + missing.GetSpecifiedName()
		if missing.GetSpecifiedShortnames() != "" {
			name = "-" + missing.GetSpecifiedName()
		}
		return misused(c, "没有选项 "+name, "there is no flag "+name)
	case errors.As(err, &empty):
		name := "--" + empty.GetFlag().Name
		return misused(c, "选项 "+name+" 后面缺少值", "the flag "+name+" needs a value")
	case errors.As(err, &value):
		name, kind := "--"+value.GetFlag().Name, value.GetFlag().Value.Type()
		return misused(c, fmt.Sprintf("选项 %s 不接受 %q（类型 %s）", name, value.GetValue(), kind), fmt.Sprintf("the flag %s does not take %q (its type is %s)", name, value.GetValue(), kind))
	}
	return misused(c, err.Error(), err.Error())
}

func helpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [命令 command]",
		Short: "显示某个命令的用法 · show how a command is used",
		RunE: func(_ *cobra.Command, args []string) error {
			c, rest, err := root.Find(args)
			if err == nil && len(rest) > 0 {
				err = c.ValidateArgs(rest)
			}
			if err != nil {
				return err
			}
			return c.Help()
		},
	}
}

func showHelp(c *cobra.Command, _ []string) {
	out, use := c.OutOrStdout(), c.UseLine()
	if c.HasAvailableSubCommands() {
		use = c.CommandPath() + " <命令 command>"
	}
	fmt.Fprintf(out, "%s\n\n用法 · usage:\n  %s\n", c.Short, use)
	if c.HasAvailableSubCommands() {
		fmt.Fprint(out, "\n命令 · commands:\n")
		for _, sub := range c.Commands() {
			if sub.IsAvailableCommand() {
				fmt.Fprintf(out, "  %-10s %s\n", sub.Name(), sub.Short)
			}
		}
	}
	fmt.Fprintf(out, "\n选项 · flags:\n%s", c.Flags().FlagUsages())
}
