package onboarding

import (
	"context"
	"strconv"
	"strings"
	"unicode/utf8"

	"tillway/internal/audit"
	"tillway/internal/institution"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

// Unmasked is one personal value in the clear, and how often it was looked at.
type Unmasked struct {
	Field string
	Value string
	Times int64 // of this value, this look included
	Left  int64 // looks that the person still has today
}

// personal are the values of a form that are shown masked, by their path.
var personal = map[string]func(Form) string{
	"legal.name":             func(f Form) string { return f.Legal.Name },
	"legal.id_no":            func(f Form) string { return f.Legal.IDNo },
	"legal.mobile":           func(f Form) string { return f.Legal.Mobile },
	"contact.name":           func(f Form) string { return f.Contact.Name },
	"contact.mobile":         func(f Form) string { return f.Contact.Mobile },
	"contact.email":          func(f Form) string { return f.Contact.Email },
	"settle.acct_name":       func(f Form) string { return f.Settle.AcctName },
	"settle.acct_no":         func(f Form) string { return f.Settle.AcctNo },
	"settle.reserved_mobile": func(f Form) string { return f.Settle.ReservedMobile },
}

// unmaskVerb is how a look stands in the audit trail, whose lines are counted.
const unmaskVerb = "onboarding.unmask"

// Unmask shows one personal value to somebody who works on the application, for
// a reason. The look is on record before the value is opened, and a person has
// a number of looks a day (S118).
func (s *Service) Unmask(ctx context.Context, by audit.Actor, of ApplicationID, field, reason string) (out Unmasked, err error) {
	value, known := personal[field]
	var faults []errs.FieldFault
	if !known {
		faults = append(faults, errs.FieldFault{Path: "field", Code: "FIELD", Zh: "这个字段没有遮盖", En: "This field is not masked"})
	}
	if utf8.RuneCountInString(strings.TrimSpace(reason)) < leastLookReason {
		faults = append(faults, errs.FieldFault{Path: "reason", Code: "TOO_SHORT", Zh: "请至少用五个字写明原因", En: "Say why in five characters or more"})
	}
	if len(faults) > 0 {
		return out, errs.Fields(faults...)
	}
	var a Application
	err = s.db.Write(ctx, func(tx *store.Tx) error {
		got, err := loadFor(tx, by, of)
		if err != nil {
			return err
		}
		a = got
		if out, err = look(tx, by, of, field); err != nil {
			return err
		}
		return audit.Write(tx, by, unmaskVerb, "application", of.String(), map[string]string{"field": field, "reason": strings.TrimSpace(reason)})
	})
	if err != nil {
		return Unmasked{}, err
	}
	f, err := s.open(ctx, by.Institution, a.prospect, a.sealed)
	out.Value = value(f)
	return out, err
}

// leastLookReason is the least an auditor can judge by, in characters.
const leastLookReason = 5

// look counts the look about to be taken and refuses one too many.
func look(tx *store.Tx, by audit.Actor, of ApplicationID, field string) (Unmasked, error) {
	today := day.Of(tx.Now())
	most, err := institution.ParamInt(tx, by.Institution, "privacy.unmask_daily", today)
	if err != nil {
		return Unmasked{}, err
	}
	mine, err := audit.CountSince(tx, by.Institution, audit.Filter{Verb: unmaskVerb, User: by.User}, today.Start())
	if err != nil {
		return Unmasked{}, err
	}
	if mine >= most {
		return Unmasked{}, ErrLooks.New("most", strconv.FormatInt(most, 10))
	}
	before, err := timesSeen(tx, by.Institution, of, field)
	return Unmasked{Field: field, Times: before + 1, Left: most - mine - 1}, err
}

// timesSeen counts the looks at one value of an application, by anybody.
func timesSeen(q store.Q, inst id.Institution, of ApplicationID, field string) (n int64, err error) {
	lines, err := audit.List(q, inst, audit.Filter{Verb: unmaskVerb, Noun: "application", NounID: of.String(), Limit: 200})
	for _, l := range lines {
		if l.Detail["field"] == field {
			n++
		}
	}
	return n, err
}
