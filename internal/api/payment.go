package api

import (
	"context"
	"errors"
	"time"

	"tillway/internal/audit"
	"tillway/internal/kit/clock"
	"tillway/internal/kit/day"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/store"
	"tillway/internal/ledger"
	"tillway/internal/payment"
	"tillway/internal/wire/iso8583"
)

var errNoPayment = errs.Define("payment.none", errs.NotFound,
	"没有这笔交易，或不属于您的商户。", "There is no such payment, or it is not your shop's.", "请核对编号。", "Check the number.")

// PaymentView is a payment as people see it. It is exported because huma reads
// no fields of an embedded type that is not.
type PaymentView struct {
	ID           string `json:"id"`
	MerchantID   string `json:"merchant_id"`
	MerchantName string `json:"merchant_name"`
	Kind         string `json:"kind"`
	Channel      string `json:"channel"`
	Product      string `json:"product"`
	Status       string `json:"status"`
	TID          string `json:"tid"`
	MID          string `json:"mid"`
	Batch        string `json:"batch"`
	Trace        string `json:"trace"`
	RRN          string `json:"rrn"`
	AuthCode     string `json:"auth_code"`
	EntryMode    string `json:"entry_mode"`
	PANMask      string `json:"pan_mask"`
	RequestedFen int64  `json:"requested_fen"`
	ApprovedFen  int64  `json:"approved_fen"`
	Currency     string `json:"currency"`
	Code         string `json:"code"`
	MeaningZh    string `json:"meaning_zh"`
	MeaningEn    string `json:"meaning_en"`
	AdviceZh     string `json:"advice_zh"`
	AdviceEn     string `json:"advice_en"`
	Reason       string `json:"reason,omitempty" doc:"why the house declined: a code of the catalogue"`
	ReasonZh     string `json:"reason_zh,omitempty"`
	ReasonEn     string `json:"reason_en,omitempty"`
	BusinessDate string `json:"business_date"`
	OccurredAt   string `json:"occurred_at"`
	OriginalID   string `json:"original_id,omitempty"`
}

func viewPayment(p payment.Payment) PaymentView {
	v := PaymentView{ID: p.ID.String(), MerchantID: p.MerchantID, MerchantName: p.MerchantName, Kind: string(p.Kind), Channel: string(p.Channel),
		Product: p.Product, Status: p.Status(), TID: p.TID, MID: p.MID, Batch: p.Batch, Trace: p.Trace, RRN: p.RRN, AuthCode: p.AuthCode,
		EntryMode: p.EntryMode, PANMask: p.PANMask, RequestedFen: p.RequestedFen, ApprovedFen: p.ApprovedFen, Currency: p.Currency, Code: p.Code,
		BusinessDate: p.BusinessDate.String(), OccurredAt: local(p.OccurredAt), OriginalID: p.OriginalID.String()}
	if no := p.Refusal(); no != nil {
		v.Reason, v.ReasonZh, v.ReasonEn = no.Def.Code, no.Zh(), no.En()
	}
	if p.Code != "" {
		m := iso8583.Response(p.Code)
		v.MeaningZh, v.MeaningEn, v.AdviceZh, v.AdviceEn = m.Zh, m.En, m.AdviceZh, m.AdviceEn
	}
	return v
}

func local(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(clock.Shanghai).Format(time.RFC3339)
}

type paymentQuery struct {
	Status  string `query:"status" maxLength:"20"`
	Kind    string `query:"kind" maxLength:"20"`
	Channel string `query:"channel" maxLength:"20"`
	Date    string `query:"date" maxLength:"10"`
	Text    string `query:"q" maxLength:"40"`
	Cursor  string `query:"cursor" maxLength:"80"`
	Limit   int    `query:"limit" minimum:"0" maximum:"200"`
}

type paymentPage struct {
	Items []PaymentView `json:"items"`
	Next  string        `json:"next,omitempty"`
}

type moment struct {
	Status string `json:"status"`
	At     string `json:"at"`
}

type postingLine struct {
	Account   string `json:"account"`
	NameZh    string `json:"name_zh"`
	NameEn    string `json:"name_en"`
	DebitFen  int64  `json:"debit_fen"`
	CreditFen int64  `json:"credit_fen"`
}

type posting struct {
	ID       string        `json:"id"`
	ReasonZh string        `json:"reason_zh"`
	ReasonEn string        `json:"reason_en"`
	Date     string        `json:"business_date"`
	At       string        `json:"at"`
	Lines    []postingLine `json:"lines"`
}

type paymentDetail struct {
	PaymentView
	Timeline []moment      `json:"timeline"`
	Postings []posting     `json:"postings"`
	Related  []PaymentView `json:"related"`
	Owed     *payment.Owed `json:"owed,omitempty"`
}

type paymentPath struct {
	ID string `path:"id"`
}

type todayView struct {
	Date     string               `json:"date"`
	TakenFen int64                `json:"taken_fen"`
	GivenFen int64                `json:"given_back_fen"`
	NetFen   int64                `json:"net_fen"`
	Count    int64                `json:"count"`
	Hours    []payment.HourSum    `json:"hours"`
	Channels []payment.ChannelSum `json:"channels"`
}

var seePayments = []string{audit.Owner, audit.Manager, audit.Cashier, audit.Risk, audit.Compliance, audit.Operations, audit.SettleMaker,
	audit.SettleChecker, audit.Support, audit.Auditor, audit.Engineer}

func (s *Server) payment() {
	route(s, "GET /v1/payments", op{ID: "listPayments", Summary: "Payments, newest first", Roles: seePayments}, s.listPayments)
	route(s, "GET /v1/payments/today", op{ID: "paymentsToday", Summary: "The open business day's figures", Roles: seePayments},
		func(ctx context.Context, by audit.Actor, _ *struct{}) (v todayView, err error) {
			var date day.Date
			date, v.Hours, v.Channels, err = s.Payment.Today(ctx, by)
			v.Date, v.Channels = date.String(), append([]payment.ChannelSum{}, v.Channels...)
			for _, h := range v.Hours {
				v.TakenFen, v.GivenFen, v.Count = v.TakenFen+h.TakenFen, v.GivenFen+h.GivenFen, v.Count+h.Taken
			}
			v.NetFen = v.TakenFen - v.GivenFen
			return v, err
		})
	route(s, "GET /v1/payments/{id}", op{ID: "getPayment", Summary: "A payment with its life and postings", Roles: seePayments}, s.getPayment)
}

func (s *Server) listPayments(ctx context.Context, by audit.Actor, in *paymentQuery) (page paymentPage, err error) {
	f := payment.Filter{Status: in.Status, Kind: in.Kind, Channel: in.Channel, Text: in.Text, Cursor: in.Cursor, Limit: in.Limit}
	if f.Limit == 0 {
		f.Limit = 50
	}
	if in.Date != "" {
		if f.Date, err = day.Parse(in.Date); err != nil {
			return page, errs.Fields(errs.FieldFault{Path: "date", Code: "input.date", Zh: "请填写 2026-03-02 这样的日期。", En: "Give a date such as 2026-03-02."})
		}
	}
	list, next, err := s.Payment.List(ctx, by, f)
	page = paymentPage{Items: []PaymentView{}, Next: next}
	for _, p := range list {
		page.Items = append(page.Items, viewPayment(p))
	}
	return page, err
}

func (s *Server) getPayment(ctx context.Context, by audit.Actor, in *paymentPath) (d paymentDetail, err error) {
	p, acts, owed, err := s.Payment.Get(ctx, by, payment.ID(in.ID))
	if errors.Is(err, store.ErrNoRows) {
		return d, errNoPayment.New()
	}
	if err != nil {
		return d, err
	}
	d = paymentDetail{PaymentView: viewPayment(p), Timeline: life(p), Postings: []posting{}, Related: []PaymentView{}, Owed: owed}
	for _, a := range acts {
		d.Related = append(d.Related, viewPayment(a))
	}
	err = s.DB.Read(ctx, func(q store.Q) error {
		for _, about := range []string{"payment", "fee"} {
			entries, err := ledger.Postings(q, by.Institution, ledger.Ref{Kind: about, ID: p.ID.String()})
			if err != nil {
				return err
			}
			for _, e := range entries {
				d.Postings = append(d.Postings, viewPosting(e))
			}
		}
		return nil
	})
	return d, err
}

// life is the time of each status the payment reached.
func life(p payment.Payment) []moment {
	out := []moment{{"intent", local(p.OccurredAt)}}
	for _, m := range []struct {
		status string
		at     time.Time
	}{{"uncertain", p.UncertainAt}, {"forwarding", p.ForwardingAt}, {"approved", p.ApprovedAt}, {"declined", p.DeclinedAt},
		{"reversing", p.ReversingAt}, {"late", p.LateAt}, {"reversed", p.ReversedAt}} {
		if !m.at.IsZero() {
			out = append(out, moment{m.status, local(m.at)})
		}
	}
	return out
}

func viewPosting(e ledger.Posting) posting {
	v := posting{ID: e.ID.String(), ReasonZh: e.Reason.Zh, ReasonEn: e.Reason.En, Date: e.Date.String(), At: local(e.PostedAt)}
	for _, l := range e.Lines {
		pl := postingLine{Account: string(l.Account())}
		pl.DebitFen, pl.CreditFen = l.Sides()
		if t, ok := l.Account().Title(); ok {
			pl.NameZh, pl.NameEn = t.Zh, t.En
		}
		v.Lines = append(v.Lines, pl)
	}
	return v
}
