package notify

import (
	"context"
	"slices"

	"tillway/internal/audit"
	"tillway/internal/identity"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
)

// Shown is a message as a page shows it.
type Shown struct {
	Message
	Text string
}

// shopRoles are those of people who see only what was sent to themselves.
var shopRoles = []string{audit.Owner, audit.Manager, audit.Cashier}

// List returns messages, the newest first: a shop's people see their own,
// staff see all. Outside the sandbox a signing code is on the telephone only.
func (s *Service) List(ctx context.Context, by audit.Actor, limit int) (out []Shown, err error) {
	if limit <= 0 || limit > 200 {
		limit = 100
	}
	user := ""
	if !slices.ContainsFunc(by.Roles, func(r string) bool { return !slices.Contains(shopRoles, r) }) {
		user = by.User
	}
	var list []Message
	err = s.db.Read(ctx, func(q store.Q) (err error) { list, err = listMessages(q, by.Institution, user, limit); return err })
	if err != nil {
		return nil, err
	}
	for _, m := range list {
		text, err := s.shownText(ctx, m)
		if err != nil {
			return nil, err
		}
		out = append(out, Shown{m, text})
	}
	return out, nil
}

// shownText is the text; outside the sandbox a code is starred.
func (s *Service) shownText(ctx context.Context, m Message) (string, error) {
	if m.Kind == "sign_code" && s.db.Kind() != store.Sandbox {
		return Render(m.Kind, m.Language, map[string]string{"code": "******", "minutes": m.Args["minutes"]}, m.At, ""), nil
	}
	return s.text(ctx, m)
}

// Setting is a class of messages and whether a user wants it.
type Setting struct {
	Class
	On bool
}

// Settings returns what the actor receives, and in which language.
func (s *Service) Settings(ctx context.Context, by audit.Actor) (out []Setting, language string, err error) {
	err = s.db.Read(ctx, func(q store.Q) error {
		chosen, err := choices(q, by.Institution, by.User)
		if err != nil {
			return err
		}
		if language = chosen["language"]; language == "" {
			language = "zh"
		}
		for _, c := range Classes {
			out = append(out, Setting{c, c.Locked || chosen[c.Name] != "off"})
		}
		return nil
	})
	return out, language, err
}

// Choose switches a class on or off for the actor, who is told of it (S19).
// Security messages stay on.
func (s *Service) Choose(ctx context.Context, by audit.Actor, class string, on bool) error {
	i := slices.IndexFunc(Classes, func(c Class) bool { return c.Name == class })
	if i < 0 {
		return ErrClass.New()
	}
	if Classes[i].Locked && !on {
		return ErrLocked.New()
	}
	return s.choose(ctx, by, class, map[bool]string{true: "on", false: "off"}[on], &Chosen{identity.UserID(by.User), class, on})
}

// Speak sets the language of the actor's messages.
func (s *Service) Speak(ctx context.Context, by audit.Actor, language string) error {
	if language != "zh" && language != "en" {
		return ErrClass.New()
	}
	return s.choose(ctx, by, "language", language, nil)
}

// choose keeps a choice; one that changes nothing leaves no trace.
func (s *Service) choose(ctx context.Context, by audit.Actor, name, value string, told *Chosen) error {
	return s.db.Write(ctx, func(tx *store.Tx) error {
		before, err := choices(tx, by.Institution, by.User)
		if err != nil || before[name] == value {
			return err
		}
		if err := setChoice(tx, by.Institution, by.User, name, value); err != nil {
			return err
		}
		if told != nil {
			if err := outbox.Emit(tx, by.Institution, *told); err != nil {
				return err
			}
		}
		return audit.Write(tx, by, "notify.choose", "user", by.User, map[string]string{name: value})
	})
}
