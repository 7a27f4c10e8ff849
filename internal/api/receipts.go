package api

import (
	"context"

	"tillway/internal/audit"
	"tillway/internal/billing"
)

// bankReceipt is money that fits no order, and what somebody wants done with it.
type bankReceipt struct {
	BankRef   string     `json:"bank_ref"`
	Number    string     `json:"number" doc:"the reference as the payer wrote it"`
	AmountFen int64      `json:"amount_fen"`
	Payer     string     `json:"payer" doc:"masked"`
	State     string     `json:"state" enum:"matched,unmatched"`
	Reason    string     `json:"reason,omitempty" doc:"why it fits no order"`
	At        string     `json:"at"`
	Claim     *claimBody `json:"claim,omitempty" doc:"waits for its second person"`
}

type claimBody struct {
	Kind    string `json:"kind" enum:"assign,return"`
	Deposit string `json:"deposit,omitempty"`
	Number  string `json:"number,omitempty" doc:"of the deposit order"`
	Reason  string `json:"reason"`
	By      string `json:"by"`
	ByName  string `json:"by_name,omitempty" who:"By"`
	At      string `json:"at"`
}

type assignInput struct {
	Ref  string `path:"ref" maxLength:"64"`
	Body struct {
		Number string `json:"number" maxLength:"32" doc:"of the deposit order that it pays"`
		Reason string `json:"reason" maxLength:"200"`
	}
}

type returnInput struct {
	Ref  string `path:"ref" maxLength:"64"`
	Body struct {
		Reason string `json:"reason" maxLength:"200"`
	}
}

type claimDecision struct {
	Ref  string `path:"ref" maxLength:"64"`
	Body struct {
		Approve bool `json:"approve"`
	}
}

// receipts registers what is done about money that fits no order.
func (s *Server) receipts() {
	maker := []string{audit.Operations, audit.SettleMaker}
	route(s, "GET /v1/receipts/unmatched", op{ID: "listUnmatchedReceipts", Summary: "Money that fits no order", Tag: "deposits",
		Roles: []string{audit.Operations, audit.SettleMaker, audit.SettleChecker, audit.Auditor}}, s.unmatched)
	route(s, "POST /v1/receipts/{ref}/assignment", op{ID: "assignReceipt", Summary: "Ask that a receipt pay a deposit order", Tag: "deposits", Roles: maker, Status: 201},
		func(ctx context.Context, by audit.Actor, in *assignInput) (listPage[bankReceipt], error) {
			if err := s.Billing.ProposeAssignment(ctx, by, in.Ref, in.Body.Number, in.Body.Reason); err != nil {
				return listPage[bankReceipt]{}, err
			}
			return s.unmatched(ctx, by, nil)
		})
	route(s, "POST /v1/receipts/{ref}/return", op{ID: "returnReceipt", Summary: "Ask that a receipt go back to who sent it", Tag: "deposits", Roles: maker, Status: 201},
		func(ctx context.Context, by audit.Actor, in *returnInput) (listPage[bankReceipt], error) {
			if err := s.Billing.ProposeReturn(ctx, by, in.Ref, in.Body.Reason); err != nil {
				return listPage[bankReceipt]{}, err
			}
			return s.unmatched(ctx, by, nil)
		})
	route(s, "POST /v1/receipts/{ref}/decision", op{ID: "decideReceipt", Summary: "The second person's yes or no about a receipt", Tag: "deposits",
		Roles: []string{audit.Operations, audit.SettleChecker}},
		func(ctx context.Context, by audit.Actor, in *claimDecision) (listPage[bankReceipt], error) {
			if err := s.Billing.DecideClaim(ctx, by, in.Ref, in.Body.Approve); err != nil {
				return listPage[bankReceipt]{}, err
			}
			return s.unmatched(ctx, by, nil)
		})
}

func (s *Server) unmatched(ctx context.Context, by audit.Actor, _ *struct{}) (listPage[bankReceipt], error) {
	rows, err := s.Billing.UnmatchedReceipts(ctx, by)
	return pageOf(rows, 0, showWaiting, nil), err
}

func showWaiting(w billing.Waiting) bankReceipt {
	b := bankReceipt{BankRef: w.BankRef, Number: w.Receipt.Number, AmountFen: w.AmountFen, Payer: w.Payer, State: w.State,
		Reason: w.Receipt.Reason, At: civil(w.At)}
	if c := w.Claim; c != nil {
		b.Claim = &claimBody{Kind: c.Kind, Deposit: c.DepositID.String(), Number: c.Number, Reason: c.Reason, By: c.Maker, At: civil(c.At)}
	}
	return b
}
