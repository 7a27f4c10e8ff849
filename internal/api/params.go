package api

import (
	"context"
	"net/http"

	"tillway/internal/audit"
	"tillway/internal/institution"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
)

// param is a value in force with what it means.
type param struct {
	institution.Value
	MeaningZh string           `json:"meaning_zh"`
	MeaningEn string           `json:"meaning_en"`
	Unit      institution.Unit `json:"unit" enum:"fen,ppm,months,days,hours,minutes,seconds,ms,count,percent,metres,dBm,time,json,text"`
}

func paramOf(v institution.Value) param {
	spec, _ := institution.SpecOf(v.Name)
	return param{v, spec.Zh, spec.En, spec.Unit}
}

// paramChange is a proposal with the name of who made it.
type paramChange struct {
	institution.Change
	MakerName string `json:"maker_name,omitempty" who:"Maker"`
}

type paramPage struct {
	Items   []param       `json:"items"`
	Waiting []paramChange `json:"waiting"`
}

type paramInput struct {
	Body struct {
		Name   string `json:"name" maxLength:"60"`
		Value  string `json:"value" maxLength:"4000"`
		From   string `json:"from" doc:"first day, 2006-01-02"`
		Reason string `json:"reason" maxLength:"400"`
	}
}

type paramDecision struct {
	ID string `path:"id"`
}

type created struct {
	ID string `json:"id"`
}

func (s *Server) params() {
	read := []string{audit.Admin, audit.Auditor, audit.SettleMaker, audit.SettleChecker, audit.Risk, audit.Compliance, audit.Operations}
	change := []string{audit.Admin, audit.Compliance}
	route(s, "GET /v1/params", op{ID: "listParams", Summary: "Dated parameters and the changes that wait", Roles: read},
		func(ctx context.Context, by audit.Actor, _ *struct{}) (paramPage, error) {
			values, err := s.Institution.Params(ctx, by.Institution, day.Of(s.Clock.Now()))
			if err != nil {
				return paramPage{}, err
			}
			waiting, err := s.Institution.Changes(ctx, by.Institution)
			page := paramPage{[]param{}, []paramChange{}}
			for _, v := range values {
				page.Items = append(page.Items, paramOf(v))
			}
			for _, w := range waiting {
				page.Waiting = append(page.Waiting, paramChange{Change: w})
			}
			return page, err
		})
	route(s, "POST /v1/params", op{ID: "proposeParam", Summary: "Propose a new value", Roles: change, Status: http.StatusCreated},
		func(ctx context.Context, by audit.Actor, in *paramInput) (created, error) {
			from, err := day.Parse(in.Body.From)
			if err != nil {
				return created{}, errs.Fields(errs.FieldFault{Path: "from", Code: "input.date", Zh: "请填写 2026-03-02 这样的日期。", En: "Give a date such as 2026-03-02."})
			}
			of, err := s.Institution.ProposeParam(ctx, by, in.Body.Name, in.Body.Value, from, in.Body.Reason)
			return created{of.String()}, err
		})
	route(s, "POST /v1/params/{id}/approve", op{ID: "approveParam", Summary: "Approve a proposed value: a second person", Roles: change},
		func(ctx context.Context, by audit.Actor, in *paramDecision) (done, error) {
			err := s.Institution.ApproveParam(ctx, by, institution.ChangeID(in.ID))
			return done{err == nil}, err
		})
	route(s, "POST /v1/params/{id}/refuse", op{ID: "refuseParam", Summary: "Refuse a proposed value", Roles: change},
		func(ctx context.Context, by audit.Actor, in *paramDecision) (done, error) {
			err := s.Institution.RefuseParam(ctx, by, institution.ChangeID(in.ID))
			return done{err == nil}, err
		})
}
