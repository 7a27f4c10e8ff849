package app

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"tillway/internal/wire/iso8583"
)

// isoCommand is `tillway iso describe`: the decoder for people who look at a
// captured message.
func isoCommand() *cobra.Command {
	iso := group(&cobra.Command{Use: "iso", Short: "ISO 8583 报文工具 · ISO 8583 message tools"})
	iso.AddCommand(isoDescribeCommand())
	return iso
}

func isoDescribeCommand() *cobra.Command {
	var profile, framing string
	var opt iso8583.DescribeOptions
	cmd := &cobra.Command{
		Use:   "describe",
		Short: "逐行解码标准输入中的十六进制报文 · decode messages in hexadecimal, one a line, from standard input",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, ok := iso8583.DialectByName(profile)
			if !ok {
				names := strings.Join(iso8583.DialectNames(), ", ")
				return misused(cmd, "没有这种报文规范，可用的有 "+names, "there is no such profile; it is one of "+names)
			}
			var err error
			if opt.Framing, err = iso8583.ParseFraming(framing); err != nil {
				return misused(cmd, "--framing 应为 auto、none，或用 + 连接的 len2、tpdu5、header6", "--framing is auto, none, or len2, tpdu5, header6 joined by +")
			}
			return describeLines(cmd.InOrStdin(), cmd.OutOrStdout(), d, opt)
		},
	}
	f := cmd.Flags()
	f.StringVar(&profile, "profile", iso8583.CUP3DES.Name, "报文规范 · dialect: "+strings.Join(iso8583.DialectNames(), ", "))
	f.StringVar(&framing, "framing", "auto", "报文前缀 · what stands in front: auto, none, or len2, tpdu5, header6 joined by +")
	f.BoolVar(&opt.JSON, "json", false, "每行输出一个 JSON · one JSON object a line")
	f.BoolVar(&opt.Reveal, "reveal", false, "不遮蔽卡数据 · show card data")
	return cmd
}

// describeLines decodes every line that is not blank; the error counts the bad ones.
func describeLines(in io.Reader, out io.Writer, d *iso8583.Dialect, opt iso8583.DescribeOptions) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<20)
	read, total, bad := 0, 0, 0
	for lines.Scan() {
		read++
		line := strings.TrimSpace(lines.Text())
		if line == "" {
			continue
		}
		text, ok := iso8583.DescribeLine(d, line, opt)
		if !opt.JSON && total > 0 {
			fmt.Fprintln(out)
		}
		if _, err := fmt.Fprintf(out, "%s\n", text); err != nil {
			return err
		}
		total++
		if !ok {
			bad++
		}
	}
	switch err := lines.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return errLongLine.New("n", fmt.Sprint(read+1))
	case err != nil:
		return err
	case total == 0:
		return errNoInput.New()
	case bad > 0:
		return errBadLines.New("total", fmt.Sprint(total), "bad", fmt.Sprint(bad))
	}
	return nil
}
