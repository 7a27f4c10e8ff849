package notify

import (
	"tillway/internal/identity"
	"tillway/internal/kit/outbox"
)

// What the room tells.
var _ = outbox.Declare(
	outbox.Says(Chosen{}, "用户开启或关闭了一类短信", "A person switched a class of messages on or off."),
)

// Chosen says that a person switched a class of messages on or off.
type Chosen struct {
	UserID identity.UserID `json:"user_id"`
	Class  string          `json:"class"`
	On     bool            `json:"on"`
}

// Topic implements outbox.Event.
func (Chosen) Topic() string { return "notify.chosen.v1" }
