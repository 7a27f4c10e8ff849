package contract

import (
	"context"
	"time"

	"tillway/internal/audit"
	"tillway/internal/contract/paper"
	"tillway/internal/institution"
	"tillway/internal/kit/clock"
	"tillway/internal/kit/day"
	"tillway/internal/kit/id"
	"tillway/internal/kit/money"
	"tillway/internal/kit/outbox"
	"tillway/internal/kit/store"
	"tillway/internal/merchant"
	"tillway/internal/party"
)

// SendDrafted prints every draft and invites its merchant; jobs calls it every
// few seconds. Printing takes a while and therefore is no event's business.
func (s *Service) SendDrafted(ctx context.Context) error {
	var drafts []owned
	err := s.db.Read(ctx, func(q store.Q) (err error) {
		drafts, err = inStatus(q, Drafted, s.db.Clock().Now())
		return err
	})
	for _, d := range drafts {
		if err != nil {
			break
		}
		_, err = s.Send(ctx, audit.System(d.Institution, "contract.send"), d.Contract)
	}
	return err
}

// Send prints a drafted contract, keeps the document and invites the merchant
// for fifteen days; an expired invitation is renewed with the same document.
func (s *Service) Send(ctx context.Context, by audit.Actor, con ID) (Contract, error) {
	a, c, err := s.agreement(ctx, by.Institution, con)
	if err != nil {
		return Contract{}, err
	}
	if c.Status() == Expired {
		return s.renew(ctx, by, con)
	}
	if _, err := life.Peek(c.pos, "send"); err != nil {
		return Contract{}, err
	}
	doc, err := a.Render()
	if err != nil {
		return Contract{}, err
	}
	if c.dataKey, err = s.vault.NewDataKey(ctx, by.Institution); err != nil {
		return Contract{}, err
	}
	f, err := s.keep(ctx, by.Institution, c, FilePDF, doc.Bytes)
	if err != nil {
		return Contract{}, err
	}
	var out Contract
	err = s.db.Write(ctx, func(tx *store.Tx) error {
		at := c
		at.Digest = f.Digest
		if err := insertFile(tx, by.Institution, con, f); err != nil {
			return err
		}
		out, err = invite(tx, by, at, "send")
		return err
	})
	return out, err
}

func (s *Service) renew(ctx context.Context, by audit.Actor, con ID) (Contract, error) {
	var out Contract
	err := s.db.Write(ctx, func(tx *store.Tx) error {
		c, err := Get(tx, by.Institution, con)
		if err != nil {
			return err
		}
		out, err = invite(tx, by, c, "renew")
		return err
	})
	return out, err
}

// invite sends the invitation to sign; it holds for some days (S38).
func invite(tx *store.Tx, by audit.Actor, c Contract, event string) (Contract, error) {
	p := institution.On(tx, by.Institution, day.Of(tx.Now()))
	c.ExpiresAt = tx.Now().Add(p.Duration("contract.invited_days"))
	if p.Err() != nil {
		return Contract{}, p.Err()
	}
	c, err := fire(tx, by, c, event)
	if err != nil {
		return Contract{}, err
	}
	return c, outbox.Emit(tx, by.Institution,
		SentOut{c.ID, c.Number, c.MerchantID, c.ExpiresAt.In(clock.Shanghai).Format(time.RFC3339)})
}

// ExpireDue ends the invitations whose days are over; jobs calls it.
func (s *Service) ExpireDue(ctx context.Context) error {
	var due []owned
	err := s.db.Read(ctx, func(q store.Q) error {
		for _, status := range []string{Sent, Reading, QuestionOpen} {
			some, err := inStatus(q, status, s.db.Clock().Now())
			if err != nil {
				return err
			}
			due = append(due, some...)
		}
		return nil
	})
	for _, d := range due {
		if err != nil {
			break
		}
		err = s.db.Write(ctx, func(tx *store.Tx) error {
			c, err := Get(tx, d.Institution, d.Contract)
			if err != nil {
				return err
			}
			_, err = fire(tx, audit.System(d.Institution, "contract.expire"), c, "expire")
			return err
		})
	}
	return err
}

// agreement collects what the document says.
func (s *Service) agreement(ctx context.Context, inst id.Institution, con ID) (a paper.Agreement, c Contract, err error) {
	err = s.db.Read(ctx, func(q store.Q) error {
		if c, err = Get(q, inst, con); err != nil {
			return err
		}
		i, err := institution.Get(q, inst)
		if err != nil {
			return err
		}
		m, err := merchant.Get(q, inst, merchant.ID(c.MerchantID))
		if err != nil {
			return err
		}
		legal, err := party.MaskedOf(q, inst, m.LegalParty)
		if err != nil {
			return err
		}
		rows, err := fees(q, inst, con)
		if err != nil {
			return err
		}
		on, err := merchant.SwitchesOf(q, inst, m.ID)
		if err != nil {
			return err
		}
		limits, err := limitRows(q, inst, m.RiskLevel, c.DraftedOn)
		a = paper.Agreement{
			Number: c.Number, Date: c.DraftedOn, Test: i.Mode == institution.Sandbox,
			Institution: paper.Institution{Name: i.NameZh, Licence: i.LicenceNo, Address: "见营业场所公示", Hotline: i.Hotline},
			Merchant:    paperMerchant(m, legal), Settlement: paperSettlement(c, m),
			Clauses: c.Clauses, Fees: feeRows(rows, c), Deposit: money.FromFen(c.DepositFen),
			Types: typeRows(on), Limits: limits,
		}
		return err
	})
	return a, c, err
}

func paperMerchant(m merchant.Merchant, legal party.Masked) paper.Merchant {
	out := paper.Merchant{Name: m.Name, Number: m.MID, USCC: m.USCC, LegalPerson: legal.Name, Mobile: legal.Mobile}
	if len(m.Stores) > 0 {
		out.Address = m.Stores[0].Address()
	}
	return out
}

func paperSettlement(c Contract, m merchant.Merchant) paper.Settlement {
	return paper.Settlement{AccountName: m.Settlement.HolderMasked, Account: "**** " + m.Settlement.Last4, Bank: m.Settlement.Bank,
		Cycle: cycleText(m.Settlement.Cycle), Minimum: money.FromFen(c.MinimumFen), FeeMode: "交易扣收"}
}

// cycleText writes T1 as contracts do.
func cycleText(cycle string) string {
	if len(cycle) == 2 {
		return cycle[:1] + "+" + cycle[1:]
	}
	return cycle
}

func feeRows(rows []Fee, c Contract) (out []paper.FeeRow) {
	for _, p := range feeCodes {
		for _, f := range rows {
			if f.Product == p.product {
				out = append(out, paper.FeeRow{Code: p.code, Product: p.zh, Rate: f.PPM, Cap: capOf(f.CapFen),
					Min: money.FromFen(f.MinFen), From: c.DraftedOn, ReturnOnRefund: true})
			}
		}
	}
	return out
}

// typeRows prints the switches as they stand (S40).
func typeRows(on merchant.Switches) []paper.TypeRow {
	return []paper.TypeRow{
		{Name: "消费", On: on[merchant.Sale], Note: "插卡、挥卡"},
		{Name: "消费撤销", On: on[merchant.Void], Note: "同终端、同批次结算前，全额"},
		{Name: "退货", On: on[merchant.Refund], Note: "累计不超过原交易金额，退回原付款账户"},
		{Name: "预授权及完成", On: on[merchant.Preauth], Note: "30日内，完成金额不超过约定比例"},
		{Name: "微信支付", On: on[merchant.WeChat], Note: "扫描顾客付款码"},
		{Name: "支付宝", On: on[merchant.Alipay], Note: "扫描顾客付款码"},
		{Name: "分期付款", On: false, Note: ""},
		{Name: "小费", On: false, Note: ""},
	}
}

// limitRows prints the limits of the merchant's risk level on the day of the
// draft.
func limitRows(q store.Q, inst id.Institution, level string, on day.Date) ([]paper.LimitRow, error) {
	var rows []paper.LimitRow
	for _, r := range []struct{ zh, single, day string }{
		{"借记卡", "", "day_debit_fen"},
		{"贷记卡", "single_credit_fen", "day_credit_fen"},
		{"微信支付", "", "day_wechat_fen"},
		{"支付宝", "", "day_alipay_fen"},
	} {
		row := paper.LimitRow{Name: r.zh}
		for name, into := range map[string]*money.Amount{r.single: &row.Single, r.day: &row.Daily} {
			if name == "" {
				continue
			}
			fen, err := institution.ParamInt(q, inst, "limit."+level+"."+name, on)
			if err != nil {
				return nil, err
			}
			*into = money.FromFen(fen)
		}
		rows = append(rows, row)
	}
	return rows, nil
}
