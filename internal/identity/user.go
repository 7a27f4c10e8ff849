package identity

import (
	"regexp"
	"time"

	"tillway/internal/kit/errs"
	"tillway/internal/kit/flow"
	"tillway/internal/kit/id"
	"tillway/internal/kit/secret"
	"tillway/internal/party"
)

type userKind struct{}

func (userKind) Prefix() string { return "usr" }

// UserID names a user.
type UserID = id.Of[userKind]

type changeKind struct{}

func (changeKind) Prefix() string { return "rch" }

// ChangeID names a proposed change of roles.
type ChangeID = id.Of[changeKind]

// User is an account as others see it.
type User struct {
	ID         UserID    `json:"id"`
	Login      string    `json:"login"`
	Name       string    `json:"name"` // masked
	Party      party.ID  `json:"party_id"`
	Merchant   string    `json:"merchant,omitempty"`
	Roles      []string  `json:"roles"`
	Status     string    `json:"status"`
	CreatedAt  time.Time `json:"created_at"`
	PasswordAt time.Time `json:"password_at"`
	Temporary  bool      `json:"temporary"`

	pos  flow.Pos
	inst id.Institution
	hash string
}

// NewUser is what Enrol needs. Person registers the party, or Party names one
// that is registered already.
type NewUser struct {
	Login     string
	Person    party.Person
	Party     party.ID
	Roles     []string
	Merchant  string
	Password  secret.String
	Temporary bool // the password must be changed at the first sign-in
}

var loginForm = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{2,31}$`)

// validate checks everything but the password and the person.
func (n NewUser) validate() []errs.FieldFault {
	var faults []errs.FieldFault
	if !loginForm.MatchString(n.Login) {
		faults = append(faults, errs.FieldFault{Path: "login", Code: "LOGIN_FORM",
			Zh: "登录名为3至32位小写字母、数字、点、横线或下划线，以字母或数字开头",
			En: "A sign-in name has 3 to 32 lower-case letters, digits, dots, hyphens or underscores and begins with a letter or digit"})
	}
	return append(faults, checkRoles(n.Roles)...)
}

// due tells whether the password must be changed before anything else: it
// serves for life.
func (u User) due(now time.Time, life time.Duration) bool {
	return u.Temporary || now.Sub(u.PasswordAt) >= life
}

// daysLeft returns for how many days the password still serves.
func (u User) daysLeft(now time.Time, life time.Duration) int {
	return max(0, int((life-now.Sub(u.PasswordAt))/(24*time.Hour)))
}
