package app

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/spf13/pflag"
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
	{"db", "sqlite:tillway.db", "database: sqlite:PATH or postgres://…", "数据库", func(c *Config) *string { return &c.DB }},
	{"data", "", "folder for documents, keys and journals (default: beside the SQLite file, else ./tillway-data)", "文件、密钥与日志目录", func(c *Config) *string { return &c.Data }},
	{"http", "127.0.0.1:8480", "address of the console and the API", "控制台与接口地址", func(c *Config) *string { return &c.HTTP }},
	{"iso", "127.0.0.1:8583", "address of the terminals' ISO 8583 port", "终端接入地址", func(c *Config) *string { return &c.ISO }},
	{"mode", "sandbox", "sandbox or live; a database keeps the mode it was made with", "沙箱或生产", func(c *Config) *string { return &c.Mode }},
	{"log", "warn", "log level: debug, info, warn or error", "日志级别", func(c *Config) *string { return &c.Log }},
	{"business-time", "", "sandbox: business time at which a new database begins (RFC 3339)", "沙箱：新库的业务起始时间", func(c *Config) *string { return &c.BusinessTime }},
	{"world", "", "sandbox: endpoints.json written by tillway sim world", "沙箱：外部世界的地址文件", func(c *Config) *string { return &c.World }},
}

// Flags registers every setting on f, and --config.
func Flags(f *pflag.FlagSet) {
	f.String("config", "", "TOML file with any of these settings")
	for _, s := range settings {
		f.String(s.name, s.def, s.usage)
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
		if v, ok := os.LookupEnv("TILLWAY_" + strings.ToUpper(strings.ReplaceAll(s.name, "-", "_"))); ok {
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
	var file map[string]string
	if _, err := toml.DecodeFile(path, &file); err != nil {
		return nil, fmt.Errorf("the configuration file %s cannot be used: %w", path, err)
	}
	for name := range file {
		known := false
		for _, s := range settings {
			known = known || s.name == name
		}
		if !known {
			return nil, fmt.Errorf("the configuration file %s has an unknown setting %q", path, name)
		}
	}
	return file, nil
}

func (c *Config) check() error {
	if c.Mode != "sandbox" && c.Mode != "live" {
		return errors.New("--mode is sandbox or live")
	}
	if c.Data == "" {
		c.Data = "tillway-data"
		if path, ok := strings.CutPrefix(c.DB, "sqlite:"); ok {
			c.Data = strings.TrimSuffix(path, filepath.Ext(path)) + "-data"
		}
	}
	if c.BusinessTime != "" {
		if _, err := time.Parse(time.RFC3339, c.BusinessTime); err != nil {
			return errors.New("--business-time is an RFC 3339 time such as 2026-03-02T09:00:00+08:00")
		}
	}
	return nil
}
