package api

import (
	"context"

	"tillway/internal/audit"
	"tillway/internal/kit/store"
	"tillway/internal/ledger"
)

type trialView struct {
	ledger.Trial
	DifferenceFen int64 `json:"difference_fen" doc:"zero, or the books are broken"`
}

func (s *Server) ledger() {
	route(s, "GET /v1/ledger/trial", op{ID: "trialBalance", Summary: "The trial balance", Roles: []string{audit.SettleMaker, audit.SettleChecker, audit.Auditor}},
		func(ctx context.Context, by audit.Actor, _ *struct{}) (v trialView, err error) {
			err = s.DB.Read(ctx, func(q store.Q) (err error) {
				v.Trial, err = ledger.TrialBalance(q, by.Institution)
				return err
			})
			v.DifferenceFen = v.Trial.DifferenceFen()
			if v.Rows == nil {
				v.Rows = []ledger.TrialRow{}
			}
			return v, err
		})
}
