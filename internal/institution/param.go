package institution

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"unicode/utf8"

	"tillway/internal/audit"
	"tillway/internal/kit/day"
	"tillway/internal/kit/flow"
	"tillway/internal/kit/id"
	"tillway/internal/kit/money"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
)

type changeKind struct{}

func (changeKind) Prefix() string { return "prm" }

// ChangeID names a proposed change of a parameter.
type ChangeID = id.Of[changeKind]

// Change is a proposed change of a parameter.
type Change struct {
	ID     ChangeID `json:"id"`
	Name   string   `json:"name"`
	Value  string   `json:"value"`
	From   day.Date `json:"from"`
	Reason string   `json:"reason"`
	Maker  string   `json:"maker"` // user
	Status string   `json:"status"`

	maker string // party
	pos   flow.Pos
}

// Param returns the value that holds on a fact's date. For a parameter of one
// trade (name.7011) that has no value of its own it is the general one. What a
// later release declares holds for older institutions by its default, as
// version 0.
func Param(q store.Q, inst id.Institution, name string, on day.Date) (Value, error) {
	v, found, err := valueOn(q, inst, name, on)
	if err != nil || found {
		return v, err
	}
	if general, ofTrade := base(name); ofTrade {
		return Param(q, inst, general, on)
	}
	if spec, declared := specs[name]; declared {
		return Value{Name: name, Value: spec.Default, From: firstDay}, nil
	}
	return v, ErrNoParam.New("name", name)
}

// ParamInt returns a parameter that is a whole number: fen, days, milliseconds.
func ParamInt(q store.Q, inst id.Institution, name string, on day.Date) (int64, error) {
	v, err := Param(q, inst, name, on)
	if err != nil {
		return 0, err
	}
	n, err := strconv.ParseInt(v.Value, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("institution: parameter %s is no number: %w", name, err)
	}
	return n, nil
}

// ParamRate returns a parameter that is a rate.
func ParamRate(q store.Q, inst id.Institution, name string, on day.Date) (money.Rate, error) {
	n, err := ParamInt(q, inst, name, on)
	return money.Rate(n), err
}

// ParamList returns a parameter that is a list of texts.
func ParamList(q store.Q, inst id.Institution, name string, on day.Date) (out []string, err error) {
	err = paramJSON(q, inst, name, on, &out)
	return out, err
}

func paramJSON(q store.Q, inst id.Institution, name string, on day.Date, into any) error {
	v, err := Param(q, inst, name, on)
	if err != nil {
		return err
	}
	return json.Unmarshal([]byte(v.Value), into)
}

// Params returns every parameter as it holds on a date.
func (s *Service) Params(ctx context.Context, inst id.Institution, on day.Date) (out []Value, err error) {
	err = s.db.Read(ctx, func(q store.Q) (err error) {
		out, err = valuesOn(q, inst, on)
		return err
	})
	return out, err
}

// Changes returns the changes that wait for a second person.
func (s *Service) Changes(ctx context.Context, inst id.Institution) (out []Change, err error) {
	err = s.db.Read(ctx, func(q store.Q) (err error) {
		out, err = openChanges(q, inst)
		return err
	})
	return out, err
}

// ProposeParam asks for a new value from a date on.
func (s *Service) ProposeParam(ctx context.Context, by audit.Actor, name, value string, from day.Date, reason string) (ChangeID, error) {
	spec, known := specOf(name)
	switch {
	case !known:
		return "", ErrNoParam.New("name", name)
	case !spec.valid(value):
		return "", ErrParamValue.New("name", name, "want", spec.want())
	case utf8.RuneCountInString(reason) < 5:
		return "", ErrReason.New()
	case from.Before(day.Of(s.db.Clock().Now())):
		return "", ErrParamPast.New()
	}
	var made ChangeID
	err := s.db.Write(ctx, func(tx *store.Tx) (err error) {
		c := Change{ID: id.New[changeKind](tx.Now()), Name: name, Value: value, From: from, Reason: reason, Maker: by.User, maker: by.Party}
		if c.pos, err = changeLife.Begin(tx, by.Institution, c.ID.String(), by.User); err != nil {
			return err
		}
		if err := insertChange(tx, by.Institution, c); err != nil {
			return err
		}
		made = c.ID
		return audit.Write(tx, by, "institution.propose_param", "parameter", name, map[string]string{"change": c.ID.String(), "value": value, "from": from.String()})
	})
	return made, err
}

// ApproveParam lets a proposed value hold; RefuseParam drops it.
func (s *Service) ApproveParam(ctx context.Context, by audit.Actor, of ChangeID) error {
	return s.decide(ctx, by, of, "approve")
}

// RefuseParam drops a proposed value.
func (s *Service) RefuseParam(ctx context.Context, by audit.Actor, of ChangeID) error {
	return s.decide(ctx, by, of, "refuse")
}

func (s *Service) decide(ctx context.Context, by audit.Actor, of ChangeID, event string) error {
	return s.db.Write(ctx, func(tx *store.Tx) error {
		c, err := loadChange(tx, by.Institution, of)
		if err != nil {
			return err
		}
		if by.Party == c.maker {
			return ErrSamePerson.New()
		}
		// A value approved late holds from the day of approval: no fact of the
		// days between may change its meaning.
		if today := day.Of(tx.Now()); c.From.Before(today) {
			c.From = today
		}
		to, err := changeLife.Fire(tx, by.Institution, c.ID.String(), c.pos, event, by.User)
		if err != nil {
			return err
		}
		if err := decideChange(tx, by.Institution, c, to, by.Party); err != nil {
			return err
		}
		err = audit.Write(tx, by, "institution."+event+"_param", "parameter", c.Name, map[string]string{"change": c.ID.String()})
		if err != nil || event == "refuse" {
			return err
		}
		version, err := appendValue(tx, by.Institution, c, by.Party)
		if err != nil {
			return err
		}
		return outbox.Emit(tx, by.Institution, ParamChanged{Name: c.Name, Version: version, From: c.From.String()})
	})
}
