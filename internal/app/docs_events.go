package app

import (
	"fmt"
	"strings"

	"tillway/internal/api"
	"tillway/internal/kit/outbox"
)

// eventPage tells every event of the house: who says it, what is in it, who
// listens.
func eventPage() string {
	var b strings.Builder
	b.WriteString(`# Events · 事件

事件与它所述的事实写在同一事务中，订阅者在推进自己游标的同一事务中处理它：在库内恰好生效一次。主题末尾是版本号；事件不含卡号、密码和个人信息。处理失败的事件停放在控制台“事件”页，可重试。

An event is written in the transaction of its fact and handled in the transaction that moves its subscriber's cursor: inside the database it takes effect exactly once. A topic ends with its version. Events hold no card number, secret or personal value. One that a subscriber cannot handle is parked where the console shows it, to be tried again. Fields marked ? may be absent.
`)
	listeners := subscriptions(api.Rooms{}) // who listens does not depend on what is there
	last := ""
	for _, d := range outbox.Declarations() {
		if room, _, _ := strings.Cut(d.Topic, "."); room != last {
			fmt.Fprintf(&b, "\n## %s\n\n| topic | 说明 | what it says | fields | subscribers |\n|---|---|---|---|---|\n", room)
			last = room
		}
		var fields, who []string
		for _, f := range d.Fields {
			mark := ""
			if f.Optional {
				mark = "?"
			}
			fields = append(fields, fmt.Sprintf("`%s`%s %s", f.Name, mark, f.Type))
		}
		for _, s := range listeners {
			if s.Wants(d.Topic) {
				who = append(who, "`"+s.Name+"`")
			}
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", d.Topic, d.Zh, d.En, strings.Join(fields, ", "), strings.Join(who, ", "))
	}
	return b.String()
}
