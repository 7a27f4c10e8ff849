package api

import (
	"context"
	"net/http"

	"tillway/internal/audit"
	"tillway/internal/kit/errs"
	"tillway/internal/kit/store"
	"tillway/internal/ledger"
	"tillway/internal/merchant"
)

var errNoAccount = errs.Define("ledger.no_account", errs.NotFound,
	"没有这个账户。", "There is no such account.", "从科目表中选择。", "Choose one of the chart of accounts.")

func errPeriod() error {
	return errs.Fields(errs.FieldFault{Path: "to", Code: "PERIOD", Zh: "结束日期不能早于开始日期", En: "The last day cannot be before the first"})
}

// moneyOf is where a merchant's money is, to the fen as the books say (S12).
type moneyOf struct {
	UnsettledFen int64 `json:"unsettled_fen"`
	HeldFen      int64 `json:"held_fen" doc:"of the unsettled: frozen or on hold"`
	InTransitFen int64 `json:"in_transit_fen"`
	DepositFen   int64 `json:"deposit_fen"`
}

// merchantStatement is a merchant's account with the balances of the others.
type merchantStatement struct {
	AccountStatement
	Money moneyOf `json:"money"`
}

type merchantStatementInput struct {
	ID   string `path:"id" maxLength:"40"`
	Word string `query:"account" enum:"unsettled,in_transit,deposit" default:"unsettled"`
	From string `query:"from" format:"date" doc:"first business date; 30 days before the last unless given"`
	To   string `query:"to" format:"date" doc:"last business date; the open one unless given"`
}

func (s *Server) merchantStatements() {
	see := append([]string{audit.Owner, audit.Manager, audit.Operations, audit.Support}, keepBooks...)
	route(s, "GET /v1/merchants/{id}/statement", op{ID: "merchantStatement", Summary: "A merchant's account statement", Roles: see},
		func(ctx context.Context, by audit.Actor, in *merchantStatementInput) (merchantStatement, error) {
			return s.merchantStatement(ctx, by, in)
		})
	routeRaw(s, "GET /v1/merchants/{id}/statement.csv", op{ID: "exportMerchantStatement", Summary: "A merchant's account statement as a table", Roles: see,
		Bytes: bytesOf{Media: "text/csv", Query: []string{"account", "from", "to", "lang"}}},
		func(w http.ResponseWriter, r *http.Request, by audit.Actor) error {
			q := r.URL.Query()
			st, err := s.merchantStatement(r.Context(), by, &merchantStatementInput{r.PathValue("id"), q.Get("account"), q.Get("from"), q.Get("to")})
			if err != nil {
				return err
			}
			return statementTable(r, st.AccountStatement).send(w)
		})
}

func (s *Server) merchantStatement(ctx context.Context, by audit.Actor, in *merchantStatementInput) (out merchantStatement, err error) {
	account, known := accountOf(in.Word, in.ID)
	if !known {
		return out, errNoAccount.New()
	}
	if by.Merchant != "" && by.Merchant != in.ID {
		return out, merchant.ErrUnknown.New()
	}
	if out.AccountStatement, err = s.statementOf(ctx, by, account, in.From, in.To); err != nil {
		return out, err
	}
	err = s.DB.Read(ctx, func(q store.Q) error {
		unsettled, err := ledger.BalanceOf(q, by.Institution, ledger.Unsettled(in.ID))
		if err != nil {
			return err
		}
		transit, err := ledger.BalanceOf(q, by.Institution, ledger.InTransit(in.ID))
		if err != nil {
			return err
		}
		deposit, err := ledger.BalanceOf(q, by.Institution, ledger.Deposit(in.ID))
		out.Money = moneyOf{unsettled.Fen(), unsettled.HeldFen, transit.Fen(), deposit.Fen()}
		return err
	})
	return out, err
}

func statementTable(r *http.Request, st AccountStatement) *table {
	t := newTable(r, "statement", "营业日/Business date", "入账时间/Posted at", "摘要/What", "对象/About", "金额/Amount", "余额/Balance")
	t.row(st.From, "", t.pick("期初余额", "Opening balance"), st.MerchantName, "", yuan(st.OpeningFen))
	for _, m := range st.Moves {
		t.row(m.Date, m.At, t.pick(m.ReasonZh, m.ReasonEn), m.AboutID, yuan(m.Fen), yuan(m.BalanceFen))
	}
	t.row(st.To, "", t.pick("期末余额", "Closing balance"), "", yuan(st.InFen-st.OutFen), yuan(st.ClosingFen))
	return t
}
