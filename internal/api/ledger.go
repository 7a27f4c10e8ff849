package api

import (
	"context"
	"net/http"
	"strings"

	"tillway/internal/audit"
	"tillway/internal/kit/day"
	"tillway/internal/kit/store"
	"tillway/internal/ledger"
	"tillway/internal/merchant"
	"tillway/internal/payment"
)

type trialView struct {
	ledger.Trial
	DifferenceFen int64 `json:"difference_fen" doc:"zero, or the books are broken"`
}

// accountBalance is an account with what it holds.
type accountBalance struct {
	Account      string `json:"account"`
	NameZh       string `json:"name_zh"`
	NameEn       string `json:"name_en"`
	Merchant     string `json:"merchant,omitempty"`
	MerchantName string `json:"merchant_name,omitempty"`
	DebitFen     int64  `json:"debit_fen"`
	CreditFen    int64  `json:"credit_fen"`
	BalanceFen   int64  `json:"balance_fen" doc:"on the account's normal side"`
	HeldFen      int64  `json:"held_fen"`
}

// AccountStatement is what happened on an account over business dates.
type AccountStatement struct {
	AccountHead
	From       string        `json:"from"`
	To         string        `json:"to"`
	OpeningFen int64         `json:"opening_fen"`
	ClosingFen int64         `json:"closing_fen"`
	InFen      int64         `json:"in_fen"`
	OutFen     int64         `json:"out_fen"`
	Moves      []accountMove `json:"moves"`
}

type accountMove struct {
	ID         string `json:"id"`
	Date       string `json:"business_date"`
	At         string `json:"at"`
	ReasonZh   string `json:"reason_zh"`
	ReasonEn   string `json:"reason_en"`
	About      string `json:"about" doc:"kind of the thing the entry is about"`
	AboutID    string `json:"about_id"`
	Fen        int64  `json:"amount_fen" doc:"positive: the balance grew"`
	BalanceFen int64  `json:"balance_fen"`
}

type statementQuery struct {
	Account string `query:"account" maxLength:"80" doc:"code, and after a slash its merchant"`
	From    string `query:"from" format:"date" doc:"first business date; 30 days before the last unless given"`
	To      string `query:"to" format:"date" doc:"last business date; the open one unless given"`
}

type codeQuery struct {
	Code string `query:"code" minLength:"4" maxLength:"12" doc:"of the title"`
}

var keepBooks = []string{audit.SettleMaker, audit.SettleChecker, audit.Auditor}

func (s *Server) ledger() {
	route(s, "GET /v1/ledger/trial", op{ID: "trialBalance", Summary: "The trial balance", Roles: keepBooks},
		func(ctx context.Context, by audit.Actor, _ *struct{}) (trialView, error) { return s.trial(ctx, by) })
	routeRaw(s, "GET /v1/ledger/trial.csv", op{ID: "exportTrialBalance", Summary: "The trial balance as a table", Roles: keepBooks,
		Bytes: bytesOf{Media: "text/csv", Query: []string{"lang"}}}, s.trialTable)
	route(s, "GET /v1/ledger/accounts", op{ID: "listAccounts", Summary: "The accounts of a title with their balances", Roles: keepBooks}, s.accounts)
	route(s, "GET /v1/ledger/statement", op{ID: "ledgerStatement", Summary: "What happened on an account", Roles: keepBooks},
		func(ctx context.Context, by audit.Actor, in *statementQuery) (AccountStatement, error) {
			return s.statementOf(ctx, by, ledger.Account(in.Account), in.From, in.To)
		})
	s.merchantStatements()
}

func (s *Server) trial(ctx context.Context, by audit.Actor) (v trialView, err error) {
	err = s.DB.Read(ctx, func(q store.Q) (err error) {
		v.Trial, err = ledger.TrialBalance(q, by.Institution)
		return err
	})
	v.DifferenceFen = v.Trial.DifferenceFen()
	if v.Rows == nil {
		v.Rows = []ledger.TrialRow{}
	}
	return v, err
}

func (s *Server) trialTable(w http.ResponseWriter, r *http.Request, by audit.Actor) error {
	v, err := s.trial(r.Context(), by)
	if err != nil {
		return err
	}
	t := newTable(r, "trial-balance", "科目代码/Code", "科目/Title", "账户数/Accounts", "借方/Debit", "贷方/Credit", "余额/Balance", "冻结/Held")
	for _, row := range v.Rows {
		balance := row.DebitFen - row.CreditFen
		if row.Side == ledger.Cr {
			balance = -balance
		}
		t.row(row.Code, t.pick(row.Zh, row.En), itoa64(row.Accounts), yuan(row.DebitFen), yuan(row.CreditFen), yuan(balance), yuan(row.HeldFen))
	}
	t.row("", t.pick("合计", "Total"), "", yuan(v.Trial.DebitFen), yuan(v.Trial.CreditFen), yuan(v.DifferenceFen), "")
	return t.send(w)
}

func (s *Server) accounts(ctx context.Context, by audit.Actor, in *codeQuery) (listPage[accountBalance], error) {
	var rows []ledger.Balance
	err := s.DB.Read(ctx, func(q store.Q) (err error) {
		rows, err = ledger.Balances(q, by.Institution, in.Code)
		return err
	})
	if err != nil {
		return listPage[accountBalance]{}, err
	}
	names, err := s.merchantNames(ctx, by, func(yield func(string)) {
		for _, b := range rows {
			yield(b.Account.Owner())
		}
	})
	return pageOf(rows, 0, func(b ledger.Balance) accountBalance {
		title, _ := b.Account.Title()
		return accountBalance{string(b.Account), title.Zh, title.En, b.Account.Owner(), names[b.Account.Owner()], b.DebitFen, b.CreditFen, b.Fen(), b.HeldFen}
	}, nil), err
}

// AccountHead names the account of a statement.
type AccountHead struct {
	Account      string `json:"account"`
	NameZh       string `json:"name_zh"`
	NameEn       string `json:"name_en"`
	Merchant     string `json:"merchant,omitempty"`
	MerchantName string `json:"merchant_name,omitempty"`
	MID          string `json:"mid,omitempty"`
}

// statementOf reads a statement; days not given are the last thirty.
func (s *Server) statementOf(ctx context.Context, by audit.Actor, a ledger.Account, from, to string) (out AccountStatement, err error) {
	title, known := a.Title()
	if !known {
		return out, errNoAccount.New()
	}
	var st ledger.Statement
	err = s.DB.Read(ctx, func(q store.Q) error {
		first, last, err := s.period(q, by, from, to)
		if err != nil {
			return err
		}
		if st, err = ledger.StatementOf(q, by.Institution, a, first, last); err != nil {
			return err
		}
		out.AccountHead = AccountHead{Account: string(a), NameZh: title.Zh, NameEn: title.En, Merchant: a.Owner()}
		if a.Owner() == "" {
			return nil
		}
		m, err := merchant.Get(q, by.Institution, merchant.ID(a.Owner()))
		out.MerchantName, out.MID = m.ShortName, m.MID
		return err
	})
	if err != nil {
		return out, err
	}
	out.From, out.To, out.OpeningFen, out.ClosingFen, out.Moves = st.From.String(), st.To.String(), st.OpeningFen, st.ClosingFen, []accountMove{}
	for _, m := range st.Moves {
		out.Moves = append(out.Moves, accountMove{m.Entry.String(), m.Date.String(), civil(m.At), m.Reason.Zh, m.Reason.En, m.Ref.Kind, m.Ref.ID, m.Fen, m.BalanceFen})
		if m.Fen > 0 {
			out.InFen += m.Fen
		} else {
			out.OutFen -= m.Fen
		}
	}
	return out, nil
}

func (s *Server) period(q store.Q, by audit.Actor, from, to string) (first, last day.Date, err error) {
	if to == "" {
		last, err = payment.BusinessDate(q, by.Institution, s.Clock.Now())
	} else if last, err = day.Parse(to); err != nil {
		err = errDateField("to")
	}
	if err != nil {
		return first, last, err
	}
	if from == "" {
		return last.AddDays(-30), last, nil
	}
	if first, err = day.Parse(from); err != nil {
		return first, last, errDateField("from")
	}
	if last.Before(first) {
		return first, last, errPeriod()
	}
	return first, last, nil
}

// accountOf is a merchant's account by the word people use for it.
func accountOf(word, merchantID string) (ledger.Account, bool) {
	switch strings.ToLower(word) {
	case "", "unsettled":
		return ledger.Unsettled(merchantID), true
	case "in_transit":
		return ledger.InTransit(merchantID), true
	case "deposit":
		return ledger.Deposit(merchantID), true
	}
	return "", false
}
