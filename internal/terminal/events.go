package terminal

import "tillway/internal/kit/outbox"

// What the room tells.
var _ = outbox.Declare(
	outbox.Says(Moved{Verb: "allocated"}, "终端已分配给商户", "A device was allocated to a merchant."),
	outbox.Says(Moved{Verb: "bound"}, "终端五要素已绑定", "The five elements of a terminal were bound."),
	outbox.Says(Moved{Verb: "keyed"}, "主密钥已注入", "The master key was loaded."),
	outbox.Says(Moved{Verb: "installed"}, "终端已装机", "A terminal was installed."),
	outbox.Says(Moved{Verb: "tested"}, "装机测试已通过", "The commissioning tests passed."),
	outbox.Says(Moved{Verb: "activated"}, "终端已启用", "A terminal is in service."),
	outbox.Says(Moved{Verb: "suspended"}, "终端暂停使用", "A terminal is out of service for now."),
	outbox.Says(Moved{Verb: "resumed"}, "终端恢复使用", "A terminal is in service again."),
	outbox.Says(Moved{Verb: "retested"}, "终端退回测试", "A terminal went back to its tests."),
	outbox.Says(Moved{Verb: "blocked"}, "终端已锁定", "A device was blocked."),
	outbox.Says(Moved{Verb: "returned"}, "终端已收回", "A device came back."),
)

// Moved is what happened to a terminal: its new status is the event's verb.
type Moved struct {
	Verb       string `json:"-"`
	TerminalID ID     `json:"terminal_id"`
	TID        string `json:"tid"`
	MerchantID string `json:"merchant_id"`
	Reason     string `json:"reason,omitempty"`
}

// Topic implements outbox.Event: terminal.allocated.v1, terminal.activated.v1,
// terminal.blocked.v1 and so on.
func (m Moved) Topic() string { return "terminal." + m.Verb + ".v1" }
