package api

import (
	"context"
	"net/http"

	"tillway/internal/audit"
	"tillway/internal/kit/day"
	"tillway/internal/kit/store"
	"tillway/internal/merchant"
	"tillway/internal/settlement"
)

type payoutBody struct {
	ID           string `json:"id"`
	Run          string `json:"run"`
	BusinessDate string `json:"business_date"`
	PayDate      string `json:"pay_date"`
	MerchantID   string `json:"merchant_id"`
	MerchantName string `json:"merchant_name,omitempty"`
	Status       string `json:"status"`
	GrossFen     int64  `json:"gross_fen"`
	RefundFen    int64  `json:"refund_fen"`
	FeeFen       int64  `json:"fee_fen"`
	AmountFen    int64  `json:"amount_fen"`
	AccountMask  string `json:"account_mask"`
	BankRef      string `json:"bank_ref,omitempty"`
	ResultZh     string `json:"result_zh,omitempty"`
	ResultEn     string `json:"result_en,omitempty"`
	PlannedBy    string `json:"planned_by"`
	PlannedName  string `json:"planned_by_name,omitempty" who:"PlannedBy"`
	ApprovedBy   string `json:"approved_by,omitempty"`
	ApprovedName string `json:"approved_by_name,omitempty" who:"ApprovedBy"`
	At           string `json:"at"`
	Reissuable   bool   `json:"reissuable" doc:"failed, and not planned again"`
	AccountNow   string `json:"account_now,omitempty" doc:"of a failed payout: where it would go now"`
}

type payoutPage struct {
	Items []payoutBody `json:"items"`
}

type dropInput struct {
	Date string `path:"date" format:"date"`
	Body struct {
		Reason string `json:"reason" minLength:"4" maxLength:"200"`
	}
}

// payouts registers what merchants were and are being paid.
func (s *Server) payouts(readers []string) {
	viewers := append([]string{audit.Owner, audit.Manager, audit.Support}, readers...)
	route(s, "GET /v1/settlement/payouts", op{ID: "listPayouts", Summary: "Payouts, the newest first", Roles: viewers}, s.listPayouts)
	routeRaw(s, "GET /v1/settlement/payouts/{id}/statement.pdf", op{ID: "payoutStatement", Summary: "A payout's settlement statement", Roles: viewers,
		Bytes: bytesOf{Media: "application/pdf"}},
		func(w http.ResponseWriter, r *http.Request, by audit.Actor) error {
			doc, err := s.Settlement.Statement(r.Context(), by, settlement.PayoutID(r.PathValue("id")))
			if err != nil {
				return err
			}
			w.Header().Set("Content-Type", "application/pdf")
			w.Header().Set("Content-Disposition", `inline; filename="statement.pdf"`)
			_, err = w.Write(doc.Bytes)
			return err
		})
	route(s, "POST /v1/settlement/payouts/{id}/reissue", op{ID: "reissuePayout", Summary: "Plan a payout that failed once more", Roles: []string{audit.SettleMaker}, Status: 201},
		func(ctx context.Context, by audit.Actor, in *IDPath) (runBody, error) {
			r, err := s.Settlement.Reissue(ctx, by, settlement.PayoutID(in.ID))
			return showRun(r), err
		})
}

// showRun shows a run; none when nothing was due.
func showRun(r settlement.Run) runBody {
	if r.ID == "" {
		return runBody{}
	}
	return runBody{r.ID, r.Date.String(), r.PayDate.String(), len(r.Payouts), r.TotalFen()}
}

// dropRun takes the day's newest run back.
func (s *Server) dropRun(ctx context.Context, by audit.Actor, in *dropInput) (settlementDay, error) {
	date, err := day.Parse(in.Date)
	if err != nil {
		return settlementDay{}, errDate.Wrap(err)
	}
	run, err := s.Settlement.RunOf(ctx, by, date)
	if err == nil {
		err = s.Settlement.Drop(ctx, by, run.ID, in.Body.Reason)
	}
	if err != nil {
		return settlementDay{}, err
	}
	return s.settlementDay(ctx, by, date)
}

type payoutQuery struct {
	Date  string `query:"date" format:"date"`
	Limit int    `query:"limit" maximum:"200"`
}

func (s *Server) listPayouts(ctx context.Context, by audit.Actor, in *payoutQuery) (page payoutPage, err error) {
	page.Items = []payoutBody{}
	f := settlement.PayoutFilter{Limit: in.Limit}
	if in.Date != "" {
		if f.Date, err = day.Parse(in.Date); err != nil {
			return page, errDate.Wrap(err)
		}
	}
	list, err := s.Settlement.Payouts(ctx, by, f)
	if err != nil {
		return page, err
	}
	err = s.DB.Read(ctx, func(q store.Q) error {
		for _, p := range list {
			m, err := merchant.Get(q, by.Institution, merchant.ID(p.MerchantID))
			if err != nil {
				return err
			}
			body := payoutOf(p, m.ShortName)
			if p.Reissuable {
				body.AccountNow = "**** " + m.Settlement.Last4
			}
			page.Items = append(page.Items, body)
		}
		return nil
	})
	return page, err
}

func payoutOf(p settlement.PayoutView, name string) payoutBody {
	zh, en := settlement.ReasonText(p.Reason)
	return payoutBody{ID: p.ID.String(), Run: p.RunID, BusinessDate: p.Date.String(), PayDate: p.PayDate.String(), MerchantID: p.MerchantID,
		MerchantName: name, Status: p.Status, GrossFen: p.GrossFen, RefundFen: p.RefundFen, FeeFen: p.FeeFen, AmountFen: p.AmountFen,
		AccountMask: "**** " + p.Last4, BankRef: p.BankRef, ResultZh: zh, ResultEn: en, PlannedBy: p.PlannedBy, ApprovedBy: p.CheckedBy,
		At: civil(p.ChangedAt), Reissuable: p.Reissuable}
}
