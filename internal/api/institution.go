package api

import (
	"context"
	"slices"

	"tillway/internal/audit"
	"tillway/internal/institution"
	"tillway/internal/merchant"
)

type offerPage struct {
	Items []institution.Offer `json:"items"`
}

type checklistQuery struct {
	ID   string `path:"id"`
	Kind string `query:"kind" enum:"ENT,IND,MICRO,PUB" default:"IND"`
	MCC  string `query:"mcc" maxLength:"4"`
}

type checklistPage struct {
	Documents []institution.Document `json:"documents"`
}

type tradePage struct {
	Items []merchant.Trade `json:"items"`
}

func (s *Server) institution() {
	route(s, "GET /v1/institutions", op{ID: "listInstitutions", Summary: "Institutions that take applications, with their terms", Public: true},
		func(ctx context.Context, _ audit.Actor, _ *struct{}) (offerPage, error) {
			offers, err := s.Institution.Offers(ctx)
			return offerPage{append([]institution.Offer{}, offers...)}, err
		})
	route(s, "GET /v1/institutions/{id}/checklist", op{ID: "getChecklist", Summary: "Papers that an application needs", Public: true},
		func(ctx context.Context, _ audit.Actor, in *checklistQuery) (checklistPage, error) {
			docs, err := s.Institution.ChecklistOf(ctx, institutionOf(in.ID), in.Kind, in.MCC)
			return checklistPage{append([]institution.Document{}, docs...)}, err
		})
	route(s, "GET /v1/trades", op{ID: "listTrades", Summary: "The trades (MCC) of an application", Public: true},
		func(context.Context, audit.Actor, *struct{}) (tradePage, error) {
			return tradePage{slices.Clone(merchant.Trades())}, nil
		})
}
