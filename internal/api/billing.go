package api

import (
	"context"

	"tillway/internal/audit"
	"tillway/internal/billing"
	"tillway/internal/institution"
	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/store"
)

type depositBody struct {
	ID           string       `json:"id"`
	Number       string       `json:"number" doc:"written into the transfer"`
	Merchant     string       `json:"merchant"`
	MerchantName string       `json:"merchant_name,omitempty"`
	Contract     string       `json:"contract"`
	Status       string       `json:"status"`
	AmountFen    int64        `json:"amount_fen"`
	BankRef      string       `json:"bank_ref,omitempty"`
	InvoiceNo    string       `json:"invoice_no,omitempty"`
	OpenedAt     string       `json:"opened_at"`
	PaidAt       string       `json:"paid_at,omitempty"`
	PayTo        *accountBody `json:"pay_to,omitempty" doc:"absent until the institution has named its account"`
	Request      *requestBody `json:"request,omitempty" doc:"a waiver or refund that waits for its second person"`
	Steps        []lifeStep   `json:"steps,omitempty"`
}

type requestBody struct {
	Kind   string `json:"kind" enum:"waive,refund"`
	Reason string `json:"reason"`
	By     string `json:"by"`
	ByName string `json:"by_name,omitempty" who:"By"`
	At     string `json:"at"`
}

// accountBody is where a deposit is paid to.
type accountBody struct {
	Name string `json:"name"`
	No   string `json:"no"`
	Bank string `json:"bank"`
}

type reasonInput struct {
	IDPath
	Body struct {
		Reason string `json:"reason" maxLength:"200"`
	}
}

type invoiceInput struct {
	IDPath
	Body struct {
		Number string `json:"number" maxLength:"40"`
	}
}

func (s *Server) billing() {
	see := []string{audit.Owner, audit.Manager, audit.AccountMgr, audit.Operations, audit.SettleMaker, audit.SettleChecker, audit.Support, audit.Auditor}
	route(s, "GET /v1/deposits", op{ID: "listDeposits", Summary: "Deposit orders", Roles: see},
		func(ctx context.Context, by audit.Actor, in *pageInput) (listPage[depositBody], error) {
			rows, err := s.Billing.Find(ctx, by, billing.Filter{Merchant: in.Merchant, Status: in.Status, After: billing.DepositID(in.After), Limit: in.Limit})
			if err != nil {
				return listPage[depositBody]{}, err
			}
			names, err := s.merchantNames(ctx, by, func(yield func(string)) {
				for _, d := range rows {
					yield(d.MerchantID)
				}
			})
			return pageOf(rows, in.Limit, func(d billing.Deposit) depositBody {
				b := showDeposit(d)
				b.MerchantName = names[d.MerchantID]
				return b
			}, func(d billing.Deposit) string { return d.ID.String() }), err
		})
	route(s, "GET /v1/deposits/{id}", op{ID: "getDeposit", Summary: "One deposit order", Roles: see},
		func(ctx context.Context, by audit.Actor, in *IDPath) (depositBody, error) {
			return s.oneDeposit(ctx, by, in.ID)
		})
	s.receipts()
	s.depositRequests()
}

func (s *Server) depositRequests() {
	maker, checker := []string{audit.AccountMgr, audit.Operations}, []string{audit.Operations, audit.SettleChecker}
	act := func(pattern, id, summary string, roles []string, do func(context.Context, audit.Actor, billing.DepositID) error) {
		route(s, pattern, op{ID: id, Summary: summary, Roles: roles},
			func(ctx context.Context, by audit.Actor, in *IDPath) (depositBody, error) {
				if err := do(ctx, by, billing.DepositID(in.ID)); err != nil {
					return depositBody{}, err
				}
				return s.oneDeposit(ctx, by, in.ID)
			})
	}
	ask := func(pattern, id, summary string, do func(context.Context, audit.Actor, billing.DepositID, string) error) {
		route(s, pattern, op{ID: id, Summary: summary, Roles: maker, Status: 201},
			func(ctx context.Context, by audit.Actor, in *reasonInput) (depositBody, error) {
				if err := do(ctx, by, billing.DepositID(in.ID), in.Body.Reason); err != nil {
					return depositBody{}, err
				}
				return s.oneDeposit(ctx, by, in.ID)
			})
	}
	ask("POST /v1/deposits/{id}/waiver", "proposeWaiver", "Ask that a deposit be waived", s.Billing.ProposeWaiver)
	act("POST /v1/deposits/{id}/waiver/approve", "approveWaiver", "Waive a deposit, as the second person", checker, s.Billing.ApproveWaiver)
	act("POST /v1/deposits/{id}/waiver/refuse", "refuseWaiver", "Refuse or withdraw a request to waive", append(maker, audit.SettleChecker),
		func(ctx context.Context, by audit.Actor, dep billing.DepositID) error {
			return s.Billing.RefuseRequest(ctx, by, dep, billing.Waive)
		})
	act("POST /v1/deposits/{id}/refund/refuse", "refuseDepositRefund", "Refuse or withdraw a request to return", append(maker, audit.SettleChecker),
		func(ctx context.Context, by audit.Actor, dep billing.DepositID) error {
			return s.Billing.RefuseRequest(ctx, by, dep, billing.Refund)
		})
	ask("POST /v1/deposits/{id}/refund", "proposeDepositRefund", "Ask that a deposit be returned", s.Billing.ProposeRefund)
	act("POST /v1/deposits/{id}/refund/approve", "approveDepositRefund", "Return a deposit, as the second person", checker, s.Billing.ApproveRefund)
	route(s, "POST /v1/deposits/{id}/invoice", op{ID: "recordDepositInvoice", Summary: "Record the invoice's number", Roles: []string{audit.SettleMaker, audit.Operations}},
		func(ctx context.Context, by audit.Actor, in *invoiceInput) (depositBody, error) {
			if err := s.Billing.RecordInvoice(ctx, by, billing.DepositID(in.ID), in.Body.Number); err != nil {
				return depositBody{}, err
			}
			return s.oneDeposit(ctx, by, in.ID)
		})
}

func (s *Server) oneDeposit(ctx context.Context, by audit.Actor, id string) (depositBody, error) {
	d, waiting, err := s.Billing.Get(ctx, by, billing.DepositID(id))
	if err != nil {
		return depositBody{}, err
	}
	b := showDeposit(d)
	if waiting != nil {
		b.Request = &requestBody{Kind: waiting.Kind, Reason: waiting.Reason, By: waiting.Maker, At: civil(waiting.At)}
	}
	names, err := s.merchantNames(ctx, by, func(yield func(string)) { yield(d.MerchantID) })
	if err != nil {
		return b, err
	}
	b.MerchantName = names[d.MerchantID]
	err = s.DB.Read(ctx, func(q store.Q) error {
		if b.PayTo, err = depositAccount(q, by.Institution, day.Of(s.Clock.Now())); err != nil {
			return err
		}
		steps, err := billing.Steps(q, by.Institution, d.ID)
		b.Steps = lifeSteps(steps)
		for _, st := range b.Steps {
			if st.To == billing.Paid {
				b.PaidAt = st.At
			}
		}
		return err
	})
	return b, err
}

// depositAccount is the institution's account for deposits, nil before it is named.
func depositAccount(q store.Q, inst id.Institution, on day.Date) (*accountBody, error) {
	var a accountBody
	for name, into := range map[string]*string{"name": &a.Name, "no": &a.No, "bank": &a.Bank} {
		v, err := institution.Param(q, inst, "deposit.account_"+name, on)
		if err != nil || v.Value == institution.Unset {
			return nil, err
		}
		*into = v.Value
	}
	return &a, nil
}

func showDeposit(d billing.Deposit) depositBody {
	return depositBody{ID: d.ID.String(), Number: d.Number, Merchant: d.MerchantID, Contract: d.ContractID, Status: d.Status(),
		AmountFen: d.AmountFen, BankRef: d.BankRef, InvoiceNo: d.InvoiceNo, OpenedAt: civil(d.CreatedAt)}
}
