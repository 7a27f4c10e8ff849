package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"tillway/internal/api"
	"tillway/internal/institution"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/flow"
)

// docsCommand writes the generated reference: what the code says of itself.
func docsCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "docs DIR",
		Short: "由代码生成参考文档 · write the reference pages from the code",
		Args:  oneOf("folder", "目录"),
		RunE: func(_ *cobra.Command, args []string) error {
			pages, err := reference()
			if err != nil {
				return err
			}
			for name, text := range pages {
				path := filepath.Join(args[0], filepath.FromSlash(name))
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					return err
				}
				if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

// reference is every generated page, by its path below docs/reference.
func reference() (map[string]string, error) {
	description, err := describe()
	if err != nil {
		return nil, err
	}
	apis, err := apiPage(description)
	if err != nil {
		return nil, err
	}
	pages := map[string]string{"openapi.json": description, "api.md": apis, "errors.md": errorPage(), "events.md": eventPage(),
		"sandbox.md": sandboxPage(), "config.md": configPage(), "parameters.md": parameterPage()}
	for _, life := range flow.All() {
		pages["lives/"+life.Name()+".md"] = "# " + life.Name() + "\n\n```mermaid\n" + flow.Diagram(life) + "```\n"
	}
	return pages, nil
}

// describe is the API's OpenAPI description; no room is needed to write it.
func describe() (string, error) {
	b, err := api.New(api.Rooms{}, slog.New(slog.DiscardHandler)).OpenAPI()
	if err != nil {
		return "", err
	}
	var out bytes.Buffer
	if err := json.Indent(&out, b, "", "  "); err != nil {
		return "", err
	}
	return out.String() + "\n", nil
}

func errorPage() string {
	var b strings.Builder
	b.WriteString("# Errors · 错误\n\nEvery failure has a code. Texts in braces are filled in when it happens.\n\n" +
		"| code | 说明 | what happened | 下一步 | next step |\n|---|---|---|---|---|\n")
	for _, d := range errs.Catalogue() {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", d.Code, d.Zh, d.En, d.NextZh, d.NextEn)
	}
	return b.String()
}

func configPage() string {
	var b strings.Builder
	b.WriteString("# Settings · 配置\n\nA setting comes from its flag, else from the environment, else from the TOML file given by `--config`, else it has its default.\n\n" +
		"| flag | environment | default | meaning | 说明 |\n|---|---|---|---|---|\n")
	for _, s := range settings {
		env := "TILLWAY_" + strings.ToUpper(strings.ReplaceAll(s.name, "-", "_"))
		fmt.Fprintf(&b, "| `--%s` | `%s` | `%s` | %s | %s |\n", s.name, env, s.def, s.usage, s.usageZh)
	}
	return b.String()
}

func parameterPage() string {
	var b strings.Builder
	b.WriteString("# Parameters · 参数\n\nDated values of an institution, changed by two people. These are the values a new institution begins with.\n\n" +
		"| name | default | unit | 说明 | meaning | source |\n|---|---|---|---|---|---|\n")
	for _, s := range institution.Defaults() {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s | %s |\n", s.Name, strings.ReplaceAll(s.Default, "|", "\\|"), s.Unit, s.Zh, s.En, s.Source)
	}
	return b.String()
}
