package api

import (
	"context"

	"tillway/internal/audit"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
)

type parkedPage struct {
	Items []outbox.ParkedEvent `json:"items"`
}

type retryInput struct {
	Subscriber string `path:"subscriber"`
	Event      string `path:"event"`
}

type done struct {
	OK bool `json:"ok"`
}

func (s *Server) events() {
	who := []string{audit.Operations, audit.Admin}
	route(s, "GET /v1/events/parked", op{ID: "listParked", Summary: "Events that a subscriber could not handle", Roles: who},
		func(ctx context.Context, by audit.Actor, _ *struct{}) (page parkedPage, err error) {
			page.Items = []outbox.ParkedEvent{}
			err = s.DB.Read(ctx, func(q store.Q) error {
				items, err := outbox.Parked(q, by.Institution)
				page.Items = append(page.Items, items...)
				return err
			})
			return page, err
		})
	route(s, "POST /v1/events/{subscriber}/{event}/retry", op{ID: "retryEvent", Summary: "Try a parked event again", Roles: who},
		func(ctx context.Context, by audit.Actor, in *retryInput) (done, error) {
			err := s.DB.Write(ctx, func(tx *store.Tx) error {
				if err := outbox.Retry(tx, by.Institution, in.Subscriber, outbox.ID(in.Event)); err != nil {
					return err
				}
				return audit.Write(tx, by, "events.retry", "event", in.Event, map[string]string{"subscriber": in.Subscriber})
			})
			s.Relay.Wake()
			return done{err == nil}, err
		})
}
