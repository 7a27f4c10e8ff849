package api

import (
	"context"

	"tillway/internal/audit"
	"tillway/internal/settlement"
)

type adjustmentBody struct {
	ID           string     `json:"id"`
	MerchantID   string     `json:"merchant_id"`
	MerchantName string     `json:"merchant_name,omitempty"`
	AmountFen    int64      `json:"amount_fen" doc:"negative: taken off"`
	Reason       string     `json:"reason"`
	Status       string     `json:"status" enum:"proposed,booked,refused"`
	Steps        []lifeStep `json:"steps,omitempty"`
}

type freezeBody struct {
	ID           string     `json:"id"`
	MerchantID   string     `json:"merchant_id"`
	MerchantName string     `json:"merchant_name,omitempty"`
	AmountFen    int64      `json:"amount_fen"`
	Ground       string     `json:"ground" enum:"RISK,DISPUTE,JUDICIAL,AML,KYC_EXPIRED"`
	Document     string     `json:"document"`
	Status       string     `json:"status" enum:"frozen,released"`
	Steps        []lifeStep `json:"steps,omitempty"`
}

type correctionsBody struct {
	Adjustments []adjustmentBody `json:"adjustments"`
	Freezes     []freezeBody     `json:"freezes"`
}

type adjustmentInput struct {
	Body struct {
		Merchant  string `json:"merchant" minLength:"1" maxLength:"64"`
		AmountFen int64  `json:"amount_fen"`
		Reason    string `json:"reason" maxLength:"100"`
	}
}

type adjustmentDecision struct {
	ID   string `path:"id"`
	Body struct {
		Approve bool `json:"approve"`
	}
}

type freezeInput struct {
	Body struct {
		Merchant  string `json:"merchant" minLength:"1" maxLength:"64"`
		AmountFen int64  `json:"amount_fen"`
		Ground    string `json:"ground" enum:"RISK,DISPUTE,JUDICIAL,AML,KYC_EXPIRED"`
		Document  string `json:"document" minLength:"1" maxLength:"100"`
	}
}

type freezeID struct {
	ID string `path:"id"`
}

func showAdjustment(a settlement.Adjustment) adjustmentBody {
	return adjustmentBody{ID: a.ID.String(), MerchantID: a.MerchantID, AmountFen: a.AmountFen, Reason: a.Reason, Status: a.Status(), Steps: lifeSteps(a.Steps)}
}

func showFreeze(f settlement.Freeze) freezeBody {
	return freezeBody{ID: f.ID.String(), MerchantID: f.MerchantID, AmountFen: f.AmountFen, Ground: f.Ground, Document: f.Document,
		Status: f.Status(), Steps: lifeSteps(f.Steps)}
}

// corrections lists adjustments and freezes with their merchants' names.
func (s *Server) corrections(ctx context.Context, by audit.Actor, _ *struct{}) (correctionsBody, error) {
	out := correctionsBody{[]adjustmentBody{}, []freezeBody{}}
	adjustments, freezes, err := s.Settlement.Corrections(ctx, by)
	if err != nil {
		return out, err
	}
	names, err := s.merchantNames(ctx, by, func(yield func(string)) {
		for _, a := range adjustments {
			yield(a.MerchantID)
		}
		for _, f := range freezes {
			yield(f.MerchantID)
		}
	})
	for _, a := range adjustments {
		b := showAdjustment(a)
		b.MerchantName = names[a.MerchantID]
		out.Adjustments = append(out.Adjustments, b)
	}
	for _, f := range freezes {
		b := showFreeze(f)
		b.MerchantName = names[f.MerchantID]
		out.Freezes = append(out.Freezes, b)
	}
	return out, err
}

// adjustments registers corrections of a merchant's balance, each the work of
// two people.
func (s *Server) adjustments() {
	freezers := []string{audit.Risk, audit.Compliance}
	route(s, "GET /v1/settlement/corrections", op{ID: "listCorrections", Summary: "Adjustments and freezes, the newest first",
		Roles: []string{audit.SettleMaker, audit.SettleChecker, audit.Risk, audit.Compliance, audit.Auditor}}, s.corrections)
	route(s, "POST /v1/settlement/adjustments", op{ID: "proposeAdjustment", Summary: "Propose a correction of fees", Roles: []string{audit.SettleMaker}, Status: 201},
		func(ctx context.Context, by audit.Actor, in *adjustmentInput) (adjustmentBody, error) {
			a, err := s.Settlement.ProposeAdjustment(ctx, by, in.Body.Merchant, in.Body.AmountFen, in.Body.Reason)
			if err != nil {
				return adjustmentBody{}, err
			}
			return showAdjustment(a), nil
		})
	route(s, "POST /v1/settlement/adjustments/{id}/decision", op{ID: "decideAdjustment", Summary: "The second person's yes or no", Roles: settleRoles},
		func(ctx context.Context, by audit.Actor, in *adjustmentDecision) (done, error) {
			err := s.Settlement.DecideAdjustment(ctx, by, settlement.AdjustmentID(in.ID), in.Body.Approve)
			return done{err == nil}, err
		})
	route(s, "POST /v1/settlement/freezes", op{ID: "freezeBalance", Summary: "Hold a part of a merchant's balance", Roles: freezers, Status: 201},
		func(ctx context.Context, by audit.Actor, in *freezeInput) (freezeBody, error) {
			f, err := s.Settlement.FreezeBalance(ctx, by, in.Body.Merchant, in.Body.AmountFen, in.Body.Ground, in.Body.Document)
			if err != nil {
				return freezeBody{}, err
			}
			return showFreeze(f), nil
		})
	route(s, "POST /v1/settlement/freezes/{id}/release", op{ID: "releaseFreeze", Summary: "End a freeze: not by who placed it", Roles: freezers},
		func(ctx context.Context, by audit.Actor, in *freezeID) (done, error) {
			err := s.Settlement.Release(ctx, by, settlement.FreezeID(in.ID))
			return done{err == nil}, err
		})
}
