package api

import (
	"context"

	"tillway/internal/audit"
	"tillway/internal/merchant"
)

type pageQuery struct {
	Cursor string `query:"cursor" maxLength:"80"`
	Limit  int    `query:"limit" minimum:"0" maximum:"200"`
}

type merchantPage struct {
	Items []merchant.Merchant `json:"items"`
	Next  string              `json:"next,omitempty"`
}

type merchantPath struct {
	ID string `path:"id"`
}

type switchesInput struct {
	ID   string `path:"id"`
	Body struct {
		Switches merchant.Switches `json:"switches"`
		Reason   string            `json:"reason" maxLength:"400"`
	}
}

func (s *Server) merchant() {
	see := []string{audit.Owner, audit.Manager, audit.Cashier, audit.AccountMgr, audit.Reviewer1, audit.Reviewer2, audit.Risk, audit.Compliance,
		audit.Operations, audit.Engineer, audit.SettleMaker, audit.SettleChecker, audit.Support, audit.Auditor}
	route(s, "GET /v1/merchants", op{ID: "listMerchants", Summary: "Merchants the caller may see", Roles: see},
		func(ctx context.Context, by audit.Actor, in *pageQuery) (merchantPage, error) {
			limit := in.Limit
			if limit == 0 {
				limit = 50
			}
			list, err := s.Merchant.List(ctx, by, merchant.ID(in.Cursor), limit)
			page := merchantPage{Items: append([]merchant.Merchant{}, list...)}
			if len(list) == limit {
				page.Next = list[limit-1].ID.String()
			}
			return page, err
		})
	route(s, "GET /v1/merchants/{id}", op{ID: "getMerchant", Summary: "A merchant with its conditions and switches", Roles: see},
		func(ctx context.Context, by audit.Actor, in *merchantPath) (merchant.View, error) {
			return s.Merchant.View(ctx, by, merchant.ID(in.ID))
		})
	route(s, "PUT /v1/merchants/{id}/switches", op{ID: "setSwitches", Summary: "Turn functions on or off", Roles: []string{audit.Owner, audit.Operations}},
		func(ctx context.Context, by audit.Actor, in *switchesInput) (merchant.View, error) {
			if err := s.Merchant.SetSwitches(ctx, by, merchant.ID(in.ID), in.Body.Switches, in.Body.Reason); err != nil {
				return merchant.View{}, err
			}
			return s.Merchant.View(ctx, by, merchant.ID(in.ID))
		})
}
