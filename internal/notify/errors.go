package notify

import (
	"errors"

	"tillway/internal/kit/errs"
)

// ErrRefused is what a gateway returns for a message it will never take.
var ErrRefused = errors.New("notify: the gateway refuses this message")

// What can go wrong in notify.
var (
	ErrClass = errs.Define("notify.unknown", errs.Invalid,
		"没有这种提醒。", "There is no such kind of message.", "从列表中选择。", "Choose from the list.")
	ErrLocked = errs.Define("notify.locked", errs.Conflict,
		"安全提醒不能关闭。", "Security messages cannot be switched off.", "其他提醒可以关闭。", "Other messages can be.")
)
