package identity

import "tillway/internal/party"

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
