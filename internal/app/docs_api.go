package app

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"tillway/internal/identity"
)

// described is what the reference needs of an OpenAPI description.
type described struct {
	Paths map[string]map[string]operation `json:"paths"`
}

type operation struct {
	Summary    string      `json:"summary"`
	Tags       []string    `json:"tags"`
	Access     string      `json:"x-access"`
	Roles      []string    `json:"x-roles"`
	Parameters []parameter `json:"parameters"`

	method, path string
}

type parameter struct {
	Name        string `json:"name"`
	In          string `json:"in"`
	Description string `json:"description"`
}

// apiPage is the API for people, by room.
func apiPage(openapi string) (string, error) {
	var d described
	if err := json.Unmarshal([]byte(openapi), &d); err != nil {
		return "", err
	}
	rooms := map[string][]operation{}
	for path, methods := range d.Paths {
		for method, o := range methods {
			o.method, o.path = strings.ToUpper(method), path
			rooms[o.Tags[0]] = append(rooms[o.Tags[0]], o)
		}
	}
	var b strings.Builder
	b.WriteString("# API · 接口\n\n" + apiIntroduction + "\n")
	for _, r := range identity.Roles {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", r.Name, r.Zh, r.En)
	}
	for _, room := range slices.Sorted(maps.Keys(rooms)) {
		list := rooms[room]
		slices.SortFunc(list, func(a, b operation) int { return cmp.Or(cmp.Compare(a.path, b.path), cmp.Compare(a.method, b.method)) })
		fmt.Fprintf(&b, "\n## %s\n\n| route | what it does | query | who may call it |\n|---|---|---|---|\n", room)
		for _, o := range list {
			fmt.Fprintf(&b, "| `%s %s` | %s | %s | %s |\n", o.method, o.path, o.Summary, o.query(), o.who())
		}
	}
	return b.String(), nil
}

const apiIntroduction = `控制台、商户端、虚拟终端和程序共用一套接口；完整的请求与响应结构见 [openapi.json](openapi.json)，运行中的产品在 ` + "`/openapi.json`" + ` 给出同一份。先 ` + "`POST /v1/session`" + ` 登录，会话是一个 cookie。每个提交（POST）带新的 ` + "`Idempotency-Key`" + `，重复提交得到第一次的答复。金额为整数分，时间带 +08:00。失败一律是中英双语的问题文档，错误码见 [errors.md](errors.md)。

One interface for the console, the merchant's pages, the virtual terminal and programs. Requests and answers in full: [openapi.json](openapi.json), which the running product serves at ` + "`/openapi.json`" + `. Sign in with ` + "`POST /v1/session`" + `; the session is a cookie. Each POST takes a fresh ` + "`Idempotency-Key`" + `; its repetition gets the first answer again. Amounts are whole fen, times have +08:00. Every failure is a problem document in both languages; the codes are in [errors.md](errors.md).

` + "```" + `
curl -c jar -H 'Content-Type: application/json' -d '{"institution":"999","login":"boss","password":"…"}' http://127.0.0.1:8480/v1/session
curl -b jar http://127.0.0.1:8480/v1/payments?limit=5
` + "```" + `

What is not allowed is refused: a route names the roles that may call it, and people of a shop see their own shop only.

| role | 岗位 | role in words |
|---|---|---|`

// query lists what a caller may add to the address.
func (o operation) query() string {
	var names []string
	for _, p := range o.Parameters {
		if p.In == "query" {
			names = append(names, "`"+p.Name+"`")
		}
	}
	return strings.Join(names, " ")
}

func (o operation) who() string {
	if o.Access != "roles" {
		return o.Access
	}
	return strings.Join(o.Roles, ", ")
}
