package api

import (
	"context"

	"tillway/internal/audit"
	"tillway/internal/notify"
)

type smsBody struct {
	ID     string `json:"id"`
	To     string `json:"to" doc:"masked"`
	Kind   string `json:"kind"`
	Text   string `json:"text"`
	At     string `json:"at"`
	SentAt string `json:"sent_at,omitempty"`
	Status string `json:"status"`
}

type settingBody struct {
	Kind   string `json:"kind"`
	NameZh string `json:"name_zh"`
	NameEn string `json:"name_en"`
	On     bool   `json:"on"`
	Locked bool   `json:"locked"`
}

type settingsBody struct {
	Items    []settingBody `json:"items"`
	Language string        `json:"language"`
}

type settingsInput struct {
	Body struct {
		Language string `json:"language,omitempty" enum:"zh,en"`
		Items    []struct {
			Kind string `json:"kind"`
			On   bool   `json:"on"`
		} `json:"items,omitempty"`
	}
}

type smsQuery struct {
	Limit int `query:"limit" maximum:"200"`
}

func (s *Server) notify() {
	route(s, "GET /v1/sms", op{ID: "listMessages", Summary: "Messages sent: a shop's people see their own, staff see all", AnyUser: true},
		func(ctx context.Context, by audit.Actor, in *smsQuery) (listPage[smsBody], error) {
			list, err := s.Notify.List(ctx, by, in.Limit)
			return pageOf(list, 0, func(m notify.Shown) smsBody {
				to := m.Mobile
				if to == "" {
					to = "…"
				}
				return smsBody{m.ID.String(), to, m.Kind, m.Text, civil(m.At), civil(m.SentAt), m.Status}
			}, nil), err
		})
	route(s, "GET /v1/notify/settings", op{ID: "notifySettings", Summary: "Which messages the caller receives", AnyUser: true},
		func(ctx context.Context, by audit.Actor, _ *struct{}) (settingsBody, error) {
			return s.notifySettings(ctx, by)
		})
	route(s, "PUT /v1/notify/settings", op{ID: "chooseNotify", Summary: "Switch classes of messages, choose the language", AnyUser: true},
		func(ctx context.Context, by audit.Actor, in *settingsInput) (settingsBody, error) {
			for _, c := range in.Body.Items {
				if err := s.Notify.Choose(ctx, by, c.Kind, c.On); err != nil {
					return settingsBody{}, err
				}
			}
			if in.Body.Language != "" {
				if err := s.Notify.Speak(ctx, by, in.Body.Language); err != nil {
					return settingsBody{}, err
				}
			}
			return s.notifySettings(ctx, by)
		})
}

func (s *Server) notifySettings(ctx context.Context, by audit.Actor) (settingsBody, error) {
	list, language, err := s.Notify.Settings(ctx, by)
	out := settingsBody{Items: []settingBody{}, Language: language}
	for _, c := range list {
		out.Items = append(out.Items, settingBody{c.Name, c.Zh, c.En, c.On, c.Locked})
	}
	return out, err
}
