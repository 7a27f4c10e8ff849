package app

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/spf13/pflag"

	"tillway/internal/kit/store"
)

// Config is everything an operator can set. A value comes from its flag, else
// from TILLWAY_<NAME>, else from the TOML file named by --config, else from
// the default. docs/reference/config.md is made from the settings table.
type Config struct {
	DB           string // sqlite:PATH or postgres://…
	Data         string // documents, keys, journals
	HTTP         string // address of console and API
	ISO          string // address of the terminals' ISO 8583 port
	Mode         string // sandbox or live
	Log          string // debug, info, warn, error
	BusinessTime string // sandbox: business time of a new database
	World        string // sandbox: endpoints.json of the simulators
}

// setting is one row of the table that flags, environment and reference share.
type setting struct {
	name, def, usage, usageZh string
	at                        func(*Config) *string
}

var settings = []setting{
	{"db", "sqlite:tillway.db", "database: sqlite:PATH or postgres://…", "数据库：sqlite:路径 或 postgres://…", func(c *Config) *string { return &c.DB }},
	{"data", "", "folder for documents, keys and journals (default: beside the SQLite file, else ./tillway-data)", "文件、密钥与日志目录（默认在 SQLite 文件旁，否则 ./tillway-data）", func(c *Config) *string { return &c.Data }},
	{"http", "127.0.0.1:8480", "address of the console and the API", "控制台与接口地址", func(c *Config) *string { return &c.HTTP }},
	{"iso", "127.0.0.1:8583", "address of the terminals' ISO 8583 port", "终端接入地址", func(c *Config) *string { return &c.ISO }},
	{"mode", "sandbox", "sandbox or live; a database keeps the mode it was made with", "沙箱或生产；数据库保持初建时的环境", func(c *Config) *string { return &c.Mode }},
	{"log", "warn", "log level: debug, info, warn or error", "日志级别：debug、info、warn 或 error", func(c *Config) *string { return &c.Log }},
	{"business-time", "", "sandbox: business time at which a new database begins (RFC 3339)", "沙箱：新库的业务起始时间（RFC 3339）", func(c *Config) *string { return &c.BusinessTime }},
	{"world", "", "sandbox: endpoints.json written by tillway sim world", "沙箱：tillway sim world 写的 endpoints.json", func(c *Config) *string { return &c.World }},
}

// Flags registers the named settings on f, or all of them, and --config.
func Flags(f *pflag.FlagSet, only ...string) {
	f.String("config", "", "含有下列设置的 TOML 文件 · TOML file with any of these settings")
	for _, s := range settings {
		if len(only) == 0 || slices.Contains(only, s.name) {
			f.String(s.name, s.def, s.usageZh+" · "+s.usage)
		}
	}
}

// Load resolves every setting and checks that they make sense together.
func Load(f *pflag.FlagSet) (Config, error) {
	var c Config
	file, err := configFile(f)
	if err != nil {
		return c, err
	}
	for _, s := range settings {
		*s.at(&c) = s.def
		if v, ok := file[s.name]; ok {
			*s.at(&c) = v
		}
		if v := os.Getenv("TILLWAY_" + strings.ToUpper(strings.ReplaceAll(s.name, "-", "_"))); v != "" {
			*s.at(&c) = v
		}
		if flag := f.Lookup(s.name); flag != nil && flag.Changed {
			*s.at(&c) = flag.Value.String()
		}
	}
	return c, c.check()
}

func configFile(f *pflag.FlagSet) (map[string]string, error) {
	path, _ := f.GetString("config")
	if path == "" {
		return nil, nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, errConfigFile.WithReason(err, "path", path)
	}
	var file map[string]string
	if _, err := toml.Decode(string(text), &file); err != nil {
		return nil, tomlFault(path, err)
	}
	for name := range file {
		known := false
		for _, s := range settings {
			known = known || s.name == name
		}
		if !known {
			return nil, errConfigFile.New("path", path, "reason", "it has an unknown setting "+name, "reason@zh", "其中有未知的设置 "+name)
		}
	}
	return file, nil
}

// tomlFault names the line. What stands there is not repeated: it may hold a
// password.
func tomlFault(path string, err error) error {
	line := ""
	if at := (toml.ParseError{}); errors.As(err, &at) {
		line = fmt.Sprint(at.Position.Line)
	}
	if line == "" {
		return errConfigFile.Wrap(err, "path", path, "reason", "it is not TOML with a text for each setting", "reason@zh", "不是 TOML，或有的值不是带引号的文本")
	}
	return errConfigFile.Wrap(err, "path", path, "reason", "line "+line+" is not a name and a text in quotes", "reason@zh", "第 "+line+" 行不是名称和带引号的文本")
}

func (c *Config) check() error {
	if c.Mode != store.Sandbox && c.Mode != store.Live {
		return errSetting.New("name", "mode", "want", "sandbox or live", "want@zh", "sandbox 或 live")
	}
	if !slices.Contains([]string{"debug", "info", "warn", "error"}, c.Log) {
		return errSetting.New("name", "log", "want", "debug, info, warn or error", "want@zh", "debug、info、warn 或 error")
	}
	for name, address := range map[string]string{"http": c.HTTP, "iso": c.ISO} {
		if address == "" {
			return errSetting.New("name", name, "want", "an address, host:port", "want@zh", "一个地址，主机:端口")
		}
	}
	if c.Data == "" {
		c.Data = "tillway-data"
		if path, ok := strings.CutPrefix(c.DB, "sqlite:"); ok {
			path, _, _ = strings.Cut(path, "?") // options of the database
			c.Data = strings.TrimSuffix(path, filepath.Ext(path)) + "-data"
		}
	}
	if c.BusinessTime != "" {
		if _, err := time.Parse(time.RFC3339, c.BusinessTime); err != nil {
			return errSetting.New("name", "business-time", "want", "an RFC 3339 time such as 2026-03-02T09:00:00+08:00", "want@zh", "RFC 3339 时间，例如 2026-03-02T09:00:00+08:00")
		}
	}
	return nil
}
