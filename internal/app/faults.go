package app

import (
	"context"
	"errors"
	"io/fs"
	"strings"

	"tillway/internal/kit/errs"
)

// What keeps a command from its work, each as one sentence for the person at
// the terminal. Rooms have their own.
var (
	errUsage = errs.Define("app.usage", errs.Invalid,
		"命令写得不对：{what}。", "The command line is not right: {what}.",
		"{help} 显示用法。", "{help} shows how it is used.")
	errSetting = errs.Define("app.setting", errs.Invalid,
		"设置 {name} 应为 {want}。", "The setting {name} must be {want}.",
		"改正后重新启动；每项设置可来自选项、环境变量或配置文件。", "Correct it and start again: it comes from its flag, the environment or the configuration file.")
	errConfigFile = errs.Define("app.config_file", errs.Invalid,
		"配置文件 {path} 用不了：{reason}。", "The configuration file {path} cannot be used: {reason}.",
		"它是 TOML 格式，每行写 名称 = \"值\"。", "It is TOML: each line is name = \"value\".")
	errAddress = errs.Define("app.address", errs.Unavailable,
		"{what}的地址 {address} 用不了：{reason}。", "The address {address} for {what} cannot be used: {reason}.",
		"用 {flag} 换一个地址，或停止占用它的程序。", "Choose another with {flag}, or stop the program that uses it.")
	errFile = errs.Define("app.file", errs.Unavailable,
		"文件或目录 {path} 用不了：{reason}。", "The file or folder {path} cannot be used: {reason}.",
		"检查路径、权限和磁盘空间。", "Check the path, the permissions and the space on the disk.")
	errWorldFile = errs.Define("app.world_file", errs.Invalid,
		"{path} 不是模拟器写的地址文件：{reason}。", "{path} is not a file of addresses written by the simulators: {reason}.",
		"先运行 tillway sim world，再用它写的 endpoints.json。", "Run tillway sim world first and give its endpoints.json.")
	errWorld = errs.Define("app.world", errs.Unavailable,
		"沙箱外部世界没有响应：{reason}。", "The sandbox's outside world does not answer: {reason}.",
		"检查 tillway sim world 是否在运行，以及 --world 给出的地址。", "Check that tillway sim world runs, and the addresses that --world names.")
	errPart = errs.Define("app.part", errs.Unavailable,
		"{part}意外停止：{reason}。", "{part} stopped by itself: {reason}.",
		"查看上面的日志，然后重新启动；已确认的交易不会丢失。", "See the log above and start again; nothing that was confirmed is lost.")
	errHalfPrepared = errs.Define("app.half_prepared", errs.Unavailable,
		"沙箱的样板商户没有准备好：{reason}。", "The sandbox's sample shops could not be prepared: {reason}.",
		"如果上次启动时中途停止，请运行 make demo-reset 重新开始。", "If an earlier start was stopped half-way, run make demo-reset to start afresh.")
	errSlow = errs.Define("app.slow", errs.Unavailable,
		"{part}在 {seconds} 秒内没有就绪。", "{part} was not ready within {seconds} s.",
		"检查机器负载后重试。", "Look at the load of the machine and try again.")
	errStopping = errs.Define("app.stopping", errs.Unavailable,
		"数据库无法继续写入，程序已停止：{reason}。", "The database cannot be written any more; the program stops: {reason}.",
		"排除磁盘或数据库故障后重新启动；已确认的交易不会丢失。", "Mend the disk or the database and start again; nothing that was confirmed is lost.")
	errNothing = errs.Define("app.nothing", errs.Invalid,
		"没有可核验的记录，不能算通过。", "There was nothing to check, which proves nothing.",
		"检查 --db 是否指向正确的数据库。", "Check that --db names the right database.")
	errNoInput = errs.Define("app.no_input", errs.Invalid,
		"标准输入中没有报文。", "There was no message on standard input.",
		"每行写一条十六进制报文。", "Give one message in hexadecimal a line.")
	errLongLine = errs.Define("app.long_line", errs.Invalid,
		"第 {n} 行超过 1 MiB，不是一条报文。", "Line {n} is longer than 1 MiB; it is not a message.",
		"每行写一条十六进制报文。", "Give one message in hexadecimal a line.")
	errBadLines = errs.Define("app.bad_lines", errs.Invalid,
		"{total} 条报文中有 {bad} 条无法解码。", "{bad} of {total} messages could not be decoded.",
		"原因在各条的 error 中。", "Each says why in its error.")
)

// errSaid ends a command that has already told the person what is wrong.
var errSaid = errors.New("said")

// sentence words a failure for a person at a terminal, Chinese first.
func sentence(err error) string {
	var start *startFailure
	var file *fs.PathError
	e := errs.As(err)
	switch {
	case errors.As(err, &start):
		return start.said
	case e != nil:
	case errors.Is(err, context.Canceled):
		return "tillway: 已停止 · stopped"
	case errors.As(err, &file):
		e = errFile.WithReason(err, "path", file.Path)
	default:
		return "tillway: " + err.Error()
	}
	lines := []string{e.Zh(), e.En()}
	for _, f := range e.Faults {
		lines = append(lines, "  "+f.Path+": "+f.Zh+" · "+f.En)
	}
	if e.NextZh() != "" {
		lines = append(lines, "→ "+e.NextZh(), "→ "+e.NextEn())
	}
	return "tillway: " + strings.Join(lines, "\n         ")
}

// inEnglish is the same for a program that reads --json.
func inEnglish(err error) string {
	var start *startFailure
	if errors.As(err, &start) { // the part's own sentence: its second line is the English one
		lines := strings.Split(start.said, "\n")
		return strings.TrimPrefix(strings.TrimSpace(lines[min(1, len(lines)-1)]), "tillway: ")
	}
	if e := errs.As(err); e != nil {
		return e.En()
	}
	return err.Error()
}
