package api

import (
	"context"

	"tillway/internal/audit"
	"tillway/internal/report"
)

type timelinePath struct {
	Application string `path:"application"`
}

type timelinePage struct {
	Items []report.Step `json:"items"`
}

type queuePage struct {
	Items []report.Card `json:"items"`
}

type searchQuery struct {
	Text string `query:"q" maxLength:"40"`
}

type searchPage struct {
	Items []report.Hit `json:"items"`
}

func (s *Server) report() {
	route(s, "GET /v1/timeline/{application}", op{ID: "timeline", Summary: "An application's whole road, from first form to bank slip", AnyUser: true},
		func(ctx context.Context, by audit.Actor, in *timelinePath) (timelinePage, error) {
			steps, err := s.Report.Timeline(ctx, by, in.Application)
			return timelinePage{append([]report.Step{}, steps...)}, err
		})
	route(s, "GET /v1/queues", op{ID: "queues", Summary: "What waits for the caller", AnyUser: true},
		func(ctx context.Context, by audit.Actor, _ *struct{}) (queuePage, error) {
			cards, err := s.Report.Queues(ctx, by)
			return queuePage{append([]report.Card{}, cards...)}, err
		})
	route(s, "GET /v1/search", op{ID: "search", Summary: "Where a number leads", AnyUser: true},
		func(ctx context.Context, by audit.Actor, in *searchQuery) (searchPage, error) {
			hits, err := s.Report.Search(ctx, by, in.Text)
			return searchPage{append([]report.Hit{}, hits...)}, err
		})
	route(s, "GET /v1/figures", op{ID: "figures", Summary: "Sums of everything so far", Roles: []string{audit.Auditor}},
		func(ctx context.Context, by audit.Actor, _ *struct{}) (report.Figures, error) {
			return s.Report.Figures(ctx, by)
		})
}
