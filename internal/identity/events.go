package identity

import (
	"tillway/internal/kit/outbox"
	"tillway/internal/party"
)

// What the room tells.
var _ = outbox.Declare(
	outbox.Says(Enrolled{}, "新建了用户", "A user was made."),
	outbox.Says(NewDevice{}, "用户在新设备上登录", "A user signed in from a browser not seen before."),
	outbox.Says(Locked{}, "连续登录失败，登录名已锁定", "Too many tries to sign in as this user failed."),
	outbox.Says(PasswordChanged{}, "密码已更换", "A password was replaced."),
	outbox.Says(RolesChanged{}, "岗位变更经第二人批准", "A second person approved new roles."),
	outbox.Says(PasswordDue{}, "密码即将到期", "A password is due in so many days."),
)

// Enrolled says that a user was made.
type Enrolled struct {
	UserID   UserID   `json:"user_id"`
	PartyID  party.ID `json:"party_id"`
	Merchant string   `json:"merchant_id,omitempty"`
	Roles    []string `json:"roles"`
}

// Topic implements outbox.Event.
func (Enrolled) Topic() string { return "identity.enrolled.v1" }

// NewDevice says that a user signed in from a browser not seen before.
type NewDevice struct {
	UserID   UserID   `json:"user_id"`
	PartyID  party.ID `json:"party_id"`
	Merchant string   `json:"merchant_id,omitempty"`
}

// Topic implements outbox.Event.
func (NewDevice) Topic() string { return "identity.new_device.v1" }

// Locked says that five tries to sign in as this user failed.
type Locked struct {
	UserID  UserID   `json:"user_id"`
	PartyID party.ID `json:"party_id"`
}

// Topic implements outbox.Event.
func (Locked) Topic() string { return "identity.locked.v1" }

// PasswordChanged says that a password was replaced.
type PasswordChanged struct {
	UserID  UserID   `json:"user_id"`
	PartyID party.ID `json:"party_id"`
	Reset   bool     `json:"reset"` // by an administrator
}

// Topic implements outbox.Event.
func (PasswordChanged) Topic() string { return "identity.password_changed.v1" }

// RolesChanged says that a second person approved new roles.
type RolesChanged struct {
	UserID UserID   `json:"user_id"`
	Roles  []string `json:"roles"`
}

// Topic implements outbox.Event.
func (RolesChanged) Topic() string { return "identity.roles_changed.v1" }

// PasswordDue says that a password is due in so many days.
type PasswordDue struct {
	UserID   UserID   `json:"user_id"`
	PartyID  party.ID `json:"party_id"`
	Merchant string   `json:"merchant_id,omitempty"`
	DaysLeft int      `json:"days_left"`
}

// Topic implements outbox.Event.
func (PasswordDue) Topic() string { return "identity.password_due.v1" }
